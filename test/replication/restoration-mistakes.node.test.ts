/*
 * What destroys work or leaves it behind on the way home: each destroyed order is found out from the books before and
 * after, and the ledger has to name the same.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, lastSequence, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { alarmCodes, chainBehind } from '../support/explained.ts';
import { beginJob, endJob, jobNow, runJob } from '../support/jobs.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { RESTORE, stoodIn } from '../support/stood-in.ts';
import { assertAgree, filesOn, inScope, ordersOn, type DiskFiles } from '../support/two-disks.ts';

/** Both nodes swapped, all else as it was to be. */
const SWAPPED = '@A1 dt restore AppData source A1 from A1 to B1';
/** FIRST back with its disk, connected, and nothing else online. */
const REPAIRED = [
  'fault nic A1 PUBLIC cut',
  'fault nic A2 PUBLIC cut',
  'fault site first on',
  'lab run 60s',
  '@A1 cluster group Application /offline',
  'fault nic A1 PUBLIC restore',
  'fault nic A2 PUBLIC restore',
  'cluster resource "Disk for Application" /online',
];
/** The same, SECOND failed back, and no question open. */
const HOME_AGAIN = [
  ...REPAIRED,
  '@B1 fcc failback 172.16.12.35',
  '@B2 fcc failback 172.16.12.35',
  'lab run 20s',
  '@A1 cluster group "Cluster Group" /online',
  'cluster resource "IP Address for Application" /online',
  '@B1 fcc answer 172.16.12.35 continue',
  '@B2 fcc answer 172.16.12.35 continue',
  'lab run 10s',
];
const WRONG_WAY = `${SWAPPED} set original`;

function without(all: readonly number[], some: readonly number[]): number[] {
  const left = new Set(some);
  return all.filter((number) => !left.has(number));
}

function destroyedIn(lab: Lab): readonly number[] {
  return snapshotOf(lab).ledger?.destroyedOrders ?? [];
}

/** An alarm stands that cites these mistakes, and explains itself down to one of them. */
function assertAlarmed(lab: Lab, ...ids: readonly string[]): void {
  const { alarms } = snapshotOf(lab);
  const alarm = alarms.find(({ cites }) => ids.every((id) => cites.includes(id)));
  assert.ok(alarm, `${ids.join(' and ')}: ${JSON.stringify(alarms)}`);
  const chain = chainBehind(lab, alarm.code);
  assert.ok(chain.length >= 2 && chain.length <= 6);
  assert.ok(ids.some((id) => chain.at(-1)?.cites.includes(id)));
}

/** Whether a file of SECOND holds other bytes than it did. */
function isTouched(lab: Lab, before: DiskFiles): boolean {
  const now = filesOn(lab, 'second');
  return [...before].some(([path, bytes]) => {
    return Buffer.compare(bytes, now.get(path) ?? new Uint8Array()) !== 0;
  });
}

describe('M25 and M35: the whole group online before the restoration', () => {
  it('destroys what SECOND did; the ledger names each order, one alarm cites both mistakes', () => {
    const lab = stoodIn();
    const [before, first] = [ordersOn(lab, 'second'), ordersOn(lab, 'first')];
    play(lab, '@A1 cluster group Application /online', 'lab run 60s');
    assert.deepEqual(ordersOn(lab, 'second'), first);
    assert.deepEqual(destroyedIn(lab), without(before, first));
    assertAlarmed(lab, 'M25', 'M35');
    const citing = snapshotOf(lab).alarms.filter(({ cites }) => cites.includes('M25'));
    assert.equal(citing.length, 1);
  });

  it('is alarmed at the first block of work that it overwrites, and to the end of the run', () => {
    const lab = stoodIn('fault link replication rate 128');
    const before = filesOn(lab, 'second');
    play(lab, '@A1 cluster resource "DT Connection for Application" /online /wait:0');
    while (!isTouched(lab, before)) play(lab, 'lab run 100ms');
    play(lab, 'lab run 1s');
    assertAlarmed(lab, 'M25', 'M35');
    play(lab, 'fault clear all', 'lab run 10m');
    assertAlarmed(lab, 'M25', 'M35');
  });

  it('is alarmed also where no order was taken, and only documents are lost', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, 'fault site first off', 'lab run 2m');
    play(lab, '@B1 write S:\\Docs\\holidays.txt changed at 5000', ...HOME_AGAIN);
    assert.deepEqual(alarmCodes(lab), ['unprotected']);
    play(lab, '@A1 cluster group Application /online', 'lab run 60s');
    assert.equal(runLine(lab, '@B1 xxh3 S:\\Docs\\holidays.txt').exitCode, 0);
    assertAgree(lab);
    assertAlarmed(lab, 'M25', 'M35');
  });

  it('happens to nobody who restores first', () => {
    const lab = stoodIn();
    runJob(lab, RESTORE);
    play(lab, '@A1 cluster group Application /online', 'lab run 60s');
    assert.deepEqual(destroyedIn(lab), []);
    assert.deepEqual(alarmCodes(lab), ['unprotected']);
    assertAgree(lab);
  });
});

