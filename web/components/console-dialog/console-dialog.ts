import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import { controls } from '../../styles/controls.styles.ts';
import { icon } from '../icon/icon.ts';
import { consoleDialogStyles } from './console-dialog.styles.ts';
import { DialogCourse } from './dialog-course.ts';
import type { DialogCloseDetail, DialogNotesDetail, DialogPageDetail } from './dialog-events.ts';
import { dialogField } from './dialog-fields.ts';
import {
  type DialogPage,
  type DialogSpec,
  type FieldNotes,
  type FieldValue,
  type FieldValues,
  type LineRunner,
} from './dialog-spec.ts';
import { lineStrip } from './line-strip.ts';
import { NextFocus } from './next-focus.ts';
import { missingField, pageWith } from './page-fields.ts';
import { pageTabs, wizardSteps } from './page-steps.ts';
import type { DialogProblem } from './refusal.ts';

const NO_NOTES: FieldNotes = {};

/**
 * The frame of every dialog of the consoles: pages of fields, and all the lines that they write.
 *
 * Lines run one after another; a refused one ends the row, its text stands at the field that it concerns, and
 * everything stays as typed. Another press goes on from there.
 *
 * @summary A non-modal dialog whose fields write lines.
 * @event lab-dialog-close - finished or cancelled, detail `{finished, values}`
 * @event lab-dialog-notes - notes are wanted or not, detail `{shown}`
 * @event lab-dialog-page - another tab was picked, detail `{title}`
 */
@customElement('lab-console-dialog')
export class LabConsoleDialog extends LitElement {
  static override styles = [controls, consoleDialogStyles];

  @property({ attribute: false }) spec: DialogSpec | null = null;
  @property({ attribute: false }) run: LineRunner | null = null;
  /** Says under each field what it is for. */
  @property({ attribute: false }) notesShown = false;

  @state() private values: FieldValues = {};
  @state() private pageIndex = 0;
  @state() private problem: DialogProblem | null = null;

  #course = this.#newCourse();
  readonly #nextFocus = new NextFocus(this);
  #key: string | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { spec } = this;
    if (!changed.has('spec') || spec === null || spec.key === this.#key) return;
    this.#key = spec.key;
    this.values = spec.initial;
    this.problem = null;
    this.#course = this.#newCourse();
    this.#showPage(0);
  }

  override focus(options?: FocusOptions): void {
    this.#nextFocus.focusNow(options);
  }

  override render(): TemplateResult | typeof nothing {
    const { spec } = this;
    if (spec === null) return nothing;
    return html`<section role="dialog" aria-labelledby="title" @keydown=${this.#escape}>
      <header>
        <h3 id="title">${spec.title}</h3>
        <span class="muted">${spec.subject}</span>
        ${spec.notes === undefined || this.#course.answer !== null ? nothing : this.#notesButton()}
      </header>
      ${this.#course.answer === null ? this.#pages(spec) : this.#answer(spec, this.#course.answer)}
    </section>`;
  }

