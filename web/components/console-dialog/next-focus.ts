import type { LitElement, ReactiveController } from 'lit';

/** What gets the focus on a page. */
const FIRST_CONTROL = '.fields :is(input, select, button):not([disabled]), .btn--main';

/** Gives the focus to a control of a dialog once it is drawn. */
export class NextFocus implements ReactiveController {
  readonly #host: LitElement;
  #selector: string | null = null;
  /** Whether the label above and what is wrong below come into sight with the control. */
  #withField = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const selector = this.#selector;
    if (selector === null) return;
    this.#selector = null;
    const control = this.#find(selector);
    control?.focus();
    const part = this.#withField ? control?.closest('[data-field]') : control;
    this.#withField = false;
    part?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** Focuses the first control of the page that is drawn now. */
  focusNow(options?: FocusOptions): void {
    this.#find(FIRST_CONTROL)?.focus(options);
  }

  toPage(): void {
    this.#selector = FIRST_CONTROL;
  }

  toTab(): void {
    this.#selector = '[role="tab"][aria-selected="true"]';
  }

  toField(name: string): void {
    this.#selector = `[data-field="${name}"] :is(input, select, button)`;
    this.#withField = true;
  }

  toAnswer(): void {
    this.#selector = '.answer .btn--main';
  }

  /** The entry of a field that has the focus keeps it, wherever it is moved to. */
  withEntry(name: string): void {
    const focused = this.#host.shadowRoot?.activeElement;
    const value = focused instanceof HTMLElement ? focused.dataset['value'] : undefined;
    this.#selector =
      value === undefined ? null : `[data-field="${name}"] [data-value="${CSS.escape(value)}"]`;
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}
