import { expect } from '@open-wc/testing';

import { newGroupDialog } from '../../web/components/cluster-administrator/new-group-dialog.ts';
import { newResourceDialog } from '../../web/components/cluster-administrator/new-resource-dialog.ts';
import { RESOURCE_TYPES } from '../../web/components/cluster-administrator/resource-parameters.ts';
import {
  enter,
  openAdministrator,
  openGroupMenu,
  press,
  textOf,
} from '../support/administrator.ts';
import { ConsoleLab, procedureLines } from '../support/console-lab.ts';
import { control, drawn, field, focused, keys, nameOf } from '../support/press.ts';

/** Lines that ran since the console was opened and looked at its cluster. */
function linesOf(lab: ConsoleLab): string[] {
  return lab.ran.slice(1).map(([, line]) => line);
}

function valueOf(element: HTMLElement, label: string): string {
  return field(element, label).value;
}

describe('dialogs of Cluster Administrator', () => {
  it('are accessible: the window, each page of a wizard, each tab of the properties, a refusal', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openAdministrator(lab);
    await expect(element).to.be.accessible();
    await press(element, 'Application', 'New Resource');
    await expect(element).to.be.accessible();
    await press(element, 'Next');
    await expect(element).to.be.accessible();
    await enter(element, 'Name', 'Another');
    await press(element, 'Next');
    await expect(element).to.be.accessible();
    await press(element, 'Next', 'Next');
    await expect(element).to.be.accessible();
    await press(element, 'Cancel', 'Name for Application', 'Properties…');
    for (const tab of ['Possible Owners', 'Dependencies', 'Advanced', 'Parameters']) {
      await press(element, tab);
      await expect(element).to.be.accessible();
    }
  });

  it('show every line before it runs, as the fields are filled', async () => {
    const element = await openAdministrator(new ConsoleLab('protected'));
    await press(element, 'Application', 'New Resource');
    expect(textOf(element)).to.contain('Nothing is changed yet.');
    await enter(element, 'Name', 'Second address');
    await press(element, 'Next', 'Remove A2');
    const text = textOf(element);
    expect(text).to.contain('Lines that will run with Finish');
    expect(text).to.contain(
      'cluster resource "Second address" /create /group:Application /type:"IP Address"',
    );
    expect(text).to.contain('cluster resource "Second address" /removeowner:A2');
  });

  it('copy their lines as a file of lines has them', async () => {
    const element = await openAdministrator(new ConsoleLab('protected'));
    await press(element, 'Groups', 'New Group');
    await enter(element, 'Name', 'Shop');
    const copied: string[] = [];
    const { clipboard } = navigator;
    Object.defineProperty(clipboard, 'writeText', {
      configurable: true,
      value: (text: string) => Promise.resolve(copied.push(text)),
    });
    await press(element, 'Copy the lines');
    Reflect.deleteProperty(clipboard, 'writeText'); // what it hid is back
    expect(copied).to.deep.equal([
      '@A1 cluster group Shop /create\ncluster group Shop /setowners:\ncluster group Shop',
    ]);
  });

  it('say what the cluster says at the field it is about, and go on where they were', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openAdministrator(lab);
    await press(element, 'Application', 'New Resource');
    await enter(element, 'Name', 'Second address');
    await press(element, 'Next', 'Next', 'Next');
    await enter(element, 'Address', '172.16.12.300');
    await press(element, 'Finish');
    const wrong = field(element, 'Address');
    expect(wrong.getAttribute('aria-invalid')).to.equal('true');
    expect(focused()).to.equal(wrong);
    expect(textOf(element)).to.contain('Not a valid IPv4 address: "172.16.12.300"');
    expect(valueOf(element, 'Subnet mask')).to.equal('255.255.255.0');
    await enter(element, 'Address', '172.16.12.60');
    await press(element, 'Finish', 'OK');
    const created = linesOf(lab).filter((line) => line.includes('/create'));
    expect(created).to.have.lengthOf(1);
    expect(linesOf(lab).at(-1)).to.contain('Address=172.16.12.60');
  });

  it('lock what has been made already when a later line is refused', async () => {
    const element = await openAdministrator(new ConsoleLab('protected'));
    await press(element, 'Application', 'New Resource');
    await enter(element, 'Name', 'Second address');
    await press(element, 'Next', 'Next', 'Next');
    await enter(element, 'Address', 'nowhere');
    await press(element, 'Finish', 'Back', 'Back', 'Back');
    expect(field(element, 'Name').disabled).to.equal(true);
    expect(field(element, 'Description').disabled).to.equal(false);
  });

  it('go back to the page of a name that is taken', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openAdministrator(lab);
    await press(element, 'Groups', 'New Group');
    await enter(element, 'Name', 'Application');
    await press(element, 'Next', 'Finish');
    expect(textOf(element)).to.contain('The name "Application" is taken in CLUS-A. (5010)');
    expect(focused()).to.equal(field(element, 'Name'));
    expect(linesOf(lab)).to.deep.equal(['cluster group', 'cluster group Application /create']);
  });

  it('ask for what is missing before any line runs', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openAdministrator(lab);
    await press(element, 'Groups', 'New Group', 'Next');
    expect(textOf(element)).to.contain('Name is required.');
    expect(focused()).to.equal(field(element, 'Name'));
    expect(linesOf(lab)).to.deep.equal(['cluster group']);
  });

  it('read a group’s properties and write the changed ones alone', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openAdministrator(lab);
    await press(element, 'Application');
    await openGroupMenu(element);
    await press(element, 'Properties…', 'Failover');
    expect(valueOf(element, 'Threshold')).to.equal('10');
    expect(valueOf(element, 'Period')).to.equal('6');
    await enter(element, 'Period', '12');
    await press(element, 'Failback');
    await press(element, 'General', 'Add A2', 'OK');
    expect(linesOf(lab).slice(2)).to.deep.equal([
      'cluster group Application /prop FailoverPeriod=12',
      'cluster group Application /setowners:A2',
    ]);
  });

  it('allow failback between two hours', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openAdministrator(lab);
    await press(element, 'Application');
    await openGroupMenu(element);
    await press(element, 'Properties…', 'Failback');
    for (const words of ['Allow failback', 'Failback between two hours']) {
      field(element, words).click();
      await drawn(element);
    }
    await enter(element, 'From', '22');
    await enter(element, 'To', '30');
    await press(element, 'OK');
    expect(textOf(element)).to.contain('FailbackWindowEnd takes a whole number from -1 to 23');
    await enter(element, 'To', '4');
    await press(element, 'OK');
    expect(linesOf(lab).at(-1)).to.equal(
      'cluster group Application /prop AutoFailbackType=1 FailbackWindowStart=22 FailbackWindowEnd=4',
    );
  });

  it('change a resource: dependencies, advanced settings, parameters, and the name last', async () => {
    const lab = new ConsoleLab('bare');
    lab.play(...(await procedureLines('VS-1a', 'VS-5')));
    const element = await openAdministrator(lab);
    await press(element, 'Application', 'Name for Application', 'Properties…');
    await enter(element, 'Name', 'Name of the shop');
    await press(element, 'Dependencies', 'Add Disk for Application');
    await press(element, 'Advanced');
    expect(valueOf(element, 'Period')).to.equal('900');
    await enter(element, 'Period', '60');
    await press(element, 'Parameters');
    await enter(element, 'Name', 'SHOP');
    await press(element, 'OK');
    expect(linesOf(lab).slice(2)).to.deep.equal([
      'cluster resource "Name for Application" /prop RestartPeriod=60000',
      'cluster resource "Name for Application" /adddependency:"Disk for Application"',
      'cluster resource "Name for Application" /priv Name=SHOP',
      'cluster resource "Name for Application" /rename:"Name of the shop"',
    ]);
  });

  it('never show a password again, and leave it as it is', async () => {
    const lab = new ConsoleLab('protected');
    const secret = 'cluster resource "DT Connection for Application" /priv Password=oak Domain=LAB';
    lab.play(['A1', secret]);
    const element = await openAdministrator(lab);
    await press(
      element,
      'Application',
      'DT Connection for Application',
      'Properties…',
      'Parameters',
    );
    expect(valueOf(element, 'Domain')).to.equal('LAB');
    expect(valueOf(element, 'Password')).to.equal('');
    await enter(element, 'Domain', 'SHOP');
    await press(element, 'OK');
    expect(linesOf(lab).at(-1)).to.equal(
      'cluster resource "DT Connection for Application" /priv Domain=SHOP',
    );
  });

  it('rename and delete a group, and look where it was', async () => {
    const lab = new ConsoleLab('bare');
    const element = await openAdministrator(lab);
    await press(element, 'Groups', 'New Group');
    await enter(element, 'Name', 'Shop');
    await press(element, 'Next', 'Finish', 'OK');
    await openGroupMenu(element);
    await press(element, 'Rename…');
    await enter(element, 'New name', 'Order shop');
    await press(element, 'Rename');
    await openGroupMenu(element);
    await press(element, 'Delete…', 'Delete');
    expect(linesOf(lab).slice(-2)).to.deep.equal([
      'cluster group Shop /rename:"Order shop"',
      'cluster group "Order shop" /delete',
    ]);
    expect(nameOf(control(element, 'New Group'))).to.equal('New Group');
  });

  it('close by Escape and give the focus back to what opened them', async () => {
    const element = await openAdministrator(new ConsoleLab('protected'));
    let closed = 0;
    element.addEventListener('lab-console-close', () => (closed += 1));
    await press(element, 'Groups', 'New Group');
    await keys('Escape');
    await drawn(element);
    expect(element.shadowRoot?.querySelector('lab-console-dialog')).to.equal(null);
    expect(nameOf(focused() ?? element)).to.equal('New Group');
    expect(closed).to.equal(0);
    await keys('Escape');
    expect(closed).to.equal(1);
  });
});

