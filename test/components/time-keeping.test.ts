import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import { FakedLab } from '../support/faked-lab.ts';
import { drawn } from '../support/press.ts';

const PAUSED = 'Paused while hidden. Nothing failed while you were away.';
/** Ends a run that hangs; it is no measure of speed. */
const HANGS_AFTER_MS = 60_000;

function eventually(condition: () => boolean): Promise<void> {
  return waitUntil(condition, undefined, { timeout: HANGS_AFTER_MS });
}

async function openLab(storage: 'memory' | 'persist' = 'memory'): Promise<FakedLab> {
  const lab = await fixture<FakedLab>(
    html`<faked-lab
      id="kept"
      storage=${storage}
      style="width: 1440px; height: 900px; --motion-calm: 0ms"
    ></faked-lab>`,
  );
  await lab.ready;
  await drawn(lab);
  return lab;
}

type Part = HTMLElement & { renderRoot: ShadowRoot };

function part(lab: FakedLab, name: string): Part {
  const desk = lab.renderRoot.querySelector('lab-desk');
  const found = desk?.renderRoot.querySelector<Part>(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

function note(lab: FakedLab): string | null {
  return part(lab, 'lab-transport').renderRoot.querySelector('.note')?.textContent ?? null;
}

function historyButton(lab: FakedLab, verb: 'undo' | 'redo'): HTMLButtonElement {
  return part(lab, 'lab-bar').renderRoot.querySelector(`.${verb}`) as HTMLButtonElement;
}

/** Shows or hides the page, as far as anybody in it can tell. */
function setHidden(isHidden: boolean): void {
  if (isHidden) {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  } else {
    Reflect.deleteProperty(document, 'hidden');
    Reflect.deleteProperty(document, 'visibilityState');
  }
  document.dispatchEvent(new Event('visibilitychange'));
}

afterEach(() => {
  setHidden(false);
  sessionStorage.clear();
});

describe('A lab whose page is hidden', () => {
  it('pauses, and says so when the page is seen again, until a person plays it', async () => {
    const lab = await openLab();
    expect(lab.fake.paused).to.equal(false);
    setHidden(true);
    expect(lab.paused).to.equal(true);
    await eventually(() => lab.fake.paused);
    setHidden(false);
    await drawn(lab);
    expect([lab.paused, lab.fake.paused, note(lab)]).to.deep.equal([true, true, PAUSED]);
    lab.paused = false;
    await eventually(() => !lab.fake.paused);
    await drawn(lab);
    expect(note(lab)).to.equal(null);
  });

  it('is told to stand still before it is saved', async () => {
    const lab = await openLab();
    const { asked } = lab.fake;
    asked.length = 0;
    setHidden(true);
    await eventually(() => asked.includes('saveNow'));
    expect(asked).to.deep.equal(['setPace', 'saveNow']);
  });

  it('says nothing when it stood still before', async () => {
    const lab = await openLab();
    lab.paused = true;
    await eventually(() => lab.fake.paused);
    setHidden(true);
    setHidden(false);
    await drawn(lab);
    expect(note(lab)).to.equal(null);
  });

  it('does not begin to play where nobody sees it', async () => {
    setHidden(true);
    const lab = await openLab();
    await eventually(() => lab.fake.paused);
    setHidden(false);
    await drawn(lab);
    expect(note(lab)).to.equal(PAUSED);
  });
});

describe('A lab that is stored', () => {
  it('stands after a reload as it stood before, at its speed', async () => {
    const before = await openLab('persist');
    before.paused = true;
    before.speed = 5;
    await eventually(() => before.fake.paused);
    before.remove();
    const after = new FakedLab();
    after.fake.resumed = true;
    Object.assign(after, { id: 'kept', storage: 'persist' });
    document.body.append(after);
    await after.ready;
    expect([after.paused, after.speed]).to.deep.equal([true, 5]);
    expect([after.fake.paused, after.fake.speed]).to.deep.equal([true, 5]);
    after.remove();
  });

  it('that is new, or kept nowhere, goes by its attributes', async () => {
    const before = await openLab('persist');
    before.paused = true;
    await eventually(() => before.fake.paused);
    before.remove();
    const anew = await openLab('persist');
    await eventually(() => !anew.fake.paused);
    expect(anew.paused).to.equal(false);
    const inMemory = await openLab('memory');
    expect(inMemory.fake.paused).to.equal(false);
  });
});

describe('Undo and redo in the bar', () => {
  it('name the line that they take out or put back, and run it', async () => {
    const lab = await openLab();
    lab.fake.shownOutlook = {
      undo: [12_000, 'A1', 'fault site first off'],
      redo: [20_000, 'A1', 'client stop'],
    };
    lab.fake.show(30_000);
    await eventually(() => !historyButton(lab, 'redo').disabled);
    expect(historyButton(lab, 'undo').title).to.equal('Undo: fault site first off (00:12.0)');
    expect(historyButton(lab, 'redo').ariaLabel).to.equal('Redo: client stop (00:20.0)');
    historyButton(lab, 'undo').click();
    await eventually(() => lab.fake.lines.includes('lab undo'));
    historyButton(lab, 'redo').click();
    await eventually(() => lab.fake.lines.includes('lab redo'));
  });

  it('cannot be pressed while there is nothing to take out or put back', async () => {
    const lab = await openLab();
    lab.fake.shownOutlook = { undo: null, redo: null };
    lab.fake.show(1000);
    await drawn(lab);
    expect(historyButton(lab, 'undo').disabled).to.equal(true);
    expect(historyButton(lab, 'redo').disabled).to.equal(true);
  });

  it('are pressed by Ctrl or ⌘ and Z, with Shift for redo, but not inside a text field', async () => {
    const lab = await openLab();
    const stroke = (target: EventTarget, init: KeyboardEventInit): KeyboardEvent => {
      const event = new KeyboardEvent('keydown', {
        key: 'z',
        bubbles: true,
        composed: true,
        cancelable: true,
        ...init,
      });
      target.dispatchEvent(event);
      return event;
    };
    const input = part(lab, 'lab-line-prompt').renderRoot.querySelector('input');
    if (input === null) throw new Error('the prompt has no field');
    expect(stroke(input, { ctrlKey: true }).defaultPrevented).to.equal(false);
    expect(stroke(historyButton(lab, 'undo'), { metaKey: true }).defaultPrevented).to.equal(true);
    await eventually(() => lab.fake.lines.length === 1);
    stroke(part(lab, 'lab-transport'), { key: 'Z', ctrlKey: true, shiftKey: true });
    await eventually(() => lab.fake.lines.length === 2);
    expect(lab.fake.lines).to.deep.equal(['lab undo', 'lab redo']);
  });

  it('say what a new line has dropped, where time is set', async () => {
    const lab = await openLab();
    lab.fake.shownOutlook = { linesDropped: 2 };
    lab.fake.show(30_000);
    await eventually(() => note(lab) !== null);
    expect(note(lab)).to.equal('2 later lines were dropped. Undo brings back what stood here.');
  });

  it('leave the bar whole on a phone, with targets of 44 px, and the rest in a menu', async () => {
    const lab = await openLab();
    const bar = part(lab, 'lab-bar');
    lab.style.width = '390px';
    await eventually(() => bar.getBoundingClientRect().width === 390);
    const edge = lab.getBoundingClientRect().right;
    for (const verb of ['undo', 'redo'] as const) {
      const { width, height, right } = historyButton(lab, verb).getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
      expect(right).to.be.at.most(edge);
    }
    const more = bar.renderRoot.querySelector('.more') as HTMLElement;
    expect(more.getBoundingClientRect().right).to.be.at.most(edge);
    more.dispatchEvent(new CustomEvent('lab-pick', { detail: { id: 'again' } }));
    await eventually(() => lab.fake.asked.includes('startAgain'));
  });
});
