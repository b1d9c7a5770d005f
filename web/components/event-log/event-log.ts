import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import type { LabEvent } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { clockText } from '../../words/clock.ts';
import { icon } from '../icon/icon.ts';
import { shape } from '../shape/shape.ts';
import { eventMark, eventParts, LOG_FILTERS, type LogFilter, passes } from './event-words.ts';

/** Newest entries that are drawn; the rest is in `events()` of the element. */
const ENTRIES_SHOWN_MAX = 200;

/**
 * @summary The log of the whole lab, newest first, as plain text.
 * @event lab-seek - the moment of an entry was picked, detail `{atMs}`
 */
@customElement('lab-event-log')
export class LabEventLog extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        padding: 9px 0 0;
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 8px;
        padding: 0 16px 6px;
      }
      h3 {
        font-size: var(--text-small);
        font-weight: 600;
        white-space: nowrap;
      }
      h3 .muted {
        font-weight: 400;
        margin-left: 3px;
      }
      .scroll {
        flex: 1;
        min-height: 0;
        overflow: hidden auto;
        padding: 0 16px;
        scrollbar-width: thin;
      }
      li {
        display: grid;
        grid-template-columns: 54px 14px minmax(0, 1fr);
        align-items: baseline;
        gap: 6px;
        padding: 3px 0;
        font-size: var(--text-small);
        line-height: 1.35;
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
      li b {
        font-weight: 600;
        color: var(--ink-1);
      }
      li code {
        color: var(--ink-1);
      }
      .when {
        border: 0;
        background: none;
        padding: 0;
        text-align: left;
        cursor: pointer;
        color: var(--ink-3);
        font-family: var(--font-mono);
        font-size: var(--text-micro);
        font-variant-numeric: tabular-nums;
      }
      .when:hover {
        text-decoration: underline;
      }
      .mark,
      .shape {
        width: 11px;
        height: 11px;
        align-self: center;
      }
      .tone-ok {
        color: var(--state-ok);
      }
      .tone-caution {
        color: var(--state-caution);
      }
      .tone-failed {
        color: var(--state-failed);
      }
      .tone-pending {
        color: var(--state-pending);
      }
      .tone-off {
        color: var(--state-off);
      }
      .tone-accent {
        color: var(--accent);
      }
      .empty {
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      @media (pointer: coarse) {
        .when {
          min-height: 32px;
        }
      }
    `,
  ];

  @property({ attribute: false }) events: readonly LabEvent[] = [];
  /** How many kept lines, from the first on, the drill ran by itself. */
  @property({ attribute: false }) drillLines = 0;
  @state() private filter: LogFilter = 'All';

  override render(): TemplateResult {
    const shown: LabEvent[] = [];
    for (let at = this.events.length - 1; at >= 0 && shown.length < ENTRIES_SHOWN_MAX; at -= 1) {
      const event = this.events[at] as LabEvent;
      if (passes(event, this.filter)) shown.push(event);
    }
    return html`<div class="head">
        <h3>Events <span class="muted">whole lab</span></h3>
        <div class="seg seg--small" role="group" aria-label="Filter">
          ${LOG_FILTERS.map(
            (filter) =>
              html`<button
                aria-pressed=${filter === this.filter ? 'true' : 'false'}
                @click=${() => (this.filter = filter)}
              >
                ${filter}
              </button>`,
          )}
        </div>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Events, newest first">
        ${
          shown.length === 0
            ? html`<p class="empty">What happens is written here, newest first.</p>`
            : html`<ol>
                ${repeat(
                  shown,
                  (event) => event.sequence,
                  (event) => this.#entry(event),
                )}
              </ol>`
        }
      </div>`;
  }

  #entry(event: LabEvent): TemplateResult {
    const mark = eventMark(event);
    const { subject, rest } = eventParts(event, this.drillLines);
    return html`<li>
      <button class="when" title="Show this moment" @click=${() => this.#seek(event.atMs)}>
        ${clockText(event.atMs)}
      </button>
      <span class="tone-${mark.tone}"
        >${mark.icon === null ? shape(mark.shape ?? 'disc') : icon(mark.icon, 'mark')}</span
      >
      <span
        ><b>${subject}</b> ${
          event.kind === 'line' || event.kind === 'fault' ? html`<code>${rest}</code>` : rest
        }</span
      >
    </li>`;
  }

  #seek(atMs: number): void {
    const detail = { atMs: Math.max(0, atMs) };
    this.dispatchEvent(new CustomEvent('lab-seek', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-event-log': LabEventLog;
  }
}
