import type { MonitorSnapshot, Sample } from '../../../workers/api.ts';
import { bytesText, countText } from '../../words/amounts.ts';
import { clockText, secondsText, spanText } from '../../words/clock.ts';
import { ratesOf } from '../lag-chart/throughput.ts';
import type { ServiceNames } from '../service-ribbon/service-ribbon.ts';

/** What all charts show at the crosshair, in words. */
export interface ChartReading {
  readonly atMs: number;
  /** One line a chart: lag, throughput, time to fail, who serves. */
  readonly lines: readonly string[];
}

/** The sample that is drawn nearest to a moment: its values are measured, those between are not. */
function nearestSample(samples: readonly Sample[], atMs: number): Sample | null {
  const at = samples.findLastIndex((sample) => sample.atMs <= atMs);
  const before = samples[at];
  const after = samples[at + 1];
  if (before === undefined) return after ?? null;
  return after !== undefined && after.atMs - atMs < atMs - before.atMs ? after : before;
}

/** What the charts show at a moment; null where they show nothing. */
export function chartReading(
  samples: readonly Sample[],
  atMs: number,
  monitor: MonitorSnapshot | undefined,
  monitorIndex: number,
  names: ServiceNames,
): ChartReading | null {
  const sample = nearestSample(samples, atMs);
  if (sample === null) return null;
  const rate = ratesOf(samples).get(sample) ?? 0;
  const applied = ratesOf(samples, 'appliedWireBytes').get(sample) ?? 0;
  return {
    atMs: sample.atMs,
    lines: [
      lagWords(sample.lag),
      `Line: ${rateText(rate)}, applied: ${rateText(applied)}`,
      `Time to fail: ${countdownText(sample, monitor, monitorIndex)}`,
      `Serves: ${names[sample.servedBy]}`,
    ],
  };
}

/** The reading as one sentence, for a voice. */
export function readingSentence({ atMs, lines }: ChartReading): string {
  return `${clockText(atMs)}. ${lines.join('. ')}.`;
}

/** `118 kbit/s`. */
export function rateText(kbps: number): string {
  return `${String(Math.round(kbps))} kbit/s`;
}

function lagWords(lag: Sample['lag']): string {
  if (lag === null) return 'Lag: no connection';
  const operations = countText(lag.operations, 'operation', 'operations');
  return `Lag: ${operations}, ${bytesText(lag.bytes)}, ${spanText(lag.ms)}`;
}

/** Time to fail with its bullet's word; from a quarter gone it is caution (domain 7.1). */
export function countdownText(
  sample: Sample,
  monitor: Pick<MonitorSnapshot, 'timeoutMs'> | undefined,
  monitorIndex: number,
): string {
  const drawn = sample.monitors[monitorIndex];
  if (drawn === undefined || drawn.state === 'Idle' || monitor === undefined)
    return 'not monitored';
  if (drawn.state !== 'Monitoring') return STATE_WORDS[drawn.state];
  const { timeToFailMs } = drawn;
  const seconds = `${secondsText(timeToFailMs)} s`;
  if (timeToFailMs === 0) return `${seconds}, no reply`;
  return `${seconds}, ${timeToFailMs <= 0.75 * monitor.timeoutMs ? 'caution' : 'replying'}`;
}

const STATE_WORDS = {
  FailurePending: 'waits for a person',
  FailingOver: 'failing over',
  FailedOver: 'failed over',
  FailingBack: 'failing back',
  AwaitingDecision: 'failed over, waits for a decision',
} as const;
