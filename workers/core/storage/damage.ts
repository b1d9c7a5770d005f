import { rangesOf } from './allocation.ts';
import { BLOCK_BYTES } from './block-kernel.ts';
import { report } from '../happen.ts';
import type { ClusterNode, FoundDamage, Volume, VolumeFile, World } from '../world.ts';

/**
 * Says which bytes of a file, about to be read, are not those that were written; they are read all the same.
 *
 * @param offset  bytes from the file's start
 */
export function tellDamage(
  world: World,
  node: ClusterNode,
  volume: Volume,
  file: VolumeFile,
  offset = 0,
  length = file.sizeBytes,
): void {
  for (const range of rangesOf(file, offset, length)) {
    const first = Math.floor(range.diskOffset / BLOCK_BYTES);
    const count = Math.ceil((range.diskOffset + range.length) / BLOCK_BYTES) - first;
    const damaged = world.kernel.damagedBlocks(volume.disk, first, count);
    if (damaged.length > 0) note(world, node, volume, file, offset, damaged);
  }
}

/** A block that was found damaged and still is; null when there is none. */
export function standingDamage({ foundDamage, kernel }: World): FoundDamage | null {
  for (const found of foundDamage)
    if (kernel.damagedBlocks(found.volume.disk, found.block, 1).length > 0) return found;
  return null;
}

function note(
  world: World,
  node: ClusterNode,
  volume: Volume,
  { path }: VolumeFile,
  offset: number,
  damaged: readonly number[],
): void {
  const name = `${volume.drive}${path}`;
  const event = report(
    world,
    'replication',
    node,
    `${name} is damaged on ${node.name}: bytes near ${String(offset)} do not match their checksum`,
  );
  for (const block of damaged) {
    const { foundDamage } = world;
    const known = foundDamage.findIndex((each) => each.volume === volume && each.block === block);
    if (known >= 0) foundDamage.splice(known, 1);
    foundDamage.push({ volume, block, event, path: name, node });
  }
}
