import { countText } from '../../words/amounts.ts';
import type { StorageSnapshot } from '../../../workers/api.ts';

/**
 * What a person may do about a notice. `open`: opens the lab by its attributes; `reopen`: goes on where it was;
 * `anew`: a new lab in the place of the stored one; `bring-back`: opens the run that was put away; `delete`: deletes
 * what is stored and does not open; the others close it.
 */
export type NoticeActName =
  'open' | 'reopen' | 'anew' | 'bring-back' | 'delete' | 'stay-in-memory' | 'read';

export interface NoticeAct {
  readonly name: NoticeActName;
  /** On its button. */
  readonly words: string;
  /** What is asked first; absent: it is done at once. */
  readonly sure?: string;
}

/** What is said over the lab, and what may be done about it; the first act is the one to try first. */
export interface Notice {
  readonly text: string;
  readonly acts: readonly NoticeAct[];
}

/** What may have to be said. */
export interface NoticeCauses {
  /** Why the lab did not open, or could not do what was asked. */
  readonly problem: string | null;
  /** Why the lab is gone. */
  readonly lost: string | null;
  /** It is being opened again by itself. */
  readonly isReviving: boolean;
  /** It can be opened where it was. */
  readonly canReopen: boolean;
  /** What was said of a lab that was opened again by itself. */
  readonly revived: string | null;
  readonly storage: StorageSnapshot | null;
  /** Lines of the run that was put away for a new one; null when none was. */
  readonly putAwayLines: number | null;
  /** The reader has chosen memory. */
  readonly staysInMemory: boolean;
}

const ANEW: NoticeAct = {
  name: 'anew',
  words: 'Begin anew',
  sure: 'The run of this lab is given up for good, also what is stored of it, and a new one begins.',
};
const DELETE: NoticeAct = {
  name: 'delete',
  words: 'Delete what is stored',
  sure: 'What this browser has stored of this lab is deleted for good. The lab on this page goes on, and is saved from then on. Nothing else is deleted.',
};

/** The one notice that is shown; null when all is well. */
export function noticeOf(causes: NoticeCauses): Notice | null {
  const { problem, lost, revived, storage } = causes;
  if (problem !== null) return { text: problem, acts: [{ name: 'open', words: 'Open it again' }] };
  if (lost !== null) return { text: lost, acts: causes.isReviving ? [] : lostActs(causes) };
  if (revived !== null) return { text: revived, acts: [{ name: 'read', words: 'I see' }] };
  if (causes.putAwayLines !== null) return putAwayNotice(causes.putAwayLines);
  if (storage?.remedy !== 'delete' || causes.staysInMemory) return null;
  const text = `${storage.problem ?? ''} The lab runs in memory meanwhile.`;
  const acts: NoticeAct[] = [
    { name: 'open', words: 'Open it again' },
    DELETE,
    { name: 'stay-in-memory', words: 'Go on in memory' },
  ];
  return { text, acts };
}

function putAwayNotice(lines: number): Notice {
  return {
    text: `A new run. The one before, of ${countText(lines, 'line', 'lines')}, can still be brought back.`,
    acts: [
      { name: 'bring-back', words: 'Bring it back' },
      { name: 'read', words: 'I see' },
    ],
  };
}

function lostActs({ canReopen }: NoticeCauses): NoticeAct[] {
  return [{ name: canReopen ? 'reopen' : 'open', words: 'Open it again' }, ANEW];
}
