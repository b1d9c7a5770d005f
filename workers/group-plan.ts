/**
 * Where the blocks of a group go. What changes here and there goes to the log, one record for all of it, and is written
 * a second time when the log is folded. An extent of which much has changed is written whole instead, once.
 */
import { EXTENT_BLOCKS, inPieces, type DiskBlocks } from './block-record.ts';
import { byExtent, filledCount } from './changed-blocks.ts';
import { BLOCK_BYTES, type BlockKernel } from './core/storage/block-kernel.ts';
import type { ExtentKey } from './disk-store.ts';
import { nameOf } from './log-fold.ts';

/** Bytes of one transaction, about: browsers store few large ones more quickly than many small ones. */
const BATCH_BYTES = 16 * 1024 * 1024;
/** Changed blocks below which an extent of its own is not worth a record: 256 KiB. */
const WHOLE_BLOCKS_MIN = 64;
/** The log is written again by folding: so an extent may be this many times what has changed in it. */
const WHOLE_TIMES_MAX = 2;

/** What one transaction carries. */
export interface Batch {
  readonly extents: readonly ExtentKey[];
  /** Pieces of the log, one record each. */
  readonly log: readonly (readonly DiskBlocks[])[];
  /** The changed blocks that it is about. */
  readonly blocks: readonly DiskBlocks[];
  /** Bytes of its records, about. */
  readonly bytes: number;
}

/**
 * Divides changed blocks among transactions.
 *
 * @param changed  each block once, by disk, ascending
 * @param whole  extents that are written whole, however little has changed, as `disk:extent`; null for all
 */
export function batchesOf(
  kernel: BlockKernel,
  changed: readonly DiskBlocks[],
  whole: ReadonlySet<string> | null,
): Batch[] {
  const units: Batch[] = [];
  const logged: DiskBlocks[] = [];
  for (const { key, blocks } of byExtent(changed)) {
    const part = { disk: key[0], blocks };
    const mustBeWhole = whole === null || whole.has(nameOf(key));
    const mayBeWhole = mustBeWhole || blocks.length >= WHOLE_BLOCKS_MIN;
    const filled = mayBeWhole ? filledCount(kernel, key) : Infinity;
    if (mustBeWhole || filled <= WHOLE_TIMES_MAX * blocks.length) {
      units.push({ extents: [key], log: [], blocks: [part], bytes: filled * BLOCK_BYTES });
    } else {
      logged.push(part);
    }
  }
  for (const piece of inPieces(logged, EXTENT_BLOCKS)) {
    const count = piece.reduce((sum, { blocks }) => sum + blocks.length, 0);
    units.push({ extents: [], log: [piece], blocks: piece, bytes: count * BLOCK_BYTES });
  }
  return packed(units);
}

/** All of these as one. */
export function joined(batches: readonly Batch[]): Batch {
  return {
    extents: batches.flatMap(({ extents }) => extents),
    log: batches.flatMap(({ log }) => log),
    blocks: batches.flatMap(({ blocks }) => blocks),
    bytes: batches.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Whether nothing more goes with it. */
export function isFull(batch: Batch): boolean {
  return batch.bytes >= BATCH_BYTES;
}

function packed(units: readonly Batch[]): Batch[] {
  const batches: Batch[] = [];
  let open: Batch[] = [];
  for (const unit of units) {
    if (open.length > 0 && joined([...open, unit]).bytes > BATCH_BYTES) {
      batches.push(joined(open));
      open = [];
    }
    open.push(unit);
  }
  if (open.length > 0) batches.push(joined(open));
  return batches;
}
