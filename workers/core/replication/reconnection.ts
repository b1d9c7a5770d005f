import { applyReceived, dropReceived } from './apply.ts';
import { loseContinuity } from './connection-status.ts';
import { closeConnection, openConnection, overlappingSet } from './connection.ts';
import { endJob, runningJob } from './jobs.ts';
import { reviewMirror, startMirror, stopMirror } from './mirror.ts';
import { mirrorOrder, twinVolume } from './mirror-plan.ts';
import { drivesOf, findReplicationSet } from './replication-set.ts';
import { settingOf } from './service.ts';
import { discardQueue } from './source-queue.ts';
import { finishApplied, haltTransmission, transmit } from './transmission.ts';
import { after, afterByItself, report } from '../happen.ts';
import { nodeAnswering } from '../network/reach.ts';
import { volumeOn } from '../storage/disk-access.ts';
import type { ClusterNode, Connection, MirrorVariant, World } from '../world.ts';

/** How often a connection in Error looks whether its target answers again, virtual ms. */
const RETRY_MS = 5000;

/** Service, disk, node or network of either end changed: connections end, wait, or go on. */
export function reviewConnections(world: World): void {
  // What an ended connection left was sent before all that its successor sends.
  for (const connection of [...world.leftovers]) {
    if (connection.target.doubleTake.session !== connection.targetSession)
      dropReceived(world, connection);
    applyReceived(world, connection);
  }
  for (const connection of openConnections(world)) {
    const { source, target, targetSession, transmitMode } = connection;
    if (target.doubleTake.session !== targetSession) dropReceived(world, connection);
    if (!source.doubleTake.running) {
      closeConnection(world, connection, `is gone with Double-Take on ${source.name}`);
    } else if (connection.purpose === 'restoration' && hasLostDrive(world, connection)) {
      closeConnection(world, connection, 'has lost its disk');
    } else if (canTransmit(world, connection)) {
      resume(world, connection);
    } else if (transmitMode !== 'Error') {
      enterError(world, connection);
    }
    applyReceived(world, connection);
    if (connection.isOpen) reviewMirror(world, connection);
  }
}

/** The service ends: it remembers what was connected, for the case that it is to reconnect by itself. */
export function rememberConnections(world: World, node: ClusterNode): void {
  node.doubleTake.remembered = world.connections
    .filter((each) => each.source === node)
    .map(({ replicationSet, address }) => ({ replicationSet, address }));
}

/** The service starts: with AutoReconnect it makes the connections anew that it had, whoever owns the disk now. */
export function reconnectRemembered(world: World, node: ClusterNode): void {
  const service = node.doubleTake;
  world.schedule.cancel(service.reconnectTask);
  service.reconnectTask = null;
  if (settingOf(node, 'AutoReconnect') === 0) service.remembered = [];
  tryRemembered(world, node);
}

function tryRemembered(world: World, node: ClusterNode): void {
  const service = node.doubleTake;
  if (!service.running) return;
  service.remembered = service.remembered.filter(({ replicationSet, address }) => {
    const set = findReplicationSet(node, replicationSet);
    if (set === null || overlappingSet(world, node, set) !== null) return false;
    const target = nodeAnswering(world, node, address);
    if (target === null || target === node || !target.doubleTake.running) return true;
    const variant = autoMirrorVariant(node);
    const order = variant === null ? null : mirrorOrder(world, { source: node, address }, variant);
    report(
      world,
      'replication',
      node,
      `Double-Take on ${node.name} reconnects ${replicationSet} by itself`,
      () => {
        const connection = openConnection(world, node, set, address, target, order);
        if (variant === null) awaitMirror(connection);
      },
    );
    return false;
  });
  if (service.remembered.length === 0) return;
  service.reconnectTask = afterByItself(world, RETRY_MS, () => {
    service.reconnectTask = null;
    tryRemembered(world, node);
  });
}

/** The source's queue is full: it is thrown away, and the connection is made anew with a mirror. */
export function autoDisconnect(world: World, connection: Connection): void {
  haltTransmission(world, connection);
  stopMirror(world, connection);
  throwAwayQueue(world, connection);
  world.schedule.cancel(connection.reconnectTask);
  connection.transmitMode = 'Error';
  connection.isReplicating = false;
  connection.isPausedByTarget = false;
  loseContinuity(connection);
  const retrySeconds = settingOf(connection.source, 'AutoRemirrorRetry');
  report(
    world,
    'replication',
    connection.source,
    `queue of connection ${String(connection.id)} is full: disconnected, tries again in ${String(retrySeconds)} s`,
    () => {
      connection.overflowEvent = world.cause;
      connection.reconnectTask = after(world, retrySeconds * 1000, () => {
        connection.reconnectTask = null;
        reviewConnections(world);
      });
    },
  );
}

