import { greatest } from 'd3';
import type { Sample } from '../../../workers/api.ts';
import { bytesText, countText } from '../../words/amounts.ts';
import { clockText, secondsText, spanText } from '../../words/clock.ts';
import { type CountedBytes, ratesOf } from '../lag-chart/throughput.ts';
import { serviceSpans } from '../service-ribbon/service-ribbon.layout.ts';
import type { ServiceNames } from '../service-ribbon/service-ribbon.ts';
import { rateText } from './chart-reading.ts';

/** Sums up the lag: `Lag rose to 118 operations (59.0 KiB, 4.2 s) at 00:32.0 and was 0 at 00:41.0.` */
export function lagSentence(samples: readonly Sample[]): string {
  const peak = greatest(samples, (sample) => sample.lag?.operations ?? -1);
  const lag = peak?.lag ?? null;
  if (peak === undefined || lag === null) return 'There was no connection, so no lag.';
  if (lag.operations === 0) return 'Lag was 0 all the time.';
  const operations = countText(lag.operations, 'operation', 'operations');
  const rose = `Lag rose to ${operations} (${bytesText(lag.bytes)}, ${spanText(lag.ms)}) at ${clockText(peak.atMs)}`;
  const later = samples.slice(samples.indexOf(peak) + 1);
  const end = later.find((sample) => sample.lag === null || sample.lag.operations === 0);
  if (end === undefined) return `${rose} and has not been 0 since.`;
  const how = end.lag === null ? 'the connection had ended' : 'was 0';
  return `${rose} and ${how} at ${clockText(end.atMs)}.`;
}

/** Sums up what crossed the line, and what the target applied, beside what the line lets through. */
export function throughputSentence(samples: readonly Sample[], limitKbps: number | null): string {
  const lets =
    limitKbps === null ? 'The line is cut.' : `The line lets through ${rateText(limitKbps)}.`;
  const sent = peakRate(samples, 'wireBytes');
  if (sent === null) return `Nothing crossed the line. ${lets}`;
  const crossed = `At most ${sent.words} crossed the line, at ${sent.clock}`;
  const applied = peakRate(samples, 'appliedWireBytes');
  return applied === null
    ? `${crossed}; the target applied nothing. ${lets}`
    : `${crossed}; the target applied at most ${applied.words}, at ${applied.clock}. ${lets}`;
}

/** The highest rate and its moment, in words; null when nothing was counted. */
function peakRate(
  samples: readonly Sample[],
  counted: CountedBytes,
): { readonly words: string; readonly clock: string } | null {
  const rates = ratesOf(samples, counted);
  const peak = greatest(samples, (sample) => rates.get(sample) ?? 0);
  const most = peak === undefined ? 0 : (rates.get(peak) ?? 0);
  return peak === undefined || most === 0
    ? null
    : { words: rateText(most), clock: clockText(peak.atMs) };
}

/** Sums up the countdown of one monitor. */
export function countdownSentence(
  samples: readonly Sample[],
  index: number,
  timeoutMs: number,
): string {
  const counted = samples.filter((sample) => {
    const state = sample.monitors[index]?.state;
    return state !== undefined && state !== 'Idle';
  });
  const left = (sample: Sample): number => sample.monitors[index]?.timeToFailMs ?? timeoutMs;
  const lowest = greatest(counted, (sample) => -left(sample));
  if (lowest === undefined) return 'Nobody monitored.';
  const caution = left(lowest) <= 0.75 * timeoutMs ? '' : ', never as far as caution';
  return left(lowest) === 0
    ? `Time to fail reached 0 at ${clockText(lowest.atMs)}.`
    : `Time to fail fell to ${secondsText(left(lowest))} of ${String(timeoutMs / 1000)} s at ${clockText(lowest.atMs)}${caution}.`;
}

/** Sums up who served, the last five stretches. */
export function serviceSentence(
  samples: readonly Sample[],
  nowMs: number,
  names: ServiceNames,
): string {
  const spans = serviceSpans(samples, nowMs).slice(-5);
  const last = spans.pop();
  if (last === undefined) return 'Nothing is known yet.';
  const earlier = spans.map((span) => `${names[span.servedBy]} until ${clockText(span.endMs)}`);
  return `${[...earlier, `${names[last.servedBy]} since ${clockText(last.startMs)}`].join(', ')}.`;
}
