import { cellStamps, type CellStamps } from './cell-stamps.ts';

/** All that a picture of cells depends on beside the cells. */
export interface BlockMapFace {
  /** CSS pixels, as `height` and `pitch`. */
  readonly width: number;
  readonly height: number;
  /** Device pixels to a CSS pixel. */
  readonly density: number;
  readonly columns: number;
  readonly pitch: number;
  /** CSS colour of each state, by its code. */
  readonly colours: readonly string[];
}

/** A corner of the picture that has to reach the canvas, in cells; empty while `right < left`. */
interface DirtyCells {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * Paints cells into memory, each a copy of its state's stamp, and hands the part that changed to the canvas at once:
 * what a frame costs is bound by the size of the picture, whatever the shapes are.
 */
export class BlockMapPainter {
  #face = '';
  #shown = new Uint8Array(0);
  #image: ImageData | null = null;
  #words = new Uint32Array(0);
  #stamps: CellStamps | null = null;

  /** Brings the canvas to these cells, one state's code each, row by row; `cells` is not kept. */
  paint(canvas: HTMLCanvasElement, cells: Uint8Array, face: BlockMapFace): void {
    // Pixels come from memory: a canvas in memory takes them without a way over the graphics card.
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return;
    const { colours, ...measures } = face;
    const name = [...Object.values(measures), cells.length, ...colours].join(' ');
    if (name !== this.#face) {
      this.#begin(context, face);
      this.#face = name;
      this.#shown = new Uint8Array(cells.length).fill(NOT_DRAWN);
    }
    this.#bring(context, cells, face);
  }

  /** An empty picture of that size, and the stamps for it. */
  #begin(context: CanvasRenderingContext2D, face: BlockMapFace): void {
    const { canvas } = context;
    canvas.width = Math.max(1, Math.round(face.width * face.density));
    canvas.height = Math.max(1, Math.round(face.height * face.density));
    this.#stamps = cellStamps(context, face.pitch, face.density, face.colours);
    this.#image = context.createImageData(canvas.width, canvas.height);
    this.#words = new Uint32Array(this.#image.data.buffer);
  }

  #bring(context: CanvasRenderingContext2D, cells: Uint8Array, { columns }: BlockMapFace): void {
    if (this.#stamps === null || this.#image === null) return;
    const { pitch } = this.#stamps;
    const start = Math.max(0, Math.floor((this.#image.width - columns * pitch) / 2));
    const dirty: DirtyCells = { left: columns, right: -1, top: cells.length, bottom: -1 };
    for (let cell = 0; cell < cells.length; cell += 1) {
      const state = cells[cell] ?? 0;
      if (state === this.#shown[cell]) continue;
      this.#shown[cell] = state;
      const column = cell % columns;
      const row = (cell - column) / columns;
      this.#stamp(state, start + column * pitch, row * pitch, this.#image);
      dirty.left = Math.min(dirty.left, column);
      dirty.right = Math.max(dirty.right, column);
      dirty.top = Math.min(dirty.top, row);
      dirty.bottom = row;
    }
    if (dirty.right < dirty.left) return;
    const width = (dirty.right - dirty.left + 1) * pitch;
    const height = (dirty.bottom - dirty.top + 1) * pitch;
    const left = start + dirty.left * pitch;
    context.putImageData(this.#image, 0, 0, left, dirty.top * pitch, width, height);
  }

  /** Copies a stamp to a place in the picture, as far as it lies within. */
  #stamp(state: number, left: number, top: number, { width, height }: ImageData): void {
    const stamp = this.#stamps?.pixels[state];
    if (this.#stamps === null || stamp === undefined) return;
    const { pitch } = this.#stamps;
    const columns = Math.min(pitch, width - left);
    const rows = Math.min(pitch, height - top);
    for (let y = 0; y < rows; y += 1) {
      const to = (top + y) * width + left;
      const from = y * pitch;
      for (let x = 0; x < columns; x += 1) this.#words[to + x] = stamp[from + x] ?? 0;
    }
  }
}

/** No state's code. */
const NOT_DRAWN = 0xff;
