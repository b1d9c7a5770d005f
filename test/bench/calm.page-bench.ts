/**
 * How smoothly the lab's page runs, and how little it does when nothing happens: with thirty virtual minutes of data
 * behind it, at 20 ×, during a full mirror, and paused.
 */
import type { Browser, CDPSession } from 'puppeteer-core';
import type { BenchmarkRow } from '../../workers/api.ts';
import { figure, rowAsked, rowAtMost, type Tell } from '../../workers/benchmark/contest.ts';
import { LabPage } from '../page/support/lab-page.ts';
import { openSite, type Site } from '../page/support/site.ts';
import { longestTaskMs } from './main-thread.ts';

const ROUNDS = 3;
const HISTORY_MS = 30 * 60_000;
const WATCHED_MS = 5000;
const ASKED_FRAMES = 50;
const TASK_MS_MAX = 50;
const IDLE_PERCENT_MAX = 3;
/** A mirror of some 10 MiB over a line of 8 Mbit/s: some seconds at 4 ×. */
const MIRRORED = ['fill S:\\large.bin 4194304 7', 'fault link replication rate 8000'];

export async function runOnPages(browser: Browser, tell: Tell): Promise<BenchmarkRow[]> {
  const site = await openSite();
  try {
    const tab = await busyLab(browser, site);
    const frames = await rounds('at 20 ×', 'frames a second', tell, () => framesAtFullSpeed(tab));
    const tasks = await rounds('during a full mirror, longest task', 'ms', tell, () =>
      taskDuringMirror(tab),
    );
    const idle = await rounds('paused', '% of a core', tell, () => idlePercent(browser, tab));
    return [
      rowAsked('frames at 20 ×, thirty minutes of data', frames, ASKED_FRAMES, 'frames/s'),
      rowAtMost('longest task of the page during a full mirror', tasks, TASK_MS_MAX, 'ms'),
      rowAtMost('processor, paused page', idle, IDLE_PERCENT_MAX, '% of a core'),
    ];
  } finally {
    await site.close();
  }
}

/** The sandbox after thirty busy minutes, in which the line is at its limit. */
async function busyLab(browser: Browser, site: Site): Promise<LabPage> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  const tab = await LabPage.of(page);
  await tab.open(`${site.url}lab.html`);
  await tab.pace(true, 1);
  await tab.play('fault link replication rate 96', 'client rate 18', 'client start');
  await tab.advance(HISTORY_MS);
  return tab;
}

async function framesAtFullSpeed(tab: LabPage): Promise<number> {
  await tab.pace(false, 20);
  const frames = await tab.page.evaluate(countFrames, WATCHED_MS);
  await tab.pace(true, 1);
  return (frames * 1000) / WATCHED_MS;
}

/** Carried over to the page as it stands. @returns frames drawn in that many ms */
function countFrames(spanMs: number): Promise<number> {
  return new Promise((resolve) => {
    let count = -1;
    let endMs = Number.POSITIVE_INFINITY;
    const frame = (atMs: number): void => {
      count += 1;
      if (count === 0) endMs = atMs + spanMs;
      if (atMs >= endMs) resolve(count);
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

async function taskDuringMirror(tab: LabPage): Promise<number> {
  await tab.play(...MIRRORED);
  const connection = (await tab.snapshot()).connections[0]?.id ?? 0;
  const longest = await longestTaskMs(tab.page, async () => {
    await tab.pace(false, 4);
    await tab.play(`dt mirror start ${String(connection)} full`);
    await tab.when(
      'a mirror under way',
      ({ connections }) => connections[0]?.mirrorStatus === 'Mirroring',
    );
    await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
  });
  await tab.pace(true, 1);
  return longest;
}

/** Processor time of all processes of the browser, which shows nothing but the paused lab. */
async function idlePercent(browser: Browser, tab: LabPage): Promise<number> {
  await tab.page.bringToFront();
  // What was done before is still being written and folded.
  await tab.when('all is saved', ({ atMs, storage }) => storage.savedAtMs === atMs);
  await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
  const session = await browser.target().createCDPSession();
  try {
    const before = await processorSeconds(session);
    await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
    return ((await processorSeconds(session)) - before) * (100_000 / WATCHED_MS);
  } finally {
    await session.detach();
  }
}

async function processorSeconds(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** @returns the median of three, each told */
async function rounds(
  what: string,
  unit: string,
  tell: Tell,
  measure: () => Promise<number>,
): Promise<number> {
  const figures: number[] = [];
  for (let round = 0; round < ROUNDS; round++) figures.push(await measure());
  tell(`${what}: ${figures.map(figure).join(', ')} ${unit}`, 1);
  return [...figures].sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}
