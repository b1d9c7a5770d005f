import type { Sample } from '../../../workers/api.ts';

/** Stretch over which throughput is averaged, virtual ms: single packets would draw a comb. */
const RATE_OVER_MS = 1000;

/**
 * What crossed the line at each sample, kbit/s (1000 bits a second), over the second before it.
 *
 * @param samples  ascending; where the count of bytes falls a connection has ended, and counting begins anew
 */
export function ratesOf(samples: readonly Sample[]): Map<Sample, number> {
  const rates = new Map<Sample, number>();
  let from = 0;
  samples.forEach((sample, at) => {
    const before = samples[at - 1];
    if (before === undefined || sample.wireBytes < before.wireBytes) from = at;
    while (from + 1 < at && sample.atMs - (samples[from + 1]?.atMs ?? 0) >= RATE_OVER_MS) from += 1;
    const start = samples[from] as Sample;
    const spanMs = sample.atMs - start.atMs;
    rates.set(sample, spanMs === 0 ? 0 : ((sample.wireBytes - start.wireBytes) * 8) / spanMs);
  });
  return rates;
}
