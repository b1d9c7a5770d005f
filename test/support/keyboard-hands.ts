import { sendKeys } from '@web/test-runner-commands';

import {
  buttonNamed,
  faceNamed,
  faultChoice,
  faultFace,
  fieldLabelled,
  type Hands,
  menuEntry,
  siblingsOf,
  tabNamed,
  treeEntry,
} from './hands.ts';
import { deepElements, focused, keys, nameOf, type } from './press.ts';
import type { ProcedureLab } from './procedure-page.ts';

/** More than any page has. */
const TAB_STOPS_MAX = 160;

/** Works with the keyboard alone: Tab, arrows, Enter, Space and letters. */
export function keyboardHands(lab: ProcedureLab): Hands {
  const pressOn = async (element: HTMLElement, key: string): Promise<void> => {
    await reach(lab, element);
    await keys(key);
    await lab.settled();
  };
  return {
    press: async (root, words) => pressOn(await buttonNamed(root, words), 'Enter'),
    pick: async (root, menu, entry) => {
      await pressOn(await faceNamed(root, menu), 'Enter');
      const meant = await menuEntry(root, entry);
      await arrows(siblingsOf(meant).indexOf(meant));
      await keys('Enter');
      await lab.settled();
    },
    select: async (root, ...path) => {
      const entry = await treeEntry(root, path);
      const entries = siblingsOf(entry);
      const stop = entries.find((each) => each.tabIndex === 0) ?? entry;
      await reach(lab, stop);
      await arrows(entries.indexOf(entry) - entries.indexOf(stop));
      await keys('Enter');
      await lab.settled();
    },
    enter: async (root, label, text) => {
      const field = await fieldLabelled(root, label);
      await reach(lab, field);
      if (field.value !== '') await withKeyHeld('Control', () => keys('a'));
      await type(text);
      await lab.settled();
    },
    choose: async (root, label, value) => {
      const field = await fieldLabelled(root, label);
      if (!(field instanceof HTMLSelectElement)) throw new Error(`"${label}" is no list`);
      await reach(lab, field);
      const wanted = [...field.options].findIndex((option) => option.value === value);
      await arrows(wanted - field.selectedIndex);
      await lab.settled();
    },
    tick: async (root, label) => {
      const field = (await fieldLabelled(root, label)) as HTMLInputElement;
      if (field.type === 'checkbox') await pressOn(field, 'Space');
      else await chooseRadio(lab, field);
    },
    turn: async (root, title) => {
      const tab = await tabNamed(root, title);
      const tabs = siblingsOf(tab);
      const open = tabs.find((each) => each.tabIndex === 0) ?? tab;
      await reach(lab, open);
      await repeated(
        'ArrowRight',
        (tabs.indexOf(tab) - tabs.indexOf(open) + tabs.length) % tabs.length,
      );
      await lab.settled();
    },
    fault: async (root, menu, line) => {
      await pressOn(await faultFace(root, menu), 'Enter');
      await pressOn(await faultChoice(root, line), 'Enter');
    },
  };
}

/** Goes by Tab, or back by Shift and Tab, until an element has the focus. */
async function reach(lab: ProcedureLab, target: HTMLElement): Promise<void> {
  if (focused() === target) return;
  const order = [...deepElements(lab)];
  const at = focused();
  const isBehind = at !== null && order.indexOf(at) > order.indexOf(target);
  const walk = (): Promise<void> => tabUntil(target);
  await (isBehind ? withKeyHeld('Shift', walk) : walk());
}

async function tabUntil(target: HTMLElement): Promise<void> {
  const passed: string[] = [];
  for (let count = 0; count < TAB_STOPS_MAX; count += 1) {
    await keys('Tab');
    const at = focused();
    if (at === target) return;
    passed.push(at === null ? '–' : nameOf(at) || at.localName);
  }
  throw new Error(`Tab does not come to "${nameOf(target)}", only to: ${passed.join(' | ')}`);
}

async function withKeyHeld(key: string, act: () => Promise<void>): Promise<void> {
  await sendKeys({ down: key });
  try {
    await act();
  } finally {
    await sendKeys({ up: key });
  }
}

/** One of a few: Tab comes to the one that is chosen, arrows go on from there. */
async function chooseRadio(lab: ProcedureLab, wanted: HTMLInputElement): Promise<void> {
  const root = wanted.getRootNode() as ShadowRoot;
  const all = [...root.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(wanted.name)}"]`)];
  const chosen = all.find((each) => each.checked) ?? wanted;
  await reach(lab, chosen);
  await arrows(all.indexOf(wanted) - all.indexOf(chosen));
  await lab.settled();
}

async function arrows(steps: number): Promise<void> {
  await repeated(steps < 0 ? 'ArrowUp' : 'ArrowDown', Math.abs(steps));
}

async function repeated(key: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await keys(key);
}
