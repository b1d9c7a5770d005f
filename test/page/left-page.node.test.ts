import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lineOf } from './support/accessible.ts';
import { assertWhole, savedThrough } from './support/kept-lab.ts';
import { LabPage } from './support/lab-page.ts';
import { VisitedSite } from './support/visited-site.ts';

/** A browser may throw a page away that it keeps, and loads it anew then: Chromium does where it froze it too early. */
const TRIES = 6;

const visited = new VisitedSite({ keepsLeftPages: true });

/** Leaves a lab, changes it in another tab, and comes back. @returns whether the page came back as it was */
async function leaveAndComeBack(): Promise<boolean> {
  const context = await visited.browser.createBrowserContext();
  const tab = await LabPage.of(await context.newPage());
  await tab.open(`${visited.site.url}lab.html`);
  await tab.play('client start', 'write S:\\note.txt first');
  await tab.advance(2000);
  await savedThrough(tab);
  await tab.page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      document.title = persisted ? 'came back as it was' : 'was loaded';
    });
  });
  await tab.page.goto(visited.site.blankUrl);

  const other = await LabPage.of(await context.newPage());
  await other.open(`${visited.site.url}lab.html`);
  const { storage } = await other.snapshot();
  assert.deepEqual([storage.readOnly, storage.problem], [false, null]);
  await other.play('write S:\\note.txt second');
  await other.advance(3000);
  const saved = await savedThrough(other);
  await other.page.close();

  await tab.page.goBack();
  const isAsItWas = (await tab.page.title()) === 'came back as it was';
  await tab.when('the lab', ({ atMs }) => atMs >= saved.atMs);
  await assertWhole(tab, saved, 'after the page came back');
  const note = await tab.readFile('A1', 'S:\\note.txt');
  assert.equal(Buffer.from(note).toString().trim(), 'second');
  assert.equal(await lineOf(tab.page, /another tab|started again|worker/i), null);
  await context.close();
  return isAsItWas;
}

describe('A page that is left and come back to', () => {
  it('gives the lab to another tab meanwhile, and goes on from what that one saved', async () => {
    let isAsItWas = false;
    for (let tries = 0; tries < TRIES && !isAsItWas; tries += 1) {
      isAsItWas = await leaveAndComeBack();
    }
    assert.ok(isAsItWas, `it was loaded anew ${String(TRIES)} times`);
  });
});
