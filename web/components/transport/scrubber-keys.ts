import { markAfter, markBefore, type TimeMark } from './scrubber.layout.ts';

const ARROW_STEP_MS = 1000;
const PAGE_STEP_MS = 10_000;

/** Moment that a key asks for, virtual ms; null for keys of no meaning here. */
export function keyTarget(key: string, nowMs: number, furthestMs: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return nowMs - ARROW_STEP_MS;
    case 'ArrowRight':
    case 'ArrowUp':
      return nowMs + ARROW_STEP_MS;
    case 'PageDown':
      return nowMs - PAGE_STEP_MS;
    case 'PageUp':
      return nowMs + PAGE_STEP_MS;
    case 'Home':
      return 0;
    case 'End':
      return furthestMs;
    default:
      return null;
  }
}

/** Moment of the mark that an arrow key with shift asks for, virtual ms; null where there is none. */
export function markTarget(key: string, marks: readonly TimeMark[], nowMs: number): number | null {
  if (key === 'ArrowLeft') return markBefore(marks, nowMs)?.atMs ?? null;
  if (key === 'ArrowRight') return markAfter(marks, nowMs)?.atMs ?? null;
  return null;
}
