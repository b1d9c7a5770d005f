import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import type { BlockMaps, ClusterId, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { lightsOut } from '../../styles/tokens.ts';
import '../address-wire/address-wire.ts';
import type { VerticalLayout } from '../address-wire/vertical-sky-drawing.ts';
import '../cluster-card/cluster-card.ts';
import '../data-wire/data-wire.ts';
import '../disk-card/disk-card.ts';
import { stageDisk } from '../disk-card/disk-words.ts';
import { diskFaults, stageFaults } from '../fault-menu/fault-lines.ts';
import '../fault-menu/fault-menu.ts';
import { icon } from '../icon/icon.ts';
import { whyButtonStyles } from '../why/why-button.styles.ts';
import { whyButton } from '../why/why-question.ts';
import { diskWhy, serviceWhy } from '../why/why-states.ts';
import { ElementSize } from './element-size.ts';
import { stageStyles } from './stage.styles.ts';
import { CLUSTER_IDS, isDark } from './virtual-server.ts';

/** How the stage is laid out; `auto` chooses by its own size. */
export type StageMode = 'auto' | 'full' | 'compact' | 'mini' | 'column';

const COLUMN_BELOW_WIDTH = 500;
const FULL_FROM_HEIGHT = 592;
const COMPACT_FROM_HEIGHT = 420;

/** The layout for a stage of this size, CSS pixels. */
export function stageModeFor(width: number, height: number): Exclude<StageMode, 'auto'> {
  if (width < COLUMN_BELOW_WIDTH) return 'column';
  if (height >= FULL_FROM_HEIGHT) return 'full';
  return height >= COMPACT_FROM_HEIGHT ? 'compact' : 'mini';
}

/**
 * What is really happening: the address wire above, two clusters, the data wire between their disks.
 *
 * @summary Everything on it is a function of the snapshot and its virtual time.
 * @slot tools - controls beside *Cause a fault*
 * @fires lab-line - a line that a person chose to run
 */
@customElement('lab-stage')
export class LabStage extends LitElement {
  static override styles = [controls, whyButtonStyles, lightsOut, stageStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;

  /** Blocks of both disks; null until they are known. */
  @property({ attribute: false }) blockMaps: BlockMaps | null = null;

  /** Virtual seconds a real second; above 4 single orders, hearts and pings hold still. */
  @property({ attribute: false }) speed: number | 'max' = 1;

  @property() mode: StageMode = 'auto';

  @state() private column: VerticalLayout | null = null;

  readonly #size = new ElementSize(this, { width: 720, height: 600 });
  #cards: ResizeObserver | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cards?.disconnect();
    this.#cards = null;
  }

  override render(): TemplateResult {
    const mode = this.#mode();
    return html`<section class="stage stage--${mode}" data-mode=${mode} aria-label="Stage">
      <header class="stage-head">
        <h2>Stage</h2>
        <span class="muted">what is really happening</span>
        <span class="tools">
          ${this.snapshot ? this.#outage(this.snapshot) : nothing}
          ${this.snapshot ? this.#causeFault(this.snapshot) : nothing}
          <slot name="tools"></slot>
        </span>
      </header>
      ${
        this.snapshot === null
          ? html`<p class="stage-hint">The clusters appear here once the lab is open.</p>`
          : this.#parts(this.snapshot, mode)
      }
    </section>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const wants = this.#mode() === 'column' && this.snapshot !== null;
    if (wants && this.#cards === null) {
      this.#cards = new ResizeObserver(() => {
        this.#measure();
      });
      for (const card of this.renderRoot.querySelectorAll('lab-cluster-card')) {
        this.#cards.observe(card);
      }
    } else if (!wants && this.#cards !== null) {
      this.#cards.disconnect();
      this.#cards = null;
      this.column = null;
    }
  }

  #mode(): Exclude<StageMode, 'auto'> {
    return this.mode === 'auto' ? stageModeFor(this.#size.width, this.#size.height) : this.mode;
  }

  #parts(snapshot: Snapshot, mode: Exclude<StageMode, 'auto'>): TemplateResult {
    const { speed, blockMaps } = this;
    const isColumn = mode === 'column';
    const wide = this.#size.width >= 680;
    const cards = CLUSTER_IDS.map(
      (id) =>
        html`<lab-cluster-card
          class="card--${id}"
          .snapshot=${snapshot}
          .speed=${speed}
          cluster=${id}
          size=${mode}
        ></lab-cluster-card>`,
    );
    const sky = html`<lab-address-wire
      .snapshot=${snapshot}
      .speed=${speed}
      .vertical=${isColumn ? this.column : null}
      gap=${wide ? 24 : 20}
    ></lab-address-wire>`;
    const link = html`<lab-data-wire
      .snapshot=${snapshot}
      .speed=${speed}
      size=${mode}
    ></lab-data-wire>`;
    const disks = CLUSTER_IDS.map(
      (id) =>
        html`<div class="disk-place">
          <lab-disk-card
            .snapshot=${snapshot}
            .blockMaps=${blockMaps}
            cluster=${id}
          ></lab-disk-card>
          ${this.#diskFaults(snapshot, id)}
        </div>`,
    );
    return isColumn
      ? html`${sky}
          <div class="column">${cards[0]}${link}${cards[1]}</div>`
      : html`${sky}
          <div class="clusters">${cards}</div>
          <div class="ground">${disks[0]}${link}${disks[1]}</div>`;
  }

  /** In the corner of the disk's card. */
  #diskFaults(snapshot: Snapshot, id: ClusterId): TemplateResult | typeof nothing {
    const cluster = snapshot.clusters[id];
    const disk = stageDisk(cluster);
    if (disk === null) return nothing;
    const name = `${disk.drive} of ${cluster.name}`;
    return html`<lab-fault-menu
      class="disk-faults ${isDark(cluster) ? 'lights-out' : ''}"
      label="Faults of ${name}"
      name="Faults of ${name}"
      .choices=${diskFaults(snapshot, id, disk)}
      .why=${diskWhy(snapshot, id, disk)}
      ><span class="btn btn--icon btn--small">${icon('bolt')}</span></lab-fault-menu
    >`;
  }

  #outage(snapshot: Snapshot): TemplateResult | typeof nothing {
    const why = serviceWhy(snapshot);
    if (why === null) return nothing;
    return whyButton(why, html`<span class="outage">${why.state}</span>`, why.state);
  }

  #causeFault(snapshot: Snapshot): TemplateResult {
    return html`<lab-fault-menu label="Cause a fault" .choices=${stageFaults(snapshot)}
      ><span class="btn btn--quiet btn--small"
        >${icon('bolt')}<span class="fault-word">Cause a fault</span></span
      ></lab-fault-menu
    >`;
  }

  /** Reads where the cards stand; runs when they change size, never with a snapshot. */
  #measure(): void {
    const [first, second] = this.renderRoot.querySelectorAll<HTMLElement>('lab-cluster-card');
    if (!first || !second) return;
    const next: VerticalLayout = {
      docks: { first: first.offsetTop, second: second.offsetTop },
      firstBottom: first.offsetTop + first.offsetHeight,
      bottom: second.offsetTop + second.offsetHeight - 30,
    };
    if (JSON.stringify(next) !== JSON.stringify(this.column)) this.column = next;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-stage': LabStage;
  }
}
