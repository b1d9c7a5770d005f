import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { Ledger, Snapshot } from '../../workers/core/snapshot.ts';
import {
  ledgerFromBooks,
  ORDER_BYTES,
  parseOrderBook,
  type BookOrder,
} from '../support/order-book.ts';
import { acknowledgementsOf, assertTold, bookOf } from '../support/order-evidence.ts';
import { openLab, play } from '../support/run-lines.ts';

const HEALTHY_SEEDS = 200;
const SLOW_SEEDS = 60;
const TIME_TO_FAIL_MS = 30_000;
const LOOK_MS = 1000;
const PLUG_PULLED_MS = 20_000;

const HEALTHY = ['client start'];
const SLOW = ['fault link replication rate 96', 'client rate 18', 'client start'];

/** One drill: both books and the ledger between them. */
interface Drill {
  readonly lab: Lab;
  readonly firstBook: readonly BookOrder[];
  readonly secondBook: readonly BookOrder[];
  readonly snapshot: Snapshot;
  readonly ledger: Ledger;
}

function drill(seed: number, opening: readonly string[]): Drill {
  const lab = openLab({ seed });
  play(lab, ...opening, 'lab run 20s');
  const firstBook = bookOf(lab, 'A1');
  const told = acknowledgementsOf(lab);
  assertTold(lab, told, firstBook);
  assert.ok(told.every(({ cluster }) => cluster === 'CLUS-A'));
  play(lab, 'fault site first off', 'lab run 60s');
  const snapshot = snapshotOf(lab);
  const { ledger } = snapshot;
  assert.ok(ledger !== null, 'a failover leaves a ledger');
  return { lab, firstBook, secondBook: bookOf(lab, 'B1'), snapshot, ledger };
}

function assertServedBySecond({ clusters, clients }: Snapshot): void {
  const group = clusters.second.groups.find(({ name }) => name === 'Application');
  assert.equal(group?.state, 'Online');
  assert.deepEqual(
    group.resources.map(({ state }) => state),
    group.resources.map(() => 'Online'),
  );
  assert.equal(clients.servedBy, 'second');
  assert.equal(clusters.first.reachable, false);
}

function monitorStates({ monitors }: Snapshot): string[] {
  return monitors.map(({ node, state }) => `${node} ${state}`).sort();
}

/** What both books hold of FIRST's orders is the same, record for record, and SECOND's has no hole in it. */
function assertPrefix({ firstBook, secondBook, ledger }: Drill): void {
  const kept = firstBook.length - ledger.lostOrders.length;
  for (let index = 0; index < kept; index++) {
    assert.equal(secondBook[index]?.record, firstBook[index]?.record);
  }
  const own = secondBook.slice(kept);
  assert.ok(own.length > 0 && own.every(({ node }) => node === 'B1'), 'SECOND took orders since');
}

function assertLedger(result: Drill): void {
  const { ledger, firstBook, secondBook, snapshot } = result;
  const expected = ledgerFromBooks(firstBook, secondBook);
  const { lostOrders, lostBytes, rpoMs, rtoMs } = ledger;
  assert.deepEqual({ lostOrders, lostBytes, rpoMs, rtoMs }, expected);
  assert.deepEqual(ledger.destroyedOrders, []);
  assert.deepEqual(ledger.divergedOrders, []);
  const lastReplies = snapshot.monitors.map(({ lastReplyAtMs }) => lastReplyAtMs ?? NaN);
  const silentMs = ledger.failoverAtMs - Math.min(...lastReplies);
  assert.ok(silentMs >= TIME_TO_FAIL_MS, `failover ${String(silentMs)} ms after the last reply`);
  assert.ok(silentMs <= TIME_TO_FAIL_MS + LOOK_MS, `failover only after ${String(silentMs)} ms`);
  assert.ok(ledger.failoverAtMs > PLUG_PULLED_MS);
}

/** What is kept of one drill of many: labs are large. */
interface Outcome {
  readonly seed: number;
  readonly ledger: Ledger;
  readonly monitors: readonly string[];
}

function drillAll(seeds: number, opening: readonly string[]): Outcome[] {
  return Array.from({ length: seeds }, (_, seed) => {
    try {
      const result = drill(seed, opening);
      assertServedBySecond(result.snapshot);
      assertPrefix(result);
      assertLedger(result);
      return { seed, ledger: result.ledger, monitors: monitorStates(result.snapshot) };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      throw new Error(`seed ${String(seed)}: ${text}`, { cause: error });
    }
  });
}

