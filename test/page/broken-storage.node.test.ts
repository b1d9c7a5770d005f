import assert from 'node:assert/strict';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { control, lineOf, pageSays } from './support/accessible.ts';
import { makeProfile, type Profile } from './support/browser-session.ts';
import { assertWhole, KeptBrowser, savedThrough } from './support/kept-lab.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let profile: Profile;
let browser: KeptBrowser;

before(async () => {
  site = await openSite();
  profile = makeProfile();
  browser = new KeptBrowser(profile);
});
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
});
