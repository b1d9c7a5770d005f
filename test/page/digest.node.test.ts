import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Speed } from '../../workers/api.ts';
import { startBrowser } from './support/browser-session.ts';
import { LabPage } from './support/lab-page.ts';
import { digestInNode } from './support/replay-in-node.ts';
import { lineOf } from './support/accessible.ts';
import { openSite, type Site } from './support/site.ts';

/** Lines of a short run: orders, files, a fault that is cleared, a lost site. */
const FIRST_LINES = ['client rate 20', 'client start', 'fill S:\\Docs\\more.bin 60000 7'];
const LAST_LINES = [
  'fault link replication rate 96',
  'write S:\\note.txt kept',
  'fault site first off',
];

let browser: Browser;

before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

for (const kernel of ['wasm', 'reference'] as const) {
  describe(`The digest of a run on the page's ${kernel} kernel`, () => {
    let site: Site;
    let tab: LabPage;

    before(async () => {
      site = await openSite({ wasm: kernel === 'wasm' });
      const context = await browser.createBrowserContext();
      tab = await LabPage.of(await context.newPage());
      await tab.open(`${site.url}lab.html`);
    });
    after(() => site.close());

    it('is of that kernel: the page says so where it is the slower one', async () => {
      const badge = await lineOf(tab.page, /reference kernel/i);
      assert.equal(badge !== null, kernel === 'reference');
    });

    for (const speed of [1, 'max'] as const satisfies readonly Speed[]) {
      it(`is that of Node, live at speed ${speed} and replayed`, async () => {
        await tab.openRun({ ...(await tab.exportRun()), lines: [], endMs: 0 });
        await tab.play(...FIRST_LINES);
        await tab.pace(false, speed);
        await tab.when('time that runs', ({ atMs }) => atMs > 0);
        await tab.play(...LAST_LINES);
        const { atMs } = await tab.advance(45_000);
        const live = await tab.digest();
        const run = await tab.exportRun();
        assert.equal(run.endMs, atMs);
        assert.equal(run.lines.length, FIRST_LINES.length + LAST_LINES.length);
        assert.equal(live, digestInNode(run, atMs, 'wasm'), JSON.stringify(run));
        assert.equal(live, digestInNode(run, atMs, 'reference'), JSON.stringify(run));

        await tab.openRun({ ...run, lines: [], endMs: 0 });
        assert.notEqual(await tab.digest(), live);
        const replayed = await tab.openRun(run);
        assert.equal(replayed.atMs, atMs);
        assert.equal(await tab.digest(), live);
      });
    }
  });
}
