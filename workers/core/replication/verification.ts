import { beginJob, endJob, nextJobId } from './jobs.ts';
import { loseContinuity } from './connection-status.ts';
import { CHUNK_READ_MS } from './mirror-chunk.ts';
import { drivesOf, filesIn } from './replication-set.ts';
import { enqueueOrphans } from './orphans.ts';
import { settingOf } from './service.ts';
import { enqueueChange, enqueueFile, enqueueMark } from './source-queue.ts';
import { writeVerifyLog } from './verify-log.ts';
import { afterByItself, report } from '../happen.ts';
import { BLOCK_BYTES } from '../storage/block-kernel.ts';
import { tellDamage } from '../storage/damage.ts';
import { volumeOn } from '../storage/disk-access.ts';
import { findFile } from '../storage/volume.ts';
import type {
  ClusterNode,
  Connection,
  FileChange,
  FileFigures,
  Job,
  QueueMark,
  Volume,
  VolumeFile,
  World,
} from '../world.ts';

/** What a verification is asked for. */
export interface VerifyOptions {
  readonly remirrors: boolean;
  readonly isNewerOnly: boolean;
  readonly checksum: boolean;
}

/** Bytes a block's checksum takes on the wire. */
const CHECKSUM_BYTES = 8;

/**
 * Compares the set on both sides, file by file.
 *
 * Each question travels in the ordered queue, so that the target answers for the very moment of which the
 * source asked: changes on their way are no differences.
 */
export function startVerification(
  world: World,
  connection: Connection,
  { remirrors, isNewerOnly, checksum }: VerifyOptions,
): Job {
  const { source, target, replicationSet } = connection;
  const job = beginJob(world, {
    id: nextJobId(world),
    kind: 'verify',
    node: source,
    replicationSet,
    from: source,
    to: target,
    map: '',
    overwrite: isNewerOnly ? 'newer' : 'always',
    checksum,
    orphans: world.orphanModes.get(connection.address) ?? 'off',
    remirrors,
    connection,
  });
  const files = drivesOf(connection.rules).flatMap((drive) => {
    const volume = volumeOn(world, source, drive);
    return volume === null
      ? []
      : filesIn(volume, connection.rules).map((file) => ({ drive, path: file.path }));
  });
  job.totalFiles = files.length;
  report(
    world,
    'replication',
    source,
    `verification ${String(job.id)} of ${replicationSet} begins: ${String(files.length)} files`,
    () => {
      askNext(world, job, files, 0);
    },
  );
  return job;
}

/** The target compares its file with what the source said of its own, at this place of the queue. */
export function compareTwin(
  world: World,
  connection: Connection,
  volume: Volume,
  { job, file }: QueueMark & { readonly kind: 'verify' },
): void {
  job.comparedFiles++;
  job.percent = Math.min(99, Math.floor((job.comparedFiles * 100) / job.totalFiles));
  const twin = findFile(volume, file.path);
  const name = volume.drive + file.path;
  if (twin === undefined) {
    job.missingFiles++;
    job.outOfSyncBytes += file.sizeBytes;
    job.findings.push(`${name}: MISSING ON TARGET, ${String(file.sizeBytes)} bytes`);
    job.outOfSync.push({ path: name, isFlagged: true });
    mend(world, connection, job, file, null);
    return;
  }
  const blocks = differingBlocks(world, connection.target, volume, file, twin);
  const hasOtherMarks =
    twin.attributes !== file.attributes || twin.permissions !== file.permissions;
  const isFlagged = twin.sizeBytes !== file.sizeBytes || twin.modifiedMs !== file.modifiedMs;
  if (blocks.length === 0 && !hasOtherMarks && !isFlagged) return;
  const bytes =
    file.checksums === null ? (isFlagged ? file.sizeBytes : 0) : bytesIn(blocks, file.sizeBytes);
  job.differentFiles++;
  job.outOfSyncBytes += bytes;
  job.outOfSync.push({ path: name, isFlagged });
  job.findings.push(
    [
      `${name}: DIFFERENT ON TARGET`,
      `source ${figuresText(file)}`,
      `target ${figuresText(twin)}`,
      ...(twin.permissions === file.permissions ? [] : ['security differs']),
      ...(blocks.length === 0 ? [] : [`blocks ${blocks.join(' ')}`]),
      `${String(bytes)} bytes out of sync`,
    ].join(', '),
  );
  if (job.overwrite !== 'newer' || file.modifiedMs > twin.modifiedMs)
    mend(world, connection, job, file, file.checksums === null ? null : blocks);
}

/** The mark behind the last file is acknowledged: the log is written. */
export function finishVerification(world: World, job: Job): void {
  if (job.state !== 'Running') return;
  job.percent = 100;
  writeVerifyLog(world, job);
  endJob(world, job, 'Done');
}

