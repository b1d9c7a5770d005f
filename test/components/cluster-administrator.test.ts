import { expect, fixture, html } from '@open-wc/testing';

import type { GroupSnapshot } from '../../workers/api.ts';
import type { LabClusterAdministrator } from '../../web/components/cluster-administrator/cluster-administrator.ts';
import '../../web/components/cluster-administrator/cluster-administrator.ts';
import { ConsoleLab, procedureLines, type RanLine } from '../support/console-lab.ts';
import '../support/page-tokens.ts';
import {
  click,
  control,
  deepElements,
  field,
  focused,
  keys,
  nameOf,
  tabTo,
  type,
} from '../support/press.ts';

/** The console on a lab of its own; it gets each new state as the page would give it. */
async function open(lab: ConsoleLab, width = 584): Promise<LabClusterAdministrator> {
  const element = await fixture<LabClusterAdministrator>(
    html`<lab-cluster-administrator
      style="width: ${width}px; height: 600px"
      .snapshot=${lab.snapshot()}
      .run=${async (line: string, node: string) => {
        const result = await lab.run(line, node);
        element.snapshot = lab.snapshot();
        return result;
      }}
    ></lab-cluster-administrator>`,
  );
  await drawn(element);
  return element;
}

/** Waits until everything inside has been drawn, lines that ran included. */
async function drawn(element: LabClusterAdministrator): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await element.updateComplete;
    for (const each of deepElements(element)) {
      await (each as HTMLElement & { updateComplete?: Promise<boolean> }).updateComplete;
    }
  }
}

async function press(element: LabClusterAdministrator, words: string): Promise<void> {
  await click(control(element, words));
  await drawn(element);
}

async function enter(element: LabClusterAdministrator, label: string, text: string): Promise<void> {
  const input = field(element, label);
  if (input instanceof HTMLSelectElement) {
    input.value = text;
    input.dispatchEvent(new Event('change'));
  } else {
    await click(input);
    input.select();
    await type(text);
  }
  await drawn(element);
}

function isRunButton(words: string): (element: HTMLElement) => boolean {
  return (element) => element instanceof HTMLButtonElement && nameOf(element) === words;
}

function application(lab: ConsoleLab): GroupSnapshot | undefined {
  return lab.snapshot().clusters.first.groups.find(({ name }) => name === 'Application');
}

function built(lines: readonly RanLine[]): ConsoleLab {
  const lab = new ConsoleLab('bare');
  lab.play(...lines);
  return lab;
}

describe('Cluster Administrator', () => {
  it('builds FIRST’s virtual server by pointer with the very lines of the procedure', async () => {
    const lab = new ConsoleLab('bare');
    const element = await open(lab);
    await press(element, 'Groups');
    await press(element, 'New Group');
    await enter(element, 'Name', 'Application');
    await enter(element, 'Description', 'Orders of the shop');
    await press(element, 'Next');
    await press(element, 'Finish');
    await press(element, 'OK');

    await press(element, 'New Resource');
    await enter(element, 'Name', 'IP Address for Application');
    for (const step of ['Next', 'Next', 'Next']) await press(element, step);
    await enter(element, 'Address', '172.16.12.35');
    await enter(element, 'Subnet mask', '255.255.255.0');
    await press(element, 'Finish');
    await press(element, 'OK');

    await press(element, 'New Resource');
    await enter(element, 'Name', 'Name for Application');
    await enter(element, 'Resource type', 'Network Name');
    for (const step of ['Next', 'Next']) await press(element, step);
    await press(element, 'Add IP Address for Application');
    await press(element, 'Next');
    await enter(element, 'Name', 'APPSRV');
    await press(element, 'Finish');
    await press(element, 'OK');

    await press(element, 'New Resource');
    await enter(element, 'Name', 'Disk for Application');
    await enter(element, 'Resource type', 'Physical Disk');
    for (const step of ['Next', 'Next', 'Next', 'Finish', 'OK']) await press(element, step);

    await click(menuOf(element, 'Application'));
    await press(element, 'Take Offline');
    await press(element, 'Resources');

    const expected = await procedureLines('VS-1a', 'VS-5');
    expect(lab.ran).to.deep.equal(expected);
    expect(application(lab)).to.deep.equal(application(built(expected)));
  });

  it('builds it by keyboard alone with the same lines', async () => {
    const lab = new ConsoleLab('bare');
    const element = await open(lab);
    await keys('ArrowDown', 'Enter');
    await tabTo(isRunButton('New Group'));
    await keys('Enter');
    await drawn(element);
    await type('Application');
    await keys('Tab');
    await type('Orders of the shop');
    await keys('Enter');
    await drawn(element);
    await tabTo(isRunButton('Finish'));
    await keys('Enter');
    await drawn(element);
    await keys('Enter'); // OK has the focus
    await drawn(element);

    await newResource(element, 'IP Address for Application', 'I');
    await next(element, 3);
    await type('172.16.12.35');
    await keys('Enter');
    await drawn(element);
    await keys('Enter');
    await drawn(element);

    await newResource(element, 'Name for Application', 'N');
    await next(element, 2);
    await keys('Enter'); // the address moves over
    await drawn(element);
    await next(element, 1);
    await type('APPSRV');
    await keys('Enter');
    await drawn(element);
    await keys('Enter');
    await drawn(element);

    await newResource(element, 'Disk for Application', 'P');
    await next(element, 3);
    await tabTo(isRunButton('Finish'));
    await keys('Enter');
    await drawn(element);
    await keys('Enter');
    await drawn(element);

    await tabTo((each) => each.closest('button') !== null && nameOf(each) === 'Application');
    await keys('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await drawn(element);
    await tabTo((each) => each.role === 'treeitem' || each.getAttribute('role') === 'treeitem');
    await keys('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await drawn(element);

    expect(lab.ran).to.deep.equal(await procedureLines('VS-1a', 'VS-5'));
  });
});

/** The menu of a group beside its tools, not its entry in the tree. */
function menuOf(element: LabClusterAdministrator, label: string): HTMLElement {
  const menu = element.renderRoot.querySelector<HTMLElement>(
    `.tools lab-console-menu[label="${label}"]`,
  );
  if (menu === null) throw new Error(`there is no menu "${label}"`);
  return menu;
}

/** Opens the wizard, types the name, and picks the type by its first letter. */
async function newResource(
  element: LabClusterAdministrator,
  name: string,
  letter: string,
): Promise<void> {
  await tabTo(isRunButton('New Resource'));
  await keys('Enter');
  await drawn(element);
  await type(name);
  await tabTo((each) => each.id === 'type');
  await type(letter);
  await drawn(element);
}

async function next(element: LabClusterAdministrator, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    if (!isRunButton('Next')(focused() ?? document.body)) await tabTo(isRunButton('Next'));
    await keys('Enter');
    await drawn(element);
  }
}
