/** The block core in WebAssembly, behind the interface that the core knows. */
import { compressedLength } from './compressed-length.ts';
import {
  BLOCK_BYTES,
  KernelError,
  type BlockKernel,
  type KernelLayout,
} from './core/storage/block-kernel.ts';
import { DeferredCopies, overlaps, type RegionCopy } from './deferred-copies.ts';
import { KernelBounds } from './kernel-bounds.ts';

const PAGE_BYTES = 65536;
/** Copies into a queue that are put off: what a mirror sends, and no small write. */
const DEFERRED_BYTES_MIN = 4 * BLOCK_BYTES;
/** One page less than 32 bits can address, so that the end of the last region is an address too. */
const PAGES_MAX = 65535;

/** What `assembly/index.ts` exports; addresses come back signed. */
interface BlockCore {
  readonly BLOCK_BYTES: WebAssembly.Global;
  readonly REGIONS_MAX: WebAssembly.Global;
  readonly STAGING_BYTES: WebAssembly.Global;
  addDisk(blocks: number): void;
  addBytes(bytes: number): void;
  endLayout(): number;
  begin(): void;
  startOf(region: number): number;
  startOfStaging(): number;
  startOfList(): number;
  listCapacity(): number;
  markChanged(region: number, offset: number, length: number): void;
  copyBytes(from: number, fromOffset: number, to: number, toOffset: number, length: number): void;
  copyToDisk(from: number, fromOffset: number, disk: number, offset: number, length: number): void;
  zeroBytes(region: number, offset: number, length: number): void;
  checksumBlocks(disk: number, first: number, count: number): void;
  storedChecksum(disk: number, block: number): bigint;
  findDamaged(disk: number, first: number, count: number): number;
  findZero(disk: number, first: number, count: number): number;
  compareBlocks(disk: number, first: number, other: number, otherFirst: number, n: number): number;
  isMarked(position: number): number;
  copyMarked(disk: number, first: number, other: number, otherFirst: number, n: number): number;
  findChanged(disk: number): number;
  clearChanged(disk: number, count: number): void;
  hashFile(disk: number, runs: number, size: number): bigint;
  hashStaged(length: number): bigint;
  hashBegin(): void;
  hashFull(): void;
  hashEnd(length: number): bigint;
}

/**
 * Makes a kernel from the compiled block core, with a memory of its own that never grows.
 *
 * @throws KernelError if the layout is wrong, or needs more memory than there is
 */
export function createWasmKernel(module: WebAssembly.Module, layout: KernelLayout): BlockKernel {
  const bounds = new KernelBounds(layout);
  // The core alone knows how it lays out memory, so a throw-away instance on one page is asked for the size.
  const bytes = declare(instantiate(module, createMemory(1)), layout);
  const memory = createMemory(Math.ceil(bytes / PAGE_BYTES));
  const core = instantiate(module, memory);
  declare(core, layout);
  core.begin();
  return new WasmKernel(core, memory, bounds);
}

function createMemory(pages: number): WebAssembly.Memory {
  if (pages > PAGES_MAX) {
    throw new KernelError(`layout: needs ${pages} pages of memory, there can be ${PAGES_MAX}`);
  }
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    throw new KernelError(`layout: ${pages} pages of memory were refused`, { cause: error });
  }
}

function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): BlockCore {
  const abort = (message: number, file: number, line: number, column: number): never => {
    const where = `${stringAt(memory, file)}:${line}:${column}`;
    throw new KernelError(`${stringAt(memory, message)} (${where})`);
  };
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort } });
  return exports as unknown as BlockCore;
}

/** A string of the core's static data: UTF-16, its length in bytes four bytes before it. */
function stringAt(memory: WebAssembly.Memory, address: number): string {
  if (address === 0) return 'assertion failed';
  const view = new DataView(memory.buffer);
  const length = view.getUint32(address - 4, true);
  let text = '';
  for (let i = 0; i < length; i += 2) {
    text += String.fromCharCode(view.getUint16(address + i, true));
  }
  return text;
}

