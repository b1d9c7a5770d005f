import { BLOCK_CELL } from '../../../workers/api.ts';

/** Least pitch of a cell with a shape, CSS pixels: below it the shapes of the states run together. */
export const SHAPE_PITCH_MIN = 5;
/** Pitch of fine cells, CSS pixels, which differ in how much of them is filled. */
const FINE_PITCH = 3;
/** A cell with a shape stands for at most so many blocks: of more, too few cells would be left to see anything by. */
const BLOCKS_A_SHAPE_MAX = 16;

/** How a disk's blocks fall into drawn cells. */
export interface BlockMapLayout {
  readonly columns: number;
  readonly rows: number;
  /** Distance from cell to cell, CSS pixels. */
  readonly pitch: number;
  /** How many blocks one cell stands for, at least 1. */
  readonly blocksPerCell: number;
  /** Drawn cells: the last may stand for fewer blocks. */
  readonly cells: number;
}

/**
 * Cells for `blocks` blocks in a field of this size: as large as they fit, at most 12 px. Where there are more blocks
 * than cells, several blocks to a cell, and where those become too many, fine cells.
 *
 * @param width   CSS pixels, as `height`
 */
export function blockMapLayout(blocks: number, width: number, height: number): BlockMapLayout {
  const hasShapes = blocks <= cellsOf(width, height, SHAPE_PITCH_MIN) * BLOCKS_A_SHAPE_MAX;
  let pitch = hasShapes ? SHAPE_PITCH_MIN : FINE_PITCH;
  const blocksPerCell = Math.max(1, Math.ceil(blocks / cellsOf(width, height, pitch)));
  const cells = Math.ceil(blocks / blocksPerCell);
  while (hasShapes && pitch < 12 && cellsOf(width, height, pitch + 1) >= cells) pitch += 1;
  const columns = Math.max(1, Math.floor(width / pitch));
  const rows = Math.max(1, Math.ceil(cells / columns));
  return { columns, rows, pitch, blocksPerCell, cells };
}

/** How many cells of a pitch a field holds, at least 1. */
function cellsOf(width: number, height: number, pitch: number): number {
  return Math.max(1, Math.floor(width / pitch)) * Math.max(1, Math.floor(height / pitch));
}

/** Urgency of a state, by its code: a cell of several blocks takes the most urgent. */
const URGENCY = new Uint8Array(6);
URGENCY[BLOCK_CELL.unused] = 0;
URGENCY[BLOCK_CELL.equal] = 1;
URGENCY[BLOCK_CELL.copied] = 2;
URGENCY[BLOCK_CELL.onlyFirst] = 3;
URGENCY[BLOCK_CELL.onlySecond] = 4;
URGENCY[BLOCK_CELL.differs] = 5;

/** State of each drawn cell: the most urgent of its blocks. */
export function drawnCells(blocks: Uint8Array, layout: BlockMapLayout): Uint8Array {
  if (layout.blocksPerCell === 1) return blocks;
  const drawn = new Uint8Array(layout.cells);
  for (let cell = 0; cell < layout.cells; cell += 1) {
    const end = Math.min(blocks.length, (cell + 1) * layout.blocksPerCell);
    let state: number = BLOCK_CELL.unused;
    for (let block = cell * layout.blocksPerCell; block < end; block += 1) {
      const next = blocks[block] ?? 0;
      if ((URGENCY[next] ?? 0) > (URGENCY[state] ?? 0)) state = next;
    }
    drawn[cell] = state;
  }
  return drawn;
}

/** How many blocks are in each state. */
export interface BlockCounts {
  readonly unused: number;
  readonly equal: number;
  readonly differs: number;
  readonly copied: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** Counts a map's blocks by state. */
export function blockCounts(blocks: Uint8Array): BlockCounts {
  const counts = [0, 0, 0, 0, 0, 0];
  for (let block = 0; block < blocks.length; block += 1) {
    const state = blocks[block] ?? 0;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return {
    unused: counts[BLOCK_CELL.unused] ?? 0,
    equal: counts[BLOCK_CELL.equal] ?? 0,
    differs: counts[BLOCK_CELL.differs] ?? 0,
    copied: counts[BLOCK_CELL.copied] ?? 0,
    onlyFirst: counts[BLOCK_CELL.onlyFirst] ?? 0,
    onlySecond: counts[BLOCK_CELL.onlySecond] ?? 0,
  };
}
