/** The worst patterns that a rule may have, against 200 decisions a second. */
import type { BenchmarkRow } from '../../workers/api.ts';
import type { Tell } from '../../workers/benchmark/contest.ts';
import { isSelected } from '../../workers/core/replication/replication-set.ts';

/** A decision may take 5 ms. */
const DECISIONS_PER_SECOND_MIN = 200;
const ROUNDS = 20;

type Pair = readonly [pattern: string, name: string];

/** As long as a path may be. */
const PAIRS: readonly Pair[] = [
  [`${'a*'.repeat(120)}b`, 'a'.repeat(240)],
  [`*${'a'.repeat(120)}b`, 'a'.repeat(240)],
  [`${'?*'.repeat(120)}b`, 'a'.repeat(240)],
  [`*${'ab*'.repeat(80)}c`, 'ab'.repeat(120)],
];

/** Twenty times as long, which no line takes: only told. */
const LONG_PAIRS: readonly Pair[] = [
  [`${'a*'.repeat(1000)}b`, 'a'.repeat(5000)],
  [`*${'a'.repeat(1000)}b`, 'a'.repeat(5000)],
];

export function run(_module: WebAssembly.Module, tell: Tell): Promise<BenchmarkRow[]> {
  const slowestMs = slowestOf(PAIRS);
  tell(`slowest decision: ${slowestMs.toFixed(3)} ms`, 1);
  tell(`slowest of longer patterns: ${slowestOf(LONG_PAIRS).toFixed(3)} ms`, 1);
  const ours = 1000 / slowestMs;
  const ratio = ours / DECISIONS_PER_SECOND_MIN;
  const row = {
    name: 'whether a rule selects a file, worst pattern, beside 5 ms each',
    ours,
    against: DECISIONS_PER_SECOND_MIN,
    unit: '1/s',
    ratio,
    bar: 1,
    met: ratio >= 1,
  };
  return Promise.resolve([row]);
}

function slowestOf(pairs: readonly Pair[]): number {
  return Math.max(...pairs.map(([pattern, name]) => millisecondsOf(pattern, name)));
}

/** Mean of some rounds: the browser's clock is too coarse for one. */
function millisecondsOf(pattern: string, name: string): number {
  const rules = [{ path: `S:\\Deep\\${pattern}`, type: 'include', recurse: true }] as const;
  const file = `S:\\Deep\\Folder\\${name}`;
  const startMs = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) isSelected(rules, file);
  return (performance.now() - startMs) / ROUNDS;
}
