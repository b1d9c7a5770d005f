import { expect, fixture, html } from '@open-wc/testing';

import { chartFrame, timeScale } from '../../web/charts/time-axis/time-axis.layout.ts';
import type { LabCharts } from '../../web/charts/lab-charts/lab-charts.ts';
import '../../web/charts/lab-charts/lab-charts.ts';
import '../support/page-tokens.ts';
import { plottedY } from '../support/plotted.ts';
import { sampleAt } from '../support/samples.ts';
import { healthySnapshot } from '../support/specimen-snapshots.ts';

const WINDOW = { startMs: 0, endMs: 120_000 };

async function charts(width = 1200): Promise<LabCharts> {
  const samples = Array.from({ length: 900 }, (_, at) => sampleAt(at * 100, { lagMs: at }));
  const element = await fixture<LabCharts>(
    html`<lab-charts
      style="width: ${width}px; height: 310px"
      .snapshot=${{ ...healthySnapshot(), paused: true }}
      .samples=${samples}
      .window=${WINDOW}
      .furthestMs=${96_200}
    ></lab-charts>`,
  );
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await element.updateComplete;
  return element;
}

function part(element: LabCharts, selector: string): Element {
  const found = element.renderRoot.querySelector(selector);
  if (found === null) throw new Error(`The charts have no ${selector}.`);
  return found;
}

async function press(element: LabCharts, key: string): Promise<void> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true });
  part(element, '.field').dispatchEvent(event);
  await element.updateComplete;
}

describe('the charts on the page', () => {
  it('are accessible, as drawing and as tables', async () => {
    const element = await charts();
    await expect(element).to.be.accessible();
    part(element, '.table-switch').dispatchEvent(new MouseEvent('click'));
    await element.updateComplete;
    await expect(element).to.be.accessible();
    const tables = [...element.renderRoot.querySelectorAll('table')];
    expect(tables.map((table) => table.caption?.textContent.trim())).to.deep.equal([
      'Replication lag',
      'Throughput',
      'Time to fail on B1',
      'Who serves',
    ]);
    expect(tables.every((table) => table.rows.length <= 61)).to.equal(true);
  });

  it('draw the queue of the snapshot at the present moment, in each unit', async () => {
    const element = await charts();
    const { atMs, connections } = healthySnapshot();
    const queue = connections[0]?.queue;
    const tops = { operations: 10, bytes: 10_240 };
    for (const measure of ['operations', 'bytes'] as const) {
      const select = part(element, '.measure') as HTMLSelectElement;
      select.value = measure;
      select.dispatchEvent(new Event('change'));
      await element.updateComplete;
      const path = part(element, '.l-lag').getAttribute('d') ?? '';
      const frame = chartFrame(Number(part(element, '.plot').getAttribute('width')));
      const y = plottedY(path, timeScale(WINDOW, frame)(atMs)) ?? NaN;
      const held = queue?.[measure] ?? NaN;
      const top = [tops[measure], 20, 50, 100, 2048, 5120].find((each) => {
        return Math.abs(((62 - y) / 46) * each - held) <= (0.06 * each) / 46;
      });
      expect(top, `${measure} at ${String(y)}`).not.to.equal(undefined);
    }
  });

  it('name both lines of throughput, drawn unlike each other, and give each a column', async () => {
    const element = await charts();
    const select = part(element, '.measure') as HTMLSelectElement;
    select.value = 'throughput';
    select.dispatchEvent(new Event('change'));
    await element.updateComplete;
    expect(part(element, '.line-names').textContent).to.match(/on the line\s+applied/);
    const [line, applied] = ['.l-lag', '.l-applied'].map(
      (each) => getComputedStyle(part(element, each)).strokeDasharray,
    );
    expect(line).to.equal('none');
    expect(applied).not.to.equal('none');
    part(element, '.table-switch').dispatchEvent(new MouseEvent('click'));
    await element.updateComplete;
    const table = [...element.renderRoot.querySelectorAll('table')][1];
    const heads = [...(table?.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent);
    expect(heads).to.deep.equal(['Time', 'Crossed the line', 'Applied at the target']);
  });

  it('keep their words whole where the playhead goes through, on a phone', async () => {
    const element = await charts(390);
    while (part(element, '.plot').getAttribute('width') !== '390') {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const { atMs } = healthySnapshot();
    const x = timeScale(WINDOW, chartFrame(390))(atMs);
    const texts = [...element.renderRoot.querySelectorAll<SVGTextElement>('svg.plot text')];
    const crossed = texts.filter((text) => {
      const { x: left, width } = text.getBBox();
      return left < x && x < left + width && text.closest('.now') === null;
    });
    expect(crossed.length).to.be.greaterThan(0);
    const playhead = part(element, '.cross');
    for (const text of crossed) {
      const { paintOrder, strokeWidth } = getComputedStyle(text);
      expect(paintOrder, text.textContent).to.match(/^stroke/);
      expect(parseFloat(strokeWidth), text.textContent).to.be.at.least(3);
      const isLater = playhead.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      expect(isLater, text.textContent).not.to.equal(0);
    }
  });

  it('have one crosshair, moved by arrow keys, that says all values, and goes with Escape', async () => {
    const element = await charts();
    await press(element, 'Home');
    await press(element, 'ArrowRight');
    const words = part(element, '.field').getAttribute('aria-valuetext') ?? '';
    expect(words).to.contain('00:01.0').and.contain('Lag:').and.contain('kbit/s');
    expect(words).to.contain('Time to fail: 30.0 s, replying').and.contain('Serves: CLUS-A');
    await press(element, 'Escape');
    expect(element.renderRoot.querySelector('.reading')).to.equal(null);
  });

  it('ask for the moment that Enter is pressed at', async () => {
    const element = await charts();
    let atMs = -1;
    element.addEventListener('lab-seek', (event) => {
      ({ atMs } = (event as CustomEvent<{ atMs: number }>).detail);
    });
    await press(element, 'Home');
    await press(element, 'PageUp');
    await press(element, 'Enter');
    expect(atMs).to.equal(10_000);
  });
});
