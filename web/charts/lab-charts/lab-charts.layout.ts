import type { LabEvent, MonitorSnapshot } from '../../../workers/api.ts';
import { clockText, secondsText, spanText } from '../../words/clock.ts';
import { faultWords } from '../../words/fault.ts';
import type { Lane } from '../lag-chart/lag-chart.layout.ts';
import type { ServiceSpan } from '../service-ribbon/service-ribbon.layout.ts';
import type { AxisHeights } from '../time-axis/time-axis.ts';
import { type ChartFrame, timeScale, type TimeWindow } from '../time-axis/time-axis.layout.ts';

/** Which lanes stand above the ribbon. */
export type Lanes = 'all' | 'lag' | 'time-to-fail';

/** Vertical measures of the whole drawing, px. */
export interface ChartHeights extends AxisHeights {
  readonly lag: Lane | null;
  readonly timeToFail: Lane | null;
  readonly railY: number;
  readonly ribbon: Lane;
}

/** A dashed vertical through all lanes, named at the top. */
export interface Fact {
  readonly kind: 'fault' | 'takeover';
  readonly atMs: number;
  readonly x: number;
  readonly text: string;
  /** On which side of the line its words stand; null where there is no room. */
  readonly side: 'start' | 'end' | null;
}

/** Where, and at which moment, the countdown would end if no reply came. */
export interface Projection {
  readonly fromX: number;
  readonly toX: number;
  readonly zeroAtMs: number;
}

const ALL: ChartHeights = {
  height: 196,
  gridTop: 12,
  gridBottom: 172,
  tickY: 188,
  lag: { top: 16, bottom: 62 },
  railY: 75,
  timeToFail: { top: 82, bottom: 145 },
  ribbon: { top: 156, bottom: 169 },
};
const SINGLE = {
  height: 108,
  gridTop: 18,
  gridBottom: 87,
  tickY: 103,
  railY: 10,
  ribbon: { top: 75, bottom: 87 },
};
const TALL: ChartHeights = {
  height: 306,
  gridTop: 16,
  gridBottom: 278,
  tickY: 297,
  lag: { top: 54, bottom: 104 },
  railY: 152,
  timeToFail: { top: 162, bottom: 226 },
  ribbon: { top: 260, bottom: 276 },
};
const LETTER_WIDTH_PX = 5.8;

/** Heights by lanes and width: narrow drawings are tall, with titles above their lanes. */
export function chartHeights(lanes: Lanes, frame: ChartFrame): ChartHeights {
  if (frame.width < 600) return TALL;
  if (lanes === 'all') return ALL;
  const lane = { top: 20, bottom: 68 };
  return {
    ...SINGLE,
    lag: lanes === 'lag' ? lane : null,
    timeToFail: lanes === 'time-to-fail' ? lane : null,
  };
}

/** Faults and takeovers inside the window; words stand where they do not run into each other. */
export function chartFacts(
  events: readonly LabEvent[],
  spans: readonly ServiceSpan[],
  window: TimeWindow,
  frame: ChartFrame,
  nowMs: number,
  secondName: string,
): Fact[] {
  const scale = timeScale(window, frame);
  const faults = events
    .filter((event) => event.kind === 'fault')
    .map((event) => ({
      kind: 'fault' as const,
      atMs: event.atMs,
      text: `${faultWords(event.text)} ${clockText(event.atMs)}`,
    }));
  const takeovers = spans
    .filter((span, at) => span.servedBy === 'second' && at > 0)
    .map((span) => ({
      kind: 'takeover' as const,
      atMs: span.startMs,
      text: `${secondName} serves ${clockText(span.startMs)}`,
    }));
  const latestMs = Math.min(nowMs, window.endMs);
  const shown = [...faults, ...takeovers]
    .filter((fact) => fact.atMs >= window.startMs && fact.atMs > 0 && fact.atMs <= latestMs)
    .sort((one, other) => one.atMs - other.atMs)
    .map((fact) => ({ ...fact, x: scale(fact.atMs) }));
  let takenUpTo = frame.left;
  return shown.map((fact, at) => {
    const width = fact.text.length * LETTER_WIDTH_PX + 12;
    const nextX = shown[at + 1]?.x ?? frame.right;
    const nowX = scale(latestMs);
    const runsIntoNow = fact.x + width > nowX;
    const fitsAfter = fact.x + width < nextX;
    const fitsBefore = fact.x - width > takenUpTo;
    const side = fitsBefore && (runsIntoNow || !fitsAfter) ? 'end' : fitsAfter ? 'start' : null;
    takenUpTo = side === 'start' ? fact.x + width : fact.x;
    return { ...fact, side };
  });
}

/** The dotted way down to 0 while a monitor hears nothing; null while it hears. */
export function silentProjection(
  monitor: MonitorSnapshot | undefined,
  window: TimeWindow,
  frame: ChartFrame,
  nowMs: number,
): Projection | null {
  if (monitor === undefined || monitor.state !== 'Monitoring') return null;
  const silentMs = monitor.timeoutMs - monitor.timeToFailMs;
  if (silentMs <= monitor.intervalMs || monitor.timeToFailMs === 0) return null;
  const scale = timeScale(window, frame);
  const zeroAtMs = nowMs + monitor.timeToFailMs;
  return { fromX: scale(nowMs), toX: scale(zeroAtMs), zeroAtMs };
}

/** One sentence that sums the charts up, for people who do not see them. */
export function chartSentence(
  monitor: MonitorSnapshot | undefined,
  lagMs: number | null,
  serves: string,
  nowMs: number,
): string {
  const lag = lagMs === null ? 'no connection' : `replication ${spanText(lagMs)} behind`;
  const countdown =
    monitor === undefined || monitor.state === 'Idle'
      ? 'nobody monitors'
      : monitor.timeToFail === 'Failed Over'
        ? 'failed over'
        : `${secondsText(monitor.timeToFailMs)} of ${String(monitor.timeoutMs / 1000)} s to fail`;
  return `At ${clockText(nowMs)}: ${lag}, ${countdown}, orders served by ${serves}.`;
}
