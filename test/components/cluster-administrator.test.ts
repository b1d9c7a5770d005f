import { expect } from '@open-wc/testing';

import type { ClusterId, GroupSnapshot } from '../../workers/api.ts';
import { enter, openAdministrator, openGroupMenu, press } from '../support/administrator.ts';
import { ConsoleLab, procedureLines, type RanLine } from '../support/console-lab.ts';
import { drawn, keys, nameOf, tabBackTo, tabTo, type } from '../support/press.ts';

function application(lab: ConsoleLab, cluster: ClusterId = 'first'): GroupSnapshot | undefined {
  return lab.snapshot().clusters[cluster].groups.find(({ name }) => name === 'Application');
}

function built(lines: readonly RanLine[]): ConsoleLab {
  const lab = new ConsoleLab('bare');
  lab.play(...lines);
  return lab;
}

function isButton(words: string): (element: HTMLElement) => boolean {
  return (element) => element instanceof HTMLButtonElement && nameOf(element) === words;
}

function isMenu(words: string): (element: HTMLElement) => boolean {
  return (element) => element.matches('button[aria-haspopup]') && nameOf(element) === words;
}

/** Opens the wizard by keys, types the name, and picks the type by its first letter. */
async function newResource(element: HTMLElement, name: string, letter: string): Promise<void> {
  await tabTo(isButton('New Resource'));
  await keys('Enter');
  await drawn(element);
  await type(name);
  await tabTo((each) => each.id === 'type');
  await type(letter);
  await drawn(element);
}

/** Goes on by Next, `times` pages, with keys alone. */
async function next(element: HTMLElement, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await tabTo(isButton('Next'));
    await keys('Enter');
    await drawn(element);
  }
}

/** Types what is asked for, and presses Enter: once for Finish, once for OK. */
async function finish(element: HTMLElement, typed: string | null): Promise<void> {
  if (typed === null) await tabTo(isButton('Finish'));
  else await type(typed);
  for (let count = 0; count < 2; count += 1) {
    await keys('Enter');
    await drawn(element);
  }
}

describe('the procedure in Cluster Administrator', () => {
  it('builds FIRST’s virtual server by pointer, with the very lines of the procedure', async () => {
    const lab = new ConsoleLab('bare');
    const element = await openAdministrator(lab);
    await press(element, 'Groups', 'New Group');
    await enter(element, 'Name', 'Application');
    await enter(element, 'Description', 'Orders of the shop');
    await press(element, 'Next', 'Finish', 'OK');

    await press(element, 'New Resource');
    await enter(element, 'Name', 'IP Address for Application');
    await press(element, 'Next', 'Next', 'Next');
    await enter(element, 'Address', '172.16.12.35');
    await enter(element, 'Subnet mask', '255.255.255.0');
    await enter(element, 'Network to use', 'PUBLIC');
    await press(element, 'Finish', 'OK');

    await press(element, 'New Resource');
    await enter(element, 'Name', 'Name for Application');
    await enter(element, 'Resource type', 'Network Name');
    await press(element, 'Next', 'Next', 'Add IP Address for Application', 'Next');
    await enter(element, 'Name', 'APPSRV');
    await press(element, 'Finish', 'OK');

    await press(element, 'New Resource');
    await enter(element, 'Name', 'Disk for Application');
    await enter(element, 'Resource type', 'Physical Disk');
    await press(element, 'Next', 'Next', 'Next');
    await enter(element, 'Disk', 'S:');
    await press(element, 'Finish', 'OK');

    await openGroupMenu(element);
    await press(element, 'Take Offline', 'Resources');

    const expected = await procedureLines('VS-1a', 'VS-5');
    expect(lab.ran).to.deep.equal(expected);
    expect(application(lab)).to.deep.equal(application(built(expected)));
  });

  it('builds it by keyboard alone, with the same lines', async () => {
    const lab = new ConsoleLab('bare');
    const element = await openAdministrator(lab);
    await keys('ArrowDown', 'Enter');
    await tabTo(isButton('New Group'));
    await keys('Enter');
    await drawn(element);
    await type('Application');
    await keys('Tab');
    await type('Orders of the shop');
    await keys('Enter');
    await drawn(element);
    await finish(element, null);

    await newResource(element, 'IP Address for Application', 'I');
    await next(element, 3);
    await finish(element, '172.16.12.35');

    await newResource(element, 'Name for Application', 'N');
    await next(element, 2);
    await keys('Enter'); // the address, which has the focus, moves over
    await drawn(element);
    await next(element, 1);
    await finish(element, 'APPSRV');

    await newResource(element, 'Disk for Application', 'P');
    await next(element, 3);
    await finish(element, null);

    await tabTo(isMenu('Application'));
    await keys('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await drawn(element);
    await tabBackTo((each) => each.getAttribute('role') === 'treeitem');
    await keys('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await drawn(element);

    expect(lab.ran).to.deep.equal(await procedureLines('VS-1a', 'VS-5'));
  });

  it('adds the Source Connection with the very lines of the procedure', async () => {
    const lab = built(await procedureLines('VS-1a', 'RS-17'));
    const element = await openAdministrator(lab);
    await press(element, 'Resources', 'New Resource');
    await enter(element, 'Name', 'DT Connection for Application');
    await enter(element, 'Resource type', 'Double-Take Source Connection');
    await press(element, 'Next', 'Next', 'Next');
    await enter(element, 'Replication Set', 'AppData');
    await enter(element, 'Double-Take Target', '172.16.12.47');
    await press(element, 'Finish', 'OK', 'Application');
    const opening = await procedureLines('VS-1a', 'VS-1a');
    expect(lab.ran).to.deep.equal([...opening, ...(await procedureLines('SC-1', 'SC-8'))]);
  });

  it('builds SECOND’s group on a node of SECOND', async () => {
    const lab = built(await procedureLines('VS-1a', 'VB-1'));
    const element = await openAdministrator(lab);
    await keys('ArrowLeft'); // FIRST’s entries fold away
    await drawn(element);
    await press(element, 'Groups');
    await press(element, 'New Group');
    await enter(element, 'Name', 'Application');
    await press(element, 'Next', 'Finish', 'OK');
    const lines = lab.ran.filter(([node]) => node === 'B1').map(([, line]) => line);
    expect(lines).to.deep.equal([
      'cluster group',
      'cluster group Application /create',
      'cluster group Application /setowners:',
      'cluster group Application',
    ]);
    expect(application(lab, 'second')?.owner).to.equal('B1');
  });
});
