import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';

import type { CommandResult, Snapshot } from '../../../workers/api.ts';
import { errorText } from '../../words/error.ts';
import '../console-dialog/console-dialog.ts';
import type { DialogCloseDetail, DialogNotesDetail } from '../console-dialog/dialog-events.ts';
import type { DialogSpec, FieldValues, LineRunner } from '../console-dialog/dialog-spec.ts';
import { refusalText } from '../console-dialog/refusal.ts';
import type { LooksDetail } from '../console-window/console-window.ts';
import '../console-lines/console-lines.ts';
import type { ConsoleLine, LineProgress } from '../console-lines/console-lines.ts';

/** An element that is a console: it has a state to look at and somebody who runs its lines. */
export interface ConsoleHost extends LitElement {
  readonly snapshot: Snapshot | null;
  readonly run: LineRunner | null;
}

/** An open dialog, made anew from each state so that it offers what there is. */
interface OpenDialog {
  readonly spec: (snapshot: Snapshot) => DialogSpec;
  readonly done: (values: FieldValues) => void;
}

/** The line that ran last outside a dialog. */
interface LastLine {
  readonly node: string;
  readonly line: string;
  readonly progress: LineProgress;
  readonly refusal: string;
}

/** A line that a button in sight will run. */
export interface WaitingLine {
  readonly heading: string;
  readonly node: string;
  readonly line: string;
}

/** What a line printed, to be read. */
interface Reading {
  readonly heading: string;
  readonly output: string;
}

/**
 * What every console does beside what it shows: it runs lines that belong to no dialog and tells what became of the
 * last, it holds one open dialog and gives the focus back, and it keeps one printed answer in sight.
 */
export class ConsoleSession implements ReactiveController {
  dialog: OpenDialog | null = null;
  last: LastLine | null = null;
  reading: Reading | null = null;
  /** Whether what is looked at is read by a line of its own. */
  looks = true;

  readonly #host: ConsoleHost;
  readonly #fallback: () => HTMLElement | null;
  #opener: HTMLElement | null = null;
  #dialogCount = 0;
  #notesShown = false;

  /** @param fallback  what gets the focus when that which opened a dialog is gone */
  constructor(host: ConsoleHost, fallback: () => HTMLElement | null) {
    this.#host = host;
    this.#fallback = fallback;
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to follow: the host draws what is kept here.
  }

  /**
   * Runs a line that belongs to no dialog.
   *
   * @param wellEnded  exit codes that are no refusal
   * @returns what became of it, or null when it was refused or could not be run; `last` then says why
   */
  async runLine(
    line: string,
    node: string,
    wellEnded: readonly number[] = [0],
  ): Promise<CommandResult | null> {
    const { run } = this.#host;
    if (run === null) return null;
    const mine: LastLine = { node, line, progress: 'runs', refusal: '' };
    this.#showLast(mine);
    try {
      const result = await run(line, node);
      const isDone = wellEnded.includes(result.exitCode);
      this.#tell(mine, isDone ? 'done' : 'refused', isDone ? '' : refusalText(result));
      return isDone ? result : null;
    } catch (error) {
      this.#tell(mine, 'refused', errorText(error));
      return null;
    }
  }

  /**
   * Runs the line that reads what is about to be shown, unless such lines are switched off.
   *
   * @returns false when it was refused
   */
  async look(line: string, node: string): Promise<boolean> {
    return !this.looks || (await this.runLine(line, node)) !== null;
  }

  /** Runs a line and keeps what it prints in sight. */
  async read(
    heading: string,
    line: string,
    node: string,
    wellEnded: readonly number[] = [0],
  ): Promise<void> {
    const result = await this.runLine(line, node, wellEnded);
    if (result === null) return;
    this.reading = { heading, output: result.output.trim() };
    this.#host.requestUpdate();
  }

