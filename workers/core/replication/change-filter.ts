import { loseContinuity } from './connection-status.ts';
import { autoDisconnect } from './reconnection.ts';
import { isWriteSelected } from './replication-set.ts';
import { settingOf } from './service.ts';
import { enqueueChange, enqueueFile, watchQueue } from './source-queue.ts';
import { transmit } from './transmission.ts';
import { volumeOn } from '../storage/disk-access.ts';
import { findFile } from '../storage/volume.ts';
import { foldCase } from '../text.ts';
import type { Connection, FileChange, Volume, World } from '../world.ts';

/** The filter driver saw a change on a volume: it is queued for every connection whose rules select the file. */
export function replicateChange(world: World, volume: Volume, change: FileChange): void {
  for (const connection of [...world.connections]) {
    const isSeen = volumeOn(world, connection.source, volume.drive) === volume;
    if (!isSeen && !liesBehind(world, connection, volume)) continue;
    const changes = changesToSend(connection, volume, change);
    if (changes.length === 0) continue;
    if (!connection.isReplicating || !isSeen) {
      connection.hasGap = true;
      continue;
    }
    if (connection.hasGap) loseContinuity(connection);
    if (changes.every((each) => enqueue(world, connection, volume, each))) {
      watchQueue(world, connection);
      transmit(world, connection);
    } else {
      autoDisconnect(world, connection);
    }
  }
}

/** Whether the other node of the source's cluster writes to the disk that this connection protects. */
function liesBehind(world: World, { source }: Connection, volume: Volume): boolean {
  return world.clusters[source.clusterId].disks.some((disk) => disk.volume === volume);
}

/** A file change, or a file that came into the set whole. */
type Sending = FileChange | { readonly kind: 'whole'; readonly path: string };

function changesToSend(
  connection: Connection,
  volume: Volume,
  change: FileChange,
): readonly Sending[] {
  const { rules, source } = connection;
  const isFromSelected = isWriteSelected(rules, volume.drive, change.path);
  if (change.kind === 'delete' && settingOf(source, 'IgnoreDeleteOperations') === 1) return [];
  if (change.kind !== 'rename') return isFromSelected ? [change] : [];
  const isToSelected = isWriteSelected(rules, volume.drive, change.to);
  const { path, to, atMs } = change;
  const gone: FileChange = { kind: 'delete', path, atMs };
  if (isFromSelected && isToSelected && !isStillToMirror(connection, volume.drive, path))
    return [change];
  // Moved out of the set: the target's copy goes. Moved in: it comes whole.
  return [
    ...(isFromSelected ? [gone] : []),
    ...(isToSelected ? [{ kind: 'whole', path: to } as const] : []),
  ];
}

/** Whether a mirror has not yet sent all of a file: its name must not change under it. */
function isStillToMirror({ mirror }: Connection, drive: string, path: string): boolean {
  if (mirror === null || mirror.files === null) return mirror !== null;
  const folded = foldCase(path);
  const index = mirror.files.findLastIndex(
    (file) => file.drive === drive && foldCase(file.path) === folded,
  );
  return index >= mirror.index;
}

function enqueue(world: World, connection: Connection, volume: Volume, change: Sending): boolean {
  if (change.kind !== 'whole') return enqueueChange(world, connection, volume, change);
  const { mirror } = connection;
  if (mirror !== null && mirror.files !== null && !mirror.isAllQueued) {
    // The mirror will come to it: what it does not know it sends whole.
    const { path } = change;
    mirror.files.push({ drive: volume.drive, path, content: 'whole', marks: true });
    return true;
  }
  const file = findFile(volume, change.path);
  return file === undefined || enqueueFile(world, connection, volume, file);
}
