import { expect, fixture, html } from '@open-wc/testing';

import type { Snapshot } from '../../workers/api.ts';
import type { LabDataWire } from '../../web/components/data-wire/data-wire.ts';
import '../../web/components/data-wire/data-wire.ts';
import { chevronPlaces, queueLayout } from '../../web/components/data-wire/data-wire.layout.ts';
import { trafficOf } from '../../web/components/data-wire/traffic.ts';
import '../support/page-tokens.ts';
import {
  bareSnapshot,
  cautionSnapshot,
  failedOverSnapshot,
  healthySnapshot,
  restoringSnapshot,
  splitSnapshot,
} from '../support/specimen-snapshots.ts';

async function wire(snapshot: Snapshot): Promise<LabDataWire> {
  return fixture(html`<lab-data-wire style="width: 224px" .snapshot=${snapshot}></lab-data-wire>`);
}

function beads(element: LabDataWire, className: string): string[] {
  return [...element.renderRoot.querySelectorAll(`.bead.${className}`)].map(
    (bead) => bead.getAttribute('data-order') ?? '',
  );
}

function words(element: LabDataWire): string {
  return (element.renderRoot.querySelector('svg')?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

describe('the data wire', () => {
  it('is accessible in every picture', async () => {
    for (const snapshot of [bareSnapshot(), healthySnapshot(), cautionSnapshot()]) {
      await expect(await wire(snapshot)).to.be.accessible();
    }
  });

  it('shows queued orders by number, the oldest next to the link', async () => {
    const element = await wire(healthySnapshot());
    expect(beads(element, 'is-data')).to.deep.equal(['0399', '0400']);
    const [oldest, youngest] = [...element.renderRoot.querySelectorAll('.bead rect')].map((rect) =>
      Number(rect.getAttribute('x')),
    );
    expect(oldest).to.be.greaterThan(youngest ?? Infinity);
    expect(words(element)).to.contain('0.45 s behind').and.contain('2 orders queued, 1.3 KiB');
  });

  it('leaves orders behind by number when the link is gone, and draws the gap', async () => {
    for (const snapshot of [cautionSnapshot(), failedOverSnapshot()]) {
      const element = await wire(snapshot);
      expect(beads(element, 'is-lost')).to.deep.equal(['0410', '0411', '0412']);
      expect(element.renderRoot.querySelector('[data-wire="break"]')).to.not.equal(null);
      expect(element.renderRoot.querySelector('svg')?.getAttribute('aria-label')).to.contain(
        '0410–0412',
      );
    }
  });

  it('names who is unprotected once the other cluster serves', async () => {
    const element = await wire(failedOverSnapshot());
    expect(words(element)).to.contain('CLUS-B is unprotected').and.contain('3 orders left behind');
  });

  it('says how many more wait than it can show', async () => {
    const element = await wire(splitSnapshot());
    const shown = beads(element, 'is-lost');
    expect(shown[0]).to.equal('0401');
    expect(words(element)).to.contain(`+${String(36 - shown.length)}`);
  });

  it('turns round for a restore', () => {
    const traffic = trafficOf(restoringSnapshot());
    expect(traffic).to.include({ look: 'restores', from: 'second', figure: '76 %', done: 0.76 });
  });

  it('says what brings replication while there is none', async () => {
    const element = await wire(bareSnapshot());
    expect(words(element)).to.contain('No replication').and.contain('a connection brings it');
  });
});

describe('the layout of a queue', () => {
  it('never draws more beads than have room, whatever waits', () => {
    for (const count of [0, 1, 2, 3, 10, 64]) {
      const orders = Array.from({ length: count }, (_, index) => index + 1);
      const layout = queueLayout(orders, count, 126);
      expect(layout.beads.length + layout.more).to.equal(count);
      expect(layout.boxWidth).to.be.at.most(132);
    }
  });

  it('moves chevrons with virtual time and comes round to the same places', () => {
    expect(chevronPlaces(10, 100, 0)).to.deep.equal(chevronPlaces(10, 100, 1100));
    expect(chevronPlaces(10, 100, 550)[0]).to.equal(23.5);
  });
});
