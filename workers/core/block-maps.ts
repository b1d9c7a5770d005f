import { filesIn } from './replication/replication-set.ts';
import { rangesOf } from './storage/allocation.ts';
import { BLOCK_BYTES } from './storage/block-kernel.ts';
import { BLOCK_CELL } from './snapshot.ts';
import type { BlockMaps, BlockRange, ClusterId } from './snapshot.ts';
import { compareText, foldCase } from './text.ts';
import type { Volume, VolumeFile, World } from './world.ts';

/** Ranges that are told at most: a table of more would be read by nobody. */
const RANGES_MAX = 1000;
const NO_BLOCKS = new Uint8Array(0);

/** Blocks of one file on each disk, each by its place on the disk, in the order of the file. */
interface Twins {
  readonly path: string;
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/**
 * One cell a block of each cluster's `S:`: unused by the set, equal to its twin, or different; and where the two differ.
 *
 * Twins are blocks at the same place of the same file; allocation may differ.
 */
export function blockMapsOfWorld(world: World): BlockMaps {
  const first = sharedVolume(world, 'first');
  const second = sharedVolume(world, 'second');
  const files = twinFiles(world, first, second);
  const states = files.map((file) => statesOf(world, first, second, file));
  const ranges = files.flatMap((file, index) => rangesOfFile(file, states[index] ?? NO_BLOCKS));
  return {
    first: mapOf(first, files, states, (file) => file.first),
    second: mapOf(second, files, states, (file) => file.second),
    difference: joined(states),
    ranges: ranges.slice(0, RANGES_MAX),
    rangeCount: ranges.length,
    fileCount: new Set(ranges.map(({ path }) => path)).size,
  };
}

function sharedVolume(world: World, id: ClusterId): Volume {
  const volume = world.clusters[id].disks.find((disk) => disk.volume !== null)?.volume;
  if (volume === undefined || volume === null) throw new Error(`${id} has no shared disk`);
  return volume;
}

/** The set's files that either disk has, by path. */
function twinFiles(world: World, first: Volume, second: Volume): Twins[] {
  const rules = world.nodes.flatMap((node) => node.doubleTake.replicationSets)[0]?.rules ?? [];
  const byName = (volume: Volume): Map<string, VolumeFile> =>
    new Map(filesIn(volume, rules).map((file) => [foldCase(file.path), file]));
  const firsts = byName(first);
  const seconds = byName(second);
  const names = [...new Set([...firsts.keys(), ...seconds.keys()])].sort(compareText);
  return names.map((name) => {
    const [one, other] = [firsts.get(name), seconds.get(name)];
    const path = one === undefined ? second.drive + (other?.path ?? '') : first.drive + one.path;
    return { path, first: blocksOf(one), second: blocksOf(other) };
  });
}

/** State of each block of a file, in its order, as far as it reaches on either disk. */
function statesOf(
  { kernel }: World,
  { disk }: Volume,
  { disk: otherDisk }: Volume,
  { first, second }: Twins,
): Uint8Array {
  const states = new Uint8Array(Math.max(first.length, second.length));
  for (let index = 0; index < states.length; index++) {
    const [one, other] = [first[index], second[index]];
    if (one === undefined) states[index] = BLOCK_CELL.onlySecond;
    else if (other === undefined) states[index] = BLOCK_CELL.onlyFirst;
    else {
      const isEqual = kernel.storedChecksum(disk, one) === kernel.storedChecksum(otherDisk, other);
      states[index] = isEqual ? BLOCK_CELL.equal : BLOCK_CELL.differs;
    }
  }
  return states;
}

/** Cells of one disk: to a disk alone, a block without a twin is a different one. */
function mapOf(
  volume: Volume,
  files: readonly Twins[],
  states: readonly Uint8Array[],
  blocksOn: (file: Twins) => readonly number[],
): Uint8Array {
  const cells = new Uint8Array(volume.used.lastIndexOf(1) + 1);
  files.forEach((file, at) => {
    blocksOn(file).forEach((block, index) => {
      const isEqual = states[at]?.[index] === BLOCK_CELL.equal;
      cells[block] = isEqual ? BLOCK_CELL.equal : BLOCK_CELL.differs;
    });
  });
  return cells;
}

function rangesOfFile({ path, first, second }: Twins, states: Uint8Array): BlockRange[] {
  const ranges: BlockRange[] = [];
  for (let from = 0; from < states.length;) {
    const code = states[from] ?? BLOCK_CELL.equal;
    let to = from + 1;
    while (states[to] === code && isNext(first, to) && isNext(second, to)) to++;
    const state = RANGE_STATES.get(code);
    if (state !== undefined) {
      const places = { first: first[from] ?? null, second: second[from] ?? null };
      ranges.push({ path, state, from, count: to - from, ...places });
    }
    from = to;
  }
  return ranges;
}

/** Whether a block of a file lies on its disk right behind the one before it, or is not there at all. */
function isNext(blocks: readonly number[], index: number): boolean {
  const block = blocks[index];
  return block === undefined || block === (blocks[index - 1] ?? 0) + 1;
}

const RANGE_STATES: ReadonlyMap<number, BlockRange['state']> = new Map([
  [BLOCK_CELL.differs, 'differs'],
  [BLOCK_CELL.onlyFirst, 'onlyFirst'],
  [BLOCK_CELL.onlySecond, 'onlySecond'],
]);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function blocksOf(file: VolumeFile | undefined): number[] {
  const blocks: number[] = [];
  if (file === undefined) return blocks;
  for (const range of rangesOf(file, 0, file.sizeBytes)) {
    const first = Math.floor(range.diskOffset / BLOCK_BYTES);
    for (let index = 0; index * BLOCK_BYTES < range.length; index++) blocks.push(first + index);
  }
  return blocks;
}
