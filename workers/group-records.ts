/** What a group takes from memory, and the records that are made of it. */
import {
  blocksOfExtent,
  recordBytes,
  type BlockContents,
  type DiskBlocks,
} from './block-record.ts';
import { byExtent } from './changed-blocks.ts';
import type { BlockKernel } from './core/storage/block-kernel.ts';
import type { ExtentKey, PreparedPart, RecordBytes, StoredGroup } from './disk-store.ts';
import type { Batch } from './group-plan.ts';
import { nameOf } from './log-fold.ts';
import { contentsOf } from './stored-image.ts';

/** What has been taken from memory for one group, to be given back if it is not stored. */
export interface Taken {
  readonly kernel: BlockKernel;
  readonly reset: boolean;
  readonly sequence: number;
  /** All blocks whose marks were cleared for it. */
  readonly blocks: DiskBlocks[];
  readonly contents: BlockContents[];
  /** Parts that were given to the store, and not all of which are stored yet. */
  readonly parts: Promise<void>[];
  preparedParts: number;
  /** Extents that it writes whole, by name. */
  readonly extents: Map<string, ExtentKey>;
  /** Extents of which it brings blocks to the log. */
  readonly logged: Set<string>;
  logBytes: number;
  extentBytes: number;
  /** The group itself, once it is on its way. */
  group: StoredGroup | null;
}

/** Records of one transaction. */
export type Records = Pick<PreparedPart, 'log' | 'extents'>;

export function newlyTaken(kernel: BlockKernel, reset: boolean, sequence: number): Taken {
  return {
    kernel,
    reset,
    sequence,
    blocks: [],
    contents: [],
    parts: [],
    preparedParts: 0,
    extents: new Map(),
    logged: new Set(),
    logBytes: 0,
    extentBytes: 0,
    group: null,
  };
}

/** Makes the records of one transaction, of the memory as it is at this moment, and notes them in what is taken. */
export function recordsOf(
  taken: Taken,
  { extents, log }: Pick<Batch, 'extents' | 'log'>,
  pack: (contents: readonly BlockContents[]) => RecordBytes,
): Records {
  const { kernel } = taken;
  return {
    log: log.map((piece) => {
      const contents = contentsOf(kernel, piece);
      taken.contents.push(...contents);
      taken.logBytes += recordBytes(countOf(contents));
      for (const { key } of byExtent(piece)) taken.logged.add(nameOf(key));
      return pack(contents);
    }),
    extents: extents.map((key) => {
      const [disk, extent] = key;
      const blocks = blocksOfExtent(kernel.blockCount(disk), extent);
      const contents = contentsOf(kernel, [{ disk, blocks }]);
      const filled = contents.map(filledPart);
      taken.contents.push(...contents);
      taken.extentBytes += recordBytes(countOf(filled));
      taken.extents.set(nameOf(key), key);
      return [key, pack(filled)] as const;
    }),
  };
}

function countOf(parts: readonly DiskBlocks[]): number {
  return parts.reduce((sum, { blocks }) => sum + blocks.length, 0);
}

/** An extent leaves out what holds nothing but zero bytes. */
function filledPart({ disk, blocks, hashes }: BlockContents): BlockContents {
  if (!hashes.includes(0n)) return { disk, blocks, hashes };
  const isFilled = (_: unknown, place: number): boolean => hashes[place] !== 0n;
  return { disk, blocks: blocks.filter(isFilled), hashes: hashes.filter(isFilled) };
}
