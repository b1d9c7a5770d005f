import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { Ledger, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { type FaultChoice, stageFaults } from '../fault-menu/fault-lines.ts';
import { labLine } from '../fault-menu/lab-line.ts';
import '../loss-receipt/loss-receipt.ts';

interface Shelf {
  readonly title: string;
  readonly lines: readonly FaultChoice[];
  /** True where the lines print an answer to be read. */
  readonly asks?: boolean;
}

/**
 * @summary The sandbox's shelf: things to try, each with the line that it runs, below what a failover has lost.
 * @slot - what the page puts below the shelf
 * @event lab-line - a line was picked, detail `{line}`
 * @event lab-ask - a line was picked whose answer is to be read, detail `{line}`
 */
@customElement('lab-line-shelf')
export class LabLineShelf extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 14px 20px;
        overflow: hidden auto;
        scrollbar-width: thin;
      }
      h2 {
        font-size: var(--text-title);
        font-weight: 600;
        letter-spacing: -0.012em;
      }
      p {
        margin: 8px 0 4px;
        color: var(--ink-2);
        font-size: var(--text-read);
        line-height: var(--leading-read);
      }
      lab-loss-receipt {
        margin-top: 12px;
      }
      h3 {
        margin: 14px 0 6px;
        font-size: var(--text-small);
        font-weight: 600;
        color: var(--ink-2);
      }
      ul {
        display: grid;
        gap: 6px;
      }
      .pick {
        display: grid;
        width: 100%;
        min-height: var(--target);
        padding: 6px 10px;
        border: 1px solid var(--line-2);
        border-radius: var(--radius-2);
        background: var(--surface-card);
        text-align: left;
        cursor: pointer;
      }
      .pick:hover {
        background: var(--surface-sunken);
      }
      .pick code {
        color: var(--ink-3);
        font-size: var(--text-micro);
      }
    `,
  ];

  @property({ attribute: false }) snapshot: Snapshot | null = null;

  override render(): TemplateResult {
    const { snapshot } = this;
    return html`<h2>Sandbox</h2>
      <p>Everything is one line. Run one from here, or type your own below the events.</p>
      ${snapshot === null || snapshot.ledger === null ? '' : receipt(snapshot, snapshot.ledger)}
      ${
        snapshot === null
          ? ''
          : shelves(snapshot).map(
              (shelf) =>
                html`<h3>${shelf.title}</h3>
                  <ul>
                    ${shelf.lines.map(
                      ({ words, line }) =>
                        html`<li>
                          <button class="pick" @click=${() => this.#pick(shelf, line)}>
                            ${words}<code>${line}</code>
                          </button>
                        </li>`,
                    )}
                  </ul>`,
            )
      }
      <slot></slot>`;
  }

  #pick({ asks }: Shelf, line: string): void {
    this.dispatchEvent(asks === true ? askLine(line) : labLine(line));
  }
}

function receipt({ clusters }: Snapshot, ledger: Ledger): TemplateResult {
  return html`<lab-loss-receipt
    .ledger=${ledger}
    .firstName=${clusters.first.name}
    .secondName=${clusters.second.name}
  ></lab-loss-receipt>`;
}

function askLine(line: string): CustomEvent<{ line: string }> {
  return new CustomEvent('lab-ask', { detail: { line }, bubbles: true, composed: true });
}

function shelves(snapshot: Snapshot): Shelf[] {
  const { running } = snapshot.clients;
  return [
    {
      title: 'Orders',
      lines: [
        running
          ? { words: 'Stop the clients', line: 'client stop' }
          : { words: 'Let clients order', line: 'client start' },
        { words: '5 orders a second', line: 'client rate 5' },
        { words: '40 orders a second', line: 'client rate 40' },
      ],
    },
    {
      title: 'The link between the sites',
      lines: [
        { words: 'Narrow it to 96 kbit/s', line: 'fault link replication rate 96' },
        { words: 'Widen it to 1544 kbit/s', line: 'fault link replication rate 1544' },
      ],
    },
    {
      title: 'Questions',
      lines: [
        { words: 'What was lost?', line: 'lab ledger' },
        { words: 'What is wrong?', line: 'lab alarms' },
      ],
      asks: true,
    },
    { title: 'Faults', lines: stageFaults(snapshot) },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-line-shelf': LabLineShelf;
  }
}
