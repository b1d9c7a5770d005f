import { EXTENT_BLOCKS } from './block-record.ts';
import { BLOCK_BYTES, type BlockKernel } from './core/storage/block-kernel.ts';
import type { DiskStore } from './disk-store.ts';
import type { BlockPlace, StoredBlocks } from './stored-blocks.ts';
import { StoredImage } from './stored-image.ts';

/** Blocks that become faults at most: one extent. When more is gone, that is no lesson, and the run's own bytes serve. */
export const FAULT_BLOCKS_MAX = EXTENT_BLOCKS;

/** A block whose stored bytes are not those of the memory. */
export interface DifferentBlock {
  readonly disk: number;
  readonly block: number;
  /** Null where more blocks differ than become faults: nobody wants them. */
  readonly bytes: Uint8Array | null;
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

/** A block that differs, and where its bytes lie; null where they are zero. */
interface FoundBlock {
  readonly disk: number;
  readonly block: number;
  readonly place: BlockPlace | null;
}

/**
 * Compares every stored block with the memory. Of the few that differ, the bytes are read once more.
 *
 * @throws DiskError when the store cannot be read at all
 */
export async function compareStored(
  store: DiskStore,
  stored: StoredBlocks,
  kernel: BlockKernel,
): Promise<RecoveredBlocks> {
  const memory = StoredImage.of(kernel);
  const found: FoundBlock[] = [];
  let missingBlocks = 0;
  for (let disk = 0; disk < kernel.diskCount; disk += 1) {
    const blocks = kernel.blockCount(disk);
    for (let block = 0; block < blocks; block += 1) {
      const hash = stored.hashOf(disk, block);
      if ((hash ?? 0n) === memory.hashOf(disk, block)) continue;
      if (hash === null) missingBlocks += 1;
      const isZero = hash === null || hash === 0n;
      found.push({ disk, block, place: isZero ? null : stored.placeOf(disk, block) });
    }
  }
  const areFew = found.length <= FAULT_BLOCKS_MAX;
  return {
    different: areFew ? await withBytes(store, stored, found) : found.map(withoutBytes),
    damagedRecords: stored.damagedRecords,
    missingBlocks,
    logBytes: stored.logBytes,
    logged: stored.logged(),
    memory,
  };
}

function withoutBytes({ disk, block }: FoundBlock): DifferentBlock {
  return { disk, block, bytes: null };
}

async function withBytes(
  store: DiskStore,
  stored: StoredBlocks,
  found: readonly FoundBlock[],
): Promise<DifferentBlock[]> {
  const wanted = new Map<string, Map<string, Uint8Array | null>>();
  for (const { disk, block, place } of found) {
    if (place === null) continue;
    const blocks = wanted.get(placeName(place)) ?? new Map<string, Uint8Array | null>();
    wanted.set(placeName(place), blocks.set(blockName(disk, block), null));
  }
  const take = (place: BlockPlace, bytes: Uint8Array | null): void => {
    const blocks = wanted.get(placeName(place));
    const record = blocks === undefined ? null : stored.decoded(bytes);
    for (const [index, block] of record?.blocks.entries() ?? []) {
      const name = blockName(record?.disks[index] ?? 0, block);
      if (blocks?.has(name) === true) blocks.set(name, record?.bytesOf(index).slice() ?? null);
    }
  };
  if (wanted.size > 0) {
    await store.readLog(({ key, bytes }) => {
      take({ log: key }, bytes);
    });
    await store.readExtents(({ key, bytes }) => {
      take({ extent: key }, bytes);
    });
  }
  return found.map(({ disk, block, place }) => {
    const blocks = place === null ? undefined : wanted.get(placeName(place));
    const bytes = blocks?.get(blockName(disk, block)) ?? new Uint8Array(BLOCK_BYTES);
    return { disk, block, bytes };
  });
}

function placeName(place: BlockPlace): string {
  return 'log' in place ? `log ${place.log.join(':')}` : `extent ${place.extent.join(':')}`;
}

function blockName(disk: number, block: number): string {
  return `${String(disk)}:${String(block)}`;
}
