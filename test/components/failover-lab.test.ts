import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';

import type { LabLossReceipt } from '../../web/components/loss-receipt/loss-receipt.ts';
import '../../web/components/failover-lab/failover-lab.ts';
import { desk, settled } from '../support/drawn-lab.ts';
import '../support/faked-lab.ts';
import type { FakedLab } from '../support/faked-lab.ts';

/** Ends a run that hangs; it is no measure of speed. */
const HANGS_AFTER_MS = 60_000;

function eventually(condition: () => boolean): Promise<void> {
  return waitUntil(condition, undefined, { timeout: HANGS_AFTER_MS });
}

async function drill(): Promise<FakedLab> {
  const lab = await fixture<FakedLab>(
    html`<faked-lab
      drill
      paused
      style="width: 1440px; height: 900px; --motion-calm: 0ms"
    ></faked-lab>`,
  );
  await lab.ready;
  await settled(lab);
  return lab;
}

function inside(lab: FakedLab, name: string): HTMLElement & { renderRoot: ShadowRoot } {
  return desk(lab).renderRoot.querySelector(name) as HTMLElement & { renderRoot: ShadowRoot };
}

function button(root: ParentNode, words: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find(
    (each) => each.textContent.includes(words) || each.getAttribute('aria-label') === words,
  );
  if (found === undefined) throw new Error(`there is no button "${words}"`);
  return found;
}

function text(element: { renderRoot: HTMLElement | DocumentFragment }): string {
  return element.renderRoot.textContent.replaceAll(/\s+/g, ' ');
}

