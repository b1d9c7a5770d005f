import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import { controls } from '../../styles/controls.styles.ts';
import { nameFormStyles } from './name-form.styles.ts';

/** A name that is asked for, and the line that it makes. */
export interface NameWish {
  readonly title: string;
  readonly initial: string;
  readonly accept: string;
  readonly node: string;
  readonly line: (name: string) => string;
}

/**
 * One field for a name, with the line that it will run.
 *
 * @event lab-name - it was given or not, detail `{line}` or `{line: null}`
 */
@customElement('lab-name-form')
export class LabNameForm extends LitElement {
  static override styles = [controls, nameFormStyles];

  @property({ attribute: false }) wish: NameWish | null = null;

  @state() private name = '';
  @query('input') private readonly input!: HTMLInputElement | null;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('wish')) this.name = this.wish?.initial ?? '';
  }

  protected override firstUpdated(): void {
    this.input?.select();
    this.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    const { wish, name } = this;
    const line = wish === null || name.trim() === '' ? null : wish.line(name.trim());
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        if (line !== null) this.#tell(line);
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.#tell(null);
      }}
    >
      <label>
        <span>${wish?.title ?? ''}</span>
        <input
          spellcheck="false"
          autocomplete="off"
          .value=${name}
          @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
        />
      </label>
      <p class="line-strip">
        <span class="line-node">${wish?.node ?? ''}</span><code>${line ?? ''}</code>
      </p>
      <div>
        <button class="btn btn--small" ?disabled=${line === null}>${wish?.accept ?? ''}</button>
        <button class="btn btn--quiet btn--small" type="button" @click=${() => this.#tell(null)}>
          Cancel
        </button>
      </div>
    </form>`;
  }

  #tell(line: string | null): void {
    this.dispatchEvent(new CustomEvent('lab-name', { detail: { line } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-name-form': LabNameForm;
  }
}
