import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { lineOf } from './support/accessible.ts';
import { startBrowser } from './support/browser-session.ts';
import { assertWhole, savedThrough } from './support/kept-lab.ts';
import { LabPage } from './support/lab-page.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;

before(async () => {
  site = await openSite();
  browser = await startBrowser({ keepsLeftPages: true });
});
after(async () => {
  await browser.close();
  await site.close();
});

describe('A page that is left and come back to', () => {
  it('gives the lab to another tab meanwhile, and goes on from what that one saved', async () => {
    const tab = await LabPage.of(await browser.newPage());
    await tab.open(`${site.url}lab.html`);
    await tab.play('client start', 'write S:\\note.txt first');
    await tab.advance(2000);
    await savedThrough(tab);
    await tab.page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => {
        document.title = persisted ? 'came back as it was' : 'was loaded';
      });
    });
    await tab.page.goto(site.blankUrl);

    const other = await LabPage.of(await browser.newPage());
    await other.open(`${site.url}lab.html`);
    const { storage } = await other.snapshot();
    assert.deepEqual([storage.readOnly, storage.problem], [false, null]);
    await other.play('write S:\\note.txt second');
    await other.advance(3000);
    const saved = await savedThrough(other);
    await other.page.close();

    await tab.page.goBack();
    assert.equal(await tab.page.title(), 'came back as it was');
    await tab.when('the lab', ({ atMs }) => atMs >= saved.atMs);
    await assertWhole(tab, saved, 'after the page came back');
    const note = await tab.readFile('A1', 'S:\\note.txt');
    assert.equal(Buffer.from(note).toString().trim(), 'second');
    assert.equal(await lineOf(tab.page, /another tab|started again|worker/i), null);
  });
});