/** Declares the regions to an instance. Returns the bytes of memory that they need. */
function declare(core: BlockCore, layout: KernelLayout): number {
  const coreBlockBytes: unknown = core.BLOCK_BYTES.value;
  if (coreBlockBytes !== BLOCK_BYTES) {
    throw new KernelError(
      `block core: its blocks have ${String(coreBlockBytes)} bytes, expected ${BLOCK_BYTES}`,
    );
  }
  const regionsMax = Number(core.REGIONS_MAX.value);
  const regions = layout.diskBlocks.length + layout.queueBytes.length;
  if (regions < 1 || regions > regionsMax) {
    throw new KernelError(`layout: has ${regions} regions, expected 1 to ${regionsMax}`);
  }
  for (const blocks of layout.diskBlocks) {
    if (blocks <= PAGES_MAX * (PAGE_BYTES / BLOCK_BYTES)) core.addDisk(blocks);
    else throw new KernelError(`layout: a disk of ${blocks} blocks exceeds all of memory`);
  }
  for (const bytes of layout.queueBytes) {
    if (bytes <= PAGES_MAX * PAGE_BYTES) core.addBytes(bytes);
    else throw new KernelError(`layout: a queue of ${bytes} bytes exceeds all of memory`);
  }
  return core.endLayout();
}

function unsigned(checksum: bigint): bigint {
  return BigInt.asUintN(64, checksum);
}

class WasmKernel implements BlockKernel {
  readonly kind = 'wasm';
  readonly diskCount: number;
  readonly #core: BlockCore;
  readonly #bounds: KernelBounds;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #staging: Uint8Array;
  readonly #list: Uint32Array;
  /** Address of each region. */
  readonly #starts: readonly number[];
  readonly #deferred: DeferredCopies;

