import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { BenchmarkRow } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { shape } from '../shape/shape.ts';
import { percentText, ratioText, speedText } from './figure-words.ts';

/** Where a benchmark stands. */
export type BenchmarkPhase = 'ready' | 'running' | 'stopping' | 'stopped' | 'done' | 'failed';

const STATUS_WORDS: Readonly<Record<BenchmarkPhase, string>> = {
  ready: 'Not measured yet.',
  running: 'Measuring.',
  stopping: 'Stopping after the step that is being measured.',
  stopped: 'Stopped. What was measured until then stands below.',
  done: 'Measured.',
  failed: 'The benchmark could not go on.',
};

/**
 * @summary The benchmark: a button to run it, how far it is, its figures beside what they are held against.
 * @event lab-benchmark-run - measuring is wanted
 * @event lab-benchmark-stop - an early end is wanted
 */
@customElement('lab-benchmark')
export class LabBenchmark extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 20px;
      }
      .run {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 8px 16px;
      }
      progress {
        width: 100%;
        height: 8px;
        appearance: none;
        border: 1px solid var(--line-3);
        border-radius: var(--radius-full);
        background: var(--surface-sunken);
        overflow: hidden;
      }
      progress::-webkit-progress-bar {
        background: var(--surface-sunken);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
      .status {
        grid-column: 2;
        color: var(--ink-2);
      }
      .table {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        background: var(--surface-card);
        outline: var(--card-outline);
        border-radius: var(--radius-3);
      }
      th,
      td {
        padding: 8px 12px;
        text-align: start;
        vertical-align: baseline;
        border-bottom: 1px solid var(--line-1);
      }
      thead th {
        color: var(--ink-3);
        font-size: var(--text-small);
        font-weight: var(--weight-medium);
        white-space: nowrap;
      }
      tbody th {
        font-weight: var(--weight-regular);
        min-width: 16em;
      }
      .figure {
        text-align: end;
        white-space: nowrap;
        font-family: var(--font-mono);
        font-variant-numeric: tabular-nums;
      }
      summary {
        min-height: var(--target);
        align-content: center;
      }
      @media (max-width: 600px) {
        /* Cells below one another: a row is a card, and each figure says what it is. */
        thead {
          display: none;
        }
        tbody :is(tr, th, td) {
          display: block;
        }
        tbody td {
          border: 0;
          padding-block: 2px;
          text-align: start;
          overflow-wrap: anywhere;
          white-space: normal;
        }
        td[data-what]::before {
          content: attr(data-what) ': ';
          color: var(--ink-3);
          font-family: var(--font-ui);
        }
      }
      .log {
        max-height: 14em;
        overflow: auto;
        padding: 8px 12px;
        background: var(--surface-sunken);
        border-radius: var(--radius-2);
        font-family: var(--font-mono);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }
      .empty {
        color: var(--ink-3);
      }
    `,
  ];

  @property({ attribute: false }) phase: BenchmarkPhase = 'ready';
  /** How much is measured, 0 to 1. */
  @property({ type: Number }) done = 0;
  @property({ attribute: false }) rows: readonly BenchmarkRow[] = [];
  /** What was found on the way, oldest first. */
  @property({ attribute: false }) lines: readonly string[] = [];
  /** Why the benchmark failed; empty while it has not. */
  @property() problem = '';

  override render(): TemplateResult {
    return html`<div class="run">${this.#button()} ${this.#progress()}</div>
      ${this.rows.length > 0 ? this.#table() : this.#empty()}
      ${this.lines.length > 0 ? this.#log() : nothing}`;
  }

  get #isRunning(): boolean {
    return this.phase === 'running' || this.phase === 'stopping';
  }

  /** One button, so that the focus stays where it is. */
  #button(): TemplateResult {
    return html`<button
      class="btn ${this.#isRunning ? '' : 'btn--main'}"
      type="button"
      ?disabled=${this.phase === 'stopping'}
      @click=${this.#pressed}
    >
      ${this.#isRunning ? 'Stop' : this.rows.length > 0 ? 'Measure again' : 'Measure this machine'}
    </button>`;
  }

  #progress(): TemplateResult {
    const words = STATUS_WORDS[this.phase];
    return html`<progress
        aria-label="Share measured"
        max="1"
        .value=${this.done}
        aria-valuetext=${percentText(this.done)}
      ></progress>
      <p class="status" role="status">
        ${this.problem === '' ? words : `${words} ${this.problem}`}
      </p>`;
  }

  #table(): TemplateResult {
    return html`<div class="table" role="region" aria-label="Figures" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" class="figure">The lab</th>
            <th scope="col" class="figure">Held against</th>
            <th scope="col" class="figure">Ratio</th>
            <th scope="col" class="figure">Asked</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          ${this.rows.map((row) => this.#row(row))}
        </tbody>
      </table>
    </div>`;
  }

  #row({ name, ours, against, unit, ratio, bar, met }: BenchmarkRow): TemplateResult {
    return html`<tr>
      <th scope="row">${name}</th>
      <td class="figure" data-what="The lab">${speedText(ours, unit)}</td>
      <td class="figure" data-what="Held against">${speedText(against, unit)}</td>
      <td class="figure" data-what="Ratio">${ratioText(ratio)}</td>
      <td class="figure" data-what="Asked">${bar === null ? 'nothing' : `≥ ${ratioText(bar)}`}</td>
      <td>${bar === null ? 'a limit' : this.#result(met)}</td>
    </tr>`;
  }

  #result(met: boolean): TemplateResult {
    return html`<span class="state ${met ? 'state--ok' : 'state--off'}"
      >${shape(met ? 'disc' : 'hollow')} ${met ? 'reached' : 'not reached'}</span
    >`;
  }

  #empty(): TemplateResult {
    return html`<p class="empty">
      The figures appear here, part by part, once they are measured.
    </p>`;
  }

  #log(): TemplateResult {
    return html`<details>
      <summary>Every round</summary>
      <ul class="log">
        ${this.lines.map((line) => html`<li>${line}</li>`)}
      </ul>
    </details>`;
  }

  #pressed(): void {
    const name = this.#isRunning ? 'lab-benchmark-stop' : 'lab-benchmark-run';
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-benchmark': LabBenchmark;
  }
}
