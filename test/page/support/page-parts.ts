import type { Page } from 'puppeteer-core';
import { until } from './until.ts';

/** What can be pressed: by its role on the page, not by who made it. */
const PRESSABLE = 'button, a[href], summary, [role="treeitem"]';

/** Which control is meant. */
interface Meant {
  readonly words: string;
  readonly selector: string;
  /** A switch of another size's layout is out of sight and works all the same. */
  readonly mayBeHidden: boolean;
}

/** Presses the control in sight of that name, else the first whose name begins so; waits until it is there. */
export async function press(page: Page, words: string, selector = PRESSABLE): Promise<void> {
  await pressMeant(page, { words, selector, mayBeHidden: false });
}

/** As `press`, where such a control is in sight now. */
export async function pressIfThere(page: Page, words: string): Promise<void> {
  await page.evaluate(pressFound, { words, selector: PRESSABLE, mayBeHidden: false });
  await drawn(page);
}

/** Opens the menu whose face wears these words, then picks the entry that begins so. */
export async function pick(page: Page, menu: string, entry: string): Promise<void> {
  await press(page, menu, '[aria-haspopup="menu"]');
  await press(page, entry, '[role="menuitem"]');
}

/** Shows a view by its tabs at every size at once: those of the phone, of the dock and of the left column. */
export async function showTabs(page: Page, ...tabs: readonly string[]): Promise<void> {
  for (const words of tabs) {
    await pressMeant(page, { words, selector: '.tab, .left-tabs button', mayBeHidden: true });
  }
}

/** Waits until such a part is in sight. */
export async function seen(page: Page, selector: string): Promise<void> {
  // Asked at every drawing: without `visible` it is asked when the document changes, which a shadow root does not tell.
  await page.waitForSelector(`>>> ${selector}`, { visible: true });
}

/** Waits until two drawings have passed, so that what was pressed is on the page. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

async function pressMeant(page: Page, meant: Meant): Promise<void> {
  await until(`a control "${meant.words}"`, async () =>
    (await page.evaluate(pressFound, meant)) ? true : null,
  );
  await drawn(page);
}

/** Runs in the page. */
function pressFound({ words, selector, mayBeHidden }: Meant): boolean {
  const below = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot === null ? [element] : [element, ...below(element.shadowRoot)],
    );
  const nameOf = (element: Element): string => {
    const slotted = [...element.querySelectorAll('slot')].flatMap((slot) => slot.assignedNodes());
    const text = [element, ...slotted].map((node) => node.textContent ?? '').join(' ');
    return (element.getAttribute('aria-label') ?? text).replaceAll(/\s+/g, ' ').trim();
  };
  const found = below(document).filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement &&
      element.matches(selector) &&
      (mayBeHidden || (element.checkVisibility() && element.getBoundingClientRect().width > 0)) &&
      !element.matches(':disabled'),
  );
  const control =
    found.find((element) => nameOf(element) === words) ??
    found.find((element) => nameOf(element).startsWith(words));
  control?.focus();
  control?.click();
  return control !== undefined;
}
