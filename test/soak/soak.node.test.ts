import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkEvents, InvariantError, nowMs } from '../../workers/core/lab.ts';
import { openLab, play } from '../support/run-lines.ts';
import { playSeed, replay } from './play-seed.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { soakPlan } from './soak-plan.ts';

const SEEDS = 36;
const PLANTED_SEEDS_MAX = 500;

describe('the random operator', () => {
  it(`breaks nothing over ${String(SEEDS)} seeds, and every world it leaves can be repaired`, () => {
    const problems: string[] = [];
    const operators = new Set<string>();
    let failovers = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const result = playSeed(seed);
      operators.add(result.operator);
      failovers += result.failovers;
      if (result.problem !== null) problems.push(`seed ${String(seed)}: ${result.problem}`);
    }
    assert.deepEqual(problems, []);
    assert.deepEqual([...operators].sort(), ['clumsy', 'idle', 'nobody', 'random']);
    assert.ok(failovers > 0, 'some seeds lose the whole site');
  });

  it('does the same for the same seed', () => {
    assert.deepEqual(soakPlan(17), soakPlan(17));
    assert.notDeepEqual(soakPlan(17).lines, soakPlan(18).lines);
    assert.deepEqual(playSeed(4).run, playSeed(4).run);
  });

  it('leaves a run that replays', () => {
    assert.equal(replay(playSeed(4).run), null);
  });
});

describe('a planted bug', () => {
  for (const { name, invariant, plant } of PLANTED_BUGS) {
    it(`is found by ${invariant}: ${name}`, () => {
      for (let seed = 0; seed < PLANTED_SEEDS_MAX; seed++) {
        const { problem } = playSeed(seed, plant);
        if (problem === null) continue;
        assert.match(problem, new RegExp(`^InvariantError: ${invariant} broken at \\d+ ms: `));
        return;
      }
      assert.fail(`not found in ${String(PLANTED_SEEDS_MAX)} seeds`);
    });
  }

  it('stops the lab in the event that shows it, which is named with its moment', () => {
    const lab = openLab({ diskMiB: 4 });
    checkEvents(lab, { oneServes: true });
    play(lab, 'client start', 'lab run 5s');
    for (const disk of lab.clusters.first.disks) disk.owner = lab.nodes[1] ?? null;
    const error = caught(() => {
      play(lab, 'lab run 5s');
    });
    assert.ok(error instanceof InvariantError);
    const { invariant, atMs, message } = error;
    assert.deepEqual([invariant, atMs], ['I-3', nowMs(lab)]);
    assert.equal(message, `I-3 broken at ${String(atMs)} ms: A2 writes to S: and may not`);
    assert.ok(atMs >= 5000 && atMs < 6500);
  });
});

function caught(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
}
