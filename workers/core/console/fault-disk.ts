import type { Understood } from './fault-wish.ts';
import { nodeNamed, quoted } from './fault-words.ts';
import { fileBlockCount, fillFreeBlocks, freeBlocks, rangesOf } from '../storage/allocation.ts';
import { BLOCK_BYTES } from '../storage/block-kernel.ts';
import { findFile } from '../storage/volume.ts';
import { foldCase, isSameName } from '../text.ts';
import { parseWhole } from '../units.ts';
import type { SharedDisk, Volume, World } from '../world.ts';

/** `fault disk CLUSTER DRIVE: stall|restore|fill`: it answers no more, or has no free block. */
export function diskFault(
  world: World,
  [cluster = '', drive = '', what = '']: readonly string[],
): Understood {
  const disk = sharedDiskOf(world, cluster, drive);
  const volume = disk?.volume ?? null;
  if (disk === null || volume === null) return unknownDrive(cluster, drive);
  const verb = foldCase(what);
  const key = `disk ${disk.clusterId} ${disk.drive}`;
  if (verb === 'restore') return { key, line: '', make: null };
  if (verb !== 'stall' && verb !== 'fill')
    return { problem: `"${what}" is not understood; expected stall, restore or fill.` };
  return {
    key,
    line: `fault ${key} ${verb}`,
    make: () => {
      if (verb === 'stall') {
        disk.isStalled = true;
        return () => {
          disk.isStalled = false;
          world.signals.networkChanged();
        };
      }
      const filled = fillFreeBlocks(volume);
      return () => {
        freeBlocks(volume, filled);
      };
    },
  };
}

/** `fault flip CLUSTER PATH BLOCK BIT`: one bit on the disk, its stored checksum left as it is. */
export function flipFault(
  world: World,
  [cluster = '', path = '', blockText = '', bitText = '']: readonly string[],
): Understood {
  const volume = volumeOf(world, cluster, path.slice(0, 2));
  if (volume === null) return unknownDrive(cluster, path.slice(0, 2));
  const file = findFile(volume, path.slice(2));
  if (file === undefined) return { problem: `There is no file ${path} on that disk.`, exitCode: 2 };
  const block = parseWhole(blockText, 0, fileBlockCount(file) - 1);
  const bit = parseWhole(bitText, 0, BLOCK_BYTES * 8 - 1);
  if (block === null)
    return {
      problem: `"${blockText}" is no block of ${path}; it has ${String(fileBlockCount(file))}, counted from 0.`,
    };
  if (bit === null)
    return {
      problem: `"${bitText}" is no bit of a block; expected 0 to ${String(BLOCK_BYTES * 8 - 1)}.`,
    };
  const [range] = rangesOf(file, block * BLOCK_BYTES, 1);
  const offset = (range?.diskOffset ?? 0) + (bit >> 3);
  const diskBlock = Math.floor(offset / BLOCK_BYTES);
  const flip = (): void => {
    const byte = world.kernel.read(volume.disk, offset, 1)[0] ?? 0;
    world.kernel.write(volume.disk, offset, Uint8Array.of(byte ^ (1 << (bit & 7))));
  };
  // A block that was written since holds no flipped bit any more: its checksum fits.
  const flipBack = (): void => {
    if (world.kernel.damagedBlocks(volume.disk, diskBlock, 1).length > 0) flip();
  };
  return {
    key: `flip ${cluster} ${foldCase(path)} ${blockText} ${bitText}`,
    line: `fault flip ${foldCase(cluster)} ${quoted(path)} ${String(block)} ${String(bit)}`,
    make: () => {
      flip();
      return flipBack;
    },
  };
}

/** `fault block CLUSTER DRIVE: BLOCK HASH`: a block holds other bytes than it was given; its checksum is left. */
export function blockFault(
  world: World,
  [cluster = '', drive = '', blockText = '', hash = '']: readonly string[],
): Understood {
  const volume = volumeOf(world, cluster, drive);
  if (volume === null) return unknownDrive(cluster, drive);
  const block = parseWhole(blockText, 0, volume.blockCount - 1);
  if (block === null)
    return {
      problem: `"${blockText}" is no block of ${drive}; it has ${String(volume.blockCount)}, counted from 0.`,
    };
  const bytes = world.providedBytes.get(foldCase(hash));
  if (bytes?.length !== BLOCK_BYTES)
    return {
      problem: `The bytes of "${hash}" are not here; expected the XXH3-64 of a known block of ${String(BLOCK_BYTES)} bytes.`,
    };
  return {
    key: `block ${foldCase(cluster)} ${volume.drive} ${String(block)}`,
    line: `fault block ${foldCase(cluster)} ${volume.drive} ${String(block)} ${foldCase(hash)}`,
    make: () => {
      const before = world.kernel.read(volume.disk, block * BLOCK_BYTES, BLOCK_BYTES);
      world.kernel.write(volume.disk, block * BLOCK_BYTES, bytes);
      return () => {
        if (world.kernel.damagedBlocks(volume.disk, block, 1).length === 0) return;
        world.kernel.write(volume.disk, block * BLOCK_BYTES, before);
      };
    },
  };
}

/** A cluster's shared volume, or with a node's name that node's own `C:`. */
function volumeOf(world: World, cluster: string, drive: string): Volume | null {
  const node = nodeNamed(world, cluster);
  if (node !== undefined) return isSameName(drive, 'C:') ? node.localVolume : null;
  return sharedDiskOf(world, cluster, drive)?.volume ?? null;
}

function sharedDiskOf(world: World, cluster: string, drive: string): SharedDisk | null {
  const id = foldCase(cluster);
  if (id !== 'first' && id !== 'second') return null;
  return world.clusters[id].disks.find((disk) => isSameName(disk.drive, drive)) ?? null;
}

function unknownDrive(cluster: string, drive: string): Understood {
  return {
    problem: `There is no drive "${drive}" with files on "${cluster}"; expected first or second and S:, or a node and C:.`,
  };
}
