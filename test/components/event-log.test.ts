import { expect, fixture, html, oneEvent } from '@open-wc/testing';

import type { LabEvent } from '../../workers/api.ts';
import type { LabEventLog } from '../../web/components/event-log/event-log.ts';
import '../../web/components/event-log/event-log.ts';
import '../support/page-tokens.ts';
import { click, control, drawn, keys, tabTo, type } from '../support/press.ts';
import { savedFile } from '../support/saved-file.ts';
import { healthySnapshot } from '../support/specimen-snapshots.ts';

function entry(sequence: number, change: Partial<LabEvent> = {}): LabEvent {
  return {
    sequence,
    atMs: sequence * 1000,
    kind: 'resource',
    cluster: 'first',
    node: 'A1',
    text: `Disk for Application: Online, look ${String(sequence)}`,
    causes: [],
    line: null,
    ...change,
  };
}

const LOG: readonly LabEvent[] = [
  entry(1, { kind: 'line', text: 'fault site first off', line: 0 }),
  entry(2, { kind: 'fault', cluster: null, node: null, text: 'fault site first off', causes: [1] }),
  entry(3, { kind: 'node', text: 'A1 has no power', causes: [2] }),
  entry(4, { kind: 'replication', text: 'connection 1 of AppData ended', causes: [3] }),
  entry(5, { kind: 'missed', cluster: 'second', node: 'B1', text: 'B1: no reply' }),
];

async function logOf(events: readonly LabEvent[]): Promise<LabEventLog> {
  const element = await fixture<LabEventLog>(
    html`<lab-event-log
      style="width: 360px; height: 320px"
      .events=${events}
      .snapshot=${healthySnapshot()}
    ></lab-event-log>`,
  );
  await drawn(element);
  return element;
}

function entries(element: LabEventLog): string[] {
  return [...element.renderRoot.querySelectorAll('[role="option"]')].map((each) =>
    each.textContent.replaceAll(/\s+/g, ' ').trim(),
  );
}

async function narrowing(element: LabEventLog): Promise<void> {
  await click(control(element, 'Search and export'));
  await drawn(element);
}

describe('the event log', () => {
  it('is accessible, with its search open too', async () => {
    const element = await logOf(LOG);
    await expect(element).to.be.accessible();
    await narrowing(element);
    await expect(element).to.be.accessible();
  });

  it('lists what happened, newest first, in plain words', async () => {
    expect(entries(await logOf(LOG))).to.deep.equal([
      '00:05.0 B1 no reply',
      '00:04.0 A1 connection 1 of AppData ended',
      '00:03.0 A1 has no power',
      '00:02.0 CLUS-A without power',
      '00:01.0 You fault site first off',
    ]);
  });

  it('shows the text as it stands in the log, with what led to it', async () => {
    const element = await logOf(LOG);
    await narrowing(element);
    await click(control(element, 'Raw'));
    await drawn(element);
    expect(entries(element).slice(-2)).to.deep.equal([
      '00:02.0 2 fault - fault site first off <- 1',
      '00:01.0 1 line A1 fault site first off',
    ]);
  });

  it('is narrowed by kind, by place and by text, all at once', async () => {
    const element = await logOf(LOG);
    await narrowing(element);
    await click(control(element, 'Cluster'));
    await drawn(element);
    expect(entries(element)).to.have.lengthOf(2);
    const select = element.renderRoot.querySelector('select') as HTMLSelectElement;
    expect([...select.options].map(({ text }) => text)).to.deep.equal([
      'Everywhere',
      'CLUS-A',
      'A1',
      'A2',
      'CLUS-B',
      'B1',
      'B2',
    ]);
    select.value = 'second';
    select.dispatchEvent(new Event('change'));
    await drawn(element);
    expect(entries(element)).to.deep.equal(['00:05.0 B1 no reply']);
    await click(element.renderRoot.querySelector('input') as HTMLElement);
    await type('POWER');
    await drawn(element);
    expect(entries(element)).to.deep.equal([]);
    expect(element.renderRoot.textContent).to.contain('No event fits the filter');
    select.value = '';
    select.dispatchEvent(new Event('change'));
    await drawn(element);
    expect(entries(element)).to.deep.equal(['00:03.0 A1 has no power']);
  });

  it('goes to the moment of an entry that is clicked', async () => {
    const element = await logOf(LOG);
    setTimeout(() => {
      element.renderRoot.querySelector<HTMLElement>('#event-3 .when')?.click();
    });
    const { detail } = await oneEvent<CustomEvent<object>>(element, 'lab-seek');
    expect(detail).to.deep.equal({ atMs: 3000 });
  });

  it('is gone through by keys: arrows, End, and Enter for the moment', async () => {
    const element = await logOf(LOG);
    await tabTo((each) => each.getAttribute('role') === 'listbox');
    const list = element.renderRoot.querySelector('[role="listbox"]');
    await keys('ArrowDown');
    await drawn(element);
    expect(list?.getAttribute('aria-activedescendant')).to.equal('event-4');
    await keys('End');
    await drawn(element);
    expect(list?.getAttribute('aria-activedescendant')).to.equal('event-1');
    const sought = oneEvent<CustomEvent<object>>(element, 'lab-seek');
    await keys('Enter');
    expect((await sought).detail).to.deep.equal({ atMs: 1000 });
  });

  it('tells the building of the lab in one entry that opens, and finds what is searched in it', async () => {
    const built = Array.from({ length: 115 }, (_, index) =>
      entry(index + 1, { atMs: index - 200, text: `part ${String(index)} is built` }),
    );
    const fresh = await logOf(built);
    expect(entries(fresh)).to.deep.equal([]);
    control(fresh, 'The lab was built: 115 events').click();
    await drawn(fresh);
    control(fresh, '15 older').click();
    await drawn(fresh);
    expect(entries(fresh)).to.have.length(115);
    const element = await logOf([...built, entry(116)]);
    expect(entries(element)).to.have.length(1);
    await expect(element).to.be.accessible();
    await narrowing(element);
    (element.renderRoot.querySelector('input') as HTMLInputElement).focus();
    await type('part 7 ');
    await drawn(element);
    expect(entries(element)).to.have.length(1);
    expect(entries(element)[0]).to.contain('part 7 is built');
  });

  it('draws the newest of a long log, and older ones on request', async () => {
    const element = await logOf(Array.from({ length: 10_000 }, (_, at) => entry(at + 1)));
    expect(entries(element)).to.have.lengthOf(100);
    const [newest] = element.renderRoot.querySelectorAll('[role="option"]');
    expect(newest?.getAttribute('aria-setsize')).to.equal('10000');
    control(element, '9900 older').click();
    await drawn(element);
    expect(entries(element)).to.have.lengthOf(200);
  });

  it('takes in what is new, and forgets what was undone', async () => {
    const element = await logOf(LOG);
    element.events = [...LOG, entry(6)];
    await drawn(element);
    expect(entries(element)).to.have.lengthOf(6);
    element.events = LOG.slice(0, 2);
    await drawn(element);
    expect(entries(element)).to.have.lengthOf(2);
  });

  it('is downloaded as JSON, one event a line', async () => {
    const element = await logOf(LOG);
    await narrowing(element);
    const saved = savedFile();
    await click(control(element, 'Export 5 events'));
    const { name, bytes } = await saved;
    expect(name).to.equal('failover-lab-events.jsonl');
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as LabEvent)).to.deep.equal(LOG);
  });
});
