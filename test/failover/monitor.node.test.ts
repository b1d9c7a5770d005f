import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { advance, nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { MonitorSnapshot, MonitorState } from '../../workers/core/snapshot.ts';
import { openLab, play } from '../support/run-lines.ts';
import { advanceUntil, CLIENT_ADDRESS, groupIn, monitorOn } from '../support/lab-views.ts';

const SET = `fcc set ${CLIENT_ADDRESS}`;

/** A protected pair whose two monitors have other settings from here on. */
function withSettings(options: string): Lab {
  const lab = openLab();
  play(lab, `@B1 ${SET} ${options}`, `@B2 ${SET} ${options}`);
  return lab;
}

/** Advances to just after a reply, then cuts replies off. */
function silenced(lab: Lab): Lab {
  const full = (): boolean => {
    const { timeToFailMs, timeoutMs } = monitorOn(lab, 'B1');
    return timeToFailMs === timeoutMs;
  };
  play(lab, 'lab run 6s');
  advanceUntil(lab, 10_000, full);
  play(lab, 'fault monitor cut');
  return lab;
}

/** The four things that the console shows of a monitor. */
function indicators(lab: Lab, node: string): readonly string[] {
  const { timeToFail, statusBar, bullet, tray } = monitorOn(lab, node);
  return [timeToFail, statusBar, bullet, tray];
}

const isIn = (lab: Lab, node: string, state: MonitorState) => (): boolean =>
  monitorOn(lab, node).state === state;

/** What the bullet was at each 100 ms of the given time. */
function bulletsOver(lab: Lab, ms: number): Set<MonitorSnapshot['bullet']> {
  const seen = new Set<MonitorSnapshot['bullet']>();
  const endMs = nowMs(lab) + ms;
  while (nowMs(lab) < endMs) {
    seen.add(monitorOn(lab, 'B1').bullet);
    advance(lab, nowMs(lab) + 100);
  }
  return seen;
}

describe('time to fail', () => {
  for (const [missed, timeoutMs] of [
    [5, 25_000],
    [6, 30_000],
  ] as const) {
    it(`of 5 s × ${String(missed)} turns yellow at exactly three quarters, and red at 0`, () => {
      const lab = silenced(withSettings(`interval 5 missed ${String(missed)}`));
      const repliedMs = nowMs(lab);
      const at = (leftMs: number): MonitorSnapshot => {
        advance(lab, repliedMs + timeoutMs - leftMs);
        const monitor = monitorOn(lab, 'B1');
        assert.equal(monitor.timeToFailMs, leftMs);
        return monitor;
      };
      assert.equal(monitorOn(lab, 'B1').timeoutMs, timeoutMs);
      const yellowMs = (timeoutMs / 4) * 3;
      assert.equal(at(yellowMs + 1).bullet, 'green');
      assert.equal(at(yellowMs).bullet, 'yellow');
      assert.equal(at(yellowMs - 1).bullet, 'yellow');
      assert.equal(at(1).bullet, 'yellow');
      assert.equal(at(0).bullet, 'red');
    });
  }

  it('is shown in whole seconds, rounded up', () => {
    const lab = silenced(openLab());
    const repliedMs = nowMs(lab);
    for (const [afterMs, shown] of [
      [0, '30'],
      [999, '30'],
      [1000, '29'],
      [1001, '29'],
      [29_000, '1'],
      [29_999, '1'],
      [30_000, '0'],
    ] as const) {
      advance(lab, repliedMs + afterMs);
      assert.equal(monitorOn(lab, 'B1').timeToFail, shown);
    }
  });

  it('falls back to full at each reply and sags by one interval between', () => {
    const lab = openLab();
    play(lab, 'lab run 6s');
    let lowest = Infinity;
    let highest = 0;
    for (let step = 0; step < 400; step += 1) {
      const { timeToFailMs } = monitorOn(lab, 'B1');
      lowest = Math.min(lowest, timeToFailMs);
      highest = Math.max(highest, timeToFailMs);
      advance(lab, nowMs(lab) + 50);
    }
    assert.ok(highest > 29_900, String(highest));
    assert.ok(lowest > 24_900 && lowest < 25_100, String(lowest));
  });

  it('starts the failover at the first look that finds it at 0, within a second', () => {
    for (const seed of [1, 2, 3, 2001]) {
      const lab = silenced(openLab({ seed }));
      const repliedMs = nowMs(lab);
      const startMs = advanceUntil(lab, 40_000, isIn(lab, 'B1', 'FailingOver'));
      assert.ok(startMs >= repliedMs + 30_000, String(startMs - repliedMs));
      assert.ok(startMs <= repliedMs + 31_000, String(startMs - repliedMs));
    }
  });

  it('starts no failover when replies return before it is at 0', () => {
    const lab = silenced(openLab());
    play(lab, 'lab run 24s', 'fault monitor restore', 'lab run 30s');
    assert.equal(monitorOn(lab, 'B1').state, 'Monitoring');
    assert.equal(monitorOn(lab, 'B1').bullet, 'green');
  });
});

describe('a healthy pair', () => {
  it('blinks yellow with three missed packets', () => {
    const lab = withSettings('missed 3');
    play(lab, 'lab run 6s');
    assert.deepEqual([...bulletsOver(lab, 20_000)].sort(), ['green', 'yellow']);
  });

  it('stays green with five', () => {
    const lab = withSettings('missed 5');
    play(lab, 'lab run 6s');
    assert.deepEqual([...bulletsOver(lab, 20_000)], ['green']);
  });
});

describe('the four indicators', () => {
  const lab = openLab();
  it('show a source that is online', () => {
    play(lab, 'lab run 6s');
    const [timeToFail, ...others] = indicators(lab, 'B1');
    assert.match(timeToFail ?? '', /^(2[5-9]|30)$/);
    assert.deepEqual(others, ['Monitoring APPSRV', 'green', 'red-green']);
  });

  it('show a failover that has started', () => {
    play(lab, 'fault site first off');
    advanceUntil(lab, 40_000, isIn(lab, 'B1', 'FailingOver'));
    assert.deepEqual(indicators(lab, 'B1'), [
      '0',
      'Failing over APPSRV 172.16.12.35',
      'red',
      'red-green',
    ]);
  });

  it('show a failover that is complete', () => {
    advanceUntil(lab, 60_000, isIn(lab, 'B1', 'FailedOver'));
    const complete = ['Failed Over', 'Monitoring has continued', 'red', 'red'];
    assert.deepEqual(indicators(lab, 'B1'), complete);
    play(lab, 'lab run 1m');
    assert.deepEqual(indicators(lab, 'B1'), complete);
    assert.deepEqual(indicators(lab, 'B2'), complete);
  });

  it('show nothing while idle', () => {
    const idle = openLab();
    play(idle, `@B1 fcc uncheck ${CLIENT_ADDRESS}`);
    assert.deepEqual(indicators(idle, 'B1'), ['', '', 'none', 'none']);
    assert.equal(monitorOn(idle, 'B1').state, 'Idle');
  });

  it('are red at 0 while nobody has looked yet', () => {
    const silent = silenced(openLab());
    advance(silent, nowMs(silent) + 30_000);
    const monitor = monitorOn(silent, 'B1');
    assert.equal(monitor.timeToFail, '0');
    assert.equal(monitor.bullet, 'red');
    assert.equal(monitor.tray, 'red-green');
  });
});

describe('the trigger', () => {
  /** B1 alone watches the client address and the cluster's own; the client address falls silent. */
  function twoAddresses(trigger: 'all' | 'one', tick: boolean): Lab {
    const lab = openLab();
    play(
      lab,
      `@B2 fcc uncheck ${CLIENT_ADDRESS}`,
      '@B1 fcc add 172.16.12.30 APPSRV',
      ...(tick ? ['fcc check 172.16.12.30'] : []),
      `fcc set ${CLIENT_ADDRESS} trigger ${trigger}`,
      'lab run 10s',
      '@A1 cluster resource "IP Address for Application" /offline',
      'lab run 1m',
    );
    return lab;
  }

  it('of all fails over only when every ticked address is silent', () => {
    const lab = twoAddresses('all', true);
    assert.equal(monitorOn(lab, 'B1').state, 'Monitoring');
    assert.equal(monitorOn(lab, 'B1').bullet, 'red');
    play(lab, '@A1 cluster resource "Cluster IP Address" /offline /wait:5', 'lab run 1m');
    assert.equal(monitorOn(lab, 'B1').state, 'FailedOver');
  });

  it('of one fails over when any ticked address is silent', () => {
    assert.equal(monitorOn(twoAddresses('one', true), 'B1').state, 'FailedOver');
  });

  it('does not count an address that is not ticked', () => {
    assert.equal(monitorOn(twoAddresses('all', false), 'B1').state, 'FailedOver');
  });
});

describe('no failover by itself', () => {
  const lost = ['fault site first off', 'lab run 3m'];

  it('happens where the address is not ticked', () => {
    const lab = openLab();
    play(lab, `@B1 fcc uncheck ${CLIENT_ADDRESS}`, `@B2 fcc uncheck ${CLIENT_ADDRESS}`, ...lost);
    assert.equal(monitorOn(lab, 'B1').state, 'Idle');
    assert.equal(groupIn(lab, 'second', 'Application').state, 'Partially Online');
  });

  it('happens with active monitoring off, but the button still works', () => {
    const lab = withSettings('active off');
    assert.deepEqual(indicators(lab, 'B1'), ['', '', 'none', 'none']);
    play(lab, ...lost);
    assert.equal(monitorOn(lab, 'B1').state, 'Idle');
    play(lab, `@B1 fcc failover ${CLIENT_ADDRESS}`, 'lab run 1m');
    assert.equal(monitorOn(lab, 'B1').state, 'FailedOver');
    assert.equal(groupIn(lab, 'second', 'Application').state, 'Online');
  });

  it('happens with manual intervention, until the prompt is answered', () => {
    const lab = withSettings('manual on');
    play(lab, ...lost);
    assert.equal(monitorOn(lab, 'B1').state, 'FailurePending');
    assert.deepEqual([monitorOn(lab, 'B1').timeToFail, monitorOn(lab, 'B1').bullet], ['0', 'red']);
    assert.equal(groupIn(lab, 'second', 'Application').state, 'Partially Online');
    play(lab, `@B1 fcc intervene ${CLIENT_ADDRESS} failover`, 'lab run 1m');
    assert.equal(monitorOn(lab, 'B1').state, 'FailedOver');
    assert.equal(groupIn(lab, 'second', 'Application').state, 'Online');
  });

  it('happens while the node of the monitor is down', () => {
    const lab = openLab();
    play(lab, 'fault power B2 off');
    assert.equal(monitorOn(lab, 'B2').state, 'Idle');
    assert.equal(monitorOn(lab, 'B2').tray, 'none');
  });
});

describe('a failover on request', () => {
  it('does not wait for the countdown', () => {
    const lab = openLab();
    play(lab, 'fault site first off', 'lab run 1s', `@B1 fcc failover ${CLIENT_ADDRESS}`);
    assert.equal(monitorOn(lab, 'B1').state, 'FailingOver');
    assert.equal(monitorOn(lab, 'B1').bullet, 'red');
    play(lab, 'lab run 20s');
    assert.equal(monitorOn(lab, 'B1').state, 'FailedOver');
  });
});

describe('a new monitor', () => {
  it('has the defaults of the product and is not ticked', () => {
    const lab = openLab();
    play(lab, '@B1 fcc add 172.16.12.99 OTHER');
    const monitor = monitorOn(lab, 'B1', '172.16.12.99');
    const { name, checked, intervalMs, missed, timeoutMs, trigger, shr, manual, active } = monitor;
    assert.deepEqual([name, checked, intervalMs, missed], ['OTHER', false, 5000, 5]);
    assert.deepEqual([timeoutMs, trigger], [25_000, 'all']);
    assert.deepEqual([shr, manual, active], [true, false, true]);
    assert.deepEqual([...monitor.items].sort(), ['ip', 'name', 'shares']);
    assert.deepEqual([...new Set(Object.values(monitor.scripts))], ['']);
    assert.equal(monitor.state, 'Idle');
  });

  it('of the same name joins its source: options and scripts shared, the tick its own', () => {
    const lab = openLab();
    play(lab, '@B1 fcc add 172.16.12.30 APPSRV', `fcc set ${CLIENT_ADDRESS} missed 9`);
    const joined = monitorOn(lab, 'B1', '172.16.12.30');
    assert.equal(joined.missed, 9);
    assert.equal(joined.scripts.postFailover, 'S:\\postover.bat');
    assert.deepEqual([joined.checked, monitorOn(lab, 'B1').checked], [false, true]);
    assert.equal(monitorOn(lab, 'B2').missed, 6);
  });

  it('is gone when it is removed', () => {
    const lab = openLab();
    play(lab, `@B2 fcc remove ${CLIENT_ADDRESS}`);
    assert.deepEqual(
      snapshotOf(lab).monitors.map(({ node }) => node),
      ['B1'],
    );
  });
});
