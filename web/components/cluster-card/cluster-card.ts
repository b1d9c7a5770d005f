import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';

import type { ClusterId, ClusterSnapshot, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { lightsOut } from '../../styles/tokens.ts';
import { siteFaults } from '../fault-menu/fault-lines.ts';
import '../fault-menu/fault-menu.ts';
import { icon } from '../icon/icon.ts';
import { heart } from '../shape/marks.ts';
import { stateWord } from '../shape/state-look.ts';
import { StageMotion } from '../stage/stage-motion.ts';
import { applicationGroups, isDark, virtualServerOf } from '../stage/virtual-server.ts';
import { whyButtonStyles } from '../why/why-button.styles.ts';
import { siteWhy } from '../why/why-states.ts';
import { clusterCardStyles } from './cluster-card.styles.ts';
import { emptyGroup, groupBox } from './group-box.ts';
import { heartbeatOf, heartScale } from './heartbeat.ts';
import { nodeBox } from './node-box.ts';

const BADGE: Readonly<Record<ClusterId, string>> = { first: 'A', second: 'B' };

/**
 * One cluster: badge, nodes with a heart between them, groups below their owner. Dark without power.
 *
 * @fires lab-line - a fault that a person chose, as the line to run
 */
@customElement('lab-cluster-card')
export class LabClusterCard extends LitElement {
  static override styles = [controls, whyButtonStyles, lightsOut, clusterCardStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;

  /** Which cluster. */
  @property({ reflect: true }) cluster: ClusterId = 'first';

  /** `compact` drops second lines, `mini` folds resources into shapes, `column` is a stage of one column. */
  @property({ reflect: true }) size: 'full' | 'compact' | 'mini' | 'column' = 'full';

  /** Virtual seconds a real second; above 4 hearts hold still. */
  @property({ attribute: false }) speed: number | 'max' = 1;

  /** More groups than fit: their list can be scrolled, so it can be focused. */
  @state() private scrolls = false;

  readonly #motion = new StageMotion(this);
  #watched: readonly Element[] = [];
  readonly #fit = new ResizeObserver(() => {
    this.#measure();
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#fit.disconnect();
    this.#watched = [];
  }

  override render(): TemplateResult | typeof nothing {
    if (this.snapshot === null) return nothing;
    const cluster = this.snapshot.clusters[this.cluster];
    const dark = isDark(cluster);
    const atMs = this.#motion.movesAt(this.speed) ? this.snapshot.atMs : 0;
    const groups = applicationGroups(cluster);
    return html`<article
      class="cluster cluster--${this.cluster} ${dark ? 'lights-out' : ''}"
      aria-label="${cluster.name}, ${this.cluster} cluster"
    >
      ${this.#head(this.snapshot, cluster, dark)} ${this.#nodes(this.snapshot, cluster, atMs)}
      <div
        class="groups"
        role="group"
        aria-label="Groups of ${cluster.name}"
        tabindex=${ifDefined(this.scrolls ? 0 : undefined)}
      >
        ${
          groups.length === 0
            ? emptyGroup(this.cluster, cluster.name)
            : groups.map((group) => groupBox(this.snapshot as Snapshot, this.cluster, group, atMs))
        }
      </div>
    </article>`;
  }

  protected override updated(): void {
    const list = this.renderRoot.querySelector('.groups');
    const parts = list === null ? [] : [list, ...list.children];
    if (
      parts.length === this.#watched.length &&
      parts.every((part) => this.#watched.includes(part))
    )
      return;
    this.#fit.disconnect();
    for (const part of parts) this.#fit.observe(part);
    this.#watched = parts;
  }

  #measure(): void {
    const list = this.renderRoot.querySelector('.groups');
    this.scrolls = list !== null && list.scrollHeight > list.clientHeight;
  }

  #head(snapshot: Snapshot, cluster: ClusterSnapshot, dark: boolean): TemplateResult {
    return html`<header class="cluster-head">
      <span class="badge badge--${this.cluster}" aria-hidden="true">${BADGE[this.cluster]}</span>
      <h3>${cluster.name}</h3>
      <span class="cluster-role">${this.#role(cluster, dark)}</span>
      <lab-fault-menu
        class="site-faults"
        label="Faults of the ${this.cluster} site"
        .choices=${siteFaults(snapshot, this.cluster)}
        .why=${siteWhy(cluster, this.cluster)}
        ><span class="btn btn--icon btn--small"
          >${icon('bolt')}<span class="visually-hidden">Faults of ${cluster.name}</span></span
        ></lab-fault-menu
      >
    </header>`;
  }

  #role(cluster: ClusterSnapshot, dark: boolean): TemplateResult {
    if (dark) return stateWord({ shape: 'square-x', tone: 'failed', word: 'No power' });
    if (!cluster.reachable)
      return stateWord({ shape: 'unknown', tone: 'off', word: 'Unreachable' });
    return html`${this.cluster} cluster`;
  }

  #nodes(snapshot: Snapshot, cluster: ClusterSnapshot, atMs: number): TemplateResult {
    const [left, right] = cluster.nodes;
    return html`<div class="nodes">
      ${left ? nodeBox(snapshot, cluster, left, atMs) : nothing}
      ${this.#heart(snapshot, cluster, atMs)}
      ${right ? nodeBox(snapshot, cluster, right, atMs) : nothing}
    </div>`;
  }

  #heart(snapshot: Snapshot, cluster: ClusterSnapshot, atMs: number): TemplateResult {
    const network = virtualServerOf(snapshot)?.network;
    const beat = heartbeatOf(cluster, network === undefined || network === '' ? 'PUBLIC' : network);
    const heard = beat?.heard ?? false;
    const scale = beat && atMs !== 0 ? heartScale(beat, atMs) : 1;
    return html`<div class="beat ${heard ? '' : 'is-still'}">
      ${heart(heard, scale)}<span class="beat-word">${heard ? beat?.network : 'silent'}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-cluster-card': LabClusterCard;
  }
}
