/** The block core in plain TypeScript: what the tests measure the other by, and what serves where wasm cannot. */
import { compressedLength } from './compressed-length.ts';
import { BLOCK_BYTES, type BlockKernel, type KernelLayout } from './core/storage/block-kernel.ts';
import { KernelBounds } from './kernel-bounds.ts';
import { xxh3 } from './xxh3-reference.ts';

/**
 * Makes a kernel that needs no WebAssembly.
 *
 * @throws KernelError if the layout is wrong
 */
export function createReferenceKernel(layout: KernelLayout): BlockKernel {
  return new ReferenceKernel(layout);
}

class ReferenceKernel implements BlockKernel {
  readonly kind = 'reference';
  readonly diskCount: number;
  readonly #bounds: KernelBounds;
  /** Made when first touched: a queue may be as large as a disk and stay empty for the whole lab. */
  readonly #regions: Uint8Array<ArrayBuffer>[] = [];
  readonly #checksums: readonly BigUint64Array[];
  /** One byte a block, 1 = changed. */
  readonly #changed: readonly Uint8Array[];
  #marks = new Uint8Array(0);

  constructor(layout: KernelLayout) {
    this.#bounds = new KernelBounds(layout);
    this.diskCount = this.#bounds.diskCount;
    const zeroChecksum = xxh3(new Uint8Array(BLOCK_BYTES));
    this.#checksums = layout.diskBlocks.map((blocks) =>
      new BigUint64Array(blocks).fill(zeroChecksum),
    );
    this.#changed = layout.diskBlocks.map((blocks) => new Uint8Array(blocks));
  }

  regionBytes(region: number): number {
    return this.#bounds.regionBytes(region);
  }

  blockCount(disk: number): number {
    return this.#bounds.blockCount(disk);
  }

  read(region: number, offset: number, length: number): Uint8Array {
    this.#bounds.checkBytes(region, offset, length);
    return this.#region(region).slice(offset, offset + length);
  }

  peek(region: number, offset: number, length: number): Uint8Array<ArrayBuffer> {
    this.#bounds.checkBytes(region, offset, length);
    return this.#region(region).subarray(offset, offset + length);
  }

  write(region: number, offset: number, bytes: Uint8Array): void {
    this.#bounds.checkBytes(region, offset, bytes.length);
    this.#region(region).set(bytes, offset);
    this.#markChanged(region, offset, bytes.length);
  }

  copy(from: number, fromOffset: number, to: number, toOffset: number, length: number): void {
    this.#bounds.checkBytes(from, fromOffset, length);
    this.#bounds.checkBytes(to, toOffset, length);
    const bytes = this.#region(from).subarray(fromOffset, fromOffset + length);
    this.#region(to).set(bytes, toOffset);
    this.#markChanged(to, toOffset, length);
  }

  copyToDisk(
    from: number,
    fromOffset: number,
    disk: number,
    diskOffset: number,
    length: number,
  ): void {
    this.#bounds.checkBytes(from, fromOffset, length);
    this.#bounds.checkDiskBytes(disk, diskOffset, length, from);
    this.copy(from, fromOffset, disk, diskOffset, length);
    if (length === 0) return;
    const first = Math.floor(diskOffset / BLOCK_BYTES);
    this.checksumBlocks(disk, first, Math.ceil((diskOffset + length) / BLOCK_BYTES) - first);
  }

  zero(region: number, offset: number, length: number): void {
    this.#bounds.checkBytes(region, offset, length);
    this.#region(region).fill(0, offset, offset + length);
    this.#markChanged(region, offset, length);
  }

  checksumBlocks(disk: number, firstBlock: number, count: number): void {
    this.#bounds.checkBlocks(disk, firstBlock, count);
    const checksums = this.#checksumsOf(disk);
    for (let block = firstBlock; block < firstBlock + count; block++) {
      checksums[block] = xxh3(this.#block(disk, block));
    }
  }

  storedChecksum(disk: number, block: number): bigint {
    this.#bounds.checkBlocks(disk, block, 1);
    return this.#checksumsOf(disk)[block] as bigint;
  }

  damagedBlocks(disk: number, firstBlock: number, count: number): number[] {
    this.#bounds.checkBlocks(disk, firstBlock, count);
    const checksums = this.#checksumsOf(disk);
    return blockIndexes(firstBlock, count).filter(
      (block) => checksums[block] !== xxh3(this.#block(disk, block)),
    );
  }

  compareBlocks(
    disk: number,
    firstBlock: number,
    otherDisk: number,
    otherFirst: number,
    count: number,
  ): number {
    this.#bounds.checkBlocks(disk, firstBlock, count);
    this.#bounds.checkBlocks(otherDisk, otherFirst, count);
    this.#bounds.noteComparison(count);
    this.#marks = new Uint8Array(count);
    let differing = 0;
    for (let position = 0; position < count; position++) {
      const block = this.#block(disk, firstBlock + position);
      if (isEqual(block, this.#block(otherDisk, otherFirst + position))) continue;
      this.#marks[position] = 1;
      differing++;
    }
    return differing;
  }

  isMarked(position: number): boolean {
    this.#bounds.checkCompared(position + 1);
    return this.#marks[position] === 1;
  }

  copyMarked(
    disk: number,
    firstBlock: number,
    otherDisk: number,
    otherFirst: number,
    count: number,
  ): number {
    this.#bounds.checkBlocks(disk, firstBlock, count);
    this.#bounds.checkBlocks(otherDisk, otherFirst, count);
    this.#bounds.checkCompared(count);
    let copied = 0;
    for (let position = 0; position < count; position++) {
      if (this.#marks[position] !== 1) continue;
      const from = firstBlock + position;
      const to = otherFirst + position;
      this.copy(disk, from * BLOCK_BYTES, otherDisk, to * BLOCK_BYTES, BLOCK_BYTES);
      this.#checksumsOf(otherDisk)[to] = this.storedChecksum(disk, from);
      copied++;
    }
    return copied;
  }

  zeroBlocks(disk: number, firstBlock: number, count: number): number[] {
    this.#bounds.checkBlocks(disk, firstBlock, count);
    return blockIndexes(firstBlock, count).filter((block) =>
      this.#block(disk, block).every((byte) => byte === 0),
    );
  }

  hashFile(disk: number, extents: readonly number[], sizeBytes: number): bigint {
    const pairs = this.#bounds.checkedExtents(disk, extents, sizeBytes);
    const region = this.#region(disk);
    const file = new Uint8Array(sizeBytes);
    let filled = 0;
    for (let i = 0; i < pairs.length; i += 2) {
      const start = (pairs[i] as number) * BLOCK_BYTES;
      const length = Math.min((pairs[i + 1] as number) * BLOCK_BYTES, sizeBytes - filled);
      file.set(region.subarray(start, start + length), filled);
      filled += length;
    }
    return xxh3(file);
  }

  hashBytes(bytes: Uint8Array): bigint {
    return xxh3(bytes);
  }

  changedBlocks(disk: number): number[] {
    const changed = this.#changed[disk];
    return blockIndexes(0, this.blockCount(disk)).filter((block) => changed?.[block] === 1);
  }

  clearChanged(disk: number, blocks: readonly number[]): void {
    for (const block of blocks) this.#bounds.checkBlocks(disk, block, 1);
    for (const block of blocks) this.#changed[disk]?.fill(0, block, block + 1);
  }

  compressedLength(bytes: Uint8Array): number {
    return compressedLength(bytes);
  }

  #region(region: number): Uint8Array<ArrayBuffer> {
    return (this.#regions[region] ??= new Uint8Array(this.#bounds.regionBytes(region)));
  }

  #block(disk: number, block: number): Uint8Array {
    return this.#region(disk).subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
  }

  #checksumsOf(disk: number): BigUint64Array {
    return this.#checksums[disk] as BigUint64Array;
  }

  #markChanged(region: number, offset: number, length: number): void {
    if (length === 0) return;
    const first = Math.floor(offset / BLOCK_BYTES);
    const end = Math.ceil((offset + length) / BLOCK_BYTES);
    this.#changed[region]?.fill(1, first, end);
  }
}

function blockIndexes(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}
