import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';

import type { LabEvent, LabEventKind } from '../../workers/api.ts';
import { tokens } from '../../web/styles/tokens.ts';
import '../../web/components/transport/transport.ts';
import { clockText } from '../../web/words/clock.ts';
import type { LabTransport } from '../../web/components/transport/transport.ts';

type Told = readonly [atMs: number, kind: LabEventKind, text: string];

const RUN: readonly Told[] = [
  [12_000, 'line', 'client rate 18'],
  [41_600, 'line', 'fault site first off'],
  [41_600, 'fault', 'fault site first off'],
  [52_500, 'failover', 'B1: caution, 23 s left before failover of APPSRV'],
  [70_000, 'failover', 'B1: time to fail of APPSRV reached 0'],
  [75_000, 'alarm', 'alarm unprotected: CLUS-B is unprotected'],
  [90_000, 'failover', 'B1: failback of APPSRV begins'],
  [95_000, 'alarm', 'alarm unprotected is over: CLUS-B is unprotected'],
];
const MOMENTS = [12_000, 41_600, 52_500, 70_000, 75_000, 90_000];

function events(told: readonly Told[]): LabEvent[] {
  return told.map(([atMs, kind, text], index) => ({
    sequence: index + 1,
    atMs,
    kind,
    cluster: null,
    node: null,
    text,
    causes: [],
    line: kind === 'line' ? index : null,
  }));
}

/** The transport of a run of two minutes, in a lab of some width. */
async function transport(nowMs: number, width = 1440): Promise<LabTransport> {
  const host = await fixture<HTMLElement>(
    html`<div style="container: lab / inline-size; width: ${width}px; padding-top: 80px"></div>`,
  );
  const root = host.attachShadow({ mode: 'open' });
  if (tokens.styleSheet) root.adoptedStyleSheets = [tokens.styleSheet];
  const element = document.createElement('lab-transport');
  Object.assign(element, { nowMs, events: events(RUN), furthestMs: 100_000, paused: true });
  element.style.height = '56px';
  root.append(element);
  // It learns of its size after the first frame.
  for (let frame = 0; frame < 3; frame += 1) await nextFrame();
  await element.updateComplete;
  return element;
}

function find(element: LabTransport, selector: string): HTMLElement {
  const found = element.renderRoot.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`there is no ${selector}`);
  return found;
}

function slider(element: LabTransport): HTMLElement {
  return find(element, '[role=slider]');
}

function markKinds(element: LabTransport): (string | undefined)[] {
  return [...element.renderRoot.querySelectorAll<SVGElement>('[data-mark]')].map(
    (mark) => mark.dataset['mark'],
  );
}

/** Does something, and gives the moment that is asked for then. */
async function soughtBy(element: LabTransport, act: () => void): Promise<number> {
  const asked = oneEvent<CustomEvent<{ atMs: number }>>(element, 'lab-seek');
  act();
  return (await asked).detail.atMs;
}

function press(element: LabTransport, key: string, shiftKey = false): void {
  const how = { key, shiftKey, bubbles: true, composed: true };
  slider(element).dispatchEvent(new KeyboardEvent('keydown', how));
}

