import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { control, pageSays } from './support/accessible.ts';
import { startOrders } from './support/kept-lab.ts';
import type { LabPage } from './support/lab-page.ts';
import { VisitedSite } from './support/visited-site.ts';

const NOTICE = /Paused while hidden\. Nothing failed while you were away\./;

const visited = new VisitedSite();

/** A sandbox under orders, in a tab with a storage of its own. */
async function busyTab(): Promise<LabPage> {
  const tab = await visited.freshTab();
  await tab.open(`${visited.site.url}lab.html`);
  await startOrders(tab);
  await tab.when('orders', ({ clients }) => clients.acknowledged > 5);
  return tab;
}

/** Hides the page or shows it again, as far as anything in it can tell. */
async function setHidden(tab: LabPage, isHidden: boolean): Promise<void> {
  await tab.page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    const value = hidden ? 'hidden' : 'visible';
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

describe('A page that is hidden', () => {
  it('stands still and is saved as it stands; seen again, it has changed nothing but its notice', async () => {
    const tab = await busyTab();
    await setHidden(tab, true);
    const { atMs } = await tab.when('a pause', ({ paused }) => paused);
    const digest = await tab.digest();
    const run = await tab.exportRun();
    await tab.when('what stands to be saved', ({ storage }) => storage.savedAtMs === atMs);
    // As long as it takes to be asked a hundred times: whatever ran meanwhile would show.
    for (let count = 0; count < 100; count += 1) await tab.digest();
    await setHidden(tab, false);
    await pageSays(tab.page, NOTICE);
    assert.deepEqual([(await tab.snapshot()).atMs, await tab.digest()], [atMs, digest]);
    assert.deepEqual(await tab.exportRun(), run);
    await (await control(tab.page, 'button', /^Play/)).click();
    await tab.when('time that runs', (now) => !now.paused && now.atMs > atMs);
    assert.deepEqual(tab.troubles, []);
  });

  it('is found as it stood after a reload, paused', async () => {
    const tab = await busyTab();
    await setHidden(tab, true);
    const { atMs } = await tab.when('a pause', ({ paused }) => paused);
    const digest = await tab.digest();
    await tab.when('what stands to be saved', ({ storage }) => storage.savedAtMs === atMs);
    await tab.reload();
    const found = await tab.snapshot();
    assert.deepEqual([found.paused, found.atMs, await tab.digest()], [true, atMs, digest]);
  });
});
