/**
 * Blocks as they are stored: one run of bytes a record, in the log and in extents alike.
 *
 * Little-endian. Header: magic u32, count u32, sequence f64, lab u64. Then `count` entries: disk u32,
 * block u32, hash u64. Then the blocks in the same order. Last the XXH3-64 of all before, u64.
 */
import { BLOCK_BYTES, type BlockKernel } from './core/storage/block-kernel.ts';

/** Blocks of a disk that one extent covers: 1 MiB. */
export const EXTENT_BLOCKS = 256;
/** Blocks in one record of the log; with header and checksums it stays below 1 MiB. */
export const LOG_RECORD_BLOCKS_MAX = 254;

const MAGIC = 0x424c4f46;
const HEADER_BYTES = 24;
const ENTRY_BYTES = 16;
const CHECKSUM_BYTES = 8;

/** Which blocks of which disk. */
export interface DiskBlocks {
  readonly disk: number;
  /** Ascending. */
  readonly blocks: readonly number[];
}

/** Content of some blocks of one disk, as hashes; 0 stands for nothing but zero bytes. */
export interface BlockContents extends DiskBlocks {
  readonly hashes: BigUint64Array;
}

/** One block as stored. */
export interface StoredBlock {
  readonly disk: number;
  readonly block: number;
  /** Of its bytes when they were stored; 0 for nothing but zero bytes. */
  readonly hash: bigint;
  readonly bytes: Uint8Array;
}

/** A record as read. `checks` is false when its own checksum does not match: somebody changed it. */
export interface BlockRecord {
  readonly sequence: number;
  readonly checks: boolean;
  readonly blocks: readonly StoredBlock[];
}

/**
 * Copies blocks out of the kernel into one record.
 *
 * @param lab  hash of the lab's id, so that a record cannot pass for another lab's
 */
export function encodeRecord(
  kernel: BlockKernel,
  lab: bigint,
  sequence: number,
  chosen: readonly BlockContents[],
): Uint8Array {
  const count = chosen.reduce((sum, part) => sum + part.blocks.length, 0);
  const blocksAt = HEADER_BYTES + count * ENTRY_BYTES;
  const checkedBytes = blocksAt + count * BLOCK_BYTES;
  const record = new Uint8Array(checkedBytes + CHECKSUM_BYTES);
  const view = new DataView(record.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, count, true);
  view.setFloat64(8, sequence, true);
  view.setBigUint64(16, lab, true);
  let index = 0;
  for (const { disk, blocks, hashes } of chosen) {
    const firstIndex = index;
    for (const run of runsOf(blocks)) {
      const bytes = kernel.read(disk, run.first * BLOCK_BYTES, run.count * BLOCK_BYTES);
      record.set(bytes, blocksAt + index * BLOCK_BYTES);
      for (let block = run.first; block < run.first + run.count; block += 1) {
        const entryAt = HEADER_BYTES + index * ENTRY_BYTES;
        view.setUint32(entryAt, disk, true);
        view.setUint32(entryAt + 4, block, true);
        view.setBigUint64(entryAt + 8, hashes[index - firstIndex] ?? 0n, true);
        index += 1;
      }
    }
  }
  view.setBigUint64(checkedBytes, kernel.hashBytes(record.subarray(0, checkedBytes)), true);
  return record;
}

/**
 * Reads a record.
 *
 * @returns null when it is no record of this lab and these disks: too short, of another lab, or
 *   naming blocks that there are not. A changed byte within the blocks is told by `checks`.
 */
export function decodeRecord(
  kernel: BlockKernel,
  lab: bigint,
  record: Uint8Array,
): BlockRecord | null {
  if (record.byteLength < HEADER_BYTES + CHECKSUM_BYTES) return null;
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const count = view.getUint32(4, true);
  const blocksAt = HEADER_BYTES + count * ENTRY_BYTES;
  const checkedBytes = blocksAt + count * BLOCK_BYTES;
  if (record.byteLength !== checkedBytes + CHECKSUM_BYTES) return null;
  const sequence = view.getFloat64(8, true);
  if (view.getUint32(0, true) !== MAGIC || !Number.isSafeInteger(sequence)) return null;
  if (view.getBigUint64(16, true) !== lab) return null;
  const blocks: StoredBlock[] = [];
  for (let index = 0; index < count; index += 1) {
    const entryAt = HEADER_BYTES + index * ENTRY_BYTES;
    const disk = view.getUint32(entryAt, true);
    const block = view.getUint32(entryAt + 4, true);
    if (disk >= kernel.diskCount || block >= kernel.blockCount(disk)) return null;
    const at = blocksAt + index * BLOCK_BYTES;
    const bytes = record.subarray(at, at + BLOCK_BYTES);
    blocks.push({ disk, block, hash: view.getBigUint64(entryAt + 8, true), bytes });
  }
  const sum = view.getBigUint64(checkedBytes, true);
  const checks = sum === kernel.hashBytes(record.subarray(0, checkedBytes));
  return { sequence, checks, blocks };
}

/** Cuts blocks of several disks into pieces of at most `max` blocks. */
export function inPieces(chosen: readonly DiskBlocks[], max: number): DiskBlocks[][] {
  const pieces: DiskBlocks[][] = [];
  let piece: DiskBlocks[] = [];
  let room = max;
  for (const { disk, blocks } of chosen) {
    let from = 0;
    while (from < blocks.length) {
      const part = blocks.slice(from, from + room);
      piece.push({ disk, blocks: part });
      from += part.length;
      room -= part.length;
      if (room === 0) {
        pieces.push(piece);
        piece = [];
        room = max;
      }
    }
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

/** Blocks of one extent that hold anything but zero bytes. */
export function filledBlocks(kernel: BlockKernel, disk: number, extent: number): number[] {
  const first = extent * EXTENT_BLOCKS;
  const count = Math.min(EXTENT_BLOCKS, kernel.blockCount(disk) - first);
  const zero = new Set(kernel.zeroBlocks(disk, first, count));
  return Array.from({ length: count }, (_, index) => first + index).filter(
    (block) => !zero.has(block),
  );
}

function* runsOf(blocks: readonly number[]): Generator<{ first: number; count: number }> {
  let first = blocks[0];
  if (first === undefined) return;
  let count = 1;
  for (const block of blocks.slice(1)) {
    if (block === first + count) {
      count += 1;
    } else {
      yield { first, count };
      first = block;
      count = 1;
    }
  }
  yield { first, count };
}
