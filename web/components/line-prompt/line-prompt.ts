import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import type { CommandResult } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { errorText } from '../../words/error.ts';
import { icon } from '../icon/icon.ts';

/** Lines kept for the arrow keys. */
const HISTORY_MAX = 50;

interface Answer {
  readonly node: string;
  readonly line: string;
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * @summary A command prompt on one line: a node, a line, and what it printed.
 */
@customElement('lab-line-prompt')
export class LabLinePrompt extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        position: relative;
        padding: 6px 16px 8px;
      }
      form {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 4px;
        align-items: center;
        border: 1px solid var(--line-3);
        border-radius: var(--radius-2);
        background: var(--surface-card);
        padding: 1px 2px;
      }
      form:focus-within {
        box-shadow: var(--focus-ring);
      }
      select,
      input {
        min-height: 28px;
        border: 0;
        background: transparent;
        font-family: var(--font-mono);
        font-size: var(--text-small);
        min-width: 0;
      }
      input:focus-visible,
      select:focus-visible {
        box-shadow: none;
      }
      select:focus-visible {
        text-decoration: underline;
      }
      option {
        background: var(--surface-card);
        color: var(--ink-1);
      }
      input::placeholder {
        color: var(--ink-3);
      }
      .answer {
        margin-bottom: 6px;
        border-radius: var(--radius-2);
        background: var(--surface-sunken);
        outline: var(--card-outline);
        outline-offset: -1px;
        font-size: var(--text-small);
      }
      .asked {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 2px 2px 0 10px;
        color: var(--ink-3);
        font-family: var(--font-mono);
        font-size: var(--text-micro);
      }
      .asked span {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .is-refused {
        color: var(--state-failed);
      }
      pre {
        margin: 0;
        padding: 0 10px 8px;
        max-height: 110px;
        overflow: auto;
        font: 400 var(--text-small) / 1.45 var(--font-mono);
        white-space: pre;
        scrollbar-width: thin;
      }
      @container lab (max-width: 839px) {
        input,
        select {
          font-size: 16px;
          min-height: 40px;
        }
      }
    `,
  ];

  @property({ attribute: false }) nodes: readonly string[] = [];
  /** Runs a line; settles with what it printed. */
  @property({ attribute: false }) run:
    ((line: string, node: string) => Promise<CommandResult>) | null = null;

  @state() private answer: Answer | null = null;
  @query('input') private readonly input!: HTMLInputElement;
  @query('select') private readonly select!: HTMLSelectElement;

  #history: readonly string[] = [];
  #recalled = 0;

  override render(): TemplateResult {
    const { answer } = this;
    return html`${
        answer === null
          ? nothing
          : html`<div class="answer">
              <div class="asked">
                <span>${answer.node} › ${answer.line}</span>
                <b class=${answer.exitCode === 0 || answer.exitCode === null ? '' : 'is-refused'}
                  >${answer.exitCode === null ? 'runs' : `exit ${String(answer.exitCode)}`}</b
                >
                <button
                  class="btn btn--icon btn--small"
                  aria-label="Close the output"
                  @click=${() => (this.answer = null)}
                >
                  ${icon('close')}
                </button>
              </div>
              <pre tabindex="0" aria-live="polite">
${answer.output === '' ? ' ' : answer.output}</pre>
            </div>`
      }
      <form @submit=${this.#submit}>
        <select aria-label="Node" ?disabled=${this.run === null}>
          ${this.nodes.map((node) => html`<option value=${node}>${node} ›</option>`)}
        </select>
        <input
          aria-label="Line to run"
          placeholder="cluster group, client status, dir S:\\"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          ?disabled=${this.run === null}
          @keydown=${this.#key}
        />
        <button
          class="btn btn--icon btn--small"
          aria-label="Run the line"
          title="Run"
          ?disabled=${this.run === null}
        >
          ${icon('play')}
        </button>
      </form>`;
  }

  /** Runs a line that was picked elsewhere, and prints what it says. */
  ask(line: string): void {
    if (this.run !== null) void this.#execute(this.run, line, this.select.value);
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const line = this.input.value.trim();
    if (line === '' || this.run === null) return;
    this.input.value = '';
    this.#history = [...this.#history.filter((old) => old !== line), line].slice(-HISTORY_MAX);
    this.#recalled = this.#history.length;
    void this.#execute(this.run, line, this.select.value);
  };

  async #execute(
    run: NonNullable<LabLinePrompt['run']>,
    line: string,
    node: string,
  ): Promise<void> {
    this.answer = { node, line, exitCode: null, output: '' };
    try {
      const { exitCode, output } = await run(line, node);
      this.answer = { node, line, exitCode, output: output.trimEnd() };
    } catch (error) {
      this.answer = { node, line, exitCode: 1, output: errorText(error) };
    }
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const step = event.key === 'ArrowUp' ? -1 : 1;
    this.#recalled = Math.min(Math.max(0, this.#recalled + step), this.#history.length);
    this.input.value = this.#history[this.#recalled] ?? '';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-line-prompt': LabLinePrompt;
  }
}
