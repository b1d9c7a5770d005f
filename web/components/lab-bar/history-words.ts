import type { RunLine, RunOutlook } from '../../../workers/api.ts';
import { countText } from '../../words/amounts.ts';
import { clockText } from '../../words/clock.ts';

/** What undo would do, in words; null when there is nothing to undo. */
export function undoWords(outlook: RunOutlook | null): string | null {
  if (outlook === null || outlook.undo === null) return null;
  const { undo, linesDropped } = outlook;
  const back =
    linesDropped > 0 ? `. Brings ${countText(linesDropped, 'later line', 'later lines')} back` : '';
  return `Undo: ${lineWords(undo)}${back}`;
}

/** What redo would do, in words; null when there is nothing to do again. */
export function redoWords(outlook: RunOutlook | null): string | null {
  if (outlook === null || outlook.redo === null) return null;
  return `${outlook.redoPlaysOn ? 'Play on to' : 'Redo'}: ${lineWords(outlook.redo)}`;
}

/** What is to be said of lines that a new one has dropped; null when it dropped none. */
export function droppedWords({ linesDropped }: RunOutlook): string | null {
  if (linesDropped === 0) return null;
  const verb = linesDropped === 1 ? 'was' : 'were';
  return `${countText(linesDropped, 'later line', 'later lines')} ${verb} dropped. Undo brings back what stood here.`;
}

function lineWords([atMs, , line]: RunLine): string {
  return `${line} (${clockText(atMs)})`;
}
