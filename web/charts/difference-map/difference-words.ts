import type { BlockMaps, BlockRange } from '../../../workers/api.ts';
import { countText } from '../../words/amounts.ts';
import { blockCounts } from '../block-map/block-map.layout.ts';

/** The two disks by the names of their clusters. */
export interface DiskNames {
  readonly first: string;
  readonly second: string;
}

/** A row of the table: file, blocks of the file, how they differ, and their places on each disk. */
export type DifferenceRow = readonly [
  path: string,
  blocks: string,
  how: string,
  first: string,
  second: string,
];

/** What the map shows, in one sentence. */
export function differenceSentence(
  { difference, fileCount }: BlockMaps,
  { first, second }: DiskNames,
): string {
  if (difference.length === 0) return 'No replication set covers a block yet.';
  const { differs, onlyFirst, onlySecond } = blockCounts(difference);
  const all = countText(difference.length, 'block', 'blocks');
  if (differs + onlyFirst + onlySecond === 0) return `${all} of the set, equal on both disks.`;
  const parts = [
    ...(differs > 0 ? [`${String(differs)} ${differs === 1 ? 'differs' : 'differ'}`] : []),
    ...(onlyFirst > 0 ? [`${String(onlyFirst)} ${are(onlyFirst)} only on ${first}`] : []),
    ...(onlySecond > 0 ? [`${String(onlySecond)} ${are(onlySecond)} only on ${second}`] : []),
  ];
  return `Of ${all} ${parts.join(', ')}, in ${countText(fileCount, 'file', 'files')}.`;
}

/** A range as a row of the table; blocks are numbered from 0, as on the maps. */
export function differenceRow(range: BlockRange, names: DiskNames): DifferenceRow {
  const { path, from, count, first, second } = range;
  return [
    path,
    stretch(from, count),
    stateWords(range.state, names),
    first === null ? 'none' : stretch(first, count),
    second === null ? 'none' : stretch(second, count),
  ];
}

/** How blocks of a state differ. */
export function stateWords(state: BlockRange['state'], { first, second }: DiskNames): string {
  if (state === 'differs') return 'differ';
  return `only on ${state === 'onlyFirst' ? first : second}`;
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function stretch(from: number, count: number): string {
  return count === 1 ? String(from) : `${String(from)}–${String(from + count - 1)}`;
}
