import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';

import { controls } from '../../styles/controls.styles.ts';
import { guessChips, SharedGuess } from './drill-guess.ts';
import { guessChipsStyles } from './drill-panel.styles.ts';
import { GUESS_COUNT } from './drill-phase.ts';

/** @summary A phone's guess, beside the act that it is about, whatever view is shown. */
@customElement('lab-guess-bar')
export class LabGuessBar extends LitElement {
  static override styles = [
    controls,
    guessChipsStyles,
    css`
      :host {
        display: block;
      }
      legend {
        padding: 0 0 6px;
        color: var(--ink-2);
        font-size: var(--text-base);
        line-height: 1.35;
      }
      legend b {
        color: var(--ink-1);
        font-weight: 600;
      }
      .chips button {
        min-height: 44px;
      }
    `,
  ];

  readonly #shared = new SharedGuess(this);

  override render(): TemplateResult {
    return html`<fieldset>
      <legend>
        <b>Your guess first.</b> Orders queue on a narrow link. Of the last ${GUESS_COUNT}, how many
        get to CLUS-B?
      </legend>
      ${guessChips(this.#shared)}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-guess-bar': LabGuessBar;
  }
}
