import { decodeRecord, EXTENT_BLOCKS, type BlockRecord } from './block-record.ts';
import type { BlockKernel } from './core/storage/block-kernel.ts';
import type { DiskStore, ExtentVersion, LogKey } from './disk-store.ts';

/** What is needed to make sense of a lab's records. */
export interface RecordContext {
  /** A kernel of one disk of `EXTENT_BLOCKS` blocks, to be overwritten. */
  readonly scratch: BlockKernel;
  /** Hash of the lab's id. */
  readonly lab: bigint;
  /** Sequence of the stored head. */
  readonly sequence: number;
  /** Blocks of each disk. */
  readonly diskBlocks: readonly number[];
}

/** Where the bytes of a block lie: a record of the log, or a version of its extent. */
export type BlockPlace = { readonly log: LogKey } | { readonly extent: ExtentVersion };

/** Newest versions of the blocks of one disk. A sequence of 0 means: none. */
class StoredDisk {
  readonly logSequences: Float64Array;
  readonly logParts: Uint32Array;
  readonly logHashes: BigUint64Array;
  readonly extentHashes: BigUint64Array;
  readonly extentSequences: Float64Array;

  constructor(blocks: number) {
    this.logSequences = new Float64Array(blocks);
    this.logParts = new Uint32Array(blocks);
    this.logHashes = new BigUint64Array(blocks);
    this.extentHashes = new BigUint64Array(blocks);
    this.extentSequences = new Float64Array(Math.ceil(blocks / EXTENT_BLOCKS));
  }
}

/**
 * What is stored of every block, by hash: as much as can be known before the memory is there to compare it with.
 *
 * A record that does not check but still has its shape is believed block by block: a bit that
 * somebody flipped in it is a different block like any other. Records that the head does not know
 * are parts of a group that was never finished: they count for nothing.
 */
export class StoredBlocks {
  readonly #context: RecordContext;
  readonly #disks: readonly StoredDisk[];
  #damagedRecords = 0;
  #logBytes = 0;

  private constructor(context: RecordContext) {
    this.#context = context;
    this.#disks = context.diskBlocks.map((blocks) => new StoredDisk(blocks));
  }

  /** Reads and checks every record. @throws DiskError when the store cannot be read at all */
  static async read(store: DiskStore, context: RecordContext): Promise<StoredBlocks> {
    const stored = new StoredBlocks(context);
    await store.readLog(({ key, bytes }) => {
      if (key[0] <= context.sequence) stored.#takeLog(key, bytes);
    });
    await store.readExtents(({ key, bytes }) => {
      if (key[2] <= context.sequence) stored.#takeExtent(key, bytes);
    });
    return stored;
  }

  /** How many records could not be read, or do not check. */
  get damagedRecords(): number {
    return this.#damagedRecords;
  }

  get logBytes(): number {
    return this.#logBytes;
  }

  /** Hash of what is stored of a block, 0 for nothing but zero bytes; null when no record that can be read tells. */
  hashOf(disk: number, block: number): bigint | null {
    const stored = this.#disks[disk];
    if (stored === undefined) return null;
    const extentSequence = stored.extentSequences[extentOf(block)] ?? 0;
    const logSequence = stored.logSequences[block] ?? 0;
    if (logSequence > extentSequence) return stored.logHashes[block] ?? null;
    return extentSequence > 0 ? (stored.extentHashes[block] ?? null) : null;
  }

  /** Where the bytes of a block lie that is stored. */
  placeOf(disk: number, block: number): BlockPlace {
    const stored = this.#disks[disk];
    const sequence = stored?.extentSequences[extentOf(block)] ?? 0;
    const logSequence = stored?.logSequences[block] ?? 0;
    return logSequence > sequence
      ? { log: [logSequence, stored?.logParts[block] ?? 0] }
      : { extent: [disk, extentOf(block), sequence] };
  }

  /** Extents with blocks in the log that count, as `disk:extent`. */
  logged(): Set<string> {
    const names = new Set<string>();
    for (const [disk, { logSequences, extentSequences }] of this.#disks.entries()) {
      for (const [block, sequence] of logSequences.entries()) {
        const extent = extentOf(block);
        if (sequence > (extentSequences[extent] ?? 0))
          names.add(`${String(disk)}:${String(extent)}`);
      }
    }
    return names;
  }

  /** A record, if it is one of this lab and of these disks. */
  decoded(bytes: Uint8Array | null): BlockRecord | null {
    const { scratch, lab, diskBlocks } = this.#context;
    const record = bytes === null ? null : decodeRecord(scratch, lab, bytes);
    const isOfDisks = record?.blocks.every(
      (block, place) => block < (diskBlocks[record.disks[place] ?? -1] ?? 0),
    );
    return isOfDisks === true ? record : null;
  }

  #takeLog([sequence, part]: LogKey, bytes: Uint8Array | null): void {
    this.#logBytes += bytes?.byteLength ?? 0;
    const record = this.decoded(bytes);
    const isInPlace = record?.sequence === sequence;
    if (record?.checks !== true || !isInPlace) this.#damagedRecords += 1;
    // A record of another group is an older or newer one that somebody has put here.
    if (record === null || !isInPlace) return;
    for (const [place, block] of record.blocks.entries()) {
      const disk = this.#disks[record.disks[place] ?? -1];
      if (disk === undefined) continue;
      const known = disk.logSequences[block] ?? 0;
      if (known > sequence || (known === sequence && (disk.logParts[block] ?? 0) > part)) continue;
      disk.logSequences[block] = sequence;
      disk.logParts[block] = part;
      disk.logHashes[block] = record.hashes[place] ?? 0n;
    }
  }

  #takeExtent([disk, extent, sequence]: ExtentVersion, bytes: Uint8Array | null): void {
    const record = this.decoded(bytes);
    const isInPlace =
      record?.sequence === sequence &&
      record.disks.every((one) => one === disk) &&
      record.blocks.every((block) => extentOf(block) === extent);
    if (record?.checks !== true || !isInPlace) this.#damagedRecords += 1;
    const stored = this.#disks[disk];
    if (record === null || !isInPlace || stored === undefined) return;
    if ((stored.extentSequences[extent] ?? 0) > sequence) return;
    stored.extentSequences[extent] = sequence;
    // An extent leaves out what holds nothing but zero bytes.
    stored.extentHashes.fill(0n, extent * EXTENT_BLOCKS, (extent + 1) * EXTENT_BLOCKS);
    for (const [place, block] of record.blocks.entries()) {
      stored.extentHashes[block] = record.hashes[place] ?? 0n;
    }
  }
}

function extentOf(block: number): number {
  return Math.floor(block / EXTENT_BLOCKS);
}
