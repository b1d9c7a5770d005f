import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { MonitorSnapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { hasFailedOver, missedInARow } from '../../words/monitor.ts';
import { shape } from '../shape/shape.ts';
import '../time-ring/time-ring.ts';
import { whyButtonStyles } from '../why/why-button.styles.ts';
import { whyButton } from '../why/why-question.ts';
import { monitorWhy } from '../why/why-states.ts';
import { failoverConsoleStyles } from './failover-console.styles.ts';
import { bulletLook, statusBar, statusBarStyles } from './status-bar.ts';

/**
 * @summary Failover Control Center: ring, bullets, replies, status bar and tray of one monitor.
 * @event lab-monitor - another node's monitor was picked, detail `{index}`
 */
@customElement('lab-failover-console')
export class LabFailoverConsole extends LitElement {
  static override styles = [controls, whyButtonStyles, statusBarStyles, failoverConsoleStyles];

  @property({ attribute: false }) monitors: readonly MonitorSnapshot[] = [];
  /** Which monitor is shown. */
  @property({ type: Number }) index = 0;
  /** Name of the cluster whose point of view this is. */
  @property({ attribute: false }) clusterName = 'CLUS-B';

  override render(): TemplateResult {
    const monitor = this.monitors[this.index] ?? null;
    return html`<div class="head">
        <div>
          <h2>Failover Control Center</h2>
          <span class="muted">what ${this.clusterName} can see</span>
        </div>
        ${this.monitors.length > 1 ? this.#nodeSwitch() : nothing}
      </div>
      ${
        monitor === null
          ? html`<p class="empty">
              The countdown appears here once a node of ${this.clusterName} monitors the client
              address.
            </p>`
          : html`<div class="vital">
                <div class="ring-box">
                  <lab-time-ring .monitor=${monitor}></lab-time-ring>
                  <span class="ring-cap">Time to Fail</span>
                </div>
                <div class="side">${bullets(monitor)} ${replies(monitor)}</div>
              </div>
              ${statusBar(monitor)}`
      }`;
  }

  #nodeSwitch(): TemplateResult {
    return html`<div class="seg seg--small" role="group" aria-label="Node">
      ${this.monitors.map(
        (monitor, index) =>
          html`<button
            aria-pressed=${index === this.index ? 'true' : 'false'}
            @click=${() => this.#show(index)}
          >
            ${monitor.node}
          </button>`,
      )}
    </div>`;
  }

  #show(index: number): void {
    this.dispatchEvent(new CustomEvent('lab-monitor', { detail: { index }, bubbles: true }));
  }
}

function bullets(monitor: MonitorSnapshot): TemplateResult {
  const { shape: mark, tone, word } = bulletLook(monitor);
  const why = monitorWhy(monitor);
  const row = (name: string, className: string): TemplateResult =>
    html`<tr>
      <td>
        <span class="state state--${tone} ${className}">${shape(mark)}${name}</span>
      </td>
      <td>${word}</td>
    </tr>`;
  return html`<table class="bullets">
    <caption>
      Bullets ${why === null ? '' : whyButton(why)}
    </caption>
    <tbody>
      ${row(monitor.name, 'is-name')} ${row(monitor.address, 'is-name mono')}
    </tbody>
  </table>`;
}

function replies(monitor: MonitorSnapshot): TemplateResult {
  const came = monitor.replies.filter((reply) => reply.came).length;
  const missed = missedInARow(monitor);
  const words = hasFailedOver(monitor)
    ? 'not counted now'
    : missed > 0
      ? `${String(missed)} missed of ${String(monitor.missed)}`
      : `${String(came)} of the last ${String(monitor.replies.length)}`;
  return html`<div class="replies">
    <span class="cap">Replies, one each ${monitor.intervalMs / 1000} s</span>
    <div class="reply-row ${hasFailedOver(monitor) ? 'is-off' : ''}" aria-hidden="true">
      ${monitor.replies.map((reply) => html`<i class=${reply.came ? 'came' : 'missed'}></i>`)}
    </div>
    <span class="muted">${monitor.replies.length === 0 ? 'none yet' : words}</span>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-failover-console': LabFailoverConsole;
  }
}