describe('The transport', () => {
  it('offers every speed from a tenth to twenty, and as quick as can be', async () => {
    const options = [...(await transport(0)).renderRoot.querySelectorAll('option')];
    expect(options.map(({ value }) => value)).to.deep.equal([
      '0.1',
      '0.25',
      '0.5',
      '1',
      '2',
      '5',
      '10',
      '20',
      'max',
    ]);
  });

  it('marks lines, faults, cautions, failovers, alarms and failbacks, each by a shape of its own', async () => {
    const element = await transport(100_000);
    expect(markKinds(element)).to.deep.equal([
      'line',
      'fault',
      'caution',
      'failover',
      'alarm',
      'failback',
    ]);
    const shapes = [...element.renderRoot.querySelectorAll('[data-mark] svg')].map(
      (drawing) => drawing.innerHTML,
    );
    expect(new Set(shapes).size).to.equal(6);
  });

  it('says each mark in words', async () => {
    const element = await transport(100_000);
    expect(find(element, '[data-mark=failover] title').textContent).to.equal(
      'Failover at 01:10.0: B1: time to fail of APPSRV reached 0',
    );
  });

  it('goes from mark to mark by its buttons', async () => {
    const element = await transport(60_000);
    const [before, after] = element.renderRoot.querySelectorAll<HTMLElement>('.to-mark');
    expect(await soughtBy(element, () => before?.click())).to.equal(52_500);
    expect(await soughtBy(element, () => after?.click())).to.equal(70_000);
    expect(after?.getAttribute('aria-label')).to.equal(
      'Next mark: Failover at 01:10.0: B1: time to fail of APPSRV reached 0',
    );
  });

  it('lists every mark for fingers on a phone, from the start on, at the last one before now', async () => {
    const element = await transport(60_000, 390);
    const menu = [...element.renderRoot.querySelectorAll('lab-mark-menu')].find(
      (each) => each.getBoundingClientRect().width > 0,
    );
    const face = menu?.renderRoot.querySelector<HTMLElement>('.face');
    if (menu === undefined || !face) throw new Error('There is no list of marks in sight.');
    expect(face.getBoundingClientRect().width).to.be.at.least(44);
    expect(face.getBoundingClientRect().height).to.be.at.least(44);
    face.click();
    await oneEvent(menu.renderRoot.querySelector('.menu') as HTMLElement, 'toggle');
    await menu.updateComplete;
    const choices = [...menu.renderRoot.querySelectorAll<HTMLElement>('.choice')];
    const clocks = choices.map((each) => each.querySelector('.num')?.textContent);
    expect([...new Set(clocks)]).to.deep.equal([0, ...MOMENTS].map((atMs) => clockText(atMs)));
    expect(choices.every((each) => each.getBoundingClientRect().height >= 44)).to.equal(true);
    const current = choices.find((each) => each.getAttribute('aria-current') === 'true');
    expect(current?.textContent).to.contain('00:52.5').and.contain('Caution');
    await expect(menu).to.be.accessible();
    const failover = choices.find((each) => each.textContent.includes('Failover'));
    expect(await soughtBy(element, () => failover?.click())).to.equal(70_000);
    expect(menu.renderRoot.querySelector('.menu:popover-open')).to.equal(null);
  });

  it('reaches every mark by the keyboard alone, forwards and backwards', async () => {
    const element = await transport(0);
    const forwards: number[] = [];
    const backwards: number[] = [];
    const go = async (key: string, into: number[]): Promise<void> => {
      element.nowMs = await soughtBy(element, () => {
        press(element, key, true);
      });
      into.push(element.nowMs);
      await element.updateComplete;
    };
    for (const _ of MOMENTS) await go('ArrowRight', forwards);
    for (const _ of MOMENTS.slice(1)) await go('ArrowLeft', backwards);
    expect(forwards).to.deep.equal(MOMENTS);
    expect(backwards).to.deep.equal(MOMENTS.slice(0, -1).reverse());
  });

  it('goes on to the next event and back to the one before, by keys of its own', async () => {
    const element = await transport(60_000);
    const next = oneEvent(element, 'lab-next-event');
    press(element, '.');
    await next;
    expect(
      await soughtBy(element, () => {
        press(element, ',');
      }),
    ).to.equal(52_500);
  });

  it('says where time stands, and what happened there or last before', async () => {
    const words = async (nowMs: number): Promise<string | null> =>
      slider(await transport(nowMs)).getAttribute('aria-valuetext');
    expect(await words(5000)).to.equal('00:05.0');
    expect(await words(41_600)).to.equal('00:41.6, fault: fault site first off');
    expect(await words(73_400)).to.equal(
      '01:13.4, 3.4 s after failover: B1: time to fail of APPSRV reached 0',
    );
  });

  it('takes a press near a mark for its very moment', async () => {
    const element = await transport(100_000);
    const box = find(element, '[data-mark=failover] svg').getBoundingClientRect();
    const at = { clientX: box.left + box.width / 2 + 3, pointerId: 1, button: 0, bubbles: true };
    slider(element).setPointerCapture = () => undefined;
    slider(element).dispatchEvent(new PointerEvent('pointerdown', at));
    const sought = await soughtBy(element, () => {
      slider(element).dispatchEvent(new PointerEvent('pointerup', at));
    });
    expect(sought).to.equal(70_000);
  });

  it('keeps the marks of what is still to come while an earlier moment is shown', async () => {
    const element = await transport(100_000);
    const early = events(RUN.filter(([atMs]) => atMs <= 50_000));
    Object.assign(element, { nowMs: 50_000, events: early });
    await element.updateComplete;
    expect(markKinds(element)).to.have.length(6);
  });

  it('drops them when a line ends that future, or the past has become another one', async () => {
    const early = RUN.filter(([atMs]) => atMs <= 50_000);
    const ended = await transport(100_000);
    Object.assign(ended, { nowMs: 50_000, events: events(early), furthestMs: 50_000 });
    await ended.updateComplete;
    expect(markKinds(ended)).to.deep.equal(['line', 'fault']);
    const undone = await transport(100_000);
    Object.assign(undone, { nowMs: 50_000, events: events(early.slice(1)) });
    await undone.updateComplete;
    expect(markKinds(undone)).to.deep.equal(['fault']);
  });

  it('shows a note above its keys while there is one, and inside the lab', async () => {
    const element = await transport(10_000, 390);
    expect(element.renderRoot.querySelector('.note')).to.equal(null);
    element.note = 'Paused while hidden. Nothing failed while you were away.';
    await element.updateComplete;
    const note = find(element, '.note').getBoundingClientRect();
    const own = element.getBoundingClientRect();
    expect(note.bottom).to.be.at.most(own.top + 4);
    expect(note.right).to.be.at.most(own.right);
  });

  for (const width of [1440, 1200, 1024, 840, 390, 320]) {
    it(`stays whole at a width of ${String(width)} px`, async () => {
      const element = await transport(100_000, width);
      const own = element.getBoundingClientRect();
      const parts = [...element.renderRoot.querySelectorAll('button, select, .scrub')]
        .map((part) => part.getBoundingClientRect())
        .filter((box) => box.width > 0);
      for (const box of parts) {
        expect(box.left).to.be.at.least(own.left - 0.5);
        expect(box.right).to.be.at.most(own.right + 0.5);
      }
      const rights = parts.slice(0, -1).map((box, at) => box.right - (parts[at + 1]?.left ?? 0));
      for (const overlap of rights) expect(overlap).to.be.at.most(0.5);
    });
  }

  it('has targets of 44 px on a phone', async () => {
    const element = await transport(100_000, 390);
    for (const target of element.renderRoot.querySelectorAll('button, select')) {
      const { width, height } = target.getBoundingClientRect();
      if (width === 0) continue;
      expect(Math.min(width, height), target.outerHTML).to.be.at.least(44);
    }
  });
});
