import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import { controls } from '../../styles/controls.styles.ts';
import type { Notice, NoticeAct } from './notice.ts';

/**
 * @summary Something that a person has to know or decide; it lies over the lab and leaves it usable.
 * @event lab-notice-act - an act was chosen, detail `{name}`
 */
@customElement('lab-notice')
export class LabNotice extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: absolute;
        z-index: 6;
        top: 64px;
        left: 50%;
        width: min(560px, calc(100% - 32px));
        padding: 10px 14px;
        border-radius: var(--radius-3);
        background: var(--state-failed-soft);
        box-shadow: var(--shadow-2);
        transform: translateX(-50%);
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        margin-top: 10px;
      }
    `,
  ];

  @property({ attribute: false }) notice: Notice | null = null;

  /** The act that waits to be confirmed. */
  @state() private asked: NoticeAct | null = null;

  @query('.keep') private readonly keep!: HTMLElement | null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const acts = this.notice?.acts ?? [];
    if (!changed.has('notice') || this.asked === null) return;
    this.asked = acts.find(({ name }) => name === this.asked?.name) ?? null;
  }

  override render(): TemplateResult | typeof nothing {
    const { notice, asked } = this;
    if (notice === null) return nothing;
    const text = asked?.sure ?? notice.text;
    return html`<div role="alert"><p>${text}</p></div>
      <div class="acts">
        ${asked === null ? notice.acts.map((act) => this.#button(act)) : this.#sureButtons(asked)}
      </div>`;
  }

  #button(act: NoticeAct): TemplateResult {
    return html`<button class="btn" @click=${() => void this.#choose(act)}>${act.words}</button>`;
  }

  #sureButtons(act: NoticeAct): TemplateResult {
    return html`<button class="btn keep" @click=${() => (this.asked = null)}>Keep it</button
      ><button class="btn" @click=${() => this.#do(act)}>${act.words}</button>`;
  }

  async #choose(act: NoticeAct): Promise<void> {
    if (act.sure === undefined) {
      this.#do(act);
      return;
    }
    this.asked = act;
    await this.updateComplete;
    // A second press at the same place must not be the one that confirms.
    this.keep?.focus();
  }

  #do({ name }: NoticeAct): void {
    this.asked = null;
    this.dispatchEvent(new CustomEvent('lab-notice-act', { detail: { name }, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-notice': LabNotice;
  }
}
