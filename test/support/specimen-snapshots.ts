import {
  BLOCK_CELL,
  type BlockMaps,
  type ClusterSnapshot,
  type Snapshot,
} from '../../workers/api.ts';
import { DEFAULT_DURATIONS_MS } from '../../workers/core/cluster/durations.ts';
import {
  CLIENT_ADDRESS,
  cluster,
  dark,
  disks,
  online,
  regroup,
  TARGET_ADDRESS,
  withResource,
} from './specimen-clusters.ts';
import { connection, monitor, range, services } from './specimen-double-take.ts';

/*
 * Moments of one run, with figures that agree: orders at 1.7 a second, monitors at 5 s × 6, power cut at 01:41.6.
 * They stand in for the engine where an element is looked at or tested alone.
 */

const POWER_CUT_MS = 101_600;

/** Nothing but two formed clusters: no application group, no Double-Take. */
export function bareSnapshot(): Snapshot {
  const base = healthySnapshot();
  const bare = (cluster: ClusterSnapshot): ClusterSnapshot => ({
    ...cluster,
    groups: cluster.groups.filter((group) => group.name === 'Cluster Group'),
  });
  return {
    ...base,
    scenario: 'bare',
    atMs: 0,
    clusters: {
      first: { ...bare(base.clusters.first), disks: disks('A1', 2_097_152) },
      second: { ...bare(base.clusters.second), disks: disks('B1', 0) },
    },
    services: services(false),
    connections: [],
    monitors: [],
    addresses: {},
    clients: { ...base.clients, ...NO_ORDERS, running: false, servedBy: 'none', lastOrder: 500 },
  };
}

const NO_ORDERS = { acknowledged: 0, refused: 0, outageMs: 0, behind: [], behindCount: 0 } as const;

/** Both clusters well at 01:36.2; two orders on their way. */
export function healthySnapshot(): Snapshot {
  const atMs = 96_200;
  return {
    lab: 1,
    scenario: 'protected',
    seed: 2001,
    atMs,
    paused: false,
    clusters: { first: cluster('first', atMs, true), second: cluster('second', atMs, false) },
    services: services(true),
    connections: [connection()],
    jobs: [],
    monitors: ['B1', 'B2'].map((node) => monitor(node, 95_000, atMs, [])),
    link: { up: true, kbps: 1544, latencyMs: 20, lossPercent: 0, limitKbps: null },
    durations: { ...DEFAULT_DURATIONS_MS },
    addresses: { [CLIENT_ADDRESS]: ['A1'], [TARGET_ADDRESS]: ['B1'] },
    clients: {
      servedBy: 'first',
      ratePerSecond: 1.7,
      acknowledged: 164,
      refused: 0,
      outageMs: 0,
      running: true,
      lastOrder: 400,
      behind: [399, 400],
      behindCount: 2,
    },
    ledger: null,
    alarms: [],
    faults: [],
    exercise: null,
    storage: { kind: 'memory', savedAtMs: null, readOnly: false, problem: null },
  };
}

/** CLUS-A without power for 10.8 s: two replies missed, caution, three orders stranded. */
export function cautionSnapshot(): Snapshot {
  const base = healthySnapshot();
  const atMs = 112_400;
  return {
    ...base,
    atMs,
    clusters: { first: dark(base.clusters.first), second: cluster('second', atMs, false) },
    connections: [connection({ transmitMode: 'Error', targetStatus: 'Retrying' })],
    monitors: ['B1', 'B2'].map((node) => monitor(node, 100_000, atMs, [105_000, 110_000])),
    addresses: { [TARGET_ADDRESS]: ['B1'] },
    clients: {
      ...base.clients,
      servedBy: 'none',
      acknowledged: 176,
      refused: 18,
      outageMs: 10_800,
      lastOrder: 412,
      behind: [410, 411, 412],
      behindCount: 3,
    },
    faults: [{ id: 1, line: 'fault site first off', sinceMs: POWER_CUT_MS }],
  };
}

/** The client address on its way to CLUS-B, `progress` (0–1) of its Online Pending done. */
export function travellingSnapshot(progress = 0.5): Snapshot {
  const base = cautionSnapshot();
  const sinceMs = 130_200;
  const untilMs = 132_200;
  const atMs = Math.round(sinceMs + (untilMs - sinceMs) * progress);
  return {
    ...base,
    atMs,
    clusters: {
      first: base.clusters.first,
      second: withResource(cluster('second', atMs, false), 'IP Address for Application', {
        state: 'Online Pending',
        pending: { sinceMs, untilMs },
      }),
    },
    monitors: base.monitors.map((each) => ({ ...each, ...AT_ZERO, state: 'FailingOver' })),
    clients: { ...base.clients, outageMs: atMs - POWER_CUT_MS },
  };
}

const AT_ZERO = { bullet: 'red', timeToFailMs: 0, timeToFail: '0' } as const;

