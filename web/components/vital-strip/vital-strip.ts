import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { MonitorSnapshot, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { spanText } from '../../words/clock.ts';
import { bulletTone, bulletWord, hasFailedOver } from '../../words/monitor.ts';
import { icon } from '../icon/icon.ts';
import { shape, type ShapeName } from '../shape/shape.ts';
import '../time-ring/time-ring.ts';
import { whyButtonStyles } from '../why/why-button.styles.ts';
import { whyButton } from '../why/why-question.ts';
import { monitorWhy } from '../why/why-states.ts';

const TONE_SHAPES: Readonly<Record<ReturnType<typeof bulletTone>, ShapeName>> = {
  ok: 'disc',
  caution: 'triangle',
  failed: 'square-x',
  off: 'hollow',
};

/**
 * @summary Vital signs in one row where there is no room for the console: ring, time, bullet, who serves, lag.
 */
@customElement('lab-vital-strip')
export class LabVitalStrip extends LitElement {
  static override styles = [
    controls,
    whyButtonStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: 64px auto auto auto auto minmax(0, 1fr);
        align-items: center;
        gap: 12px 22px;
        padding: 0 16px;
        background: var(--surface-panel);
      }
      div {
        display: grid;
        gap: 3px;
        white-space: nowrap;
      }
      b {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        font-weight: 600;
        font-size: var(--text-lead);
        font-variant-numeric: tabular-nums;
      }
      .clock {
        min-width: 62px;
      }
      .state {
        font-size: var(--text-base);
        color: var(--ink-1);
      }
      .badge {
        display: inline-grid;
        place-items: center;
        width: 18px;
        height: 18px;
        font-size: 10px;
        font-weight: 700;
        color: var(--surface-card);
        background: var(--first-cluster);
        border-radius: 50%;
      }
      .badge--second {
        background: var(--second-cluster);
        border-radius: 5px;
      }
      .why-word {
        position: absolute;
        clip-path: inset(50%);
      }
      .why-button {
        margin-block: -2px;
      }
      .why-button .state {
        text-decoration: underline dotted;
        text-underline-offset: 3px;
      }
      .c-first {
        color: var(--first-cluster);
      }
      .c-second {
        color: var(--second-cluster);
      }
      .bar {
        position: relative;
        justify-self: stretch;
        align-content: center;
        padding: 5px 52px 5px 12px;
        min-height: 52px;
        border-radius: var(--radius-2);
        background: var(--surface-sunken);
        outline: var(--card-outline);
        outline-offset: -1px;
        min-width: 0;
      }
      .bar p {
        font-weight: 500;
        font-size: var(--text-small);
        line-height: 1.25;
        white-space: normal;
      }
      .tray {
        position: absolute;
        right: 12px;
        top: 50%;
        width: 34px;
        height: 18px;
        transform: translateY(-50%);
      }
      :host([short]) .bar {
        display: none;
      }
      @media (pointer: coarse) {
        .why-button {
          margin-block: -12px;
        }
      }
      @container lab (max-width: 839px) {
        :host {
          grid-template-columns: 56px repeat(4, max-content);
          justify-content: space-between;
          gap: 6px;
          padding: 0 14px 0 8px;
        }
        lab-time-ring {
          transform: scale(0.88);
          transform-origin: left center;
        }
        b {
          font-size: var(--text-read);
        }
        .cap,
        .state {
          font-size: var(--text-small);
        }
        .why-button {
          padding: 0;
        }
        .bar {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) monitorIndex = 0;
  /** Leaves out status bar and tray. */
  @property({ type: Boolean, reflect: true }) short = false;

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot === null) return nothing;
    const monitor = snapshot.monitors[this.monitorIndex] ?? null;
    const connection = snapshot.connections[0];
    return html`<lab-time-ring mini .monitor=${monitor}></lab-time-ring>
      <div>
        <span class="cap">Time to Fail</span>
        <b class="clock"
          >${monitor === null || monitor.state === 'Idle' ? 'Idle' : hasFailedOver(monitor) ? '–' : `${(Math.floor(monitor.timeToFailMs / 100) / 10).toFixed(1)} s`}</b
        >
      </div>
      <div>
        <span class="cap">Address</span>
        ${address(monitor)}
      </div>
      <div><span class="cap">Serves</span>${serves(snapshot)}</div>
      <div>
        <span class="cap">Lag</span>
        <b
          >${connection === undefined || !snapshot.link.up ? 'no link' : spanText(connection.queue.lagMs)}</b
        >
      </div>
      <div class="bar">
        <span class="cap">Status bar and tray</span>
        <p>${monitor === null || monitor.statusBar === '' ? '–' : monitor.statusBar}</p>
        ${
          monitor === null || monitor.tray === 'none'
            ? nothing
            : icon(monitor.tray === 'red' ? 'tray-failed' : 'tray-both', 'tray')
        }
      </div>`;
  }
}

/** The bullet; one that is not well answers *why?* in one press. */
function address(monitor: MonitorSnapshot | null): TemplateResult {
  const tone = monitor === null ? 'off' : bulletTone(monitor);
  const word = monitor === null || monitor.state === 'Idle' ? 'Idle' : bulletWord(monitor);
  const state = html`<span class="state state--${tone}">${shape(TONE_SHAPES[tone])}${word}</span>`;
  const why = monitor === null ? null : monitorWhy(monitor);
  return why === null ? state : whyButton(why, state, word);
}

function serves(snapshot: Snapshot): TemplateResult {
  const { servedBy } = snapshot.clients;
  if (servedBy === 'none' || servedBy === 'both') {
    return html`<b>${servedBy === 'none' ? 'nobody' : 'both'}</b>`;
  }
  return html`<b class="c-${servedBy}"
    ><span class="badge badge--${servedBy}">${servedBy === 'first' ? 'A' : 'B'}</span>${
      snapshot.clusters[servedBy].name
    }</b
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-vital-strip': LabVitalStrip;
  }
}
