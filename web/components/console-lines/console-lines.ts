import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import { controls } from '../../styles/controls.styles.ts';
import { icon } from '../icon/icon.ts';

/** How far a line has come. */
export type LineProgress = 'waits' | 'runs' | 'done' | 'refused';

/** One line of the strip. */
export interface ConsoleLine {
  readonly line: string;
  readonly progress: LineProgress;
}

const PROGRESS_WORDS: Readonly<Record<LineProgress, string>> = {
  waits: '',
  runs: 'runs',
  done: 'done',
  refused: 'refused',
};

/**
 * @summary The strip at the foot of a console: lines with their node, how far each has come, and a button that copies them.
 * @slot - what stands below the lines
 */
@customElement('lab-console-lines')
export class LabConsoleLines extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        position: relative;
        flex: none;
        border-top: 1px solid var(--line-2);
        background: var(--surface-sunken);
      }
      .scroll {
        min-height: 58px;
        max-height: 132px;
        padding: 8px 52px 10px 16px;
        overflow: hidden auto;
        scrollbar-width: thin;
      }
      ol {
        display: grid;
        gap: 2px;
        margin-top: 2px;
        font-size: var(--text-small);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 6px;
        align-items: baseline;
        font-family: var(--font-mono);
      }
      code {
        font-size: inherit;
        overflow-wrap: anywhere;
      }
      .empty {
        font-size: var(--text-small);
      }
      .mark {
        font-family: var(--font-ui);
        color: var(--ink-3);
      }
      .is-done code {
        color: var(--ink-2);
      }
      .is-refused :is(code, .mark) {
        color: var(--state-failed);
      }
      .copy {
        position: absolute;
        top: 8px;
        right: 8px;
      }
      @container lab (max-width: 839px) {
        .scroll {
          max-height: 96px;
        }
        .copy {
          width: 44px;
          min-height: 44px;
        }
      }
    `,
  ];

  @property() heading = '';
  @property() node = '';
  @property({ attribute: false }) lines: readonly ConsoleLine[] = [];
  /** Said while there is no line. */
  @property() empty = '';

  @state() private copied = false;
  @query('.scroll') private readonly scroller!: HTMLElement;
  @query('ol') private readonly list!: HTMLElement | null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lines') && this.#text() !== this.#copiedText) this.copied = false;
  }

  #copiedText = '';

  /** Keeps the line in sight that runs or was refused. */
  protected override updated(): void {
    const line = this.scroller.querySelector<HTMLElement>('.is-runs, .is-refused');
    if (line === null) return;
    const below = line.offsetTop + line.offsetHeight - this.scroller.clientHeight;
    if (below > this.scroller.scrollTop) this.scroller.scrollTop = below;
  }

  override render(): TemplateResult {
    const { lines } = this;
    const name = lines.length === 1 ? 'Copy the line' : 'Copy the lines';
    return html`<div
        class="scroll"
        role="region"
        tabindex=${lines.length > 4 ? 0 : -1}
        aria-label=${this.heading}
      >
        <p class="cap">${this.heading}</p>
        ${
          lines.length === 0
            ? html`<p class="muted empty">${this.empty}</p>`
            : html`<ol>
                ${lines.map((each) => this.#line(each))}
              </ol>`
        }
        <slot></slot>
      </div>
      ${
        lines.length === 0
          ? nothing
          : html`<button
              type="button"
              class="btn btn--icon copy"
              aria-label=${name}
              title=${this.copied ? 'Copied' : name}
              @click=${() => void this.#copy()}
            >
              ${icon(this.copied ? 'done' : 'copy')}
            </button>`
      }
      <span class="visually-hidden" role="status">${this.copied ? 'Copied' : ''}</span>`;
  }

  #line({ line, progress }: ConsoleLine): TemplateResult {
    const word = PROGRESS_WORDS[progress];
    return html`<li class="is-${progress}">
      <span class="line-node">${this.node}</span><code>${line}</code>
      ${word === '' ? nothing : html`<span class="mark">${word}</span>`}
    </li>`;
  }

  /** Lines as a file of lines has them: the node stands before the first and stays. */
  #text(): string {
    return `@${this.node} ${this.lines.map(({ line }) => line).join('\n')}`;
  }

  /** Copies; where the clipboard is not to be had, selects the lines for the reader to copy. */
  async #copy(): Promise<void> {
    const text = this.#text();
    try {
      await navigator.clipboard.writeText(text);
      this.#copiedText = text;
      this.copied = true;
    } catch {
      if (this.list !== null) getSelection()?.selectAllChildren(this.list);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-console-lines': LabConsoleLines;
  }
}
