import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import { controls } from '../../styles/controls.styles.ts';
import { labLine } from './lab-line.ts';
import type { FaultChoice } from './fault-lines.ts';
import { faultMenuStyles } from './fault-menu.styles.ts';

/**
 * A thing of the stage as a button that opens its faults; each shows its line before it runs.
 *
 * @summary Two taps: open, choose. Escape and a click elsewhere close it.
 * @slot - the face of the button; its text is the button's name
 * @fires lab-line - `detail.line` is to be run
 * @csspart face - the button
 */
@customElement('lab-fault-menu')
export class LabFaultMenu extends LitElement {
  static override styles = [controls, faultMenuStyles];

  /** What can be done, one button each. */
  @property({ attribute: false }) choices: readonly FaultChoice[] = [];

  /** What the menu is about, for assistive tools: `Faults of A1`. */
  @property() label = 'Faults';

  /** Side on which the menu keeps to its face. */
  @property({ reflect: true }) side: 'start' | 'end' | 'center' = 'start';

  /** Opens upwards: for a face at the foot of the stage. */
  @property({ type: Boolean, reflect: true }) above = false;

  @state() private open = false;

  readonly #closeOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.#close(false);
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close(false);
  }

  override render(): TemplateResult {
    return html`
      <button
        class="face"
        part="face"
        type="button"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-describedby="about"
        @click=${this.#toggle}
        @keydown=${this.#escape}
      >
        <slot></slot>
      </button>
      <span id="about" class="visually-hidden">${this.label}</span>
      ${this.open ? this.#menu() : nothing}
    `;
  }

  #menu(): TemplateResult {
    return html`<div
      class="menu"
      role="group"
      aria-label=${this.label}
      @keydown=${this.#escape}
      @focusout=${this.#leave}
    >
      <p class="cap">${this.label}</p>
      ${this.choices.map(
        (choice) =>
          html`<button type="button" class="choice" @click=${() => this.#choose(choice)}>
            <span>${choice.words}</span><code>${choice.line}</code>
          </button>`,
      )}
    </div>`;
  }

  readonly #toggle = (): void => {
    if (this.open) {
      this.#close(false);
      return;
    }
    this.open = true;
    document.addEventListener('pointerdown', this.#closeOutside, true);
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>('.choice')?.focus({ preventScroll: true });
    });
  };

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return;
    event.stopPropagation();
    this.#close(true);
  };

  readonly #leave = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    if (next instanceof Node && !this.renderRoot.contains(next)) this.#close(false);
  };

  #choose(choice: FaultChoice): void {
    this.#close(true);
    this.dispatchEvent(labLine(choice.line));
  }

  #close(returnFocus: boolean): void {
    document.removeEventListener('pointerdown', this.#closeOutside, true);
    this.open = false;
    if (returnFocus) this.renderRoot.querySelector<HTMLElement>('.face')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-fault-menu': LabFaultMenu;
  }
}
