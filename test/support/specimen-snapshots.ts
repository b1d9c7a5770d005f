import {
  BLOCK_CELL,
  type BlockMaps,
  type ClusterId,
  type ClusterSnapshot,
  type ConnectionSnapshot,
  type GroupSnapshot,
  type MonitorSnapshot,
  type NodeSnapshot,
  type ResourceSnapshot,
  type ServiceSnapshot,
  type Snapshot,
} from '../../workers/api.ts';
import { DEFAULT_DURATIONS_MS } from '../../workers/core/cluster/durations.ts';

/*
 * Moments of one run, with figures that agree: orders at 1.7 a second, monitors at 5 s × 6, power cut at 01:41.6.
 * They stand in for the engine where an element is looked at or tested alone.
 */

const CLIENT_ADDRESS = '172.16.12.35';
const TARGET_ADDRESS = '172.16.12.47';
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
  return { first: blocks, second: blocks.slice() };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function cluster(id: ClusterId, atMs: number, serves: boolean): ClusterSnapshot {
  const letter = id === 'first' ? 'A' : 'B';
  const beat = Math.floor(atMs / 1200) * 1200;
  return {
    name: `CLUS-${letter}`,
    quorumOwner: `${letter}1`,
    reachable: true,
    nodes: [1, 2].map((number) => node(id, `${letter}${String(number)}`, number)),
    groups: [coreGroup(letter), applicationGroup(id, letter, serves)],
    disks: disks(`${letter}1`, 2_097_152),
    heartbeats: ['PRIVATE', 'PUBLIC'].map((network) => ({
      network,
      heard: true,
      lastBeatMs: beat,
    })),
  };
}

function node(id: ClusterId, name: string, number: number): NodeSnapshot {
  const site = id === 'first' ? 1 : 2;
  return {
    name,
    state: 'Up',
    powered: true,
    os: 'w2kas',
    domain: 'LAB',
    member: true,
    licensed: true,
    cards: [
      { network: 'PUBLIC', address: `172.16.12.${String(20 + site * 10 + number)}`, linked: true },
      { network: 'PRIVATE', address: `10.0.${String(site)}.${String(number)}`, linked: true },
    ],
  };
}

function disks(owner: string, usedBytes: number): ClusterSnapshot['disks'] {
  const files =
    usedBytes > 0 ? [{ path: 'S:\\Orders\\orders.txt', sizeBytes: 128_000, text: null }] : [];
  return [
    { drive: 'Q:', node: null, owner, sizeBytes: 1_048_576, usedBytes: 0, folders: [], files: [] },
    {
      drive: 'S:',
      node: null,
      owner,
      sizeBytes: 16_777_216,
      usedBytes,
      folders: files.length > 0 ? ['S:\\Orders'] : [],
      files,
    },
  ];
}

function group(
  name: string,
  owner: string,
  state: GroupSnapshot['state'],
  resources: readonly ResourceSnapshot[],
): GroupSnapshot {
  return { name, state, owner, preferredOwners: [], failback: 'prevent', failovers: 0, resources };
}

function resource(
  name: string,
  type: string,
  isOnline: boolean,
  properties: ResourceSnapshot['properties'],
  dependencies: readonly string[] = [],
): ResourceSnapshot {
  const state = isOnline ? 'Online' : 'Offline';
  return { name, type, state, possibleOwners: [], dependencies, properties, pending: null };
}

function coreGroup(letter: string): GroupSnapshot {
  const ip = letter === 'A' ? '172.16.12.30' : '172.16.12.40';
  return group('Cluster Group', `${letter}1`, 'Online', [
    resource('Cluster IP Address', 'IP Address', true, { Address: ip, Network: 'PUBLIC' }),
    resource('Cluster Name', 'Network Name', true, { Name: `CLUS-${letter}` }, [
      'Cluster IP Address',
    ]),
    resource('Disk Q:', 'Physical Disk', true, { Drive: 'Q:' }),
  ]);
}

function applicationGroup(id: ClusterId, letter: string, serves: boolean): GroupSnapshot {
  const ip = { SubnetMask: '255.255.255.0', Network: 'PUBLIC' };
  const target = { ReplicationSet: 'AppData', Target: TARGET_ADDRESS };
  const last =
    id === 'first'
      ? resource('DT Connection for Application', 'Double-Take Source Connection', true, target)
      : resource('IP Address for Double-Take', 'IP Address', true, {
          Address: TARGET_ADDRESS,
          ...ip,
        });
  return group('Application', `${letter}1`, serves ? 'Online' : 'Partially Online', [
    resource('IP Address for Application', 'IP Address', serves, {
      Address: CLIENT_ADDRESS,
      ...ip,
    }),
    resource('Name for Application', 'Network Name', serves, { Name: 'APPSRV' }, [
      'IP Address for Application',
    ]),
    resource('Disk for Application', 'Physical Disk', true, { Drive: 'S:' }),
    last,
  ]);
}

function regroup(from: ClusterSnapshot, change: Partial<GroupSnapshot>): ClusterSnapshot {
  return {
    ...from,
    groups: from.groups.map((each) =>
      each.name === 'Application' ? { ...each, ...change } : each,
    ),
  };
}

function withResource(
  from: ClusterSnapshot,
  name: string,
  change: Partial<ResourceSnapshot>,
): ClusterSnapshot {
  return {
    ...from,
    groups: from.groups.map((each) => ({
      ...each,
      resources: each.resources.map((old) => (old.name === name ? { ...old, ...change } : old)),
    })),
  };
}

function online(from: ClusterSnapshot): ClusterSnapshot {
  const named = withResource(from, 'Name for Application', { state: 'Online' });
  const both = withResource(named, 'IP Address for Application', { state: 'Online' });
  return regroup(both, { state: 'Online' });
}

function dark(from: ClusterSnapshot): ClusterSnapshot {
  return {
    ...from,
    quorumOwner: null,
    reachable: false,
    nodes: from.nodes.map((each) => ({ ...each, state: 'Down', powered: false })),
    groups: from.groups.map((each) => ({
      ...each,
      state: 'Offline',
      resources: each.resources.map((old) => ({ ...old, state: 'Offline', pending: null })),
    })),
    disks: from.disks.map((disk) => ({ ...disk, owner: null })),
    heartbeats: from.heartbeats.map((beat) => ({ ...beat, heard: false })),
  };
}

function services(installed: boolean): Record<string, ServiceSnapshot> {
  const sets = [{ name: 'AppData', saved: true, rules: [] }];
  return Object.fromEntries(
    ['A1', 'A2', 'B1', 'B2'].map((name) => [
      name,
      { installed, running: installed, settings: {}, replicationSets: installed ? sets : [] },
    ]),
  );
}

function connection(change: Partial<ConnectionSnapshot> = {}): ConnectionSnapshot {
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
    acknowledgedOperations: 320,
    ...change,
  };
}

function monitor(
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
