/**
 * What a frame of the block map costs the page for the largest disk, 65,536 blocks of 4 KiB, at the size that a disk
 * card gives it on a dense screen: counting, arranging and painting, until the pixels are on the canvas.
 */
import type { Browser, Page } from 'puppeteer-core';
import type { BenchmarkRow } from '../../workers/api.ts';
import { figure, rowAtMost, type Tell } from '../../workers/benchmark/contest.ts';
import { LabPage } from '../page/support/lab-page.ts';
import { openSite } from '../page/support/site.ts';

const ROUNDS = 3;
const FRAMES = 60;
const BLOCKS = 65_536;
const FRAME_MS_MAX = 4;

/** How many of a hundred blocks are another from frame to frame, and what that is called. */
const CHANGES = [
  { percent: 1, words: '1 % of the blocks changed' },
  { percent: 100, words: 'all blocks changed' },
] as const;

export async function runOnPages(browser: Browser, tell: Tell): Promise<BenchmarkRow[]> {
  const site = await openSite();
  try {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1440, height: 900, deviceScaleFactor: 2 });
    const tab = await LabPage.of(page);
    await tab.open(`${site.url}lab.html`);
    await tab.pace(true, 1);
    const rows: BenchmarkRow[] = [];
    for (const { percent, words } of CHANGES)
      rows.push(...(await costs(page, percent, words, tell)));
    await context.close();
    return rows;
  } finally {
    await site.close();
  }
}

/** Median and 95th percentile of a frame; of the rounds the median counts. */
async function costs(
  page: Page,
  percent: number,
  words: string,
  tell: Tell,
): Promise<BenchmarkRow[]> {
  const medians: number[] = [];
  const nineties: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const framesMs = await page.evaluate(paintFrames, BLOCKS, percent, FRAMES);
    medians.push(quantile(framesMs, 0.5));
    nineties.push(quantile(framesMs, 0.95));
  }
  tell(`${words}: median ${medians.map(figure).join(', ')} ms a frame`, 1);
  tell(`${words}: 95th percentile ${nineties.map(figure).join(', ')} ms a frame`, 1);
  const name = `block map of ${String(BLOCKS)} blocks, ${words}`;
  return [
    rowAtMost(`${name}, median`, quantile(medians, 0.5), FRAME_MS_MAX, 'ms a frame'),
    rowAtMost(`${name}, 95th percentile`, quantile(nineties, 0.5), FRAME_MS_MAX, 'ms a frame'),
  ];
}

/** Carried over to the page as it stands. @returns ms of each frame, from new blocks to pixels that can be read back */
async function paintFrames(blocks: number, percent: number, frames: number): Promise<number[]> {
  interface BlockMapElement extends HTMLElement {
    blocks: Uint8Array;
    readonly updateComplete?: Promise<boolean>;
  }
  const map = document.createElement('lab-block-map') as BlockMapElement;
  if (map.updateComplete === undefined) throw new Error('The page has no block map.');
  map.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 208px; height: 80px;';
  document.body.append(map);
  const nextFrame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
  const equal = 1;
  /** Different, and on one disk alone: all that the difference of two disks marks. */
  const marks = [2, 4, 5];
  const before = new Uint8Array(blocks).fill(equal);
  map.blocks = before;
  await nextFrame();
  await nextFrame();
  const context = map.shadowRoot?.querySelector('canvas')?.getContext('2d');
  const framesMs: number[] = [];
  const step = Math.max(1, Math.round(100 / percent));
  // Some frames beforehand warm the compiler.
  for (let frame = -10; frame < frames; frame++) {
    await nextFrame();
    // To and fro: of blocks that stay different, cells of several blocks would soon have nothing to change.
    const next = before.slice();
    if (frame % 2 === 0)
      for (let block = 0; block < blocks; block += step) next[block] = marks[block % 3] ?? 2;
    const start = performance.now();
    map.blocks = next;
    await map.updateComplete;
    // A canvas may put drawing off: reading a pixel makes it happen now.
    context?.getImageData(0, 0, 1, 1);
    if (frame >= 0) framesMs.push(performance.now() - start);
  }
  map.remove();
  return framesMs;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
