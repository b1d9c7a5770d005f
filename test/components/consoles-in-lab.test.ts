import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../support/faked-lab.ts';
import { press, textOf } from '../support/administrator.ts';
import type { FakedLab } from '../support/faked-lab.ts';
import { control, deepElements, drawn, focused, keys, nameOf, tabTo } from '../support/press.ts';

/** Ends a run that hangs; it is no measure of speed. */
const HANGS_AFTER_MS = 60_000;

function eventually(condition: () => boolean): Promise<void> {
  return waitUntil(condition, undefined, { timeout: HANGS_AFTER_MS });
}

async function sandbox(widthPx: number, drill = false): Promise<FakedLab> {
  const lab = await fixture<FakedLab>(
    html`<faked-lab
      paused
      ?drill=${drill}
      style="width: ${widthPx}px; height: 800px; --motion-calm: 0ms"
    ></faked-lab>`,
  );
  await lab.ready;
  await eventually(() => lab.getBoundingClientRect().width === widthPx);
  await drawn(lab);
  return lab;
}

async function openConsole(lab: FakedLab): Promise<HTMLElement> {
  await press(lab, 'Consoles', 'Cluster Administrator');
  const found = [...deepElements(lab)].find(
    (each) => each.localName === 'lab-cluster-administrator',
  );
  if (found === undefined) throw new Error('the console has not opened');
  return found;
}

/** A part of the page by its tag. */
function part(lab: FakedLab, tag: string): HTMLElement {
  const found = [...deepElements(lab)].find((each) => each.localName === tag);
  if (found === undefined) throw new Error(`there is no ${tag}`);
  return found;
}

describe('a console beside the stage', () => {
  it('opens by keys from the bar, takes the focus, and gives it back when Escape closes it', async () => {
    const lab = await sandbox(790);
    await tabTo((each) => nameOf(each) === 'Consoles');
    await keys('Enter', 'Enter');
    await drawn(lab);
    await eventually(() => focused()?.getAttribute('role') === 'treeitem');
    await keys('Escape');
    await drawn(lab);
    expect(() => part(lab, 'lab-cluster-administrator')).to.throw();
    expect(nameOf(focused() ?? lab)).to.equal('Consoles');
  });

  it('looks at the first cluster from its node, by a line that the lab runs', async () => {
    const lab = await sandbox(790);
    await openConsole(lab);
    await eventually(() => lab.fake.lines.includes('cluster /cluster:CLUS-A node'));
    expect(textOf(lab)).to.contain('CLUS-A, on');
    const picker = [...deepElements(lab)].find(
      (each) => nameOf(each) === 'Node on which lines run',
    ) as HTMLSelectElement;
    expect(picker.value).to.equal('A1');
  });

  it('leaves the stage and the vital signs in sight', async () => {
    const lab = await sandbox(1440);
    const console = await openConsole(lab);
    const stage = part(lab, 'lab-stage').getBoundingClientRect();
    const beside = console.getBoundingClientRect();
    expect(beside.right).to.be.at.most(stage.left);
    expect(stage.width).to.be.at.least(700);
    expect(part(lab, 'lab-console-rail').checkVisibility()).to.equal(true);
    await expect(lab).to.be.accessible();
  });

  it('keeps what was typed while another view of a narrow lab is looked at', async () => {
    const lab = await sandbox(390);
    await openConsole(lab);
    await press(lab, 'Groups', 'New Group');
    await keys('S', 'h', 'o', 'p');
    await press(lab, 'Clusters');
    expect(part(lab, 'lab-cluster-administrator').checkVisibility()).to.equal(false);
    await press(lab, 'Console');
    expect(textOf(lab)).to.contain('cluster group Shop /create');
  });

  for (const widthPx of [1440, 1200, 1024, 840, 390]) {
    it(`does not grow beyond a width of ${String(widthPx)} px, dialogs open`, async () => {
      const lab = await sandbox(widthPx);
      const console = await openConsole(lab);
      // Beyond the window of the test nothing can be clicked by the mouse.
      for (const name of ['Application', 'New Resource']) {
        control(console, name).click();
        await drawn(lab);
      }
      const { left } = lab.getBoundingClientRect();
      for (const each of deepElements(console)) {
        if (!each.checkVisibility() || each.closest('.rows, .page-tabs') !== null) continue;
        expect(each.getBoundingClientRect().right - left, each.localName).to.be.at.most(
          widthPx + 1,
        );
      }
    });
  }

  it('gives every control of a phone 44 px to be touched', async () => {
    const lab = await sandbox(390);
    const console = await openConsole(lab);
    control(console, 'Application').click();
    await drawn(lab);
    control(console, 'New Resource').click();
    await drawn(lab);
    const small = [...deepElements(console)]
      .filter((each) => each.matches('button, select, input:not([type=checkbox])'))
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
      .map(nameOf);
    expect(small).to.deep.equal([]);
  });

  it('is not offered in the drill', async () => {
    const lab = await sandbox(1440, true);
    expect(() => control(lab, 'Consoles')).to.throw('there is no control');
  });
});
