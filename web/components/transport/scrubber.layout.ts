import type { LabEvent } from '../../../workers/api.ts';
import { type ChartFrame, timeScale, type TimeWindow } from '../../charts/time-axis/time-axis.layout.ts';

/** A mark above the scrubber. */
export interface ScrubberMark {
  readonly kind: 'fault' | 'failover' | 'line';
  readonly atMs: number;
  readonly x: number;
}

/** What the scrubber draws. */
export interface ScrubberLayout {
  readonly headX: number;
  readonly marks: readonly ScrubberMark[];
  /** Words below the left end while the window leaves out the beginning. */
  readonly hasEarlier: boolean;
}

/** Marks closer than this to the one before are left out, px. */
const MARK_DISTANCE_MIN_PX = 9;
const MARK_KINDS: readonly string[] = ['fault', 'failover', 'line'];

/** Head and marks of the scrubber, on the axis of the charts. */
export function scrubberLayout(
  events: readonly LabEvent[],
  window: TimeWindow,
  frame: ChartFrame,
  nowMs: number,
): ScrubberLayout {
  const scale = timeScale(window, frame);
  const marks: ScrubberMark[] = [];
  for (const { kind, atMs, line } of events) {
    if (!MARK_KINDS.includes(kind) || atMs <= 0) continue;
    if (kind === 'line' && line === null) continue;
    if (atMs < window.startMs || atMs > window.endMs) continue;
    const x = scale(atMs);
    const mark = { kind: kind as ScrubberMark['kind'], atMs, x };
    const before = marks.at(-1);
    if (before === undefined || x - before.x >= MARK_DISTANCE_MIN_PX) marks.push(mark);
    // A fault says more than the line that brought it.
    else if (before.kind === 'line' && kind !== 'line') marks[marks.length - 1] = mark;
  }
  return {
    headX: Math.min(Math.max(scale(nowMs), frame.left), frame.right),
    marks,
    hasEarlier: window.startMs > 0,
  };
}
