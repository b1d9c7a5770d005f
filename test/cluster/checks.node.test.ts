import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkEvents, nowMs, type Lab } from '../../workers/core/lab.ts';
import { groupIn, resourceIn, statesEntered } from '../support/lab-views.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

const HOUR_MS = 3_600_000;
const SICK = 'fault resource Server on first';

/** A group of one program on A1, Offline, with these properties. */
function withServer(...properties: readonly string[]): Lab {
  const lab = openLab({ scenario: 'bare', diskMiB: 4 });
  checkEvents(lab, { oneServes: true });
  play(
    lab,
    'cluster group Web /create',
    'cluster resource Server /create /group:Web /type:"Generic Application"',
    ...properties.map((each) => `cluster resource Server /prop ${each}`),
  );
  return lab;
}

/** When a resource that is sick since 100 ms after it came online is found to be. */
function foundAfterMs(lab: Lab): number {
  play(lab, 'cluster resource Server /online');
  const onlineMs = nowMs(lab);
  play(lab, 'lab run 100ms', SICK, 'lab run 5m');
  const [, atMs] = statesEntered(lab, 'Server', onlineMs).map(([ms]) => ms);
  assert.ok(atMs !== undefined, 'nobody noticed');
  return atMs;
}

describe('the checks of an online resource', () => {
  it('find a sick one at the cheap check, each 5 s', () => {
    assert.equal(foundAfterMs(withServer()), 5000);
    assert.equal(foundAfterMs(withServer('LooksAlivePollInterval=700')), 700);
  });

  it('find it at the thorough check, each minute, where the cheap one comes later', () => {
    const rarely = 'LooksAlivePollInterval=240000';
    assert.equal(foundAfterMs(withServer(rarely)), 60_000);
    assert.equal(foundAfterMs(withServer(rarely, 'IsAlivePollInterval=1500')), 1500);
    assert.equal(foundAfterMs(withServer(rarely, 'IsAlivePollInterval=300000')), 240_000);
  });

  it('follow an interval that is set while the resource is online, from that moment on', () => {
    const lab = withServer('LooksAlivePollInterval=1000000', 'IsAlivePollInterval=1000000');
    play(lab, 'cluster resource Server /online', SICK, 'lab run 10s');
    assert.equal(resourceIn(lab, 'first', 'Server').state, 'Online');
    const setMs = nowMs(lab);
    play(lab, 'cluster resource Server /prop IsAlivePollInterval=2000', 'lab run 3s');
    assert.deepEqual(statesEntered(lab, 'Server', setMs)[0], [2000, 'Failed']);
  });

  it('let a well one run for ever', () => {
    const lab = withServer('IsAlivePollInterval=10');
    play(lab, 'cluster resource Server /online', 'lab run 10m');
    assert.equal(groupIn(lab, 'first', 'Web').state, 'Online');
  });
});

describe('a resource that is left Failed', () => {
  const failed = (...properties: readonly string[]): Lab => {
    const lab = withServer('RestartAction=1', 'RestartThreshold=0', ...properties);
    play(lab, 'cluster resource Server /online', 'cluster resource Server /fail');
    return lab;
  };
  const stateOf = (lab: Lab): string => resourceIn(lab, 'first', 'Server').state;

  it('stays so for ever as the product has it', () => {
    const lab = failed();
    play(lab, 'lab run 5h');
    assert.equal(stateOf(lab), 'Failed');
  });

  it('is tried again after its RetryPeriodOnFailure', () => {
    const lab = failed('RetryPeriodOnFailure=3600000');
    const failedMs = nowMs(lab);
    play(lab, 'lab run 2h');
    assert.deepEqual(statesEntered(lab, 'Server', failedMs).slice(-2), [
      [HOUR_MS, 'Online Pending'],
      [HOUR_MS + 2000, 'Online'],
    ]);
  });

  it('is tried again each period while what is wrong lasts, restarts and all', () => {
    const lab = withServer('RestartAction=1', 'RetryPeriodOnFailure=1000000');
    play(lab, 'cluster resource Server /online', SICK, 'lab run 1h');
    const failures = statesEntered(lab, 'Server', 0).filter(([, state]) => state === 'Failed');
    assert.equal(failures.length, 4 * 4);
    play(lab, 'fault clear all', 'lab run 20m');
    assert.equal(stateOf(lab), 'Online');
  });

  it('is not tried again when it may not restart, nor when it was taken offline meanwhile', () => {
    const stubborn = withServer('RestartAction=0', 'RetryPeriodOnFailure=3600000');
    play(stubborn, 'cluster resource Server /online', 'cluster resource Server /fail');
    const offline = failed('RetryPeriodOnFailure=3600000');
    play(offline, 'lab run 30m', 'cluster resource Server /offline');
    for (const lab of [stubborn, offline]) play(lab, 'lab run 2h');
    assert.deepEqual([stateOf(stubborn), stateOf(offline)], ['Failed', 'Offline']);
  });

  it('has a retry period beyond the period in which its failures count, or the line is refused', () => {
    const lab = withServer();
    for (const value of ['900000', '1', 'RestartPeriod=4000000', '-1']) {
      const property = value.includes('=') ? value : `RetryPeriodOnFailure=${value}`;
      play(lab, 'cluster resource Server /prop RetryPeriodOnFailure=3600000');
      const { exitCode, changed } = runLine(lab, `cluster resource Server /prop ${property}`);
      assert.deepEqual([exitCode, changed], [87, false], property);
    }
    play(
      lab,
      'cluster resource Server /prop RestartPeriod=5000 RetryPeriodOnFailure=5001',
      'cluster resource Server /prop RetryPeriodOnFailure=4294967295',
    );
  });
});