  /**
   * Opens a dialog in place of the one that is open.
   *
   * @param spec  made anew from each state, with a key of its own
   * @param done  called when all its lines ran
   */
  open(
    spec: (key: string, snapshot: Snapshot) => DialogSpec,
    done: (values: FieldValues) => void = () => undefined,
  ): void {
    this.#dialogCount += 1;
    const key = String(this.#dialogCount);
    this.#opener = this.#focused();
    this.dialog = { spec: (snapshot) => spec(key, snapshot), done };
    this.reading = null;
    this.#host.requestUpdate();
  }

  /** Handles `lab-console-looks`: reading lines on or off. */
  readonly changeLooks = (event: CustomEvent<LooksDetail>): void => {
    this.looks = event.detail.looks;
    this.#host.requestUpdate();
  };

  /** Gives the focus to the open dialog, else to what the console begins with. */
  focus(): void {
    const dialog = this.#host.renderRoot.querySelector<HTMLElement>('lab-console-dialog');
    (dialog ?? this.#fallback())?.focus();
  }

  closeReading(): void {
    this.reading = null;
    this.#host.requestUpdate();
    this.#fallback()?.focus();
  }

  /** The open dialog, else what was printed last and the line that ran last. */
  foot(waiting: WaitingLine | null): TemplateResult {
    const { snapshot, run } = this.#host;
    if (this.dialog !== null && snapshot !== null) {
      return html`<lab-console-dialog
        .spec=${this.dialog.spec(snapshot)}
        .run=${run}
        .notesShown=${this.#notesShown}
        @lab-dialog-notes=${this.#changeNotes}
        @lab-dialog-close=${this.#closed}
      ></lab-console-dialog>`;
    }
    return html`${this.reading === null ? nothing : this.#reading(this.reading)}
    ${waiting === null ? this.#lastLine() : this.#strip(waiting.heading, waiting.node, [{ line: waiting.line, progress: 'waits' }])}`;
  }

  #reading({ heading, output }: Reading): TemplateResult {
    return html`<section class="reading" aria-label=${heading}>
      <header>
        <h3>${heading}</h3>
        <button
          class="btn btn--quiet"
          aria-label="Close ${heading}"
          @click=${() => {
            this.closeReading();
          }}
        >
          Close
        </button>
      </header>
      <pre tabindex="0" aria-label="Output">${output === '' ? 'Nothing.' : output}</pre>
    </section>`;
  }

  #lastLine(): TemplateResult {
    const { last } = this;
    return this.#strip(
      'Line that ran last',
      last?.node ?? '',
      last === null ? [] : [{ line: last.line, progress: last.progress }],
    );
  }

  #strip(heading: string, node: string, lines: readonly ConsoleLine[]): TemplateResult {
    const refusal = this.last?.refusal ?? '';
    return html`<lab-console-lines
      heading=${heading}
      node=${node}
      .lines=${lines}
      empty="None yet."
    >
      <p class="answer" role="alert" ?hidden=${refusal === ''}>${refusal}</p>
    </lab-console-lines>`;
  }

  readonly #closed = (event: CustomEvent<DialogCloseDetail>): void => {
    const { dialog } = this;
    const { finished, values } = event.detail;
    this.dialog = null;
    // What ran stays in sight; what was tried and given up does not.
    if (!finished) this.last = null;
    if (finished) dialog?.done(values);
    this.#host.requestUpdate();
    const opener = this.#opener;
    void this.#host.updateComplete.then(() => {
      if (this.dialog !== null) return;
      if (opener?.isConnected === true) opener.focus();
      else this.#fallback()?.focus();
    });
  };

  readonly #changeNotes = (event: CustomEvent<DialogNotesDetail>): void => {
    this.#notesShown = event.detail.shown;
    this.#host.requestUpdate();
  };

  #showLast(last: LastLine): void {
    this.last = last;
    this.#host.requestUpdate();
  }

  /** An older line that ended well does not displace a newer one; a refusal does. */
  #tell(mine: LastLine, progress: LineProgress, refusal: string): void {
    const isNewest = this.last?.line === mine.line && this.last.node === mine.node;
    if (isNewest || refusal !== '') this.#showLast({ ...mine, progress, refusal });
  }

  #focused(): HTMLElement | null {
    const activeElement = this.#host.shadowRoot?.activeElement;
    return activeElement instanceof HTMLElement ? activeElement : null;
  }
}
