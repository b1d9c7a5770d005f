import type { Opened, StorageRemedy, StorageSnapshot } from '../../../workers/api.ts';

/** What the bar says of storage, shape first. */
export interface SavedWords {
  readonly tone: 'ok' | 'caution' | 'off';
  readonly text: string;
  /** The same for narrow bars. */
  readonly short: string;
  /** The whole story, one press away. */
  readonly story: string;
  /** What the reader can do about it here; null for nothing. */
  readonly remedy: Remedy | null;
}

/** One act, and the words on its button. */
export interface Remedy {
  readonly words: string;
  /** The event that asks for it, or the browser's own. */
  readonly act: 'lab-reopen' | 'lab-again' | 'reload';
}

const REOPEN: Remedy = { words: 'Open it again', act: 'lab-reopen' };
const REMEDIES: Readonly<Record<StorageRemedy, Remedy>> = {
  again: REOPEN,
  // Deleting is offered where it can be asked for twice.
  delete: REOPEN,
  reload: { words: 'Reload the page', act: 'reload' },
  'start-again': { words: 'Start again', act: 'lab-again' },
};

/** Says where the lab is kept; *saved* only after a transaction was completed. */
export function savedWords(storage: StorageSnapshot): SavedWords {
  const remedy = storage.remedy === undefined ? null : REMEDIES[storage.remedy];
  return { ...stateWords(storage), remedy };
}

function stateWords(storage: StorageSnapshot): Omit<SavedWords, 'remedy'> {
  const { problem, savedAllTheSame = false } = storage;
  if (storage.readOnly) {
    const story = problem ?? 'Another tab writes this lab. Here it can only be looked at.';
    return { tone: 'caution', text: 'Read only: open in another tab', short: 'Read only', story };
  }
  if (problem !== null && !savedAllTheSame) {
    return { tone: 'caution', text: 'Not saved', short: 'Not saved', story: problem };
  }
  if (storage.kind === 'memory') {
    const story = 'This lab lives in memory: closing the page ends it.';
    return { tone: 'off', text: 'Memory only', short: 'Memory', story };
  }
  if (storage.savedAtMs === null) {
    const story = problem ?? 'The first save is on its way.';
    return { tone: 'off', text: 'Not saved yet', short: 'Unsaved', story };
  }
  if (problem !== null) {
    const story = `${problem} Saving goes on.`;
    return { tone: 'caution', text: 'Saved, with a note', short: 'Saved, note', story };
  }
  const story = 'Kept in this browser’s own storage. Nothing is uploaded.';
  return { tone: 'ok', text: 'Saved in this browser', short: 'Saved', story };
}

/** Badge of the kernel; null for the wasm one. */
export function kernelBadge(opened: Opened | null): { text: string; title: string } | null {
  if (opened === null || opened.kernel === 'wasm') return null;
  return {
    text: 'Reference kernel',
    title: opened.kernelProblem ?? 'The plain TypeScript kernel serves: slower, same results.',
  };
}
