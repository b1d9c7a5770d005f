/*
 * A lab that is kept in a browser which may die at any moment: what makes it busy, how a page ends without a word,
 * and what must hold when it is opened again.
 */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'puppeteer-core';
import type { Snapshot } from '../../../workers/api.ts';
import type { Profile } from './browser-session.ts';
import { LabPage } from './lab-page.ts';
import { digestInNode } from './replay-in-node.ts';
import type { Seeded } from './seeded.ts';

/** A browser that can be killed and started again with what it has stored. */
export class KeptBrowser {
  readonly #profile: Profile;
  #browser: Browser | null = null;

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  async newTab(): Promise<LabPage> {
    this.#browser ??= await this.#profile.start();
    return LabPage.of(await this.#browser.newPage());
  }

  async closeTabs(): Promise<void> {
    const tabs = (await this.#browser?.pages()) ?? [];
    await Promise.all(tabs.slice(1).map((tab) => tab.close()));
  }

  /** Ends all its processes at once; the next tab starts it again. */
  async kill(): Promise<void> {
    const browser = this.#browser;
    const program = browser?.process();
    if (browser === null || program === null || program === undefined) return;
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGKILL');
    await ended;
    this.#browser = null;
  }

  async remove(): Promise<void> {
    await this.#browser?.close();
    this.#profile.remove();
  }
}

/** A way in which a page ends without a word. */
export interface WayToEnd {
  readonly name: string;
  readonly end: (page: Page, browser: KeptBrowser) => Promise<void>;
}

export const TAB_TORN_AWAY: WayToEnd = {
  name: 'its tab is torn away',
  end: async (page) => {
    await page.close({ runBeforeUnload: false });
  },
};

export const BROWSER_KILLED: WayToEnd = {
  name: 'the whole browser is killed',
  end: async (_page, browser) => {
    await browser.kill();
  },
};

/** Chromium only: the process that shows the page crashes. */
export const PROCESS_DIES: WayToEnd = {
  name: 'its process dies',
  end: async (page) => {
    const died = new Promise((resolve) => page.once('error', resolve));
    const session = await page.createCDPSession();
    session.send('Page.crash').catch(() => undefined);
    await died;
    await page.close();
  },
};

/** Waits until this tab may write: the page before it may hold the right to for a moment longer. */
export function writes(tab: LabPage): Promise<Snapshot> {
  return tab.when('the right to write', ({ storage }) => !storage.readOnly);
}

/** Waits until all that has happened so far is called saved. */
export async function savedThrough(tab: LabPage): Promise<Snapshot> {
  const { atMs } = await tab.advance(0);
  return tab.when('the last save', ({ storage }) => (storage.savedAtMs ?? -1) >= atMs);
}

/** Starts orders over a slow link. */
export async function startOrders(tab: LabPage): Promise<void> {
  await tab.play('client rate 20', 'client start', 'fault link replication rate 400');
}

/**
 * Runs on at a random pace, with lines and files on the way, to a random moment at most that much later. Does not
 * wait for what it began last.
 */
export async function beBusy(tab: LabPage, random: Seeded, spanMs = 6000): Promise<void> {
  // What is entered at this moment would belong to it when it is looked at again.
  const { atMs } = await tab.advance(1);
  await tab.pace(false, random.pick([2, 10, 20]));
  const lines = [
    `fill S:\\Docs\\file-${random.draw(1, 5)}.bin ${random.draw(1, 400_000)} ${random.draw(1, 99)}`,
    `write S:\\Docs\\note.txt ${random.draw(0, 9999)}`,
    `client rate ${random.draw(5, 60)}`,
    `fault link replication rate ${random.draw(100, 4000)}`,
  ];
  await tab.execute(random.pick(lines));
  const toMs = atMs + random.draw(1, spanMs);
  await tab.when('a random moment', (snapshot) => snapshot.atMs >= toMs);
  tab.execute(random.pick(lines)).catch(() => undefined);
}

/** What is promised of a lab that was opened again: nothing saved is lost, and the run still leads to this very world. */
export async function assertWhole(tab: LabPage, before: Snapshot, where: string): Promise<void> {
  await writes(tab);
  const { atMs, storage } = await tab.advance(0);
  assert.equal(storage.problem, null, where);
  assert.ok(atMs >= (before.storage.savedAtMs ?? 0), `${String(atMs)} ms, ${where}`);
  const run = await tab.exportRun(true);
  assert.equal(
    await tab.digest(),
    digestInNode(run, atMs),
    `${where} ${JSON.stringify(run.lines)}`,
  );
}

/** Ends a busy lab's page again and again, each time with the lab opened anew and held against what was promised. */
export async function endAgainAndAgain(
  browser: KeptBrowser,
  url: string,
  random: Seeded,
  rounds: { way: WayToEnd; count: number; seed: number },
): Promise<void> {
  const { way, count, seed } = rounds;
  let tab = await browser.newTab();
  await tab.open(url);
  await startOrders(tab);
  for (let round = 0; round < count; round += 1) {
    await beBusy(tab, random, 2000);
    const before = await tab.snapshot();
    await way.end(tab.page, browser);
    tab = await browser.newTab();
    await tab.open(url);
    await assertWhole(tab, before, `${way.name}, round ${String(round)}, SEED=${String(seed)}`);
    assert.deepEqual(tab.troubles, []);
  }
}
