import { fileBlockCount } from './storage/allocation.ts';
import { sortedFiles } from './storage/volume.ts';
import { hex64, utf8Encode } from './text.ts';
import type { Volume, VolumeFile, World } from './world.ts';

/** 32 hex digits over every event so far and the files of all disks: equal runs, equal digests. */
export function digestOfWorld(world: World): string {
  const parts = [world.log.hash];
  for (const volume of volumesOf(world)) {
    parts.push(`disk ${String(volume.disk)}`);
    for (const file of sortedFiles(volume)) parts.push(fileText(world, volume, file));
  }
  const bytes = utf8Encode(`0${parts.join('\n')}`);
  const high = world.kernel.hashBytes(bytes);
  bytes[0] = 0x31;
  return hex64(high) + hex64(world.kernel.hashBytes(bytes));
}

/** Every volume, the shared ones first. */
function volumesOf(world: World): Volume[] {
  const shared = [world.clusters.first, world.clusters.second].flatMap((cluster) =>
    cluster.disks.map((disk) => disk.volume),
  );
  return [
    ...shared.filter((volume) => volume !== null),
    ...world.nodes.map((node) => node.localVolume),
  ];
}

function fileText(world: World, volume: Volume, file: VolumeFile): string {
  const hash = world.kernel.hashFile(volume.disk, file.extents, file.sizeBytes);
  const { path, sizeBytes, attributes, permissions, modifiedMs } = file;
  return [
    path,
    sizeBytes,
    attributes,
    permissions,
    modifiedMs,
    fileBlockCount(file),
    hex64(hash),
  ].join('\t');
}
