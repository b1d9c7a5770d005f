import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { resize, SIZES } from './support/looks.ts';
import { VisitedSite } from './support/visited-site.ts';

const visited = new VisitedSite();

/** Names of the controls in sight that glow, and how many windows lie above the page. */
function firstSight(page: Page): Promise<{ glowing: string[]; above: number }> {
  return page.evaluate(() => {
    const below = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((each) =>
        each.shadowRoot === null ? [each] : [each, ...below(each.shadowRoot)],
      );
    const all = below(document.body).filter((each) => each.checkVisibility());
    return {
      glowing: all
        .filter((each) => getComputedStyle(each).animationIterationCount === 'infinite')
        .filter((each) => getComputedStyle(each).animationName !== 'none')
        .map((each) => each.textContent.trim()),
      above: all.filter((each) => each.matches('dialog[open], :popover-open, [aria-modal="true"]'))
        .length,
    };
  });
}

describe('A first visit', () => {
  for (const size of SIZES) {
    it(`meets motion and one glowing control, and nothing in the way: ${size.name}`, async () => {
      const tab = await visited.freshTab();
      await resize(tab.page, size);
      await tab.open(visited.site.url);
      await tab.when('orders by themselves', ({ atMs, paused, clients }) => {
        return !paused && atMs > 500 && clients.acknowledged > 0;
      });
      const { glowing, above } = await firstSight(tab.page);
      assert.deepEqual(glowing, ['Pull the plug on CLUS-A']);
      assert.equal(above, 0);
      await tab.page.browserContext().close();
    });
  }
});
