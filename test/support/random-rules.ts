/* Rules and paths drawn from a seed number, made to meet each other about as often as not. */
import type { ReferenceRule } from './reference-matcher.ts';

/** Draws whole numbers below a bound, the same for the same seed. */
export type Draw = (below: number) => number;

/** Names that differ in little: by case, by letters that fold to ASCII elsewhere, by a beginning in common. */
const NAMES = [
  ...['a', 'A', 'ab', 'aB', 'abc', 'aab', 'b.a', 'k', 'K', 's', 'S', 'i', 'I', 'ss'],
  ...['Docs', 'DOCS', 'Docs2', 'docs.old', 'Mail Box', 'plan.doc', 'PLAN.DOC', 'plan.doc.bak'],
  ...[
    'é',
    'É',
    'e\u0301',
    'ß',
    'ẞ',
    'ſ',
    '\u212a',
    'ı',
    'İ',
    'σ',
    'ς',
    'Σ',
    'Ωmega',
    'ωmega',
    'я',
    'Я',
  ],
  ...['(a)', '[a]', 'a+b', '^a$', '{2}', '.a', 'a..b', '__proto__', 'constructor'],
];

const PATTERNS = [
  ...[
    '*',
    '*.*',
    '*.doc',
    '*.DOC',
    'plan.*',
    'a*',
    '*a',
    '*a*',
    '**',
    '*?',
    '?*',
    '?',
    '??',
    '???*',
  ],
  ...[
    'a?',
    '?b',
    'a*b',
    'a*b*c',
    '*b*.*',
    'D?cs*',
    '*.?',
    '?.*',
    'é*',
    '?mega',
    '*\u212a',
    'ß?',
    '[a]*',
    'a+?',
  ],
];

const FOLDERS_MAX = 6;

/** A generator of 32-bit numbers by Marsaglia's xorshift. */
export function drawFrom(seed: number): Draw {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function pick<T>(draw: Draw, list: readonly T[]): T {
  const item = list[draw(list.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function pathOf(segments: readonly string[]): string {
  return segments.length === 1 ? `${segments[0] ?? ''}\\` : segments.join('\\');
}

/** One rule: a folder, a file, or a name with wildcards; half of them take in what lies below. */
export function drawRule(draw: Draw): ReferenceRule {
  const depth = draw(draw(4) === 0 ? FOLDERS_MAX : 3);
  const segments = ['S:', ...Array.from({ length: depth }, () => pick(draw, NAMES))];
  if (draw(2) === 0) segments.push(pick(draw, PATTERNS));
  return {
    path: pathOf(segments),
    type: draw(3) === 0 ? 'exclude' : 'include',
    recurse: draw(2) === 0,
  };
}

/** A file that a rule might cover: its path with the wildcards filled in, then changed a little or not. */
export function drawFile(draw: Draw, rule: ReferenceRule): string {
  if (draw(8) === 0) return drawAnyFile(draw);
  const segments = rule.path.split('\\').filter((segment) => segment !== '');
  const hadWildcard = /[*?]/.test(rule.path);
  const filled = segments.map((segment) =>
    segment.replace(/[*?]/g, (letter) =>
      letter === '?' ? pick(draw, ['a', 'b', 'é', '.']) : pick(draw, ['', 'a', 'b', 'ab.a', 'éa']),
    ),
  );
  if (!hadWildcard && draw(4) !== 0) filled.push(pick(draw, NAMES));
  if (draw(3) === 0) {
    const at = 1 + draw(filled.length);
    filled.splice(at, 0, ...Array.from({ length: 1 + draw(3) }, () => pick(draw, NAMES)));
  }
  if (draw(8) === 0 && filled.length > 2) filled.splice(1 + draw(filled.length - 1), 1);
  if (filled.length === 1 || filled.at(-1) === '') filled.push('a');
  const path = filled.filter((segment) => segment !== '').join('\\');
  return draw(2) === 0 ? path : swapSomeCase(draw, path);
}

function drawAnyFile(draw: Draw): string {
  return ['S:', ...Array.from({ length: 1 + draw(FOLDERS_MAX) }, () => pick(draw, NAMES))].join(
    '\\',
  );
}

/** Other case for some letters, outside ASCII too. */
function swapSomeCase(draw: Draw, path: string): string {
  return Array.from(path)
    .map((letter) => {
      if (draw(3) !== 0) return letter;
      const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
      return other.length === 1 ? other : letter;
    })
    .join('');
}
