/**
 * Blocks as they are stored: one run of bytes a record, in the log and in extents alike.
 *
 * Little-endian. Header: magic u32, count u32, sequence f64, lab u64. Then `count` entries: disk u32,
 * block u32, hash u64. Then the blocks in the same order. Last the XXH3-64 of header and entries, u64:
 * with the hashes in the entries it vouches for every byte, and no block is hashed twice.
 */
import { BLOCK_BYTES, type BlockKernel } from './core/storage/block-kernel.ts';

/** Blocks of a disk that one extent covers: 4 MiB, the size of record that browsers write and read most quickly. No record holds more. */
export const EXTENT_BLOCKS = 1024;
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

/** A record as read: its blocks in order, one place each in `disks`, `blocks` and `hashes`. */
export interface BlockRecord {
  readonly sequence: number;
  /** False when its checksums do not match: somebody changed it. */
  readonly checks: boolean;
  readonly disks: Uint32Array;
  readonly blocks: Uint32Array;
  /** Of the bytes as they were found; 0 for nothing but zero bytes. */
  readonly hashes: BigUint64Array;
  /** Bytes of the block at that place; a view of the record. */
  bytesOf(place: number): Uint8Array;
}

/**
 * A record of these blocks, in pieces, of which the blocks are lent by the kernel: to be copied at once.
 *
 * @param lab  hash of the lab's id, so that a record cannot pass for another lab's
 */
export function encodeRecord(
  kernel: BlockKernel,
  lab: bigint,
  sequence: number,
  chosen: readonly BlockContents[],
): Uint8Array<ArrayBuffer>[] {
  const count = chosen.reduce((sum, part) => sum + part.blocks.length, 0);
  const head = new Uint8Array(HEADER_BYTES + count * ENTRY_BYTES);
  const view = new DataView(head.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, count, true);
  view.setFloat64(8, sequence, true);
  view.setBigUint64(16, lab, true);
  const pieces = [head];
  let entryAt = HEADER_BYTES;
  for (const { disk, blocks, hashes } of chosen) {
    for (const run of runsOf(blocks)) {
      pieces.push(kernel.peek(disk, run.first * BLOCK_BYTES, run.count * BLOCK_BYTES));
    }
    for (const [place, block] of blocks.entries()) {
      view.setUint32(entryAt, disk, true);
      view.setUint32(entryAt + 4, block, true);
      view.setBigUint64(entryAt + 8, hashes[place] ?? 0n, true);
      entryAt += ENTRY_BYTES;
    }
  }
  const sum = new Uint8Array(CHECKSUM_BYTES);
  new DataView(sum.buffer).setBigUint64(0, kernel.hashBytes(head), true);
  return [...pieces, sum];
}

/** Bytes of a record of so many blocks. */
export function recordBytes(blocks: number): number {
  return HEADER_BYTES + blocks * (ENTRY_BYTES + BLOCK_BYTES) + CHECKSUM_BYTES;
}

/**
 * Reads a record.
 *
 * @param scratch  a kernel of one disk of `EXTENT_BLOCKS` blocks or more, to be overwritten
 * @returns null when it is no record of this lab: too short, too long, or of another lab. A changed
 *   byte is told by `checks`; which blocks there are on which disks is for the caller to know.
 */
export function decodeRecord(
  scratch: BlockKernel,
  lab: bigint,
  record: Uint8Array,
): BlockRecord | null {
  if (record.byteLength < HEADER_BYTES + CHECKSUM_BYTES) return null;
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const count = view.getUint32(4, true);
  const blocksAt = HEADER_BYTES + count * ENTRY_BYTES;
  const sumAt = blocksAt + count * BLOCK_BYTES;
  if (count > EXTENT_BLOCKS || record.byteLength !== sumAt + CHECKSUM_BYTES) return null;
  const sequence = view.getFloat64(8, true);
  if (view.getUint32(0, true) !== MAGIC || !Number.isSafeInteger(sequence)) return null;
  if (view.getBigUint64(16, true) !== lab) return null;
  let checks = view.getBigUint64(sumAt, true) === scratch.hashBytes(record.subarray(0, blocksAt));
  const hashes = hashesOfBlocks(scratch, record.subarray(blocksAt, sumAt), count);
  const disks = new Uint32Array(count);
  const blocks = new Uint32Array(count);
  for (let place = 0; place < count; place += 1) {
    const entryAt = HEADER_BYTES + place * ENTRY_BYTES;
    disks[place] = view.getUint32(entryAt, true);
    blocks[place] = view.getUint32(entryAt + 4, true);
    if (hashes[place] !== view.getBigUint64(entryAt + 8, true)) checks = false;
  }
  const bytesOf = (place: number): Uint8Array => {
    const at = blocksAt + place * BLOCK_BYTES;
    return record.subarray(at, at + BLOCK_BYTES);
  };
  return { sequence, checks, disks, blocks, hashes, bytesOf };
}

/** What these bytes are, block by block; 0 for nothing but zero bytes. */
function hashesOfBlocks(scratch: BlockKernel, bytes: Uint8Array, count: number): BigUint64Array {
  const hashes = new BigUint64Array(count);
  if (count === 0) return hashes;
  scratch.write(0, 0, bytes);
  scratch.checksumBlocks(0, 0, count);
  for (let index = 0; index < count; index += 1) hashes[index] = scratch.storedChecksum(0, index);
  for (const block of scratch.zeroBlocks(0, 0, count)) hashes[block] = 0n;
  return hashes;
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

/** All blocks that one extent covers on a disk of so many blocks. */
export function blocksOfExtent(blockCount: number, extent: number): number[] {
  const first = extent * EXTENT_BLOCKS;
  const count = Math.max(0, Math.min(EXTENT_BLOCKS, blockCount - first));
  return Array.from({ length: count }, (_, index) => first + index);
}

function* runsOf(blocks: readonly number[]): Generator<{ first: number; count: number }> {
  let first = blocks[0];
  if (first === undefined) return;
  let count = 1;
  for (let at = 1; at < blocks.length; at += 1) {
    const block = blocks[at] ?? 0;
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