describe('the element', () => {
  it('is accessible before and after a failover', async () => {
    const lab = await drill();
    await expect(lab).to.be.accessible();
    lab.fake.plugAtMs = 41_600;
    lab.fake.show(84_000);
    await eventually(() => lab.snapshot()?.ledger !== null);
    await settled(lab);
    await expect(lab).to.be.accessible();
  });

  it('begins the drill with orders behind a narrow link', async () => {
    const lab = await drill();
    expect(lab.fake.lines).to.deep.equal([
      'fault link replication rate 96',
      'client rate 18',
      'client start',
    ]);
  });

  it('pulls the plug with one press: the line runs, and time goes on at speed 2', async () => {
    const lab = await drill();
    const faulted = oneEvent<CustomEvent<{ line: string }>>(lab, 'lab-fault');
    button(inside(lab, 'lab-drill-panel').renderRoot, 'Pull the plug').click();
    expect((await faulted).detail.line).to.equal('fault site first off');
    await eventually(() => lab.fake.speed === 2 && !lab.fake.paused);
    expect(lab.speed).to.equal(2);
    expect(lab.paused).to.equal(false);
  });

  it('tells the page of a failover once, and prints the receipt', async () => {
    const lab = await drill();
    lab.fake.plugAtMs = 41_600;
    lab.fake.show(60_000);
    await eventually(() => lab.snapshot()?.atMs === 60_000);
    let told = 0;
    lab.addEventListener('lab-failover', () => (told += 1));
    const failover = oneEvent<CustomEvent<object>>(lab, 'lab-failover');
    lab.fake.show(84_000);
    expect((await failover).detail).to.deep.equal({ rtoMs: 33_600, rpoMs: 1270, lostCount: 23 });
    lab.fake.show(85_000);
    await eventually(() => lab.snapshot()?.atMs === 85_000);
    expect(told).to.equal(1);
    await settled(lab);
    const panel = inside(lab, 'lab-drill-panel').renderRoot;
    const receipt = panel.querySelector<LabLossReceipt>('lab-loss-receipt');
    await receipt?.updateComplete;
    expect(receipt?.shadowRoot?.textContent).to.contain('1226').and.contain('33.6 s');
  });

  it('starts again from the receipt', async () => {
    const lab = await drill();
    lab.fake.plugAtMs = 41_600;
    lab.fake.show(84_000);
    await eventually(() => lab.snapshot()?.ledger !== null);
    await settled(lab);
    button(inside(lab, 'lab-drill-panel').renderRoot, 'Start again').click();
    await eventually(() => lab.snapshot()?.ledger === null);
    expect(lab.snapshot()?.atMs).to.be.below(84_000);
  });

  it('gives a refused line back as an exit code and a text', async () => {
    const lab = await drill();
    const result = await lab.execute('refuse this');
    expect(result).to.deep.equal({
      exitCode: 87,
      output: 'The parameter is incorrect.',
      changed: false,
    });
  });

  it('shows a refusal of a picked line until it is closed', async () => {
    const lab = await drill();
    inside(lab, 'lab-stage').dispatchEvent(
      new CustomEvent('lab-line', { detail: { line: 'refuse it' }, bubbles: true, composed: true }),
    );
    await eventually(() => text(desk(lab)).includes('The parameter is incorrect. (exit 87)'));
    button(desk(lab).renderRoot, 'Close').click();
    await eventually(() => !text(desk(lab)).includes('exit 87'));
  });

  it('clears a fault by its line', async () => {
    const lab = await drill();
    button(inside(lab, 'lab-fault-list').renderRoot, 'Clear').click();
    await eventually(() => lab.fake.lines.includes('fault clear 1'));
  });

  it('plays and pauses by its property and by its button', async () => {
    const lab = await drill();
    lab.paused = false;
    await eventually(() => !lab.fake.paused);
    await settled(lab);
    button(inside(lab, 'lab-transport').renderRoot, 'Pause').click();
    await eventually(() => lab.fake.paused);
    expect(lab.paused).to.equal(true);
  });

  it('goes to a moment by the keys of the time slider', async () => {
    const lab = await drill();
    lab.fake.show(30_000);
    await eventually(() => lab.snapshot()?.atMs === 30_000);
    await settled(lab);
    const slider = inside(lab, 'lab-transport').renderRoot.querySelector('[role=slider]');
    slider?.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
    await eventually(() => lab.snapshot()?.atMs === 20_000);
  });

  it('runs a typed line on the chosen node and prints its output', async () => {
    const lab = await drill();
    const prompt = inside(lab, 'lab-line-prompt');
    const input = prompt.renderRoot.querySelector('input') as HTMLInputElement;
    input.value = 'client status';
    (prompt.renderRoot.querySelector('form') as HTMLFormElement).requestSubmit();
    await eventually(() => text(prompt).includes('exit 0'));
    expect(lab.fake.lines).to.include('client status');
    expect(text(prompt)).to.contain('done');
  });

  it('writes a chosen file to the first cluster and shows its checksum', async () => {
    const lab = await drill();
    const files = desk(lab).renderRoot.querySelector('lab-disk-files');
    button(desk(lab).renderRoot, 'Files').click();
    await settled(lab);
    await files?.take([new File(['hello'], 'a.txt')]);
    await files?.updateComplete;
    expect(lab.fake.lines).to.include('import S:\\Files\\a.txt on A1');
    expect(files?.shadowRoot?.textContent).to.contain('2d06800538d394c2');
  });

  it('shows the other node’s monitor when asked', async () => {
    const lab = await drill();
    button(inside(lab, 'lab-failover-console').renderRoot, 'B2').click();
    await settled(lab);
    const pressed = inside(lab, 'lab-failover-console').renderRoot.querySelector(
      '[aria-pressed=true]',
    );
    expect(pressed?.textContent.trim()).to.equal('B2');
  });

  it('rejects as a refusal what it cannot open, says so, and opens once the attribute is mended', async () => {
    const lab = await fixture<FakedLab>(html`<faked-lab exercise="first-failover"></faked-lab>`);
    const refused = await lab.ready.then(
      () => null,
      (error: unknown) => error as Error,
    );
    expect(refused?.name).to.equal('LabRefusal');
    await lab.updateComplete;
    const notice = lab.renderRoot.querySelector('lab-notice');
    await notice?.updateComplete;
    expect(notice?.shadowRoot?.textContent).to.contain('not here yet');
    lab.exercise = null;
    await lab.updateComplete;
    await lab.ready;
    expect(lab.snapshot()?.scenario).to.equal('protected');
  });

  for (const width of [1440, 1024, 390]) {
    it(`does not grow beyond a width of ${String(width)} px`, async () => {
      const lab = await drill();
      lab.style.width = `${String(width)}px`;
      await eventually(() => lab.getBoundingClientRect().width === width);
      await settled(lab);
      for (const part of desk(lab).renderRoot.querySelectorAll('.lab > *')) {
        const box = part.getBoundingClientRect();
        expect(box.right - lab.getBoundingClientRect().left).to.be.at.most(width + 1);
      }
    });
  }
});
