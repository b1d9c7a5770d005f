/*
 * What older data takes with it: the books before and after say which orders, the ledger has to name the same, and
 * the alarm stands whatever is mended afterwards.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { advance, eventsOf, nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { alarmCodes, chainBehind, lastCites } from '../support/explained.ts';
import { advanceUntil } from '../support/lab-views.ts';
import { DESTROYING_MISTAKES, type DataMistake } from '../support/mistakes-data.ts';
import { fileBytes } from '../support/order-evidence.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { ordersOn } from '../support/two-disks.ts';

const HOLIDAYS = 'S:\\Docs\\holidays.txt';
const RESTORE = '@B1 dt restore AppData source A1 from B1 to A1';

function before({ scenario, before: lines = [], made, quiet }: DataMistake): Lab {
  const lab = openLab({ scenario: scenario ?? 'protected', diskMiB: 4 });
  const isMadeEarly = quiet.length > 0;
  play(lab, ...lines, ...(isMadeEarly ? made : []), ...quiet);
  return lab;
}

for (const mistake of DESTROYING_MISTAKES) {
  const { id, what, made, quiet, trouble, alarm } = mistake;
  describe(`${id}: when ${what}`, () => {
    it('the ledger names exactly the orders that are gone, and the alarm stands to the end', () => {
      const lab = before(mistake);
      const held = ordersOn(lab, 'second');
      play(lab, ...(quiet.length > 0 ? [] : made), ...trouble);
      const left = new Set(ordersOn(lab, 'second'));
      const gone = held.filter((number) => !left.has(number));
      assert.ok(gone.length > 0);
      assert.deepEqual(snapshotOf(lab).ledger?.destroyedOrders, gone);
      const chain = chainBehind(lab, alarm);

      play(lab, 'fault clear all', 'lab run 10m');
      assert.deepEqual(chainBehind(lab, alarm), chain);
      assert.deepEqual(snapshotOf(lab).ledger?.destroyedOrders, gone);
    });

    it('the alarm is there at the moment of the first block', () => {
      const lab = before(mistake);
      play(lab, ...(quiet.length > 0 ? [] : made), ...trouble);
      const overwriting = eventsOf(lab).find(({ text }) => text.includes(' writes over '));
      const { alarms } = snapshotOf(lab);
      const standing = alarms.find(({ code }) => code === alarm);
      assert.equal(standing?.sinceMs, overwriting?.atMs);
      assert.ok(standing);
    });
  });
}

describe('M20: when both sites work apart and the link comes back', () => {
  const APART = ['lab run 20s', 'fault link replication cut', 'lab run 1m'];
  const BOTH_WRITE = [
    `@A1 write ${HOLIDAYS} first`,
    'lab run 10s',
    `@B1 write ${HOLIDAYS} second`,
    'lab run 10s',
  ];

  it("FIRST's connection goes on over SECOND's work, and the alarm cites it at once", () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, ...APART, ...BOTH_WRITE);
    assert.ok(!alarmCodes(lab).includes('work-overwritten'));
    play(lab, 'fault link replication restore');
    const theirs = fileBytes(lab, 'B1', HOLIDAYS);
    const atMs = advanceUntil(lab, 60_000, () => {
      return Buffer.compare(fileBytes(lab, 'B1', HOLIDAYS), theirs) !== 0;
    });
    advance(lab, atMs);
    const alarm = snapshotOf(lab).alarms.find(({ code }) => code === 'work-overwritten');
    assert.deepEqual(alarm?.cites, ['M20']);
    assert.equal(alarm.sinceMs, nowMs(lab));
    assert.match(alarm.text, /CLUS-B.*holidays\.txt/);
    assert.match(chainBehind(lab, 'work-overwritten').at(-1)?.text ?? '', /link replication cut/);
  });

  it('nothing is overwritten when FIRST is taken offline before the link comes back', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, ...APART, ...BOTH_WRITE, '@A1 cluster group Application /offline');
    play(lab, 'fault link replication restore', 'lab run 1m');
    assert.ok(!alarmCodes(lab).includes('work-overwritten'));
    assert.equal(runLine(lab, `@B1 type ${HOLIDAYS}`).output, 'second');
  });

  it('lost orders are explained by the cut', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, 'client start', ...APART);
    assert.deepEqual(lastCites(lab, 'orders-lost'), ['M20']);
  });
});

describe('M27: when the restoration goes to another drive', () => {
  /** A set small enough for a node's own disk. */
  const SMALL_SET = [
    '@A1 dt repset rule AppData remove S:\\',
    'dt repset rule AppData add S:\\Orders include recurse',
    'dt repset save AppData',
  ];
  const ONLINE = ['@A1 cluster group Application /online', 'lab run 1m'];

  it('nothing complains until the next mirror takes what was not restored', () => {
    const lab = openLab({ scenario: 'returned', diskMiB: 4 });
    const held = ordersOn(lab, 'second');
    play(lab, ...SMALL_SET, `${RESTORE} map S: C: set original`, 'lab run 1m');
    assert.ok(snapshotOf(lab).alarms.every(({ cites }) => !cites.includes('M27')));
    play(lab, ...ONLINE);
    assert.deepEqual(lastCites(lab, 'orders-destroyed'), ['M27', 'FB-12']);
    assert.match(chainBehind(lab, 'orders-destroyed').at(-1)?.text ?? '', /map S: C:/);
    const left = new Set(ordersOn(lab, 'second'));
    const gone = held.filter((number) => !left.has(number));
    assert.deepEqual(snapshotOf(lab).ledger?.destroyedOrders, gone);
  });

  it('the same letter keeps the work', () => {
    const lab = openLab({ scenario: 'returned', diskMiB: 4 });
    play(lab, ...SMALL_SET, `${RESTORE} map S: S: set original`, 'lab run 1m', ...ONLINE);
    assert.ok(!alarmCodes(lab).includes('orders-destroyed'));
  });
});

describe('M29: when a file is changed while the restoration runs', () => {
  const SLOW = ['fault link replication rate 64', RESTORE, 'lab run 4s'];

  it('the change is left behind, and the alarm at the next mirror names the file and the line', () => {
    const lab = openLab({ scenario: 'returned', diskMiB: 4 });
    play(lab, ...SLOW, `@B1 write ${HOLIDAYS} late`, 'fault clear all', 'lab run 2m');
    assert.ok(snapshotOf(lab).alarms.every(({ cites }) => !cites.includes('M29')));
    play(lab, '@A1 cluster group Application /online', 'lab run 1m');
    assert.deepEqual(lastCites(lab, 'work-overwritten'), ['M29', 'FB-13']);
    assert.match(chainBehind(lab, 'work-overwritten').at(-1)?.text ?? '', /holidays\.txt late/);
  });

  it('a second restoration brings it over', () => {
    const lab = openLab({ scenario: 'returned', diskMiB: 4 });
    play(lab, ...SLOW, `@B1 write ${HOLIDAYS} late`, 'fault clear all', 'lab run 2m');
    play(lab, RESTORE, 'lab run 1m', '@A1 cluster group Application /online', 'lab run 1m');
    assert.ok(!alarmCodes(lab).includes('work-overwritten'));
    assert.equal(runLine(lab, `@A1 type ${HOLIDAYS}`).output, 'late');
  });
});
