import { dropBehind } from './apply.ts';
import { isSelected } from './replication-set.ts';
import { queueLimits, settingOf } from './service.ts';
import { enqueueChange, enqueueMirrorEnd } from './source-queue.ts';
import { afterByItself, report } from '../happen.ts';
import { rangesOf } from '../storage/allocation.ts';
import { BLOCK_BYTES } from '../storage/block-kernel.ts';
import { volumeOn } from '../storage/disk-access.ts';
import { raiseCase } from '../text.ts';
import { findFile, sortedFiles } from '../storage/volume.ts';
import type { Connection, MirrorVariant, Volume, VolumeFile, World } from '../world.ts';

/** How long the source takes to read and compare one chunk, virtual ms: 32 MB/s at 64 KiB. */
const CHUNK_READ_MS = 2;

/** Begins a mirror of every file that the connection's rules select. The data state is Bad until it is complete. */
export function startMirror(world: World, connection: Connection, variant: MirrorVariant): void {
  stopMirror(world, connection);
  const files = selectedFiles(world, connection);
  connection.isGood = false;
  connection.hasDroppedWrites = false;
  connection.targetStatus = 'Mirroring';
  connection.mirror = {
    variant,
    files,
    index: 0,
    offset: 0,
    isAllQueued: false,
    lastOrder: world.workload.lastAcknowledged,
    task: null,
  };
  const totalBytes = files.reduce(
    (sum, { drive, path }) => sum + (fileOf(world, connection, drive, path)?.sizeBytes ?? 0),
    0,
  );
  Object.assign(connection.mirrorCounters, {
    sentBytes: 0,
    skippedBytes: 0,
    lookedBytes: 0,
    totalBytes,
  });
  report(
    world,
    'replication',
    connection.source,
    `mirror of ${connection.replicationSet} begins: ${String(files.length)} files, ${String(totalBytes)} bytes`,
    () => {
      continueMirror(world, connection);
    },
  );
}

/** Forgets the mirror under way. */
export function stopMirror(world: World, connection: Connection): void {
  world.schedule.cancel(connection.mirror?.task ?? null);
  connection.mirror = null;
}

/** Reads the next chunk when there is room for it; asked when acknowledgements come in. */
export function continueMirror(world: World, connection: Connection): void {
  const { mirror } = connection;
  if (mirror === null || mirror.task !== null || mirror.isAllQueued) return;
  if (connection.queue.length >= settingOf(connection.source, 'MirrorQueueLimit')) return;
  // Half the memory share is left to the changes that come meanwhile.
  const { memoryBytes } = queueLimits(
    connection.source,
    world.rings[connection.source.clusterId].source.capacity,
  );
  if (connection.queuedBytes >= memoryBytes / 2) return;
  mirror.task = afterByItself(world, CHUNK_READ_MS, () => {
    mirror.task = null;
    readChunk(world, connection);
    world.signals.queueGrew(connection);
    continueMirror(world, connection);
  });
}

/** The mark behind the last chunk is acknowledged: both sides hold the same. */
export function completeMirror(world: World, connection: Connection): void {
  const { mirror } = connection;
  if (mirror === null) return;
  connection.mirror = null;
  connection.isGood = !connection.hasDroppedWrites;
  connection.targetStatus = connection.isGood ? 'Online' : 'Re-mirror required';
  if (connection.isGood) dropBehind(world, mirror.lastOrder);
  const { sentBytes, skippedBytes } = connection.mirrorCounters;
  report(
    world,
    'replication',
    connection.source,
    `mirror of ${connection.replicationSet} complete: ${String(sentBytes)} bytes sent, ${String(skippedBytes)} skipped`,
  );
}

function readChunk(world: World, connection: Connection): void {
  const { mirror } = connection;
  if (mirror === null) return;
  const place = mirror.files[mirror.index];
  if (place === undefined) {
    mirror.isAllQueued = true;
    enqueueMirrorEnd(world, connection);
    return;
  }
  const source = volumeOn(world, connection.source, place.drive);
  const file = source === null ? undefined : findFile(source, place.path);
  if (source === null || file === undefined) {
    nextFile(mirror);
    return;
  }
  const target = volumeOn(world, connection.target, place.drive);
  const twin = target === null ? undefined : findFile(target, place.path);
  if (mirror.offset === 0 && !prepareFile(world, connection, source, file, twin)) return;
  const length = Math.min(
    settingOf(connection.source, 'MirrorChunkSize'),
    file.sizeBytes - mirror.offset,
  );
  sendDifferences(
    world,
    connection,
    source,
    file,
    target,
    mirror.variant === 'full' ? undefined : twin,
    length,
  );
  mirror.offset += length;
  connection.mirrorCounters.lookedBytes += length;
  if (mirror.offset < file.sizeBytes) return;
  const { path, sizeBytes, modifiedMs } = file;
  enqueueChange(
    world,
    connection,
    source,
    { kind: 'truncate', path, sizeBytes, atMs: modifiedMs },
    true,
  );
  nextFile(mirror);
}

