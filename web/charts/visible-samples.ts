import { bisector } from 'd3';
import type { Sample } from '../../workers/api.ts';
import type { TimeWindow } from './time-axis/time-axis.layout.ts';

const byMoment = bisector<Sample, number>((sample) => sample.atMs);

/**
 * Samples to draw: inside the window and not after now, with one neighbour on the left so that lines
 * enter from the edge. More than `countMax` are thinned, keeping the lowest and highest of each stretch.
 *
 * @param samples  ascending by moment
 * @param valueOf  what the chart plots; samples without a value (null) always stay, as they part the line
 */
export function visibleSamples(
  samples: readonly Sample[],
  window: TimeWindow,
  nowMs: number,
  countMax: number,
  valueOf: (sample: Sample) => number | null,
): readonly Sample[] {
  const from = Math.max(0, byMoment.right(samples, window.startMs) - 1);
  const to = byMoment.right(samples, Math.min(window.endMs, nowMs));
  const visible = samples.slice(from, to);
  return visible.length <= countMax ? visible : thinned(visible, countMax, valueOf);
}

function thinned(
  samples: readonly Sample[],
  countMax: number,
  valueOf: (sample: Sample) => number | null,
): Sample[] {
  const stretch = Math.ceil(samples.length / Math.max(1, Math.floor(countMax / 2)));
  const kept: Sample[] = [];
  for (let start = 0; start < samples.length; start += stretch) {
    const part = samples.slice(start, start + stretch);
    kept.push(...extremes(part, valueOf));
  }
  const last = samples.at(-1);
  if (last !== undefined && kept.at(-1) !== last) kept.push(last);
  return kept;
}

function extremes(
  part: readonly Sample[],
  valueOf: (sample: Sample) => number | null,
): readonly Sample[] {
  if (part.some((sample) => valueOf(sample) === null)) return part;
  let low = 0;
  let high = 0;
  part.forEach((sample, index) => {
    const value = valueOf(sample) as number;
    if (value < (valueOf(part[low] as Sample) as number)) low = index;
    if (value > (valueOf(part[high] as Sample) as number)) high = index;
  });
  const kept = [...new Set([Math.min(low, high), Math.max(low, high)])];
  return kept.map((index) => part[index] as Sample);
}