describe('menus of Cluster Administrator', () => {
  it('show their line, run it, and say why it was refused', async () => {
    const lab = new ConsoleLab('protected');
    lab.play(['A1', 'cluster resource "Name for Application" /offline']);
    lab.play([
      'A1',
      'cluster resource "Name for Application" /removedependency:"IP Address for Application"',
    ]);
    const element = await openAdministrator(lab);
    await press(element, 'Application', 'Name for Application');
    expect(textOf(element)).to.contain('cluster resource "Name for Application" /online');
    await press(element, 'Bring Online');
    expect(linesOf(lab).at(-1)).to.equal('cluster resource "Name for Application" /online');
    expect(textOf(element)).to.contain('(5002)');
  });

  it('move a group, and fail a resource', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openAdministrator(lab);
    await press(element, 'Application');
    await openGroupMenu(element);
    await press(element, 'Move Group to A2', 'IP Address for Application', 'Initiate Failure');
    expect(linesOf(lab).slice(1)).to.deep.equal([
      'cluster group Application /moveto:A2',
      'cluster resource "IP Address for Application" /fail',
    ]);
    expect(
      lab.snapshot().clusters.first.groups.find(({ name }) => name === 'Application')?.owner,
    ).to.equal('A2');
  });

  it('close by Escape without closing the console', async () => {
    const element = await openAdministrator(new ConsoleLab('protected'));
    let closed = 0;
    element.addEventListener('lab-console-close', () => (closed += 1));
    await press(element, 'Application', 'Disk for Application');
    await keys('Escape');
    expect(() => control(element, 'Take Offline')).to.throw('there is no control');
    expect(closed).to.equal(0);
  });
});

