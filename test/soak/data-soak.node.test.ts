import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DATA_BUGS } from './data-bugs.ts';
import { dataPlan } from './data-plan.ts';
import { playDataSeed, replayData, type DataSeedResult } from './play-data-seed.ts';

/** Seeds that are always the same ones, and seeds that a base chooses: `DATA_SEED_BASE`, or the fixed ones go on. */
const FIXED_SEEDS = 500;
const BASE_SEEDS = 2500;
const BASE = Number(process.env['DATA_SEED_BASE'] ?? FIXED_SEEDS);
const PLANTED_SEEDS_MAX = 500;

/** What a failed seed leaves: how to play it again, and its lines. */
function failureText({ seed, kind, problem, run }: DataSeedResult): string {
  return `seed ${String(seed)} (${kind}): ${problem ?? ''}\nagain: npm run soak -- --data --seed ${String(seed)}\n${JSON.stringify(run)}`;
}

function holds(from: number, count: number): void {
  const total = { good: 0, mirrors: 0, changes: 0, ledgers: 0, restorations: 0 };
  for (let seed = from; seed < from + count; seed++) {
    const result = playDataSeed(seed);
    assert.equal(result.problem, null, failureText(result));
    const { counts } = result;
    total.good += counts.good;
    total.mirrors += counts.mirrors;
    total.changes += counts.changes;
    total.ledgers += counts.ledgers;
    total.restorations += counts.restorations;
  }
  assert.ok(total.mirrors > count, 'every seed mirrors');
  assert.ok(total.changes > 10 * count, 'programs write');
  assert.ok(total.good > 20 * count, 'the target is looked at while it is Good');
  assert.ok(total.ledgers * 50 > count, 'sites are lost');
  assert.ok(total.restorations * 100 > count, 'work is brought home');
}

describe('what the target holds', () => {
  it(`is what the source held at some moment, over ${String(FIXED_SEEDS)} fixed seeds of writes, faults and operators`, () => {
    holds(0, FIXED_SEEDS);
  });

  it(`is so over ${String(BASE_SEEDS)} seeds more, from ${String(BASE)}`, () => {
    holds(BASE, BASE_SEEDS);
  });

  it('comes about in the same way for the same seed', () => {
    assert.deepEqual(dataPlan(17), dataPlan(17));
    assert.notDeepEqual(dataPlan(17).lines, dataPlan(18).lines);
    assert.deepEqual(playDataSeed(4).run, playDataSeed(4).run);
  });

  it('can be looked at again from the lines that a seed leaves', () => {
    assert.equal(replayData(playDataSeed(4).run), null);
  });
});

describe('a planted bug of the data plane', () => {
  for (const { name, invariant, plant } of DATA_BUGS) {
    it(`is found by ${invariant}: ${name}`, () => {
      for (let seed = 0; seed < PLANTED_SEEDS_MAX; seed++) {
        const { problem } = playDataSeed(seed, plant);
        if (problem === null) continue;
        assert.match(problem, new RegExp(`^InvariantError: ${invariant} broken at \\d+ ms: `));
        return;
      }
      assert.fail(`not found in ${String(PLANTED_SEEDS_MAX)} seeds`);
    });
  }
});
