import { applyReceived } from './apply.ts';
import { runningJob } from './jobs.ts';
import { completeMirror, continueMirror } from './mirror.ts';
import { giveChunk, takeChunk } from './queue-ring.ts';
import { limitInForce, occupy, routeTo } from './routes.ts';
import { queueLimits } from './service.ts';
import { dropAcknowledged } from './source-queue.ts';
import { finishVerification } from './verification.ts';
import { afterByItself, report } from '../happen.ts';
import { isLost, isReachable, oneWayMs } from '../network/reach.ts';
import type { Milliseconds } from '../units.ts';
import type { Connection, Operation, RingChunk, World } from '../world.ts';

/** Beyond a round trip, how long the source waits for an acknowledgement before it sends again, virtual ms. */
const RESEND_MARGIN_MS = 1000;

/** Sends the next operation as soon as the link is free; asked whenever something may have changed that. */
export function transmit(world: World, connection: Connection): void {
  const { transmitMode, awaitsMirror, isPausedByTarget } = connection;
  if (connection.sendTask !== null || transmitMode !== 'Started' || !connection.isOpen) return;
  if (awaitsMirror || isPausedByTarget) return;
  const operation = connection.queue[connection.sentCount];
  if (operation === undefined) return;
  const wireBytes = wireBytesOf(world, connection, operation);
  connection.sendTask = world.schedule.add(
    departureMs(world, connection, wireBytes),
    world.cause,
    () => {
      connection.sendTask = null;
      // It may have been acknowledged meanwhile, when it was being sent again.
      const isDue = connection.queue[connection.sentCount] === operation;
      if (!isDue || depart(world, connection, operation, wireBytes)) transmit(world, connection);
    },
  );
}

/** Stops sending; what is on its way still arrives. */
export function haltTransmission(world: World, connection: Connection): void {
  world.schedule.cancel(connection.sendTask);
  world.schedule.cancel(connection.resendTask);
  connection.sendTask = null;
  connection.resendTask = null;
  connection.sentCount = 0;
}

/** When line and limit will have let these bytes through. */
function departureMs(world: World, connection: Connection, wireBytes: number): Milliseconds {
  const { source, target, address } = connection;
  const { nowMs } = world;
  const { lanes, kbps } = world.network.link;
  const lineMs =
    source.clusterId === target.clusterId
      ? nowMs
      : occupy(lanes[source.clusterId], nowMs, kbps, wireBytes);
  const limit = limitInForce(world, source, address);
  return limit === null
    ? lineMs
    : Math.max(lineMs, occupy(routeTo(source, address).lane, nowMs, limit, wireBytes));
}

/** What an operation costs on the line; compressed where that is on, its file is large enough, and it helps. */
function wireBytesOf(world: World, connection: Connection, operation: Operation): number {
  const { source, address } = connection;
  const { chunk, byteCount, wireBytes, isCompressible } = operation;
  const compresses = source.doubleTake.routes.get(address)?.compresses === true;
  if (!compresses || !isCompressible || chunk === null) return wireBytes;
  const { region } = world.rings[source.clusterId].source;
  const bytes = world.kernel.read(region, chunk.start, byteCount);
  return wireBytes - byteCount + Math.min(byteCount, world.kernel.compressedLength(bytes));
}

/** @returns false when the target's own queue has no room: it is asked to wait */
function depart(
  world: World,
  connection: Connection,
  operation: Operation,
  wireBytes: number,
): boolean {
  const { source, target, targetSession } = connection;
  const targetRing = world.rings[target.clusterId].target;
  const chunk = hasRoomAtTarget(world, connection, operation)
    ? takeChunkFor(world, connection, operation)
    : null;
  if (operation.chunk !== null && chunk === null) {
    pauseByTarget(world, connection);
    return false;
  }
  connection.sentCount++;
  connection.sent.operations++;
  connection.sent.bytes += operation.byteCount;
  connection.sent.wireBytes += wireBytes;
  if (operation.isMirror) {
    connection.mirrorCounters.sentBytes += operation.byteCount;
    connection.sentMirrorBytes += operation.byteCount;
  }
  armResend(world, connection);
  if (isLost(world, source, target)) {
    giveChunk(targetRing, chunk);
    return true;
  }
  afterByItself(world, oneWayMs(world, source, target), () => {
    const isThere =
      target.doubleTake.running &&
      target.doubleTake.session === targetSession &&
      !(source.clusterId !== target.clusterId && world.network.link.cut);
    const isSame = connection.target === target && connection.targetSession === targetSession;
    if (isThere && isSame && !isSucceeded(world, connection))
      receive(world, connection, operation, chunk);
    else giveChunk(targetRing, chunk);
  });
  return true;
}

