import { BLOCK_BYTES } from './block-kernel.ts';
import type { BlockKernel } from './block-kernel.ts';
import {
  blocksFor,
  eachRange,
  fileBlockCount,
  growFile,
  rangesOf,
  shrinkFile,
  type FileBlocks,
} from './allocation.ts';
import { compareText, foldCase } from '../text.ts';
import type { Volume, VolumeFile } from '../world.ts';
import type { Milliseconds } from '../units.ts';

/** Where the bytes of a write come from: the caller's, or a range of a kernel region. */
export type ByteSource =
  Uint8Array | { readonly region: number; readonly offset: number; readonly length: number };

const DEFAULT_ATTRIBUTES = 'A';
const DEFAULT_PERMISSIONS = 'Everyone:F';

/** Nothing is written at once: all that is added reads as zero. */
const NO_BLOCKS: FileBlocks = { from: 0, to: 0 };

/** An empty volume over all blocks of one disk. */
export function createVolume(drive: string, disk: number, blockCount: number): Volume {
  return {
    drive,
    disk,
    blockCount,
    used: new Uint8Array(blockCount),
    usedCount: 0,
    lowestFree: 0,
    files: new Map(),
    folders: new Map(),
    lastFound: null,
  };
}

/** @param path  without the drive, `\Orders\orders.txt` */
export function findFile(volume: Volume, path: string): VolumeFile | undefined {
  const { lastFound } = volume;
  if (lastFound !== null && lastFound.path === path) return lastFound;
  const file = volume.files.get(foldCase(path));
  if (file !== undefined) volume.lastFound = file;
  return file;
}

/** All files, by folded path. */
export function sortedFiles(volume: Volume): VolumeFile[] {
  return [...volume.files]
    .sort(([one], [other]) => compareText(one, other))
    .map(([, file]) => file);
}

/** Creates a file of no bytes, and the folders above it. An existing one of that name is left. */
export function createFile(
  volume: Volume,
  path: string,
  atMs: Milliseconds,
  attributes = DEFAULT_ATTRIBUTES,
  permissions = DEFAULT_PERMISSIONS,
): VolumeFile {
  const present = findFile(volume, path);
  if (present !== undefined) return present;
  createFolder(volume, parentOf(path));
  const file: VolumeFile = {
    path,
    sizeBytes: 0,
    attributes,
    permissions,
    modifiedMs: atMs,
    extents: [],
  };
  volume.files.set(foldCase(path), file);
  return file;
}

/** Creates a folder and those above it. */
export function createFolder(volume: Volume, path: string): void {
  if (path === '' || path === '\\' || volume.folders.has(foldCase(path))) return;
  createFolder(volume, parentOf(path));
  volume.folders.set(foldCase(path), path);
}

/** `\Orders` of `\Orders\orders.txt`; empty at the root. */
function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('\\'));
}

/** Whether a write up to this size would find the blocks it needs. */
export function hasRoomFor(
  volume: Volume,
  file: VolumeFile | undefined,
  sizeBytes: number,
): boolean {
  const held = file === undefined ? 0 : fileBlockCount(file);
  return blocksFor(sizeBytes) - held <= volume.blockCount - volume.usedCount;
}

/** Writes a range, growing the file where needed; a gap before it reads as zero. @returns false, with nothing done, when the disk is full */
export function writeFile(
  kernel: BlockKernel,
  volume: Volume,
  file: VolumeFile,
  offset: number,
  source: ByteSource,
  atMs: Milliseconds,
): boolean {
  const end = offset + source.length;
  const from = Math.ceil(offset / BLOCK_BYTES);
  const covered = { from, to: Math.max(from, Math.floor(end / BLOCK_BYTES)) };
  if (!reserve(kernel, volume, file, end, covered)) return false;
  const { disk } = volume;
  eachRange(file, offset, source.length, (diskOffset, length, taken) => {
    if (source instanceof Uint8Array) {
      const isWhole = length === source.length;
      kernel.write(disk, diskOffset, isWhole ? source : source.subarray(taken, taken + length));
      renewChecksums(kernel, volume, diskOffset, length);
    } else {
      kernel.copyToDisk(source.region, source.offset + taken, disk, diskOffset, length);
    }
  });
  file.sizeBytes = Math.max(file.sizeBytes, end);
  file.modifiedMs = atMs;
  return true;
}

/** Sets the size; what is cut off is gone, what is added reads as zero. @returns false, with nothing done, when the disk is full */
export function setFileSize(
  kernel: BlockKernel,
  volume: Volume,
  file: VolumeFile,
  sizeBytes: number,
  atMs: Milliseconds,
): boolean {
  if (!reserve(kernel, volume, file, sizeBytes, NO_BLOCKS)) return false;
  if (sizeBytes < file.sizeBytes) {
    shrinkFile(volume, file, blocksFor(sizeBytes));
    const tail = blocksFor(sizeBytes) * BLOCK_BYTES - sizeBytes;
    // Bytes behind the end stay zero, so that equal files have equal last blocks.
    for (const range of rangesOf(file, sizeBytes, tail)) {
      kernel.zero(volume.disk, range.diskOffset, range.length);
      renewChecksums(kernel, volume, range.diskOffset, range.length);
    }
  }
  file.sizeBytes = sizeBytes;
  file.modifiedMs = atMs;
  return true;
}

/** The bytes of a range, cut at the file's end. */
export function readFileBytes(
  kernel: BlockKernel,
  volume: Volume,
  file: VolumeFile,
  offset = 0,
  length = file.sizeBytes - offset,
): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, file.sizeBytes - offset)));
  let taken = 0;
  for (const range of rangesOf(file, offset, bytes.length)) {
    bytes.set(kernel.read(volume.disk, range.diskOffset, range.length), taken);
    taken += range.length;
  }
  return bytes;
}

/** XXH3-64 of the whole file, as `xxhsum -H3` prints it for the downloaded one. */
export function hashOfFile(kernel: BlockKernel, volume: Volume, file: VolumeFile): bigint {
  return kernel.hashFile(volume.disk, file.extents, file.sizeBytes);
}

/** Removes a file and frees its blocks. */
export function deleteFile(volume: Volume, file: VolumeFile): void {
  shrinkFile(volume, file, 0);
  volume.files.delete(foldCase(file.path));
  volume.lastFound = null;
}

/** Gives a file another path on the same volume. */
export function renameFile(volume: Volume, file: VolumeFile, to: string): void {
  volume.files.delete(foldCase(file.path));
  volume.lastFound = null;
  createFolder(volume, parentOf(to));
  file.path = to;
  volume.files.set(foldCase(to), file);
}

function reserve(
  kernel: BlockKernel,
  volume: Volume,
  file: VolumeFile,
  sizeBytes: number,
  covered: FileBlocks,
): boolean {
  const missing = blocksFor(sizeBytes) - fileBlockCount(file);
  return missing <= 0 || growFile(kernel, volume, file, missing, covered);
}

function renewChecksums(
  kernel: BlockKernel,
  volume: Volume,
  diskOffset: number,
  length: number,
): void {
  const first = Math.floor(diskOffset / BLOCK_BYTES);
  const last = Math.floor((diskOffset + length - 1) / BLOCK_BYTES);
  kernel.checksumBlocks(volume.disk, first, last - first + 1);
}