/** A verification whose questions went with the queue has no end of its own. */
function throwAwayQueue(world: World, connection: Connection): void {
  discardQueue(world, connection);
  const job = runningJob(world, connection);
  if (job?.kind === 'verify') endJob(world, job, 'Failed');
}

/** Connections that stand, restorations under way among them. */
function openConnections(world: World): Connection[] {
  return [
    ...world.connections,
    ...world.jobs
      .filter(({ kind, state }) => kind === 'restore' && state === 'Running')
      .map((job) => job.connection),
  ];
}

/** Whether a disk that a restoration reads or writes is not online any more where it was. */
function hasLostDrive(world: World, connection: Connection): boolean {
  const { source, target, rules } = connection;
  return drivesOf(rules).some(
    (drive) =>
      volumeOn(world, source, drive) === null ||
      (target.booted && twinVolume(world, connection, drive) === null),
  );
}

function canTransmit(world: World, connection: Connection): boolean {
  const { source, address, purpose, isReplicating } = connection;
  const isDisconnected = purpose === 'replication' && !isReplicating;
  if (connection.transmitMode === 'Error' && isDisconnected && connection.reconnectTask !== null)
    return false;
  const answering = nodeAnswering(world, source, address);
  return answering !== null && answering !== source && answering.doubleTake.running;
}

function enterError(world: World, connection: Connection): void {
  haltTransmission(world, connection);
  connection.transmitMode = 'Error';
  connection.isPausedByTarget = false;
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
  connection.reconnectTask = afterByItself(world, RETRY_MS, () => {
    connection.reconnectTask = null;
    if (canTransmit(world, connection)) resume(world, connection);
    else lookAgain(world, connection);
  });
}

/** The target answers. If it still knows what it received, sending goes on; else everything is mirrored anew. */
function resume(world: World, connection: Connection): void {
  const { source, address, id } = connection;
  if (connection.transmitMode !== 'Error') {
    transmit(world, connection);
    return;
  }
  world.schedule.cancel(connection.reconnectTask);
  connection.reconnectTask = null;
  const target = nodeAnswering(world, source, address);
  if (target === null) return;
  const isSameSession =
    target === connection.target && target.doubleTake.session === connection.targetSession;
  connection.transmitMode = 'Started';
  const isWanted = connection.isReplicating || connection.purpose === 'restoration';
  if (isSameSession && isWanted && followsOn(connection)) {
    connection.sentCount = 0;
    const text = `connection ${String(id)}: the target answers again, sending goes on`;
    report(world, 'replication', source, text);
    finishApplied(world, connection);
    transmit(world, connection);
    reviewMirror(world, connection);
    return;
  }
  const order = connection.mirror?.order ?? null;
  stopMirror(world, connection);
  throwAwayQueue(world, connection);
  dropReceived(world, connection);
  connection.target = target;
  connection.targetSession = target.doubleTake.session;
  connection.receivedSequence = connection.nextSequence - 1;
  connection.isReplicating = connection.purpose === 'replication';
  report(
    world,
    'replication',
    source,
    `connection ${String(id)} reconnected to ${target.name}`,
    () => {
      if (connection.purpose === 'restoration' && order !== null) {
        startMirror(world, connection, order);
        return;
      }
      const variant = autoMirrorVariant(source);
      if (variant === null) awaitMirror(connection);
      else startMirror(world, connection, mirrorOrder(world, connection, variant));
    },
  );
}

/** Whether the first operation that waits is the next that the target expects: none was thrown away between. */
function followsOn({ queue, nextSequence, receivedSequence }: Connection): boolean {
  return receivedSequence >= (queue[0]?.sequence ?? nextSequence) - 1;
}

/** Without a mirror by itself, nothing is sent until somebody starts one. */
function awaitMirror(connection: Connection): void {
  connection.awaitsMirror = true;
  loseContinuity(connection);
}

/** What AutoRemirror asks for; null for none. */
function autoMirrorVariant(node: ClusterNode): MirrorVariant | null {
  return (
    ([null, 'checksum', 'full', 'differences'] as const)[settingOf(node, 'AutoRemirror')] ?? null
  );
}
