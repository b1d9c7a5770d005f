import { expect, fixture, html, oneEvent } from '@open-wc/testing';

import type { BenchmarkRow } from '../../workers/api.ts';
import type {
  BenchmarkPhase,
  LabBenchmark,
} from '../../web/components/lab-benchmark/lab-benchmark.ts';
import '../../web/components/lab-benchmark/lab-benchmark.ts';
import '../support/page-tokens.ts';

const MET: BenchmarkRow = {
  name: 'checksum of 4 KiB blocks, beside memory.copy',
  ours: 17.42,
  against: 15.43,
  unit: 'GB/s',
  ratio: 1.129,
  bar: 1,
  met: true,
};
const NOT_MET: BenchmarkRow = {
  name: 'idle protected pair',
  ours: 12_345,
  against: 20_000,
  unit: '× real time',
  ratio: 0.617,
  bar: 1,
  met: false,
};
const LIMIT: BenchmarkRow = {
  name: 'limit: loads of XXH3 alone, beside memory.copy',
  ours: 22.5,
  against: 15,
  unit: 'GB/s',
  ratio: 1.5,
  bar: null,
  met: true,
};

async function benchmark(
  phase: BenchmarkPhase,
  rows: readonly BenchmarkRow[] = [],
): Promise<LabBenchmark> {
  return fixture(
    html`<lab-benchmark
      .phase=${phase}
      .rows=${rows}
      .lines=${rows.map(({ name }) => `${name}: 1, 2, 3`)}
      .done=${0.25}
    ></lab-benchmark>`,
  );
}

function button(element: LabBenchmark): HTMLButtonElement {
  const found = element.renderRoot.querySelector('button');
  if (found === null) throw new Error('there is no button');
  return found;
}

describe('a benchmark', () => {
  it('is accessible before, during and after', async () => {
    await expect(await benchmark('ready')).to.be.accessible();
    await expect(await benchmark('running', [MET])).to.be.accessible();
    await expect(await benchmark('done', [MET, NOT_MET, LIMIT])).to.be.accessible();
  });

  it('says what will appear and what brings it', async () => {
    const element = await benchmark('ready');
    expect(element.renderRoot.textContent).to.contain('The figures appear here');
    expect(button(element).textContent.trim()).to.equal('Measure this machine');
  });

  it('asks for a run, then for an early end, with the same button', async () => {
    const element = await benchmark('ready');
    setTimeout(() => button(element).click());
    await oneEvent(element, 'lab-benchmark-run');
    element.phase = 'running';
    await element.updateComplete;
    setTimeout(() => button(element).click());
    await oneEvent(element, 'lab-benchmark-stop');
  });

  it('cannot be stopped twice, and says what it waits for', async () => {
    const element = await benchmark('stopping');
    expect(button(element).disabled).to.be.true;
    const status = element.renderRoot.querySelector('[role="status"]');
    expect(status?.textContent).to.contain('Stopping after the step');
  });

  it('shows each figure beside what it is held against, and says in words whether that is reached', async () => {
    const element = await benchmark('done', [MET, NOT_MET]);
    const cells = [...element.renderRoot.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent.trim()),
    );
    expect(cells).to.deep.equal([
      [MET.name, '17.4 GB/s', '15.4 GB/s', '1.13', '≥ 1.00', 'reached'],
      [NOT_MET.name, '12,345 × real time', '20,000 × real time', '0.62', '≥ 1.00', 'not reached'],
    ]);
  });

  it('asks nothing of a limit, and calls it one', async () => {
    const element = await benchmark('done', [LIMIT]);
    const row = element.renderRoot.querySelector('tbody tr');
    expect([...(row?.children ?? [])].map((cell) => cell.textContent.trim())).to.deep.equal([
      LIMIT.name,
      '22.5 GB/s',
      '15 GB/s',
      '1.50',
      'nothing',
      'a limit',
    ]);
  });

  it('says why it failed', async () => {
    const element = await benchmark('failed');
    element.problem = 'The worker broke down: no wasm.';
    await element.updateComplete;
    expect(element.renderRoot.textContent).to.contain('The worker broke down: no wasm.');
  });
});
