/** Keys that are bound, and what they do. */
export interface KeyGroup {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, what: string])[];
}

/** Every shortcut of the page, by the place in which it works. */
export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'Anywhere',
    keys: [
      ['?', 'these keys, outside text fields'],
      ['Space', 'pause or play, when no control has the focus'],
      ['Ctrl or ⌘ Z', 'take the last line out, time standing still'],
      ['Ctrl or ⌘ Shift Z', 'put it back'],
      ['Tab, Shift Tab', 'to the next control or the one before'],
      ['Escape', 'close the menu, else the dialog, else the console'],
    ],
  },
  {
    title: 'Time slider',
    keys: [
      ['← →', 'one second back or on'],
      ['Shift ← →', 'the mark before or after'],
      ['Page Up, Page Down', 'ten seconds on or back'],
      ['Home, End', 'start and end of the run'],
      [', .', 'one event back and on to the next, on every control of time'],
    ],
  },
  {
    title: 'Lists, menus and trees',
    keys: [
      ['↑ ↓, Home, End', 'through the entries'],
      ['→ ←', 'open and close an entry of a tree'],
      ['Enter, Space', 'pick the entry'],
      ['Shift F10', 'the menu of an entry of a tree'],
      ['← →', 'from page to page of a dialog, on its tabs'],
    ],
  },
  {
    title: 'Command prompt',
    keys: [
      ['↑ ↓', 'lines typed before, or through what is offered'],
      ['Tab', 'complete the word or, after a blank, list what may come next'],
      ['Enter', 'run the line; help lists the commands'],
    ],
  },
];

/** Fields in which the sign is typed. */
const TEXT_FIELDS = 'input, textarea, select, [contenteditable]';

/** True for the key that asks for the sheet. */
export function asksForKeys(event: KeyboardEvent): boolean {
  if (event.key !== '?' || event.defaultPrevented) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.composedPath()[0];
  return !(target instanceof Element && target.closest(TEXT_FIELDS) !== null);
}
