import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';

import { controls } from '../../styles/controls.styles.ts';
import { menuStyles } from '../../styles/menu.styles.ts';
import { askWhy, type WhyQuestion } from '../why/why-question.ts';
import { labLine } from './lab-line.ts';
import type { FaultChoice } from './fault-lines.ts';
import { faultMenuStyles } from './fault-menu.styles.ts';
import { placeBeside } from './place-beside.ts';

/**
 * A thing of the stage as a button that opens its faults; each shows its line before it runs. What is not well
 * answers *why?* first. The menu stands above everything, so that no scrolled list cuts it off.
 *
 * @summary Two taps: open, choose. Arrows go through it, Escape and a press elsewhere close it.
 * @slot - the face of the button; its text is the button's name unless `name` is set
 * @fires lab-line - `detail.line` is to be run
 * @fires lab-why - the causes of the thing's state are wanted
 * @csspart face - the button
 */
@customElement('lab-fault-menu')
export class LabFaultMenu extends LitElement {
  static override styles = [controls, menuStyles, faultMenuStyles];

  /** What can be done, one button each. */
  @property({ attribute: false }) choices: readonly FaultChoice[] = [];

  /** What is asked when the thing is not well; null when there is nothing to ask. */
  @property({ attribute: false }) why: WhyQuestion | null = null;

  /** What the menu is about, for assistive tools: `Faults of A1`. */
  @property() label = 'Faults';

  /** The face in words, where its text alone would not be read well. */
  @property() name = '';

  @state() private open = false;

  @query('.face') private readonly face!: HTMLElement | null;
  @query('.menu') private readonly menu!: HTMLElement | null;

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
        aria-label=${ifDefined(this.name === '' ? undefined : this.name)}
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-describedby="about"
        @click=${this.#toggle}
        @keydown=${this.#key}
      >
        <slot></slot>
      </button>
      <span id="about" class="visually-hidden">${this.label}</span>
      ${this.open ? this.#menu() : nothing}
    `;
  }

  #menu(): TemplateResult {
    const { why } = this;
    return html`<div
      class="menu"
      role="group"
      aria-label=${this.label}
      .popover=${'manual'}
      @keydown=${this.#key}
      @focusout=${this.#leave}
    >
      <p class="cap">${this.label}</p>
      ${
        why === null
          ? nothing
          : html`<button
              type="button"
              class="choice choice--why"
              @click=${() => this.#send(askWhy(why))}
            >
              <span>Why?</span><small>${why.state}</small>
            </button>`
      }
      ${this.choices.map(
        ({ words, line }) =>
          html`<button type="button" class="choice" @click=${() => this.#send(labLine(line))}>
            <span>${words}</span><code>${line}</code>
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
      const { menu, face } = this;
      if (menu === null || face === null) return;
      menu.showPopover();
      placeBeside(menu, face);
      this.#entries[0]?.focus({ preventScroll: true });
    });
  };

  get #entries(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.choice')];
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (!this.open) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#close(true);
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const entries = this.#entries;
    const at = entries.indexOf(event.target as HTMLElement);
    entries[(at + step + entries.length) % entries.length]?.focus();
  };

  readonly #leave = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    if (next instanceof Node && !this.renderRoot.contains(next)) this.#close(false);
  };

  #send(event: Event): void {
    this.#close(true);
    this.dispatchEvent(event);
  }

  #close(returnFocus: boolean): void {
    document.removeEventListener('pointerdown', this.#closeOutside, true);
    this.open = false;
    if (returnFocus) this.face?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-fault-menu': LabFaultMenu;
  }
}
