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
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(height * density);
    if (this.blocks === null || this.blocks.length === 0) return;
    context.scale(density, density);
    const layout = blockMapLayout(this.blocks.length, width, height);
    drawCells(context, drawnCells(this.blocks, layout), layout, getComputedStyle(this));
  }
}

/** All cells of one state in one path: four fills a map, however many cells there are. */
function drawCells(
  context: CanvasRenderingContext2D,
  cells: Uint8Array,
  layout: BlockMapLayout,
  style: CSSStyleDeclaration,
): void {
  const same = new Path2D();
  const differs = new Path2D();
  const copied = new Path2D();
  const unused = new Path2D();
  const { pitch, columns, left } = layout;
  const size = pitch - 1;
  for (let cell = 0; cell < cells.length; cell += 1) {
    const x = left + (cell % columns) * pitch;
    const y = Math.floor(cell / columns) * pitch;
    switch (cells[cell]) {
      case BLOCK_CELL.equal:
        same.rect(x + 0.4, y + 0.4, size - 0.8, size - 0.8);
        break;
      case BLOCK_CELL.differs:
        differs.moveTo(x, y);
        differs.lineTo(x, y + size);
        differs.lineTo(x + size, y + size);
        differs.closePath();
        break;
      case BLOCK_CELL.copied:
        copied.rect(x, y, size, size);
        copied.rect(x + size / 3, y + size / 3, size / 3, size / 3);
        break;
      default:
        unused.rect(x + size / 2 - 0.6, y + size / 2 - 0.6, 1.2, 1.2);
    }
  }
  const colour = (token: string): string => style.getPropertyValue(token).trim() || style.color;
  context.lineWidth = 0.8;
  context.strokeStyle = colour('--block-same');
  context.stroke(same);
  context.fillStyle = colour('--line-3');
  context.fill(unused);
  context.fillStyle = colour('--state-ok');
  context.fill(copied, 'evenodd');
  context.lineWidth = 1;
  context.lineJoin = 'round';
  context.fillStyle = colour('--state-pending');
  context.strokeStyle = context.fillStyle;
  context.fill(differs);
  context.stroke(differs);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-block-map': LabBlockMap;
  }
}
