import type { LabEvent } from '../../../workers/api.ts';
import {
  type ChartFrame,
  timeScale,
  type TimeWindow,
} from '../../charts/time-axis/time-axis.layout.ts';

/** What a mark above the scrubber stands for. */
export type MarkKind = 'fault' | 'caution' | 'failover' | 'serves' | 'line';

/** A mark above the scrubber. */
export interface ScrubberMark {
  readonly kind: MarkKind;
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

/** Head and marks of the scrubber, on the axis of the charts. */
export function scrubberLayout(
  events: readonly LabEvent[],
  window: TimeWindow,
  frame: ChartFrame,
  nowMs: number,
): ScrubberLayout {
  const scale = timeScale(window, frame);
  const marks: ScrubberMark[] = [];
  for (const event of events) {
    const { atMs } = event;
    const kind = markKind(event);
    if (kind === null || atMs <= 0 || atMs < window.startMs || atMs > window.endMs) continue;
    const mark = { kind, atMs, x: scale(atMs) };
    const before = marks.at(-1);
    if (before === undefined || mark.x - before.x >= MARK_DISTANCE_MIN_PX) marks.push(mark);
    // A fault says more than the line that brought it.
    else if (before.kind === 'line' && kind !== 'line') marks[marks.length - 1] = mark;
  }
  return {
    headX: Math.min(Math.max(scale(nowMs), frame.left), frame.right),
    marks,
    hasEarlier: window.startMs > 0,
  };
}

/** The mark of an event; null for what the scrubber leaves to the log. */
function markKind(event: LabEvent): MarkKind | null {
  switch (event.kind) {
    case 'fault':
      return 'fault';
    case 'line':
      return event.line === null ? null : 'line';
    case 'failover':
      if (/\bcaution\b/.test(event.text)) return 'caution';
      return /\breached 0\b/.test(event.text) ? 'failover' : null;
    case 'application':
      return event.cluster === 'second' && /\bstarts\b/.test(event.text) ? 'serves' : null;
    default:
      return null;
  }
}
