import { deepElements, nameOf } from './press.ts';
import { found } from './procedure-page.ts';

/** How a person works on the page; each way finds things by what they are called. */
export interface Hands {
  /** A button. */
  readonly press: (root: Element, words: string) => Promise<void>;
  /** An entry of the menu whose button wears these words. */
  readonly pick: (root: Element, menu: string, entry: string) => Promise<void>;
  /** An entry of a tree, behind the entries above it. */
  readonly select: (root: Element, ...path: readonly string[]) => Promise<void>;
  /** A text in a field. */
  readonly enter: (root: Element, label: string, text: string) => Promise<void>;
  /** An entry of a drop-down list, by the value that goes into the line. */
  readonly choose: (root: Element, label: string, value: string) => Promise<void>;
  /** A tick, or one of a few. */
  readonly tick: (root: Element, label: string) => Promise<void>;
  /** A page of a property sheet. */
  readonly turn: (root: Element, title: string) => Promise<void>;
  /** A fault on the stage, by its line. */
  readonly fault: (root: Element, menu: string, line: string) => Promise<void>;
}

/** A button by its words, else by those with which its name begins. */
export function buttonNamed(root: Element, words: string): Promise<HTMLElement> {
  return named(root, `button "${words}"`, words, 'button:not([disabled], .face, [role])');
}

/** The button that opens a menu. */
export function faceNamed(root: Element, words: string): Promise<HTMLElement> {
  return named(root, `menu "${words}"`, words, 'button.face');
}

/** An entry of the menu that is open. */
export function menuEntry(root: Element, words: string): Promise<HTMLElement> {
  return named(root, `entry "${words}"`, words, '[role="menuitem"]');
}

/** Elements side by side with this one, itself among them. */
export function siblingsOf(element: HTMLElement): HTMLElement[] {
  return [...(element.parentElement?.children ?? [])] as HTMLElement[];
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