  constructor(core: BlockCore, memory: WebAssembly.Memory, bounds: KernelBounds) {
    this.diskCount = bounds.diskCount;
    this.#core = core;
    this.#bounds = bounds;
    this.#bytes = new Uint8Array(memory.buffer);
    const stagingBytes = Number(core.STAGING_BYTES.value);
    this.#staging = new Uint8Array(memory.buffer, core.startOfStaging() >>> 0, stagingBytes);
    this.#list = new Uint32Array(memory.buffer, core.startOfList() >>> 0, core.listCapacity());
    this.#starts = Array.from({ length: bounds.regionCount }, (_, i) => core.startOf(i) >>> 0);
    this.#deferred = new DeferredCopies(({ from, fromOffset, to, toOffset, length }) => {
      core.copyBytes(from, fromOffset, to, toOffset, length);
    });
  }

  regionBytes(region: number): number {
    return this.#bounds.regionBytes(region);
  }

  blockCount(disk: number): number {
    return this.#bounds.blockCount(disk);
  }

  read(region: number, offset: number, length: number): Uint8Array {
    this.#bounds.checkBytes(region, offset, length);
    this.#deferred.beforeRead(region, offset, length);
    const start = (this.#starts[region] ?? 0) + offset;
    return this.#bytes.slice(start, start + length);
  }

  peek(region: number, offset: number, length: number): Uint8Array<ArrayBuffer> {
    this.#bounds.checkBytes(region, offset, length);
    this.#deferred.beforeRead(region, offset, length);
    const start = (this.#starts[region] ?? 0) + offset;
    return this.#bytes.subarray(start, start + length);
  }

  write(region: number, offset: number, bytes: Uint8Array): void {
    this.#bounds.checkBytes(region, offset, bytes.length);
    this.#deferred.beforeWrite(region, offset, bytes.length);
    this.#bytes.set(bytes, (this.#starts[region] ?? 0) + offset);
    this.#core.markChanged(region, offset, bytes.length);
  }

  copy(from: number, fromOffset: number, to: number, toOffset: number, length: number): void {
    this.#bounds.checkBytes(from, fromOffset, length);
    this.#bounds.checkBytes(to, toOffset, length);
    const origin = this.#deferred.originOf(from, fromOffset, length);
    this.#deferred.beforeWrite(to, toOffset, length);
    const copy = { from: origin.region, fromOffset: origin.offset, to, toOffset, length };
    if (this.#canWait(copy)) this.#deferred.defer(copy);
    else this.#core.copyBytes(origin.region, origin.offset, to, toOffset, length);
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
    const { region, offset } = this.#deferred.originOf(from, fromOffset, length);
    this.#deferred.beforeWrite(disk, diskOffset, length);
    if (region !== disk || !overlaps(offset, length, diskOffset, length)) {
      this.#core.copyToDisk(region, offset, disk, diskOffset, length);
      return;
    }
    // It comes from the disk to which it goes, and partly the same place.
    this.#core.copyBytes(region, offset, disk, diskOffset, length);
    this.#checksumTouched(disk, diskOffset, length);
  }

  zero(region: number, offset: number, length: number): void {
    this.#bounds.checkBytes(region, offset, length);
    this.#deferred.beforeWrite(region, offset, length);
    this.#core.zeroBytes(region, offset, length);
  }

  checksumBlocks(disk: number, firstBlock: number, count: number): void {
    this.#bounds.checkBlocks(disk, firstBlock, count);
    this.#core.checksumBlocks(disk, firstBlock, count);
  }

  storedChecksum(disk: number, block: number): bigint {
    this.#bounds.checkBlocks(disk, block, 1);
    return unsigned(this.#core.storedChecksum(disk, block));
  }

  damagedBlocks(disk: number, firstBlock: number, count: number): number[] {
    this.#bounds.checkBlocks(disk, firstBlock, count);
    return this.#listed(this.#core.findDamaged(disk, firstBlock, count));
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
    return this.#core.compareBlocks(disk, firstBlock, otherDisk, otherFirst, count);
  }

  isMarked(position: number): boolean {
    this.#bounds.checkCompared(position + 1);
    return this.#core.isMarked(position) !== 0;
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
    this.#deferred.beforeWrite(otherDisk, otherFirst * BLOCK_BYTES, count * BLOCK_BYTES);
    return this.#core.copyMarked(disk, firstBlock, otherDisk, otherFirst, count);
  }

  zeroBlocks(disk: number, firstBlock: number, count: number): number[] {
    this.#bounds.checkBlocks(disk, firstBlock, count);
    return this.#listed(this.#core.findZero(disk, firstBlock, count));
  }

  hashFile(disk: number, extents: readonly number[], sizeBytes: number): bigint {
    const pairs = this.#bounds.checkedExtents(disk, extents, sizeBytes);
    this.#list.set(pairs);
    return unsigned(this.#core.hashFile(disk, pairs.length / 2, sizeBytes));
  }

  hashBytes(bytes: Uint8Array): bigint {
    const room = this.#staging.length;
    if (bytes.length <= room) {
      this.#staging.set(bytes);
      return unsigned(this.#core.hashStaged(bytes.length));
    }
    this.#core.hashBegin();
    let offset = 0;
    for (; bytes.length - offset > room; offset += room) {
      this.#staging.set(bytes.subarray(offset, offset + room));
      this.#core.hashFull();
    }
    this.#staging.set(bytes.subarray(offset));
    return unsigned(this.#core.hashEnd(bytes.length - offset));
  }

  changedBlocks(disk: number): number[] {
    this.#bounds.blockCount(disk);
    return this.#listed(this.#core.findChanged(disk));
  }

  clearChanged(disk: number, blocks: readonly number[]): void {
    for (const block of blocks) this.#bounds.checkBlocks(disk, block, 1);
    for (let done = 0; done < blocks.length; done += this.#list.length) {
      const part = blocks.slice(done, done + this.#list.length);
      this.#list.set(part);
      this.#core.clearChanged(disk, part.length);
    }
  }

  compressedLength(bytes: Uint8Array): number {
    return compressedLength(bytes);
  }

  /** What goes into a queue may wait, if it is enough to be worth it. */
  #canWait({ from, fromOffset, to, toOffset, length }: RegionCopy): boolean {
    if (to < this.diskCount || length < DEFERRED_BYTES_MIN) return false;
    return from !== to || !overlaps(fromOffset, length, toOffset, length);
  }

  #checksumTouched(disk: number, offset: number, length: number): void {
    if (length === 0) return;
    const first = Math.floor(offset / BLOCK_BYTES);
    this.#core.checksumBlocks(disk, first, Math.ceil((offset + length) / BLOCK_BYTES) - first);
  }

  #listed(count: number): number[] {
    if (count === 0) return [];
    return Array.from(this.#list.subarray(0, count >>> 0));
  }
}
