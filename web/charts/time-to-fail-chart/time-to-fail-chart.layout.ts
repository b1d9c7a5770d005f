import { line } from 'd3';
import type { LabEvent, MonitorState, Sample } from '../../../workers/api.ts';
import type { Lane } from '../lag-chart/lag-chart.layout.ts';
import { type ChartFrame, timeScale, type TimeWindow } from '../time-axis/time-axis.layout.ts';
import { visibleSamples } from '../visible-samples.ts';

/** Which monitor is drawn: its place in the snapshot, its node, and its rule. */
export interface DrawnMonitor {
  readonly index: number;
  readonly node: string;
  readonly timeoutMs: number;
  readonly intervalMs: number;
}

/** One corner of the sawtooth. */
export interface CountdownPoint {
  readonly atMs: number;
  readonly timeToFailMs: number;
}

/** A bar on the 0 line: failed over, or waiting for a person. */
export interface ZeroBar {
  readonly kind: 'failed-over' | 'prompt';
  readonly x: number;
  readonly width: number;
  readonly startMs: number;
}

/** What the time-to-fail lane draws. */
export interface TimeToFailLayout {
  readonly linePath: string;
  /** Areas under the line, parted where it crosses the caution line. */
  readonly okPath: string;
  readonly cautionPath: string;
  readonly zeroY: number;
  /** Height of the caution line: three quarters of the timeout. */
  readonly cautionY: number;
  readonly replies: readonly { readonly x: number; readonly atMs: number }[];
  readonly missed: readonly { readonly x: number; readonly atMs: number }[];
  readonly bars: readonly ZeroBar[];
}

/** A quarter gone: from here down the bullet is yellow (domain 7.1). */
const CAUTION_SHARE = 0.75;
const COUNTING: readonly MonitorState[] = ['Monitoring'];

/** Moment of the last reply that a sample implies; null unless the monitor counts down from a reply. */
export function impliedReplyMs(sample: Sample, monitor: DrawnMonitor): number | null {
  const state = sample.monitors[monitor.index];
  if (state === undefined || !COUNTING.includes(state.state) || state.timeToFailMs === 0)
    return null;
  return sample.atMs - (monitor.timeoutMs - state.timeToFailMs);
}

/** Corners of the sawtooth, one list for each stretch of counting; a reply adds its exact moment. */
export function countdownStretches(
  samples: readonly Sample[],
  monitor: DrawnMonitor,
): CountdownPoint[][] {
  const stretches: CountdownPoint[][] = [];
  let open: CountdownPoint[] | null = null;
  for (const sample of samples) {
    const state = sample.monitors[monitor.index];
    if (state === undefined || !COUNTING.includes(state.state)) {
      if (open !== null && state?.state === 'FailingOver') {
        open.push({ atMs: sample.atMs, timeToFailMs: 0 });
      }
      open = null;
      continue;
    }
    if (open === null) stretches.push((open = []));
    const before = open.at(-1);
    const replyMs = impliedReplyMs(sample, monitor);
    if (before !== undefined && replyMs !== null && state.timeToFailMs > before.timeToFailMs) {
      const silentMs = Math.max(0, replyMs - before.atMs);
      open.push({ atMs: replyMs, timeToFailMs: Math.max(0, before.timeToFailMs - silentMs) });
      open.push({ atMs: replyMs, timeToFailMs: monitor.timeoutMs });
    }
    open.push({ atMs: sample.atMs, timeToFailMs: state.timeToFailMs });
  }
  return stretches;
}

