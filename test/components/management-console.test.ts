import { expect } from '@open-wc/testing';

import { enter, press, textOf } from '../support/administrator.ts';
import { ConsoleLab, procedureLines, type RanLine } from '../support/console-lab.ts';
import { meanwhile, openConsole, pick, select, tick, turnPages } from '../support/consoles.ts';
import { drawn, field, focused, keys, nameOf, tabTo, type } from '../support/press.ts';

async function labBefore(step: string): Promise<ConsoleLab> {
  const lab = new ConsoleLab('bare');
  lab.play(...(await procedureLines('R1', step)));
  return lab;
}

function isLook([, line]: RanLine): boolean {
  return /^dt (get|repset list)/.test(line);
}

function isButton(words: string): (element: HTMLElement) => boolean {
  return (element) => element instanceof HTMLButtonElement && nameOf(element) === words;
}

describe('the procedure in the Management Console', () => {
  it('installs Double-Take and switches the reconnect off, with the very lines of the procedure', async () => {
    const lab = await labBefore('VS-5');
    const element = await openConsole(lab, 'management-console');
    for (const node of ['A1', 'A2']) {
      await select(element, node);
      await pick(element, node, 'Install Double-Take…');
      await tick(element, 'Transactional applications');
      await press(element, 'Install');
      await pick(element, node, 'Properties…');
      await press(element, 'Startup');
      await tick(element, 'Automatically Reconnect During Source Initialization');
      await press(element, 'OK');
    }
    const first = await procedureLines('DTA-1', 'DTA-2e');
    const second = await procedureLines('DTA-3', 'DTA-3');
    expect(lab.ran.filter(([node]) => node === 'A1')).to.deep.equal(first);
    expect(lab.ran.filter((each) => each[0] === 'A2' && !isLook(each))).to.deep.equal(second);
  });

  it('does so by keyboard alone, with the same lines', async () => {
    const lab = await labBefore('VS-5');
    const element = await openConsole(lab, 'management-console');
    await tabTo(isFace('A1'));
    await keys('Enter', 'Enter');
    await drawn(element);
    await keys('ArrowDown', 'Enter');
    await drawn(element);
    await keys('Enter', 'Enter'); // the focus is back on the menu, whose first entry is Properties
    await drawn(element);
    await turnPages(element);
    await keys('Tab', 'Space', 'Enter');
    await drawn(element);
    expect(lab.ran).to.deep.equal(await procedureLines('DTA-1', 'DTA-2e'));
    expect(isFace('A1')(focused() ?? document.body)).to.equal(true);
  });

  it('builds the set and its twin, with the very lines of the procedure', async () => {
    const lab = await labBefore('DTA-3');
    const expected = await procedureLines('RS-1', 'RS-17');
    const [owner, ...rest] = expected;
    const online = rest.find(([, line]) => line.includes('/online'));
    if (owner === undefined || online === undefined) throw new Error('RS-5 brings the disk online');
    const element = await openConsole(lab, 'management-console');
    await select(element, 'A1');
    await newSet(element, 'A1');
    await meanwhile(element, lab, online);
    await select(element, 'S:');
    await pick(element, 'S:\\', 'Include, with all below');
    await addRule(element, 'S:\\postover.bat');
    await addRule(element, 'S:\\preback.bat');
    await press(element, 'Save');
    await pick(element, 'AppData', 'Properties');
    expect(textOf(element)).to.contain('S:\\postover.bat exc');
    await press(element, 'Close Properties');

    await select(element, 'A2');
    await newSet(element, 'A2');
    await addRule(element, 'S:\\', 'Include', true);
    await addRule(element, 'S:\\postover.bat');
    await addRule(element, 'S:\\preback.bat');
    await press(element, 'Save');
    expect(lab.ran).to.deep.equal(rest.filter((each) => each !== online));
  });

  it('builds the twin by keyboard alone, with the same lines', async () => {
    const lab = await labBefore('DTA-3');
    const element = await openConsole(lab, 'management-console');
    await keys('Home', 'ArrowDown', 'ArrowDown', 'Enter'); // past A1 and its connections
    await drawn(element);
    await tabTo(isFace('A2'));
    await keys('Enter', 'ArrowDown', 'Enter');
    await drawn(element);
    await type('AppData');
    await keys('Enter');
    await drawn(element);
    for (const path of ['S:\\', 'S:\\postover.bat', 'S:\\preback.bat']) {
      if (!isButton('Add Rule')(focused() ?? document.body)) await tabTo(isButton('Add Rule'));
      await keys('Enter');
      await drawn(element);
      await type(path);
      await keys('Tab');
      if (path === 'S:\\') await keys('Tab', 'Space');
      else await keys('ArrowDown');
      await keys('Enter');
      await drawn(element);
    }
    await tabTo(isButton('Save'));
    await keys('Enter');
    await drawn(element);
    expect(lab.ran).to.deep.equal(await procedureLines('RS-9', 'RS-17'));
  });
});

