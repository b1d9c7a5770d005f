import type { Sample } from '../../../workers/api.ts';

/** Stretch over which throughput is averaged, virtual ms: single packets would draw a comb. */
const RATE_OVER_MS = 1000;

/** Which bytes are counted: those that the line has carried, or those of them that the target has applied. */
export type CountedBytes = 'wireBytes' | 'appliedWireBytes';

/**
 * What was sent, or applied, at each sample, kbit/s (1000 bits a second), over the second before it.
 *
 * @param samples  ascending; where the count of bytes falls a connection has ended, and counting begins anew
 */
export function ratesOf(
  samples: readonly Sample[],
  counted: CountedBytes = 'wireBytes',
): Map<Sample, number> {
  const rates = new Map<Sample, number>();
  let from = 0;
  samples.forEach((sample, at) => {
    const before = samples[at - 1];
    if (before === undefined || sample[counted] < before[counted]) from = at;
    while (from + 1 < at && sample.atMs - (samples[from + 1]?.atMs ?? 0) >= RATE_OVER_MS) from += 1;
    const start = samples[from] as Sample;
    const spanMs = sample.atMs - start.atMs;
    rates.set(sample, spanMs === 0 ? 0 : ((sample[counted] - start[counted]) * 8) / spanMs);
  });
  return rates;
}
