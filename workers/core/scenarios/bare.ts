import { createDoubleTake } from '../replication/service.ts';
import { createRing } from '../replication/queue-ring.ts';
import { EventLog } from '../events.ts';
import { Prng } from '../prng.ts';
import { Schedule } from '../schedule.ts';
import { startHeartbeats } from '../cluster/membership.ts';
import { DEFAULT_DURATIONS_MS, HEARTBEAT_MS } from '../cluster/durations.ts';
import { startFailbackClock } from '../cluster/failback.ts';
import { createGroup } from '../cluster/create-group.ts';
import { createResource } from '../cluster/create-resource.ts';
import { startPolling } from '../cluster/resources.ts';
import { BLOCK_BYTES } from '../storage/block-kernel.ts';
import type { BlockKernel, KernelLayout } from '../storage/block-kernel.ts';
import { startAlarmReview } from '../explain/alarm-review.ts';
import { createVolume } from '../storage/volume.ts';
import { fillFirstDisk } from './bare-files.ts';
import { MEBIBYTE } from '../units.ts';
import { USUAL_LINK } from '../network/usual-link.ts';
import type { ClusterId } from '../snapshot.ts';
import type { ScenarioName } from '../run.ts';
import type {
  Cluster,
  ClusterNode,
  Group,
  Resource,
  ResourceTypeName,
  Signals,
  World,
} from '../world.ts';

/** Size of each node's own `C:`. */
const LOCAL_DISK_MIB = 2;

const FIRST_NODES = ['A1', 'A2'] as const;
const SECOND_NODES = ['B1', 'B2'] as const;

/** Region numbers: the two shared disks, the four local ones, then a source and a target queue each cluster. */
const REGION = { sharedFirst: 0, sharedSecond: 1, localFirst: 2, queuesFirst: 6 } as const;

/** The memory that a lab of this size needs. */
export function layoutFor(diskMiB: number): KernelLayout {
  const shared = (diskMiB * MEBIBYTE) / BLOCK_BYTES;
  const local = (LOCAL_DISK_MIB * MEBIBYTE) / BLOCK_BYTES;
  const queueBytes = diskMiB * MEBIBYTE;
  return {
    diskBlocks: [shared, shared, local, local, local, local],
    queueBytes: [queueBytes, queueBytes, queueBytes, queueBytes],
  };
}

/** Two formed clusters, no application group, no Double-Take; 500 orders and some documents on FIRST's `S:`. */
export function createBareWorld(
  scenario: ScenarioName,
  seed: number,
  diskMiB: number,
  kernel: BlockKernel,
  signals: Signals,
): World {
  const random = { orders: new Prng(seed, 0), loss: new Prng(seed, 1), phases: new Prng(seed, 2) };
  const first = createCluster('first', diskMiB);
  const second = createCluster('second', diskMiB);
  const queue = (offset: number): ReturnType<typeof createRing> =>
    createRing(REGION.queuesFirst + offset, diskMiB * MEBIBYTE);
  const world: World = {
    scenario,
    seed,
    diskMiB,
    kernel,
    schedule: new Schedule(),
    log: new EventLog(kernel),
    random,
    signals,
    network: {
      publicCut: false,
      monitorRepliesCut: false,
      link: {
        cut: false,
        ...USUAL_LINK,
        lanes: {
          first: { freeAtMs: 0, remainderBits: 0 },
          second: { freeAtMs: 0, remainderBits: 0 },
        },
      },
    },
    durations: { ...DEFAULT_DURATIONS_MS },
    clusters: { first, second },
    nodes: [...first.nodes, ...second.nodes],
    connections: [],
    leftovers: [],
    jobs: [],
    orphanModes: new Map(),
    rings: {
      first: { source: queue(0), target: queue(1) },
      second: { source: queue(2), target: queue(3) },
    },
    workload: {
      running: false,
      ratePerSecond: 5,
      nextOrderUs: 0,
      orderTask: null,
      nextNumber: 1,
      writingOrder: null,
      acknowledged: [],
      refused: 0,
      lastAcknowledged: 0,
      lastAcknowledgedMs: null,
      outageSinceMs: null,
      lastOutageMs: 0,
      behind: [],
      applications: {
        first: { node: null, bookBytes: 0, orderCount: 0, misfitEvent: null },
        second: { node: null, bookBytes: 0, orderCount: 0, misfitEvent: null },
      },
      failoverAtMs: null,
      ledger: null,
      taken: { first: 0, second: 0 },
      overwritings: [],
    },
    foundDamage: [],
    removedTwins: [],
    faults: [],
    waits: [],
    alarms: { standing: [], changesSinceMs: new Map() },
    providedBytes: new Map(),
    keptLines: [],
    keepsLines: false,
    futureLines: [],
    nowMs: 0,
    originMs: 0,
    cause: null,
    consoleNode: 'A1',
    nextFaultId: 1,
    afterEvent: null,
  };
  fillFirstDisk(world);
  startFailbackClock(world);
  startAlarmReview(world);
  for (const cluster of [first, second]) {
    startHeartbeats(world, cluster, random.phases.below(HEARTBEAT_MS));
    for (const resource of cluster.groups.flatMap((group) => group.resources))
      startPolling(world, resource);
  }
  return world;
}

