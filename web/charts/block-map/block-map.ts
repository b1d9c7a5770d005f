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
import { BlockMapPainter } from './block-map-painter.ts';
import { ScreenChanges } from './screen-changes.ts';

/**
 * Blocks on a canvas: equal hollow, different a triangle, copied a square with a hole, unused a dot, on the first disk
 * alone the left half of a square, on the second the upper. Fine cells of a large disk: the more of one is filled, the
 * more there is to do.
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

  /** What is said of the picture in place of the counts of a disk. */
  @property() sentence: string | null = null;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  readonly #size = new ElementSize(this, { width: 208, height: 80 });

  readonly #painter = new BlockMapPainter();

  constructor() {
    super();
    new ScreenChanges(this);
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
    if (this.sentence !== null) return this.sentence;
    if (this.blocks === null) return `Block map of ${this.disk}: no blocks in use.`;
    const { equal, differs, copied } = blockCounts(this.blocks);
    const parts = [
      `${String(equal)} blocks equal on both disks`,
      `${String(differs)} different`,
      ...(copied > 0 ? [`${String(copied)} copied`] : []),
    ];
    const { blocksPerCell } = this.#layout(this.blocks);
    const grain = blocksPerCell > 1 ? ` A cell stands for ${String(blocksPerCell)} blocks.` : '';
    return `Block map of ${this.disk}: ${parts.join(', ')}.${grain}`;
  }

  #layout(blocks: Uint8Array): BlockMapLayout {
    return blockMapLayout(blocks.length, this.#size.width, this.#size.height);
  }

  #draw(): void {
    const blocks = this.blocks ?? NO_BLOCKS;
    const layout = this.#layout(blocks);
    this.#painter.paint(this.canvas, drawnCells(blocks, layout), {
      width: this.#size.width,
      height: this.#size.height,
      density: globalThis.devicePixelRatio,
      columns: layout.columns,
      pitch: layout.pitch,
      colours: coloursOf(getComputedStyle(this)),
    });
  }
}

const NO_BLOCKS = new Uint8Array(0);

/** Colour of each state, by its code. */
function coloursOf(style: CSSStyleDeclaration): readonly string[] {
  const colours = ['', '', '', '', '', ''];
  colours[BLOCK_CELL.unused] = style.getPropertyValue('--line-3').trim();
  colours[BLOCK_CELL.equal] = style.getPropertyValue('--block-same').trim();
  colours[BLOCK_CELL.differs] = style.getPropertyValue('--state-pending').trim();
  colours[BLOCK_CELL.copied] = style.getPropertyValue('--state-ok').trim();
  colours[BLOCK_CELL.onlyFirst] = style.getPropertyValue('--first-cluster').trim();
  colours[BLOCK_CELL.onlySecond] = style.getPropertyValue('--second-cluster').trim();
  return colours;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-block-map': LabBlockMap;
  }
}
