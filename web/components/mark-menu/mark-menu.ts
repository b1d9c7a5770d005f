import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import { controls } from '../../styles/controls.styles.ts';
import { menuStyles } from '../../styles/menu.styles.ts';
import { clockText } from '../../words/clock.ts';
import { placeBeside } from '../fault-menu/place-beside.ts';
import { faultMenuStyles } from '../fault-menu/fault-menu.styles.ts';
import { icon } from '../icon/icon.ts';
import { markName } from '../transport/mark-words.ts';
import type { TimeMark } from '../transport/scrubber.layout.ts';
import { markMenuStyles } from './mark-menu.styles.ts';

/** Marks that are listed at most on each side of now: a finger scrolls no further. */
const LISTED_MAX = 50;

/**
 * @summary The marks of the timeline as a list, for fingers: each with its moment and its words.
 * @event lab-seek - a moment was picked, detail `{atMs}`
 */
@customElement('lab-mark-menu')
export class LabMarkMenu extends LitElement {
  static override styles = [controls, menuStyles, faultMenuStyles, markMenuStyles];

  /** Of the whole run, ascending. */
  @property({ attribute: false }) marks: readonly TimeMark[] = [];
  @property({ attribute: false }) nowMs = 0;
  @property({ type: Boolean }) disabled = false;

  @state() private open = false;

  @query('.face') private readonly face!: HTMLButtonElement;
  @query('.menu') private readonly menu!: HTMLElement;

  override render(): TemplateResult {
    return html`<button
        class="face btn btn--icon"
        aria-label="Marks"
        title="Marks"
        ?disabled=${this.disabled}
      >
        ${icon('mark-list')}
      </button>
      <div
        class="menu"
        role="group"
        aria-label="Marks of the timeline"
        .popover=${'auto'}
        @beforetoggle=${this.#fill}
        @toggle=${this.#place}
      >
        ${this.open ? this.#list() : nothing}
      </div>`;
  }

  protected override firstUpdated(): void {
    this.face.popoverTargetElement = this.menu;
  }

  #list(): TemplateResult {
    const { marks, nowMs } = this;
    const next = marks.findIndex(({ atMs }) => atMs > nowMs);
    const passed = next < 0 ? marks.length : next;
    const listed = marks.slice(Math.max(0, passed - LISTED_MAX), passed + LISTED_MAX);
    const current = marks[passed - 1];
    return html`${this.#choice(0, 'Start', '', current === undefined)}
    ${listed.map((mark) => this.#choice(mark.atMs, markName(mark), mark.text, mark === current))}`;
  }

  #choice(atMs: number, name: string, text: string, isCurrent: boolean): TemplateResult {
    return html`<button
      class="choice"
      aria-current=${isCurrent ? 'true' : 'false'}
      @click=${() => {
        this.#seek(atMs);
      }}
    >
      <span><b class="num">${clockText(atMs)}</b> ${name}</span
      >${text === '' ? nothing : html`<small>${text}</small>`}
    </button>`;
  }

  readonly #fill = ({ newState }: ToggleEvent): void => {
    this.open = newState === 'open';
  };

  readonly #place = async ({ newState }: ToggleEvent): Promise<void> => {
    if (newState !== 'open') return;
    await this.updateComplete;
    placeBeside(this.menu, this.face);
    const current = this.menu.querySelector<HTMLElement>('[aria-current="true"]');
    current?.scrollIntoView({ block: 'nearest' });
    current?.focus({ preventScroll: true });
  };

  #seek(atMs: number): void {
    this.menu.hidePopover();
    const detail = { atMs };
    this.dispatchEvent(new CustomEvent('lab-seek', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-mark-menu': LabMarkMenu;
  }
}
