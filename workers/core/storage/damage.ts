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
    if (damaged.length > 0) note(world, node, volume, file, damaged);
  }
}

/** Blocks that a text names at most. */
const BLOCKS_NAMED_MAX = 8;

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
  file: VolumeFile,
  damaged: readonly number[],
): void {
  const name = `${volume.drive}${file.path}`;
  const event = report(
    world,
    'replication',
    node,
    `${name} is damaged on ${node.name}: ${blocksText(file, damaged)}`,
  );
  for (const block of damaged) {
    const { foundDamage } = world;
    const known = foundDamage.findIndex((each) => each.volume === volume && each.block === block);
    if (known >= 0) foundDamage.splice(known, 1);
    foundDamage.push({ volume, block, event, path: name, node });
  }
}

/** Names blocks of a disk as blocks of the file that holds them. */
function blocksText({ extents }: VolumeFile, damaged: readonly number[]): string {
  const blocks: number[] = [];
  let before = 0;
  for (let index = 0; index < extents.length; index += 2) {
    const first = extents[index] ?? 0;
    const count = extents[index + 1] ?? 0;
    for (const block of damaged) {
      if (block >= first && block < first + count) blocks.push(before + block - first);
    }
    before += count;
  }
  const named = blocks.slice(0, BLOCKS_NAMED_MAX).map(String).join(', ');
  const more = blocks.length - BLOCKS_NAMED_MAX;
  if (more > 0) return `blocks ${named} and ${String(more)} more do not match their checksums`;
  return blocks.length === 1
    ? `block ${named} does not match its checksum`
    : `blocks ${named} do not match their checksums`;
}