/** Queues the file's marks where they differ. @returns false when the whole file is skipped */
function prepareFile(
  world: World,
  connection: Connection,
  volume: Volume,
  file: VolumeFile,
  twin: VolumeFile | undefined,
): boolean {
  const { mirror } = connection;
  if (mirror === null) return false;
  const { path, attributes, permissions, modifiedMs: atMs } = file;
  const isSameKind = twin?.sizeBytes === file.sizeBytes && twin.modifiedMs === file.modifiedMs;
  const comparesAll =
    mirror.variant === 'checksum' && settingOf(connection.source, 'BlockChecksumAll') === 1;
  if (twin?.attributes !== attributes || twin.permissions !== permissions) {
    enqueueChange(
      world,
      connection,
      volume,
      { kind: 'create', path, attributes, permissions, atMs },
      true,
    );
  }
  if (mirror.variant === 'full' || !isSameKind || comparesAll) return true;
  connection.mirrorCounters.skippedBytes += file.sizeBytes;
  connection.mirrorCounters.lookedBytes += file.sizeBytes;
  nextFile(mirror);
  return false;
}

/** Queues the runs of blocks in this chunk whose checksums differ; all of it when there is nothing to compare with. */
function sendDifferences(
  world: World,
  connection: Connection,
  volume: Volume,
  file: VolumeFile,
  target: Volume | null,
  twin: VolumeFile | undefined,
  length: number,
): void {
  const start = connection.mirror?.offset ?? 0;
  let runStart = -1;
  for (let offset = start; offset < start + length; offset += BLOCK_BYTES) {
    const blockBytes = Math.min(BLOCK_BYTES, start + length - offset);
    const differs =
      connection.mirror?.variant !== 'checksum' ||
      twin === undefined ||
      target === null ||
      !isSameBlock(world, volume, file, target, twin, offset);
    if (differs && runStart < 0) runStart = offset;
    if (!differs) connection.mirrorCounters.skippedBytes += blockBytes;
    if (runStart >= 0 && (!differs || offset + BLOCK_BYTES >= start + length)) {
      const runEnd = differs ? start + length : offset;
      enqueueChange(
        world,
        connection,
        volume,
        {
          kind: 'write',
          path: file.path,
          offset: runStart,
          length: runEnd - runStart,
          atMs: file.modifiedMs,
        },
        true,
      );
      runStart = -1;
    }
  }
}

function isSameBlock(
  world: World,
  volume: Volume,
  file: VolumeFile,
  target: Volume,
  twin: VolumeFile,
  offset: number,
): boolean {
  const block = blockAt(file, offset);
  const other = blockAt(twin, offset);
  if (block === null || other === null) return false;
  return (
    world.kernel.storedChecksum(volume.disk, block) ===
    world.kernel.storedChecksum(target.disk, other)
  );
}

function blockAt(file: VolumeFile, offset: number): number | null {
  for (const range of rangesOf(file, offset, 1)) return Math.floor(range.diskOffset / BLOCK_BYTES);
  return null;
}

function nextFile(mirror: { index: number; offset: number }): void {
  mirror.index++;
  mirror.offset = 0;
}

function selectedFiles(world: World, connection: Connection): { drive: string; path: string }[] {
  const drives = [
    ...new Set(connection.rules.map((rule) => raiseCase(rule.path.slice(0, 2)))),
  ].sort();
  return drives.flatMap((drive) => {
    const volume = volumeOn(world, connection.source, drive);
    if (volume === null) return [];
    return sortedFiles(volume)
      .filter((file) => isSelected(connection.rules, volume.drive + file.path))
      .map((file) => ({ drive: volume.drive, path: file.path }));
  });
}

function fileOf(
  world: World,
  connection: Connection,
  drive: string,
  path: string,
): VolumeFile | undefined {
  const volume = volumeOn(world, connection.source, drive);
  return volume === null ? undefined : findFile(volume, path);
}
