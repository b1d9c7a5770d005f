/**
 * Where the bytes live: what the core asks of the block core, whichever one serves it.
 *
 * Memory is divided into regions. Regions `0 … diskCount − 1` are disks, made of blocks; the regions after
 * them are plain byte regions (the queues of connections). Offsets and lengths are bytes, blocks are indexes
 * within their disk. Every disk keeps one XXH3-64 a block beside it.
 *
 * Bytes handed out are copies, but for those that `peek` lends; a live view of the memory never leaves the worker.
 */
export interface BlockKernel {
  /** Which implementation this is; equal runs give equal results on both. */
  readonly kind: 'wasm' | 'reference';
  /** How many of the regions are disks. */
  readonly diskCount: number;

  /** Bytes in a region. */
  regionBytes(region: number): number;
  /** Blocks of a disk. */
  blockCount(disk: number): number;

  /**
   * Copies bytes out.
   *
   * @throws KernelError if the range leaves the region (a bug, never user input)
   */
  read(region: number, offset: number, length: number): Uint8Array;
  /**
   * The bytes themselves, for the moment: whoever asks copies them before anything else happens.
   *
   * @throws KernelError as `read`
   */
  peek(region: number, offset: number, length: number): Uint8Array<ArrayBuffer>;
  /** Copies bytes in. On a disk the touched blocks are marked changed; checksums are not renewed. */
  write(region: number, offset: number, bytes: Uint8Array): void;
  /** Copies bytes between two regions, or within one (overlap allowed). Marks changed as `write` does. */
  copy(from: number, fromOffset: number, to: number, toOffset: number, length: number): void;
  /**
   * As `copy` from another region onto a disk, and renews the checksums of the blocks that are touched: in one pass
   * over the bytes where that can be.
   */
  copyToDisk(
    from: number,
    fromOffset: number,
    disk: number,
    diskOffset: number,
    length: number,
  ): void;
  /** Fills a range with zero bytes. Marks changed as `write` does. */
  zero(region: number, offset: number, length: number): void;

  /** Renews the stored checksums of a run of blocks from their bytes. */
  checksumBlocks(disk: number, firstBlock: number, count: number): void;
  /** The stored checksum of a block, unsigned 64 bits. */
  storedChecksum(disk: number, block: number): bigint;
  /** Blocks of the run whose bytes do not match their stored checksum, ascending. */
  damagedBlocks(disk: number, firstBlock: number, count: number): number[];
  /**
   * Compares two runs of blocks by their bytes and marks those that differ in the bitmap (bit 0 = first block).
   *
   * @returns how many differ
   */
  compareBlocks(
    disk: number,
    firstBlock: number,
    otherDisk: number,
    otherFirst: number,
    count: number,
  ): number;
  /** Whether the last comparison marked this position of its run. */
  isMarked(position: number): boolean;
  /**
   * Copies the blocks that the last comparison marked, checksums along, from the first run to the second.
   *
   * @returns how many were copied
   */
  copyMarked(
    disk: number,
    firstBlock: number,
    otherDisk: number,
    otherFirst: number,
    count: number,
  ): number;
  /** Blocks of the run that hold nothing but zero bytes, ascending. */
  zeroBlocks(disk: number, firstBlock: number, count: number): number[];

  /**
   * XXH3-64 of a file whose blocks lie scattered: equal to `xxhsum -H3` of its bytes.
   *
   * @param extents  runs of blocks in file order, as `[firstBlock, count]` pairs laid flat
   * @param sizeBytes  the file's length; at most what the extents hold
   */
  hashFile(disk: number, extents: readonly number[], sizeBytes: number): bigint;
  /** XXH3-64 of any bytes. */
  hashBytes(bytes: Uint8Array): bigint;

  /** Blocks of a disk changed since `clearChanged`, ascending. */
  changedBlocks(disk: number): number[];
  /** Forgets the change marks of these blocks. */
  clearChanged(disk: number, blocks: readonly number[]): void;

  /** Length of these bytes once compressed, by one pinned deflate; only the length is used. */
  compressedLength(bytes: Uint8Array): number;
}

/** Bytes in a block. The block core exports the same figure; the kernel checks that they agree. */
export const BLOCK_BYTES = 4096;

/** A bug in the use of the block core: a range that leaves its region, an unknown region. */
export class KernelError extends Error {
  override readonly name = 'KernelError';
}

/** Sizes from which a kernel is made, fixed for its whole life. */
export interface KernelLayout {
  /** Blocks of each disk, in region order. */
  readonly diskBlocks: readonly number[];
  /** Bytes of each further region, each a multiple of `BLOCK_BYTES`. */
  readonly queueBytes: readonly number[];
}
