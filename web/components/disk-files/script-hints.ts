import { quoteWord, type Snapshot } from '../../../workers/api.ts';
import { clusterOf } from '../stage/virtual-server.ts';

/** First words that a `.bat` runs; anything else is 9009 there, also what the prompt knows. */
const RUNS = new Set(
  'cluster dt dir type write fill truncate copy move del md attrib cacls xxh3 import'.split(' '),
);
/** First words that do nothing. */
const SILENT = new Set(['', 'rem', 'echo', 'echo.']);
/** Limits of a script: lines that run, bytes that are read. */
const LINES_MAX = 1000;
const BYTES_MAX = 65_536;

/** What the editor says of one line. */
export interface ScriptHint {
  /** Counted from 1. */
  readonly line: number;
  readonly words: string;
}

/** Lines that will not be recognised, and what goes beyond the limits of a script. */
export function scriptHints(text: string): ScriptHint[] {
  const lines = text.split(/\r?\n/);
  const hints = lines.flatMap((line, index) => {
    const problem = lineProblem(line);
    return problem === null ? [] : [{ line: index + 1, words: problem }];
  });
  if (lines.length > LINES_MAX) {
    hints.push({ line: LINES_MAX + 1, words: `only the first ${String(LINES_MAX)} lines run.` });
  }
  if (new TextEncoder().encode(text).length > BYTES_MAX) {
    hints.push({ line: lines.length, words: 'only the first 64 KiB are read.' });
  }
  return hints;
}

function lineProblem(line: string): string | null {
  const plain = line.trim().replace(/^@/, '').trim();
  if (plain.startsWith('#')) return null;
  const first = firstWord(plain);
  const word = first.toLowerCase();
  if (SILENT.has(word) || word.startsWith('::')) return null;
  if ((plain.match(/(?<!\\)"/g) ?? []).length % 2 === 1) return 'a quote is not closed: 9009.';
  return RUNS.has(word) ? null : `"${first}" is not recognised here: 9009.`;
}

function firstWord(line: string): string {
  const [, quoted, bare] = /^(?:"([^"]*)"|(\S+))/.exec(line) ?? [];
  return quoted ?? bare ?? '';
}

/** Lines that a script of this node's cluster may want: its groups and resources, online and offline. */
export function usualLines(snapshot: Snapshot, node: string): string[] {
  const { groups } = snapshot.clusters[clusterOf(snapshot, node) ?? 'first'];
  const both = (object: string, name: string): string[] => [
    `Cluster ${object} ${quoteWord(name)} /ONLINE`,
    `Cluster ${object} ${quoteWord(name)} /OFFLINE`,
  ];
  return groups.flatMap(({ name, resources }) => [
    ...both('group', name),
    ...resources.flatMap((resource) => both('resource', resource.name)),
  ]);
}
