import { BLOCK_CELL } from '../../../workers/api.ts';
import { SHAPE_PITCH_MIN } from './block-map.layout.ts';

/** What a cell of each state looks like. */
export interface CellStamps {
  /** Side of a stamp and distance from cell to cell: whole device pixels, so that cells never touch a neighbour's. */
  readonly pitch: number;
  /** By a state's code: `pitch` × `pitch` pixels, row by row, each as a word of an `ImageData`. */
  readonly pixels: readonly Uint32Array[];
}

/**
 * Draws each state's cell once.
 *
 * @param context  of the canvas that the cells are for, where system colours mean what they mean to the reader; it is
 *                 left empty
 * @param pitch    CSS pixels
 * @param density  device pixels to a CSS pixel
 * @param colours  CSS colour of each state, by its code
 */
export function cellStamps(
  context: CanvasRenderingContext2D,
  pitch: number,
  density: number,
  colours: readonly string[],
): CellStamps {
  const side = Math.max(1, Math.floor(pitch * density));
  const size = Math.max(1, side - Math.ceil(density));
  const pixels = colours.map((colour, state) => {
    const path = pitch < SHAPE_PITCH_MIN ? fineCell(state, size) : shapedCell(state, size, density);
    context.clearRect(0, 0, side, side);
    context.fillStyle = colour;
    context.fill(path, 'evenodd');
    return new Uint32Array(context.getImageData(0, 0, side, side).data.buffer);
  });
  context.clearRect(0, 0, side, side);
  return { pitch: side, pixels };
}

/** A shape for each state. */
function shapedCell(state: number, size: number, density: number): Path2D {
  const path = new Path2D();
  const dot = 1.2 * density;
  const edge = 0.8 * density;
  switch (state) {
    case BLOCK_CELL.equal:
      path.rect(0, 0, size, size);
      path.rect(edge, edge, size - 2 * edge, size - 2 * edge);
      break;
    case BLOCK_CELL.differs:
      path.moveTo(0, 0);
      path.lineTo(0, size);
      path.lineTo(size, size);
      path.closePath();
      break;
    case BLOCK_CELL.copied:
      path.rect(0, 0, size, size);
      path.rect(size / 3, size / 3, size / 3, size / 3);
      break;
    case BLOCK_CELL.onlyFirst:
      path.rect(0, 0, size / 2, size);
      break;
    case BLOCK_CELL.onlySecond:
      path.rect(0, 0, size, size / 2);
      break;
    default:
      path.rect(size / 2 - dot / 2, size / 2 - dot / 2, dot, dot);
  }
  return path;
}

/** Too small for shapes: unused is empty, equal a quarter, copied and on one side only two, different all of it. */
function fineCell(state: number, size: number): Path2D {
  const path = new Path2D();
  const half = Math.max(1, Math.floor(size / 2));
  if (state === BLOCK_CELL.differs) path.rect(0, 0, size, size);
  if (state === BLOCK_CELL.equal || state === BLOCK_CELL.copied)
    path.rect(0, size - half, half, half);
  if (state === BLOCK_CELL.copied) path.rect(size - half, 0, half, half);
  if (state === BLOCK_CELL.onlyFirst) path.rect(0, 0, half, size);
  if (state === BLOCK_CELL.onlySecond) path.rect(0, 0, size, half);
  return path;
}
