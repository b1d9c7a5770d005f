import { applyReceived, reviewLeftover } from './apply.ts';
import { endJob, runningJob } from './jobs.ts';
import { startMirror, stopMirror } from './mirror.ts';
import { drivesOf, isSelected, rulesInUse } from './replication-set.ts';
import { discardQueue } from './source-queue.ts';
import { haltTransmission } from './transmission.ts';
import { report } from '../happen.ts';
import { volumeOn } from '../storage/disk-access.ts';
import type {
  ClusterNode,
  Connection,
  MirrorOrder,
  ReplicationSet,
  Rule,
  World,
} from '../world.ts';

/** Where a connection leads, and what for. */
interface Ends {
  readonly id: number;
  readonly purpose: Connection['purpose'];
  readonly source: ClusterNode;
  readonly target: ClusterNode;
  readonly address: string;
  readonly replicationSet: string;
  readonly rules: readonly Rule[];
  readonly driveMap: Connection['driveMap'];
}

/** Connects a set to the node that answers the address, and mirrors. @param order  null for no mirror */
export function openConnection(
  world: World,
  source: ClusterNode,
  set: ReplicationSet,
  address: string,
  target: ClusterNode,
  order: MirrorOrder | null,
): Connection {
  const connection = createConnection({
    id: source.doubleTake.nextConnectionId++,
    purpose: 'replication',
    source,
    target,
    address,
    replicationSet: set.name,
    rules: rulesInUse(set),
    driveMap: null,
  });
  world.connections.push(connection);
  // The target keeps a copy of the set, for the way home.
  world.clusters[target.clusterId].backupSets.set(set.name, connection.rules);
  report(
    world,
    'replication',
    source,
    `connection ${String(connection.id)} of ${set.name} to ${address} (${target.name}) opened`,
    () => {
      connection.openEvent = world.cause;
      if (order !== null) startMirror(world, connection, order);
    },
  );
  return connection;
}

/** A connection that has sent nothing yet. */
export function createConnection(ends: Ends): Connection {
  return {
    ...ends,
    targetSession: ends.target.doubleTake.session,
    isOpen: true,
    transmitMode: 'Started',
    isPausedByTarget: false,
    isReplicating: ends.purpose === 'replication',
    hasGap: false,
    condition: 'Online',
    awaitsMirror: false,
    isGood: false,
    hasDroppedWrites: false,
    openEvent: null,
    mirrorEvent: null,
    overflowEvent: null,
    dropEvent: null,
    mirror: null,
    lastMirror: null,
    nextMirror: 1,
    appliedMirror: 0,
    queue: [],
    sentCount: 0,
    queuedBytes: 0,
    queuedMirrorBytes: 0,
    hasSpilled: false,
    hasAlerted: false,
    nextSequence: 1,
    receivedSequence: 0,
    acknowledgedOperations: 0,
    sent: { operations: 0, bytes: 0, wireBytes: 0 },
    appliedWireBytes: 0,
    sentMirrorBytes: 0,
    generated: { operations: 0, bytes: 0, mirrorOperations: 0 },
    mirrorCounters: { sentBytes: 0, skippedBytes: 0, lookedBytes: 0, totalBytes: 0 },
    targetQueue: [],
    targetQueuedBytes: 0,
    endangered: { taken: 0, numbers: new Set() },
    resentFrom: -1,
    sendTask: null,
    resendTask: null,
    reconnectTask: null,
  };
}

/** Ends a connection: what was queued is thrown away, what the target received it applies. */
export function closeConnection(world: World, connection: Connection, reason: string): void {
  connection.isOpen = false;
  world.schedule.cancel(connection.reconnectTask);
  haltTransmission(world, connection);
  stopMirror(world, connection);
  discardQueue(world, connection);
  const index = world.connections.indexOf(connection);
  if (index >= 0) world.connections.splice(index, 1);
  applyReceived(world, connection);
  reviewLeftover(world, connection);
  const { id, source, replicationSet, purpose } = connection;
  if (purpose === 'replication')
    report(world, 'replication', source, `connection ${String(id)} of ${replicationSet} ${reason}`);
  const job = runningJob(world, connection);
  if (job !== null) endJob(world, job, 'Failed', reason);
}

/** Another set of this source that is connected and selects a file that these rules select too. */
export function overlappingSet(
  world: World,
  source: ClusterNode,
  set: ReplicationSet,
): string | null {
  const rules = rulesInUse(set);
  const other = world.connections.find(
    (each) =>
      each.source === source &&
      each.replicationSet !== set.name &&
      drivesOf(rules).some((drive) => {
        const volume = volumeOn(world, source, drive);
        if (volume === null) return false;
        for (const { path } of volume.files.values())
          if (isSelected(rules, drive + path) && isSelected(each.rules, drive + path)) return true;
        return false;
      }),
  );
  return other?.replicationSet ?? null;
}
