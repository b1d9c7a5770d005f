import { decodeRecord, EXTENT_BLOCKS, type BlockRecord, type StoredBlock } from './block-record.ts';
import { BLOCK_BYTES, type BlockKernel } from './core/storage/block-kernel.ts';
import type { DiskStore, ExtentKey, LogKey } from './disk-store.ts';
import { StoredImage } from './stored-image.ts';

/** A block whose stored bytes are not those of the memory. */
export interface DifferentBlock {
  readonly disk: number;
  readonly block: number;
  readonly bytes: Uint8Array;
}

/** What the stored blocks say, compared with the memory that the run was replayed into. */
export interface RecoveredBlocks {
  /** By disk and block, ascending; those that lie in no record that can be read are zero bytes. */
  readonly different: readonly DifferentBlock[];
  /** How many records could not be read, or do not check. */
  readonly damagedRecords: number;
  /** How many blocks are in memory and in no record that can be read. */
  readonly missingBlocks: number;
  readonly logBytes: number;
  /** Extents with blocks in the log, as `disk:extent`. */
  readonly logged: ReadonlySet<string>;
  /** What the memory held. */
  readonly memory: StoredImage;
}

/**
 * Reads every stored block and compares it with the memory.
 *
 * A record that does not check but still has its shape is believed block by block: a bit that
 * somebody flipped in it is a different block like any other. Records that the head does not know
 * are parts of a group that was never finished: they count for nothing.
 *
 * @param lab  hash of the lab's id
 * @param sequence  of the stored head
 * @throws DiskError when the store cannot be read at all
 */
export async function compareStored(
  store: DiskStore,
  kernel: BlockKernel,
  lab: bigint,
  sequence: number,
): Promise<RecoveredBlocks> {
  const reader = new StoredBlocks(kernel, lab);
  await store.readLog(({ key, bytes }) => {
    if (key[0] <= sequence) reader.takeLog(key, bytes);
  });
  await store.readExtents(({ key, bytes }) => {
    reader.takeExtent(key, bytes);
  });
  return reader.finish();
}

/** The newest version of a block in the log: where it was, and its bytes if they differ from memory. */
interface LoggedBlock extends Pick<StoredBlock, 'disk' | 'block'> {
  readonly sequence: number;
  readonly part: number;
  readonly different: Uint8Array | null;
}

class StoredBlocks {
  readonly #kernel: BlockKernel;
  readonly #lab: bigint;
  readonly #memory: StoredImage;
  /** By `disk:block`. */
  readonly #log = new Map<string, LoggedBlock>();
  readonly #logged = new Set<string>();
  readonly #extents = new Set<string>();
  readonly #different: DifferentBlock[] = [];
  #damagedRecords = 0;
  #missingBlocks = 0;
  #logBytes = 0;

  constructor(kernel: BlockKernel, lab: bigint) {
    this.#kernel = kernel;
    this.#lab = lab;
    this.#memory = StoredImage.of(kernel);
  }

  takeLog([sequence, part]: LogKey, bytes: Uint8Array | null): void {
    this.#logBytes += bytes?.byteLength ?? 0;
    const record = bytes === null ? null : decodeRecord(this.#kernel, this.#lab, bytes);
    const isInPlace = record?.sequence === sequence;
    if (record?.checks !== true || !isInPlace) this.#damagedRecords += 1;
    // A record of another group is an older or newer one that somebody has put here.
    if (record === null || !isInPlace) return;
    for (const block of record.blocks) {
      const name = blockName(block.disk, block.block);
      this.#logged.add(extentName(block.disk, extentOf(block.block)));
      const other = this.#log.get(name);
      if (other !== undefined && isLater(other, sequence, part)) continue;
      this.#log.set(name, {
        disk: block.disk,
        block: block.block,
        sequence,
        part,
        // The record is let go of; what differs is kept.
        different: this.#isInMemory(record, block) ? null : block.bytes.slice(),
      });
    }
  }

  takeExtent([disk, extent]: ExtentKey, bytes: Uint8Array | null): void {
    const kernel = this.#kernel;
    const record = bytes === null ? null : decodeRecord(kernel, this.#lab, bytes);
    const isInPlace =
      record?.blocks.every((one) => one.disk === disk && extentOf(one.block) === extent) === true;
    if (record?.checks !== true || !isInPlace) this.#damagedRecords += 1;
    if (disk >= kernel.diskCount || record === null || !isInPlace) return;
    this.#extents.add(extentName(disk, extent));
    const stored = new Map(record.blocks.map((block) => [block.block, block]));
    const first = extent * EXTENT_BLOCKS;
    const end = Math.min(first + EXTENT_BLOCKS, kernel.blockCount(disk));
    for (let block = first; block < end; block += 1) {
      const logged = this.#log.get(blockName(disk, block));
      if (logged !== undefined && logged.sequence > record.sequence) continue;
      this.#log.delete(blockName(disk, block));
      const found = stored.get(block);
      if (found === undefined) {
        // An extent leaves out what holds nothing but zero bytes.
        if (this.#isFilled(disk, block)) this.#differs(disk, block, new Uint8Array(BLOCK_BYTES));
      } else if (!this.#isInMemory(record, found)) {
        this.#differs(disk, block, found.bytes.slice());
      }
    }
  }

  finish(): RecoveredBlocks {
    for (const { disk, block, different } of this.#log.values()) {
      if (different !== null) this.#differs(disk, block, different);
    }
    this.#countMissing();
    this.#different.sort((a, b) => a.disk - b.disk || a.block - b.block);
    return {
      different: this.#different,
      damagedRecords: this.#damagedRecords,
      missingBlocks: this.#missingBlocks,
      logBytes: this.#logBytes,
      logged: this.#logged,
      memory: this.#memory,
    };
  }

  #isFilled(disk: number, block: number): boolean {
    return this.#memory.hashOf(disk, block) !== 0n;
  }

  #isInMemory({ checks }: BlockRecord, { disk, block, hash, bytes }: StoredBlock): boolean {
    // Of a record that checks, the bytes are known to be those that were hashed.
    if (checks) return hash === this.#memory.hashOf(disk, block);
    return sameBytes(this.#kernel.read(disk, block * BLOCK_BYTES, BLOCK_BYTES), bytes);
  }

  #differs(disk: number, block: number, bytes: Uint8Array): void {
    this.#different.push({ disk, block, bytes });
  }

  /** Blocks that hold something in memory and lie in no extent and no record of the log. */
  #countMissing(): void {
    const kernel = this.#kernel;
    for (let disk = 0; disk < kernel.diskCount; disk += 1) {
      for (let extent = 0; extent * EXTENT_BLOCKS < kernel.blockCount(disk); extent += 1) {
        if (this.#extents.has(extentName(disk, extent))) continue;
        const first = extent * EXTENT_BLOCKS;
        const end = Math.min(first + EXTENT_BLOCKS, kernel.blockCount(disk));
        for (let block = first; block < end; block += 1) {
          if (!this.#isFilled(disk, block) || this.#log.has(blockName(disk, block))) continue;
          this.#missingBlocks += 1;
          this.#differs(disk, block, new Uint8Array(BLOCK_BYTES));
        }
      }
    }
  }
}

function isLater(logged: LoggedBlock, sequence: number, part: number): boolean {
  return logged.sequence > sequence || (logged.sequence === sequence && logged.part > part);
}

function extentOf(block: number): number {
  return Math.floor(block / EXTENT_BLOCKS);
}

function extentName(disk: number, extent: number): string {
  return `${String(disk)}:${String(extent)}`;
}

function blockName(disk: number, block: number): string {
  return `${String(disk)}:${String(block)}`;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
