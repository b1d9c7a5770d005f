/*
 * A second reading of the rules of a replication set, by another technique than the lab's: each rule becomes a row of
 * segment patterns, in which one may stand for any number of folders, and tables are filled in from the left, once for
 * the segments of a path and once for the letters of a name. It shares no code with the lab.
 */

/** A rule as a set holds it. */
export interface ReferenceRule {
  readonly path: string;
  readonly type: 'include' | 'exclude';
  readonly recurse: boolean;
}

/** Stands for any number of folders, none included. */
const ANY_FOLDERS: unique symbol = Symbol('any folders');
const ANY_NAME = '*';

type SegmentPattern = string | typeof ANY_FOLDERS;

/**
 * Whether a set of rules selects a file: some include matches it and no exclude does.
 *
 * @param file  its path with the drive, such as `S:\Docs\plan.doc`
 */
export function isInSet(rules: readonly ReferenceRule[], file: string): boolean {
  const matching = rules.filter((rule) => isCoveredBy(rule, file));
  return (
    matching.some(({ type }) => type === 'include') &&
    !matching.some(({ type }) => type === 'exclude')
  );
}

/** Whether a rule, include or exclude, covers a file. */
export function isCoveredBy(rule: ReferenceRule, file: string): boolean {
  const segments = segmentsOf(file);
  return readingsOf(rule).some((patterns) => matchSegments(patterns, segments));
}

/** What a rule may mean: a wildcard means files of that name; else it is a folder, or one file. */
function readingsOf({ path, recurse }: ReferenceRule): SegmentPattern[][] {
  const segments = segmentsOf(path);
  const below: SegmentPattern[] = recurse ? [ANY_FOLDERS] : [];
  const last = segments[segments.length - 1] ?? '';
  if (last.includes('*') || last.includes('?')) {
    return [[...segments.slice(0, -1), ...below, last]];
  }
  return [segments, [...segments, ...below, ANY_NAME]];
}

/** Folded to small letters in ASCII alone, cut at backslashes. */
function segmentsOf(path: string): string[] {
  return path
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .split('\\')
    .filter((segment) => segment !== '');
}

/** Which of the first segments a row of patterns can have taken, pattern by pattern. */
function matchSegments(patterns: readonly SegmentPattern[], segments: readonly string[]): boolean {
  let taken = segments.map(() => false);
  taken.unshift(true);
  for (const pattern of patterns) {
    const next = taken.map(() => false);
    for (const [count, isTaken] of taken.entries()) {
      if (pattern === ANY_FOLDERS) {
        next[count] = isTaken || (count > 0 && next[count - 1] === true);
      } else if (isTaken && count < segments.length) {
        next[count + 1] = isNameLike(pattern, segments[count] ?? '');
      }
    }
    taken = next;
  }
  return taken[segments.length] ?? false;
}

/** One name against one pattern: row by row, which beginnings of the name the pattern so far can be. */
function isNameLike(pattern: string, name: string): boolean {
  let row = Array.from({ length: name.length + 1 }, (_, length) => length === 0);
  for (let index = 0; index < pattern.length; index += 1) {
    const letter = pattern[index];
    const next: boolean[] = [letter === '*' && row[0] === true];
    for (let length = 1; length <= name.length; length += 1) {
      const isOne = letter === '?' || letter === name[length - 1];
      next.push(
        letter === '*'
          ? row[length] === true || next[length - 1] === true
          : isOne && row[length - 1] === true,
      );
    }
    row = next;
  }
  return row[name.length] ?? false;
}
