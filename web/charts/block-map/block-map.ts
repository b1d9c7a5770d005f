import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

import { BLOCK_CELL } from '../../../workers/api.ts';
import { ElementSize } from '../../components/stage/element-size.ts';
import {
  blockCounts,
  blockMapLayout,
  drawnCells,
  type BlockMapLayout,
} from './block-map.layout.ts';

/**
 * A disk's blocks on a canvas: equal hollow, different a triangle, copied a square with a hole, unused a dot.
 *
 * @summary Drawn anew when the blocks, the size or the colours change, and never otherwise.
 */
@customElement('lab-block-map')
export class LabBlockMap extends LitElement {
  static override styles = css`
    :host {
      position: relative;
      display: block;
      height: 80px;
      /* A change of theme changes this colour; the transition that it starts tells when to draw again. */
      color: var(--block-same);
      transition: color 1ms step-end;
    }
    .none {
      position: absolute;
      inset: 0;
      display: grid;
      place-content: center;
      color: var(--ink-3);
      font: 400 var(--text-micro) / 1.3 var(--font-ui);
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
  `;

  /** One code of `BLOCK_CELL` a block; a new array means that something changed. */
  @property({ attribute: false }) blocks: Uint8Array | null = null;

  /** Whose disk: `S: on CLUS-A`. */
  @property() disk = 'disk';

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  readonly #size = new ElementSize(this, { width: 208, height: 80 });

  /** Size and colours that the canvas was last cleared for, and the cells on it. */
  #face = '';
  #shown: Uint8Array = NO_BLOCKS;

  constructor() {
    super();
    this.addEventListener('transitionend', () => {
      this.#draw();
    });
  }

  override render(): TemplateResult {
    const empty = this.blocks === null || this.blocks.length === 0;
    return html`<canvas role="img" aria-label=${this.#sentence()}></canvas>
      ${empty ? html`<span class="none" aria-hidden="true">no blocks in use</span>` : nothing}`;
  }

  protected override updated(_changed: PropertyValues): void {
    this.#draw();
  }

  #sentence(): string {
    if (this.blocks === null) return `Block map of ${this.disk}: no blocks in use.`;
    const { equal, differs, copied } = blockCounts(this.blocks);
    const parts = [
      `${String(equal)} blocks equal on both disks`,
      `${String(differs)} different`,
      ...(copied > 0 ? [`${String(copied)} copied`] : []),
    ];
    return `Block map of ${this.disk}: ${parts.join(', ')}.`;
  }

  #draw(): void {
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    const { width, height } = this.#size;
    const density = globalThis.devicePixelRatio;
    const blocks = this.blocks ?? NO_BLOCKS;
    const layout = blockMapLayout(blocks.length, width, height);
    const cells = drawnCells(blocks, layout);
    const colours = coloursOf(getComputedStyle(this));
    const face = [width, height, density, layout.pitch, layout.cells, ...colours].join(' ');
    if (face !== this.#face) {
      this.canvas.width = Math.round(width * density);
      this.canvas.height = Math.round(height * density);
      this.#face = face;
      this.#shown = NO_BLOCKS;
    }
    drawCells(context, cells, this.#shown, cellGrid(layout, this.canvas.width, density), colours);
    this.#shown = cells === blocks ? cells.slice() : cells;
  }
}

const NO_BLOCKS = new Uint8Array(0);

/** Colour of each state, by its code. */
function coloursOf(style: CSSStyleDeclaration): readonly string[] {
  const colours = ['', '', '', ''];
  colours[BLOCK_CELL.unused] = style.getPropertyValue('--line-3');
  colours[BLOCK_CELL.equal] = style.getPropertyValue('--block-same');
  colours[BLOCK_CELL.differs] = style.getPropertyValue('--state-pending');
  colours[BLOCK_CELL.copied] = style.getPropertyValue('--state-ok');
  return colours;
}

/** Where cells lie in device pixels: whole ones, so that clearing one leaves its neighbours alone. */
interface CellGrid {
  readonly columns: number;
  readonly pitch: number;
  readonly left: number;
  readonly density: number;
}

function cellGrid({ columns, pitch }: BlockMapLayout, width: number, density: number): CellGrid {
  const devicePitch = Math.max(1, Math.floor(pitch * density));
  const left = Math.max(0, Math.floor((width - columns * devicePitch) / 2));
  return { columns, pitch: devicePitch, left, density };
}

/** Draws the cells that are not what is shown: one path and one fill for each state. */
function drawCells(
  context: CanvasRenderingContext2D,
  cells: Uint8Array,
  shown: Uint8Array,
  grid: CellGrid,
  colours: readonly string[],
): void {
  const paths = colours.map(() => new Path2D());
  const { pitch, columns, left, density } = grid;
  for (let cell = 0; cell < cells.length; cell += 1) {
    const state = cells[cell] ?? 0;
    if (state === shown[cell]) continue;
    const x = left + (cell % columns) * pitch;
    const y = Math.floor(cell / columns) * pitch;
    if (shown.length > 0) context.clearRect(x, y, pitch, pitch);
    const path = paths[state];
    if (path) addCell(path, state, x, y, pitch - Math.ceil(density), density);
  }
  paths.forEach((path, state) => {
    context.fillStyle = colours[state]?.trim() ?? '';
    context.fill(path, 'evenodd');
  });
}

/** One cell's shape: it keeps within its square, so that it can be cleared alone. */
function addCell(
  path: Path2D,
  state: number,
  x: number,
  y: number,
  size: number,
  density: number,
): void {
  const dot = 1.2 * density;
  switch (state) {
    case BLOCK_CELL.equal:
      path.rect(x, y, size, size);
      path.rect(x + 0.8 * density, y + 0.8 * density, size - 1.6 * density, size - 1.6 * density);
      break;
    case BLOCK_CELL.differs:
      path.moveTo(x, y);
      path.lineTo(x, y + size);
      path.lineTo(x + size, y + size);
      path.closePath();
      break;
    case BLOCK_CELL.copied:
      path.rect(x, y, size, size);
      path.rect(x + size / 3, y + size / 3, size / 3, size / 3);
      break;
    default:
      path.rect(x + size / 2 - dot / 2, y + size / 2 - dot / 2, dot, dot);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-block-map': LabBlockMap;
  }
}
