import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { lineOf, pageSays } from './support/accessible.ts';
import { makeProfile, startBrowser } from './support/browser-session.ts';
import { assertWhole, beBusy, KeptBrowser, savedThrough, startOrders } from './support/kept-lab.ts';
import { LabPage } from './support/lab-page.ts';
import { digestInNode } from './support/replay-in-node.ts';
import { chosenSeed, Seeded } from './support/seeded.ts';
import { openSite, type Site } from './support/site.ts';
import { clearStorage, limitStorage, storageSaid, watchStorage } from './support/site-storage.ts';
import { until } from './support/until.ts';

/** Room for a lab, and not for its largest file besides. */
const ROOM_BYTES = 8_000_000;
/** Times that storage is cleared under a busy lab. */
const CLEARINGS = 4;
/** Chromium's own word for "no site may keep anything": IndexedDB then throws. */
const BLOCKED = 2;

let site: Site;

before(async () => {
  site = await openSite();
});
after(() => site.close());

describe('A browser that refuses storage', () => {
  it('runs the lab in memory, and the page says so', async () => {
    const profile = makeProfile();
    mkdirSync(join(profile.folder, 'Default'));
    const settings = { profile: { default_content_setting_values: { cookies: BLOCKED } } };
    writeFileSync(join(profile.folder, 'Default/Preferences'), JSON.stringify(settings));
    const browser = await profile.start();
    try {
      const tab = await LabPage.of(await browser.newPage());
      await tab.open(`${site.url}index.html`);
      const { storage } = await tab.snapshot();
      assert.equal(storage.kind, 'memory');
      assert.equal(storage.savedAtMs, null);
      assert.notEqual(storage.problem, null);
      await pageSays(tab.page, /memory|not saved/i);
      await pageSays(tab.page, /nothing is saved/i);
      await tab.play('write S:\\note.txt here');
      assert.equal(
        Buffer.from(await tab.readFile('A1', 'S:\\note.txt'))
          .toString()
          .trim(),
        'here',
      );
      await tab.when('orders', ({ clients }) => clients.acknowledged > 5);
      assert.deepEqual(tab.troubles, []);
    } finally {
      await browser.close();
      profile.remove();
    }
  });
});

describe('A browser without room', () => {
  it('lets the lab run on unsaved and says so, and it is saved again when there is room', async () => {
    const browser = await startBrowser();
    try {
      const tab = await LabPage.of(await browser.newPage());
      const limit = await limitStorage(tab, site.url);
      await limit(ROOM_BYTES);
      await tab.open(`${site.url}lab.html`);
      await tab.play('client start');
      await savedThrough(tab);
      await tab.pace(false, 1);
      // More than there is room for: the first save after it has to fail.
      await tab.play(`fill S:\\big.bin ${String(ROOM_BYTES)} 1`);
      const asked = performance.now();
      const unsaved = await tab.when(
        'a save without room',
        ({ storage }) => storage.problem !== null,
      );
      await pageSays(tab.page, /^not saved/i);
      console.log(`It was said after ${String(Math.round(performance.now() - asked))} ms.`);
      assert.match(unsaved.storage.problem ?? '', /no room left.*Free some space/);
      const orders = unsaved.clients.acknowledged;
      await tab.when('orders on the way', ({ clients }) => clients.acknowledged > orders + 20);
      const still = await tab.snapshot();
      assert.equal(still.storage.savedAtMs, unsaved.storage.savedAtMs);

      // Without room for the disks, their making is kept: the run, in the room that was set aside for it.
      await pageSays(tab.page, /its lines are kept/i);
      const kept = await tab.advance(0);
      await tab.when('these lines', ({ storage: { problem } }) => {
        const [, seconds = ''] = /up to (\S+) s the run/.exec(problem ?? '') ?? [];
        return Number(seconds) * 1000 >= kept.atMs;
      });
      await tab.reload();
      await assertRunIsHere(tab, kept.atMs);
      await tab.pace(false, 1);

      await limit(null);
      await savedThrough(tab);
      assert.equal((await tab.snapshot()).storage.problem, null);
      const saved = await tab.snapshot();
      await tab.reload();
      await assertWhole(tab, saved, 'after the want of room');
      assert.deepEqual(tab.troubles, []);
    } finally {
      await browser.close();
    }
  });
});

