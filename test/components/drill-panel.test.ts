import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../web/components/failover-lab/failover-lab.ts';
import { desk, settled } from '../support/drawn-lab.ts';
import '../support/faked-lab.ts';
import type { FakedLab } from '../support/faked-lab.ts';

/** Ends a run that hangs; it is no measure of speed. */
const HANGS_AFTER_MS = 60_000;

interface Drawn extends HTMLElement {
  readonly renderRoot: ShadowRoot;
  readonly updateComplete: Promise<boolean>;
}

function eventually(condition: () => boolean): Promise<void> {
  return waitUntil(condition, undefined, { timeout: HANGS_AFTER_MS });
}

async function drill(width: number, speed = 1): Promise<FakedLab> {
  const lab = await fixture<FakedLab>(
    html`<faked-lab
      drill
      paused
      .speed=${speed}
      style="width: ${width}px; height: 844px; --motion-calm: 0ms"
    ></faked-lab>`,
  );
  await lab.ready;
  await settled(lab);
  return lab;
}

function inside(lab: FakedLab, name: string): Drawn {
  return desk(lab).renderRoot.querySelector(name) as Drawn;
}

function panel(lab: FakedLab): ShadowRoot {
  return inside(lab, 'lab-drill-panel').renderRoot;
}

function button(root: ParentNode, words: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find((each) =>
    each.textContent.includes(words),
  );
  if (found === undefined) throw new Error(`there is no button "${words}"`);
  return found;
}

async function failOver(lab: FakedLab): Promise<void> {
  lab.fake.plugAtMs = 41_600;
  lab.fake.show(84_000);
  await eventually(() => typeof lab.snapshot()?.ledger?.rtoMs === 'number');
  await settled(lab);
}

async function pullPlug(lab: FakedLab): Promise<void> {
  button(panel(lab), 'Pull the plug').click();
  await eventually(() => lab.speed === 2);
  await eventually(() => lab.snapshot()?.clusters.first.nodes[0]?.powered === false);
  await settled(lab);
}

async function drillOnPhone(): Promise<FakedLab> {
  const lab = await drill(390);
  await eventually(() => desk(lab).renderRoot.querySelector('lab-guess-bar') !== null);
  await settled(lab);
  return lab;
}

describe('the drill', () => {
  it('gives the speed back that stood before it hurried, once it has ended', async () => {
    const lab = await drill(1440, 0.5);
    await pullPlug(lab);
    expect(lab.speed).to.equal(2);
    await failOver(lab);
    await eventually(() => lab.speed === 0.5);
  });

  it('leaves a speed alone that somebody has chosen while it hurried', async () => {
    const lab = await drill(1440);
    await pullPlug(lab);
    inside(lab, 'lab-transport').dispatchEvent(
      new CustomEvent('lab-pace', { detail: { speed: 10 }, bubbles: true, composed: true }),
    );
    await failOver(lab);
    expect(lab.speed).to.equal(10);
  });

  it('ends with one primary act, and the other beside it', async () => {
    const lab = await drill(1440);
    await failOver(lab);
    const main = [...panel(lab).querySelectorAll('.btn--main')];
    expect(main.map((each) => each.textContent.trim())).to.deep.equal(['Go on in the sandbox']);
    expect(button(panel(lab), 'Start again').className).not.to.contain('btn--main');
  });

  it('asks for the guess on a phone in every view, above the time, in buttons for fingers', async () => {
    const lab = await drillOnPhone();
    for (const view of ['Guide', 'Clusters', 'Charts', 'Events', 'Disks']) {
      button(desk(lab).renderRoot.querySelector('.tabs') as Element, view).click();
      await settled(lab);
      const bar = inside(lab, 'lab-guess-bar');
      const { bottom } = bar.getBoundingClientRect();
      expect(bottom, view).to.be.at.most(inside(lab, 'lab-transport').getBoundingClientRect().top);
      for (const chip of bar.renderRoot.querySelectorAll('button')) {
        const { width, height } = chip.getBoundingClientRect();
        expect(Math.min(width, height), `${view}: ${chip.textContent}`).to.be.at.least(44);
      }
    }
    await expect(lab).to.be.accessible();
  });

  it('holds a guess that was made in the bar against what was found', async () => {
    const lab = await drillOnPhone();
    const bar = inside(lab, 'lab-guess-bar');
    button(bar.renderRoot, 'About half').click();
    await settled(lab);
    expect(button(bar.renderRoot, 'About half').ariaPressed).to.equal('true');
    await failOver(lab);
    expect(panel(lab).textContent.replaceAll(/\s+/g, ' ')).to.contain(
      'You guessed about half of the last 12.',
    );
  });
});
