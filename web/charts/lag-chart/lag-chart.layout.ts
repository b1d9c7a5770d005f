import { area, line } from 'd3';
import type { Sample } from '../../../workers/api.ts';
import { type ChartFrame, timeScale, type TimeWindow } from '../time-axis/time-axis.layout.ts';
import { visibleSamples } from '../visible-samples.ts';

/** Top and bottom of a lane, px. */
export interface Lane {
  readonly top: number;
  readonly bottom: number;
}

/** One plotted sample. */
export interface LagPoint {
  readonly x: number;
  readonly y: number;
  readonly atMs: number;
  readonly lagMs: number;
}

/** What the lag lane draws. */
export interface LagLayout {
  /** One list for each stretch with a connection: no link, no line. */
  readonly stretches: readonly (readonly LagPoint[])[];
  readonly linePath: string;
  readonly areaPath: string;
  /** Upper end of the y axis, virtual ms. */
  readonly topMs: number;
  readonly topText: string;
}

const TOPS_MS = [
  1000, 2000, 4000, 10_000, 20_000, 40_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
];

/** Age of the oldest order not yet acknowledged, over time. */
export function lagLayout(
  samples: readonly Sample[],
  window: TimeWindow,
  frame: ChartFrame,
  lane: Lane,
  nowMs: number,
): LagLayout {
  const countMax = 2 * (frame.right - frame.left);
  const visible = visibleSamples(samples, window, nowMs, countMax, (sample) =>
    sample.lag === null ? null : sample.lag.ms,
  );
  const highestMs = Math.max(0, ...visible.map((sample) => sample.lag?.ms ?? 0));
  const topMs = TOPS_MS.find((top) => top >= highestMs) ?? highestMs;
  const scale = timeScale(window, frame);
  const yOf = (lagMs: number): number => lane.bottom - (lagMs / topMs) * (lane.bottom - lane.top);

  const stretches: LagPoint[][] = [];
  let open: LagPoint[] | null = null;
  for (const { atMs, lag } of visible) {
    if (lag === null) {
      open = null;
      continue;
    }
    if (open === null) stretches.push((open = []));
    open.push({ x: scale(atMs), y: yOf(lag.ms), atMs, lagMs: lag.ms });
  }
  const draw = line<LagPoint>(
    (point) => point.x,
    (point) => point.y,
  ).digits(1);
  const fill = area<LagPoint>(
    (point) => point.x,
    lane.bottom,
    (point) => point.y,
  ).digits(1);
  return {
    stretches,
    linePath: stretches.map((points) => draw(points) ?? '').join(''),
    areaPath: stretches.map((points) => fill(points) ?? '').join(''),
    topMs,
    topText: topMs < 60_000 ? `${String(topMs / 1000)} s` : `${String(topMs / 60_000)} min`,
  };
}
