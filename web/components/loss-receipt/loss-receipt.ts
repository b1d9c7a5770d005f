import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { Ledger } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { clockText } from '../../words/clock.ts';
import { receiptLines, type ReceiptRow } from './receipt-lines.ts';

/**
 * @summary The loss ledger as a till receipt: what one cluster acknowledged and the other does not have.
 * @event lab-seek - an event that something was measured between was picked, detail `{atMs}`
 */
@customElement('lab-loss-receipt')
export class LabLossReceipt extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        filter: drop-shadow(0 0 0.6px rgb(0 0 0 / 45%)) drop-shadow(0 5px 10px rgb(0 0 0 / 10%));
      }
      .receipt {
        --tooth: 8px;
        padding: 16px 18px;
        background: var(--surface-card);
        outline: var(--card-outline);
        outline-offset: -1px;
        font-family: var(--font-mono);
        font-size: var(--text-small);
        mask:
          conic-gradient(from 135deg at top, #0000, #000 1deg 89deg, #0000 90deg) top / var(--tooth)
            51% repeat-x,
          conic-gradient(from -45deg at bottom, #0000, #000 1deg 89deg, #0000 90deg) bottom /
            var(--tooth) 51% repeat-x;
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 8px;
        padding-bottom: 8px;
        border-bottom: 1px dashed var(--line-3);
      }
      header h3 {
        font: 600 var(--text-read) / 1.2 var(--font-ui);
        white-space: nowrap;
      }
      header span {
        font: 400 var(--text-micro) / 1.2 var(--font-ui);
        color: var(--ink-3);
      }
      dl {
        padding: 8px 0;
        border-bottom: 1px dashed var(--line-3);
        display: grid;
        gap: 3px;
      }
      dl div {
        display: flex;
        justify-content: space-between;
      }
      dt {
        color: var(--ink-2);
      }
      .lost {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        padding: 8px 0;
        font-weight: 600;
        color: var(--state-failed);
      }
      .moments {
        display: grid;
        gap: 2px;
        padding-top: 8px;
        font-family: var(--font-ui);
      }
      .moments button {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 8px;
        width: 100%;
        min-height: 24px;
        padding: 2px 0;
        border: 0;
        background: none;
        color: var(--accent);
        font-size: var(--text-small);
        text-align: left;
        cursor: pointer;
      }
      /* Else a cluster's name is parted at its hyphen. */
      .moments span,
      .none {
        text-wrap: balance;
      }
      .moments button:hover {
        text-decoration: underline;
      }
      @media (pointer: coarse) {
        .moments button {
          min-height: var(--target);
        }
      }
      .none {
        padding: 8px 0;
        color: var(--ink-2);
      }
      .sum {
        display: grid;
        grid-template-columns: 1fr 1fr 1.35fr;
        gap: 8px;
        padding-top: 10px;
        border-top: 1px solid var(--ink-1);
        font-family: var(--font-ui);
      }
      .sum b {
        display: block;
        font: 600 var(--text-title) / 1.15 var(--font-ui);
        font-variant-numeric: tabular-nums;
        letter-spacing: -0.01em;
      }
      .sum span {
        font-size: var(--text-micro);
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) ledger: Ledger | null = null;
  @property({ attribute: false }) firstName = 'CLUS-A';
  @property({ attribute: false }) secondName = 'CLUS-B';

  #seek(atMs: number): void {
    const detail = { atMs };
    this.dispatchEvent(new CustomEvent('lab-seek', { detail, bubbles: true, composed: true }));
  }

  override render(): TemplateResult | typeof nothing {
    if (this.ledger === null) return nothing;
    const lines = receiptLines(this.ledger, this.firstName, this.secondName);
    return html`<section class="receipt" aria-label="Loss ledger">
      <header>
        <h3>What was lost</h3>
        <span>measured, disk against disk</span>
      </header>
      ${rowList(lines.rows)}
      ${
        lines.lost.length === 0
          ? html`<p class="none">Nothing: every acknowledged order is on ${this.secondName}.</p>`
          : html`<ul class="lost" aria-label="Lost orders">
              ${lines.lost.map((order) => html`<li>${order}</li>`)}
              ${lines.more === '' ? nothing : html`<li>and ${lines.more}</li>`}
            </ul>`
      }
      <div class="sum">
        <div><b>${lines.lostCount}</b><span>orders lost</span></div>
        <div><b>${lines.rpo}</b><span>of work (RPO)</span></div>
        <div><b>${lines.rto}</b><span>no service (RTO)</span></div>
      </div>
      ${rowList(lines.further)}
      <ul class="moments" aria-label="Measured between">
        ${lines.moments.map(
          ({ label, atMs }) =>
            html`<li>
              <button @click=${() => this.#seek(atMs)}>
                <span>${label}</span><span>${clockText(atMs)}</span>
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

function rowList(rows: readonly ReceiptRow[]): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<dl>
    ${rows.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-loss-receipt': LabLossReceipt;
  }
}
