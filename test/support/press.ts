import { sendKeys, sendMouse } from '@web/test-runner-commands';

/** More than any page has. */
const TAB_STOPS_MAX = 60;

/** Everything below a root, inside shadow trees too, in the order of the document. */
export function* deepElements(root: Element | ShadowRoot): Generator<HTMLElement> {
  if (root instanceof Element && root.shadowRoot !== null) yield* deepElements(root.shadowRoot);
  for (const child of root.children) {
    if (child instanceof HTMLElement) yield child;
    yield* deepElements(child);
  }
}

/** What a person calls a control: its label, else its text. */
export function nameOf(element: HTMLElement): string {
  const slotted = [...element.querySelectorAll('slot')].flatMap((slot) => slot.assignedNodes());
  const text = [element, ...slotted].map((node) => node.textContent ?? '').join(' ');
  return (element.getAttribute('aria-label') ?? text).replaceAll(/\s+/g, ' ').trim();
}

/** The control in sight of this name, else the first whose name begins so. @throws Error when there is none */
export function control(root: Element, words: string): HTMLElement {
  const found = findControl(root, words);
  if (found === undefined) throw new Error(`there is no control "${words}" in sight`);
  return found;
}

/** True when there is such a control. */
export function hasControl(root: Element, words: string): boolean {
  return findControl(root, words) !== undefined;
}

function findControl(root: Element, words: string): HTMLElement | undefined {
  const controls = [...deepElements(root)].filter(
    (element) => isControl(element) && isInSight(element),
  );
  return (
    controls.find((element) => nameOf(element) === words) ??
    controls.find((element) => nameOf(element).startsWith(words))
  );
}

/** The field in sight with this label. @throws Error when there is none */
export function field(root: Element, label: string): HTMLInputElement | HTMLSelectElement {
  for (const element of deepElements(root)) {
    if (!(element instanceof HTMLInputElement || element instanceof HTMLSelectElement)) continue;
    const labels = [...(element.labels ?? [])].map((each) => each.textContent.trim());
    if (labels.includes(label) && isInSight(element)) return element;
  }
  throw new Error(`there is no field "${label}" in sight`);
}

/** Clicks the middle of a control with the mouse. */
export async function click(element: HTMLElement): Promise<void> {
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
  await sendMouse({ type: 'click', position });
}

/** Goes on by Tab until a control has the focus. @throws Error when Tab does not come to it */
export async function tabTo(isMeant: (element: HTMLElement) => boolean): Promise<void> {
  await walkTo(isMeant, () => sendKeys({ press: 'Tab' }));
}

/** Goes back by Shift and Tab until a control has the focus. @throws Error when Tab does not come to it */
export async function tabBackTo(isMeant: (element: HTMLElement) => boolean): Promise<void> {
  await walkTo(isMeant, async () => {
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
  });
}

async function walkTo(
  isMeant: (element: HTMLElement) => boolean,
  step: () => Promise<void>,
): Promise<void> {
  const passed: string[] = [];
  for (let count = 0; count < TAB_STOPS_MAX; count += 1) {
    const element = focused();
    if (element !== null && isMeant(element)) return;
    if (element !== null) passed.push(nameOf(element) || element.id);
    await step();
  }
  throw new Error(`Tab came only to: ${passed.join(' | ')}`);
}

/** The element that has the focus, inside whatever shadow tree. */
export function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : null;
}

/** Waits until everything inside has been drawn, lines that ran included. */
export async function drawn(element: HTMLElement): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const each of [element, ...deepElements(element)]) {
      await (each as HTMLElement & { updateComplete?: Promise<boolean> }).updateComplete;
    }
  }
}

/** Presses keys one after another. */
export async function keys(...presses: readonly string[]): Promise<void> {
  for (const press of presses) await sendKeys({ press });
}

/** Types a text into what has the focus. */
export async function type(text: string): Promise<void> {
  await sendKeys({ type: text });
}

function isControl(element: HTMLElement): boolean {
  return element.matches('button:not([disabled]), [role="treeitem"]');
}

function isInSight(element: HTMLElement): boolean {
  return element.checkVisibility() && element.getBoundingClientRect().width > 0;
}
