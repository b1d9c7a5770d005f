import { isConnection, ownConnection } from './dt-connection.ts';
import { done, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import {
  mirrorStatusOf,
  remainingMirrorBytes,
  replicationStatusOf,
  targetStatusOf,
  transmitModeOf,
} from '../replication/connection-status.ts';
import { limitsOf, OPERATION_HEADER_BYTES } from '../replication/source-queue.ts';

/** `dt statistics ID`: the console's columns, one a line. Source: domain notes 5.4. */
export function showStatistics(context: LineContext): Outcome {
  const { world, words } = context;
  const connection = ownConnection(context, words[0]);
  if (!isConnection(connection)) return connection;
  if (words.length > 1) return unexpected(words[1], 'nothing more');
  const { sent, generated, mirrorCounters, queue, queuedBytes } = connection;
  const { memoryBytes } = limitsOf(world, connection);
  const mirrorQueue = queue.filter((each) => each.isMirror);
  const bytesOf = (operations: typeof queue): number =>
    operations.reduce((sum, each) => sum + each.byteCount, 0);
  const headerBytes = sent.operations * OPERATION_HEADER_BYTES;
  const rows: [string, string | number][] = [
    ['Replication Set', connection.replicationSet],
    ['Connection ID', connection.id],
    ['Target Name', connection.target.name],
    ['Target IP', connection.address],
    ['Target Status', targetStatusOf(world, connection)],
    ['Transmit Mode', transmitModeOf(connection)],
    ['Mirror Status', mirrorStatusOf(world, connection)],
    ['Replication Status', replicationStatusOf(connection)],
    ['Queued (Ops)', queue.length],
    ['Sent (Bytes)', sent.bytes],
    ['Sent Compressed (Bytes)', Math.min(sent.bytes, sent.wireBytes - headerBytes)],
    ['Intermediate Queue (Bytes)', Math.min(queuedBytes, memoryBytes)],
    ['Disk Queue (Bytes)', Math.max(0, queuedBytes - memoryBytes)],
    ['Queued Replication (Bytes)', queuedBytes - bytesOf(mirrorQueue)],
    ['Sent Replication (Bytes)', sent.bytes - connection.sentMirrorBytes],
    ['Sent Mirror (Bytes)', mirrorCounters.sentBytes],
    ['Skipped Mirror (Bytes)', mirrorCounters.skippedBytes],
    ['Remaining Mirror (Bytes)', remainingMirrorBytes(connection)],
    ['conOpsInAckQueue', connection.sentCount],
    ['conOpsInRepQueue', queue.length - mirrorQueue.length],
    ['conOpsInMirQueue', mirrorQueue.length],
    ['conBytesInRepQueue', queuedBytes - bytesOf(mirrorQueue)],
    ['conOpsInCmdQueue', connection.targetQueue.length],
    ['conOpsTx', sent.operations],
    ['RepOpsGenerated', generated.operations],
    ['RepBytesGenerated', generated.bytes],
    ['MirOpsGenerated', generated.mirrorOperations],
  ];
  return done(rows.map(([label, value]) => `${label.padEnd(26)} ${String(value)}`).join('\n'));
}
