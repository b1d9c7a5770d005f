import { expect } from '@open-wc/testing';

import { enter, press, textOf } from '../support/administrator.ts';
import { ConsoleLab, procedureLines } from '../support/console-lab.ts';
import { meanwhile, openConsole, pick, tick, turnPages, withoutRuns } from '../support/consoles.ts';
import { drawn, field, focused, keys, nameOf, tabTo, type } from '../support/press.ts';

const ADDRESS = '172.16.12.35';

async function labBefore(step: string): Promise<ConsoleLab> {
  const lab = new ConsoleLab('bare');
  lab.play(...(await procedureLines('R1', step)));
  return lab;
}

function isButton(words: string): (element: HTMLElement) => boolean {
  return (element) => element instanceof HTMLButtonElement && nameOf(element) === words;
}

function isField(label: string): (element: HTMLElement) => boolean {
  return (element) =>
    element instanceof HTMLInputElement &&
    [...(element.labels ?? [])].some((each) => each.textContent.trim() === label);
}

/** The fields of Add Monitor as the procedure has them. */
async function addMonitor(element: HTMLElement): Promise<void> {
  await press(element, 'Add Monitor');
  await tick(element, 'Custom Insert');
  await enter(element, 'IP Address', ADDRESS);
  await enter(element, 'Network Name', 'APPSRV');
  await tick(element, `Names to Monitor: ${ADDRESS}`);
  await press(element, 'Monitoring');
  await enter(element, 'Missed Packets', '6');
  await press(element, 'Failover');
  for (const item of ['IP addresses', 'Server name', 'Shares']) await tick(element, item);
  await tick(element, 'Use .SHR Share Mapping File (If Available)');
  await press(element, 'Scripts');
  await enter(element, 'Post-Failover', 'S:\\postover.bat');
  await enter(element, 'Pre-Failback', 'S:\\preback.bat');
}

describe('the procedure in the Failover Control Center', () => {
  it('writes both scripts with the very lines of the procedure', async () => {
    const lab = await labBefore('DTB-3');
    const element = await openConsole(lab, 'failover-control-center');
    for (const [path, line] of [
      ['S:\\postover.bat', 'Cluster group "Application" /ONLINE'],
      ['S:\\preback.bat', 'Cluster resource "IP Address for Application" /OFFLINE'],
    ] as const) {
      await pick(element, 'Script editor', 'New Script…');
      await enter(element, 'Save as', path);
      await enter(element, 'Line 1', line);
      await press(element, 'Save');
    }
    const [look, ...lines] = lab.ran;
    expect(look).to.deep.equal(['B1', 'fcc status']);
    expect(lines).to.deep.equal(await procedureLines('SCR-1a', 'SCR-2c'));
  });

  it('monitors the address on both nodes with the very lines of the procedure', async () => {
    const lab = await labBefore('ON-1');
    const element = await openConsole(lab, 'failover-control-center');
    await addMonitor(element);
    expect(textOf(element)).to.contain('Lines that will run with OK');
    await press(element, 'OK');
    await enter(element, 'Target Machine', 'B2');
    await addMonitor(element);
    await press(element, 'OK');
    expect(lab.ran).to.deep.equal(withoutRuns(await procedureLines('ON-2a', 'ON-3')));
    expect(lab.snapshot().monitors.map(({ state }) => state)).to.deep.equal([
      'Monitoring',
      'Monitoring',
    ]);
  });

  it('does so by keyboard alone, with the same lines', async () => {
    const lab = await labBefore('ON-1');
    const element = await openConsole(lab, 'failover-control-center');
    await tabTo(isButton('Add Monitor'));
    await keys('Enter');
    await drawn(element);
    await keys('ArrowDown'); // Custom Insert
    await drawn(element);
    await tabTo(isField('IP Address'));
    await type(ADDRESS);
    await drawn(element);
    await keys('Tab');
    await type('APPSRV');
    await keys('Tab', 'Space');
    await turnPages(element);
    await tabTo(isField('Missed Packets'));
    await type('6'); // what Tab comes to is selected whole
    await turnPages(element);
    for (let count = 0; count < 4; count += 1) await keys('Tab', 'Space');
    await turnPages(element);
    await tabTo(isField('Post-Failover'));
    await type('S:\\postover.bat');
    await keys('Tab');
    await type('S:\\preback.bat');
    await keys('Enter');
    await drawn(element);
    const expected = withoutRuns(await procedureLines('ON-2a', 'ON-2m'));
    expect(lab.ran).to.deep.equal(expected);
    expect(isButton('Add Monitor')(focused() ?? document.body)).to.equal(true);
  });

  it('fails back and answers by keyboard alone', async () => {
    const lab = await labBefore('FB-3');
    const element = await openConsole(lab, 'failover-control-center');
    await tabTo((each) => each.matches('button.face') && nameOf(each) === 'APPSRV');
    await keys('Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await meanwhile(
      element,
      lab,
      ['B1', 'lab run 10s'],
      ...(await procedureLines('FB-8', 'FB-8b')),
    );
    await tabTo(isButton('Ping'));
    await keys('Enter');
    await drawn(element);
    await keys('Tab', 'Enter');
    await drawn(element);
    expect(lab.ran.slice(1).map(([, line]) => line)).to.deep.equal([
      `fcc failback ${ADDRESS}`,
      `ping ${ADDRESS}`,
      `fcc answer ${ADDRESS} continue`,
    ]);
    expect(lab.snapshot().monitors[0]?.state).to.equal('Monitoring');
  });

  it('fails back and answers on both nodes with the very lines of the procedure', async () => {
    const lab = await labBefore('FB-3');
    const element = await openConsole(lab, 'failover-control-center');
    for (const node of ['B1', 'B2']) {
      await enter(element, 'Target Machine', node);
      await pick(element, 'APPSRV', 'Failback');
    }
    await meanwhile(element, lab, ['B1', 'lab run 10s']);
    for (const node of ['B1', 'B2']) {
      await enter(element, 'Target Machine', node);
      expect(textOf(element)).to.contain('Continue to monitor APPSRV?');
      await press(element, 'Refresh');
    }
    const elsewhere = await procedureLines('FB-8', 'FB-8b');
    await meanwhile(element, lab, ...elsewhere);
    for (const node of ['B1', 'B2']) {
      await enter(element, 'Target Machine', node);
      await press(element, 'Ping');
      expect(textOf(element)).to.contain(`Reply from ${ADDRESS} (A1)`);
      await press(element, 'Continue');
    }
    const expected = [
      ...(await procedureLines('FB-4', 'FB-7')),
      ...(await procedureLines('FB-9', 'FB-9')),
    ];
    expect(lab.ran).to.deep.equal(withoutRuns(expected));
    expect(lab.snapshot().monitors.every(({ state }) => state === 'Monitoring')).to.equal(true);
  });
});