describe('M27: a restoration the wrong way round', () => {
  it('is carried out also where nothing but the two nodes was swapped', () => {
    assert.equal(runJob(stoodIn(), SWAPPED).state, 'Done');
  });

  it('is carried out, and puts old data over new', () => {
    const lab = stoodIn();
    const first = filesOn(lab, 'first');
    const [before, left] = [ordersOn(lab, 'second'), ordersOn(lab, 'first')];
    assert.equal(runJob(lab, WRONG_WAY).state, 'Done');
    play(lab, 'lab run 1s');
    assert.deepEqual(ordersOn(lab, 'second'), left);
    assert.deepEqual(filesOn(lab, 'first'), first);
    for (const [path, bytes] of inScope(first)) {
      assert.deepEqual(filesOn(lab, 'second').get(path), bytes, path);
    }
    assert.deepEqual(destroyedIn(lab), without(before, left));
    assertAlarmed(lab, 'M27');
  });

  it('is alarmed as soon as its first block arrives', () => {
    const lab = stoodIn('fault link replication rate 128');
    const before = filesOn(lab, 'second');
    const seen = lastSequence(lab);
    const { job } = beginJob(lab, WRONG_WAY);
    while (!isTouched(lab, before)) play(lab, 'lab run 100ms');
    play(lab, 'lab run 1s');
    assert.equal(jobNow(lab, job).state, 'Running');
    assert.ok(eventsOf(lab, seen).some(({ kind }) => kind === 'alarm'));
    endJob(lab, job);
    assertAlarmed(lab, 'M27');
  });

  it('is alarmed also without a failover: onto a FIRST that holds later orders', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, 'client rate 20', 'client start', 'fault link replication rate 48', 'lab run 10s');
    play(lab, 'client stop');
    const ahead = without(ordersOn(lab, 'first'), ordersOn(lab, 'second'));
    assert.ok(ahead.length > 0);
    runJob(lab, RESTORE);
    play(lab, 'lab run 1s');
    assert.deepEqual(ordersOn(lab, 'first'), ordersOn(lab, 'second'));
    assertAlarmed(lab, 'M27');
  });

  it('says its direction in the line, so that it can be read', () => {
    assert.match(beginJob(stoodIn(), WRONG_WAY).output, /A1.*B1/s);
    assert.match(beginJob(stoodIn(), RESTORE).output, /B1.*A1/s);
  });

  it('the right way is no mistake, also where FIRST holds orders that were lost on the way', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, 'client rate 20', 'client start', 'lab run 20s', 'fault link replication rate 48');
    play(lab, 'lab run 3s', 'fault site first off', 'fault clear 1', 'lab run 60s', 'client stop');
    const lost = snapshotOf(lab).ledger?.lostOrders ?? [];
    assert.ok(lost.length > 0);
    play(lab, ...REPAIRED);
    runJob(lab, RESTORE);
    assertAgree(lab);
    assert.deepEqual(destroyedIn(lab), []);
    assert.deepEqual(snapshotOf(lab).ledger?.lostOrders, lost);
    assert.ok(snapshotOf(lab).alarms.every(({ cites }) => !cites.includes('M27')));
  });
});

describe('M28: only what is newer', () => {
  it('leaves a file of FIRST beside the restored book, and the check at the start finds it', () => {
    // FIRST rewrites its totals after the last order that gets away: they are newer than SECOND's.
    const lab = openLab({ diskMiB: 4 });
    play(lab, 'client rate 20', 'client start', 'lab run 21s', 'fault link replication rate 8');
    const totals = (node: string): string =>
      runLine(lab, `@${node} type S:\\Orders\\totals.txt`).output;
    const old = totals('A1');
    while (totals('A1') === old) play(lab, '@A1 lab run 100ms');
    play(lab, 'fault site first off', 'fault clear 1', 'client rate 5', 'lab run 40s');
    play(lab, 'client stop', 'lab run 1s');
    assert.ok((snapshotOf(lab).ledger?.lostOrders.length ?? 0) > 0);
    play(lab, ...REPAIRED);
    assert.notEqual(totals('A1'), totals('B1'));
    assert.equal(runJob(lab, `${RESTORE} overwrite newer`).state, 'Done');
    assert.deepEqual(ordersOn(lab, 'first'), ordersOn(lab, 'second'));
    assert.notEqual(totals('A1'), totals('B1'), 'the totals stay those of FIRST');
    assert.match(runLine(lab, 'lab compare AppData').output, /totals\.txt/);

    const seen = lastSequence(lab);
    play(lab, '@B1 fcc failback 172.16.12.35', '@B2 fcc failback 172.16.12.35', 'lab run 20s');
    play(lab, '@A1 cluster group Application /online', 'lab run 30s');
    const told = eventsOf(lab, seen).filter(({ text }) => /totals/i.test(text));
    assert.ok(told.length > 0, 'the application finds totals and book at odds');
  });
});

