import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  advance,
  eventsOf,
  lastSequence,
  nowMs,
  snapshotOf,
  type Lab,
} from '../../workers/core/lab.ts';
import type { AlarmSnapshot } from '../../workers/core/snapshot.ts';
import type { ScenarioName } from '../../workers/core/run.ts';
import { alarmCodes, chainBehind, lastCites } from '../support/explained.ts';
import { advanceUntil, CLIENT_ADDRESS } from '../support/lab-views.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

function smallLab(scenario: ScenarioName = 'protected'): Lab {
  return openLab({ scenario, diskMiB: 4 });
}

function alarmsIn(lab: Lab): readonly AlarmSnapshot[] {
  return snapshotOf(lab).alarms;
}

describe('alarms', () => {
  for (const scenario of ['bare', 'first-built', 'protected', 'returned'] as const) {
    const codes = scenario === 'returned' ? ['unprotected'] : [];
    it(`are ${codes.join() || 'none'} in ${scenario}, however long it stands`, () => {
      const lab = smallLab(scenario);
      const since = lastSequence(lab);
      assert.deepEqual(alarmCodes(lab), codes);
      play(lab, 'lab run 10m');
      assert.deepEqual(alarmCodes(lab), codes);
      assert.deepEqual(
        eventsOf(lab, since).filter(({ kind }) => kind === 'alarm'),
        [],
      );
    });
  }

  it('say of a pair that failed over well only that nothing protects SECOND', () => {
    const lab = smallLab();
    play(lab, 'fault site first off', 'lab run 5m');
    assert.deepEqual(alarmCodes(lab), ['unprotected']);
    assert.deepEqual(lastCites(lab, 'unprotected'), ['G6']);
  });

  it('do not come of a node that is lost while the other one takes over', () => {
    for (const node of ['A1', 'A2', 'B2']) {
      const lab = smallLab();
      play(lab, 'client start', `fault power ${node} off`, 'lab run 2m');
      assert.deepEqual(alarmCodes(lab), [], node);
      play(lab, `fault power ${node} on`, 'lab run 2m');
      assert.deepEqual(alarmCodes(lab), [], node);
    }
  });

  it('do not come of moves within a cluster', () => {
    const lab = smallLab();
    play(lab, 'client start');
    for (const node of ['A2', 'A1', 'A2'])
      play(lab, `@A1 cluster group Application /moveto:${node}`, 'lab run 20s');
    for (const node of ['B2', 'B1'])
      play(lab, `@B1 cluster group Application /moveto:${node}`, 'lab run 20s');
    assert.deepEqual(alarmCodes(lab), []);
  });

  it('say within a second that an address has two owners', () => {
    const lab = smallLab();
    play(lab, 'fault link replication cut');
    const since = advanceUntil(
      lab,
      60_000,
      () => (snapshotOf(lab).addresses[CLIENT_ADDRESS] ?? []).length > 1,
    );
    advance(lab, since + 1000);
    const alarm = alarmsIn(lab).find(({ code }) => code === 'two-owners');
    assert.ok(alarm && alarm.sinceMs >= since);
    assert.match(alarm.text, /172\.16\.12\.35.* A1 and B1 /);
  });

  it('begin and end with an event each, the first one leading back to its symptom', () => {
    const lab = smallLab();
    play(lab, '@B1 cluster resource "IP Address for Double-Take" /offline', 'lab run 20s');
    play(lab, '@B1 cluster resource "IP Address for Double-Take" /online', 'lab run 20s');
    const events = eventsOf(lab);
    const [begun, ended, ...more] = events.filter(({ kind }) => kind === 'alarm');
    assert.deepEqual(more, []);
    assert.match(begun?.text ?? '', /^alarm connection-error: /);
    assert.match(ended?.text ?? '', /^alarm connection-error is over/);
    const symptom = events.find(({ sequence }) => sequence === begun?.causes[0]);
    assert.match(symptom?.text ?? '', /does not answer/);
  });

  it('about orders and protection that are lost stand to the end of the run', () => {
    const lab = smallLab();
    play(
      lab,
      'client rate 50',
      'client start',
      'fault link replication rate 16',
      'lab run 30s',
      'fault site first off',
      'lab run 1m',
    );
    assert.ok(alarmCodes(lab).includes('orders-lost'));
    play(lab, 'fault clear all', 'client stop', '@A1 lab run 2m');
    play(lab, '@B1 cluster group Application /offline', 'lab run 10m');
    assert.deepEqual(snapshotOf(lab).clients.servedBy, 'none');
    for (const code of ['orders-lost', 'unprotected'])
      assert.ok(alarmCodes(lab).includes(code), code);
  });

  it('wait for a failover that is under way before they say that nobody serves', () => {
    const lab = smallLab();
    play(lab, 'client start', 'lab run 10s', 'fault site first off');
    const since = nowMs(lab);
    while (snapshotOf(lab).clients.servedBy !== 'second') {
      assert.ok(nowMs(lab) - since < 60_000);
      assert.ok(!alarmCodes(lab).includes('no-service'));
      advance(lab, nowMs(lab) + 1000);
    }
  });

  it('say that nobody serves when nothing will', () => {
    const lab = smallLab();
    for (const node of ['B1', 'B2']) play(lab, `@${node} fcc uncheck ${CLIENT_ADDRESS}`);
    play(lab, 'client start', 'lab run 10s', 'fault site first off', 'lab run 90s');
    assert.ok(alarmCodes(lab).includes('no-service'));
    assert.ok(lastCites(lab, 'no-service').includes('M16'));
  });

  it('say that a node left Failed Over covers nothing', () => {
    const lab = smallLab();
    play(lab, 'fault site first off', 'lab run 2m', 'fault nic A1 PUBLIC cut');
    play(lab, 'fault nic A2 PUBLIC cut', 'fault site first on', 'lab run 60s');
    play(lab, '@A1 cluster group Application /offline', `@B1 fcc failback ${CLIENT_ADDRESS}`);
    play(lab, 'lab run 10s', 'fault nic A1 PUBLIC restore', 'fault nic A2 PUBLIC restore');
    play(lab, '@A1 cluster resource "Disk for Application" /online');
    play(lab, 'cluster resource "IP Address for Application" /online');
    play(lab, `@B1 fcc answer ${CLIENT_ADDRESS} continue`, 'lab run 60s');
    assert.ok(lastCites(lab, 'covers-nothing').includes('G12'));
  });

  it('name the second address that nobody brought online, and the connection that somebody ended', () => {
    const lab = smallLab();
    play(lab, '@B1 cluster resource "IP Address for Double-Take" /offline', 'lab run 30s');
    assert.deepEqual(lastCites(lab, 'connection-error'), ['M8', 'G1']);
    const other = smallLab();
    play(other, '@A1 dt disconnect 1', 'lab run 30s');
    assert.equal(chainBehind(other, 'no-connection').at(-1)?.line, 0);
  });

  it('say that operating systems are mixed while a connection runs', () => {
    const lab = smallLab();
    play(lab, 'host B2 os w2kdc', 'lab run 2s');
    assert.deepEqual(lastCites(lab, 'mixed-systems'), ['M34', 'R2']);
    play(lab, 'host B2 os w2kas', 'lab run 2s');
    assert.deepEqual(alarmCodes(lab), []);
  });
});

