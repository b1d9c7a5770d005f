import { expect, fixture, html, oneEvent } from '@open-wc/testing';

import type { Snapshot } from '../../workers/api.ts';
import type { LabLineDetail } from '../../web/components/fault-menu/lab-line.ts';
import { stageModeFor, type LabStage } from '../../web/components/stage/stage.ts';
import '../../web/components/stage/stage.ts';
import '../support/page-tokens.ts';
import {
  bareSnapshot,
  cautionSnapshot,
  failedOverSnapshot,
  healthySnapshot,
  specimenBlockMaps,
} from '../support/specimen-snapshots.ts';

async function stage(snapshot: Snapshot | null, width = 720, height = 600): Promise<LabStage> {
  const element = await fixture<LabStage>(
    html`<lab-stage
      style="width: ${width}px; height: ${height}px"
      .snapshot=${snapshot}
      .blockMaps=${specimenBlockMaps()}
    ></lab-stage>`,
  );
  await settled(element);
  return element;
}

/** Two frames: the observers have reported, and what they asked for is drawn. */
async function settled(element: LabStage): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await element.updateComplete;
  }
}

function box(element: LabStage, selector: string): DOMRect {
  const found = element.renderRoot.querySelector(selector);
  if (found === null) throw new Error(`The stage has no ${selector}.`);
  return found.getBoundingClientRect();
}

describe('the stage', () => {
  it('is accessible, well, failing and bare', async () => {
    for (const snapshot of [healthySnapshot(), failedOverSnapshot(), bareSnapshot()]) {
      await expect(await stage(snapshot)).to.be.accessible();
    }
  });

  for (const theme of ['dark', 'contrast']) {
    it(`is accessible in the ${theme} theme, a site without power too`, async () => {
      document.documentElement.dataset['theme'] = theme;
      try {
        for (const snapshot of [healthySnapshot(), cautionSnapshot()]) {
          await expect(await stage(snapshot)).to.be.accessible();
        }
      } finally {
        document.documentElement.dataset['theme'] = 'light';
      }
    });
  }

  it('says what will appear before the lab is open', async () => {
    expect((await stage(null)).renderRoot.textContent).to.contain('once the lab is open');
  });

  it('keeps cards and disks apart and inside, in every size that it is used in', async () => {
    for (const [width, height] of [
      [720, 600],
      [724, 432],
      [600, 471],
      [640, 282],
    ] as const) {
      const element = await stage(cautionSnapshot(), width, height);
      const size = `${String(width)} × ${String(height)}`;
      const card = box(element, '.card--first');
      const disk = box(element, 'lab-disk-card');
      const whole = element.getBoundingClientRect();
      expect(card.bottom, size).to.be.at.most(disk.top);
      expect(disk.bottom, size).to.be.at.most(whole.bottom + 0.5);
      expect(box(element, '.card--second').left, size).to.be.greaterThan(card.right);
    }
  });

  it('shows whole groups in the sizes of the lab and of the tablet', async () => {
    for (const [width, height] of [
      [720, 600],
      [724, 432],
    ] as const) {
      const element = await stage(healthySnapshot(), width, height);
      const groups = element.renderRoot
        .querySelector('lab-cluster-card')
        ?.shadowRoot?.querySelector('.groups');
      expect(groups?.scrollHeight).to.be.at.most(groups?.clientHeight ?? 0);
    }
  });

  it('stands in one column where it is narrow, with a dock at the top of each card', async () => {
    const element = await stage(healthySnapshot(), 390, 844);
    expect(element.renderRoot.querySelector('[data-mode]')?.getAttribute('data-mode')).to.equal(
      'column',
    );
    const second = box(element, '.card--second');
    expect(second.top).to.be.greaterThan(box(element, '.card--first').bottom);
    const dock = element.renderRoot
      .querySelector('lab-address-wire')
      ?.shadowRoot?.querySelector('.dock-line')
      ?.getBoundingClientRect();
    expect(dock?.top).to.be.lessThan(second.top);
    expect(dock?.bottom).to.be.greaterThan(second.top);
  });

  it('chooses its layout by its size', () => {
    expect(stageModeFor(720, 600)).to.equal('full');
    expect(stageModeFor(724, 432)).to.equal('compact');
    expect(stageModeFor(640, 282)).to.equal('mini');
    expect(stageModeFor(390, 572)).to.equal('column');
  });

  it('asks for the line of a fault in two presses', async () => {
    const element = await stage(healthySnapshot());
    const menu = element.renderRoot.querySelector('lab-fault-menu');
    menu?.shadowRoot?.querySelector<HTMLElement>('.face')?.click();
    await menu?.updateComplete;
    const choices = [...(menu?.shadowRoot?.querySelectorAll<HTMLElement>('.choice') ?? [])];
    expect(choices[0]?.textContent).to.contain('fault site first off');
    setTimeout(() => choices[0]?.click());
    const event = await oneEvent<CustomEvent<LabLineDetail>>(document.body, 'lab-line');
    expect(event.detail.line).to.equal('fault site first off');
  });
});