describe('the Management Console', () => {
  it('shows a connection with its menus, and runs what is picked there', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'management-console');
    await select(element, 'Connections (1)');
    expect(textOf(element)).to.contain('Target Status Online').and.contain('Replicating');
    await pick(element, 'Transmission', 'Pause');
    expect(lab.snapshot().connections[0]?.transmitMode).to.equal('Paused');
    await pick(element, 'Connection', 'All Statistics');
    expect(textOf(element)).to.contain('conOpsInAckQueue');
    expect(lab.ran).to.deep.equal([
      ['A1', 'dt connections'],
      ['A1', 'dt transmit pause 1'],
      ['A1', 'dt statistics 1'],
    ]);
  });

  it('writes the lines of mirrors, verifications, limits with hours and orphans', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'management-console');
    await select(element, 'Connections (1)');
    await pick(element, 'Connection', 'Verify…');
    await tick(element, 'Remirror files that differ');
    await tick(element, 'Block checksum');
    await press(element, 'Verify');
    await pick(element, 'Transmission', 'Limit Bandwidth…');
    await tick(element, 'A limit between two times of day');
    await enter(element, 'Limit', '64');
    await enter(element, 'From', '09:00');
    await enter(element, 'To', '17:30');
    await press(element, 'OK');
    await pick(element, 'Connection', 'Orphans…');
    await tick(element, 'Move');
    await press(element, 'OK');
    await pick(element, 'Mirror', 'Start…');
    await tick(element, 'Full: every file');
    await tick(element, 'Only if the source’s date is newer');
    await press(element, 'Start');
    await pick(element, 'Transmission', 'Compression on');
    expect(lab.ran.slice(1).map(([, line]) => line)).to.deep.equal([
      'dt verify 1 remirror checksum',
      'dt limit 172.16.12.47 64 from 09:00 to 17:30',
      'dt orphans 172.16.12.47 move',
      'dt mirror start 1 full newer',
      'dt compression 172.16.12.47 on',
    ]);
  });

  it('says at its field why a line was refused, keeps the dialog filled, and goes on from there', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'management-console');
    await pick(element, 'A1', 'Properties…');
    await press(element, 'Queue');
    await enter(element, 'Alert at', '120');
    await press(element, 'General');
    await press(element, 'OK');
    const alert = field(element, 'Alert at');
    expect(alert.getAttribute('aria-invalid')).to.equal('true');
    expect(alert.value).to.equal('120');
    expect(focused()).to.equal(alert);
    expect(textOf(element)).to.contain(
      'QueueSizeAlertThreshold takes a whole number from 1 to 100',
    );
    await enter(element, 'Alert at', '80');
    await press(element, 'OK');
    expect(lab.snapshot().services['A1']?.settings['QueueSizeAlertThreshold']).to.equal(80);
  });

  it('states the requirements of all servers, and says at its field what is wrong with one', async () => {
    const lab = new ConsoleLab('bare');
    const element = await openConsole(lab, 'management-console');
    await pick(element, 'Tools', 'Requirements…');
    await press(element, 'Licences');
    await tick(element, 'B2 has a licence');
    await press(element, 'Domain');
    await enter(element, 'A2, domain', 'no domain');
    await press(element, 'OK');
    const domain = field(element, 'A2, domain');
    expect(domain.getAttribute('aria-invalid')).to.equal('true');
    expect(domain.value).to.equal('no domain');
    await enter(element, 'A2, domain', 'SHOP');
    await press(element, 'OK');
    const lines = lab.ran.map(([, line]) => line);
    expect(lines.slice(0, 4)).to.deep.equal(
      ['A1', 'A2', 'B1', 'B2'].map((node) => `host ${node} os w2kas`),
    );
    expect(lines).to.include('host A2 role member domain SHOP').and.include('host B2 licence off');
    expect(lines).to.have.lengthOf(13); // the refused one, and twelve that ran
  });

  it('writes a script on a disk of its server, without opening another console', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'management-console');
    await pick(element, 'A1', 'New Script…');
    await enter(element, 'Save as', 'S:\\notes.bat');
    await enter(element, 'Line 1', 'rem nothing');
    await press(element, 'Save');
    expect(lab.ran.at(-1)).to.deep.equal(['A1', 'write S:\\notes.bat "rem nothing"']);
  });

  it('looks no more once reading lines are off, and changes as before', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'management-console');
    await press(element, 'Reading lines');
    await select(element, 'Connections (1)');
    await pick(element, 'A1', 'Properties…');
    await press(element, 'Startup');
    await tick(element, 'Automatically Reconnect During Source Initialization');
    await press(element, 'OK');
    expect(lab.ran).to.deep.equal([['A1', 'dt set AutoReconnect 1']]);
  });

  it('renames a set, letter by letter, and stays with it', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'management-console');
    await select(element, 'A2');
    await pick(element, 'A2', 'New Replication Set…');
    await enter(element, 'Name', 'Shop data');
    await press(element, 'OK');
    await pick(element, 'Shop data', 'Rename…');
    await enter(element, 'New name', 'appdata');
    await press(element, 'Rename');
    expect(textOf(element)).to.contain('No rules yet');
    await pick(element, 'appdata', 'Delete…');
    await press(element, 'Delete');
    expect(lab.ran.slice(1).map(([, line]) => line)).to.deep.equal([
      'dt repset create "Shop data"',
      'dt repset rename "Shop data" appdata',
      'dt repset delete appdata',
    ]);
    expect(lab.snapshot().services['A2']?.replicationSets.map(({ name }) => name)).to.deep.equal([
      'AppData',
    ]);
  });

  it('is accessible with servers, rules, statistics and a dialog, wide and narrow', async () => {
    for (const widthPx of [584, 390]) {
      const element = await openConsole(new ConsoleLab('protected'), 'management-console', widthPx);
      await expect(element).to.be.accessible();
      await select(element, 'AppData');
      await expect(element).to.be.accessible();
      await press(element, 'Add Rule');
      await expect(element).to.be.accessible();
      await press(element, 'Cancel');
      await select(element, 'Connections (1)');
      await expect(element).to.be.accessible();
      expect(element.scrollWidth).to.be.at.most(widthPx);
    }
  });
});

async function newSet(element: HTMLElement, node: string): Promise<void> {
  await pick(element, node, 'New Replication Set…');
  await enter(element, 'Name', 'AppData');
  await press(element, 'OK');
}

async function addRule(
  element: HTMLElement,
  path: string,
  kind = 'Exclude',
  recurse = false,
): Promise<void> {
  await press(element, 'Add Rule');
  await enter(element, 'Path', path);
  await tick(element, kind);
  if (recurse) await tick(element, 'Recurse into folders below');
  await press(element, 'OK');
}

function isFace(words: string): (element: HTMLElement) => boolean {
  return (element) => element.matches('button.face') && nameOf(element) === words;
}
