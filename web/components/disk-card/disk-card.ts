import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { BlockMaps, ClusterId, Snapshot } from '../../../workers/api.ts';
import { blockCounts, type BlockCounts } from '../../charts/block-map/block-map.layout.ts';
import '../../charts/block-map/block-map.ts';
import { controls } from '../../styles/controls.styles.ts';
import { lightsOut } from '../../styles/tokens.ts';
import { shape } from '../shape/shape.ts';
import { isDark } from '../stage/virtual-server.ts';
import { diskSentences, setWords, stageDisk, type DiskSentence } from './disk-words.ts';

/** A cluster's shared disk: drive, set, owner, block map, one sentence. It stays readable without power. */
@customElement('lab-disk-card')
export class LabDiskCard extends LitElement {
  static override styles = [
    controls,
    lightsOut,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .disk {
        position: relative;
        height: 100%;
        padding: var(--disk-padding, 7px 12px 8px);
        border-radius: var(--radius-3);
        outline: var(--card-outline);
        outline-offset: -1px;
        background: var(--surface-card);
        box-shadow: var(--shadow-1);
        color: var(--ink-1);
      }
      .lights-out {
        box-shadow: none;
        outline: var(--lights-outline);
      }
      .disk::before {
        content: '';
        position: absolute;
        top: calc(-1 * var(--stem, 14px));
        left: 50%;
        height: var(--stem, 14px);
        border-left: 1.5px solid var(--line-3);
      }
      header,
      footer {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: var(--text-small);
        white-space: nowrap;
      }
      header b {
        font-weight: var(--weight-strong);
      }
      header .muted {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .disk-owner {
        margin-left: auto;
        color: var(--ink-2);
      }
      lab-block-map {
        height: var(--map-height, 80px);
        margin: var(--map-margin, 6px 0 5px);
      }
      footer {
        display: var(--foot, flex);
        gap: 12px;
        font-size: 11.5px;
        color: var(--ink-2);
      }
      footer span {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      footer .shape,
      .mark {
        flex: none;
        width: 9px;
        height: 9px;
      }
      .mark--differs {
        background: var(--state-pending);
        clip-path: polygon(0 0, 0 100%, 100% 100%);
      }
      .mark--copied {
        border: 3px solid var(--state-ok);
      }
    `,
  ];

  @property({ attribute: false }) snapshot: Snapshot | null = null;

  /** Blocks of both disks; null until they are known. */
  @property({ attribute: false }) blockMaps: BlockMaps | null = null;

  /** Whose disk. */
  @property() cluster: ClusterId = 'first';

  /** Blocks change seldom, snapshots sixty times a second: they are counted once. */
  #counted: { readonly blocks: Uint8Array; readonly counts: BlockCounts } | null = null;

  override render(): TemplateResult | typeof nothing {
    if (this.snapshot === null) return nothing;
    const cluster = this.snapshot.clusters[this.cluster];
    const disk = stageDisk(cluster);
    if (disk === null) return nothing;
    const blocks = this.blockMaps?.[this.cluster] ?? null;
    const counts = this.#countsOf(blocks);
    const sentences = diskSentences(this.snapshot, this.cluster, disk, counts);
    return html`<section
      class="disk ${isDark(cluster) ? 'lights-out' : ''}"
      aria-label="Disk ${disk.drive} of ${cluster.name}"
    >
      <header>
        <b>${disk.drive}</b><span class="muted">${setWords(this.snapshot, disk, blocks)}</span>
        <span class="disk-owner">${disk.owner ?? 'no owner'}</span>
      </header>
      <lab-block-map .blocks=${blocks} disk="${disk.drive} on ${cluster.name}"></lab-block-map>
      <footer>${sentences.map(sentence)}</footer>
    </section>`;
  }

  #countsOf(blocks: Uint8Array | null): BlockCounts | null {
    if (blocks === null) return null;
    if (this.#counted?.blocks !== blocks) this.#counted = { blocks, counts: blockCounts(blocks) };
    return this.#counted.counts;
  }
}

function sentence({ mark, words }: DiskSentence): TemplateResult {
  return html`<span>${markOf(mark)}${words}</span>`;
}

function markOf(mark: DiskSentence['mark']): TemplateResult {
  switch (mark) {
    case 'ok':
      return html`<i class="tone-ok">${shape('disc')}</i>`;
    case 'failed':
      return html`<i class="tone-failed">${shape('square-x')}</i>`;
    case 'empty':
      return html`<i class="tone-off">${shape('hollow')}</i>`;
    default:
      return html`<i class="mark mark--${mark}" aria-hidden="true"></i>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-disk-card': LabDiskCard;
  }
}