describe('a cluster that does not answer', () => {
  it('lists nothing and says so, and the other cluster is still there', async () => {
    const lab = new ConsoleLab('protected');
    lab.play(['A1', 'fault site first off']);
    const element = await openAdministrator(lab);
    const text = textOf(element);
    expect(text).to.contain('No cluster service answers in CLUS-A.');
    expect(text).to.contain('(1722)');
    await press(element, 'Groups');
    expect(lab.ran.at(-1)).to.deep.equal(['B1', 'cluster group']);
  });
});

describe('notes in the dialogs of the consoles', () => {
  it('say under each field what it is for, once they are asked for, and stay for the next dialog', async () => {
    const element = await openAdministrator(new ConsoleLab('protected'));
    await press(element, 'Application', 'New Resource');
    expect(textOf(element)).not.to.contain('It cannot be changed later.');
    await press(element, 'Notes');
    expect(textOf(element)).to.contain('It cannot be changed later.');
    const described = field(element, 'Resource type').getAttribute('aria-describedby') ?? '';
    expect(described.split(' ')).to.include('type-note');
    await expect(element).to.be.accessible();
    await press(element, 'Cancel', 'Groups', 'New Group');
    expect(textOf(element)).to.contain('the cluster never reads them');
  });

  it('say something of every field that can be filled', () => {
    const { first, second } = new ConsoleLab('protected').snapshot().clusters;
    const specs = [
      newGroupDialog('1', first, [], true),
      newResourceDialog('2', first, second, 'Application', true),
    ];
    for (const { pages, initial, notes } of specs) {
      for (const type of RESOURCE_TYPES) {
        const fields = pages({ ...initial, type }).flatMap((page) => page.fields);
        const silent = fields.filter((each) => 'name' in each && notes?.[each.name] === undefined);
        expect(silent).to.deep.equal([]);
      }
    }
  });
});
