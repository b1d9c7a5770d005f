import type { ConnectionSnapshot, MonitorSnapshot, ServiceSnapshot } from '../../workers/api.ts';
import { CLIENT_ADDRESS, TARGET_ADDRESS } from './specimen-clusters.ts';

/** The Double-Take services of all nodes. */
export function services(installed: boolean): Record<string, ServiceSnapshot> {
  const sets = [{ name: 'AppData', saved: true, rules: [] }];
  return Object.fromEntries(
    ['A1', 'A2', 'B1', 'B2'].map((name) => [
      name,
      { installed, running: installed, settings: {}, replicationSets: installed ? sets : [] },
    ]),
  );
}

/** The connection of `AppData`, replicating. */
export function connection(change: Partial<ConnectionSnapshot> = {}): ConnectionSnapshot {
  return {
    id: 1,
    source: 'A1',
    target: 'B1',
    address: TARGET_ADDRESS,
    replicationSet: 'AppData',
    transmitMode: 'Started',
    mirrorStatus: 'Idle',
    replicationStatus: 'Replicating',
    targetStatus: 'Online',
    dataState: 'Good',
    queue: { operations: 4, bytes: 1280, memoryBytes: 1280, diskBytes: 0, lagMs: 450 },
    mirror: { percent: 100, sentBytes: 2_097_152, skippedBytes: 0, remainingBytes: 0 },
    sent: { operations: 324, bytes: 98_304, wireBytes: 119_040 },
    appliedWireBytes: 117_760,
    acknowledgedOperations: 320,
    ...change,
  };
}

/** A monitor of the client address, at 5 s × 6. */
export function monitor(
  nodeName: string,
  lastReplyAtMs: number,
  atMs: number,
  missedAtMs: readonly number[],
): MonitorSnapshot {
  const timeoutMs = 30_000;
  const timeToFailMs = timeoutMs - (atMs - lastReplyAtMs);
  const came = range(0, 9 - missedAtMs.length).map((index) => ({
    atMs: lastReplyAtMs - (9 - missedAtMs.length - index) * 5000,
    came: true,
  }));
  return {
    node: nodeName,
    address: CLIENT_ADDRESS,
    name: 'APPSRV',
    checked: true,
    intervalMs: 5000,
    missed: 6,
    trigger: 'all',
    items: [],
    shr: false,
    manual: false,
    active: true,
    scripts: {
      preFailover: '',
      postFailover: 'S:\\postover.bat',
      preFailback: 'S:\\preback.bat',
      postFailback: '',
    },
    state: 'Monitoring',
    timeToFailMs,
    timeoutMs,
    timeToFail: String(Math.ceil(timeToFailMs / 1000)),
    bullet: timeToFailMs <= 22_500 ? 'yellow' : 'green',
    statusBar: 'Monitoring APPSRV',
    tray: 'red-green',
    lastScript: null,
    lastReplyAtMs,
    replies: [...came, ...missedAtMs.map((missed) => ({ atMs: missed, came: false }))],
  };
}

/** Whole numbers, both ends included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