function createCluster(id: ClusterId, diskMiB: number): Cluster {
  const isFirst = id === 'first';
  const names = isFirst ? FIRST_NODES : SECOND_NODES;
  const nodes: [ClusterNode, ClusterNode] = [
    createNode(id, names[0], 1),
    createNode(id, names[1], 2),
  ];
  const volume = createVolume(
    'S:',
    isFirst ? REGION.sharedFirst : REGION.sharedSecond,
    (diskMiB * MEBIBYTE) / BLOCK_BYTES,
  );
  const cluster: Cluster = {
    id,
    name: isFirst ? 'CLUS-A' : 'CLUS-B',
    nodes,
    quorumOwner: nodes[0],
    quorum: { path: 'Q:\\MSCS\\', logKb: 64 },
    members: [...nodes],
    groups: [],
    disks: [
      {
        drive: 'Q:',
        clusterId: id,
        signature: isFirst ? '7C3A10F1' : '7C3A10F2',
        volume: null,
        owner: nodes[0],
        isStalled: false,
      },
      {
        drive: 'S:',
        clusterId: id,
        signature: isFirst ? 'B4E2905A' : 'B4E2905B',
        volume,
        owner: null,
        isStalled: false,
      },
    ],
    heartbeats: [
      { network: 'PRIVATE', missed: 0, lastBeatMs: null },
      { network: 'PUBLIC', missed: 0, lastBeatMs: null },
    ],
    regroupTask: null,
    isRestoreRequired: false,
    stoodInSinceMs: null,
    backupSets: new Map(),
  };
  cluster.groups.push(createClusterGroup(cluster, isFirst ? '172.16.12.30' : '172.16.12.40'));
  return cluster;
}

function createNode(clusterId: ClusterId, name: string, id: number): ClusterNode {
  const isFirst = clusterId === 'first';
  return {
    name,
    id,
    clusterId,
    powered: true,
    booted: true,
    state: 'Up',
    os: 'w2kas',
    domain: 'LAB',
    member: true,
    licensed: true,
    cards: [
      { network: 'PUBLIC', address: `172.16.12.${String((isFirst ? 30 : 40) + id)}`, cut: false },
      { network: 'PRIVATE', address: `10.0.${isFirst ? '1' : '2'}.${String(id)}`, cut: false },
    ],
    localVolume: createVolume(
      'C:',
      REGION.localFirst + (isFirst ? 0 : 2) + id - 1,
      (LOCAL_DISK_MIB * MEBIBYTE) / BLOCK_BYTES,
    ),
    doubleTake: createDoubleTake(),
    monitors: [],
    takenAddresses: [],
    isEvicted: false,
    description: '',
    startTask: null,
  };
}

/** The cluster's own address, name and quorum disk, online from the beginning. */
function createClusterGroup(cluster: Cluster, address: string): Group {
  const group: Group = {
    ...createGroup('Cluster Group', cluster.id, cluster.nodes[0]),
    persistentState: true,
  };
  const ip = createOnlineResource(group, cluster, 'Cluster IP Address', 'IP Address', [], {
    Address: address,
    SubnetMask: '255.255.255.0',
    Network: 'PUBLIC',
    EnableNetBIOS: 1,
  });
  const name = createOnlineResource(group, cluster, 'Cluster Name', 'Network Name', [ip], {
    Name: cluster.name,
  });
  const disk = createOnlineResource(group, cluster, 'Disk Q:', 'Physical Disk', [], {
    Drive: 'Q:',
    Signature: cluster.disks[0]?.signature ?? '',
  });
  group.resources.push(ip, name, disk);
  return group;
}

function createOnlineResource(
  group: Group,
  cluster: Cluster,
  name: string,
  type: ResourceTypeName,
  dependencies: Resource[],
  properties: Readonly<Record<string, string | number>>,
): Resource {
  return {
    ...createResource(name, type, group, cluster.nodes, false),
    dependencies,
    properties: new Map(Object.entries(properties)),
    activeProperties: new Map(Object.entries(properties)),
    state: 'Online',
    persistentState: true,
  };
}
