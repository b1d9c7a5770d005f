import { applyReceived } from './apply.ts';
import { startMirror, stopMirror } from './mirror.ts';
import { discardQueue, enqueueChange, enqueueFile } from './source-queue.ts';
import { settingOf } from './service.ts';
import { haltTransmission, transmit } from './transmission.ts';
import { isSelected } from './replication-set.ts';
import { after, afterByItself, report } from '../happen.ts';
import { nodeAnswering } from '../network/reach.ts';
import { findFile } from '../storage/volume.ts';
import { volumeOn } from '../storage/disk-access.ts';
import type {
  ClusterNode,
  Connection,
  FileChange,
  MirrorVariant,
  ReplicationSet,
  Volume,
  World,
} from '../world.ts';

/** How often a connection in Error looks whether its target answers again, virtual ms. */
const ERROR_RETRY_MS = 5000;

/** Connects a set to the node that answers the address, and mirrors. */
export function openConnection(
  world: World,
  source: ClusterNode,
  set: ReplicationSet,
  address: string,
  target: ClusterNode,
  variant: MirrorVariant | null,
): Connection {
  const connection: Connection = {
    id: source.doubleTake.nextConnectionId++,
    source,
    address,
    replicationSet: set.name,
    rules: set.rules.map((rule) => ({ ...rule })),
    target,
    targetSession: target.doubleTake.session,
    isOpen: true,
    transmitMode: 'Started',
    isReplicating: true,
    targetStatus: 'Online',
    isGood: false,
    hasDroppedWrites: false,
    mirror: null,
    queue: [],
    sentCount: 0,
    queuedBytes: 0,
    nextSequence: 1,
    receivedSequence: 0,
    acknowledgedOperations: 0,
    sent: { operations: 0, bytes: 0, wireBytes: 0 },
    mirrorCounters: { sentBytes: 0, skippedBytes: 0, lookedBytes: 0, totalBytes: 0 },
    targetQueue: [],
    resentFrom: -1,
    sendTask: null,
    resendTask: null,
    reconnectTask: null,
  };
  world.connections.push(connection);
  report(
    world,
    'replication',
    source,
    `connection ${String(connection.id)} of ${set.name} to ${address} (${target.name}) opened`,
    () => {
      if (variant !== null) startMirror(world, connection, variant);
    },
  );
  return connection;
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
  report(
    world,
    'replication',
    connection.source,
    `connection ${String(connection.id)} of ${connection.replicationSet} ${reason}`,
  );
}

/** The filter driver saw a change on a volume: it is queued for every connection whose rules select the file. */
export function replicateChange(world: World, volume: Volume, change: FileChange): void {
  for (const connection of world.connections) {
    if (!connection.isReplicating || volumeOn(world, connection.source, volume.drive) !== volume)
      continue;
    const selected = isSelected(connection.rules, volume.drive + change.path);
    if (change.kind === 'rename') replicateRename(world, connection, volume, change, selected);
    else if (selected) enqueueChange(world, connection, volume, change);
    if (isOverfull(connection)) autoDisconnect(world, connection);
    else transmit(world, connection);
  }
}

/** Service, node or network of either end changed: connections end, wait, or go on. */
export function reviewConnections(world: World): void {
  for (const connection of [...world.connections]) {
    if (!connection.source.doubleTake.running) {
      closeConnection(world, connection, `is gone with Double-Take on ${connection.source.name}`);
    } else if (canTransmit(world, connection)) {
      resume(world, connection);
    } else if (connection.transmitMode === 'Started') {
      enterError(world, connection);
    }
    applyReceived(world, connection);
  }
}

function replicateRename(
  world: World,
  connection: Connection,
  volume: Volume,
  change: FileChange & { kind: 'rename' },
  isFromSelected: boolean,
): void {
  const isToSelected = isSelected(connection.rules, volume.drive + change.to);
  if (isFromSelected && isToSelected) {
    enqueueChange(world, connection, volume, change);
  } else if (isFromSelected) {
    // Moved out of the set: the target's copy goes.
    enqueueChange(world, connection, volume, {
      kind: 'delete',
      path: change.path,
      atMs: change.atMs,
    });
  } else if (isToSelected) {
    const file = findFile(volume, change.to);
    if (file !== undefined) enqueueFile(world, connection, volume, file);
  }
}

function isOverfull(connection: Connection): boolean {
  return (
    connection.queue.at(-1)?.sequence !== connection.nextSequence - 1 && connection.queue.length > 0
  );
}

/** The source's queue is full: it is thrown away, and the connection is made anew with a mirror. */
function autoDisconnect(world: World, connection: Connection): void {
  haltTransmission(world, connection);
  stopMirror(world, connection);
  discardQueue(world, connection);
  connection.transmitMode = 'Error';
  connection.targetStatus = 'Re-mirror required';
  connection.isReplicating = false;
  connection.isGood = false;
  const retrySeconds = settingOf(connection.source, 'AutoRemirrorRetry');
  report(
    world,
    'replication',
    connection.source,
    `queue of connection ${String(connection.id)} is full: disconnected, tries again in ${String(retrySeconds)} s`,
    () => {
      connection.reconnectTask = after(world, retrySeconds * 1000, () => {
        connection.reconnectTask = null;
        reviewConnections(world);
      });
    },
  );
}

function canTransmit(world: World, connection: Connection): boolean {
  if (connection.reconnectTask !== null && !connection.isReplicating) return false;
  const answering = nodeAnswering(world, connection.source, connection.address);
  return answering !== null && answering !== connection.source && answering.doubleTake.running;
}

function enterError(world: World, connection: Connection): void {
  haltTransmission(world, connection);
  connection.transmitMode = 'Error';
  connection.targetStatus = 'Retrying';
  report(
    world,
    'replication',
    connection.source,
    `connection ${String(connection.id)}: the target ${connection.address} does not answer`,
    () => {
      lookAgain(world, connection);
    },
  );
}

function lookAgain(world: World, connection: Connection): void {
  connection.reconnectTask = afterByItself(world, ERROR_RETRY_MS, () => {
    connection.reconnectTask = null;
    if (canTransmit(world, connection)) resume(world, connection);
    else lookAgain(world, connection);
  });
}

/** The target answers. If it still knows what it received, sending goes on; else everything is mirrored anew. */
function resume(world: World, connection: Connection): void {
  if (connection.transmitMode !== 'Error') {
    transmit(world, connection);
    return;
  }
  world.schedule.cancel(connection.reconnectTask);
  connection.reconnectTask = null;
  const target = nodeAnswering(world, connection.source, connection.address);
  if (target === null) return;
  const isSameSession =
    target === connection.target && target.doubleTake.session === connection.targetSession;
  connection.transmitMode = 'Started';
  connection.targetStatus = 'Online';
  if (isSameSession && connection.isReplicating) {
    connection.sentCount = 0;
    report(
      world,
      'replication',
      connection.source,
      `connection ${String(connection.id)}: the target answers again, sending goes on`,
    );
    transmit(world, connection);
    return;
  }
  stopMirror(world, connection);
  discardQueue(world, connection);
  connection.target = target;
  connection.targetSession = target.doubleTake.session;
  connection.receivedSequence = connection.nextSequence - 1;
  connection.targetQueue.length = 0;
  connection.isReplicating = true;
  report(
    world,
    'replication',
    connection.source,
    `connection ${String(connection.id)} reconnected to ${target.name}`,
    () => {
      startMirror(world, connection, 'checksum');
    },
  );
}
