import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { orderRangesText } from '../../words/order-ranges.ts';
import { linkFaults } from '../fault-menu/fault-lines.ts';
import '../fault-menu/fault-menu.ts';
import { icon } from '../icon/icon.ts';
import { ElementSize } from '../stage/element-size.ts';
import { StageMotion } from '../stage/stage-motion.ts';
import { trafficWhy } from '../why/why-states.ts';
import { dataWireDrawing } from './data-wire-drawing.ts';
import { WIRE_ROWS } from './data-wire.layout.ts';
import { dataWireStyles } from './data-wire.styles.ts';
import { trafficOf, type Traffic } from './traffic.ts';
import { verticalDataWireDrawing } from './vertical-data-wire-drawing.ts';

/**
 * The data wire between the disks: queued orders as numbered beads, in write order; left behind when it breaks.
 *
 * @fires lab-line - to cut the link or to restore it
 */
@customElement('lab-data-wire')
export class LabDataWire extends LitElement {
  static override styles = [controls, dataWireStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;

  /** As the stage; in a stage of one column the wire runs down. */
  @property({ reflect: true }) size: 'full' | 'compact' | 'mini' | 'column' = 'full';

  /** Virtual seconds a real second; above 4 nothing on the wire moves. */
  @property({ attribute: false }) speed: number | 'max' = 1;

  readonly #size = new ElementSize(this, { width: 224, height: WIRE_ROWS.full.height });
  readonly #motion = new StageMotion(this);

  override render(): TemplateResult | typeof nothing {
    if (this.snapshot === null) return nothing;
    const traffic = trafficOf(this.snapshot);
    const { width } = this.#size;
    const rows = this.size === 'column' ? null : WIRE_ROWS[this.size];
    const height = rows?.height ?? this.#size.height;
    const atMs = this.#motion.movesAt(this.speed) ? this.snapshot.atMs : 0;
    return html`<svg
        class="link is-${traffic.look}"
        data-traffic=${traffic.look}
        viewBox="0 0 ${width} ${height}"
        width=${width}
        height=${height}
        role="img"
        aria-label=${sentence(traffic)}
      >
        ${
          rows === null
            ? verticalDataWireDrawing(traffic, width, height, atMs)
            : dataWireDrawing(traffic, width, rows, atMs)
        }
      </svg>
      ${this.#linkMenu(this.snapshot, traffic)}`;
  }

  #linkMenu(snapshot: Snapshot, traffic: Traffic): TemplateResult {
    return html`<lab-fault-menu
      class="link-faults ${traffic.from === 'second' ? 'is-back' : ''}"
      label="Faults of the link"
      .choices=${linkFaults(snapshot)}
      .why=${trafficWhy(traffic)}
      ><span class="btn btn--icon btn--small"
        >${icon('bolt')}<span class="visually-hidden">Faults of the link</span></span
      ></lab-fault-menu
    >`;
  }
}

/** The wire in one sentence; figures that run are left to the charts, numbers of stranded orders are not. */
function sentence(traffic: Traffic): string {
  const stranded =
    traffic.stranded && traffic.beads.length > 0
      ? ` Not on the other side: ${orderRangesText(traffic.beads)}.`
      : '';
  const figure = traffic.look === 'flows' ? 'Orders are on their way.' : `${traffic.figure}.`;
  return `${traffic.title}, ${traffic.detail}. ${traffic.figure === '' ? '' : figure}${stranded}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-data-wire': LabDataWire;
  }
}
