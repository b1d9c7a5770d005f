import { applyReceived } from './apply.ts';
import { completeMirror, continueMirror } from './mirror.ts';
import { giveChunk, takeChunk } from './queue-ring.ts';
import { dropAcknowledged } from './source-queue.ts';
import { afterByItself } from '../happen.ts';
import { isLost, isReachable, oneWayMs } from '../network/reach.ts';
import type { Milliseconds } from '../units.ts';
import type { Connection, Operation, RingChunk, World } from '../world.ts';

/** Beyond a round trip, how long the source waits for an acknowledgement before it sends again, virtual ms. */
const RESEND_MARGIN_MS = 1000;

/** Sends the next operation as soon as the link is free; asked whenever something may have changed that. */
export function transmit(world: World, connection: Connection): void {
  if (connection.sendTask !== null || connection.transmitMode !== 'Started' || !connection.isOpen)
    return;
  const operation = connection.queue[connection.sentCount];
  if (operation === undefined) return;
  connection.sendTask = world.schedule.add(
    departureMs(world, connection, operation.wireBytes),
    world.cause,
    () => {
      connection.sendTask = null;
      // Without room in the target's own queue it waits here; acknowledgements ask again.
      if (depart(world, connection, operation)) transmit(world, connection);
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

/** When the link will have taken these bytes. One kbit/s is one bit a millisecond; begun ones are kept. */
function departureMs(world: World, connection: Connection, wireBytes: number): Milliseconds {
  if (connection.source.clusterId === connection.target.clusterId) return world.nowMs;
  const { link } = world.network;
  const lane = link.lanes[connection.source.clusterId];
  if (lane.freeAtMs < world.nowMs) {
    lane.freeAtMs = world.nowMs;
    lane.remainderBits = 0;
  }
  const bits = wireBytes * 8 + lane.remainderBits;
  lane.freeAtMs += Math.floor(bits / link.kbps);
  lane.remainderBits = bits % link.kbps;
  return lane.freeAtMs;
}

function depart(world: World, connection: Connection, operation: Operation): boolean {
  const { source, target, targetSession } = connection;
  const targetRing = world.rings[target.clusterId].target;
  const chunk = operation.chunk === null ? null : takeChunk(targetRing, operation.byteCount);
  if (operation.chunk !== null) {
    if (chunk === null) return false;
    const sourceRing = world.rings[source.clusterId].source;
    world.kernel.copy(
      sourceRing.region,
      operation.chunk.start,
      targetRing.region,
      chunk.start,
      operation.byteCount,
    );
  }
  connection.sentCount++;
  connection.sent.operations++;
  connection.sent.bytes += operation.byteCount;
  connection.sent.wireBytes += operation.wireBytes;
  if (operation.isMirror) connection.mirrorCounters.sentBytes += operation.byteCount;
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
    if (isThere && connection.target === target) receive(world, connection, operation, chunk);
    else giveChunk(targetRing, chunk);
  });
  return true;
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
  const done = dropAcknowledged(world, connection, sequence);
  if (done.length > 0) {
    world.schedule.cancel(connection.resendTask);
    connection.resendTask = null;
    if (connection.sentCount > 0) armResend(world, connection);
    if (done.some((operation) => operation.change.kind === 'mirror-end'))
      completeMirror(world, connection);
  }
  if (isGap && connection.resentFrom !== sequence) {
    connection.resentFrom = sequence;
    sendAgain(world, connection);
  }
  continueMirror(world, connection);
  transmit(world, connection);
}

function armResend(world: World, connection: Connection): void {
  if (connection.resendTask !== null) return;
  const { source, target } = connection;
  const waitMs =
    oneWayMs(world, source, target) + oneWayMs(world, target, source) + RESEND_MARGIN_MS;
  connection.resendTask = afterByItself(world, waitMs, () => {
    connection.resendTask = null;
    if (connection.sentCount > 0) sendAgain(world, connection);
  });
}

function sendAgain(world: World, connection: Connection): void {
  world.schedule.cancel(connection.sendTask);
  connection.sendTask = null;
  connection.sentCount = 0;
  transmit(world, connection);
}
