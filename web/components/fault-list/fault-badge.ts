import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

import type { Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { labLine } from '../fault-menu/lab-line.ts';
import { placeBeside } from '../fault-menu/place-beside.ts';
import { icon } from '../icon/icon.ts';
import { shape } from '../shape/shape.ts';
import './fault-list.ts';
import { CLEAR_ALL, clearLine, countWords } from './standing-words.ts';

/**
 * @summary How many faults and alarms stand where there is no room for their list: one press clears, one shows them.
 * @event lab-line - a fault is to be cleared, or all are, detail `{line}`
 * @event lab-why - the causes of an alarm are wanted
 */
@customElement('lab-fault-badge')
export class LabFaultBadge extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 6px;
      }
      :host([row]) {
        grid-template-columns: minmax(0, 1fr) auto;
        justify-items: start;
        align-items: center;
        padding: 4px 12px;
      }
      .face {
        display: grid;
        gap: 2px;
        min-height: var(--target);
        padding: 2px 6px;
        border: 0;
        border-radius: var(--radius-2);
        background: none;
        cursor: pointer;
      }
      :host([row]) .face {
        display: flex;
        align-items: center;
        gap: 16px;
      }
      .face:hover {
        background: var(--surface-sunken);
      }
      .face span {
        display: flex;
        align-items: center;
        gap: 5px;
        font-weight: var(--weight-strong);
        font-size: var(--text-small);
        white-space: nowrap;
        text-decoration: underline dotted;
        text-underline-offset: 3px;
      }
      .face .ico {
        width: 12px;
        height: 12px;
        color: var(--state-failed);
      }
      .none {
        font-weight: var(--weight-strong);
      }
      .list {
        position: fixed;
        inset: auto;
        width: min(360px, calc(100vw - 16px));
        max-height: min(420px, calc(100vh - 16px));
        margin: 0;
        padding: 4px 0;
        border: 1px solid var(--line-2);
        border-radius: var(--radius-3);
        background: var(--surface-raised);
        color: var(--ink-1);
        box-shadow: var(--shadow-2);
        text-align: left;
        overflow: hidden auto;
      }
    `,
  ];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** Lies in a line of its own. */
  @property({ type: Boolean, reflect: true }) row = false;

  @query('.face') private readonly face!: HTMLElement | null;
  @query('.list') private readonly list!: HTMLElement | null;

  protected override updated(changed: PropertyValues<this>): void {
    const { face, list } = this;
    if (face instanceof HTMLButtonElement && list !== null) face.popoverTargetElement = list;
    if (changed.has('snapshot') && face === null && list?.matches(':popover-open') === true) {
      list.hidePopover();
    }
  }

  override render(): TemplateResult {
    const { faults = [], alarms = [], atMs = 0 } = this.snapshot ?? {};
    const [first] = faults;
    return html`${
        faults.length + alarms.length === 0
          ? html`<span class="cap">Faults</span><span class="none">none</span>`
          : html`<button class="face" title="Show them">
              ${
                first === undefined
                  ? nothing
                  : html`<span>${icon('bolt')}${countWords(faults.length, 'fault')}</span>`
              }
              ${
                alarms.length === 0
                  ? nothing
                  : html`<span>${shape('triangle')}${countWords(alarms.length, 'alarm')}</span>`
              }
            </button>`
      }
      ${
        first === undefined
          ? nothing
          : this.#clear(faults.length === 1 ? clearLine(first) : CLEAR_ALL)
      }
      <div
        class="list"
        role="group"
        aria-label="Faults and alarms"
        .popover=${'auto'}
        @toggle=${this.#placeList}
        @lab-why=${() => this.list?.hidePopover()}
      >
        <lab-fault-list .faults=${faults} .alarms=${alarms} .nowMs=${atMs}></lab-fault-list>
      </div>`;
  }

  #clear(line: string): TemplateResult {
    const words = line === CLEAR_ALL ? 'Clear all' : 'Clear';
    return html`<button
      class="btn btn--small"
      title=${line}
      aria-label=${line === CLEAR_ALL ? 'Clear all faults' : 'Clear the fault'}
      @click=${() => this.dispatchEvent(labLine(line))}
    >
      ${words}
    </button>`;
  }

  readonly #placeList = ({ newState }: ToggleEvent): void => {
    const { face, list } = this;
    if (newState === 'open' && face !== null && list !== null) placeBeside(list, face);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-fault-badge': LabFaultBadge;
  }
}
