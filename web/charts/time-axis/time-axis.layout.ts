import { scaleLinear, type ScaleLinear } from 'd3';
import { tickText } from '../../words/clock.ts';

/** The stretch of virtual time that charts and scrubber show. */
export interface TimeWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/** How the window is chosen: it follows the clock, or holds the whole run. */
export type WindowMode = 'follow' | 'whole';

/** Horizontal measures in px, shared by every lane and the scrubber. */
export interface ChartFrame {
  readonly width: number;
  /** Where the plot begins and ends. */
  readonly left: number;
  readonly right: number;
}

/** One tick of the axis. */
export interface Tick {
  readonly x: number;
  readonly atMs: number;
  readonly text: string;
}

/** Length of the following window, virtual ms. */
export const FOLLOW_WINDOW_MS = 120_000;
/** Share of the following window that lies in the past once it has begun to follow. */
const PAST_SHARE = 0.8;
/** Length to which the window of a whole run is rounded up, virtual ms. */
const WHOLE_RUN_STEP_MS = 30_000;
const HOUR_MS = 3_600_000;
const TICK_STEPS_MS = [
  5_000,
  10_000,
  20_000,
  30_000,
  60_000,
  120_000,
  300_000,
  600_000,
  1_800_000,
  HOUR_MS,
];
const TICK_DISTANCE_MIN_PX = 56;

/** Gutters by width: titles and words stand in them from 600 px on, above their lane below that. */
export function chartFrame(width: number): ChartFrame {
  if (width >= 1180) return { width, left: 264, right: width - 148 };
  if (width >= 600) return { width, left: 172, right: width - 64 };
  return { width, left: 40, right: Math.max(41, width - 14) };
}

/** Window that keeps still while now stands inside it, and follows once now passes 80 % of it. */
export function followWindow(previous: TimeWindow | null, nowMs: number): TimeWindow {
  const pastMs = FOLLOW_WINDOW_MS * PAST_SHARE;
  const length = previous === null ? 0 : previous.endMs - previous.startMs;
  let startMs = previous !== null && length === FOLLOW_WINDOW_MS ? previous.startMs : 0;
  if (nowMs > startMs + pastMs) startMs = nowMs - pastMs;
  if (nowMs < startMs) startMs = Math.max(0, nowMs - FOLLOW_WINDOW_MS * (1 - PAST_SHARE));
  return { startMs, endMs: startMs + FOLLOW_WINDOW_MS };
}

/** Window over everything so far; never shorter than the following one. */
export function wholeRunWindow(furthestMs: number): TimeWindow {
  const steps = Math.ceil(Math.max(furthestMs, FOLLOW_WINDOW_MS) / WHOLE_RUN_STEP_MS);
  return { startMs: 0, endMs: steps * WHOLE_RUN_STEP_MS };
}

/** Virtual ms to px and, by `invert`, back. */
export function timeScale(window: TimeWindow, frame: ChartFrame): ScaleLinear<number, number> {
  return scaleLinear([window.startMs, window.endMs], [frame.left, frame.right]);
}

/** Virtual moment under a px, kept inside the window and not past `latestMs`. */
export function momentAt(
  x: number,
  window: TimeWindow,
  frame: ChartFrame,
  latestMs: number,
): number {
  const atMs = timeScale(window, frame).invert(x);
  return Math.round(Math.min(Math.max(atMs, window.startMs, 0), window.endMs, latestMs));
}

/** Ticks at round moments, as close as their texts allow. */
export function timeTicks(window: TimeWindow, frame: ChartFrame): Tick[] {
  const scale = timeScale(window, frame);
  const pixelsPerMs = (frame.right - frame.left) / (window.endMs - window.startMs);
  const stepMs =
    TICK_STEPS_MS.find((step) => step * pixelsPerMs >= TICK_DISTANCE_MIN_PX) ?? HOUR_MS;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(window.startMs / stepMs) * stepMs; at <= window.endMs; at += stepMs) {
    ticks.push({ x: scale(at), atMs: at, text: tickText(at) });
  }
  return ticks;
}
