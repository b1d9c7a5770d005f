import { shownValue } from './console/cluster-exe-properties.ts';
import { takenSinceStart } from './console/client.ts';
import { groupState } from './cluster/groups.ts';
import {
  bulletOf,
  statusBarText,
  timeoutMs,
  timeToFailMs,
  timeToFailText,
  trayOf,
} from './failover/indicators.ts';
import { onlineAddresses } from './network/addresses.ts';
import { hasCable, isClusterReachable, isLinked } from './network/reach.ts';
import { connectionSnapshot, jobSnapshot, lagMs, lowestLimit } from './replication-snapshot.ts';
import { BLOCK_BYTES } from './storage/block-kernel.ts';
import { readFileBytes, sortedFiles } from './storage/volume.ts';
import { foldCase, utf8Decode } from './text.ts';
import { outageMs } from './workload/clients.ts';
import { servedBy } from './workload/served.ts';
import {
  LISTED_BEHIND_MAX,
  LISTED_FILES_MAX,
  LISTED_JOBS_MAX,
  LISTED_TEXT_BYTES_MAX,
} from './snapshot.ts';
import type {
  ClientsSnapshot,
  ClusterId,
  ClusterSnapshot,
  DiskSnapshot,
  GroupSnapshot,
  Ledger,
  MonitorSnapshot,
  ResourceSnapshot,
  Sample,
  ServiceSnapshot,
  Snapshot,
} from './snapshot.ts';
import type { ClusterNode, Group, Monitor, Resource, Volume, World } from './world.ts';

/** What the world shows of itself now; the engine fills in what belongs to it (pace, storage, exercise). */
export function snapshotOfWorld(world: World): Snapshot {
  return {
    lab: 1,
    scenario: world.scenario,
    seed: world.seed,
    atMs: world.nowMs - world.originMs,
    paused: true,
    clusters: { first: clusterSnapshot(world, 'first'), second: clusterSnapshot(world, 'second') },
    services: Object.fromEntries(world.nodes.map((node) => [node.name, serviceSnapshot(node)])),
    connections: world.connections.map((connection) => connectionSnapshot(world, connection)),
    jobs: world.jobs.slice(-LISTED_JOBS_MAX).map(jobSnapshot),
    monitors: world.nodes.flatMap((node) =>
      node.monitors.map((monitor) => monitorSnapshot(world, monitor)),
    ),
    link: linkSnapshot(world),
    durations: { ...world.durations },
    addresses: addressesSnapshot(world),
    clients: clientsSnapshot(world),
    ledger: ledgerSnapshot(world),
    alarms: world.alarms.standing.map(({ code, text, sinceMs, cites }) => ({
      code,
      text,
      sinceMs: sinceMs - world.originMs,
      cites: [...cites],
    })),
    faults: world.faults.map(({ id, line, sinceMs }) => ({
      id,
      line,
      sinceMs: sinceMs - world.originMs,
    })),
    exercise: null,
    storage: { kind: 'memory', savedAtMs: null, readOnly: false, problem: null },
  };
}

/** What the charts plot at this moment. */
export function sampleOfWorld(world: World): Sample {
  const connection = world.connections[0];
  return {
    atMs: world.nowMs - world.originMs,
    lag:
      connection === undefined
        ? null
        : {
            operations: connection.queue.length,
            bytes: connection.queuedBytes,
            ms: lagMs(world, connection),
          },
    wireBytes: world.connections.reduce((sum, each) => sum + each.sent.wireBytes, 0),
    appliedWireBytes: world.connections.reduce((sum, each) => sum + each.appliedWireBytes, 0),
    monitors: world.nodes.flatMap((node) =>
      node.monitors.map((monitor) => ({
        state: monitor.source.state,
        timeToFailMs: timeToFailMs(monitor, world.nowMs),
      })),
    ),
    servedBy: servedBy(world),
  };
}

function clusterSnapshot(world: World, id: ClusterId): ClusterSnapshot {
  const cluster = world.clusters[id];
  return {
    name: cluster.name,
    quorumOwner: cluster.quorumOwner?.name ?? null,
    reachable: isClusterReachable(world, id),
    nodes: cluster.nodes.map((node) => ({
      name: node.name,
      state: node.state,
      powered: node.powered,
      os: node.os,
      domain: node.domain,
      member: node.member,
      licensed: node.licensed,
      cards: node.cards.map(({ network, address }) => ({
        network,
        address,
        linked: hasCable(world, node, network),
      })),
    })),
    groups: cluster.groups.map((group) => groupSnapshot(world, group)),
    disks: [
      ...cluster.disks.map(({ drive, volume, owner }) =>
        diskSnapshot(world, drive, volume, null, owner),
      ),
      ...cluster.nodes.map((node) =>
        diskSnapshot(world, 'C:', node.localVolume, node.name, node.booted ? node : null),
      ),
    ],
    heartbeats: cluster.heartbeats.map(({ network, missed, lastBeatMs }) => ({
      network,
      heard:
        missed === 0 &&
        cluster.nodes.every((node) => node.state !== 'Down' && isLinked(world, node, network)),
      lastBeatMs: lastBeatMs === null ? null : lastBeatMs - world.originMs,
    })),
  };
}

