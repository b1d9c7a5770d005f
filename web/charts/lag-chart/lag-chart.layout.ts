import { area, line } from 'd3';
import type { Sample } from '../../../workers/api.ts';
import { bytesText } from '../../words/amounts.ts';
import { type ChartFrame, timeScale, type TimeWindow } from '../time-axis/time-axis.layout.ts';
import { visibleSamples } from '../visible-samples.ts';
import { ratesOf } from './throughput.ts';

/** Top and bottom of a lane, px. */
export interface Lane {
  readonly top: number;
  readonly bottom: number;
}

/** What the upper lane plots: lag in one of three units, or what crosses the line and is applied, kbit/s. */
export type LagMeasure = 'ms' | 'operations' | 'bytes' | 'throughput';

/** One plotted sample. */
export interface LagPoint {
  readonly x: number;
  readonly y: number;
  readonly atMs: number;
  /** In the measure's own unit. */
  readonly value: number;
}

/** What the lag lane draws. */
export interface LagLayout {
  /** One list for each stretch with a connection: no link, no line. */
  readonly stretches: readonly (readonly LagPoint[])[];
  readonly linePath: string;
  readonly areaPath: string;
  /** What the target applied, beside what crossed the line; empty where it is no part of the chart. */
  readonly appliedPath: string;
  /** Upper end of the y axis, in the measure's unit. */
  readonly top: number;
  readonly topText: string;
  /** Height of what the line lets through; null where it is no part of the chart. */
  readonly limitY: number | null;
}

const TOPS_MS = [
  1000, 2000, 4000, 10_000, 20_000, 40_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
];

/**
 * Lag over time, or throughput.
 *
 * @param limitKbps  what the line lets through now, for the measure `throughput`; null = unknown
 */
export function lagLayout(
  samples: readonly Sample[],
  window: TimeWindow,
  frame: ChartFrame,
  lane: Lane,
  nowMs: number,
  measure: LagMeasure = 'ms',
  limitKbps: number | null = null,
): LagLayout {
  const series = seriesOf(samples, measure);
  const countMax = 2 * (frame.right - frame.left);
  const visible = series.map((valueOf) =>
    visibleSamples(samples, window, nowMs, countMax, valueOf).map((sample) => ({
      atMs: sample.atMs,
      value: valueOf(sample),
    })),
  );
  const limit = measure === 'throughput' ? limitKbps : null;
  const highest = visible
    .flat()
    .reduce((most, { value }) => Math.max(most, value ?? 0), limit ?? 0);
  const top = topOf(highest, measure);
  const scale = timeScale(window, frame);
  const yOf = (value: number): number => lane.bottom - (value / top) * (lane.bottom - lane.top);
  const draw = line<LagPoint>(
    (point) => point.x,
    (point) => point.y,
  ).digits(1);
  const fill = area<LagPoint>(
    (point) => point.x,
    lane.bottom,
    (point) => point.y,
  ).digits(1);
  const [stretches = [], applied = []] = visible.map((values) => stretchesOf(values, scale, yOf));
  return {
    stretches,
    linePath: stretches.map((points) => draw(points) ?? '').join(''),
    areaPath: stretches.map((points) => fill(points) ?? '').join(''),
    appliedPath: applied.map((points) => draw(points) ?? '').join(''),
    top,
    topText: topText(top, measure),
    limitY: limit === null ? null : yOf(limit),
  };
}

/** Points of one line; a moment without a value (null) parts it. */
function stretchesOf(
  values: readonly { readonly atMs: number; readonly value: number | null }[],
  xOf: (atMs: number) => number,
  yOf: (value: number) => number,
): LagPoint[][] {
  const stretches: LagPoint[][] = [];
  let open: LagPoint[] | null = null;
  for (const { atMs, value } of values) {
    if (value === null) {
      open = null;
      continue;
    }
    if (open === null) stretches.push((open = []));
    open.push({ x: xOf(atMs), y: yOf(value), atMs, value });
  }
  return stretches;
}

/** What is plotted: one line of lag, or two of throughput, what crossed the line and what the target applied. */
function seriesOf(
  samples: readonly Sample[],
  measure: LagMeasure,
): ((sample: Sample) => number | null)[] {
  if (measure !== 'throughput') return [({ lag }) => (lag === null ? null : lag[measure])];
  return (['wireBytes', 'appliedWireBytes'] as const).map((counted) => {
    const rates = ratesOf(samples, counted);
    return (sample) => rates.get(sample) ?? null;
  });
}

function topOf(highest: number, measure: LagMeasure): number {
  if (measure === 'ms') return TOPS_MS.find((top) => top >= highest) ?? highest;
  const step = measure === 'bytes' ? 1024 : 1;
  let unit = measure === 'operations' ? 10 : measure === 'bytes' ? step : 100;
  for (;;) {
    const top = [1, 2, 5].map((times) => times * unit).find((each) => each >= highest);
    if (top !== undefined) return top;
    unit *= 10;
  }
}

function topText(top: number, measure: LagMeasure): string {
  if (measure === 'operations') return String(top);
  if (measure === 'bytes') return bytesText(top);
  if (measure === 'throughput') return `${String(top)} k`;
  return top < 60_000 ? `${String(top / 1000)} s` : `${String(top / 60_000)} min`;
}
