import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';

import { startBrowser } from '../page/support/browser-session.ts';
import { LabPage } from '../page/support/lab-page.ts';
import { openSite, type Site } from '../page/support/site.ts';
import { until } from '../page/support/until.ts';

/** A map of 208 × 80 CSS pixels whose blocks all differ. */
interface Drawn {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of a pixel that is covered whole. */
  readonly differs: readonly number[];
}

describe('a block map and the screen that it is on', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async () => {
    site = await openSite();
    browser = await startBrowser();
    page = await browser.newPage();
    const tab = await LabPage.of(page);
    await tab.open(`${site.url}lab.html`);
    await tab.pace(true, 1);
    await page.evaluate(addMap);
  });

  after(async () => {
    await browser.close();
    await site.close();
  });

  it('is drawn in the pixels of a denser screen once its window is moved there', async () => {
    // The map keeps its size; the window does not, since of density alone the imitation of a screen says nothing.
    await page.setViewport({ width: 1280, height: 900, deviceScaleFactor: 2 });
    const dense = await drawnOnce('a map of 416 pixels', ({ width }) => width === 416);
    assert.equal(dense.height, 160);
    assert.equal(dense.differs[3], 255);
    await page.setViewport({ width: 1440, height: 900, deviceScaleFactor: 1 });
    const plain = await drawnOnce('a map of 208 pixels', ({ width }) => width === 208);
    assert.equal(plain.height, 80);
    assert.equal(plain.differs[3], 255);
  });

  it('takes the colours that the reader forces on all pages, and gives them back', async () => {
    const own = (await drawn()).differs;
    const session = await page.createCDPSession();
    const force = async (value: string): Promise<void> => {
      const features = [{ name: 'forced-colors', value }];
      await session.send('Emulation.setEmulatedMedia', { features });
    };
    await force('active');
    const text = await page.evaluate(textColour);
    const forced = await drawnOnce('other colours', ({ differs }) => !same(differs, own));
    assert.deepEqual(forced.differs, text);
    await force('none');
    const back = await drawnOnce('its own colours', ({ differs }) => same(differs, own));
    assert.equal(back.differs[3], 255);
  });

  /** @throws Error when it is never so */
  function drawnOnce(what: string, isSo: (drawn: Drawn) => boolean): Promise<Drawn> {
    return until(what, async () => {
      const now = await drawn();
      return isSo(now) ? now : null;
    });
  }

  function drawn(): Promise<Drawn> {
    return page.evaluate(readMap);
  }
});

function same(one: readonly number[], other: readonly number[]): boolean {
  return one.join() === other.join();
}

/* Carried over to the page as they stand. */

function addMap(): void {
  const map = document.createElement('lab-block-map');
  map.id = 'watched-map';
  map.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 208px; height: 80px;';
  const differs = 2;
  Object.assign(map, { blocks: new Uint8Array(640).fill(differs) });
  document.body.append(map);
}

function readMap(): Drawn {
  const canvas = document.querySelector('#watched-map')?.shadowRoot?.querySelector('canvas');
  const context = canvas?.getContext('2d');
  if (!canvas || !context) throw new Error('The page has no block map.');
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let at = 0;
  while (at < data.length && data[at + 3] !== 255) at += 4;
  return { width: canvas.width, height: canvas.height, differs: [...data.slice(at, at + 4)] };
}

/** Of the system, as a canvas gives it. */
function textColour(): number[] {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) throw new Error('The page has no canvas.');
  context.fillStyle = getComputedStyle(document.body).color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data];
}
