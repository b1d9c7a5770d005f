import type { Page } from 'puppeteer-core';

/** Beyond this many Tabs a control counts as out of the keyboard's reach. */
const TABS_MAX = 80;

/** Name of the control that has the focus, with its place among those of that name; null for none. */
export async function focusedControl(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (focused === null || focused === document.body) return null;
    const words = focused.getAttribute('aria-label') ?? focused.textContent;
    const place = focused.getBoundingClientRect();
    const name = words.replaceAll(/\s+/g, ' ').trim();
    return `${name} (${focused.localName} at ${String(Math.round(place.x))}, ${String(Math.round(place.y))})`;
  });
}

/**
 * Presses Tab until a control of that name has the focus.
 *
 * @returns what had it on the way, that control included
 * @throws Error when Tab never reaches it
 */
export async function pressUntilFocused(page: Page, name: RegExp): Promise<string[]> {
  const passed: string[] = [];
  while (passed.length < TABS_MAX) {
    await page.keyboard.press('Tab');
    const focused = (await focusedControl(page)) ?? 'nothing';
    passed.push(focused);
    if (name.test(focused)) return passed;
  }
  throw new Error(`Tab never reached ${String(name)}; it went over ${passed.join(', ')}.`);
}

/** Does the focused control, or the box that stands for it, look different for having the focus? */
export async function focusRingOf(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!(focused instanceof HTMLElement || focused instanceof SVGElement)) return false;
    // A hidden input stands inside the label that is seen.
    const seen = [focused, focused.closest('label')].filter((element) => element !== null);
    const looks = seen.map((element) => {
      const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
      return [outline, boxShadow, borderColor, backgroundColor].join(' | ');
    });
    focused.blur();
    const plain = seen.map((element) => {
      const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
      return [outline, boxShadow, borderColor, backgroundColor].join(' | ');
    });
    focused.focus({ focusVisible: true });
    return looks.some((look, index) => look !== plain[index]);
  });
}
