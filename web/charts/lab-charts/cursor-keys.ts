import type { TimeWindow } from '../time-axis/time-axis.layout.ts';

const ARROW_STEP_MS = 1000;
const PAGE_STEP_MS = 10_000;

/**
 * Where a key moves the crosshair, virtual ms.
 *
 * @returns null where the key takes it away, undefined for keys of no meaning here
 */
export function cursorAfterKey(
  key: string,
  atMs: number,
  window: TimeWindow,
  nowMs: number,
): number | null | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: atMs - ARROW_STEP_MS,
    ArrowDown: atMs - ARROW_STEP_MS,
    ArrowRight: atMs + ARROW_STEP_MS,
    ArrowUp: atMs + ARROW_STEP_MS,
    PageDown: atMs - PAGE_STEP_MS,
    PageUp: atMs + PAGE_STEP_MS,
    Home: window.startMs,
    End: nowMs,
  };
  if (key === 'Escape') return null;
  const wanted = steps[key];
  if (wanted === undefined) return undefined;
  return Math.max(window.startMs, 0, Math.min(wanted, window.endMs, nowMs));
}
