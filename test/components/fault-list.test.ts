import { expect, fixture, html, oneEvent } from '@open-wc/testing';

import type { AlarmSnapshot, FaultSnapshot, Snapshot } from '../../workers/api.ts';
import type { LabFaultBadge } from '../../web/components/fault-list/fault-badge.ts';
import '../../web/components/fault-list/fault-badge.ts';
import type { LabLineDetail } from '../../web/components/fault-menu/lab-line.ts';
import type { LabFaultList } from '../../web/components/fault-list/fault-list.ts';
import '../support/page-tokens.ts';
import { click, control, drawn, hasControl } from '../support/press.ts';
import { healthySnapshot } from '../support/specimen-snapshots.ts';

const FAULTS: readonly FaultSnapshot[] = [
  { id: 1, line: 'fault site first off', sinceMs: 1000 },
  { id: 4, line: 'fault power B2 off', sinceMs: 5000 },
  { id: 7, line: 'fault link replication cut', sinceMs: 9000 },
];
const ALARMS: readonly AlarmSnapshot[] = [
  { code: 'unprotected', text: 'CLUS-B went into service', sinceMs: 8000, cites: [] },
  { code: 'orders-lost', text: 'orders are lost: 858–871', sinceMs: 7000, cites: [] },
];

async function listOf(
  faults: readonly FaultSnapshot[],
  alarms: readonly AlarmSnapshot[],
  folds: boolean,
): Promise<LabFaultList> {
  return fixture<LabFaultList>(
    html`<lab-fault-list
      style="width: 360px"
      .faults=${faults}
      .alarms=${alarms}
      .nowMs=${10_000}
      ?folds=${folds}
    ></lab-fault-list>`,
  );
}

async function badgeOf(change: Partial<Snapshot>): Promise<LabFaultBadge> {
  const snapshot = { ...healthySnapshot(), ...change };
  return fixture<LabFaultBadge>(
    html`<lab-fault-badge .snapshot=${snapshot} style="width: 92px"></lab-fault-badge>`,
  );
}

function textOf(element: LabFaultList | LabFaultBadge): string {
  return element.renderRoot.textContent.replaceAll(/\s+/g, ' ').trim();
}

function lineFrom(element: HTMLElement): Promise<CustomEvent<LabLineDetail>> {
  return oneEvent(element, 'lab-line');
}

describe('the list of faults and alarms', () => {
  it('is accessible folded, unfolded and empty', async () => {
    const list = await listOf(FAULTS, ALARMS, true);
    await expect(list).to.be.accessible();
    await click(control(list, 'and 3 more'));
    await expect(list).to.be.accessible();
    await expect(await listOf([], [], true)).to.be.accessible();
  });

  it('takes no more room for many than for a fault and an alarm', async () => {
    const few = await listOf(FAULTS.slice(0, 1), ALARMS.slice(0, 1), true);
    const many = await listOf(FAULTS, ALARMS, true);
    expect(many.offsetHeight).to.be.at.most(few.offsetHeight);
  });

  it('shows the newest fault and the newest alarm while folded, and all when asked', async () => {
    const list = await listOf(FAULTS, ALARMS, true);
    expect(textOf(list)).to.contain('CLUS-B went into service').and.contain('Faults 3');
    expect(textOf(list)).not.to.contain('orders are lost');
    await click(control(list, 'and 3 more'));
    await drawn(list);
    expect(textOf(list)).to.contain('orders are lost');
    expect(hasControl(list, 'Clear: CLUS-A without power')).to.equal(true);
    await click(control(list, 'Show fewer'));
    await drawn(list);
    expect(textOf(list)).not.to.contain('orders are lost');
  });

  it('folds nothing where there is no more than one of each', async () => {
    const list = await listOf(FAULTS.slice(0, 1), ALARMS.slice(0, 1), true);
    expect(textOf(list)).to.contain('CLUS-A without power').and.contain('CLUS-B went into service');
    expect(textOf(list)).not.to.contain('more');
  });

  it('clears all faults in one press while folded', async () => {
    const list = await listOf(FAULTS, [], true);
    const asked = lineFrom(list);
    await click(control(list, 'Clear all 3 faults'));
    expect((await asked).detail.line).to.equal('fault clear all');
  });
});

describe('the badge of faults and alarms', () => {
  it('is accessible, with its list too', async () => {
    const badge = await badgeOf({ faults: FAULTS, alarms: ALARMS });
    await expect(badge).to.be.accessible();
    await click(control(badge, '3 faults'));
    await expect(badge).to.be.accessible();
  });

  it('counts what stands in words, and says when nothing does', async () => {
    const words = textOf(await badgeOf({ faults: FAULTS.slice(0, 1), alarms: ALARMS }));
    expect(words).to.contain('1 fault').and.contain('2 alarms');
    expect(textOf(await badgeOf({ faults: [], alarms: [] }))).to.contain('none');
  });

  it('clears what stands in one press', async () => {
    const one = await badgeOf({ faults: FAULTS.slice(1, 2), alarms: [] });
    const cleared = lineFrom(one);
    await click(control(one, 'Clear the fault'));
    expect((await cleared).detail.line).to.equal('fault clear 4');
    const many = await badgeOf({ faults: FAULTS, alarms: [] });
    const allCleared = lineFrom(many);
    await click(control(many, 'Clear all faults'));
    expect((await allCleared).detail.line).to.equal('fault clear all');
  });

  it('shows each fault with its own way out', async () => {
    const badge = await badgeOf({ faults: FAULTS, alarms: ALARMS });
    await click(control(badge, '3 faults'));
    const cleared = lineFrom(badge);
    await click(control(badge, 'Clear: B2 without power'));
    expect((await cleared).detail.line).to.equal('fault clear 4');
  });
});
