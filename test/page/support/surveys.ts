import type { Page } from 'puppeteer-core';

/** What a finger can hit for sure, px. */
const TARGET_MIN_PX = 44;

/** Words and controls that reach beyond the window or are cut off by what holds them; empty when there are none. */
export async function cutOffParts(page: Page): Promise<string[]> {
  await teach(page);
  return page.evaluate(() => globalThis.survey.cutOff());
}

/** Controls that a finger may miss, with their sizes; a field counts with its label. */
export async function smallTargets(page: Page): Promise<string[]> {
  await teach(page);
  return page.evaluate((least) => globalThis.survey.small(least), TARGET_MIN_PX);
}

/** Controls that look the same with the focus as without it. */
export async function unseenFocus(page: Page): Promise<string[]> {
  await teach(page);
  return page.evaluate(() => globalThis.survey.unseenFocus());
}

declare global {
  var survey: {
    cutOff(): string[];
    small(least: number): string[];
    unseenFocus(): string[];
  };
}

async function teach(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'survey' in globalThis))) await page.evaluate(defineSurvey);
}

/** Runs in the page. */
function defineSurvey(): void {
  const FOCUSABLE = 'button, a[href], input, select, textarea, summary, [tabindex="0"]';
  const below = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((each) =>
      each.shadowRoot === null ? [each] : [each, ...below(each.shadowRoot)],
    );
  const holderOf = (each: Element): Element | null =>
    each.assignedSlot ?? each.parentElement ?? hostOf(each.getRootNode());
  const hostOf = (root: Node): Element | null => (root instanceof ShadowRoot ? root.host : null);
  const holders = (each: Element): Element[] => {
    const holder = holderOf(each);
    return holder === null ? [] : [holder, ...holders(holder)];
  };
  const isSeen = (each: Element): boolean => {
    const { width, height } = each.getBoundingClientRect();
    return (
      width > 1 &&
      height > 1 &&
      each.checkVisibility({ visibilityProperty: true }) &&
      !each.closest('.visually-hidden')
    );
  };
  const name = (each: Element): string => {
    const words = each.getAttribute('aria-label') ?? each.textContent;
    const text = words.replaceAll(/\s+/g, ' ').trim().slice(0, 40);
    return `${each.localName}.${each.getAttribute('class') ?? ''} "${text}"`;
  };
  const hasText = (each: Element): boolean =>
    [...each.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
  // A box to tick, and a field that is out of sight, is pressed by its label.
  const targetOf = (each: Element): Element =>
    each.matches('[type="checkbox"], [type="radio"], .visually-hidden')
      ? ((each as HTMLInputElement).labels?.[0] ?? each)
      : each;
  const cutBy = (each: Element): string | null => {
    const { left, right } = each.getBoundingClientRect();
    if (left < -1 || right > innerWidth + 1) return `from ${String(left)} to ${String(right)}`;
    for (const holder of holders(each)) {
      const { overflowX, textOverflow } = getComputedStyle(holder);
      const box = holder.getBoundingClientRect();
      const isCut = left < box.left - 1 || right > box.right + 1;
      if (isCut && overflowX !== 'visible' && textOverflow !== 'ellipsis') {
        return `cut by ${holder.localName}.${holder.className} at ${String(box.right)}`;
      }
      if (getComputedStyle(holder).position === 'fixed') break;
    }
    const { overflowX, textOverflow } = getComputedStyle(each);
    const isOwn = overflowX === 'hidden' && textOverflow !== 'ellipsis';
    return isOwn && each.scrollWidth > each.clientWidth + 1 ? 'cut by itself' : null;
  };
  const look = (each: Element): string => {
    const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(each);
    return [outline, boxShadow, borderColor, backgroundColor].join(' | ');
  };
  globalThis.survey = {
    cutOff: () => {
      const page = document.scrollingElement as Element;
      const found =
        page.scrollWidth > innerWidth ? [`page is ${String(page.scrollWidth)} wide`] : [];
      for (const each of below(document.body)) {
        if (!isSeen(each) || !(hasText(each) || each.matches(FOCUSABLE))) continue;
        if (each.closest('pre, option') !== null) continue;
        const how = cutBy(each);
        if (how !== null) found.push(`${name(each)} ${how}`);
      }
      return found;
    },
    small: (least) =>
      below(document.body)
        .filter((each) => each.matches(`${FOCUSABLE}, [role="treeitem"], [role="menuitem"]`))
        .filter((each) => !each.matches(':disabled, [role="region"], pre'))
        .map((each) => targetOf(each))
        .filter((each) => isSeen(each))
        .flatMap((each) => {
          const { width, height } = each.getBoundingClientRect();
          const isSmall = width < least - 0.5 || height < least - 0.5;
          return isSmall
            ? [`${name(each)} ${String(Math.round(width))} × ${String(Math.round(height))}`]
            : [];
        }),
    unseenFocus: () => {
      const unseen: string[] = [];
      for (const each of below(document.body)) {
        if (!(each instanceof HTMLElement || each instanceof SVGElement)) continue;
        if (!each.matches(FOCUSABLE) || each.matches(':disabled') || !isSeen(targetOf(each)))
          continue;
        each.blur();
        const seen = [each, targetOf(each), each.parentElement ?? each];
        const plain = seen.map(look);
        each.focus({ focusVisible: true, preventScroll: true });
        if (!each.matches(':focus')) continue;
        if (seen.every((part, index) => look(part) === plain[index])) unseen.push(name(each));
        each.blur();
      }
      return unseen;
    },
  };
}
