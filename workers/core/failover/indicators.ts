import type { Bullet, MonitorState } from '../snapshot.ts';
import type { Milliseconds } from '../units.ts';
import type { Monitor, MonitoredSource } from '../world.ts';

/** Interval × replies that may be missed. Source: domain notes 7.1. */
export function timeoutMs(source: MonitoredSource): Milliseconds {
  return source.intervalMs * source.missed;
}

/** Simulated ms left before failover; at 0 the next look fails over. Source: domain notes 7.1. */
export function timeToFailMs(monitor: Monitor, nowMs: Milliseconds): Milliseconds {
  const fullMs = timeoutMs(monitor.source);
  return Math.max(0, Math.min(fullMs, fullMs - (nowMs - monitor.lastReplyMs)));
}

/** Yellow once a quarter of the time has gone without a reply, red at 0 and from then on. */
export function bulletOf(state: MonitorState, leftMs: Milliseconds, fullMs: Milliseconds): Bullet {
  if (state === 'Idle') return 'none';
  if (leftMs === 0 || state !== 'Monitoring') return 'red';
  return leftMs * 4 <= fullMs * 3 ? 'yellow' : 'green';
}

/** What stands in the place of the countdown. */
export function timeToFailText(state: MonitorState, leftMs: Milliseconds): string {
  if (state === 'Idle') return '';
  return hasFailedOver(state) ? 'Failed Over' : String(Math.ceil(leftMs / 1000));
}

/** The line at the bottom of the window. */
export function statusBarText(monitor: Monitor): string {
  const { state, name } = monitor.source;
  if (state === 'Monitoring' || state === 'FailurePending') return `Monitoring ${name}`;
  if (state === 'FailingOver') return `Failing over ${name} ${monitor.address}`;
  return state === 'Idle' ? '' : 'Monitoring has continued';
}

/** The icon in the tray. */
export function trayOf(state: MonitorState): 'red-green' | 'red' | 'none' {
  if (state === 'Idle') return 'none';
  return hasFailedOver(state) ? 'red' : 'red-green';
}

function hasFailedOver(state: MonitorState): boolean {
  return state === 'FailedOver' || state === 'FailingBack' || state === 'AwaitingDecision';
}
