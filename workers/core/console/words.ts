/** A line cut into words, or why it cannot be. */
export type Words = LineWords | { readonly problem: string };

/** The words of a line; `texts` are the same words as `write` takes them, with new lines for quoted `\n`. */
export interface LineWords {
  readonly words: readonly string[];
  readonly texts: readonly string[];
}

/** The longest line. */
const LINE_CHARACTERS_MAX = 8192;

/**
 * Cuts a line into words.
 *
 * Blanks separate; `"…"` holds blanks and may begin inside a word; inside quotes `\"` and `\\` are the only
 * escapes, with `\n` a new line in `texts`; `#` at the beginning of a word starts a comment.
 */
export function cutWords(line: string): Words {
  if (line.length > LINE_CHARACTERS_MAX) {
    return {
      problem: `The line has ${String(line.length)} characters; at most ${String(LINE_CHARACTERS_MAX)} are taken.`,
    };
  }
  const words: string[] = [];
  const texts: string[] = [];
  let index = 0;
  while (index < line.length) {
    const character = line[index] ?? '';
    if (isBlank(character)) {
      index++;
    } else if (character === '#') {
      break;
    } else {
      const cut = cutWord(line, index);
      if ('openedAt' in cut) {
        return {
          problem: `The quote that opens at character ${String(cut.openedAt + 1)} is not closed.`,
        };
      }
      words.push(cut.word);
      texts.push(cut.text);
      index = cut.end;
    }
  }
  return { words, texts };
}

function cutWord(
  line: string,
  start: number,
): { word: string; text: string; end: number } | { openedAt: number } {
  let word = '';
  let text = '';
  let openedAt = -1;
  let index = start;
  for (; index < line.length; index++) {
    const character = line[index] ?? '';
    const next = line[index + 1] ?? '';
    if (character === '"') {
      openedAt = openedAt < 0 ? index : -1;
    } else if (openedAt >= 0 && character === '\\' && (next === '"' || next === '\\')) {
      word += next;
      text += next;
      index++;
    } else if (openedAt >= 0 && character === '\\' && next === 'n') {
      word += '\\n';
      text += '\n';
      index++;
    } else if (openedAt < 0 && isBlank(character)) {
      break;
    } else {
      word += character;
      text += character;
    }
  }
  return openedAt >= 0 ? { openedAt } : { word, text, end: index };
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}