function askNext(
  world: World,
  job: Job,
  files: readonly { readonly drive: string; readonly path: string }[],
  index: number,
): void {
  const { connection } = job;
  const place = files[index];
  const volume = place === undefined ? null : volumeOn(world, connection.source, place.drive);
  const file = place === undefined || volume === null ? undefined : findFile(volume, place.path);
  const chunks = Math.ceil(
    (file?.sizeBytes ?? 0) / settingOf(connection.source, 'MirrorChunkSize'),
  );
  job.task = afterByItself(world, CHUNK_READ_MS * Math.max(1, chunks), () => {
    job.task = null;
    if (place === undefined) {
      enqueueOrphans(world, connection, job.orphans === 'keep' ? 'off' : job.orphans);
      enqueueMark(world, connection, '', { kind: 'verify-end', job });
    } else if (volume !== null && file !== undefined && findFile(volume, file.path) === file) {
      const figures = figuresOf(world, connection.source, volume, file, job.checksum);
      const extraBytes = (figures.checksums?.length ?? 0) * CHECKSUM_BYTES;
      const mark = { kind: 'verify', job, file: figures } as const;
      enqueueMark(world, connection, volume.drive, mark, extraBytes);
    }
    world.signals.queueGrew(connection);
    if (place !== undefined) askNext(world, job, files, index + 1);
  });
}

function figuresOf(
  world: World,
  node: ClusterNode,
  volume: Volume,
  file: VolumeFile,
  withChecksums: boolean,
): FileFigures {
  const { path, sizeBytes, modifiedMs, attributes, permissions } = file;
  const checksums = withChecksums ? checksumsOf(world, node, volume, file) : null;
  return { path, sizeBytes, modifiedMs, attributes, permissions, checksums };
}

/** XXH3-64 of each block of a file, from its bytes where those do not match what is stored. */
function checksumsOf(world: World, node: ClusterNode, volume: Volume, file: VolumeFile): bigint[] {
  const { kernel } = world;
  tellDamage(world, node, volume, file);
  const sums: bigint[] = [];
  for (let index = 0; index < file.extents.length; index += 2) {
    const first = file.extents[index] ?? 0;
    const count = file.extents[index + 1] ?? 0;
    const damaged = new Set(kernel.damagedBlocks(volume.disk, first, count));
    for (let block = first; block < first + count; block++)
      sums.push(
        damaged.has(block)
          ? kernel.hashBytes(kernel.read(volume.disk, block * BLOCK_BYTES, BLOCK_BYTES))
          : kernel.storedChecksum(volume.disk, block),
      );
  }
  return sums;
}

/** Blocks of a file whose checksums differ on the target, those that it does not have included. */
function differingBlocks(
  world: World,
  node: ClusterNode,
  volume: Volume,
  { checksums }: FileFigures,
  twin: VolumeFile,
): number[] {
  if (checksums === null) return [];
  const theirs = checksumsOf(world, node, volume, twin);
  return checksums.flatMap((sum, block) => (theirs[block] === sum ? [] : [block]));
}

function bytesIn(blocks: readonly number[], sizeBytes: number): number {
  return blocks.reduce(
    (sum, block) => sum + Math.min(BLOCK_BYTES, sizeBytes - block * BLOCK_BYTES),
    0,
  );
}

function figuresText(file: Pick<FileFigures, 'modifiedMs' | 'sizeBytes' | 'attributes'>): string {
  return `${String(file.modifiedMs)} ms ${String(file.sizeBytes)} bytes ${file.attributes}`;
}

/** Sends a file again, or only these blocks of it, where the verification is to mend. */
function mend(
  world: World,
  connection: Connection,
  job: Job,
  { path }: FileFigures,
  blocks: readonly number[] | null,
): void {
  if (!job.remirrors || !connection.isOpen) return;
  // What is mended is newer than the changes that were not queued.
  if (connection.hasGap) loseContinuity(connection);
  job.remirroredFiles++;
  for (const drive of drivesOf(connection.rules)) {
    const volume = volumeOn(world, connection.source, drive);
    const file = volume === null ? undefined : findFile(volume, path);
    if (volume === null || file === undefined) continue;
    const before = connection.queuedBytes;
    const isQueued =
      blocks === null
        ? enqueueFile(world, connection, volume, file, true)
        : mendBlocks(world, connection, volume, file, blocks);
    job.sentBytes += connection.queuedBytes - before;
    if (isQueued) world.signals.queueGrew(connection);
    else world.signals.queueOverflowed(connection);
  }
}

/** @returns false when the queue has no room for all of it */
function mendBlocks(
  world: World,
  connection: Connection,
  volume: Volume,
  file: VolumeFile,
  blocks: readonly number[],
): boolean {
  const { path, attributes, permissions, modifiedMs: atMs, sizeBytes } = file;
  const changes: FileChange[] = [{ kind: 'create', path, attributes, permissions, atMs }];
  for (const block of blocks) {
    const offset = block * BLOCK_BYTES;
    const length = Math.min(BLOCK_BYTES, sizeBytes - offset);
    if (length > 0) changes.push({ kind: 'write', path, offset, length, atMs });
  }
  changes.push({ kind: 'truncate', path, sizeBytes, atMs });
  return changes.every((change) => enqueueChange(world, connection, volume, change, true));
}