/** The lab stands at that moment or later, and is the world to which its run leads. */
async function assertRunIsHere(tab: LabPage, sinceMs: number): Promise<void> {
  const { atMs, faults } = await tab.advance(0);
  assert.ok(atMs >= sinceMs, `${String(atMs)} ms, expected ${String(sinceMs)} or later`);
  assert.deepEqual(faults, []);
  assert.equal(await tab.digest(), digestInNode(await tab.exportRun(true), atMs));
}

describe('Storage that is cleared under a lab', () => {
  it('is noticed at once while the lab stands still, and everything is stored anew', async () => {
    const browser = await startBrowser();
    try {
      const tab = await LabPage.of(await browser.newPage());
      await tab.open(`${site.url}lab.html`);
      await tab.play('client start');
      await tab.advance(2000);
      await savedThrough(tab);
      await watchStorage(tab);
      await clearStorage(tab);
      await until('what is said of it', async () => {
        const said = await storageSaid(tab);
        return said.some(({ savedAtMs, problem }) => savedAtMs === null && problem !== null)
          ? true
          : null;
      });
      const again = await savedThrough(tab);
      assert.equal(again.storage.problem, null);
      const digest = await tab.digest();
      await tab.page.close();
      const next = await LabPage.of(await browser.newPage());
      await next.open(`${site.url}lab.html`);
      await assertWhole(next, again, 'after storage was cleared');
      assert.equal(digestInNode(await next.exportRun(), again.atMs), digest);
    } finally {
      await browser.close();
    }
  });

  it('takes nothing with it that is called saved from then on', async () => {
    const seed = chosenSeed();
    const random = new Seeded(seed);
    const browser = new KeptBrowser(makeProfile());
    console.log(`SEED=${String(seed)}`);
    try {
      let tab = await browser.newTab();
      await tab.open(`${site.url}lab.html`);
      await startOrders(tab);
      for (let round = 0; round < CLEARINGS; round += 1) {
        await beBusy(tab, random, 1500);
        await watchStorage(tab);
        await clearStorage(tab);
        const { atMs } = await tab.snapshot();
        const saved = await tab.when(
          'a save after that',
          ({ storage }) => storage.problem === null && (storage.savedAtMs ?? -1) > atMs,
        );
        const said = await storageSaid(tab);
        const noticed = said.findIndex(({ savedAtMs }) => savedAtMs === null);
        assert.ok(noticed >= 0, `never noticed, SEED=${String(seed)}`);
        const before = said.slice(0, noticed).filter(({ savedAtMs }) => (savedAtMs ?? 0) > atMs);
        assert.deepEqual(before, [], `called saved before it was noticed, SEED=${String(seed)}`);
        await tab.page.close();
        tab = await browser.newTab();
        await tab.open(`${site.url}lab.html`);
        await assertWhole(tab, saved, `round ${String(round)}, SEED=${String(seed)}`);
      }
    } finally {
      await browser.remove();
    }
  });
});

describe('Two tabs of one lab', () => {
  it('are one that saves and one that says that it does not, until the first is closed', async () => {
    const browser = await startBrowser();
    try {
      const context = await browser.createBrowserContext();
      const first = await LabPage.of(await context.newPage());
      await first.open(`${site.url}lab.html`);
      await first.play('client start', 'write S:\\note.txt first');
      const { atMs } = await first.advance(3_000);
      await first.when('the last save', ({ storage }) => (storage.savedAtMs ?? -1) >= atMs);

      const second = await LabPage.of(await context.newPage());
      await second.open(`${site.url}lab.html`);
      assert.equal((await second.snapshot()).storage.readOnly, true);
      await pageSays(second.page, /another tab/i);
      assert.notEqual(
        await lineOf(second.page, /^read only/i),
        null,
        'it does not say "Read only"',
      );
      assert.equal((await first.snapshot()).storage.readOnly, false);
      assert.equal(await lineOf(first.page, /another tab|read only/i), null);

      await first.page.close();
      const closed = performance.now();
      await second.when('the right to write', ({ storage }) => !storage.readOnly);
      console.log(`It was taken over after ${String(Math.round(performance.now() - closed))} ms.`);
      await second.advance(0);
      const note = await second.readFile('A1', 'S:\\note.txt');
      assert.equal(Buffer.from(note).toString().trim(), 'first');
      assert.equal((await second.snapshot()).storage.problem, null);
      assert.equal(await lineOf(second.page, /another tab|read only/i), null);
      assert.deepEqual([...first.troubles, ...second.troubles], []);
    } finally {
      await browser.close();
    }
  });
});
