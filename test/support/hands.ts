import { deepElements, nameOf } from './press.ts';
import { found } from './procedure-page.ts';

/** How a person works on the page; each way finds things by what they are called. */
export interface Hands {
  /** A button. */
  press(root: Element, words: string): Promise<void>;
  /** An entry of the menu whose button wears these words. */
  pick(root: Element, menu: string, entry: string): Promise<void>;
  /** An entry of a tree, behind the entries above it. */
  select(root: Element, ...path: readonly string[]): Promise<void>;
  /** A text in a field. */
  enter(root: Element, label: string, text: string): Promise<void>;
  /** An entry of a drop-down list, by the value that goes into the line. */
  choose(root: Element, label: string, value: string): Promise<void>;
  /** A tick, or one of a few. */
  tick(root: Element, label: string): Promise<void>;
  /** A page of a property sheet. */
  turn(root: Element, title: string): Promise<void>;
  /** A fault on the stage, by its line. */
  fault(root: Element, menu: string, line: string): Promise<void>;
}

/** A button by its words, else by those with which its name begins. */
export function buttonNamed(root: Element, words: string): Promise<HTMLElement> {
  return named(root, `button "${words}"`, words, 'button:not([disabled], .face, [role])');
}

/** The button that opens a menu. */
export function faceNamed(root: Element, words: string): Promise<HTMLElement> {
  return named(root, `menu "${words}"`, words, 'button.face');
}

/** Entries of the menu that is open. */
export async function menuEntries(root: Element, words: string): Promise<HTMLElement[]> {
  const entry = await named(root, `entry "${words}"`, words, '[role="menuitem"]');
  const entries = [...(entry.parentElement?.children ?? [])] as HTMLElement[];
  return entries.slice(0, entries.indexOf(entry) + 1);
}

/** The page of a property sheet, by the words on its tab. */
export function tabNamed(root: Element, words: string): Promise<HTMLElement> {
  return named(root, `tab "${words}"`, words, '[role="tab"]');
}

/** Entries of a tree in sight, from the first to the one that is meant. */
export async function treeEntry(root: Element, path: readonly string[]): Promise<HTMLElement> {
  const look = (): HTMLElement | undefined => {
    const entries = [...deepElements(root)].filter((each) => each.matches('[role="treeitem"]'));
    let at = -1;
    for (const words of path) {
      at = entries.findIndex((each, index) => index > at && nameOf(each).startsWith(words));
      if (at < 0) return undefined;
    }
    return entries[at];
  };
  return found(root, `entry "${path.join(' › ')}"`, (each) => each === look());
}

/** The field with this label. */
export async function fieldLabelled(
  root: Element,
  label: string,
): Promise<HTMLInputElement | HTMLSelectElement> {
  const field = await found(
    root,
    `field "${label}"`,
    (each) =>
      (each instanceof HTMLInputElement || each instanceof HTMLSelectElement) &&
      [...(each.labels ?? [])].some(({ textContent }) => textContent.trim() === label),
  );
  return field as HTMLInputElement | HTMLSelectElement;
}

/** The thing of the stage that opens these faults. */
export function faultFace(root: Element, label: string): Promise<HTMLElement> {
  return found(root, `thing with "${label}"`, (each) => {
    const host = (each.getRootNode() as ShadowRoot).host as { label?: string } | undefined;
    return each.matches('button.face') && host?.label === label;
  });
}

/** The fault of an open menu that runs this line. */
export function faultChoice(root: Element, line: string): Promise<HTMLElement> {
  return found(
    root,
    `fault "${line}"`,
    (each) => each.matches('.choice') && each.querySelector('code')?.textContent === line,
  );
}

function named(root: Element, what: string, words: string, selector: string): Promise<HTMLElement> {
  const hasExact = (): boolean =>
    [...deepElements(root)].some(
      (each) => each.matches(selector) && each.checkVisibility() && nameOf(each) === words,
    );
  return found(root, what, (each) => {
    if (!each.matches(selector)) return false;
    const name = nameOf(each);
    return name === words || (name.startsWith(words) && !hasExact());
  });
}