/** Sawtooth, areas, replies, missed replies and bars of one monitor inside the window. */
export function timeToFailLayout(
  samples: readonly Sample[],
  events: readonly LabEvent[],
  monitor: DrawnMonitor,
  window: TimeWindow,
  frame: ChartFrame,
  lane: Lane,
  nowMs: number,
): TimeToFailLayout {
  const countMax = 2 * (frame.right - frame.left);
  const visible = visibleSamples(
    samples,
    window,
    nowMs,
    countMax,
    (sample) => sample.monitors[monitor.index]?.timeToFailMs ?? null,
  );
  const scale = timeScale(window, frame);
  const xOf = (atMs: number): number => scale(Math.max(atMs, window.startMs));
  const yOf = (ms: number): number =>
    lane.bottom - (ms / monitor.timeoutMs) * (lane.bottom - lane.top);
  const stretches = countdownStretches(visible, monitor);
  const draw = line<CountdownPoint>(
    (point) => xOf(point.atMs),
    (point) => yOf(point.timeToFailMs),
  ).digits(1);
  const cautionMs = CAUTION_SHARE * monitor.timeoutMs;
  const areas = stretches.flatMap((points) => partedAreas(points, cautionMs));
  const polygon = (points: readonly CountdownPoint[]): string => {
    const first = points[0] as CountdownPoint;
    const last = points.at(-1) as CountdownPoint;
    const base = String(lane.bottom);
    return `${draw(points) ?? ''}L${xOf(last.atMs).toFixed(1)},${base}L${xOf(first.atMs).toFixed(1)},${base}Z`;
  };
  const inside = (atMs: number): boolean =>
    atMs >= window.startMs && atMs <= Math.min(nowMs, window.endMs);
  const place = (atMs: number): { x: number; atMs: number } => ({ x: scale(atMs), atMs });
  return {
    linePath: stretches.map((points) => draw(points) ?? '').join(''),
    okPath: areas
      .filter((area) => !area.caution)
      .map((area) => polygon(area.points))
      .join(''),
    cautionPath: areas
      .filter((area) => area.caution)
      .map((area) => polygon(area.points))
      .join(''),
    zeroY: yOf(0),
    cautionY: yOf(cautionMs),
    replies: replyMoments(visible, monitor).filter(inside).map(place),
    missed: missedMoments(events, monitor.node).filter(inside).map(place),
    bars: zeroBars(visible, monitor, window, scale, nowMs),
  };
}

/** Moments of replies, ascending, as far as the samples tell. */
function replyMoments(samples: readonly Sample[], monitor: DrawnMonitor): number[] {
  const moments: number[] = [];
  for (const sample of samples) {
    const replyMs = impliedReplyMs(sample, monitor);
    if (replyMs !== null && replyMs > (moments.at(-1) ?? -Infinity) + 1) moments.push(replyMs);
  }
  return moments;
}

/** Moments at which this node's monitor gave up a ping. */
function missedMoments(events: readonly LabEvent[], node: string): number[] {
  return events
    .filter((event) => event.kind === 'missed' && (event.node === node || event.node === null))
    .map((event) => event.atMs);
}

function partedAreas(
  points: readonly CountdownPoint[],
  cautionMs: number,
): { caution: boolean; points: CountdownPoint[] }[] {
  const areas: { caution: boolean; points: CountdownPoint[] }[] = [];
  let before: CountdownPoint | null = null;
  for (const point of points) {
    const caution = point.timeToFailMs <= cautionMs;
    let open = areas.at(-1);
    if (open?.caution !== caution) {
      const crossing = before === null ? point : crossingOf(before, point, cautionMs);
      open?.points.push(crossing);
      open = { caution, points: before === null ? [] : [crossing] };
      areas.push(open);
    }
    open.points.push(point);
    before = point;
  }
  return areas;
}

function crossingOf(
  before: CountdownPoint,
  after: CountdownPoint,
  timeToFailMs: number,
): CountdownPoint {
  const span = after.timeToFailMs - before.timeToFailMs;
  const share = span === 0 ? 0 : (timeToFailMs - before.timeToFailMs) / span;
  return { atMs: before.atMs + share * (after.atMs - before.atMs), timeToFailMs };
}

function zeroBars(
  samples: readonly Sample[],
  monitor: DrawnMonitor,
  window: TimeWindow,
  scale: (atMs: number) => number,
  nowMs: number,
): ZeroBar[] {
  const bars: { kind: ZeroBar['kind']; startMs: number; endMs: number; open: boolean }[] = [];
  for (const { atMs, monitors } of samples) {
    const kind = barKind(monitors[monitor.index]?.state);
    const last = bars.at(-1);
    if (last?.open === true) {
      last.endMs = atMs;
      last.open = last.kind === kind;
    }
    if (kind !== null && last?.open !== true) {
      bars.push({ kind, startMs: atMs, endMs: atMs, open: true });
    }
  }
  const last = bars.at(-1);
  if (last?.open === true) last.endMs = Math.min(nowMs, window.endMs);
  return bars.map(({ kind, startMs, endMs }) => {
    const x = scale(Math.max(startMs, window.startMs));
    return { kind, startMs, x, width: Math.max(0, scale(endMs) - x) };
  });
}

function barKind(state: MonitorState | undefined): ZeroBar['kind'] | null {
  if (state === 'FailedOver' || state === 'FailingOver' || state === 'FailingBack') {
    return 'failed-over';
  }
  return state === 'AwaitingDecision' || state === 'FailurePending' ? 'prompt' : null;
}
