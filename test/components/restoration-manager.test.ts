import { expect, oneEvent } from '@open-wc/testing';

import { enter, press, textOf } from '../support/administrator.ts';
import { ConsoleLab, procedureLines } from '../support/console-lab.ts';
import { meanwhile, openConsole, pick, select, tick, withoutRuns } from '../support/consoles.ts';
import { drawn, field, focused, keys, nameOf, tabTo } from '../support/press.ts';

async function labBefore(step: string): Promise<ConsoleLab> {
  const lab = new ConsoleLab('bare');
  lab.play(...(await procedureLines('R1', step)));
  return lab;
}

describe('the procedure in the Restoration Manager', () => {
  it('restores from SECOND to FIRST with the very lines of the procedure', async () => {
    const lab = await labBefore('FB-9');
    const management = await openConsole(lab, 'management-console');
    await keys('End', 'ArrowUp', 'ArrowUp'); // B1’s connections, past B2 and its own
    await select(management, 'B1');
    const before = lab.ran.length;
    await keys('ArrowDown', 'Enter');
    const asked = oneEvent<CustomEvent<object>>(document.body, 'lab-console');
    await pick(management, 'Tools', 'Restoration Manager…');
    expect((await asked).detail).to.deep.equal({ name: 'restoration-manager' });
    management.remove();

    const element = await openConsole(lab, 'restoration-manager');
    expect(textOf(element)).to.contain(
      'From S: of B1 (CLUS-B) to S: of A1 (CLUS-A). What lies there is written over.',
    );
    await press(element, 'Restore', 'OK');
    await meanwhile(element, lab, ['B1', 'lab run 60s']);
    expect(textOf(element)).to.contain('Restored');
    await press(element, 'Compare');
    expect(textOf(element)).to.contain('equal');
    const expected = withoutRuns(await procedureLines('FB-10', 'FB-13'));
    expect(lab.ran.slice(before)).to.deep.equal(expected);
  });
});

describe('the Restoration Manager', () => {
  it('restores by keyboard alone', async () => {
    const lab = new ConsoleLab('returned');
    const element = await openConsole(lab, 'restoration-manager');
    await tabTo((each) => each instanceof HTMLButtonElement && nameOf(each) === 'Restore');
    await keys('Enter');
    await drawn(element);
    expect(lab.ran.at(-1)).to.deep.equal(['B1', (await procedureLines('FB-13', 'FB-13'))[0]?.[1]]);
    expect(lab.snapshot().jobs.at(-1)?.kind).to.equal('restore');
  });

  it('writes every option into its line', async () => {
    const lab = new ConsoleLab('returned');
    const element = await openConsole(lab, 'restoration-manager');
    await enter(element, 'Restore To', 'A2');
    await press(element, 'Options');
    await tick(element, 'Only if the backup copy is more recent');
    await tick(element, 'Block checksum: send only blocks that differ');
    await tick(element, 'Use Backup Replication Set');
    await tick(element, 'Restore Replication Set');
    await press(element, 'Orphans');
    await tick(element, 'Move');
    expect(textOf(element)).to.contain(
      'dt restore AppData source A1 from B1 to A2 map S: S: overwrite newer checksum off orphans move set original writeback on',
    );
  });

  it('says in words which way the data goes, also the wrong way', async () => {
    const element = await openConsole(new ConsoleLab('returned'), 'restoration-manager');
    await enter(element, 'Restore From', 'A1');
    expect(textOf(element)).to.contain('A1 cannot restore to itself.');
    await enter(element, 'Restore To', 'B1');
    expect(textOf(element)).to.contain('From S: of A1 (CLUS-A) to S: of B1 (CLUS-B).');
  });

  it('asks for a replication set where there is none, and runs nothing', async () => {
    const lab = new ConsoleLab('bare');
    const element = await openConsole(lab, 'restoration-manager');
    const before = lab.ran.length;
    expect(textOf(element)).not.to.contain('will be written over');
    await press(element, 'Restore');
    expect(textOf(element)).to.contain('Replication Set is required.');
    expect(lab.ran.length).to.equal(before);
  });

  it('says at its field why a restoration was refused, and stays filled', async () => {
    const lab = new ConsoleLab('returned');
    const element = await openConsole(lab, 'restoration-manager');
    await enter(element, 'Restore To', 'A2');
    await press(element, 'Restore');
    const to = field(element, 'Restore To');
    expect(to.getAttribute('aria-invalid')).to.equal('true');
    expect(to.value).to.equal('A2');
    expect(focused()).to.equal(to);
    expect(textOf(element)).to.contain('Drive S: is not available on A2.');
  });

  it('warns of newer data that would be written over, and of less when nothing newer is', async () => {
    const serving = await openConsole(new ConsoleLab('protected'), 'restoration-manager');
    expect(textOf(serving)).to.contain('CLUS-A takes orders now; what B1 has is older.');
    const returned = await openConsole(new ConsoleLab('failed-over'), 'restoration-manager');
    expect(textOf(returned)).to.contain('S: of A1 will be written over');
    await press(returned, 'Options');
    await tick(returned, 'Never: restore missing files only');
    expect(textOf(returned)).not.to.contain('will be written over');
    await press(returned, 'Orphans');
    await tick(returned, 'Delete');
    expect(textOf(returned)).to.contain('Files that only A1 has are deleted.');
  });

  it('names the orders that would be lost for good', async () => {
    const lab = new ConsoleLab('protected');
    lab.play(
      ['A1', 'client start'],
      ['A1', 'lab run 5s'],
      ['A1', 'fault link replication cut'],
      ['A1', 'lab run 5s'],
    );
    const element = await openConsole(lab, 'restoration-manager');
    expect(textOf(element)).to.match(
      /\d+ orders would be lost for good \d{4}–\d{4}: on CLUS-A only/,
    );
  });

  it('says that a connection was ended first', async () => {
    const lab = new ConsoleLab('protected');
    const element = await openConsole(lab, 'restoration-manager');
    await press(element, 'Restore');
    expect(textOf(element)).to.contain('Connection 1 of A1 was disconnected first');
  });

  it('follows a restoration that is under way, and stops it', async () => {
    const lab = new ConsoleLab('returned');
    lab.play(
      ['B1', 'fault link replication rate 8'],
      ['B1', 'dt restore AppData source A1 from B1 to A1'],
      ['B1', 'lab run 2s'],
    );
    const element = await openConsole(lab, 'restoration-manager');
    expect(textOf(element)).to.contain('Line that will run with Stop').and.contain('Restoring');
    await press(element, 'Stop');
    const id = lab.snapshot().jobs.at(-1)?.id ?? 0;
    expect(lab.ran).to.deep.equal([['B1', `dt restore stop ${String(id)}`]]);
    expect(textOf(element)).to.contain('Stopped');
  });

  it('closes when its dialog is cancelled', async () => {
    const element = await openConsole(new ConsoleLab('returned'), 'restoration-manager');
    const closed = oneEvent(element, 'lab-console-close');
    await press(element, 'Cancel');
    await closed;
  });

  it('is accessible with its fields and with a job, wide and narrow', async () => {
    for (const widthPx of [584, 390]) {
      const lab = new ConsoleLab('returned');
      const element = await openConsole(lab, 'restoration-manager', widthPx);
      await expect(element).to.be.accessible();
      await press(element, 'Restore');
      await expect(element).to.be.accessible();
      await press(element, 'OK');
      await expect(element).to.be.accessible();
      expect(element.scrollWidth).to.be.at.most(widthPx);
    }
  });
});
