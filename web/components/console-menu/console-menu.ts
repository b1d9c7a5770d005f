import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

import { controls } from '../../styles/controls.styles.ts';
import { menuStyles } from '../../styles/menu.styles.ts';
import { icon } from '../icon/icon.ts';
import { consoleMenuStyles } from './console-menu.styles.ts';

/** One thing to pick from a menu. */
export interface MenuChoice {
  readonly id: string;
  readonly words: string;
  /** The line that it runs at once; null when it opens something. */
  readonly line: string | null;
}

/** Detail of `lab-pick`. */
export interface MenuPickDetail {
  readonly id: string;
}

declare global {
  interface HTMLElementEventMap {
    'lab-pick': CustomEvent<MenuPickDetail>;
  }
}

/** Room between the button and its menu, and between the menu and the window's edge, px. */
const GAP = 4;

/**
 * A button that opens a menu above everything else, so that no scrolled list cuts it off. Each entry shows its line.
 *
 * @summary Up and Down go through the menu, Escape and a press elsewhere close it.
 * @slot - the face of the button; its text is the button's name
 * @event lab-pick - an entry was picked, detail `{id}`
 */
@customElement('lab-console-menu')
export class LabConsoleMenu extends LitElement {
  static override styles = [controls, menuStyles, consoleMenuStyles];

  @property({ attribute: false }) choices: readonly MenuChoice[] = [];
  /** What the menu is about: `Application`. */
  @property() label = '';
  /** Draws the face as a button. */
  @property({ type: Boolean, reflect: true }) framed = false;

  /** Leaves the button out: the menu is opened by `openAt`. */
  @property({ type: Boolean, reflect: true }) faceless = false;

  @query('.face') private readonly face!: HTMLButtonElement;
  @query('.menu') private readonly menu!: HTMLElement;

  override render(): TemplateResult {
    return html`<button
        class="face"
        type="button"
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${this.#open}
        @keydown=${this.#openByArrow}
      >
        <slot></slot>${icon('down')}
      </button>
      <div
        class="menu"
        role="menu"
        aria-label=${this.label}
        .popover=${'auto'}
        @keydown=${this.#key}
        @toggle=${this.#toggled}
      >
        ${this.choices.map(
          ({ id, words, line }) =>
            html`<button
              type="button"
              class="choice"
              role="menuitem"
              tabindex="-1"
              @click=${() => {
                this.#pick(id);
              }}
            >
              <span>${words}</span>${line === null ? nothing : html`<code>${line}</code>`}
            </button>`,
        )}
      </div>`;
  }

  /**
   * Opens the menu at a point of the window.
   *
   * @param opener  gets the focus when it closes
   */
  openAt(left: number, top: number, opener: HTMLElement): void {
    this.#opener = opener;
    this.#show({ left, top, bottom: top });
  }

  override focus(options?: FocusOptions): void {
    this.face.focus(options);
  }

  /** What else than the face opened it. */
  #opener: HTMLElement | null = null;

  readonly #open = (): void => {
    this.#opener = null;
    const { left, top, bottom } = this.face.getBoundingClientRect();
    this.#show({ left, top, bottom: bottom + GAP });
  };

  #show(at: Readonly<Record<'left' | 'top' | 'bottom', number>>): void {
    this.menu.showPopover();
    this.#place(at);
    this.menu.querySelector<HTMLElement>('.choice')?.focus();
  }

  readonly #openByArrow = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.#open();
  };

  /** Below what opened it or, where there is no room, above it. */
  #place(at: Readonly<Record<'left' | 'top' | 'bottom', number>>): void {
    const { offsetWidth, offsetHeight } = this.menu;
    const fitsBelow = at.bottom + offsetHeight + GAP <= innerHeight;
    const top = fitsBelow ? at.bottom : Math.max(GAP, at.top - GAP - offsetHeight);
    const left = Math.max(
      GAP,
      Math.min(at.left, document.documentElement.clientWidth - offsetWidth - GAP),
    );
    this.menu.style.top = `${String(top)}px`;
    this.menu.style.left = `${String(left)}px`;
  }

  readonly #toggled = (event: ToggleEvent): void => {
    this.face.setAttribute('aria-expanded', event.newState === 'open' ? 'true' : 'false');
  };

  readonly #key = (event: KeyboardEvent): void => {
    const entries = [...this.menu.querySelectorAll<HTMLElement>('.choice')];
    const index = entries.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: (index + 1) % entries.length,
      ArrowUp: (index - 1 + entries.length) % entries.length,
      Home: 0,
      End: entries.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      entries[target]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation(); // it closes the menu only
      this.#close();
      if (event.key === 'Escape') event.preventDefault();
    }
  };

  #pick(id: string): void {
    this.#close();
    const detail: MenuPickDetail = { id };
    this.dispatchEvent(new CustomEvent('lab-pick', { detail, bubbles: true }));
  }

  #close(): void {
    this.menu.hidePopover();
    (this.#opener ?? this.face).focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-console-menu': LabConsoleMenu;
  }
}
