import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { MonitorSnapshot } from '../../workers/core/snapshot.ts';
import { linesOf, openBefore } from '../support/procedure.ts';
import { play } from '../support/run-lines.ts';

/** Steps that only look, at what the tests below look at; or that concern a window. */
const LOOKS = ['MON-1', 'MON-2', 'MON-3', 'MON-5'];

function monitorOn(lab: Lab, node: string): MonitorSnapshot {
  const monitor = snapshotOf(lab).monitors.find((each) => each.node === node);
  assert.ok(monitor !== undefined, `${node} has a monitor`);
  return monitor;
}

/** Runs second by second until the monitor is in a state. */
function runUntil(lab: Lab, node: string, state: MonitorSnapshot['state']): MonitorSnapshot[] {
  const seen: MonitorSnapshot[] = [];
  for (let second = 0; second < 90; second++) {
    const monitor = monitorOn(lab, node);
    seen.push(monitor);
    if (monitor.state === state) return seen;
    play(lab, 'lab run 1s');
  }
  return assert.fail(`${node} never came to ${state}`);
}

function withoutRepeats(words: readonly string[]): string[] {
  return words.filter((word, index) => word !== words[index - 1]);
}

describe('8.10 what the four indicators show', () => {
  const lab = openBefore('MON-1');
  for (const id of [...LOOKS, 'MON-4']) play(lab, ...linesOf(id));

  it('MON-1 … MON-4, the source is online: the countdown jumps back, all is green', () => {
    const seen: MonitorSnapshot[] = [];
    for (let second = 0; second < 15; second++) {
      play(lab, 'lab run 1s');
      seen.push(monitorOn(lab, 'B1'));
    }
    for (const { timeToFail, statusBar, bullet, tray } of seen) {
      assert.ok(Number(timeToFail) >= 25 && Number(timeToFail) <= 30, timeToFail);
      assert.equal(statusBar, 'Monitoring APPSRV');
      assert.equal(bullet, 'green');
      assert.equal(tray, 'red-green');
    }
    const falls = seen.filter(({ timeToFailMs }, index) => {
      return timeToFailMs > (seen[index - 1]?.timeToFailMs ?? Infinity);
    });
    assert.equal(falls.length, 3, 'three replies in 15 s');
  });

  it('the source is lost: green, yellow, red, and the bar names machine and address', () => {
    play(lab, 'fault site first off');
    const seen = runUntil(lab, 'B1', 'FailingOver');
    assert.deepEqual(withoutRepeats(seen.map(({ bullet }) => bullet)), ['green', 'yellow', 'red']);
    for (const { bullet, timeToFailMs } of seen) {
      if (bullet === 'yellow') assert.ok(timeToFailMs <= 22_500 && timeToFailMs > 0);
      if (bullet === 'green') assert.ok(timeToFailMs > 22_500);
    }
    const { timeToFail, statusBar, bullet, tray } = monitorOn(lab, 'B1');
    assert.deepEqual(
      { timeToFail, statusBar, bullet, tray },
      {
        timeToFail: '0',
        statusBar: 'Failing over APPSRV 172.16.12.35',
        bullet: 'red',
        tray: 'red-green',
      },
    );
  });

  it('MON-6, the failover is complete with nobody looking: Failed Over, a red computer', () => {
    for (const node of ['B1', 'B2']) {
      runUntil(lab, node, 'FailedOver');
      const { timeToFail, statusBar, bullet, tray } = monitorOn(lab, node);
      assert.deepEqual(
        { timeToFail, statusBar, bullet, tray },
        {
          timeToFail: 'Failed Over',
          statusBar: 'Monitoring has continued',
          bullet: 'red',
          tray: 'red',
        },
      );
    }
    assert.deepEqual(snapshotOf(lab).addresses['172.16.12.35'], ['B1']);
  });
});
