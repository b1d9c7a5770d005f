import type { Opened, StorageSnapshot } from '../../../workers/api.ts';

/** What the bar says of storage, shape first. */
export interface SavedWords {
  readonly tone: 'ok' | 'caution' | 'off';
  readonly text: string;
  /** The same for narrow bars. */
  readonly short: string;
  /** The whole story, on hover and for assistive tools. */
  readonly title: string;
}

/** Says where the lab is kept; *saved* only after a transaction was completed. */
export function savedWords(storage: StorageSnapshot): SavedWords {
  if (storage.readOnly) {
    const title = storage.problem ?? 'Another tab writes this lab. Here it can only be looked at.';
    return { tone: 'caution', text: 'Read only: open in another tab', short: 'Read only', title };
  }
  if (storage.problem !== null) {
    return { tone: 'caution', text: 'Not saved', short: 'Not saved', title: storage.problem };
  }
  if (storage.kind === 'memory') {
    const title = 'This lab lives in memory: closing the page ends it.';
    return { tone: 'off', text: 'Memory only', short: 'Memory', title };
  }
  if (storage.savedAtMs === null) {
    return {
      tone: 'off',
      text: 'Not saved yet',
      short: 'Unsaved',
      title: 'The first save is on its way.',
    };
  }
  const title = 'Kept in this browser’s own storage. Nothing is uploaded.';
  return { tone: 'ok', text: 'Saved in this browser', short: 'Saved', title };
}

/** Badge of the kernel; null for the wasm one. */
export function kernelBadge(opened: Opened | null): { text: string; title: string } | null {
  if (opened === null || opened.kernel === 'wasm') return null;
  return {
    text: 'Reference kernel',
    title: opened.kernelProblem ?? 'The plain TypeScript kernel serves: slower, same results.',
  };
}
