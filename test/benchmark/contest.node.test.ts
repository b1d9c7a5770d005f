import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contest, figure, rowBeside, rowLimit } from '../../workers/benchmark/contest.ts';

describe('a contest', () => {
  it('lets contestants take turns in three rounds, after each has warmed up', async () => {
    const order: string[] = [];
    const contestant = (name: string): Parameters<typeof contest>[0][number] => ({
      name,
      amount: 1,
      prepare: () => {
        order.push(`${name} prepares`);
      },
      work: () => {
        order.push(name);
      },
    });
    const pace = { turns: 1, passes: 2, warmUps: 1 };
    await contest(
      [contestant('a'), contestant('b')],
      pace,
      { unit: '', scale: 1 },
      () => undefined,
    );
    const works = order.filter((entry) => !entry.endsWith('prepares')).join('');
    assert.equal(works, 'ab' + 'aaabbb'.repeat(3));
    assert.equal(order.length, 2 * works.length);
  });

  it('ends where the listener wants it to end', async () => {
    let works = 0;
    const work = (): void => {
      works++;
    };
    const pace = { turns: 5, passes: 1, warmUps: 0 };
    const stopped = contest([{ name: 'a', amount: 1, work }], pace, { unit: '', scale: 1 }, () => {
      throw new Error('enough');
    });
    await assert.rejects(stopped, /enough/);
    assert.equal(works, 1);
  });

  it('refuses to speak of somebody who was not measured', async () => {
    const pace = { turns: 1, passes: 1, warmUps: 0 };
    const speeds = await contest([], pace, { unit: '', scale: 1 }, () => undefined);
    assert.throws(() => speeds.of('nobody'), /"nobody" was not measured/);
  });
});

describe('a row', () => {
  it('meets its bar from that ratio on', () => {
    assert.equal(rowBeside('x', 10, 4, 'GB/s', 2.5).met, true);
    assert.equal(rowBeside('x', 9.9, 4, 'GB/s', 2.5).met, false);
  });

  it('asks nothing where it is a limit, and says so in its name', () => {
    const row = rowLimit('reading alone, beside y', 3, 4, 'GB/s');
    assert.deepEqual(row, {
      name: 'limit: reading alone, beside y',
      ours: 3,
      against: 4,
      unit: 'GB/s',
      ratio: 0.75,
      bar: null,
      met: true,
    });
  });

  it('is read in three figures that matter, without an exponent', () => {
    assert.deepEqual([0.12345, 12.345, 123_456.7].map(figure), ['0.123', '12.3', '123457']);
  });
});
