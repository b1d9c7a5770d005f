import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import type { LabEvent } from '../../workers/api.ts';
import type { LabLinePrompt } from '../../web/components/line-prompt/line-prompt.ts';
import '../../web/components/line-prompt/line-prompt.ts';
import { ConsoleLab } from '../support/console-lab.ts';
import '../support/page-tokens.ts';
import { click, control, drawn, focused, keys, nameOf, type } from '../support/press.ts';

const lab = new ConsoleLab('protected');

async function prompt(events: readonly LabEvent[] = []): Promise<LabLinePrompt> {
  lab.ran.length = 0;
  const box = await fixture<HTMLElement>(
    html`<div style="width: 360px; height: 400px; padding-top: 200px">
      <lab-line-prompt
        .snapshot=${lab.snapshot()}
        .events=${events}
        .run=${lab.run}
      ></lab-line-prompt>
      <button>After</button>
    </div>`,
  );
  const element = box.querySelector('lab-line-prompt') as LabLinePrompt;
  await drawn(element);
  input(element).focus();
  return element;
}

function input(element: LabLinePrompt): HTMLInputElement {
  return element.renderRoot.querySelector('input') as HTMLInputElement;
}

async function enter(element: LabLinePrompt, line: string): Promise<void> {
  const count = lab.ran.length;
  await type(line);
  await keys('Enter');
  await waitUntil(() => lab.ran.length > count);
  await drawn(element);
}

