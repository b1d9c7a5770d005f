import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { MonitorSnapshot, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { spanText } from '../../words/clock.ts';
import { bulletTone, bulletWord, hasFailedOver } from '../../words/monitor.ts';
import '../fault-list/fault-badge.ts';
import { shape, type ShapeName } from '../shape/shape.ts';
import '../time-ring/time-ring.ts';

const TONE_SHAPES: Readonly<Record<ReturnType<typeof bulletTone>, ShapeName>> = {
  ok: 'disc',
  caution: 'triangle',
  failed: 'square-x',
  off: 'hollow',
};

/**
 * @summary The vital signs and what stands, upright, in place of the right column while a console stands beside the stage.
 */
@customElement('lab-console-rail')
export class LabConsoleRail extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 12px;
        padding: 16px 6px;
        background: var(--surface-panel);
        text-align: center;
        overflow: hidden auto;
        scrollbar-width: thin;
      }
      div,
      lab-fault-badge {
        display: grid;
        justify-items: center;
        gap: 2px;
        width: 100%;
        padding-top: 12px;
        border-top: 1px solid var(--line-1);
      }
      b {
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
      }
      .state {
        display: inline;
        white-space: normal;
      }
      .state .shape {
        margin-right: 5px;
      }
    `,
  ];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) monitorIndex = 0;

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot === null) return nothing;
    const monitor = snapshot.monitors[this.monitorIndex] ?? null;
    const [connection] = snapshot.connections;
    const { servedBy } = snapshot.clients;
    const serves =
      servedBy === 'none'
        ? 'nobody'
        : servedBy === 'both'
          ? 'both'
          : snapshot.clusters[servedBy].name;
    const lag =
      connection === undefined || !snapshot.link.up ? 'no link' : spanText(connection.queue.lagMs);
    return html`<lab-time-ring mini .monitor=${monitor}></lab-time-ring>
      ${monitor === null ? html`<b>No monitor</b>` : bullet(monitor)}
      <div><span class="cap">Time to Fail</span><b>${timeToFail(monitor)}</b></div>
      <div><span class="cap">Serves</span><b>${serves}</b></div>
      <div><span class="cap">Lag</span><b>${lag}</b></div>
      <lab-fault-badge .snapshot=${snapshot}></lab-fault-badge>`;
  }
}

function bullet(monitor: MonitorSnapshot): TemplateResult {
  const tone = bulletTone(monitor);
  return html`<span class="state state--${tone}"
    >${shape(TONE_SHAPES[tone])}${bulletWord(monitor)}</span
  >`;
}

function timeToFail(monitor: MonitorSnapshot | null): string {
  if (monitor === null || monitor.state === 'Idle') return 'Idle';
  return hasFailedOver(monitor)
    ? '–'
    : `${(Math.floor(monitor.timeToFailMs / 100) / 10).toFixed(1)} s`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-console-rail': LabConsoleRail;
  }
}