describe('M29: orders written during a restoration', () => {
  it('are left behind without a word, and named when they are destroyed', () => {
    const lab = openLab({ scenario: 'failed-over', diskMiB: 4 });
    play(lab, ...REPAIRED, 'client rate 40');
    assert.equal(runJob(lab, RESTORE).state, 'Done');
    play(lab, 'lab run 5s', 'client stop', 'lab run 1s');
    const behind = without(ordersOn(lab, 'second'), ordersOn(lab, 'first'));
    assert.ok(behind.length > 0);
    assert.ok(snapshotOf(lab).alarms.every(({ cites }) => !cites.includes('M29')));
    play(lab, '@B1 fcc failback 172.16.12.35', '@B2 fcc failback 172.16.12.35', 'lab run 20s');
    play(lab, '@A1 cluster group Application /online', 'lab run 60s');
    assert.deepEqual(destroyedIn(lab), behind);
  });
});

describe('M30: installed for other than transactional applications', () => {
  const DRIFT = [
    '@A1 dt set BlockChecksumAll 0',
    'fault flip second "S:\\Docs\\insurance.doc" 7 1',
    '@A1 dt mirror start 1 checksum',
    'lab run 30s',
  ];

  it('a mirror does not notice what drifted at equal size and time; a verification does', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, ...DRIFT);
    assert.equal(runLine(lab, 'lab compare AppData').exitCode, 1);
    assert.equal(runJob(lab, '@A1 dt verify 1 checksum').differentFiles, 1);
  });

  it('with BlockChecksumAll on the same mirror mends it', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, ...DRIFT, '@A1 dt set BlockChecksumAll 1', 'dt mirror start 1 checksum');
    play(lab, 'lab run 30s', 'lab compare AppData');
  });
});

describe('old data over new by the next connection', () => {
  const LOST = ['client start', 'lab run 20s', 'fault site first off', 'lab run 2m', 'client stop'];

  /** Every order of SECOND that is no longer there, and what the ledger says. */
  function assertDestroyed(lab: Lab, before: readonly number[], ...ids: readonly string[]): void {
    const gone = without(before, ordersOn(lab, 'second'));
    assert.ok(gone.length > 0, 'work was destroyed');
    assert.deepEqual(destroyedIn(lab), gone);
    assertAlarmed(lab, ...ids);
  }

  it('M5: a rebooted node that reconnects on its own', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, '@A1 dt set AutoReconnect 1', ...LOST);
    const before = ordersOn(lab, 'second');
    play(lab, ...REPAIRED, 'lab run 3m');
    assertDestroyed(lab, before, 'M5');
  });

  it('M21: FIRST still connected when it comes back', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, ...LOST);
    const before = ordersOn(lab, 'second');
    play(lab, 'fault site first on', 'lab run 3m');
    assertDestroyed(lab, before, 'M21');
  });

  it('M22: its group not offline when it is connected', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, ...LOST, 'fault nic A1 PUBLIC cut', 'fault nic A2 PUBLIC cut');
    const before = ordersOn(lab, 'second');
    play(lab, 'fault site first on', 'lab run 60s');
    assert.deepEqual(ordersOn(lab, 'second'), before);
    play(lab, 'fault nic A1 PUBLIC restore', 'fault nic A2 PUBLIC restore', 'lab run 3m');
    const gone = without(before, ordersOn(lab, 'second'));
    assert.ok(gone.length > 0);
    assert.deepEqual(destroyedIn(lab), gone);
    const cited = snapshotOf(lab).alarms.flatMap(({ cites }) => cites);
    assert.ok(cited.includes('M22') || cited.includes('M21'), cited.join());
  });

  it('M20: the link is back while both own the address', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, 'client start', 'lab run 20s', 'fault link replication cut', 'lab run 2m');
    const before = ordersOn(lab, 'second');
    const { ledger } = snapshotOf(lab);
    assert.ok(ledger);
    play(lab, 'fault link replication restore', 'client stop', 'lab run 3m');
    const gone = without(before, ordersOn(lab, 'second'));
    assert.deepEqual(destroyedIn(lab), gone);
    if (gone.length > 0) assertAlarmed(lab, 'M20');
  });
});
