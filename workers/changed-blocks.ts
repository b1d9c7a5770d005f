import { blocksOfExtent, EXTENT_BLOCKS, type DiskBlocks } from './block-record.ts';
import type { BlockKernel } from './core/storage/block-kernel.ts';
import type { ExtentKey } from './disk-store.ts';

/** Takes the change marks off all disks. @returns the blocks that had them */
export function takeChanged(kernel: BlockKernel): DiskBlocks[] {
  const taken: DiskBlocks[] = [];
  for (let disk = 0; disk < kernel.diskCount; disk += 1) {
    const blocks = kernel.changedBlocks(disk);
    kernel.clearChanged(disk, blocks);
    if (blocks.length > 0) taken.push({ disk, blocks });
  }
  return taken;
}

export function hasChanged(kernel: BlockKernel): boolean {
  for (let disk = 0; disk < kernel.diskCount; disk += 1) {
    if (kernel.changedBlocks(disk).length > 0) return true;
  }
  return false;
}

/** Blocks of all disks that hold anything but zero bytes. */
export function filledOf(kernel: BlockKernel): DiskBlocks[] {
  const all: DiskBlocks[] = [];
  for (let disk = 0; disk < kernel.diskCount; disk += 1) {
    const count = Math.ceil(kernel.blockCount(disk) / EXTENT_BLOCKS);
    const blocks: number[] = [];
    for (let extent = 0; extent < count; extent += 1) {
      const zero = new Set(zerosOf(kernel, [disk, extent]));
      const within = blocksOfExtent(kernel.blockCount(disk), extent);
      for (const block of within) if (!zero.has(block)) blocks.push(block);
    }
    if (blocks.length > 0) all.push({ disk, blocks });
  }
  return all;
}

/** How many blocks of an extent hold anything but zero bytes. */
export function filledCount(kernel: BlockKernel, key: ExtentKey): number {
  return sizeOf(kernel, key) - zerosOf(kernel, key).length;
}

/** Every block once, by disk, ascending. */
export function united(parts: readonly DiskBlocks[]): DiskBlocks[] {
  const disks = new Map<number, (readonly number[])[]>();
  for (const { disk, blocks } of parts) {
    const known = disks.get(disk);
    if (known === undefined) disks.set(disk, [blocks]);
    else known.push(blocks);
  }
  return [...disks].map(([disk, lists]) => {
    const [only = [], ...others] = lists;
    if (others.length === 0) return { disk, blocks: only };
    return { disk, blocks: [...new Set(lists.flat())].sort((a, b) => a - b) };
  });
}

/** Blocks by the extent in which they lie. */
export function byExtent(parts: readonly DiskBlocks[]): { key: ExtentKey; blocks: number[] }[] {
  const found: { key: ExtentKey; blocks: number[] }[] = [];
  for (const { disk, blocks } of parts) {
    let last: (typeof found)[number] | undefined;
    for (const block of blocks) {
      const extent = Math.floor(block / EXTENT_BLOCKS);
      if (last?.key[1] !== extent) found.push((last = { key: [disk, extent], blocks: [] }));
      last.blocks.push(block);
    }
  }
  return found;
}

function sizeOf(kernel: BlockKernel, [disk, extent]: ExtentKey): number {
  return Math.min(EXTENT_BLOCKS, kernel.blockCount(disk) - extent * EXTENT_BLOCKS);
}

function zerosOf(kernel: BlockKernel, key: ExtentKey): number[] {
  return kernel.zeroBlocks(key[0], key[1] * EXTENT_BLOCKS, sizeOf(kernel, key));
}
