import { isSelected } from './replication/replication-set.ts';
import { rangesOf } from './storage/allocation.ts';
import { BLOCK_BYTES } from './storage/block-kernel.ts';
import { findFile } from './storage/volume.ts';
import { BLOCK_CELL } from './snapshot.ts';
import type { BlockMaps, ClusterId } from './snapshot.ts';
import type { Rule, Volume, VolumeFile, World } from './world.ts';

/**
 * One cell a block of each cluster's `S:`: unused by the set, equal to its twin, or different.
 *
 * Twins are blocks at the same place of the same file; allocation may differ.
 */
export function blockMapsOfWorld(world: World): BlockMaps {
  const first = sharedVolume(world, 'first');
  const second = sharedVolume(world, 'second');
  const rules = world.nodes.flatMap((node) => node.doubleTake.replicationSets)[0]?.rules ?? [];
  return { first: mapOf(world, first, second, rules), second: mapOf(world, second, first, rules) };
}

function sharedVolume(world: World, id: ClusterId): Volume {
  const volume = world.clusters[id].disks.find((disk) => disk.volume !== null)?.volume;
  if (volume === undefined || volume === null) throw new Error(`${id} has no shared disk`);
  return volume;
}

function mapOf(world: World, volume: Volume, other: Volume, rules: readonly Rule[]): Uint8Array {
  const cells = new Uint8Array(volume.used.lastIndexOf(1) + 1);
  for (const file of volume.files.values()) {
    if (!isSelected(rules, volume.drive + file.path)) continue;
    const twin = findFile(other, file.path);
    const blocks = blocksOf(file);
    const twins = twin === undefined ? [] : blocksOf(twin);
    blocks.forEach((block, index) => {
      const twinBlock = twins[index];
      const isEqual =
        twinBlock !== undefined &&
        world.kernel.storedChecksum(volume.disk, block) ===
          world.kernel.storedChecksum(other.disk, twinBlock);
      cells[block] = isEqual ? BLOCK_CELL.equal : BLOCK_CELL.differs;
    });
  }
  return cells;
}

function blocksOf(file: VolumeFile): number[] {
  const blocks: number[] = [];
  for (const range of rangesOf(file, 0, file.sizeBytes)) {
    const first = Math.floor(range.diskOffset / BLOCK_BYTES);
    for (let index = 0; index * BLOCK_BYTES < range.length; index++) blocks.push(first + index);
  }
  return blocks;
}
