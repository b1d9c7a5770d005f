import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import type { AlarmSnapshot, FaultSnapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { spanText } from '../../words/clock.ts';
import { faultWords } from '../../words/fault.ts';
import { systemsNamed } from '../../words/system.ts';
import { labLine } from '../fault-menu/lab-line.ts';
import { icon } from '../icon/icon.ts';
import { shape } from '../shape/shape.ts';
import { whyButtonStyles } from '../why/why-button.styles.ts';
import { whyButton } from '../why/why-question.ts';
import { faultListStyles } from './fault-list.styles.ts';
import { CLEAR_ALL, clearLine } from './standing-words.ts';

/**
 * Folded, it takes two lines whatever stands: the newest fault, the newest alarm, and how many more there are.
 *
 * @summary The faults that stand, each with its way out, and below them what the lab itself warns of.
 * @event lab-line - a fault is to be cleared, or all are, detail `{line}`
 * @event lab-why - the causes of an alarm are wanted
 */
@customElement('lab-fault-list')
export class LabFaultList extends LitElement {
  static override styles = [controls, whyButtonStyles, faultListStyles];

  @property({ attribute: false }) faults: readonly FaultSnapshot[] = [];
  @property({ attribute: false }) alarms: readonly AlarmSnapshot[] = [];
  @property({ attribute: false }) nowMs = 0;
  /** Shows the newest only, until all are asked for. */
  @property({ type: Boolean }) folds = false;

  /** All were asked for. */
  @state() private isUnfolded = false;

  override render(): TemplateResult {
    const { faults, alarms } = this;
    const hidden = this.folds ? Math.max(0, faults.length - 1) + Math.max(0, alarms.length - 1) : 0;
    const isFolded = hidden > 0 && !this.isUnfolded;
    const isMany = faults.length > 1;
    return html`<div class="head">
        <h3 aria-level="2">Faults${isMany ? html` <span>${faults.length}</span>` : nothing}</h3>
        ${isMany && !isFolded ? this.#clearAll('link-btn') : nothing}
        ${hidden > 0 && this.isUnfolded ? this.#foldButton('Show fewer') : nothing}
      </div>
      ${faults.length === 0 ? html`<p>None.</p>` : this.#faultList(isFolded)}
      ${isFolded ? this.#rest(hidden) : alarms.length === 0 ? nothing : this.#alarmList()}`;
  }

  #clearAll(className: string): TemplateResult {
    return html`<button
      class=${className}
      title=${CLEAR_ALL}
      aria-label="Clear all ${this.faults.length} faults"
      @click=${() => this.dispatchEvent(labLine(CLEAR_ALL))}
    >
      Clear all
    </button>`;
  }

  #faultList(isFolded: boolean): TemplateResult {
    const { faults } = this;
    const newest = faults.at(-1);
    return html`<ul>
      ${
        isFolded && newest !== undefined && faults.length > 1
          ? html`<li>${faultFace(newest)} ${this.#clearAll('btn btn--small')}</li>`
          : faults.map((fault) => this.#fault(fault))
      }
    </ul>`;
  }

  #fault(fault: FaultSnapshot): TemplateResult {
    return html`<li>
      ${faultFace(fault)}
      <span class="muted">for ${spanText(Math.max(0, this.nowMs - fault.sinceMs))}</span>
      <button
        class="btn btn--small"
        title=${clearLine(fault)}
        aria-label="Clear: ${faultWords(fault.line)}"
        @click=${() => this.dispatchEvent(labLine(clearLine(fault)))}
      >
        Clear
      </button>
    </li>`;
  }

  #alarmList(): TemplateResult {
    return html`<ul class="alarms" aria-label="Alarms">
      ${this.alarms.map(
        (alarm) =>
          html`<li>
            ${shape('triangle')}<span>${systemsNamed(alarm.text)} ${whyOf(alarm)}</span>
          </li>`,
      )}
    </ul>`;
  }

  /** The second line while folded: the newest alarm, and how many more of both there are. */
  #rest(hidden: number): TemplateResult {
    const alarm = this.alarms.reduce<AlarmSnapshot | null>(
      (newest, each) => (newest !== null && newest.sinceMs > each.sinceMs ? newest : each),
      null,
    );
    return html`<div class="rest">
      ${
        alarm === null
          ? nothing
          : html`<div class="newest">
              ${shape('triangle')}<span title=${systemsNamed(alarm.text)}
                >${systemsNamed(alarm.text)}</span
              >${whyOf(alarm)}
            </div>`
      }
      ${this.#foldButton(`and ${String(hidden)} more`)}
    </div>`;
  }

  #foldButton(words: string): TemplateResult {
    return html`<button
      class="link-btn more"
      aria-expanded=${this.isUnfolded ? 'true' : 'false'}
      @click=${() => (this.isUnfolded = !this.isUnfolded)}
    >
      ${words}
    </button>`;
  }
}

function faultFace({ line }: FaultSnapshot): TemplateResult {
  return html`${icon('bolt')}<b title=${line}>${faultWords(line)}</b>`;
}

function whyOf({ code, text }: AlarmSnapshot): TemplateResult {
  return whyButton({ state: systemsNamed(text), about: { kind: 'alarm', code } });
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-fault-list': LabFaultList;
  }
}