/** CLUS-B serves since 02:15.2; orders 0410–0412 are on CLUS-A only. */
export function failedOverSnapshot(): Snapshot {
  const base = cautionSnapshot();
  const atMs = 144_000;
  return {
    ...base,
    atMs,
    clusters: { first: base.clusters.first, second: online(cluster('second', atMs, false)) },
    connections: [],
    monitors: base.monitors.map((each) => ({
      ...each,
      ...AT_ZERO,
      state: 'FailedOver',
      timeToFail: 'Failed Over',
      statusBar: 'Monitoring APPSRV',
      tray: 'red',
    })),
    addresses: { [CLIENT_ADDRESS]: ['B1'], [TARGET_ADDRESS]: ['B1'] },
    clients: {
      ...base.clients,
      servedBy: 'second',
      acknowledged: 191,
      outageMs: 33_600,
      lastOrder: 424,
      behind: [410, 411, 412],
      behindCount: 3,
    },
    ledger: {
      failoverAtMs: 130_000,
      rpoMs: 1400,
      rtoMs: 33_600,
      between: {
        oldestLostAtMs: 100_200,
        lastBeforeAtMs: 101_600,
        outageFromMs: 101_600,
        outageToMs: 135_200,
      },
      lostBytes: 768,
      lostOrders: [410, 411, 412],
      destroyedOrders: [],
      divergedOrders: [],
    },
  };
}

/** The address is home without its name; AppData goes back from B1 to A1, 76 % done. */
export function restoringSnapshot(): Snapshot {
  const base = failedOverSnapshot();
  const atMs = 492_000;
  const first = withResource(
    withResource(cluster('first', atMs, true), 'Name for Application', { state: 'Offline' }),
    'DT Connection for Application',
    { state: 'Offline' },
  );
  return {
    ...base,
    atMs,
    clusters: {
      first: regroup(first, { state: 'Partially Online' }),
      second: cluster('second', atMs, false),
    },
    monitors: healthySnapshot().monitors.map((each) => ({ ...each, lastReplyAtMs: 490_000 })),
    addresses: { [CLIENT_ADDRESS]: ['A1'], [TARGET_ADDRESS]: ['B1'] },
    jobs: [
      {
        id: 1,
        kind: 'restore',
        node: 'B1',
        replicationSet: 'AppData',
        from: 'B1',
        to: 'A1',
        map: 'S: S:',
        overwrite: 'always',
        checksum: true,
        orphans: 'keep',
        state: 'Running',
        percent: 76,
        sentBytes: 123 * 4096,
        differentFiles: 3,
        missingFiles: 0,
        outOfSyncBytes: 38 * 4096,
      },
    ],
    clients: { ...base.clients, servedBy: 'none', outageMs: 162_000, lastOrder: 728 },
    ledger: base.ledger && { ...base.ledger, destroyedOrders: [410, 411, 412] },
    faults: [],
  };
}

/** Both clusters answer the client address: a split service. */
export function splitSnapshot(): Snapshot {
  const base = healthySnapshot();
  return {
    ...base,
    clusters: { first: base.clusters.first, second: online(cluster('second', base.atMs, false)) },
    link: { ...base.link, up: false },
    connections: [connection({ transmitMode: 'Error', targetStatus: 'Retrying' })],
    monitors: base.monitors.map((each) => ({ ...each, ...AT_ZERO, state: 'FailedOver' })),
    addresses: { [CLIENT_ADDRESS]: ['A1', 'B1'], [TARGET_ADDRESS]: ['B1'] },
    clients: { ...base.clients, servedBy: 'both', behind: range(401, 436), behindCount: 36 },
    faults: [{ id: 1, line: 'fault link replication cut', sinceMs: 60_000 }],
  };
}

/** Blocks as in the look: 640, a third in use, `different` of them not equal, `copied` of them brought back. */
export function specimenBlockMaps(different = 5, copied = 0): BlockMaps {
  const blocks = new Uint8Array(640).fill(BLOCK_CELL.equal);
  blocks.fill(BLOCK_CELL.unused, 100, 380);
  for (let index = 0; index < copied; index += 1) blocks[380 + index] = BLOCK_CELL.copied;
  for (let index = 0; index < different; index += 1) {
    blocks[380 + copied + index] = BLOCK_CELL.differs;
  }
  const difference = blocks.filter((cell) => cell !== BLOCK_CELL.unused);
  const from = difference.indexOf(BLOCK_CELL.differs);
  const place = blocks.indexOf(BLOCK_CELL.differs);
  const range = { state: 'differs' as const, from, count: different, first: place, second: place };
  return {
    first: blocks,
    second: blocks.slice(),
    difference,
    ranges: different > 0 ? [{ path: 'S:\\Orders\\orders.txt', ...range }] : [],
    rangeCount: different > 0 ? 1 : 0,
    fileCount: different > 0 ? 1 : 0,
  };
}
