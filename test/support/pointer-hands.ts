import {
  buttonNamed,
  faceNamed,
  faultChoice,
  faultFace,
  fieldLabelled,
  type Hands,
  menuEntry,
  tabNamed,
  treeEntry,
} from './hands.ts';
import { click, type } from './press.ts';
import type { ProcedureLab } from './procedure-page.ts';

/** Works with the mouse; texts are typed. */
export function pointerHands(lab: ProcedureLab): Hands {
  const clickOn = async (element: HTMLElement): Promise<void> => {
    await click(element);
    await lab.settled();
  };
  return {
    press: async (root, words) => clickOn(await buttonNamed(root, words)),
    pick: async (root, menu, entry) => {
      await clickOn(await faceNamed(root, menu));
      await clickOn(await menuEntry(root, entry));
    },
    select: async (root, ...path) => clickOn(await treeEntry(root, path)),
    enter: async (root, label, text) => {
      const field = await fieldLabelled(root, label);
      await click(field);
      if (field instanceof HTMLInputElement) field.select();
      await type(text);
      await lab.settled();
    },
    choose: async (root, label, value) => {
      // A drop-down list is the browser's own: there is nothing in the page to be clicked.
      const field = await fieldLabelled(root, label);
      field.value = value;
      field.dispatchEvent(new Event('change'));
      await lab.settled();
    },
    tick: async (root, label) => clickOn(await fieldLabelled(root, label)),
    turn: async (root, title) => clickOn(await tabNamed(root, title)),
    fault: async (root, menu, line) => {
      await clickOn(await faultFace(root, menu));
      await clickOn(await faultChoice(root, line));
    },
  };
}
