import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import type { Snapshot } from '../../workers/api.ts';
import { pageSays } from './support/accessible.ts';
import { makeProfile, type Profile } from './support/browser-session.ts';
import { LabPage } from './support/lab-page.ts';
import { digestInNode } from './support/replay-in-node.ts';
import { chosenSeed, Seeded } from './support/seeded.ts';
import { openSite, type Site } from './support/site.ts';
import { blockHashes, flipStoredBit, storedBlockHashes } from './support/stored-blocks.ts';

const RELOADS = 10;
const CRASHES = 2;
const ORDERS = 'S:\\Orders\\orders.txt';
const IMPORTED = 'S:\\Docs\\mine.bin';

const seed = chosenSeed();
const random = new Seeded(seed);
const imported = random.bytes(150_000);

let site: Site;
let profile: Profile;
let browser: Browser;

before(async () => {
  profile = makeProfile();
  browser = await profile.start();
});
after(async () => {
  await browser.close();
  profile.remove();
});
// A port of its own is an origin of its own, and so a storage of its own.
beforeEach(async () => {
  site = await openSite();
});
afterEach(async () => {
  const tabs = await browser.pages();
  await Promise.all(tabs.slice(1).map((tab) => tab.close()));
  await site.close();
});

/** Waits until this tab may write: the page before it may hold the right to for a moment longer. */
function writes(tab: LabPage): Promise<Snapshot> {
  return tab.when('the right to write', ({ storage }) => !storage.readOnly);
}

async function savedThrough(tab: LabPage): Promise<Snapshot> {
  const { atMs } = await tab.advance(0);
  return tab.when('the last save', ({ storage }) => (storage.savedAtMs ?? -1) >= atMs);
}

async function newTab(): Promise<LabPage> {
  return LabPage.of(await browser.newPage());
}

/** A lab with orders, files and a slow link, at a quick pace. */
async function openBusyLab(tab: LabPage): Promise<void> {
  await tab.open(`${site.url}lab.html`);
  await tab.play('client rate 20', 'client start', 'fault link replication rate 400');
  const { exitCode, output } = await tab.importFile('A1', IMPORTED, imported);
  assert.equal(exitCode, 0, output);
}

/** Runs on at a random pace, with lines and files on the way, to a random moment. Does not wait for what it began last. */
async function beBusy(tab: LabPage): Promise<void> {
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
  const toMs = atMs + random.draw(1, 6000);
  await tab.when('a random moment', (snapshot) => snapshot.atMs >= toMs);
  tab.execute(random.pick(lines)).catch(() => undefined);
}

/** What is promised of a lab that was opened again: nothing saved is lost, and the run still leads to this very world. */
async function assertWhole(tab: LabPage, before: Snapshot): Promise<void> {
  await writes(tab);
  const { atMs, storage } = await tab.advance(0);
  const where = `SEED=${String(seed)}`;
  assert.equal(storage.problem, null, where);
  assert.ok(atMs >= (before.storage.savedAtMs ?? 0), `${String(atMs)} ms, ${where}`);
  const run = await tab.exportRun(true);
  assert.equal(
    await tab.digest(),
    digestInNode(run, atMs),
    `${where} ${JSON.stringify(run.lines)}`,
  );
}

describe('A lab that is kept in the browser', () => {
  it('goes on where it was after a reload at any moment', async () => {
    console.log(`SEED=${String(seed)}`);
    const tab = await newTab();
    await openBusyLab(tab);
    const known = [{ ...(await tab.advance(500)), digest: await tab.digest() }];
    for (let count = 0; count < RELOADS; count += 1) {
      await beBusy(tab);
      const before = await tab.snapshot();
      await tab.reload();
      await assertWhole(tab, before);
      const now = await tab.snapshot();
      known.push({ ...now, digest: await tab.digest() });
    }
    const run = await tab.exportRun(true);
    for (const { atMs, digest } of known) {
      assert.equal(digestInNode(run, atMs), digest, `at ${String(atMs)} ms, SEED=${String(seed)}`);
    }
    assert.deepEqual(tab.troubles, []);
  });

  it('serves after a reload the bytes that lie in the browser’s storage', async () => {
    const tab = await newTab();
    await openBusyLab(tab);
    await beBusy(tab);
    // The lab runs on when it is opened again: nothing more is to be written then.
    await tab.play('client stop');
    await savedThrough(tab);
    await tab.page.goto(site.blankUrl);
    const stored = await storedBlockHashes(tab.page);
    await tab.open(`${site.url}lab.html`);
    await tab.pace(true, 1);
    for (const path of [ORDERS, IMPORTED]) {
      const served = blockHashes(await tab.readFile('A1', path));
      assert.ok(served.length > 10, path);
      const elsewhere = served.filter((hash) => !stored.has(hash));
      assert.deepEqual(elsewhere, [], `${path}, SEED=${String(seed)}`);
    }
    assert.deepEqual(await tab.readFile('A1', IMPORTED), imported);
  });

  for (const [how, kill] of waysToEnd()) {
    it(`loses nothing that it called saved when ${how}`, async () => {
      let tab = await newTab();
      await openBusyLab(tab);
      for (let count = 0; count < CRASHES; count += 1) {
        await beBusy(tab);
        const before = await tab.snapshot();
        await kill(tab.page);
        tab = await newTab();
        await tab.open(`${site.url}lab.html`);
        await assertWhole(tab, before);
        assert.deepEqual(tab.troubles, []);
      }
    });
  }

  it('shows a bit that somebody changed in the storage as a fault, and says so', async () => {
    const tab = await newTab();
    await openBusyLab(tab);
    await savedThrough(tab);
    const faults = (await tab.snapshot()).faults.length;
    await tab.page.goto(site.blankUrl);
    const block = imported.subarray(8 * 4096, 9 * 4096);
    assert.ok((await flipStoredBit(tab.page, block)) > 0);

    await tab.open(`${site.url}lab.html`);
    await writes(tab);
    const snapshot = await tab.advance(0);
    const changed = imported.slice();
    changed[8 * 4096 + 100] = (changed[8 * 4096 + 100] as number) ^ 1;
    assert.deepEqual(await tab.readFile('A1', IMPORTED), changed);
    assert.equal(snapshot.faults.length, faults + 1);
    assert.match(snapshot.faults.at(-1)?.line ?? '', /^fault block first S: \d+ [0-9a-f]{16}$/);
    assert.match(snapshot.storage.problem ?? '', /changed outside the lab/);
    await pageSays(tab.page, /changed outside the lab/);

    const run = await tab.exportRun(true);
    assert.equal(await tab.digest(), digestInNode(run, snapshot.atMs));
    assert.equal((await tab.execute('fault clear all')).exitCode, 0);
  });
});

/** Ways in which a page ends without a word. */
function waysToEnd(): readonly (readonly [string, (page: Page) => Promise<void>])[] {
  return [
    [
      'its process dies',
      async (page) => {
        const died = new Promise((resolve) => page.once('error', resolve));
        const session = await page.createCDPSession();
        session.send('Page.crash').catch(() => undefined);
        await died;
        await page.close();
      },
    ],
    [
      'its tab is torn away',
      async (page) => {
        await page.close({ runBeforeUnload: false });
      },
    ],
    [
      'the whole browser is killed',
      async () => {
        const ended = new Promise((resolve) => browser.once('disconnected', resolve));
        browser.process()?.kill('SIGKILL');
        await ended;
        browser = await profile.start();
      },
    ],
  ];
}
