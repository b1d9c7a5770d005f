import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { ElementSize } from '../stage/element-size.ts';
import { StageMotion } from '../stage/stage-motion.ts';
import { virtualServerOf } from '../stage/virtual-server.ts';
import { SKY_HEIGHT, skyLayout } from './address-wire.layout.ts';
import { addressWireStyles } from './address-wire.styles.ts';
import { pingOf } from './ping.ts';
import { platesOf } from './plates.ts';
import { skyDrawing, type SkyPicture } from './sky-drawing.ts';
import { skySentence } from './sky-words.ts';
import { type VerticalLayout, verticalSkyDrawing } from './vertical-sky-drawing.ts';

/**
 * The address wire: clients, PUBLIC, and the plate of the client address over the cluster that answers.
 *
 * @summary Two plates are a split service, none is an outage, a plate without its name cannot be found.
 */
@customElement('lab-address-wire')
export class LabAddressWire extends LitElement {
  static override styles = [controls, addressWireStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;

  /** Gap between the two cards below, CSS pixels: docks stand over their middles. */
  @property({ type: Number }) gap = 24;

  /** Set in a stage of one column: the wire runs down, and docks stand at the cards' tops. */
  @property({ attribute: false }) vertical: VerticalLayout | null = null;

  /** Virtual seconds a real second; above 4 orders and replies do not move. */
  @property({ attribute: false }) speed: number | 'max' = 1;

  readonly #size = new ElementSize(this, { width: 720, height: SKY_HEIGHT });
  readonly #motion = new StageMotion(this);

  override render(): TemplateResult | typeof nothing {
    if (this.snapshot === null) return nothing;
    const server = virtualServerOf(this.snapshot);
    const picture: SkyPicture = {
      snapshot: this.snapshot,
      server,
      hanging: platesOf(this.snapshot, server),
      ping: pingOf(this.snapshot, server),
      moves: this.#motion.movesAt(this.speed),
      still: this.#motion.reduced,
    };
    const { width, height } = this.#size;
    const high = this.vertical ? height : SKY_HEIGHT;
    return html`<svg
      class="sky"
      viewBox="0 0 ${width} ${high}"
      width=${width}
      height=${high}
      role="img"
      aria-label=${skySentence(this.snapshot, server, picture.hanging)}
    >
      ${
        this.vertical
          ? verticalSkyDrawing(picture, this.vertical)
          : skyDrawing(picture, skyLayout(width, this.gap))
      }
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-address-wire': LabAddressWire;
  }
}
