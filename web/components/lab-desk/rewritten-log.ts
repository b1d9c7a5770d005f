import type { LabEvent } from '../../../workers/api.ts';

/** True when the last entry of a log is in it no more: the moment was moved back, or the run is another. */
export function isRewritten(before: readonly LabEvent[], now: readonly LabEvent[]): boolean {
  const last = before.at(-1);
  if (last === undefined) return false;
  const same = now.findLast(({ sequence }) => sequence <= last.sequence);
  return same?.sequence !== last.sequence || same.text !== last.text || same.atMs !== last.atMs;
}
