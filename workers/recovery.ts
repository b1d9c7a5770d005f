import { decodeRecord, EXTENT_BLOCKS, filledBlocks, type StoredBlock } from './block-record.ts';
import { BLOCK_BYTES, type BlockKernel } from './core/storage/block-kernel.ts';
import type { DiskStore } from './disk-store.ts';

/** What the stored blocks say, compared with the memory that the run was replayed into. */
export interface RecoveredBlocks {
  /** Blocks whose stored bytes are not those of the memory, by disk and block, ascending. */
  readonly different: readonly StoredBlock[];
  /** How many records could not be read, or do not check. */
  readonly damagedRecords: number;
  /** How many blocks are in memory and in no record that can be read. */
  readonly missingBlocks: number;
  readonly logBytes: number;
  /** Extents with blocks in the log, as `disk:extent`. */
  readonly logged: ReadonlySet<string>;
}

/**
 * Reads every stored block and compares it with the memory.
 *
 * A record that does not check but still has its shape is believed block by block: a bit that
 * somebody flipped in it is a different block like any other.
 *
 * @param lab  hash of the lab's id
 * @throws DiskError when the store cannot be read at all
 */
export async function compareStored(
  store: DiskStore,
  kernel: BlockKernel,
  lab: bigint,
): Promise<RecoveredBlocks> {
  const reader = new StoredBlocks(kernel, lab);
  for (const record of await store.readLog()) reader.takeLog(record.bytes);
  await store.readExtents((record) => {
    reader.takeExtent(record.key[0], record.key[1], record.bytes);
  });
  return reader.finish();
}

class StoredBlocks {
  readonly #kernel: BlockKernel;
  readonly #lab: bigint;
  /** Newest version of each block in the log, by `disk:block`. */
  readonly #log = new Map<string, { block: StoredBlock; sequence: number }>();
  readonly #logged = new Set<string>();
  readonly #extents = new Set<string>();
  readonly #different: StoredBlock[] = [];
  #damagedRecords = 0;
  #missingBlocks = 0;
  #logBytes = 0;

  constructor(kernel: BlockKernel, lab: bigint) {
    this.#kernel = kernel;
    this.#lab = lab;
  }

  takeLog(bytes: Uint8Array | null): void {
    this.#logBytes += bytes?.byteLength ?? 0;
    const record = bytes === null ? null : decodeRecord(this.#kernel, this.#lab, bytes);
    if (record?.checks !== true) this.#damagedRecords += 1;
    for (const block of record?.blocks ?? []) {
      const name = blockName(block.disk, block.block);
      this.#logged.add(extentName(block.disk, extentOf(block.block)));
      const older = this.#log.get(name);
      if (older === undefined || older.sequence <= (record?.sequence ?? 0)) {
        this.#log.set(name, { block, sequence: record?.sequence ?? 0 });
      }
    }
  }

  takeExtent(disk: number, extent: number, bytes: Uint8Array | null): void {
    const record = bytes === null ? null : decodeRecord(this.#kernel, this.#lab, bytes);
    if (record?.checks !== true) this.#damagedRecords += 1;
    if (disk >= this.#kernel.diskCount || record === null) return;
    this.#extents.add(extentName(disk, extent));
    const stored = new Map(record.blocks.map((block) => [block.block, block]));
    const filled = new Set(filledBlocks(this.#kernel, disk, extent));
    const first = extent * EXTENT_BLOCKS;
    const end = Math.min(first + EXTENT_BLOCKS, this.#kernel.blockCount(disk));
    for (let block = first; block < end; block += 1) {
      const logged = this.#log.get(blockName(disk, block));
      if (logged !== undefined && logged.sequence > record.sequence) continue;
      this.#log.delete(blockName(disk, block));
      const found = stored.get(block);
      if (found !== undefined) this.#compare(found);
      else if (filled.has(block)) this.#compare(zeroBlock(disk, block));
    }
  }

  finish(): RecoveredBlocks {
    for (const { block } of this.#log.values()) this.#compare(block);
    this.#countMissing();
    this.#different.sort((a, b) => a.disk - b.disk || a.block - b.block);
    return {
      different: this.#different,
      damagedRecords: this.#damagedRecords,
      missingBlocks: this.#missingBlocks,
      logBytes: this.#logBytes,
      logged: this.#logged,
    };
  }

  #compare(stored: StoredBlock): void {
    const memory = this.#kernel.read(stored.disk, stored.block * BLOCK_BYTES, BLOCK_BYTES);
    if (!sameBytes(memory, stored.bytes)) {
      // The record is let go of; what differs is kept.
      this.#different.push({ ...stored, bytes: stored.bytes.slice() });
    }
  }

  /** Blocks that hold something in memory and lie in no extent and no record of the log. */
  #countMissing(): void {
    const kernel = this.#kernel;
    for (let disk = 0; disk < kernel.diskCount; disk += 1) {
      for (let extent = 0; extent * EXTENT_BLOCKS < kernel.blockCount(disk); extent += 1) {
        if (this.#extents.has(extentName(disk, extent))) continue;
        const missing = filledBlocks(kernel, disk, extent).filter(
          (block) => !this.#log.has(blockName(disk, block)),
        );
        this.#missingBlocks += missing.length;
      }
    }
  }
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

/** An extent leaves out what holds nothing but zero bytes. */
function zeroBlock(disk: number, block: number): StoredBlock {
  return { disk, block, checksum: 0n, bytes: new Uint8Array(BLOCK_BYTES) };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // A plain loop: this runs over every stored byte before a lab is shown.
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}
