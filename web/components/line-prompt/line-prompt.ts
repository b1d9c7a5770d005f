import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';

import type { LabEvent, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { icon } from '../icon/icon.ts';
import { type Completion, completionsOf, sharedStart } from './completion.ts';
import { linePromptStyles } from './line-prompt.styles.ts';
import { helpText } from './prompt-help.ts';
import {
  type Answer,
  cutLine,
  endWords,
  type LineRun,
  linesToRun,
  Transcript,
} from './transcript.ts';

/** Lines kept for the arrow keys. */
const HISTORY_MAX = 200;

/** The completions that are offered, and the one that Enter takes. */
interface Offer extends Completion {
  readonly active: number;
}

/**
 * The command prompt: a node, a line, and everything that was printed.
 *
 * @summary Up and Down recall lines of the run, Tab completes. Tab leaves where nothing is left to complete, and after Escape.
 */
@customElement('lab-line-prompt')
export class LabLinePrompt extends LitElement {
  static override styles = [controls, linePromptStyles];

  /** For the names that are completed; only the nodes are drawn. */
  @property({
    attribute: false,
    hasChanged: (now: Snapshot | null, old?: Snapshot | null) =>
      (now === null) !== ((old ?? null) === null),
  })
  snapshot: Snapshot | null = null;
  /** The log: its lines can be recalled, also after the page was opened anew. */
  @property({ attribute: false, hasChanged: () => false }) events: readonly LabEvent[] = [];
  @property({ attribute: false }) run: LineRun | null = null;
  /** Takes most of the room that the log has. */
  @property({ type: Boolean, reflect: true }) large = false;

  /** Something that was printed is in sight. */
  @property({ type: Boolean, reflect: true, attribute: 'has-output' }) hasOutput = false;

  @state() private offer: Offer | null = null;
  /** What is to be typed where nothing can be offered. */
  @state() private wants: string | null = null;
  @state() private copied = false;
  @query('input') private readonly input!: HTMLInputElement;
  @query('select') private readonly select!: HTMLSelectElement;
  @query('.scroll') private readonly printed!: HTMLElement | null;

  readonly #transcript = new Transcript(() => {
    this.copied = false;
    this.hasOutput = this.#transcript.answers.length > 0;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.#showNewest();
    });
  });
  #typed: readonly string[] = [];
  #recalled: readonly string[] | null = null;
  #recalledAt = 0;
  /** After Escape, Tab leaves. */
  #leaves = false;

  override render(): TemplateResult {
    const { offer, run } = this;
    const active = offer === null ? undefined : `option-${String(offer.active)}`;
    return html`${this.hasOutput ? this.#output() : nothing}
      <form @submit=${this.#submit} @focusout=${this.#left}>
        ${offer === null ? nothing : this.#options(offer)}
        <p class="options wants" role="status" ?hidden=${this.wants === null}>${this.wants}</p>
        <select aria-label="Node" ?disabled=${run === null}>
          ${nodeNames(this.snapshot).map((node) => html`<option value=${node}>${node} ›</option>`)}
        </select>
        <input
          role="combobox"
          aria-label="Line to run"
          aria-autocomplete="list"
          aria-expanded=${offer === null ? 'false' : 'true'}
          aria-controls="options"
          aria-activedescendant=${ifDefined(active)}
          aria-describedby="keys"
          placeholder="help, cluster group, dir S:\\"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          ?disabled=${run === null}
          @keydown=${this.#key}
          @input=${this.#changed}
          @paste=${this.#paste}
        />
        <button
          class="btn btn--icon btn--small"
          aria-label="Run the line"
          title="Run"
          ?disabled=${run === null}
        >
          ${icon('play')}
        </button>
        <span id="keys" class="visually-hidden"
          >Tab completes; after Escape, Tab leaves. Up and Down recall earlier lines. help lists the
          commands.</span
        >
      </form>`;
  }

  #output(): TemplateResult {
    const { answers } = this.#transcript;
    return html`<section class="output" aria-label="Output">
      <div class="output-head">
        <span>Output</span>
        <button class="btn btn--quiet btn--small" @click=${this.#copy}>
          ${this.copied ? 'Copied' : 'Copy'}
        </button>
        <button
          class="btn btn--quiet btn--small"
          aria-pressed=${this.large ? 'true' : 'false'}
          @click=${() => (this.large = !this.large)}
        >
          ${this.large ? 'Smaller' : 'Larger'}
        </button>
        <button
          class="btn btn--icon btn--small"
          aria-label="Close the output"
          title="Close"
          @click=${() => {
            this.forget();
          }}
        >
          ${icon('close')}
        </button>
      </div>
      <div class="scroll" role="log" tabindex="0" aria-label="What was printed">
        ${repeat(answers, ({ key }) => key, answerView)}
      </div>
    </section>`;
  }

  #options({ options, active }: Offer): TemplateResult {
    return html`<ul id="options" class="options" role="listbox" aria-label="Completions">
      ${options.map(
        (option, index) =>
          html`<li
            id="option-${index}"
            role="option"
            aria-selected=${index === active ? 'true' : 'false'}
            @pointerdown=${(event: Event) => {
              event.preventDefault(); // the focus stays in the line
              this.#insert(option, true);
            }}
          >
            ${option}
          </li>`,
      )}
    </ul>`;
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  /** The end of what was printed; of the commands, where they begin. */
  #showNewest(): void {
    const { printed } = this;
    if (printed === null) return;
    const newest = printed.querySelector<HTMLElement>('.answer:last-child');
    const isHelp = this.#transcript.answers.at(-1)?.isHelp === true;
    printed.scrollTop = isHelp && newest !== null ? newest.offsetTop : printed.scrollHeight;
  }

  /** Puts away what was printed: it told of another moment, or of another run. */
  forget(): void {
    this.#transcript.clear();
    this.large = false;
  }

  /** Runs a line that was picked elsewhere, and prints what it says. */
  ask(line: string): void {
    if (this.run !== null) void this.#transcript.run(this.run, line, this.select.value);
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#runAll([this.input.value]);
    this.input.value = '';
    this.#forget();
  };

  /** Runs lines one after the other, up to the first that is refused. */
  async #runAll(texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      const { mayFail, node, line } = cutLine(text);
      const named = nodeNames(this.snapshot).find(
        (each) => each.toLowerCase() === node?.toLowerCase(),
      );
      if (named !== undefined) this.select.value = named;
      const whole = node === null || named !== undefined ? line : `@${node} ${line}`;
      if (whole === '' || this.run === null) continue;
      this.#typed = [...this.#typed.filter((old) => old !== whole), whole].slice(-HISTORY_MAX);
      this.#recalled = null;
      const help = helpText(line);
      if (help !== null) {
        this.#transcript.tell(line, this.select.value, help);
        continue;
      }
      const exitCode = await this.#transcript.run(this.run, whole, this.select.value);
      if (exitCode !== 0 && !mayFail) return;
    }
  }

  /** One line goes where the caret is; several run in their order. */
  readonly #paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\r\n]/.test(text.trim())) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = this.input;
    const whole =
      value.slice(0, selectionStart ?? value.length) +
      text +
      value.slice(selectionEnd ?? value.length);
    this.input.value = '';
    this.#forget();
    void this.#runAll(linesToRun(whole));
  };

  readonly #changed = (): void => {
    this.#leaves = false;
    this.#recalled = null;
    this.#forget();
  };

  /** Nothing is offered any more. */
  #forget(): void {
    this.offer = null;
    this.wants = null;
  }

  readonly #left = (event: FocusEvent): void => {
    if (event.relatedTarget !== this.input) this.#forget();
    this.#leaves = false;
  };

  readonly #key = (event: KeyboardEvent): void => {
    const { offer } = this;
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (offer === null) this.#recall(step);
      else {
        const { length } = offer.options;
        this.offer = { ...offer, active: (offer.active + step + length) % length };
      }
    } else if (event.key === 'Tab' && !event.shiftKey) {
      if (this.#complete()) event.preventDefault();
    } else if (event.key === 'Enter' && offer !== null) {
      event.preventDefault();
      this.#insert(offer.options[offer.active] ?? '', true);
    } else if (event.key === 'Escape') {
      if (offer !== null || this.wants !== null) event.stopPropagation(); // it closes the completions only
      this.#forget();
      this.#leaves = true;
    }
  };

  /** @returns false when there is nothing to complete: Tab goes on to the next control */
  #complete(): boolean {
    const { offer, snapshot } = this;
    if (offer !== null) {
      this.#insert(offer.options[offer.active] ?? '', true);
      return true;
    }
    const caret = this.input.selectionStart ?? this.input.value.length;
    const before = this.input.value.slice(0, caret);
    if (this.#leaves || before.trim() === '' || snapshot === null) return false;
    const completion = completionsOf(before, { snapshot, node: this.select.value });
    const [only] = completion.options;
    if (only === undefined) {
      // It is said once; Tab again leaves.
      this.wants = completion.wants;
      this.#leaves = true;
      return completion.wants !== null;
    }
    this.offer = { ...completion, active: 0 };
    if (completion.options.length === 1) {
      this.#insert(only, true);
      return true;
    }
    const shared = sharedStart(completion.options);
    if (shared.length > caret - completion.from) this.#insert(shared, false);
    return true;
  }

  /** Puts a word in place of the one at the caret. @param isWhole  nothing of it is missing */
  #insert(word: string, isWhole: boolean): void {
    const { offer, input } = this;
    if (offer === null) return;
    const caret = input.selectionStart ?? input.value.length;
    // A folder, or an option with a value, goes on.
    const end = isWhole && !/[\\:]$/.test(word) ? ' ' : '';
    const rest = input.value.slice(caret);
    input.value = input.value.slice(0, offer.from) + word + (rest === '' ? end : '') + rest;
    const at = offer.from + word.length + (rest === '' ? end.length : 0);
    input.setSelectionRange(at, at);
    this.offer = isWhole ? null : offer;
  }

  #recall(step: number): void {
    this.#recalled ??= this.#history();
    if (step < 0 && this.#recalledAt > this.#recalled.length)
      this.#recalledAt = this.#recalled.length;
    this.#recalledAt = Math.min(Math.max(0, this.#recalledAt + step), this.#recalled.length);
    this.input.value = this.#recalled[this.#recalledAt] ?? '';
  }

  /** Lines of the run, then those that were typed here and left no trace in it. */
  #history(): readonly string[] {
    const kept = this.events.filter(({ kind, line }) => kind === 'line' && line !== null);
    const lines = kept.map(({ text }) => text).filter((text) => !this.#typed.includes(text));
    const history = [...new Set([...lines, ...this.#typed])].slice(-HISTORY_MAX);
    this.#recalledAt = history.length;
    return history;
  }

  /** Copies; where the clipboard is not to be had, selects the output for the reader to copy. */
  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.#transcript.text());
      this.copied = true;
    } catch {
      if (this.printed !== null) getSelection()?.selectAllChildren(this.printed);
    }
  };
}

function answerView(answer: Answer): TemplateResult {
  const { node, line, exitCode, output } = answer;
  const isRefused = exitCode !== null && exitCode !== 0;
  return html`<div class="answer">
    <div class="asked">
      <span>${node} › ${line}</span>
      <b class=${isRefused ? 'is-refused' : ''}>${endWords(answer)}</b>
    </div>
    ${output === '' ? nothing : html`<pre>${output}</pre>`}
  </div>`;
}

function nodeNames(snapshot: Snapshot | null): string[] {
  if (snapshot === null) return [];
  const { first, second } = snapshot.clusters;
  return [...first.nodes, ...second.nodes].map((node) => node.name);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-line-prompt': LabLinePrompt;
  }
}