describe('lab alarms and lab explain', () => {
  it('list what stands, and its chain link by link', () => {
    const lab = smallLab();
    assert.equal(runLine(lab, 'lab alarms').output, 'No alarm stands.');
    play(lab, `@B1 fcc set ${CLIENT_ADDRESS} missed 3`, 'lab run 1m');
    const listed = runLine(lab, 'lab alarms');
    assert.match(listed.output, /^00:\d\d\.\d blinking-yellow: .*\[M18\]$/);
    const explained = runLine(lab, 'lab explain blinking-yellow');
    assert.deepEqual([explained.exitCode, explained.changed], [0, false]);
    assert.match(explained.output, /\n\d\. .*fcc set 172\.16\.12\.35 missed 3.*\[M18\]$/);
  });

  it('refuse a code that stands for nothing, and change nothing', () => {
    const lab = smallLab();
    const before = eventsOf(lab).length;
    for (const line of ['lab explain', 'lab explain two-owners', 'lab explain toString']) {
      const { exitCode, changed } = runLine(lab, line);
      assert.deepEqual([exitCode, changed], [87, false], line);
    }
    assert.equal(eventsOf(lab).length, before);
  });

  it('explain 5002 by the Network Name without its address (M32), whose online was refused', () => {
    const lab = smallLab();
    play(
      lab,
      '@B1 cluster resource "Name for Application" /removedep:"IP Address for Application"',
    );
    const refused = runLine(lab, 'cluster resource "Name for Application" /online');
    assert.deepEqual([refused.exitCode, refused.changed], [5002, false]);
    assert.ok(lastCites(lab, '5002').includes('M32'));
    play(lab, 'cluster resource "Name for Application" /adddep:"IP Address for Application"');
    assert.ok(!lastCites(lab, '5002').includes('M32'));
  });

  it('explain 5010 by the name that is taken (M33); another name is not refused', () => {
    const lab = smallLab();
    const create = (name: string): number =>
      runLine(lab, `@A1 cluster resource "${name}" /create /group:Application /type:"IP Address"`)
        .exitCode;
    assert.equal(create('Disk for Application'), 5010);
    assert.ok(lastCites(lab, '5010').includes('M33'));
    assert.equal(create('Spare address'), 0);
  });

  it('explain 5016 by the node that may not run a resource (M31)', () => {
    const lab = smallLab();
    play(lab, '@A1 cluster resource "Disk for Application" /removeowner:A2');
    assert.equal(runLine(lab, 'cluster group Application /moveto:A2').exitCode, 5016);
    assert.ok(lastCites(lab, '5016').includes('M31'));
  });
});
