import type { CDPSession, Page } from 'puppeteer-core';
import type { LabPage } from './lab-page.ts';
import { drawn } from './page-parts.ts';
import type { View } from './views.ts';

/** A size of the window, px, with what it stands for. */
export interface WindowSize {
  readonly name: 'desk' | 'tablet' | 'phone';
  readonly width: number;
  readonly height: number;
}

export const SIZES: readonly WindowSize[] = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'tablet', width: 1024, height: 768 },
  { name: 'phone', width: 390, height: 844 },
];

/** What a reader may have told the system. */
export interface Wishes {
  readonly scheme?: 'light' | 'dark';
  readonly isStill?: boolean;
  readonly contrast?: 'more' | 'forced';
}

/** Gives the window another size; fingers instead of a mouse when `isTouched`. */
export async function resize(
  page: Page,
  { width, height }: WindowSize,
  isTouched = false,
): Promise<void> {
  const viewport = page.viewport();
  if (viewport?.width === width && (viewport.hasTouch ?? false) === isTouched) return;
  await page.setViewport({ width, height, hasTouch: isTouched });
  await drawn(page);
}

/** A wish holds as long as the session that told it. */
const sessions = new WeakMap<Page, CDPSession>();

/** Tells the page what its reader wishes. */
export async function wish(page: Page, { scheme, isStill, contrast }: Wishes): Promise<void> {
  const session = sessions.get(page) ?? (await page.createCDPSession());
  sessions.set(page, session);
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme ?? 'light' },
      { name: 'prefers-reduced-motion', value: isStill === true ? 'reduce' : 'no-preference' },
      { name: 'prefers-contrast', value: contrast === 'more' ? 'more' : 'no-preference' },
      { name: 'forced-colors', value: contrast === 'forced' ? 'active' : 'none' },
    ],
  });
  await drawn(page);
}

/** Opens view after view and looks at each. @returns all that was found, each with the name of its view */
export async function findInViews(
  tab: LabPage,
  views: readonly View[],
  look: (view: View) => Promise<readonly string[]>,
): Promise<string[]> {
  const found: string[] = [];
  for (const view of views) {
    await view.open(tab);
    await drawn(tab.page);
    found.push(...(await look(view)).map((each) => `${view.name}: ${each}`));
    await view.close?.(tab);
  }
  return found;
}
