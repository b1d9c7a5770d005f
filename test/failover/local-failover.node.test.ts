import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { CLIENT_ADDRESS } from '../support/lab-views.ts';
import { openLab, play } from '../support/run-lines.ts';

/** Seeds move the phases of beats and pings. */
const SEEDS = Array.from({ length: 24 }, (_, index) => index + 1);
/** Moments from one ping to the next. */
const OFFSETS_MS = Array.from({ length: 25 }, (_, index) => index * 200);

/** The quorum owner of FIRST crashes under monitors with these options. */
function crashed(seed: number, options: string, ...lines: readonly string[]): Lab {
  const lab = openLab({ seed, diskMiB: 4 });
  for (const node of ['B1', 'B2']) play(lab, `@${node} fcc set ${CLIENT_ADDRESS} ${options}`);
  play(lab, 'lab run 20s', ...lines, 'fault power A1 off', 'lab run 45s');
  return lab;
}

/** The same, this long after the latency between the sites has grown to this. */
function crashedAfter(seed: number, latencyMs: number, afterMs: number): Lab {
  const latency = `fault link replication latency ${String(latencyMs)}`;
  return crashed(seed, 'missed 6', latency, `lab run ${String(afterMs)}ms`);
}

function failsOver(lab: Lab): boolean {
  return eventsOf(lab).some(({ atMs, text }) => atMs > 0 && text.includes('failover begins'));
}

describe('when the quorum owner of FIRST crashes', () => {
  it('a time to fail of 25 s is too short in some phases, and long enough in others', () => {
    const early = SEEDS.filter((seed) => failsOver(crashed(seed, 'missed 5')));
    assert.ok(early.length > 0 && early.length < SEEDS.length, `of seeds ${early.join(', ')}`);
  });

  it('a time to fail of 30 s never fails over, and FIRST serves on', () => {
    for (const seed of SEEDS) {
      const lab = crashed(seed, 'missed 6');
      assert.equal(failsOver(lab), false, `seed ${String(seed)}`);
      assert.deepEqual(snapshotOf(lab).addresses[CLIENT_ADDRESS], ['A2']);
    }
  });

  it('30 s is enough also when the round trip has just grown to 900 ms, or to a whole second', () => {
    for (const latencyMs of [450, 500]) {
      for (const seed of SEEDS)
        assert.equal(failsOver(crashedAfter(seed, latencyMs, 0)), false, `seed ${String(seed)}`);
    }
  });

  it('30 s is enough wherever the crash falls between two pings, with a round trip of 900 ms', () => {
    for (const offsetMs of OFFSETS_MS)
      assert.equal(failsOver(crashedAfter(7, 450, offsetMs)), false, `${String(offsetMs)} ms`);
  });

  it('30 s is enough with 900 ms each way, once a reply has come that late', () => {
    for (const seed of SEEDS)
      assert.equal(failsOver(crashedAfter(seed, 900, 10_000)), false, `seed ${String(seed)}`);
  });

  it('30 s is too short in some phases when the round trip grows by more at that moment; 35 s is not', () => {
    const latency = 'fault link replication latency 900';
    const early = SEEDS.filter((seed) => failsOver(crashedAfter(seed, 900, 0)));
    assert.ok(early.length > 0 && early.length < SEEDS.length, `of seeds ${early.join(', ')}`);
    for (const seed of early)
      assert.equal(failsOver(crashed(seed, 'missed 7', latency)), false, `seed ${String(seed)}`);
  });
});
