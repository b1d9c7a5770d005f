/** A line cut into words, or why it cannot be. */
export type Words = { readonly words: readonly string[] } | { readonly problem: string };

/** The longest line. */
export const LINE_CHARACTERS_MAX = 8192;

/**
 * Cuts a line into words.
 *
 * Blanks separate; `"…"` holds blanks and may begin inside a word; inside quotes `\"` and `\\` are the only
 * escapes, but that `keepsNewlines` leaves `\n` for the text of `write`; `#` at the beginning of a word starts
 * a comment.
 */
export function cutWords(line: string): Words {
  if (line.length > LINE_CHARACTERS_MAX)
    return {
      problem: `The line has ${String(line.length)} characters; at most ${String(LINE_CHARACTERS_MAX)} are taken.`,
    };
  const words: string[] = [];
  let index = 0;
  while (index < line.length) {
    const character = line[index] ?? '';
    if (isBlank(character)) {
      index++;
    } else if (character === '#') {
      break;
    } else {
      const word = cutWord(line, index);
      if (word === null)
        return {
          problem: `The quote that opens at character ${String(line.indexOf('"', index) + 1)} is not closed.`,
        };
      words.push(word.text);
      index = word.end;
    }
  }
  return { words };
}

function cutWord(line: string, start: number): { text: string; end: number } | null {
  let text = '';
  let index = start;
  let isQuoted = false;
  for (; index < line.length; index++) {
    const character = line[index] ?? '';
    const next = line[index + 1] ?? '';
    if (isQuoted && character === '\\' && (next === '"' || next === '\\')) {
      text += next;
      index++;
    } else if (character === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && isBlank(character)) {
      break;
    } else {
      text += character;
    }
  }
  return isQuoted ? null : { text, end: index };
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}
