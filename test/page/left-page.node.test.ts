import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lineOf } from './support/accessible.ts';
import { assertWhole, savedThrough } from './support/kept-lab.ts';
import { LabPage } from './support/lab-page.ts';
import { VisitedSite } from './support/visited-site.ts';

const visited = new VisitedSite({ keepsLeftPages: true });

describe('A page that is left and come back to', () => {
  it('gives the lab to another tab meanwhile, and goes on from what that one saved', async () => {
    const tab = await LabPage.of(await visited.browser.newPage());
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

    const other = await LabPage.of(await visited.browser.newPage());
    await other.open(`${visited.site.url}lab.html`);
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