/** Whether another connection of the set leads there now: what an ended one still had on its way comes too late. */
function isSucceeded(world: World, { isOpen, target, replicationSet }: Connection): boolean {
  return (
    !isOpen &&
    world.connections.some(
      (each) => each.target === target && each.replicationSet === replicationSet,
    )
  );
}

function hasRoomAtTarget(world: World, connection: Connection, operation: Operation): boolean {
  const { target, targetQueuedBytes, queue, sentCount, receivedSequence } = connection;
  let onTheWay = 0;
  for (let index = sentCount - 1; index >= 0; index--) {
    const { sequence, byteCount } = queue[index] ?? operation;
    if (sequence <= receivedSequence) break;
    onTheWay += byteCount;
  }
  const { totalBytes } = queueLimits(target, world.rings[target.clusterId].target.capacity);
  return targetQueuedBytes + onTheWay + operation.byteCount <= totalBytes;
}

function takeChunkFor(
  world: World,
  connection: Connection,
  operation: Operation,
): RingChunk | null {
  if (operation.chunk === null) return null;
  const from = world.rings[connection.source.clusterId].source;
  const to = world.rings[connection.target.clusterId].target;
  const chunk = takeChunk(to, operation.byteCount);
  if (chunk !== null)
    world.kernel.copy(
      from.region,
      operation.chunk.start,
      to.region,
      chunk.start,
      operation.byteCount,
    );
  return chunk;
}

/** The target's queue is full; it says when it has room again. */
function pauseByTarget(world: World, connection: Connection): void {
  connection.isPausedByTarget = true;
  const { id, source, target } = connection;
  report(
    world,
    'replication',
    source,
    `connection ${String(id)} paused: the queue of ${target.name} is full`,
  );
}

/** The target takes operations strictly in order; what comes behind a gap it drops, and says where it stands. */
function receive(
  world: World,
  connection: Connection,
  operation: Operation,
  chunk: RingChunk | null,
): void {
  const isNext = operation.sequence === connection.receivedSequence + 1;
  if (isNext) {
    connection.receivedSequence = operation.sequence;
    connection.targetQueue.push({ operation, chunk });
    connection.targetQueuedBytes += operation.byteCount;
    applyReceived(world, connection);
  } else {
    giveChunk(world.rings[connection.target.clusterId].target, chunk);
  }
  const { source, target, receivedSequence } = connection;
  if (isLost(world, target, source)) return;
  const isGap = operation.sequence > receivedSequence;
  afterByItself(world, oneWayMs(world, target, source), () => {
    if (connection.isOpen && isReachable(world, target, source))
      acknowledge(world, connection, receivedSequence, isGap);
  });
}

function acknowledge(world: World, connection: Connection, sequence: number, isGap: boolean): void {
  if (dropAcknowledged(world, connection, sequence) > 0) {
    restartResend(world, connection);
    finishApplied(world, connection);
  }
  if (isGap && connection.resentFrom !== sequence) {
    connection.resentFrom = sequence;
    sendAgain(world, connection);
  }
  continueMirror(world, connection);
  transmit(world, connection);
}

/** The source hears how far the target is: a mirror or verification of which everything is applied has ended. */
export function finishApplied(world: World, connection: Connection): void {
  completeMirror(world, connection);
  const job = runningJob(world, connection);
  if (job?.kind === 'verify' && job.isAnswered) finishVerification(world, job);
}

/** Waits for an acknowledgement from now on, if any is still to come. */
function restartResend(world: World, connection: Connection): void {
  const { resendTask, sentCount } = connection;
  if (resendTask !== null && sentCount > 0) {
    const atMs = world.nowMs + resendMs(world, connection);
    connection.resendTask = world.schedule.move(resendTask, atMs);
    return;
  }
  world.schedule.cancel(resendTask);
  connection.resendTask = null;
  if (sentCount > 0) armResend(world, connection);
}

function armResend(world: World, connection: Connection): void {
  if (connection.resendTask !== null) return;
  connection.resendTask = afterByItself(world, resendMs(world, connection), () => {
    connection.resendTask = null;
    if (connection.sentCount > 0) sendAgain(world, connection);
  });
}

function resendMs(world: World, { source, target }: Connection): Milliseconds {
  return oneWayMs(world, source, target) + oneWayMs(world, target, source) + RESEND_MARGIN_MS;
}

function sendAgain(world: World, connection: Connection): void {
  world.schedule.cancel(connection.sendTask);
  connection.sendTask = null;
  connection.sentCount = 0;
  transmit(world, connection);
}
