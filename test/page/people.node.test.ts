import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { axeFindings } from './support/axe.ts';
import { startBrowser } from './support/browser-session.ts';
import { LabPage } from './support/lab-page.ts';
import { findInViews, resize, SIZES, wish, type WindowSize } from './support/looks.ts';
import { openSite, type Site } from './support/site.ts';
import { cutOffParts, smallTargets, unseenFocus } from './support/surveys.ts';
import { SCENES, type Scene } from './support/views.ts';

/** Everything that was looked for, in every view of every page. */
const found = {
  light: [] as string[],
  dark: [] as string[],
  focus: [] as string[],
  cutOff: [] as string[],
  small: [] as string[],
  policy: [] as string[],
  troubles: [] as string[],
};
let viewCount = 0;

let browser: Browser;
let site: Site;

before(async () => {
  site = await openSite();
  browser = await startBrowser();
  const [desk, tablet, phone] = SIZES;
  assert.ok(desk !== undefined && tablet !== undefined && phone !== undefined);
  await walk([desk, tablet], false);
  await walk([phone], true);
  found.policy.push(...site.reports);
});
after(async () => {
  await browser.close();
  await site.close();
});

/** Goes through all scenes in one tab; what each size shows is looked at before the next scene. */
async function walk(sizes: readonly WindowSize[], isTouched: boolean): Promise<void> {
  const context = await browser.createBrowserContext();
  const tab = await LabPage.of(await context.newPage());
  await tab.page.setViewport({ ...(sizes[0] as WindowSize), hasTouch: isTouched });
  await tab.page.exposeFunction('tellBreach', (text: string) => found.policy.push(text));
  await tab.page.evaluateOnNewDocument(
    `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      tellBreach(violatedDirective + ' ' + blockedURI))`,
  );
  // Colours on their way from one theme to the other are those of neither.
  await wish(tab.page, { isStill: true });
  let file = '';
  for (const scene of SCENES) {
    const url = `${site.url}${scene.file}`;
    if (scene.file === 'benchmark.html') await tab.page.goto(url);
    else if (scene.file !== file) await tab.open(url);
    file = scene.file;
    await scene.prepare(tab);
    for (const size of sizes) {
      await resize(tab.page, size, isTouched);
      await lookAt(tab, scene, size);
    }
  }
  found.troubles.push(...tab.troubles);
  await context.close();
}

async function lookAt(tab: LabPage, { name, views }: Scene, size: WindowSize): Promise<void> {
  const { page } = tab;
  const at = (each: string): string => `${name}, ${size.name}, ${each}`;
  const note = (list: string[], view: string, each: readonly string[]): void => {
    list.push(...each.map((text) => at(`${view}: ${text}`)));
  };
  await findInViews(tab, views, async (view) => {
    viewCount += 1;
    note(found.light, view.name, await axeFindings(page));
    await wish(page, { scheme: 'dark', isStill: true });
    note(found.dark, view.name, await axeFindings(page));
    await wish(page, { isStill: true });
    if (size.name === 'phone') {
      note(found.cutOff, view.name, await cutOffParts(page));
      note(found.small, view.name, await smallTargets(page));
    }
    if (size.name !== 'tablet') note(found.focus, view.name, await unseenFocus(page));
    return [];
  });
}

describe('Every view of every page', () => {
  it('is looked at on a desk, a tablet and a phone', () => {
    const ofOneSize = SCENES.flatMap(({ views }) => views).length;
    assert.ok(ofOneSize > 30);
    assert.equal(viewCount, 3 * ofOneSize);
  });

  it('is without fault for axe, in light', () => {
    assert.deepEqual(found.light, []);
  });

  it('is without fault for axe, in the dark', () => {
    assert.deepEqual(found.dark, []);
  });

  it('shows where the focus is', () => {
    assert.deepEqual(found.focus, []);
  });

  it('has all its words and controls within 390 px, without scrolling sideways', () => {
    assert.deepEqual(found.cutOff, []);
  });

  it('gives a finger 44 px of every control on a phone', () => {
    assert.deepEqual(found.small, []);
  });

  it('keeps to the policy of a careful host, and complains of nothing', () => {
    assert.deepEqual(found.policy, []);
    assert.deepEqual(found.troubles, []);
  });
});
