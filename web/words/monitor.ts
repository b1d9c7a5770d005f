import type { MonitorSnapshot } from '../../workers/api.ts';

/** Word beside the bullet of a monitor; the shape goes with it, never the colour alone. */
export function bulletWord(monitor: MonitorSnapshot): string {
  switch (monitor.state) {
    case 'Idle':
      return 'Not monitored';
    case 'FailurePending':
      return 'Waits for you';
    case 'FailingOver':
      return 'Failing over';
    case 'FailedOver':
    case 'AwaitingDecision':
      return 'Failed over';
    case 'FailingBack':
      return 'Failing back';
    case 'Monitoring':
      return monitoringWord(monitor);
  }
}

function monitoringWord(monitor: MonitorSnapshot): string {
  if (monitor.bullet === 'red') return 'No reply';
  return monitor.bullet === 'yellow' ? 'Caution' : 'Replying';
}

/** Modifier of `.state` and name of the shape that go with a bullet. */
export function bulletTone(monitor: MonitorSnapshot): 'ok' | 'caution' | 'failed' | 'off' {
  switch (monitor.bullet) {
    case 'green':
      return 'ok';
    case 'yellow':
      return 'caution';
    case 'red':
      return 'failed';
    case 'none':
      return 'off';
  }
}

/** Pings not answered since the last reply; replies are oldest first. */
export function missedInARow(monitor: MonitorSnapshot): number {
  const lastCame = monitor.replies.findLastIndex((reply) => reply.came);
  return monitor.replies.length - 1 - lastCame;
}

/** True from the moment the monitor took over until a decision after failback. */
export function hasFailedOver(monitor: MonitorSnapshot): boolean {
  return monitor.state === 'FailedOver' || monitor.state === 'AwaitingDecision';
}
