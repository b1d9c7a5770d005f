import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { control, lineOf, pageSays } from './support/accessible.ts';
import { makeProfile, type Profile } from './support/browser-session.ts';
import { assertWhole, KeptBrowser, savedThrough, startOrders } from './support/kept-lab.ts';
import { openSite, type Site } from './support/site.ts';

/** Less than the last record of a log, more than nothing. */
const TORN_BYTES = 50;

let site: Site;
let profile: Profile;
let browser: KeptBrowser;

before(async () => {
  site = await openSite();
  profile = makeProfile();
  browser = new KeptBrowser(profile);
});
afterEach(() => browser.closeTabs());
after(async () => {
  await browser.remove();
  await site.close();
});

/** The folder in which Chromium keeps the databases of the one site that was visited. */
function databasesOf({ folder }: Profile): string {
  const all = join(folder, 'Default', 'IndexedDB');
  const [name] = readdirSync(all).filter((each) => each.endsWith('.leveldb'));
  if (name === undefined) throw new Error(`There are no databases in ${all}.`);
  return join(all, name);
}

/** Changes the log in which Chromium keeps what was written last. */
function changeLog(databases: string, change: (bytes: Buffer) => Buffer): void {
  const [log] = readdirSync(databases).filter((each) => each.endsWith('.log'));
  if (log === undefined) throw new Error(`There is no log in ${databases}.`);
  const path = join(databases, log);
  writeFileSync(path, change(readFileSync(path)));
}

describe('Storage of a browser that does not open', () => {
  it('is said, and offered to be deleted; the lab runs in memory, and nothing is lost when it opens again', async () => {
    const before = await browser.newTab();
    await before.open(`${site.url}lab.html`);
    await before.play('client start', 'write S:\\note.txt kept');
    await before.advance(2000);
    const saved = await savedThrough(before);
    await before.page.goto(site.blankUrl);
    await browser.kill();

    // A file where the browser expects a folder: it can open nothing there, and delete nothing.
    const folder = databasesOf(profile);
    renameSync(folder, `${folder}.aside`);
    writeFileSync(folder, '');
    const tab = await browser.newTab();
    await tab.open(`${site.url}lab.html`);
    const { storage } = await tab.snapshot();
    assert.deepEqual([storage.kind, storage.remedy], ['memory', 'delete']);
    await pageSays(tab.page, /failed to open what it keeps of this lab.*in memory meanwhile/);
    await tab.play('write S:\\note.txt meanwhile');

    await (await control(tab.page, 'button', /^delete what is stored$/i)).click();
    await pageSays(tab.page, /deleted for good.*Nothing else is deleted/);
    await (await control(tab.page, 'button', /^keep it$/i)).click();
    await (await control(tab.page, 'button', /^delete what is stored$/i)).click();
    await (await control(tab.page, 'button', /^delete what is stored$/i)).click();
    await pageSays(tab.page, /that did not help.*clear this site’s data/i);
    assert.equal((await tab.snapshot()).storage.kind, 'memory');

    rmSync(folder);
    renameSync(`${folder}.aside`, folder);
    await (await control(tab.page, 'button', /^open it again$/i)).click();
    await tab.when('the stored lab', ({ storage: now }) => now.kind === 'indexeddb');
    await tab.ready();
    await assertWhole(tab, saved, 'after it opened again');
    const note = await tab.readFile('A1', 'S:\\note.txt');
    assert.equal(Buffer.from(note).toString().trim(), 'kept');
    assert.equal(await lineOf(tab.page, /failed to open|delete what is stored/i), null);
  });

  it('is said to have been deleted by the browser where it was damaged; the lab begins anew, and is kept', async () => {
    const before = await browser.newTab();
    await before.open(`${site.url}lab.html`);
    await before.play('write S:\\note.txt soon lost');
    await savedThrough(before);
    await before.page.goto(site.blankUrl);
    await browser.kill();

    changeLog(databasesOf(profile), (bytes) => {
      const middle = bytes.length >> 1;
      return bytes.fill(0x5a, middle, middle + 1024);
    });
    const tab = await browser.newTab();
    await tab.open(`${site.url}lab.html`);
    await pageSays(tab.page, /kept of this site damaged, and deleted all of it/);
    const { storage } = await tab.snapshot();
    assert.deepEqual([storage.kind, storage.savedAllTheSame], ['indexeddb', true]);
    await tab.play('write S:\\note.txt anew');
    await savedThrough(tab);

    await tab.reload();
    const note = await tab.readFile('A1', 'S:\\note.txt');
    assert.equal(Buffer.from(note).toString().trim(), 'anew');
    assert.equal(await lineOf(tab.page, /deleted all of it/i), null);
  });

  it('loses nothing of a lab when the browser is killed twice, the first time in the middle of a record', async () => {
    const before = await browser.newTab();
    await before.open(`${site.url}lab.html`);
    await startOrders(before);
    await before.advance(3000);
    await savedThrough(before);
    await browser.kill();
    // What was being written: nothing that had been called saved.
    changeLog(databasesOf(profile), (bytes) => bytes.subarray(0, bytes.length - TORN_BYTES));

    const between = await browser.newTab();
    await between.open(`${site.url}lab.html`);
    await between.advance(1000);
    const saved = await savedThrough(between);
    await browser.kill();

    const tab = await browser.newTab();
    await tab.open(`${site.url}lab.html`);
    await assertWhole(tab, saved, 'after the second time');
  });
});