function printed(element: LabLinePrompt): string {
  const log = element.renderRoot.querySelector('[role="log"]');
  return (log?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

function options(element: LabLinePrompt): string[] {
  return [...element.renderRoot.querySelectorAll('[role="option"]')].map((each) =>
    each.textContent.trim(),
  );
}

async function tab(element: LabLinePrompt): Promise<void> {
  await keys('Tab');
  await drawn(element);
}

function paste(element: LabLinePrompt, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  input(element).dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  );
}

describe('the command prompt', () => {
  it('is accessible: empty, with completions, with output', async () => {
    const element = await prompt();
    await expect(element).to.be.accessible();
    await enter(element, 'client status');
    await type('cl');
    await tab(element);
    expect(options(element)).to.deep.equal(['cluster', 'client']);
    await expect(element).to.be.accessible();
  });

  it('keeps what was printed, with the exit code of each line', async () => {
    const element = await prompt();
    await enter(element, 'ping 172.16.12.35');
    await enter(element, 'cluster group Nothing /status');
    expect(printed(element)).to.contain('A1 › ping 172.16.12.35 exit 0');
    expect(printed(element)).to.contain('A1 › cluster group Nothing /status exit 5013');
    await click(control(element, 'Close the output'));
    await drawn(element);
    expect(printed(element)).to.equal('');
  });

  it('copies the output, or selects it where there is no clipboard', async () => {
    const element = await prompt();
    await enter(element, 'client status');
    await click(control(element, 'Copy'));
    await waitUntil(
      () => nameOf(control(element, 'Cop')) === 'Copied' || String(getSelection()) !== '',
    );
  });

  it('completes what is unique, and goes on with the next word', async () => {
    const element = await prompt();
    await type('clu');
    await tab(element);
    expect(input(element).value).to.equal('cluster ');
    await type('gr');
    await tab(element);
    await type('app');
    await tab(element);
    await type('/mo');
    await tab(element);
    expect(input(element).value).to.equal('cluster group Application /moveto:A');
    expect(options(element)).to.deep.equal(['/moveto:A1', '/moveto:A2']);
  });

  it('quotes names that hold blanks, and goes through the list by keys', async () => {
    const element = await prompt();
    await type('cluster resource ');
    await tab(element);
    const list = options(element);
    expect(list).to.include('"Name for Application"');
    await keys('ArrowDown');
    await drawn(element);
    const active = element.renderRoot.querySelector('[aria-selected="true"]');
    expect(input(element).getAttribute('aria-activedescendant')).to.equal(active?.id);
    await keys('Enter');
    await drawn(element);
    expect(input(element).value).to.equal(`cluster resource ${list[1] ?? ''} `);
    expect(options(element)).to.deep.equal([]);
    expect(lab.ran).to.deep.equal([]);
  });

  it('completes paths folder by folder, addresses, nodes and sets', async () => {
    for (const [typed, found] of [
      ['dir S:\\O', 'dir S:\\Orders\\'],
      ['dt repset show App', 'dt repset show AppData '],
      ['fault power b2', 'fault power B2 '],
      ['fcc failover 172', 'fcc failover 172.16.12.35 '],
      ['@b1', '@B1 '],
    ] as const) {
      const element = await prompt();
      await type(typed);
      await tab(element);
      expect(input(element).value).to.equal(found);
    }
  });

  it('lists what may come next after every word of a line, also behind a dash', async () => {
    for (const [typed, found] of [
      ['dt ', 'mirror'],
      ['dt mirror ', 'start'],
      ['dt mirror start ', '1'],
      ['-fault site ', 'first'],
      ['cluster group Application ', '/online'],
      ['help ', 'fault'],
    ] as const) {
      const element = await prompt();
      await type(typed);
      await tab(element);
      const filled = input(element).value.slice(typed.length).trim();
      expect([...options(element), filled], typed).to.include(found);
    }
  });

  it('says what belongs where only a value can stand, and Tab again leaves', async () => {
    const element = await prompt();
    await type('fault link replication rate ');
    await tab(element);
    const wanted = element.renderRoot.querySelector('[role="status"]');
    expect(wanted?.textContent).to.equal('Type a number of kbit/s.');
    expect(focused()).to.equal(input(element));
    await expect(element).to.be.accessible();
    await keys('Tab');
    expect(nameOf(focused() ?? element)).to.equal('Run the line');
  });

  it('answers help and ? with the commands, and writes no line', async () => {
    const element = await prompt();
    for (const asked of ['help', '?', 'HELP dt']) {
      await type(asked);
      await keys('Enter');
      await drawn(element);
    }
    const text = printed(element);
    expect(text).to.contain('A1 › help no line cluster nodes, groups, resources');
    expect(text).to.contain('A1 › ? no line cluster');
    expect(text).to.contain('dt repset rename SET NAME');
    expect(text).to.contain('No line was written.');
    expect(lab.ran).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('tells of what it has no help for, with the commands that there are', async () => {
    const element = await prompt();
    await type('help nonsense');
    await keys('Enter');
    await drawn(element);
    expect(printed(element)).to.contain('There is no "nonsense".');
    expect(printed(element)).to.contain('fcc monitors, failover, failback');
  });

  it('lets Tab leave: an empty line, nothing to complete, and after Escape', async () => {
    let element = await prompt();
    await keys('Tab');
    expect(nameOf(focused() ?? element)).to.equal('Run the line');
    element = await prompt();
    await type('nonsense');
    await keys('Tab');
    expect(nameOf(focused() ?? element)).to.equal('Run the line');
    element = await prompt();
    await type('cl');
    await tab(element);
    await keys('Escape');
    await drawn(element);
    expect(options(element)).to.deep.equal([]);
    expect(input(element).value).to.equal('cl');
    await keys('Tab');
    expect(nameOf(focused() ?? element)).to.equal('Run the line');
  });

  it('recalls lines of the run and those typed since, newest first', async () => {
    const event: LabEvent = {
      sequence: 1,
      atMs: 0,
      kind: 'line',
      cluster: null,
      node: 'A1',
      text: 'client rate 7',
      causes: [],
      line: 0,
    };
    const element = await prompt([event]);
    await enter(element, 'client status');
    await keys('ArrowUp');
    expect(input(element).value).to.equal('client status');
    await keys('ArrowUp');
    expect(input(element).value).to.equal('client rate 7');
    await keys('ArrowDown', 'ArrowDown');
    expect(input(element).value).to.equal('');
  });

  it('runs pasted lines in order, on the nodes they name, up to the first that is refused', async () => {
    const element = await prompt();
    paste(
      element,
      '# a comment\nclient status\n\n@B1 dir C:\\\n-cluster group None\nclient orders 1\nnonsense\nclient status\n',
    );
    await waitUntil(() => lab.ran.length === 5);
    await drawn(element);
    expect(lab.ran).to.deep.equal([
      ['A1', 'client status'],
      ['B1', 'dir C:\\'],
      ['B1', 'cluster group None'],
      ['B1', 'client orders 1'],
      ['B1', 'nonsense'],
    ]);
    expect(printed(element)).to.contain('exit 9009');
  });
});