  #notesButton(): TemplateResult {
    return html`<button
      type="button"
      class="btn btn--quiet btn--small notes"
      aria-pressed=${this.notesShown ? 'true' : 'false'}
      @click=${() => {
        const detail: DialogNotesDetail = { shown: !this.notesShown };
        this.dispatchEvent(new CustomEvent('lab-dialog-notes', { detail, bubbles: true }));
      }}
    >
      ${icon('help')}Notes
    </button>`;
  }

  #pages(spec: DialogSpec): TemplateResult {
    const pages = spec.pages(this.values);
    const page = pages[this.pageIndex] ?? pages[0];
    const isLast = this.pageIndex >= pages.length - 1;
    const isWizard = spec.kind === 'wizard';
    return html`${
        pages.length < 2
          ? nothing
          : isWizard
            ? wizardSteps(pages, this.pageIndex)
            : pageTabs(pages, this.pageIndex, this.#pickPage)
      }
      <form novalidate @submit=${this.#submit}>
        ${page === undefined ? nothing : this.#page(page)}
        ${
          this.problem !== null && this.problem.field === null
            ? html`<p class="wrong" role="alert">${this.problem.text}</p>`
            : nothing
        }
        <div class="buttons">
          ${
            isWizard && pages.length > 1
              ? html`<button
                  type="button"
                  class="btn"
                  ?disabled=${this.pageIndex === 0}
                  @click=${() => {
                    this.#showPage(this.pageIndex - 1);
                  }}
                >
                  Back
                </button>`
              : nothing
          }
          <button class="btn btn--main" ?disabled=${this.run === null}>
            ${isWizard && !isLast ? 'Next' : spec.accept}
          </button>
          <span class="gap"></span>
          <button type="button" class="btn btn--quiet" @click=${this.#cancel}>Cancel</button>
        </div>
      </form>
      ${lineStrip(spec, this.values, this.#course)}`;
  }

  #page(page: DialogPage): TemplateResult {
    const { locked } = this.#course;
    return html`<div class="page" role="group" aria-label=${page.title}>
      ${page.question === undefined ? nothing : html`<p class="question">${page.question}</p>`}
      <div class="fields">
        ${page.fields.map((field) =>
          dialogField(field, {
            values: this.values,
            problem: this.problem,
            locked,
            notes: this.notesShown ? (this.spec?.notes ?? NO_NOTES) : NO_NOTES,
            change: this.#change,
          }),
        )}
      </div>
    </div>`;
  }

  #answer(spec: DialogSpec, answer: string): TemplateResult {
    return html`<form class="answer" @submit=${this.#close}>
        <p class="question" role="status">${spec.success?.(this.values) ?? ''}</p>
        ${answer === '' ? nothing : html`<pre tabindex="0" aria-label="Output">${answer}</pre>`}
        <div class="buttons"><button class="btn btn--main">OK</button></div>
      </form>
      ${lineStrip(spec, this.values, this.#course)}`;
  }

  readonly #change = (name: string, value: FieldValue): void => {
    this.values = { ...this.values, [name]: value };
    if (this.problem !== null && [name, null].includes(this.problem.field)) this.problem = null;
    // An entry that moved over takes the focus with it.
    if (typeof value !== 'string') this.#nextFocus.withEntry(name);
  };

  readonly #pickPage = (index: number): void => {
    this.pageIndex = index;
    this.#nextFocus.toTab();
    const title = this.spec?.pages(this.values)[index]?.title ?? '';
    const detail: DialogPageDetail = { title };
    this.dispatchEvent(new CustomEvent('lab-dialog-page', { detail, bubbles: true }));
  };

  #newCourse(): DialogCourse {
    return new DialogCourse(() => {
      this.requestUpdate();
    });
  }

  #showPage(index: number): void {
    this.pageIndex = index;
    this.#nextFocus.toPage();
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const { spec } = this;
    if (spec === null || this.#course.isRunning) return;
    const pages = spec.pages(this.values);
    const isWizard = spec.kind === 'wizard' && this.pageIndex < pages.length - 1;
    const checked = isWizard ? pages.slice(0, this.pageIndex + 1) : pages;
    const missing = missingField(checked, this.values);
    if (missing !== null) {
      this.#tell({ text: `${missing.label} is required.`, field: missing.name });
    } else if (isWizard) this.#showPage(this.pageIndex + 1);
    else void this.#runLines(spec);
  };

  async #runLines(spec: DialogSpec): Promise<void> {
    if (this.run === null) return;
    this.problem = null;
    const isCurrent = (): boolean => spec.key === this.#key;
    const problem = await this.#course.run(spec, this.values, this.run, isCurrent);
    if (!isCurrent()) return;
    if (problem !== null) this.#tell(problem);
    else if (spec.success === null) this.#close();
    else {
      this.#nextFocus.toAnswer();
      this.requestUpdate();
    }
  }

  /** Says what is wrong, on the page that has the field. */
  #tell(problem: DialogProblem): void {
    this.problem = problem;
    const { field } = problem;
    if (field === null) return;
    const pages = this.spec?.pages(this.values) ?? [];
    const index = pageWith(pages, field);
    if (index < 0) this.problem = { ...problem, field: null };
    else {
      this.pageIndex = index;
      this.#nextFocus.toField(field);
    }
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#cancel();
  };

  readonly #cancel = (): void => {
    this.#send(this.#course.answer !== null);
  };

  readonly #close = (event?: Event): void => {
    event?.preventDefault();
    this.#send(true);
  };

  #send(finished: boolean): void {
    const detail: DialogCloseDetail = { finished, values: this.values };
    this.dispatchEvent(new CustomEvent('lab-dialog-close', { detail, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-console-dialog': LabConsoleDialog;
  }
}