describe('the Failover Control Center', () => {
  it('inserts a machine instead of an address when that is what is chosen', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'failover-control-center');
    await press(element, 'Add Monitor');
    await enter(element, 'Source Machine', 'A2');
    await press(element, 'OK');
    expect(lab.ran.at(-1)).to.deep.equal([
      'B1',
      'fcc add A2 A2 interval 5 missed 5 items ip,name,shares shr on',
    ]);
  });

  it('names in its line only what was changed, the address ticked last', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'failover-control-center');
    await pick(element, 'APPSRV', 'Edit…');
    await tick(element, `Names to Monitor: ${ADDRESS}`);
    await enter(element, 'Monitor Interval', '2');
    await tick(element, 'Manual Intervention Required');
    await press(element, 'Failover');
    await tick(element, 'Shares');
    await press(element, 'Scripts');
    await enter(element, 'Pre-Failover', 'S:\\warn them.bat');
    await press(element, 'OK');
    expect(lab.ran.slice(1)).to.deep.equal([
      ['B1', `fcc set ${ADDRESS} interval 2 manual on items shares`],
      ['B1', `fcc scripts ${ADDRESS} pre-failover "S:\\warn them.bat"`],
      ['B1', `fcc uncheck ${ADDRESS}`],
    ]);
  });

  it('says at its field why a line was refused, and stays filled', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'failover-control-center');
    await pick(element, 'APPSRV', 'Edit…');
    await enter(element, 'Missed Packets', '0');
    await press(element, 'OK');
    const missed = field(element, 'Missed Packets');
    expect(missed.getAttribute('aria-invalid')).to.equal('true');
    expect(missed.value).to.equal('0');
    expect(textOf(element)).to.contain('missed takes a whole number from 1 to 100');
    await enter(element, 'Missed Packets', '8');
    await press(element, 'OK');
    expect(lab.snapshot().monitors[0]?.missed).to.equal(8);
  });

  it('keeps every character of a script, backslashes before an n among them', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'failover-control-center');
    const lines = ['rem "two" at', 'copy S:\\new.txt C:\\\\n\\', 'echo at 5'];
    await pick(element, 'Script editor', 'New Script…');
    await enter(element, 'Save as', 'S:\\my script.bat');
    for (const [index, line] of lines.entries()) {
      await enter(element, `Line ${String(index + 1)}`, line);
    }
    await press(element, 'Save');
    const files = lab.snapshot().clusters.second.disks.flatMap((disk) => disk.files);
    const text = files.find(({ path }) => path === 'S:\\my script.bat')?.text;
    expect(text).to.equal(lines.join('\n'));
    await pick(element, 'Script editor', 'Edit S:\\my script.bat…');
    expect(field(element, 'Line 2').value).to.equal(lines[1]);
    expect(textOf(element)).to.contain('Nothing is changed yet.');
  });

  it('asks whether to fail over where a person has to decide', async () => {
    const lab = new ConsoleLab('protected');
    lab.play(
      ['B1', `fcc set ${ADDRESS} manual on`],
      ['B1', 'fault site first off'],
      ['B1', 'lab run 40s'],
    );
    const element = await openConsole(lab, 'failover-control-center');
    expect(textOf(element)).to.contain('has not replied in time. Fail over?');
    await press(element, 'Wait');
    expect(lab.ran.at(-1)).to.deep.equal(['B1', `fcc intervene ${ADDRESS} wait`]);
  });

  it('removes a monitor once that is confirmed', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'failover-control-center');
    await pick(element, 'APPSRV', 'Remove Monitor…');
    await press(element, 'Remove');
    expect(lab.ran.at(-1)).to.deep.equal(['B1', `fcc remove ${ADDRESS}`]);
    expect(textOf(element)).to.contain('B1 monitors nothing yet');
  });

  it('is accessible with a monitor, a question and a dialog, wide and narrow', async () => {
    for (const widthPx of [584, 390]) {
      const lab = new ConsoleLab('failed-over');
      lab.play(['B1', `fcc failback ${ADDRESS}`], ['B1', 'lab run 10s']);
      const element = await openConsole(lab, 'failover-control-center', widthPx);
      await expect(element).to.be.accessible();
      await press(element, 'Add Monitor');
      await expect(element).to.be.accessible();
      await press(element, 'Scripts');
      await expect(element).to.be.accessible();
      expect(element.scrollWidth).to.be.at.most(widthPx);
    }
  });
});
