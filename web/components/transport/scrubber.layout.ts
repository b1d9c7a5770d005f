import type { LabEvent } from '../../../workers/api.ts';
import {
  type ChartFrame,
  timeScale,
  type TimeWindow,
} from '../../charts/time-axis/time-axis.layout.ts';

/** What a mark above the scrubber stands for. */
export type MarkKind = 'fault' | 'caution' | 'failover' | 'failback' | 'serves' | 'alarm' | 'line';

/** A moment of the run that is worth going to. */
export interface TimeMark {
  readonly kind: MarkKind;
  readonly atMs: number;
  /** What happened, in words. */
  readonly text: string;
}

/** A mark above the scrubber. */
export interface ScrubberMark extends TimeMark {
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
/** Of marks that stand too close the one that says more is drawn. */
const RANKS: Readonly<Record<MarkKind, number>> = {
  failover: 6,
  failback: 5,
  fault: 4,
  serves: 3,
  alarm: 2,
  caution: 1,
  line: 0,
};

/** What is worth marking in a log, in its order: lines, faults, failovers, failbacks, alarms. */
export function timeMarks(events: readonly LabEvent[]): TimeMark[] {
  const marks: TimeMark[] = [];
  for (const event of events) {
    const kind = event.atMs <= 0 ? null : markKind(event);
    if (kind !== null) marks.push({ kind, atMs: event.atMs, text: markText(event) });
  }
  return marks;
}

/**
 * Marks of the whole run while an earlier moment is shown, whose log knows nothing of what is still to come.
 *
 * @param before  what this returned last
 * @param marks  of the log as it is now
 */
export function marksOfRun(
  before: readonly TimeMark[],
  marks: readonly TimeMark[],
  nowMs: number,
  furthestMs: number,
): readonly TimeMark[] {
  const past = before.filter((mark) => mark.atMs <= nowMs);
  const isSamePast =
    past.length === marks.length && past.every((mark, at) => isSameMark(mark, marks[at]));
  if (!isSamePast) return marks;
  return [...marks, ...before.filter((mark) => mark.atMs > nowMs && mark.atMs <= furthestMs)];
}

function isSameMark(one: TimeMark, other: TimeMark | undefined): boolean {
  return one.atMs === other?.atMs && one.kind === other.kind && one.text === other.text;
}

/** Head and marks of the scrubber, on the axis of the charts. */
export function scrubberLayout(
  marks: readonly TimeMark[],
  window: TimeWindow,
  frame: ChartFrame,
  nowMs: number,
): ScrubberLayout {
  const scale = timeScale(window, frame);
  const drawn: ScrubberMark[] = [];
  for (const mark of marks) {
    const { atMs } = mark;
    if (atMs < window.startMs || atMs > window.endMs) continue;
    const placed = { ...mark, x: scale(atMs) };
    const before = drawn.at(-1);
    if (before === undefined || placed.x - before.x >= MARK_DISTANCE_MIN_PX) drawn.push(placed);
    else if (RANKS[before.kind] < RANKS[mark.kind]) drawn[drawn.length - 1] = placed;
  }
  return {
    headX: Math.min(Math.max(scale(nowMs), frame.left), frame.right),
    marks: drawn,
    hasEarlier: window.startMs > 0,
  };
}

/** The moment of the mark that is drawn within so many px of an x, or null. */
export function markMomentNear(
  { marks }: ScrubberLayout,
  x: number,
  reachPx: number,
): number | null {
  const distance = (mark: ScrubberMark): number => Math.abs(mark.x - x);
  const nearest = marks.reduce<ScrubberMark | null>(
    (best, mark) => (best === null || distance(mark) < distance(best) ? mark : best),
    null,
  );
  return nearest !== null && distance(nearest) <= reachPx ? nearest.atMs : null;
}

/** The latest mark before a moment. */
export function markBefore(marks: readonly TimeMark[], atMs: number): TimeMark | null {
  return marks.findLast((mark) => mark.atMs < atMs) ?? null;
}

/** The first mark after a moment. */
export function markAfter(marks: readonly TimeMark[], atMs: number): TimeMark | null {
  return marks.find((mark) => mark.atMs > atMs) ?? null;
}

/** What happened at a moment, or last before it; of several things at once the one that says most. Null: nothing yet. */
export function happenedAt(marks: readonly TimeMark[], atMs: number): TimeMark | null {
  const last = marks.findLast((mark) => mark.atMs <= atMs);
  if (last === undefined) return null;
  return marks
    .filter((mark) => mark.atMs === last.atMs)
    .reduce((best, mark) => (RANKS[mark.kind] > RANKS[best.kind] ? mark : best));
}

/** The mark of an event; null for what the scrubber leaves to the log. */
function markKind(event: LabEvent): MarkKind | null {
  switch (event.kind) {
    case 'fault':
      return 'fault';
    case 'line':
      return event.line === null ? null : 'line';
    case 'alarm':
      return /^alarm \S+ is over\b/.test(event.text) ? null : 'alarm';
    case 'failover':
      if (/\bcaution\b/.test(event.text)) return 'caution';
      if (/\bfailback\b.*\bbegins\b/.test(event.text)) return 'failback';
      return /\breached 0\b/.test(event.text) ? 'failover' : null;
    case 'application':
      return event.cluster === 'second' && /\bstarts\b/.test(event.text) ? 'serves' : null;
    default:
      return null;
  }
}

/** An alarm's code is for machines. */
function markText({ kind, text }: LabEvent): string {
  return kind === 'alarm' ? text.replace(/^alarm \S+: /, 'Alarm: ') : text;
}
