import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import type { BlockMaps } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import '../block-map/block-map.ts';
import { differenceMapStyles } from './difference-map.styles.ts';
import {
  differenceRow,
  differenceSentence,
  stateWords,
  type DiskNames,
} from './difference-words.ts';

/** Rows that the table shows at most: a person reads no more, and the rest is counted. */
const ROWS_MAX = 100;
const HEADS = ['File', 'Blocks of it', 'How'] as const;

/**
 * @summary The blocks of the set's files on both disks as one map: equal, different, or on one disk alone; with a
 * sentence, and a table of the ranges that differ.
 */
@customElement('lab-difference-map')
export class LabDifferenceMap extends LitElement {
  static override styles = [controls, differenceMapStyles];

  /** Null until they are known. */
  @property({ attribute: false }) blockMaps: BlockMaps | null = null;

  /** Names of the two clusters. */
  @property({ attribute: false }) names: DiskNames = { first: 'CLUS-A', second: 'CLUS-B' };

  @state() private tableShown = false;

  override render(): TemplateResult {
    const { blockMaps, names, tableShown } = this;
    const sentence =
      blockMaps === null
        ? 'The difference appears here once the lab is open.'
        : differenceSentence(blockMaps, names);
    return html`<section aria-label="Difference between the disks">
      <header>
        <h3 aria-level="2">Difference</h3>
        <button
          class="btn btn--quiet btn--small difference-switch"
          aria-expanded=${tableShown ? 'true' : 'false'}
          @click=${() => (this.tableShown = !tableShown)}
        >
          ${tableShown ? 'Map' : 'Table'}
        </button>
      </header>
      <p>${sentence}</p>
      ${tableShown && blockMaps !== null ? this.#table(blockMaps) : this.#map(sentence)}
    </section>`;
  }

  #map(sentence: string): TemplateResult {
    const blocks = this.blockMaps?.difference ?? null;
    return html`<lab-block-map
        .blocks=${blocks}
        .sentence=${`Difference between ${this.names.first} and ${this.names.second}: ${sentence}`}
      ></lab-block-map>
      <ul aria-label="Marks of the map">
        <li><i class="mark equal"></i>equal</li>
        ${(['differs', 'onlyFirst', 'onlySecond'] as const).map(
          (each) => html`<li><i class="mark ${each}"></i>${stateWords(each, this.names)}</li>`,
        )}
      </ul>`;
  }

  #table({ ranges, rangeCount }: BlockMaps): TemplateResult {
    const { names } = this;
    if (ranges.length === 0) return html`<p class="rest">No range of blocks to list.</p>`;
    const left = rangeCount - Math.min(ranges.length, ROWS_MAX);
    return html`<table>
        <caption>
          Blocks that differ, counted from 0
        </caption>
        <thead>
          <tr>
            ${[...HEADS, `On ${names.first}`, `On ${names.second}`].map(
              (head) => html`<th scope="col">${head}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${ranges.slice(0, ROWS_MAX).map((range) => {
            const [path, ...cells] = differenceRow(range, names);
            return html`<tr>
              <th scope="row">${breakable(path)}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
      ${left > 0 ? html`<p class="rest">and ${String(left)} more ranges</p>` : nothing}`;
  }
}

/** A path that breaks behind its folders. */
function breakable(path: string): unknown {
  return path.split(/(?<=\\)/).map((part) => html`${part}<wbr />`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-difference-map': LabDifferenceMap;
  }
}
