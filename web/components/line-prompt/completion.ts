import { quoteWord } from '../../../workers/api.ts';
import { GRAMMAR, valuesBehind } from './grammar.ts';
import { slotWords } from './slot-words.ts';
import { type LinePlace, slotNames } from './slots.ts';

/** What may stand in place of the word at the caret. */
export interface Completion {
  /** Where that word begins in the line. */
  readonly from: number;
  /** Whole words as they must be typed, quoted where they hold blanks. */
  readonly options: readonly string[];
  /** What is to be typed where nothing can be offered: `a number of kbit/s`; null where the line may end. */
  readonly wants: string | null;
}

/** More would not be looked through. */
const OPTIONS_MAX = 60;

/**
 * Completes the word before the caret: verbs, options, names of the lab's objects, paths.
 *
 * @param before  the line up to the caret
 */
export function completionsOf(before: string, place: Omit<LinePlace, 'clusterName'>): Completion {
  // A dash before everything lets the line be refused: it is no part of the first word.
  const dash = /^\s*-(?=[@a-z])/i.exec(before)?.[0] ?? '';
  const { words, from: start, partial } = lastWord(before.slice(dash.length));
  const from = dash.length + start;
  if (partial.startsWith('@') && words.length === 0) {
    return {
      from,
      options: narrowed(
        slotNames('node', { ...place, clusterName: null }).map((name) => `@${name}`),
        partial,
      ),
      wants: null,
    };
  }
  const line = words[0]?.startsWith('@') === true ? words.slice(1) : words;
  const named = line.find((word) => /^\/cluster:/i.test(word))?.slice('/cluster:'.length) ?? null;
  const at = { ...place, clusterName: named };
  const past = line.filter((word) => !/^\/cluster:/i.test(word)).map((word) => word.toLowerCase());
  const wanted = wantedAt(past, named !== null);
  const names = unique(wanted.flatMap((word) => expanded(word, at)));
  const options = narrowed(names, partial).map(quoteWord);
  const isEmpty = options.length === 0 && partial === '';
  return { from, options, wants: isEmpty ? slotWords(wanted.flatMap(slotOf)) : null };
}

/** Words of the grammar that may stand behind these. */
function wantedAt(past: readonly string[], isAddressed: boolean): readonly string[] {
  const last = past.at(-1) ?? '';
  const value = past.length > 2 ? valuesBehind(last, past[1] ?? '') : undefined;
  if (value !== undefined && isKey(past, last)) return value.split('|');
  const words = GRAMMAR.flatMap((pattern) => nextIn(pattern, past)).flatMap((word) =>
    word.split('|'),
  );
  return isAddressed ? words.filter((word) => word !== '<cluster>') : words;
}

/** True where the grammar takes this word as a key, not as a verb or a name. */
function isKey(past: readonly string[], word: string): boolean {
  const before = past.slice(0, -1);
  return GRAMMAR.some((pattern) =>
    nextIn(pattern, before).some(
      (each) =>
        each.split('|').includes(word) &&
        pattern.some((part) => part.startsWith('*') && part.includes(word)),
    ),
  );
}

/** What a pattern has at the place behind these words, if they fit it. */
function nextIn(pattern: readonly string[], past: readonly string[]): string[] {
  for (const [index, word] of past.entries()) {
    const part = pattern[index];
    if (part === undefined || part.startsWith('*')) break;
    const fits = part
      .split('|')
      .some(
        (each) =>
          each.startsWith('<') ||
          word === each ||
          (each.includes(':') && word.startsWith(each.slice(0, each.indexOf(':') + 1))),
      );
    if (!fits) return [];
  }
  const part = pattern[past.length];
  const open = pattern.findIndex((each) => each.startsWith('*'));
  if (open >= 0 && past.length >= open) return [(pattern[open] ?? '').slice(1)];
  return part === undefined ? [] : [part];
}

/** A word of the grammar with names in place of its slot. */
function expanded(word: string, place: LinePlace): readonly string[] {
  const [slot] = slotOf(word);
  if (slot === undefined) return [word];
  const head = word.slice(0, word.indexOf('<'));
  return slotNames(slot, place).map((name) => `${head}${name}`);
}

/** The slot at the end of a word of the grammar, if it has one. */
function slotOf(word: string): string[] {
  return /<([a-z-]+)>$/.exec(word)?.slice(1) ?? [];
}

/** Those that go on from what is typed; of paths the next step only. */
function narrowed(names: readonly string[], partial: string): string[] {
  const start = partial.toLowerCase();
  const fitting = names.filter((name) => name.toLowerCase().startsWith(start) && name !== partial);
  return unique(fitting.map((name) => step(name, partial.length))).slice(0, OPTIONS_MAX);
}

function step(name: string, typed: number): string {
  if (!/^[a-z]:\\/i.test(name)) return name;
  const next = name.indexOf('\\', Math.max(typed, 3));
  return next < 0 ? name : name.slice(0, next + 1);
}

/** Words before the caret, and the one that is being typed without its quotes. */
function lastWord(before: string): { words: string[]; from: number; partial: string } {
  const words: string[] = [];
  let from = before.length;
  let partial = '';
  let isOpen = false;
  let isQuoted = false;
  for (const [index, sign] of before.split('').entries()) {
    if (/\s/.test(sign) && !isQuoted) {
      if (isOpen) words.push(partial);
      [isOpen, partial, from] = [false, '', before.length];
      continue;
    }
    if (!isOpen) [isOpen, from] = [true, index];
    if (sign === '"') isQuoted = !isQuoted;
    else partial += sign;
  }
  return { words, from: isOpen ? from : before.length, partial };
}

/** The longest beginning that all options share. */
export function sharedStart(options: readonly string[]): string {
  const [first = '', ...rest] = options;
  let length = first.length;
  for (const option of rest) {
    while (!option.toLowerCase().startsWith(first.slice(0, length).toLowerCase())) length -= 1;
  }
  return first.slice(0, length);
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
