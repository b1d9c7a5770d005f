import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  advance,
  digestOf,
  keptLines,
  nowMs,
  runOf,
  setFuture,
  snapshotOf,
  type Lab,
} from '../../workers/core/lab.ts';
import { advanceUntil, nodeNamed, resourceIn, statesEntered } from '../support/lab-views.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

/** Every duration with its default, ms. */
const DEFAULTS = {
  regroup: 3000,
  arbitration: 10_000,
  disk: 4000,
  ip: 2000,
  name: 3000,
  connection: 2000,
  offline: 1000,
  boot: 20_000,
  join: 5000,
  restartPause: 500,
  genericApplication: 2000,
  doubleTakeStart: 2000,
};

const open = (): Lab => openLab({ diskMiB: 4 });

/** A group of one program on A1, online. */
function withServer(): Lab {
  const lab = openLab({ scenario: 'bare', diskMiB: 4 });
  play(
    lab,
    'cluster group Web /create',
    'cluster resource Server /create /group:Web /type:"Generic Application"',
    'cluster resource Server /online',
    'lab run 1s',
  );
  return lab;
}

describe('the durations of a lab', () => {
  it('stand in the snapshot and are listed in words that set them', () => {
    const lab = open();
    assert.deepEqual(snapshotOf(lab).durations, DEFAULTS);
    const lines = runLine(lab, 'lab get').output.split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(' ')[0]),
      Object.keys(DEFAULTS),
    );
    for (const line of lines) assert.equal(runLine(lab, `lab set ${line}`).changed, false, line);
    assert.equal(runLine(lab, 'lab get RESTARTPAUSE').output, 'restartPause 500ms');
    assert.deepEqual(keptLines(lab), []);
  });

  it('are set one by one, and kept in the run when that changes something', () => {
    const lab = open();
    for (const [index, name] of Object.keys(DEFAULTS).entries()) {
      const value = 12_345 + index;
      const { exitCode, changed } = runLine(lab, `lab set ${name} ${String(value)}ms`);
      assert.deepEqual([exitCode, changed], [0, true]);
      assert.deepEqual({ ...snapshotOf(lab).durations, [name]: value }, snapshotOf(lab).durations);
    }
    const kept = keptLines(lab).length;
    assert.equal(runLine(lab, 'lab set regroup 12345ms').changed, false);
    assert.equal(keptLines(lab).length, kept);
    assert.equal(kept, Object.keys(DEFAULTS).length);
  });

  it('refuse a name or a value that does not fit, naming what does', () => {
    const lab = open();
    const rows = [
      ['lab set', 'regroup', 'doubleTakeStart'],
      ['lab set heartbeat 1s', 'heartbeat', 'regroup', 'restartPause'],
      ['lab set regroup', 'duration', '10m'],
      ['lab set regroup 5', '"5"', '1ms', '10m'],
      ['lab set regroup 0ms', '"0ms"', '1ms'],
      ['lab set regroup 11m', '"11m"', '10m'],
      ['lab set regroup 1s 2s', '2s', 'nothing more'],
      ['lab get heartbeat', 'heartbeat', 'regroup'],
      ['lab get regroup boot', 'boot', 'nothing more'],
    ] as const;
    for (const [line, ...words] of rows) {
      const { exitCode, changed, output } = runLine(lab, line);
      assert.deepEqual([exitCode, changed], [87, false], line);
      for (const word of words) assert.ok(output.includes(word), output);
    }
    assert.deepEqual(snapshotOf(lab).durations, DEFAULTS);
  });

  it('decide how long the loss of the quorum owner is felt', () => {
    const lab = open();
    play(lab, 'lab set regroup 1s', 'lab set arbitration 4s', 'lab set ip 500ms', 'lab run 10s');
    const lostMs = nowMs(lab);
    play(lab, 'fault power A1 off');
    const isBack = (): boolean =>
      resourceIn(lab, 'first', 'IP Address for Application').state === 'Online';
    const backMs = advanceUntil(lab, 60_000, isBack) - lostMs;
    assert.ok(backMs <= 7200 + 5500 && backMs > 6000 + 5500, `${String(backMs)} ms`);
  });

  it('decide how long a node boots, joins and starts its services', () => {
    const lab = open();
    play(lab, 'lab set boot 3s', 'lab set join 1s', 'lab set doubleTakeStart 7s');
    play(lab, 'fault power A2 off', 'lab run 1m');
    const onMs = nowMs(lab);
    play(lab, 'fault power A2 on');
    const isUp = (): boolean => nodeNamed(lab, 'A2').state === 'Up';
    assert.equal(advanceUntil(lab, 60_000, isUp) - onMs, 4000);
    const isStarted = (): boolean => snapshotOf(lab).services['A2']?.running === true;
    assert.equal(advanceUntil(lab, 60_000, isStarted) - onMs, 10_000);
  });

  it('decide how long resources come and go, from the next time on', () => {
    const lab = withServer();
    play(lab, 'lab set offline 250ms', 'lab set restartPause 6s', 'lab set genericApplication 9s');
    const failedMs = nowMs(lab);
    play(lab, 'cluster resource Server /fail', 'lab run 20s');
    assert.deepEqual(statesEntered(lab, 'Server', failedMs), [
      [0, 'Failed'],
      [6000, 'Online Pending'],
      [15_000, 'Online'],
    ]);
    const offlineMs = nowMs(lab);
    play(lab, 'cluster resource Server /offline /wait:0', 'lab set offline 5s', 'lab run 5s');
    assert.deepEqual(statesEntered(lab, 'Server', offlineMs), [
      [0, 'Offline Pending'],
      [250, 'Offline'],
    ]);
  });

  it('do not outlast the PendingTimeout of a resource', () => {
    const lab = withServer();
    play(lab, 'cluster resource Server /prop PendingTimeout=3000 RestartAction=0');
    play(lab, 'lab set genericApplication 5s', 'lab set offline 4s');
    const offlineMs = nowMs(lab);
    play(lab, 'cluster resource Server /offline');
    assert.equal(nowMs(lab) - offlineMs, 3000);
    const onlineMs = nowMs(lab);
    const { exitCode, output } = runLine(lab, 'cluster resource Server /online');
    assert.deepEqual([exitCode, nowMs(lab) - onlineMs], [5018, 3000]);
    assert.ok(output.includes('PendingTimeout'), output);
  });

  it('make a run that replays to the same digest', () => {
    const lab = open();
    play(lab, 'client start', 'lab run 3s', 'lab set regroup 1s', 'lab set arbitration 2s');
    play(lab, 'lab run 5s', 'fault power A1 off', 'lab run 8s', 'lab set disk 100ms', 'lab run 1m');
    const { lines, endMs } = runOf(lab);
    const replayed = open();
    setFuture(replayed, lines);
    advance(replayed, endMs);
    assert.equal(digestOf(replayed), digestOf(lab));
    const plain = open();
    setFuture(
      plain,
      lines.filter(([, , line]) => !line.startsWith('lab set')),
    );
    advance(plain, endMs);
    assert.notEqual(digestOf(plain), digestOf(lab));
  });
});
