import type { Sample } from '../../../workers/api.ts';
import { type ChartFrame, timeScale, type TimeWindow } from '../time-axis/time-axis.layout.ts';

/** Who answers orders: one cluster, both apart, or nobody. */
export type ServedBy = Sample['servedBy'];

/** A stretch of time with one answer to "who serves". */
export interface ServiceSpan {
  readonly servedBy: ServedBy;
  readonly startMs: number;
  readonly endMs: number;
}

/** A span inside the window, with its px. */
export interface PlacedSpan extends ServiceSpan {
  readonly x: number;
  readonly width: number;
}

/**
 * Who served, from the first sample to now.
 *
 * @param samples  ascending; a change is placed at the sample that shows it first
 */
export function serviceSpans(samples: readonly Sample[], nowMs: number): ServiceSpan[] {
  const spans: { servedBy: ServedBy; startMs: number; endMs: number }[] = [];
  for (const { atMs, servedBy } of samples) {
    if (atMs > nowMs) break;
    const open = spans.at(-1);
    if (open !== undefined) open.endMs = atMs;
    if (open?.servedBy !== servedBy) spans.push({ servedBy, startMs: atMs, endMs: atMs });
  }
  const last = spans.at(-1);
  if (last !== undefined) last.endMs = Math.max(last.endMs, nowMs);
  return spans;
}

/** The spans that the window shows, cut at its edges. */
export function placedSpans(
  spans: readonly ServiceSpan[],
  window: TimeWindow,
  frame: ChartFrame,
): PlacedSpan[] {
  const scale = timeScale(window, frame);
  return spans
    .filter((span) => span.endMs > window.startMs && span.startMs < window.endMs)
    .map((span) => {
      const x = scale(Math.max(span.startMs, window.startMs));
      return { ...span, x, width: scale(Math.min(span.endMs, window.endMs)) - x };
    });
}

/** The last time that nobody served between the first and the second cluster; null before it is over. */
export function outageBeforeTakeover(spans: readonly ServiceSpan[]): ServiceSpan | null {
  const index = spans.findLastIndex(
    (span, at) =>
      span.servedBy === 'none' &&
      spans[at - 1]?.servedBy === 'first' &&
      spans[at + 1]?.servedBy === 'second',
  );
  return spans[index] ?? null;
}
