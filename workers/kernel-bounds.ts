/** What both kernels refuse, and with which words: a wrong call is a bug and throws `KernelError`. */
import { BLOCK_BYTES, KernelError, type KernelLayout } from './core/storage/block-kernel.ts';

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The regions of a layout: their sizes, and the checks of everything that names a place in them. */
export class KernelBounds {
  readonly diskCount: number;
  readonly regionCount: number;
  readonly #regionBytes: readonly number[];
  #comparedBlocks = 0;

  /** @throws KernelError if a size is not a whole number of blocks */
  constructor(layout: KernelLayout) {
    layout.diskBlocks.forEach((blocks, disk) => {
      if (isCount(blocks) && blocks > 0) return;
      throw new KernelError(
        `layout: disk ${disk} has ${blocks} blocks, expected a whole number of at least 1`,
      );
    });
    layout.queueBytes.forEach((bytes, queue) => {
      if (isCount(bytes) && bytes % BLOCK_BYTES === 0) return;
      throw new KernelError(
        `layout: queue ${queue} has ${bytes} bytes, expected a multiple of ${BLOCK_BYTES}`,
      );
    });
    this.diskCount = layout.diskBlocks.length;
    this.#regionBytes = [
      ...layout.diskBlocks.map((blocks) => blocks * BLOCK_BYTES),
      ...layout.queueBytes,
    ];
    this.regionCount = this.#regionBytes.length;
  }

  /** Bytes of a region. */
  regionBytes(region: number): number {
    const bytes = this.#regionBytes[region];
    if (bytes === undefined) {
      const count = this.#regionBytes.length;
      throw new KernelError(`region ${region} does not exist: there are ${count} regions`);
    }
    return bytes;
  }

  /** Blocks of a disk. */
  blockCount(disk: number): number {
    const bytes = disk < this.diskCount ? this.#regionBytes[disk] : undefined;
    if (bytes === undefined) {
      throw new KernelError(`disk ${disk} does not exist: there are ${this.diskCount} disks`);
    }
    return bytes / BLOCK_BYTES;
  }

  /** Demands that the bytes lie within the region. */
  checkBytes(region: number, offset: number, length: number): void {
    const bytes = this.regionBytes(region);
    if (isCount(offset) && isCount(length) && offset + length <= bytes) return;
    throw new KernelError(
      `offset ${offset} with length ${length} leaves region ${region}, which has ${bytes} bytes`,
    );
  }

  /** Demands that the bytes lie within the disk, and come from another region. */
  checkDiskBytes(disk: number, offset: number, length: number, from: number): void {
    this.blockCount(disk);
    this.checkBytes(disk, offset, length);
    if (from === disk) throw new KernelError(`disk ${disk} is copied onto itself`);
  }

  /** Demands that the blocks lie within the disk. */
  checkBlocks(disk: number, firstBlock: number, count: number): void {
    const blocks = this.blockCount(disk);
    if (isCount(firstBlock) && isCount(count) && firstBlock + count <= blocks) return;
    throw new KernelError(
      `block ${firstBlock} with count ${count} leaves disk ${disk}, which has ${blocks} blocks`,
    );
  }

  /** Remembers how many blocks the last comparison looked at. */
  noteComparison(count: number): void {
    this.#comparedBlocks = count;
  }

  /** Demands that the last comparison looked at this many blocks at least. */
  checkCompared(count: number): void {
    if (isCount(count) && count <= this.#comparedBlocks) return;
    throw new KernelError(
      `${count} blocks exceed the last comparison, which looked at ${this.#comparedBlocks}`,
    );
  }

  /**
   * Demands that the extents hold a file of this size.
   *
   * @returns the extents without empty ones, as pairs laid flat
   */
  checkedExtents(disk: number, extents: readonly number[], sizeBytes: number): number[] {
    if (extents.length % 2 !== 0) {
      throw new KernelError(`extents have ${extents.length} numbers, expected pairs`);
    }
    const pairs: number[] = [];
    let blocks = 0;
    for (let i = 0; i < extents.length; i += 2) {
      const first = extents[i] ?? -1;
      const count = extents[i + 1] ?? -1;
      this.checkBlocks(disk, first, count);
      if (count === 0) continue;
      pairs.push(first, count);
      blocks += count;
    }
    if (blocks > this.blockCount(disk)) {
      throw new KernelError(
        `extents hold ${blocks} blocks, disk ${disk} has ${this.blockCount(disk)}`,
      );
    }
    if (isCount(sizeBytes) && sizeBytes <= blocks * BLOCK_BYTES) return pairs;
    throw new KernelError(
      `size ${sizeBytes} exceeds what the extents hold, ${blocks * BLOCK_BYTES} bytes`,
    );
  }
}
