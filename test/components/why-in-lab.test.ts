import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import { textOf } from '../support/administrator.ts';
import '../support/faked-lab.ts';
import type { FakedLab } from '../support/faked-lab.ts';
import {
  control,
  deepElements,
  drawn,
  focused,
  hasControl,
  keys,
  nameOf,
} from '../support/press.ts';

/** Ends a run that hangs; it is no measure of speed. */
const HANGS_AFTER_MS = 60_000;

function eventually(condition: () => boolean): Promise<void> {
  return waitUntil(condition, undefined, { timeout: HANGS_AFTER_MS });
}

/** A lab whose first site lost its power 10 s ago. */
async function failing(widthPx: number): Promise<FakedLab> {
  const lab = await fixture<FakedLab>(
    html`<faked-lab
      paused
      style="width: ${widthPx}px; height: 860px; --motion-calm: 0ms"
    ></faked-lab>`,
  );
  await lab.ready;
  lab.fake.plugAtMs = 41_600;
  lab.fake.show(52_000);
  await eventually(() => lab.snapshot()?.atMs === 52_000);
  await drawn(lab);
  return lab;
}

async function ask(lab: FakedLab, words: string): Promise<HTMLElement> {
  const asking = control(lab, words);
  asking.focus();
  asking.click();
  await eventually(() => hasControl(lab, 'Close the answer'));
  await drawn(lab);
  return asking;
}

describe('why? in the lab', () => {
  for (const widthPx of [1440, 1024, 390]) {
    it(`is answered in sight of the stage at ${String(widthPx)} px, and is accessible`, async () => {
      const lab = await failing(widthPx);
      await ask(lab, widthPx === 1440 ? 'Nobody takes orders why?' : 'Caution why?');
      expect(textOf(lab)).to.contain('CLUS-A without power: this fault stands.');
      await expect(lab).to.be.accessible();
    });
  }

  it('takes the focus, and gives it back when Escape closes it', async () => {
    const lab = await failing(1440);
    const asking = await ask(lab, 'Nobody takes orders why?');
    expect(focused()?.localName).to.equal('h2');
    await keys('Escape');
    await drawn(lab);
    expect(hasControl(lab, 'Close the answer')).to.equal(false);
    expect(nameOf(focused() ?? lab)).to.equal(nameOf(asking));
  });

  it('leads to the moment of a cause', async () => {
    const lab = await failing(1440);
    await ask(lab, 'Nobody takes orders why?');
    const moment = [...deepElements(lab)].find((each) =>
      each.getAttribute('aria-label')?.startsWith('00:41.6, event'),
    );
    moment?.click();
    await eventually(() => lab.snapshot()?.atMs === 41_600);
  });

  it('is asked in two presses of whatever is not well on the stage', async () => {
    const lab = await failing(1440);
    control(lab, 'A1, Down').click();
    await drawn(lab);
    control(lab, 'Why?A1 is Down').click();
    await eventually(() => hasControl(lab, 'Close the answer'));
    expect(textOf(lab)).to.contain('Why? A1 is Down');
  });
});
