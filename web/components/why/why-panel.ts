import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

import type { LabEvent } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { clockText } from '../../words/clock.ts';
import { systemsNamed } from '../../words/system.ts';
import { icon } from '../icon/icon.ts';
import type { WhyAnswer, WhyLink } from './why-answers.ts';

/**
 * The answer to a *why?*: from the state to the line, or the missing line, behind it. Each link goes to its moment.
 *
 * @event lab-seek - the moment of a cause was picked, detail `{atMs}`
 * @event lab-why-close - the answer was read
 */
@customElement('lab-why-panel')
export class LabWhyPanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 14px 20px;
        background: var(--surface-panel);
        overflow: hidden auto;
        scrollbar-width: thin;
      }
      header {
        display: flex;
        align-items: start;
        gap: 8px;
      }
      h2 {
        flex: 1;
        font-size: var(--text-title);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      ol {
        display: grid;
        margin-top: 8px;
        counter-reset: link;
      }
      li {
        position: relative;
        display: grid;
        gap: 3px;
        padding: 7px 0 7px 26px;
        counter-increment: link;
        overflow-wrap: anywhere;
      }
      li::before {
        content: counter(link);
        position: absolute;
        left: 0;
        top: 7px;
        width: 18px;
        color: var(--ink-3);
        font: 400 var(--text-micro) / 20px var(--font-mono);
        text-align: center;
      }
      li + li::after {
        content: '';
        position: absolute;
        left: 9px;
        top: -8px;
        height: 13px;
        border-left: 1.5px solid var(--line-3);
      }
      .behind {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 10px;
        color: var(--ink-3);
        font-size: var(--text-small);
      }
      .link-btn {
        min-height: 24px;
        font-family: var(--font-mono);
      }
      code {
        color: var(--ink-2);
      }
      p {
        margin-top: 10px;
      }
      @media (pointer: coarse) {
        .link-btn {
          min-height: var(--target);
        }
      }
    `,
  ];

  @property({ attribute: false }) answer: WhyAnswer | null = null;

  @query('h2') private readonly heading!: HTMLElement | null;

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('answer') && this.answer !== null) this.heading?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { answer } = this;
    if (answer === null) return nothing;
    const { question, links, code, atMs } = answer;
    return html`<section aria-label="Why" @keydown=${this.#key}>
      <header>
        <h2 tabindex="-1">Why? ${systemsNamed(question.state)}</h2>
        <button
          class="btn btn--icon btn--small"
          aria-label="Close the answer"
          @click=${this.#close}
        >
          ${icon('close')}
        </button>
      </header>
      <ol>
        ${links.map((link) => this.#link(link))}
      </ol>
      <p class="cap">
        As it was at ${clockText(atMs)}, from the state back to what is behind
        it.${code === null ? nothing : html` <code>lab explain ${code}</code>`}
      </p>
    </section>`;
  }

  #link({ cause: { text, cites }, told, typed }: WhyLink): TemplateResult {
    const line = typed === null || typed.text === text ? null : typed;
    return html`<li>
      <span>${systemsNamed(text)}</span>
      ${
        told === null && line === null && cites.length === 0
          ? nothing
          : html`<span class="behind">
              ${told === null ? nothing : this.#moment(told)}
              ${line === null ? nothing : html`<code>${line.node ?? ''} › ${line.text}</code>`}
              ${cites.length === 0 ? nothing : html`<span>${cites.join(', ')}</span>`}
            </span>`
      }
    </li>`;
  }

  #moment({ atMs, sequence }: LabEvent): TemplateResult {
    const words = clockText(atMs);
    return html`<button
      class="link-btn"
      aria-label="${words}, event ${sequence}: show this moment"
      @click=${() => {
        const detail = { atMs: Math.max(0, atMs) };
        this.dispatchEvent(new CustomEvent('lab-seek', { detail, bubbles: true, composed: true }));
      }}
    >
      ${words}
    </button>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  };

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('lab-why-close', { bubbles: true }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-why-panel': LabWhyPanel;
  }
}
