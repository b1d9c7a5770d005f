import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { lineOf, pageSays } from './support/accessible.ts';
import { makeProfile, startBrowser } from './support/browser-session.ts';
import { LabPage } from './support/lab-page.ts';
import { openSite, type Site } from './support/site.ts';

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
      await second.when('the right to write', ({ storage }) => !storage.readOnly);
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
