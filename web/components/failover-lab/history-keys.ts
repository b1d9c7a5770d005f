/** Elements that have an undo of their own. */
const TEXT_FIELDS = 'input, textarea, select, [contenteditable]';

/** What a key asks for: Ctrl or ⌘ with Z undoes, with Shift too it does again; null for other keys, and inside text fields. */
export function historyVerb(event: KeyboardEvent): 'undo' | 'redo' | null {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (!isCommand || event.defaultPrevented || event.key.toLowerCase() !== 'z') return null;
  const target = event.composedPath()[0];
  if (target instanceof Element && target.closest(TEXT_FIELDS) !== null) return null;
  return event.shiftKey ? 'redo' : 'undo';
}
