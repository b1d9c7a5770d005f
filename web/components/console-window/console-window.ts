import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';

import { controls } from '../../styles/controls.styles.ts';
import { icon } from '../icon/icon.ts';
import { shape } from '../shape/shape.ts';

/** Detail of `lab-console-node`. */
export interface NodeDetail {
  readonly node: string;
}

/** Detail of `lab-console-looks`. */
export interface LooksDetail {
  readonly looks: boolean;
}

declare global {
  interface HTMLElementEventMap {
    'lab-console-node': CustomEvent<NodeDetail>;
    'lab-console-looks': CustomEvent<LooksDetail>;
  }
}

/** What the switch does, in one sentence. */
const LOOKS_STORY = 'What is looked at is read by a line of its own; off, only changes write lines';

/**
 * The frame of a console beside the stage. It is no modal window: everything else stays within reach.
 *
 * @summary A console's title bar and what it holds; Escape closes it.
 * @slot - the console, which fills the frame
 * @event lab-console-close - it is to be closed
 * @event lab-console-node - another node was chosen, detail `{node}`
 * @event lab-console-looks - reading lines are switched on or off, detail `{looks}`
 */
@customElement('lab-console-window')
export class LabConsoleWindow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        min-width: 0;
        min-height: 0;
      }
      section {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
        min-height: 0;
        background: var(--surface-panel);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 44px;
        padding: 0 8px 0 16px;
        border-bottom: 1px solid var(--line-1);
      }
      h2 {
        font-weight: var(--weight-strong);
        font-size: var(--text-read);
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .gap {
        flex: 1;
      }
      select {
        flex: none;
        min-height: 26px;
        padding: 0 4px;
        border: 1px solid var(--line-3);
        border-radius: var(--radius-2);
        background: var(--surface-card);
      }
      option {
        background: var(--surface-card);
        color: var(--ink-1);
      }
      .subject {
        color: var(--ink-3);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .looks {
        flex: none;
        gap: 5px;
        color: var(--ink-2);
      }
      /* The name of the console stands alone in the first line there, beside the way out. */
      @container lab (max-width: 1199px) and (min-width: 840px) {
        header {
          flex-wrap: wrap;
          gap: 0 8px;
          padding-block: 2px;
        }
        h2 {
          flex: 1 1 calc(100% - 64px);
        }
        .close {
          order: 1;
        }
        :is(.subject, select, .gap, .looks) {
          order: 2;
        }
        :is(.subject, select, .looks) {
          margin-bottom: 4px;
        }
      }
      @container lab (max-width: 839px) {
        header {
          min-height: 48px;
        }
        .btn,
        select {
          min-height: 44px;
        }
        select {
          margin-block: 2px;
          font-size: 16px;
        }
        .btn--icon,
        .looks {
          width: 44px;
        }
        /* The node tells the cluster. */
        .looks-word,
        .subject:has(+ select) {
          position: absolute;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  /** Name of the console. */
  @property() heading = '';
  /** What it looks at; the node follows where it can be chosen: `CLUS-A, on`. */
  @property() subject = '';
  /** Nodes to choose from, on which lines may run; none where the console chooses otherwise. */
  @property({ attribute: false }) nodes: readonly string[] = [];
  /** Node on which lines run. */
  @property() node = '';
  /** Whether the console writes reading lines. */
  @property({ attribute: false }) looks = true;

  override render(): TemplateResult {
    return html`<section aria-labelledby="heading" @keydown=${this.#escape}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <span class="subject">${this.subject}</span>
        ${this.nodes.length === 0 ? nothing : this.#nodePicker()}
        <span class="gap"></span>
        <button
          class="btn btn--quiet btn--small looks"
          aria-pressed=${this.looks ? 'true' : 'false'}
          title=${LOOKS_STORY}
          @click=${this.#changeLooks}
        >
          ${shape(this.looks ? 'disc' : 'hollow')}<span class="looks-word">Reading lines</span>
        </button>
        <button
          class="btn btn--icon close"
          aria-label="Close ${this.heading}"
          title="Close"
          @click=${this.#close}
        >
          ${icon('close')}
        </button>
      </header>
      <slot></slot>
    </section>`;
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  };

  #nodePicker(): TemplateResult {
    return html`<select
      aria-label="Node on which lines run"
      title="Node on which lines run"
      @change=${(event: Event) => {
        const detail: NodeDetail = { node: (event.target as HTMLSelectElement).value };
        this.dispatchEvent(new CustomEvent('lab-console-node', { detail, bubbles: true }));
      }}
    >
      ${this.nodes.map(
        (node) =>
          html`<option value=${node} .selected=${live(node === this.node)}>${node}</option>`,
      )}
    </select>`;
  }

  readonly #changeLooks = (): void => {
    const detail: LooksDetail = { looks: !this.looks };
    this.dispatchEvent(new CustomEvent('lab-console-looks', { detail, bubbles: true }));
  };

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('lab-console-close', { bubbles: true, composed: true }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-console-window': LabConsoleWindow;
  }
}
