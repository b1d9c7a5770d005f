import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { control, listItems, pageSays } from './support/accessible.ts';
import { focusedControl, focusRingOf, pressUntilFocused } from './support/keyboard.ts';
import type { LabPage } from './support/lab-page.ts';
import { VisitedSite } from './support/visited-site.ts';

/** What a newcomer gives the page at most, from its address to the named lost orders. */
const PATIENCE_MS = 60_000;
const CLICKS_MAX = 3;
const PLUG = /^Pull the plug/;

const visited = new VisitedSite();

/** Waits until the pair has orders behind it and on their way, as a reader of the page does. */
async function ordersFlow(tab: LabPage): Promise<void> {
  await tab.when('orders on their way', ({ clients, connections }) => {
    return clients.acknowledged > 20 && (connections[0]?.queue.operations ?? 0) > 0;
  });
}

/** Numbers that a receipt's list names, its ranges spelt out. */
function namedOrders(items: readonly string[]): number[] {
  return items.flatMap((item) =>
    [...item.matchAll(/(\d+)(?:\s*[–-]\s*(\d+))?/g)].flatMap(([, from, to]) => {
      const first = Number(from);
      return Array.from({ length: Number(to ?? from) - first + 1 }, (_, index) => first + index);
    }),
  );
}

async function namedOnPage(page: Page): Promise<number[]> {
  return namedOrders(await listItems(page, /^Lost orders/));
}

describe('The drill of the front page', () => {
  it('leads a newcomer from the address to the named lost orders within a minute and three clicks', async () => {
    const tab = await visited.freshTab();
    const beganMs = performance.now();
    let clicks = 0;
    await tab.open(`${visited.site.url}index.html`);
    await ordersFlow(tab);
    const plug = await control(tab.page, 'button', PLUG);
    await plug.click();
    clicks += 1;
    const named = await namedOnPage(tab.page);
    const tookMs = performance.now() - beganMs;
    const { ledger } = await tab.snapshot();
    assert.ok(ledger !== null && ledger.lostOrders.length > 0, 'nothing was lost');
    assert.deepEqual(named, [...ledger.lostOrders]);
    assert.ok(clicks <= CLICKS_MAX, `${String(clicks)} clicks`);
    assert.ok(tookMs < PATIENCE_MS, `${String(Math.round(tookMs))} ms`);
    assert.deepEqual(tab.troubles, []);
  });

  it('asks its host for its own files once, and for nothing after that', async () => {
    const tab = await visited.freshTab();
    const asked: string[] = [];
    tab.page.on('request', (request) => asked.push(request.url()));
    await tab.page.goto(visited.site.url, { waitUntil: 'networkidle0' });
    await tab.ready();
    const before = [...visited.site.requests];
    await ordersFlow(tab);
    await tab.play('fault site first off');
    await tab.advance(60_000);
    await listItems(tab.page, /^Lost orders/);
    await tab.page.evaluate(() => document.querySelector('failover-lab')?.remove());
    assert.deepEqual(visited.site.requests.slice(before.length), []);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith(visited.site.url)),
      [],
    );
    assert.equal(visited.site.requests.filter((path) => path.endsWith('.wasm')).length > 0, true);
    assert.deepEqual(tab.troubles, []);
  });

  it('keeps to the policy of a careful host', () => {
    assert.deepEqual(visited.site.reports, []);
  });

  it('can be walked with the keyboard alone, and shows where the focus is', async () => {
    const tab = await visited.freshTab();
    const { page } = tab;
    await tab.open(`${visited.site.url}index.html`);
    await ordersFlow(tab);
    const passed = await pressUntilFocused(page, PLUG);
    assert.ok(passed.length > 1, passed.join(', '));
    await page.keyboard.press('Enter');
    await tab.when('the plug pulled', ({ faults }) => faults.length > 1);
    const named = await namedOnPage(page);
    assert.deepEqual(named, [...((await tab.snapshot()).ledger?.lostOrders ?? [])]);

    await pressUntilFocused(page, /^Start again/);
    await page.keyboard.press('Enter');
    await tab.when('a new run', ({ ledger }) => ledger === null);
    await control(page, 'button', PLUG);
    assert.deepEqual(tab.troubles, []);
  });

  it('shows the focus on every control that Tab reaches', async () => {
    const tab = await visited.freshTab();
    const { page } = tab;
    await tab.open(`${visited.site.url}index.html`);
    await tab.pace(true, 1);
    const names: string[] = [];
    const unseen: string[] = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const name = await focusedControl(page);
      if (name === null || names.includes(name)) break;
      names.push(name);
      if (!(await focusRingOf(page))) unseen.push(name);
    }
    assert.ok(names.length > 8, `Tab reached only ${names.join(', ')}`);
    assert.deepEqual(unseen, []);
  });

  it('is paused and played by the space bar when nothing has the focus', async () => {
    const tab = await visited.freshTab();
    await tab.open(`${visited.site.url}index.html`);
    await tab.page.keyboard.press('Space');
    await tab.when('a pause', ({ paused }) => paused);
    await tab.page.keyboard.press('Space');
    await tab.when('time that runs', ({ paused }) => !paused);
    const button = await control(tab.page, 'button', /^Theme/);
    await button.focus();
    await tab.page.keyboard.press('Space');
    await pageSays(tab.page, /^Theme: dark/);
    assert.equal((await tab.snapshot()).paused, false);
  });
});
