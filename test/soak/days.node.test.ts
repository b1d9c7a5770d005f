import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { grownTooFar } from './days-bounds.ts';
import { failoversIn } from './days-course.ts';
import { playDays, type DaysResult } from './days-play.ts';

let day: DaysResult;

before(async () => {
  day = await playDays(1);
});

describe('a day of a protected pair that was lost and brought home', () => {
  it('leaves memory, queues and store where they were, and the same digest when it is played again', () => {
    assert.deepEqual(day.problems, []);
  });

  it('held one failover, orders on both sides, and a restoration that is done', () => {
    const { failovers, began, ended, run } = day;
    assert.equal(failovers, 1);
    assert.equal(run.endMs, 24 * 3_600_000);
    assert.ok(ended.orders - began.orders > 700, String(ended.orders - began.orders));
    assert.equal(ended.lists.get('jobs'), 1);
    assert.deepEqual([began.queuedBytes, began.queueChunks], [0, 0]);
  });

  it('would tell of whatever does not return', () => {
    const { began, ended } = day;
    const leaking = {
      ...ended,
      heapBytes: ended.heapBytes + 16 * 1024 * 1024,
      tasks: ended.tasks + 8,
      queueChunks: 1,
      storedExtentBytes: ended.storedExtentBytes * 2,
      lists: new Map([...ended.lists, ['waits', 2]]),
    };
    assert.deepEqual(
      grownTooFar(began, leaking, 1).map((text) => text.replace(/: .*/, '')),
      [
        'bytes of heap',
        'tasks to come',
        'chunks of the queue regions',
        'stored bytes of extents',
        'members of waits',
      ],
    );
  });
});

describe('thirty days', () => {
  it('hold twenty failovers', () => {
    assert.equal(failoversIn(30), 20);
  });
});
