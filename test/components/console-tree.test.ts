import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';

import { openAdministrator, textOf } from '../support/administrator.ts';
import { ConsoleLab } from '../support/console-lab.ts';
import { openConsole, select } from '../support/consoles.ts';
import { deepElements, drawn, focused, keys, nameOf } from '../support/press.ts';

/** An entry of a tree that is in sight. */
function entry(element: HTMLElement, words: string): HTMLElement {
  const found = [...deepElements(element)].find(
    (each) => each.matches('[role="treeitem"]') && nameOf(each).startsWith(words),
  );
  if (found === undefined) throw new Error(`there is no entry "${words}"`);
  return found;
}

/** What the open menu offers. */
function choices(element: HTMLElement): string[] {
  return [...deepElements(element)]
    .filter((each) => each.matches('[role="menuitem"]') && each.checkVisibility())
    .map((each) => each.querySelector('span')?.textContent ?? '');
}

async function rightClick(element: HTMLElement, words: string): Promise<void> {
  const meant = entry(element, words);
  meant.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = meant.getBoundingClientRect();
  const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
  await sendMouse({ type: 'click', position, button: 'right' });
  await drawn(element);
}

async function shiftF10(element: HTMLElement): Promise<void> {
  await sendKeys({ down: 'Shift' });
  await sendKeys({ press: 'F10' });
  await sendKeys({ up: 'Shift' });
  await drawn(element);
}

describe('the tree of a console', () => {
  it('shows every name whole, however deep it lies', async () => {
    for (const widthPx of [584, 390]) {
      const element = await openAdministrator(new ConsoleLab('protected'), widthPx);
      const names = [...deepElements(element)].filter((each) =>
        each.matches('[role="treeitem"] .words'),
      );
      expect(names.map((each) => each.textContent)).to.include('Cluster Configuration');
      for (const name of names) {
        expect(name.scrollWidth, name.textContent).to.be.at.most(name.clientWidth);
      }
      const lefts = names.slice(0, 3).map((each) => each.getBoundingClientRect().left);
      expect(lefts).to.deep.equal([...lefts].sort((one, other) => one - other));
    }
  });

  it('offers for a group what its menu offers, by the right button', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openAdministrator(lab);
    await rightClick(element, 'Application');
    expect(choices(element)).to.deep.equal([
      'New Resource…',
      'Bring Online',
      'Take Offline',
      'Move Group to A2',
      'Rename…',
      'Delete…',
      'Properties…',
    ]);
    await keys('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await drawn(element);
    expect(lab.ran.at(-1)).to.deep.equal(['A1', 'cluster group Application /moveto:A2']);
  });

  it('opens the menu of an entry by Shift and F10, and gives the focus back when it closes', async () => {
    const element = await openAdministrator(new ConsoleLab('protected'));
    await keys('ArrowDown');
    await shiftF10(element);
    expect(choices(element)).to.deep.equal(['New Group…']);
    await keys('Escape');
    await drawn(element);
    expect(nameOf(focused() ?? element)).to.equal('Groups');
    await shiftF10(element);
    await keys('Enter');
    await drawn(element);
    expect(textOf(element)).to.contain('Preferred Owners');
  });

  it('offers rules for a file, and the actions of a server', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'management-console');
    await rightClick(element, 'A2');
    expect(choices(element)).to.include('New Replication Set…');
    await keys('Escape');
    await select(element, 'AppData');
    await rightClick(element, 'S:');
    expect(choices(element)).to.include('Exclude, with all below');
  });

  it('offers what can be done with a monitor', async () => {
    const element = await openConsole(new ConsoleLab('protected'), 'failover-control-center');
    await rightClick(element, '172.16.12.35');
    expect(choices(element)).to.include('Failback').and.include('Scripts…');
  });
});

describe('the node on which a console runs its lines', () => {
  it('can be chosen: one that is down refuses what is asked there', async () => {
    const lab = new ConsoleLab('protected');
    lab.play(['A1', 'fault power A2 off']);
    const element = await openAdministrator(lab);
    const picker = [...deepElements(element)].find(
      (each) => each instanceof HTMLSelectElement && nameOf(each) === 'Node on which lines run',
    ) as HTMLSelectElement;
    expect(picker.value).to.equal('A1');
    picker.focus();
    await keys('ArrowDown');
    await drawn(element);
    await select(element, 'Groups');
    expect(lab.ran.at(-1)).to.deep.equal(['A2', 'cluster group']);
    expect(textOf(element)).to.contain('(1722)');
  });
});
