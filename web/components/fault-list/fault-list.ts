import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { AlarmSnapshot, FaultSnapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { spanText } from '../../words/clock.ts';
import { faultWords } from '../../words/fault.ts';
import { labLine } from '../fault-menu/lab-line.ts';
import { icon } from '../icon/icon.ts';
import { whyButtonStyles } from '../why/why-button.styles.ts';
import { whyButton } from '../why/why-question.ts';
import { shape } from '../shape/shape.ts';

const CLEAR_ALL = 'fault clear all';

/**
 * @summary The faults that stand, each with its way out, and below them what the lab itself warns of.
 * @event lab-line - a fault is to be cleared, or all are, detail `{line}`
 * @event lab-why - the causes of an alarm are wanted
 */
@customElement('lab-fault-list')
export class LabFaultList extends LitElement {
  static override styles = [
    controls,
    whyButtonStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 10px;
        min-height: 44px;
        padding: 9px 16px;
      }
      h3 {
        font-size: var(--text-small);
        font-weight: 600;
        align-self: start;
        line-height: 24px;
      }
      h3 .link-btn {
        display: block;
        min-height: 24px;
        font-size: var(--text-small);
        white-space: nowrap;
      }
      @media (pointer: coarse) {
        h3 .link-btn {
          min-height: var(--target);
        }
      }
      ul {
        display: grid;
        gap: 4px;
      }
      li {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: var(--text-small);
        min-width: 0;
      }
      li b {
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      li .muted {
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      li .ico {
        width: 12px;
        height: 12px;
        color: var(--state-failed);
      }
      li .btn {
        margin-left: auto;
      }
      .alarms {
        grid-column: 1 / -1;
      }
      .alarms li {
        align-items: start;
      }
      .alarms .shape {
        flex: none;
        width: 12px;
        height: 12px;
        margin-top: 3px;
      }
      p {
        font-size: var(--text-small);
        text-align: right;
        color: var(--ink-3);
      }
    `,
  ];

  @property({ attribute: false }) faults: readonly FaultSnapshot[] = [];
  @property({ attribute: false }) alarms: readonly AlarmSnapshot[] = [];
  @property({ attribute: false }) nowMs = 0;

  override render(): TemplateResult {
    const { length } = this.faults;
    return html`<h3 aria-level="2">
        Faults${
          length < 2
            ? nothing
            : html`<button
                class="link-btn"
                title=${CLEAR_ALL}
                aria-label="Clear all ${length} faults"
                @click=${() => this.dispatchEvent(labLine(CLEAR_ALL))}
              >
                Clear all
              </button>`
        }
      </h3>
      ${
        length === 0
          ? html`<p>None.</p>`
          : html`<ul>
              ${this.faults.map(
                (fault) =>
                  html`<li>
                    ${icon('bolt')}<b title=${fault.line}>${faultWords(fault.line)}</b>
                    <span class="muted"
                      >for ${spanText(Math.max(0, this.nowMs - fault.sinceMs))}</span
                    >
                    <button
                      class="btn btn--small"
                      title="fault clear ${fault.id}"
                      aria-label="Clear: ${faultWords(fault.line)}"
                      @click=${() => this.#clear(fault)}
                    >
                      Clear
                    </button>
                  </li>`,
              )}
            </ul>`
      }
      ${this.alarms.length === 0 ? nothing : this.#alarmList()}`;
  }

  #alarmList(): TemplateResult {
    return html`<ul class="alarms" aria-label="Alarms">
      ${this.alarms.map(
        (alarm) =>
          html`<li>
            ${shape('triangle')}<span
              >${alarm.text}
              ${whyButton({ state: alarm.text, about: { kind: 'alarm', code: alarm.code } })}</span
            >
          </li>`,
      )}
    </ul>`;
  }

  #clear(fault: FaultSnapshot): void {
    this.dispatchEvent(labLine(`fault clear ${String(fault.id)}`));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-fault-list': LabFaultList;
  }
}