function groupSnapshot(world: World, group: Group): GroupSnapshot {
  return {
    name: group.name,
    state: groupState(group),
    owner: group.owner?.name ?? null,
    preferredOwners: group.preferredOwners.map((node) => node.name),
    failback: group.autoFailbackType === 1 ? 'allow' : 'prevent',
    failovers: group.failoverTimes.length,
    resources: group.resources.map((resource) => resourceSnapshot(world, resource)),
  };
}

function resourceSnapshot(world: World, resource: Resource): ResourceSnapshot {
  const { pending } = resource;
  return {
    name: resource.name,
    type: resource.type,
    state: resource.state,
    possibleOwners: resource.possibleOwners.map((node) => node.name),
    dependencies: resource.dependencies.map((each) => each.name),
    properties: Object.fromEntries(
      [...resource.properties].map(([name, value]) => [
        name,
        name === 'Password' ? shownValue(name, value) : value,
      ]),
    ),
    pending:
      pending === null
        ? null
        : { sinceMs: pending.sinceMs - world.originMs, untilMs: pending.untilMs - world.originMs },
  };
}

function diskSnapshot(
  world: World,
  drive: string,
  volume: Volume | null,
  node: string | null,
  owner: ClusterNode | null,
): DiskSnapshot {
  const files = volume === null ? [] : sortedFiles(volume).slice(0, LISTED_FILES_MAX);
  return {
    drive,
    node,
    owner: owner?.name ?? null,
    sizeBytes: (volume?.blockCount ?? 0) * BLOCK_BYTES,
    usedBytes: (volume?.usedCount ?? 0) * BLOCK_BYTES,
    folders: [...(volume?.folders.values() ?? [])]
      .map((path) => drive + path)
      .sort()
      .slice(0, LISTED_FILES_MAX),
    files: files.map((file) => ({
      path: drive + file.path,
      sizeBytes: file.sizeBytes,
      text:
        volume !== null &&
        foldCase(file.path).endsWith('.bat') &&
        file.sizeBytes <= LISTED_TEXT_BYTES_MAX
          ? utf8Decode(readFileBytes(world.kernel, volume, file))
          : null,
    })),
  };
}

function serviceSnapshot({ doubleTake }: ClusterNode): ServiceSnapshot {
  return {
    installed: doubleTake.installed,
    running: doubleTake.running,
    settings: Object.fromEntries(doubleTake.settings),
    replicationSets: doubleTake.replicationSets.map(({ name, saved, rules }) => ({
      name,
      saved,
      rules: rules.map((rule) => ({ ...rule })),
    })),
  };
}

function monitorSnapshot(world: World, monitor: Monitor): MonitorSnapshot {
  const { source } = monitor;
  const leftMs = timeToFailMs(monitor, world.nowMs);
  const fullMs = timeoutMs(source);
  const state = monitor.checked || source.state !== 'Monitoring' ? source.state : 'Idle';
  return {
    node: monitor.node.name,
    address: monitor.address,
    name: source.name,
    checked: monitor.checked,
    intervalMs: source.intervalMs,
    missed: source.missed,
    trigger: source.trigger,
    items: [...source.items],
    shr: source.shr,
    manual: source.manual,
    active: source.active,
    scripts: { ...source.scripts },
    state,
    timeToFailMs: leftMs,
    timeoutMs: fullMs,
    timeToFail: timeToFailText(state, leftMs),
    bullet: bulletOf(state, leftMs, fullMs),
    statusBar: state === 'Idle' ? '' : statusBarText(monitor),
    tray: trayOf(state),
    lastScript: source.lastScript,
    lastReplyAtMs: monitor.wasAnswered ? monitor.lastReplyMs - world.originMs : null,
    replies: monitor.replies.map(({ atMs, came }) => ({ atMs: atMs - world.originMs, came })),
  };
}

function linkSnapshot(world: World): Snapshot['link'] {
  const { link } = world.network;
  return {
    up: !link.cut,
    kbps: link.kbps,
    latencyMs: link.latencyMs,
    lossPercent: link.lossPercent,
    limitKbps: lowestLimit(world),
  };
}

function addressesSnapshot(world: World): Record<string, string[]> {
  const answering: Record<string, string[]> = {};
  for (const node of world.nodes.filter((each) => isLinked(world, each, 'PUBLIC'))) {
    for (const address of onlineAddresses(world, node)) (answering[address] ??= []).push(node.name);
  }
  return answering;
}

function clientsSnapshot(world: World): ClientsSnapshot {
  const { workload } = world;
  return {
    servedBy: servedBy(world),
    ratePerSecond: workload.ratePerSecond,
    acknowledged: takenSinceStart(workload.acknowledged),
    refused: workload.refused,
    outageMs: outageMs(world),
    running: workload.running,
    lastOrder: workload.lastAcknowledged,
    behind: workload.behind.slice(0, LISTED_BEHIND_MAX),
    behindCount: workload.behind.length,
  };
}

function ledgerSnapshot({ workload: { ledger }, originMs }: World): Ledger | null {
  if (ledger === null) return null;
  const { oldestLostAtMs, lastBeforeAtMs, outageFromMs, outageToMs } = ledger.between;
  const shown = (atMs: number | null): number | null => (atMs === null ? null : atMs - originMs);
  return {
    ...ledger,
    failoverAtMs: ledger.failoverAtMs - originMs,
    between: {
      oldestLostAtMs: shown(oldestLostAtMs),
      lastBeforeAtMs: shown(lastBeforeAtMs),
      outageFromMs: shown(outageFromMs),
      outageToMs: shown(outageToMs),
    },
  };
}
