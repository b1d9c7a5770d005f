import { refuse } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { findReplicationSet, isSelected } from '../replication/replication-set.ts';
import { BLOCK_BYTES } from '../storage/block-kernel.ts';
import { findFile, readFileBytes, sortedFiles } from '../storage/volume.ts';
import { compareText, foldCase } from '../text.ts';
import type { Volume, VolumeFile, World } from '../world.ts';

/** `lab compare NAME`: byte for byte, the files that a set selects on both clusters' disks. Reads only. */
export function compareClusters({ world, node }: LineContext, name: string | undefined): Outcome {
  const holders = [node, ...world.nodes];
  const rules = holders
    .map((each) => findReplicationSet(each, name ?? ''))
    .find((set) => set !== null)?.rules;
  if (name === undefined || rules === undefined)
    return refuse(
      87,
      `There is no replication set "${name ?? ''}" on any node; upper and lower case count.`,
    );
  const lines: string[] = [];
  for (const disk of world.clusters.first.disks) {
    const first = disk.volume;
    const second =
      world.clusters.second.disks.find((each) => each.drive === disk.drive)?.volume ?? null;
    if (first === null || second === null) continue;
    const paths = new Set(
      [...sortedFiles(first), ...sortedFiles(second)].map((file) => foldCase(file.path)),
    );
    for (const path of [...paths].sort(compareText)) {
      if (isSelected(rules, first.drive + path))
        lines.push(...differences(world, first, second, path));
    }
  }
  return {
    exitCode: lines.length === 0 ? 0 : 1,
    output: lines.length === 0 ? 'equal' : lines.join('\n'),
  };
}

function differences(world: World, first: Volume, second: Volume, path: string): string[] {
  const one = findFile(first, path);
  const other = findFile(second, path);
  if (one === undefined || other === undefined) {
    return [
      `${first.drive}${(one ?? other)?.path ?? path}: only on ${one === undefined ? 'second' : 'first'}`,
    ];
  }
  const lines: string[] = [];
  const name = first.drive + one.path;
  if (one.sizeBytes !== other.sizeBytes)
    lines.push(
      `${name}: size ${String(one.sizeBytes)} on first, ${String(other.sizeBytes)} on second`,
    );
  if (one.attributes !== other.attributes || one.permissions !== other.permissions)
    lines.push(`${name}: attributes or permissions differ`);
  if (one.modifiedMs !== other.modifiedMs)
    lines.push(
      `${name}: modified ${String(one.modifiedMs)} on first, ${String(other.modifiedMs)} on second`,
    );
  return lines.concat(
    blockDifferences(world, first, one, second, other).map(
      (block) => `${name}: block ${String(block)} differs`,
    ),
  );
}

function blockDifferences(
  world: World,
  first: Volume,
  one: VolumeFile,
  second: Volume,
  other: VolumeFile,
): number[] {
  const differing: number[] = [];
  const size = Math.min(one.sizeBytes, other.sizeBytes);
  for (let offset = 0; offset < size; offset += BLOCK_BYTES) {
    const length = Math.min(BLOCK_BYTES, size - offset);
    const mine = readFileBytes(world.kernel, first, one, offset, length);
    const theirs = readFileBytes(world.kernel, second, other, offset, length);
    if (mine.some((byte, index) => byte !== theirs[index])) differing.push(offset / BLOCK_BYTES);
  }
  return differing;
}
