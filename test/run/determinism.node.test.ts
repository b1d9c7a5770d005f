import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf, eventsOf, keptLines, snapshotOf } from '../../workers/core/lab.ts';
import { KNOWN_RUNS, type KnownRun } from '../support/known-digests.ts';
import { ONE_STEP, PACES, playLive, playReplayed } from '../support/replays.ts';
import { openLab } from '../support/run-lines.ts';

const WAYS = [
  ['entered', playLive],
  ['replayed', playReplayed],
] as const;

for (const run of KNOWN_RUNS) {
  describe(`a run in which ${run.name}`, () => {
    for (const kernel of ['wasm', 'reference'] as const) {
      for (const [way, play] of WAYS) {
        it(`has its known digest on the ${kernel} kernel, ${way}, at every pace`, () => {
          const paces = kernel === 'wasm' ? PACES : PACES.slice(0, 2);
          for (const [pace, steps] of paces) {
            const lab = openLab(run.options, kernel);
            play(lab, run, steps);
            assert.equal(digestOf(lab), run.digest, pace);
          }
        });
      }
    }

    it('has the same events, lines and snapshot, entered or replayed, on both kernels', () => {
      const entered = playedOn(run, 'wasm', playLive);
      const others = [
        playedOn(run, 'wasm', playReplayed),
        playedOn(run, 'reference', playReplayed),
      ];
      for (const other of others) assert.deepEqual(other, entered);
      assert.deepEqual(entered.lines, run.lines);
    });

    it('has another digest with another seed, another line, and a millisecond earlier', () => {
      const seed = run.options.seed + 1;
      const lines = run.lines.map(([atMs, node, line]) => [atMs + 1, node, line] as const);
      for (const other of [
        { ...run, options: { ...run.options, seed } },
        { ...run, lines },
        { ...run, lines: run.lines.slice(1) },
        { ...run, endMs: (run.lines.at(-1)?.[0] ?? 0) - 1 },
      ]) {
        const lab = openLab(other.options);
        playReplayed(lab, other, ONE_STEP);
        assert.notEqual(digestOf(lab), run.digest);
      }
    });
  });
}

function playedOn(run: KnownRun, kernel: 'wasm' | 'reference', play: typeof playLive) {
  const lab = openLab(run.options, kernel);
  play(lab, run, ONE_STEP);
  return { events: eventsOf(lab), lines: keptLines(lab), snapshot: snapshotOf(lab) };
}
