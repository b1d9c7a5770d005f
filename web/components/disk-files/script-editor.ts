import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import type { Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { errorText } from '../../words/error.ts';
import { icon } from '../icon/icon.ts';
import type { DiskActions } from './disk-actions.ts';
import { scriptHints, usualLines } from './script-hints.ts';
import { writeLines } from './write-lines.ts';

/** A file that is open for editing. */
export interface OpenScript {
  readonly path: string;
  readonly node: string;
  readonly text: string;
}

/**
 * An editor for a `.bat`: its text, what will not be recognised, lines to insert, and the lines that save it.
 *
 * @event lab-script-close - the editor is done; detail `{saved}` is the path, or null
 */
@customElement('lab-script-editor')
export class LabScriptEditor extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
        font-size: var(--text-small);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      h3 {
        flex: 1;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      textarea {
        width: 100%;
        min-height: 180px;
        padding: 8px 10px;
        border: 1px solid var(--line-3);
        border-radius: var(--radius-2);
        background: var(--surface-card);
        color: inherit;
        font: 400 var(--text-small) / 1.5 var(--font-mono);
        white-space: pre;
        overflow: auto;
        resize: vertical;
      }
      select {
        width: 100%;
        min-height: var(--target);
        border: 1px solid var(--line-3);
        border-radius: var(--radius-2);
        background: var(--surface-card);
      }
      .hints {
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
      .line-strip + .line-strip {
        margin-top: 4px;
      }
      .acts {
        display: flex;
        gap: 8px;
      }
      .refusal {
        color: var(--state-failed);
        overflow-wrap: anywhere;
      }
      @container lab (max-width: 839px) {
        textarea,
        select {
          font-size: 16px;
        }
        select {
          min-height: 44px;
        }
      }
    `,
  ];

  @property({ attribute: false }) script: OpenScript | null = null;
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) actions: DiskActions | null = null;

  @state() private text = '';
  @state() private refusal = '';
  @state() private busy = false;
  @query('textarea') private readonly area!: HTMLTextAreaElement | null;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('script')) this.text = this.script?.text ?? '';
  }

  protected override firstUpdated(): void {
    this.area?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { script, text, snapshot } = this;
    if (script === null) return nothing;
    const hints = scriptHints(text);
    const lines = text === script.text ? [] : writeLines(script.path, text);
    return html`<header>
        <h3>${script.path} <span class="muted">on ${script.node}</span></h3>
        <button
          class="btn btn--icon btn--small"
          aria-label="Close the editor"
          @click=${this.#cancel}
        >
          ${icon('close')}
        </button>
      </header>
      <textarea
        aria-label="Text of ${script.path}"
        aria-describedby="hints"
        spellcheck="false"
        autocapitalize="none"
        .value=${text}
        @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <ul id="hints" class="hints" aria-live="polite">
        ${hints.map(({ line, words }) => html`<li>Line ${line}: ${words}</li>`)}
      </ul>
      ${
        snapshot === null
          ? nothing
          : html`<select aria-label="Insert a line" @change=${this.#insert}>
              <option value="">Insert a line…</option>
              ${usualLines(snapshot, script.node).map((line) => html`<option>${line}</option>`)}
            </select>`
      }
      <div>
        ${lines.map(
          (line) =>
            html`<p class="line-strip">
              <span class="line-node">${script.node}</span><code>${line}</code>
            </p>`,
        )}
      </div>
      <p class="refusal" role="alert" ?hidden=${this.refusal === ''}>${this.refusal}</p>
      <div class="acts">
        <button
          class="btn btn--main"
          ?disabled=${lines.length === 0 || this.busy}
          @click=${() => this.#save(script, lines)}
        >
          Save
        </button>
        <button class="btn btn--quiet" @click=${this.#cancel}>Cancel</button>
      </div>`;
  }

  /** Puts the line at the caret's line, or behind it where that one holds something. */
  readonly #insert = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const { value } = select;
    const { area } = this;
    select.value = '';
    if (value === '' || area === null) return;
    const end = this.text.indexOf('\n', area.selectionStart);
    const at = end < 0 ? this.text.length : end;
    const start = this.text.lastIndexOf('\n', at - 1) + 1;
    const piece = start === at ? value : `\n${value}`;
    this.text = this.text.slice(0, at) + piece + this.text.slice(at);
    void this.updateComplete.then(() => {
      area.focus();
      area.setSelectionRange(at + piece.length, at + piece.length);
    });
  };

  async #save({ path, node }: OpenScript, lines: readonly string[]): Promise<void> {
    if (this.actions === null) return;
    this.busy = true;
    this.refusal = '';
    try {
      for (const line of lines) {
        const { exitCode, output } = await this.actions.execute(line, node);
        if (exitCode !== 0) {
          this.refusal = `${output.trim()} (exit ${String(exitCode)})`;
          return;
        }
      }
      this.#close(path);
    } catch (error) {
      this.refusal = errorText(error);
    } finally {
      this.busy = false;
    }
  }

  readonly #cancel = (): void => {
    this.#close(null);
  };

  #close(saved: string | null): void {
    this.dispatchEvent(new CustomEvent('lab-script-close', { detail: { saved } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-script-editor': LabScriptEditor;
  }
}
