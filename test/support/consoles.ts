import { fixture, html } from '@open-wc/testing';

import '../../web/components/failover-console/failover-control-center.ts';
import '../../web/components/management-console/management-console.ts';
import '../../web/components/restoration-manager/restoration-manager.ts';
import type { CommandResult, Snapshot } from '../../workers/api.ts';
import type { ConsoleLab, RanLine } from './console-lab.ts';
import './page-tokens.ts';
import { click, deepElements, drawn, field, keys, nameOf, tabTo } from './press.ts';

/** A console as the page drives it. */
export interface ConsoleElement extends HTMLElement {
  snapshot: Snapshot | null;
  run: ((line: string, node: string) => Promise<CommandResult>) | null;
}

/** A console on a lab of its own; it gets each new state as the page would give it. */
export async function openConsole(
  lab: ConsoleLab,
  name: 'management-console' | 'restoration-manager' | 'failover-control-center',
  widthPx = 584,
): Promise<ConsoleElement> {
  const box = await fixture<HTMLElement>(
    html`<div
      style="display: grid; container: lab / inline-size; width: ${widthPx}px; height: 640px"
    ></div>`,
  );
  const element = document.createElement(`lab-${name}`) as ConsoleElement;
  element.snapshot = lab.snapshot();
  element.run = async (line, node) => {
    const result = await lab.run(line, node);
    element.snapshot = lab.snapshot();
    return result;
  };
  box.append(element);
  await drawn(element);
  return element;
}

/** Runs lines elsewhere, as another console or the clock would, and shows what came of them. */
export async function meanwhile(
  element: ConsoleElement,
  lab: ConsoleLab,
  ...lines: readonly (readonly [node: string, line: string])[]
): Promise<void> {
  lab.play(...lines);
  element.snapshot = lab.snapshot();
  await drawn(element);
}

/** Opens the menu whose button wears these words, and picks an entry of it. */
export async function pick(element: HTMLElement, menu: string, entry: string): Promise<void> {
  const face = [...deepElements(element)].find(
    (each) => each.matches('button.face') && each.checkVisibility() && nameOf(each) === menu,
  );
  if (face === undefined) throw new Error(`there is no menu "${menu}" in sight`);
  await click(face);
  await drawn(element);
  const choice = [...deepElements(element)].find(
    (each) =>
      each.matches('[role="menuitem"]') && each.checkVisibility() && nameOf(each).startsWith(entry),
  );
  if (choice === undefined) throw new Error(`the menu "${menu}" has no entry "${entry}"`);
  await click(choice);
  await drawn(element);
}

/** Ticks, clears or chooses what carries this label. */
export async function tick(element: HTMLElement, label: string): Promise<void> {
  await click(field(element, label));
  await drawn(element);
}

/** Selects the entry of a tree whose name begins with these words. */
export async function select(element: HTMLElement, words: string): Promise<void> {
  const entry = [...deepElements(element)].find(
    (each) =>
      each.matches('[role="treeitem"]') && each.checkVisibility() && nameOf(each).startsWith(words),
  );
  if (entry === undefined) throw new Error(`there is no entry "${words}" in sight`);
  await click(entry);
  await drawn(element);
}

/** Lines but those that let time run. */
export function withoutRuns(lines: readonly RanLine[]): RanLine[] {
  return lines.filter(([, line]) => !line.startsWith('lab run'));
}

/** Goes to another tab of the dialog by keys: Tab comes to the one that is open, arrows to the next. */
export async function turnPages(element: HTMLElement, count = 1): Promise<void> {
  await tabTo((each) => each.getAttribute('role') === 'tab');
  for (let turned = 0; turned < count; turned += 1) {
    await keys('ArrowRight');
    await drawn(element);
  }
}
