import { sendKeys, sendMouse } from '@web/test-runner-commands';

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

/** The control in sight whose name begins with these words. @throws Error when there is none */
export function control(root: Element, words: string): HTMLElement {
  const found = [...deepElements(root)].find(
    (element) => isControl(element) && isInSight(element) && nameOf(element).startsWith(words),
  );
  if (found === undefined) throw new Error(`there is no control "${words}" in sight`);
  return found;
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
export async function tabTo(isMeant: (element: HTMLElement) => boolean): Promise<HTMLElement> {
  const passed: string[] = [];
  for (let count = 0; count < 60; count += 1) {
    await sendKeys({ press: 'Tab' });
    const element = focused();
    if (element !== null && isMeant(element)) return element;
    if (element !== null) passed.push(nameOf(element) || element.id);
  }
  throw new Error(`Tab came only to: ${passed.join(' | ')}`);
}

/** The element that has the focus, inside whatever shadow tree. */
export function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : null;
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
