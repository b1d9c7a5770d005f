import type { ElementHandle, Page, SerializedAXNode } from 'puppeteer-core';
import { until } from './until.ts';

/** What assistive tools are told of a page, as one text: a line for each name and description. */
async function spokenText(page: Page): Promise<string> {
  const root = await page.accessibility.snapshot({ interestingOnly: false });
  return everyNode(root)
    .flatMap(({ name, description, value }) => [name, description, value])
    .filter((text) => text !== undefined && text !== '')
    .join('\n');
}

/** Waits until the page says so. @returns the line that does */
export function pageSays(page: Page, what: RegExp): Promise<string> {
  return until(`the words ${String(what)}`, () => lineOf(page, what));
}

/** The first line of what the page says that matches, or null. */
export async function lineOf(page: Page, what: RegExp): Promise<string | null> {
  const text = await spokenText(page);
  return text.split('\n').find((line) => what.test(line)) ?? null;
}

/** Waits for the one control of that role and name that can be used now. */
export function control(page: Page, role: string, name: RegExp): Promise<ElementHandle> {
  return until(`a ${role} named ${String(name)}`, async () => {
    const root = await page.accessibility.snapshot({ interestingOnly: false });
    const found = everyNode(root).filter(
      (node) => node.role === role && node.disabled !== true && name.test(node.name ?? ''),
    );
    if (found.length > 1) throw new Error(`${String(found.length)} ${role}s ${String(name)}`);
    return (await found[0]?.elementHandle()) ?? null;
  });
}

/** Waits for the list of that name. @returns the texts of its items */
export function listItems(page: Page, name: RegExp): Promise<string[]> {
  return until(`a list named ${String(name)}`, async () => {
    const root = await page.accessibility.snapshot({ interestingOnly: false });
    const list = everyNode(root).find((node) => node.role === 'list' && name.test(node.name ?? ''));
    if (list === undefined) return null;
    return everyNode(list)
      .filter((node) => node.role === 'listitem')
      .map((item) =>
        everyNode(item)
          .filter((node) => node.role === 'StaticText')
          .map((node) => node.name ?? '')
          .join(''),
      );
  });
}

function everyNode(node: SerializedAXNode | null): SerializedAXNode[] {
  return node === null ? [] : [node, ...(node.children ?? []).flatMap(everyNode)];
}
