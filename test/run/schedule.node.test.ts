import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Schedule, type Task } from '../../workers/core/schedule.ts';
import { Prng } from '../../workers/core/prng.ts';

/** What a schedule ought to hold, kept the slow way: a list that is searched for the earliest. */
interface Expected {
  readonly id: number;
  atMs: number;
  order: number;
  task: Task;
}

const ROUNDS = 300;
const STEPS = 200;

test('Whatever is added, moved and cancelled, tasks run by their time, and in order within a moment', () => {
  for (let seed = 0; seed < ROUNDS; seed++) playRound(seed);
});

function playRound(seed: number): void {
  const random = new Prng(seed, 0);
  const schedule = new Schedule();
  const ran: number[] = [];
  let expected: Expected[] = [];
  let order = 0;
  let nowMs = 0;
  for (let step = 0; step < STEPS; step++) {
    const kind = random.below(10);
    const atMs = nowMs + (random.below(3) === 0 ? 0 : random.below(25));
    const some = expected[random.below(Math.max(1, expected.length))];
    if (kind < 4) {
      const task = schedule.add(atMs, null, () => ran.push(step));
      expected.push({ id: step, atMs, order: order++, task });
    } else if (kind < 6 && some !== undefined) {
      Object.assign(some, { atMs, order: order++, task: schedule.move(some.task, atMs) });
    } else if (kind < 7 && some !== undefined) {
      schedule.cancel(some.task);
      expected = expected.filter((each) => each !== some);
    } else {
      const untilMs = nowMs + random.below(6);
      const next = earliest(expected);
      assert.equal(schedule.peekMs(), next?.atMs ?? null);
      assert.equal(schedule.count, expected.length);
      const task = schedule.takeDue(untilMs);
      const isDue = next !== undefined && next.atMs <= untilMs;
      assert.equal(task?.atMs, isDue ? next.atMs : undefined, `seed ${seed}, step ${step}`);
      task?.run?.();
      if (isDue) assert.equal(ran.at(-1), next.id, `seed ${seed}, step ${step}`);
      if (isDue) expected = expected.filter((each) => each !== next);
      nowMs = isDue ? Math.max(nowMs, next.atMs) : untilMs;
    }
  }
}

function earliest(expected: readonly Expected[]): Expected | undefined {
  return [...expected].sort((one, other) => one.atMs - other.atMs || one.order - other.order)[0];
}