const BOTH_FAILED_OVER = ['B1 FailedOver', 'B2 FailedOver'];

describe('losing the first site', () => {
  const outcomes: Outcome[] = [];

  it('moves the service to SECOND and names exactly the lost orders, for 200 seeds', () => {
    outcomes.push(...drillAll(HEALTHY_SEEDS, HEALTHY));
    assert.equal(outcomes.length, HEALTHY_SEEDS);
  });

  it('names exactly the lost orders where a slow link really loses some, for 60 seeds', () => {
    const slow = drillAll(SLOW_SEEDS, SLOW);
    outcomes.push(...slow);
    const losing = slow.filter(({ ledger }) => ledger.lostOrders.length > 0);
    assert.ok(losing.length > SLOW_SEEDS / 2, `only ${String(losing.length)} seeds lost orders`);
    assert.ok(slow.some(({ ledger }) => ledger.rpoMs > 0));
  });

  it('leaves both monitors of SECOND failed over, whichever of them was first, for every seed', () => {
    assert.ok(outcomes.length > 0);
    const others = outcomes.filter(({ monitors }) => String(monitors) !== String(BOTH_FAILED_OVER));
    assert.deepEqual(
      others.map(({ seed, monitors }) => `seed ${String(seed)}: ${monitors.join(', ')}`),
      [],
    );
  });

  it('keeps its ledger through what SECOND takes later', () => {
    const { lab, ledger, firstBook } = drill(3, SLOW);
    play(lab, 'lab run 60s', 'client stop', 'lab run 5s');
    assert.deepEqual(snapshotOf(lab).ledger, ledger);
    assert.deepEqual(ledgerFromBooks(firstBook, bookOf(lab, 'B1')).lostOrders, ledger.lostOrders);
  });

  it('is one command for a person without a browser', () => {
    const lines = ['client start', 'lab run 20s', 'fault site first off', 'lab run 60s'];
    const answer = spawnSync(
      'npm',
      ['run', '--silent', 'lab', '--', '-', '--scenario', 'protected', '--json'],
      { input: `${lines.join('\n')}\n`, encoding: 'utf8', shell: process.platform === 'win32' },
    );
    assert.equal(answer.status, 0, answer.stderr);
    const snapshot = JSON.parse(answer.stdout) as Snapshot;
    assertServedBySecond(snapshot);
    assert.deepEqual(monitorStates(snapshot), BOTH_FAILED_OVER);
    const { lab, ledger, firstBook, secondBook } = drill(2001, HEALTHY);
    assert.deepEqual(snapshot.ledger, ledger);
    assert.deepEqual(ledger.lostOrders, ledgerFromBooks(firstBook, secondBook).lostOrders);
    assert.equal(snapshot.atMs, 80_000);
    assert.deepEqual(snapshot.clients, snapshotOf(lab).clients);
  });
});

describe('the second reading of the order books', () => {
  const { lab, firstBook, secondBook, ledger } = drill(3, SLOW);

  it('sees another loss when one record more is missing, or one is put back', () => {
    const fewer = secondBook.filter((_, index) => index !== 400);
    assert.notDeepEqual(ledgerFromBooks(firstBook, fewer).lostOrders, ledger.lostOrders);
    const [lost] = firstBook.filter(({ number }) => number === ledger.lostOrders[0]);
    assert.ok(lost !== undefined);
    assert.notDeepEqual(
      ledgerFromBooks(firstBook, [...secondBook, lost]).lostOrders,
      ledger.lostOrders,
    );
    assert.notEqual(ledgerFromBooks(firstBook.slice(0, -1), secondBook).rtoMs, ledger.rtoMs);
  });

  it('refuses a book with a flipped bit, and one cut in the middle of a record', () => {
    const bytes = new TextEncoder().encode(secondBook.map(({ record }) => record).join(''));
    assert.equal(parseOrderBook(bytes).length, secondBook.length);
    const flipped = bytes.slice();
    flipped[600 * ORDER_BYTES + 50] = (flipped[600 * ORDER_BYTES + 50] ?? 0) ^ 1;
    assert.throws(() => parseOrderBook(flipped), /record 600/);
    assert.throws(() => parseOrderBook(bytes.subarray(0, -1)), /no multiple/);
  });

  it('sees when clients were told of an order that the disk does not hold', () => {
    const told = firstBook.map(({ number }) => ({ number, tenthsMs: 0, cluster: 'CLUS-A' }));
    assert.throws(() => {
      assertTold(lab, [...told, { number: 9999, tenthsMs: 0, cluster: 'CLUS-A' }], firstBook);
    });
  });
});
