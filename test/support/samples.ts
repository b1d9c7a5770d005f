import type { MonitorState, Sample } from '../../workers/api.ts';

/** A sample with a lag, one monitor counting, and the first cluster serving, unless said otherwise. */
export function sampleAt(
  atMs: number,
  change: {
    readonly lagMs?: number | null;
    readonly timeToFailMs?: number;
    readonly state?: MonitorState;
    readonly servedBy?: Sample['servedBy'];
  } = {},
): Sample {
  const { lagMs = 0, timeToFailMs = 30_000, state = 'Monitoring', servedBy = 'first' } = change;
  return {
    atMs,
    lag: lagMs === null ? null : { operations: 1, bytes: 256, ms: lagMs },
    wireBytes: 0,
    appliedWireBytes: 0,
    monitors: [{ state, timeToFailMs }],
    servedBy,
  };
}

/** Samples each 100 ms of a monitor that hears a reply each 5 s until `silentFromMs`. */
export function countdownSamples(untilMs: number, silentFromMs: number): Sample[] {
  const samples: Sample[] = [];
  for (let atMs = 0; atMs <= untilMs; atMs += 100) {
    const lastReplyMs = Math.floor(Math.min(atMs, silentFromMs) / 5000) * 5000;
    const timeToFailMs = Math.max(0, 30_000 - (atMs - lastReplyMs));
    const state = timeToFailMs === 0 ? 'FailedOver' : 'Monitoring';
    samples.push(sampleAt(atMs, { timeToFailMs, state }));
  }
  return samples;
}
