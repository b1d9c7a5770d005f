import { EXTENT_BLOCKS, filledBlocks, type DiskBlocks } from './block-record.ts';
import type { BlockKernel } from './core/storage/block-kernel.ts';
import type { ExtentKey } from './disk-store.ts';

/** Takes the marks of change from all disks. @returns the blocks that had one */
export function takeChanged(kernel: BlockKernel): DiskBlocks[] {
  const taken: DiskBlocks[] = [];
  for (let disk = 0; disk < kernel.diskCount; disk += 1) {
    const blocks = kernel.changedBlocks(disk);
    kernel.clearChanged(disk, blocks);
    if (blocks.length > 0) taken.push({ disk, blocks });
  }
  return taken;
}

/** Blocks of all disks that hold anything. */
export function filledOf(kernel: BlockKernel): DiskBlocks[] {
  const all: DiskBlocks[] = [];
  for (let disk = 0; disk < kernel.diskCount; disk += 1) {
    const count = Math.ceil(kernel.blockCount(disk) / EXTENT_BLOCKS);
    const blocks: number[] = [];
    for (let extent = 0; extent < count; extent += 1) {
      blocks.push(...filledBlocks(kernel, disk, extent));
    }
    if (blocks.length > 0) all.push({ disk, blocks });
  }
  return all;
}

/** Every block once, by disk, ascending. */
export function united(parts: readonly DiskBlocks[]): DiskBlocks[] {
  const disks = new Map<number, number[]>();
  for (const { disk, blocks } of parts) {
    const known = disks.get(disk);
    if (known === undefined) disks.set(disk, [...blocks]);
    else for (const block of blocks) known.push(block);
  }
  return [...disks].map(([disk, blocks]) => ({
    disk,
    blocks: [...new Set(blocks)].sort((a, b) => a - b),
  }));
}

/** Extents in which these blocks lie, each once. */
export function extentsOf(parts: readonly DiskBlocks[]): ExtentKey[] {
  const keys = new Map<string, ExtentKey>();
  for (const { disk, blocks } of parts) {
    for (const block of blocks) {
      const extent = Math.floor(block / EXTENT_BLOCKS);
      keys.set(`${String(disk)}:${String(extent)}`, [disk, extent]);
    }
  }
  return [...keys.values()];
}
