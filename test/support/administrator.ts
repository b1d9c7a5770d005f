import { fixture, html, waitUntil } from '@open-wc/testing';

import type { LabClusterAdministrator } from '../../web/components/cluster-administrator/cluster-administrator.ts';
import '../../web/components/cluster-administrator/cluster-administrator.ts';
import type { ConsoleLab } from './console-lab.ts';
import './page-tokens.ts';
import { click, control, deepElements, drawn, field, hasControl, type } from './press.ts';

/** Cluster Administrator on a lab of its own; it gets each new state as the page would give it. */
export async function openAdministrator(
  lab: ConsoleLab,
  widthPx = 584,
): Promise<LabClusterAdministrator> {
  const element = await fixture<LabClusterAdministrator>(
    html`<lab-cluster-administrator
      style="width: ${widthPx}px; height: 600px"
      .snapshot=${lab.snapshot()}
    ></lab-cluster-administrator>`,
  );
  element.run = async (line, node) => {
    const result = await lab.run(line, node);
    element.snapshot = lab.snapshot();
    return result;
  };
  await drawn(element);
  return element;
}

/** Clicks controls one after another, each by the words with which its name begins. */
export async function press(element: HTMLElement, ...names: readonly string[]): Promise<void> {
  for (const words of names) {
    await waitUntil(() => hasControl(element, words), `there is no control "${words}" in sight`);
    await click(control(element, words));
    await drawn(element);
  }
}

/** Puts a text into the field with this label, or chooses it there. */
export async function enter(element: HTMLElement, label: string, text: string): Promise<void> {
  const input = field(element, label);
  if (input instanceof HTMLSelectElement) {
    input.value = text;
    input.dispatchEvent(new Event('change'));
  } else {
    await click(input);
    input.select();
    await type(text);
  }
  await drawn(element);
}

/** The menu of the group that is looked at, beside New Resource. */
export async function openGroupMenu(element: HTMLElement): Promise<void> {
  const menu = element.shadowRoot?.querySelector<HTMLElement>('.tools lab-console-menu');
  if (!menu) throw new Error('no group is looked at');
  await click(menu);
  await drawn(element);
}

/** All text in sight, without line breaks. */
export function textOf(element: HTMLElement): string {
  return [...deepElements(element)]
    .filter((each) => each.checkVisibility())
    .flatMap((each) => [...each.childNodes].filter((node) => node instanceof Text))
    .map((node) => node.textContent)
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}
