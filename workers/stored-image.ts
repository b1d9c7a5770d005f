import type { BlockContents, DiskBlocks } from './block-record.ts';
import { BLOCK_BYTES, type BlockKernel } from './core/storage/block-kernel.ts';

/** Blocks looked at in one go. */
const STRETCH_BLOCKS = 4096;
/** What no content counts as: the block has to be stored again. */
const UNKNOWN = 0xffff_ffff_ffff_ffffn;

/** What the store holds of each block, by hash: tells which blocks a new history has to write. */
export class StoredImage {
  readonly #disks: BigUint64Array[];

  /** Of a store that holds no block of these disks; null for a store of which nothing is known. */
  constructor(kernel: BlockKernel | null) {
    this.#disks = Array.from(
      { length: kernel?.diskCount ?? 0 },
      (_, disk) => new BigUint64Array(kernel?.blockCount(disk) ?? 0),
    );
  }

  /** Of a store that holds what the memory does. */
  static of(kernel: BlockKernel): StoredImage {
    const image = new StoredImage(kernel);
    for (const [disk, hashes] of image.#disks.entries()) {
      hashes.set(hashesOf(kernel, disk, 0, hashes.length));
    }
    return image;
  }

  /** Whether disks of this kernel are as many and as large. */
  fits(kernel: BlockKernel): boolean {
    return (
      kernel.diskCount === this.#disks.length &&
      this.#disks.every((hashes, disk) => hashes.length === kernel.blockCount(disk))
    );
  }

  /** Hash of a block's content; 0 for nothing but zero bytes. */
  hashOf(disk: number, block: number): bigint {
    return this.#disks[disk]?.[block] ?? UNKNOWN;
  }

  /** Blocks whose bytes in memory are not those stored. */
  different(kernel: BlockKernel): DiskBlocks[] {
    const all: DiskBlocks[] = [];
    for (const [disk, stored] of this.#disks.entries()) {
      const now = hashesOf(kernel, disk, 0, stored.length);
      const blocks: number[] = [];
      for (const [block, hash] of now.entries()) if (hash !== stored[block]) blocks.push(block);
      if (blocks.length > 0) all.push({ disk, blocks });
    }
    return all;
  }

  /** The store holds this now. */
  keep(contents: readonly BlockContents[]): void {
    for (const { disk, blocks, hashes } of contents) {
      const stored = this.#disks[disk];
      if (stored === undefined) continue;
      for (const [index, block] of blocks.entries()) stored[block] = hashes[index] ?? UNKNOWN;
    }
  }

  /** Nobody can tell whether the store holds the new bytes or the old. */
  doubt(contents: readonly DiskBlocks[]): void {
    for (const { disk, blocks } of contents) {
      const stored = this.#disks[disk];
      for (const block of blocks) if (stored !== undefined) stored[block] = UNKNOWN;
    }
  }
}

/** What these blocks hold at this moment. */
export function contentsOf(
  kernel: BlockKernel,
  chosen: readonly DiskBlocks[],
): readonly BlockContents[] {
  return chosen.map(({ disk, blocks }) => {
    const hashes = new BigUint64Array(blocks.length);
    let at = 0;
    while (at < blocks.length) {
      const first = blocks[at] ?? 0;
      let count = 1;
      while (blocks[at + count] === first + count) count += 1;
      hashes.set(hashesOf(kernel, disk, first, count), at);
      at += count;
    }
    return { disk, blocks, hashes };
  });
}

/** The disk's own checksums serve where they are right; a damaged block is hashed from its bytes. */
function hashesOf(
  kernel: BlockKernel,
  disk: number,
  firstBlock: number,
  count: number,
): BigUint64Array {
  const hashes = new BigUint64Array(count);
  for (let from = 0; from < count; from += STRETCH_BLOCKS) {
    const first = firstBlock + from;
    const end = first + Math.min(STRETCH_BLOCKS, count - from);
    let at = first;
    // Most of a disk is zeros: what lies between them is looked at once more.
    for (const zero of [...kernel.zeroBlocks(disk, first, end - first), end]) {
      if (zero > at)
        hashFilled(kernel, disk, at, hashes.subarray(at - firstBlock, zero - firstBlock));
      at = zero + 1;
    }
  }
  return hashes;
}

function hashFilled(
  kernel: BlockKernel,
  disk: number,
  firstBlock: number,
  hashes: BigUint64Array,
): void {
  for (const index of hashes.keys())
    hashes[index] = kernel.storedChecksum(disk, firstBlock + index);
  for (const block of kernel.damagedBlocks(disk, firstBlock, hashes.length)) {
    const bytes = kernel.read(disk, block * BLOCK_BYTES, BLOCK_BYTES);
    hashes[block - firstBlock] = kernel.hashBytes(bytes);
  }
}
