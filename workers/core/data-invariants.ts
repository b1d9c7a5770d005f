import { InvariantError } from './invariant-error.ts';
import { dataStateOf } from './replication/connection-status.ts';
import type { Connection, World } from './world.ts';

/** What a connection was after the event before. */
interface Before {
  readonly isGood: boolean;
  readonly hadMirror: boolean;
  readonly nextMirror: number;
  readonly nextSequence: number;
  readonly acknowledged: number;
  readonly queueLength: number;
  readonly applied: number;
}

/**
 * Watches queues and data states: call what it returns after every event and every line.
 *
 * @throws InvariantError (from what it returns) naming I-7, I-8 or I-11
 */
export function watchData(world: World): () => void {
  const known = new Map<Connection, Before>();
  return () => {
    for (const connection of world.connections) {
      checkSourceQueue(world, connection);
      checkTargetQueue(world, connection);
      checkState(world, connection, known.get(connection));
      checkPassage(world, connection, known.get(connection));
      known.set(connection, beforeOf(world, connection));
    }
    for (const connection of known.keys()) if (!connection.isOpen) known.delete(connection);
  };
}

function beforeOf(world: World, connection: Connection): Before {
  const { mirror, nextMirror, nextSequence, acknowledgedOperations, queue } = connection;
  return {
    isGood: dataStateOf(world, connection) === 'Good',
    hadMirror: mirror !== null,
    nextMirror,
    nextSequence,
    acknowledged: acknowledgedOperations,
    queueLength: queue.length,
    applied: appliedThrough(connection),
  };
}

/** Sequence number of the last operation that the target has carried out. */
function appliedThrough({ receivedSequence, targetQueue }: Connection): number {
  return receivedSequence - targetQueue.length;
}

/** I-7: what waits at the source has no gap, ends with the last operation, and its bytes are counted. */
function checkSourceQueue(world: World, connection: Connection): void {
  const { queue, nextSequence, queuedBytes, sentCount } = connection;
  let bytes = 0;
  let sequence = nextSequence - queue.length;
  for (const operation of queue) {
    if (operation.sequence !== sequence)
      fail('I-7', world, connection, `operation ${String(sequence)} is missing at the source`);
    bytes += operation.byteCount;
    sequence++;
  }
  if (bytes !== queuedBytes || sentCount > queue.length)
    fail('I-7', world, connection, `${String(queuedBytes)} bytes counted, ${String(bytes)} queued`);
}

/** I-7: what waits at the target has no gap and ends with the last one received. */
function checkTargetQueue(world: World, connection: Connection): void {
  const { targetQueue, receivedSequence, targetQueuedBytes, nextSequence } = connection;
  let bytes = 0;
  let sequence = appliedThrough(connection);
  for (const { operation } of targetQueue) {
    sequence++;
    if (operation.sequence !== sequence)
      fail('I-7', world, connection, `operation ${String(sequence)} is missing at the target`);
    bytes += operation.byteCount;
  }
  if (bytes !== targetQueuedBytes || receivedSequence >= nextSequence)
    fail('I-7', world, connection, `the target counts ${String(targetQueuedBytes)} bytes`);
}

/** I-7: made = acknowledged + waiting + thrown away, and thrown away only all at once, with the protection. */
function checkPassage(world: World, connection: Connection, before: Before | undefined): void {
  if (before === undefined) return;
  const { acknowledgedOperations, queue, nextSequence, receivedSequence } = connection;
  const made = nextSequence - before.nextSequence;
  const left = acknowledgedOperations - before.acknowledged;
  const lost = before.queueLength + made - left - queue.length;
  const isGood = dataStateOf(world, connection) === 'Good';
  if (lost < 0 || left < 0)
    fail('I-7', world, connection, `${String(-lost)} operations came from nowhere`);
  if (lost > 0 && isGood) fail('I-11', world, connection, `${String(lost)} operations lost, Good`);
  if (appliedThrough(connection) < before.applied)
    fail('I-7', world, connection, 'the target has gone back');
  const firstWaiting = queue[0]?.sequence ?? nextSequence;
  if (isGood && receivedSequence < firstWaiting - 1)
    fail('I-7', world, connection, 'the source has let go what the target has not received');
}

/** I-8: Good comes with the end of a mirror, and goes with a mirror, a dropped or missed write, or work to restore. */
function checkState(world: World, connection: Connection, before: Before | undefined): void {
  const { mirror, hasDroppedWrites, nextMirror } = connection;
  const isGood = dataStateOf(world, connection) === 'Good';
  if (isGood && (mirror !== null || hasDroppedWrites || connection.awaitsMirror))
    fail('I-8', world, connection, 'Good while it is mirrored, or after a dropped write');
  if (before === undefined || before.isGood === isGood) return;
  const { isRestoreRequired } = world.clusters[connection.target.clusterId];
  if (isGood && !before.hadMirror) fail('I-8', world, connection, 'Good without a mirror');
  const hasReason =
    nextMirror > before.nextMirror ||
    hasDroppedWrites ||
    isRestoreRequired ||
    connection.hasGap ||
    connection.awaitsMirror ||
    connection.condition === 'Re-mirror required';
  if (!isGood && !hasReason) fail('I-8', world, connection, 'Bad without a reason');
}

function fail(invariant: string, world: World, connection: Connection, what: string): never {
  const { id, source } = connection;
  throw new InvariantError(invariant, world, `connection ${String(id)} of ${source.name}: ${what}`);
}
