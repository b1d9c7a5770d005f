import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import type { Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import '../loss-receipt/loss-receipt.ts';
import { foundOfLast } from '../loss-receipt/receipt-lines.ts';
import { labLine } from '../fault-menu/lab-line.ts';
import { icon } from '../icon/icon.ts';
import {
  type DrillPhase,
  drillChecks,
  drillPhase,
  GUESS_COUNT,
  PLUG_LINE,
  PLUG_SPEED,
} from './drill-phase.ts';
import { drillEnd } from './drill-end.ts';
import { guessChips, SharedGuess } from './drill-guess.ts';
import { drillPanelStyles, guessChipsStyles } from './drill-panel.styles.ts';
import { DRILL_CITES, DRILL_TITLES, drillProse } from './drill-words.ts';

/** Phases in the order of the stops above the title. */
const STOPS: readonly (readonly DrillPhase[])[] = [
  ['flowing', 'restored'],
  ['counting', 'caution'],
  ['taking-over', 'serving'],
  ['ledger'],
];

/**
 * @summary The front page's drill: pull the plug, read the countdown, count what is missing.
 * @slot - what the page puts below the guide
 * @event lab-line - the plug is pulled, detail `{line}`
 * @event lab-pace - the drill quickens for a while, detail `{paused, speed, forNow}`, and has ended, detail
 *   `{speed: 'before'}`
 * @event lab-again - the drill starts again
 */
@customElement('lab-drill-panel')
export class LabDrillPanel extends LitElement {
  static override styles = [controls, guessChipsStyles, drillPanelStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** The primary act and the guess stand elsewhere (a phone's action bar). */
  @property({ type: Boolean, attribute: 'act-elsewhere' }) actElsewhere = false;

  @query('h2') private readonly heading!: HTMLElement;

  @state() private touched = false;

  /** Phase whose act was done; its button goes with it, and the focus moves on to the heading. */
  #actedIn: DrillPhase | null = null;
  #phase: DrillPhase | null = null;
  readonly #shared = new SharedGuess(this);

  protected override updated(): void {
    if (this.snapshot === null) return;
    const before = this.#phase;
    this.#phase = drillPhase(this.snapshot);
    // There is nothing left to wait for.
    if (this.#phase === 'ledger' && before !== this.#phase)
      this.#send('lab-pace', { speed: 'before' });
    if (this.#actedIn === null || this.#phase === this.#actedIn) return;
    this.#actedIn = null;
    this.heading.focus();
  }

  override render(): TemplateResult {
    const { snapshot } = this;
    if (snapshot === null) return html`<div class="guide"><h2>Pull the plug</h2></div>`;
    const phase = drillPhase(snapshot);
    const stop = STOPS.findIndex((phases) => phases.includes(phase));
    const [cite, where] = DRILL_CITES[phase];
    return html`<div class="guide" @pointerdown=${this.#touch}>
      <div>
        <div class="stops" role="img" aria-label="Step ${stop + 1} of ${STOPS.length}">
          ${STOPS.map(
            (_, at) => html`<i class=${at < stop ? 'is-done' : at === stop ? 'is-here' : ''}></i>`,
          )}
        </div>
        <h2 tabindex="-1">${DRILL_TITLES[phase]}</h2>
      </div>
      <div class="prose">${drillProse(snapshot, phase)}${this.#verdict(snapshot, phase)}</div>
      ${
        phase === 'ledger'
          ? html`<lab-loss-receipt
                .ledger=${snapshot.ledger}
                .firstName=${snapshot.clusters.first.name}
                .secondName=${snapshot.clusters.second.name}
              ></lab-loss-receipt>
              <p class="why">
                ${
                  snapshot.ledger?.lostOrders.length === 0
                    ? html`<b>Luck, not a rule.</b> Nothing was on its way when the power went.`
                    : html`<b>Are they gone for good?</b> No: ${snapshot.clusters.first.name}’s disk
                        still has them.`
                }
              </p>`
          : this.#checks(snapshot, phase)
      }
      ${this.#guessCard(phase, snapshot.link.kbps)}
      ${this.actElsewhere ? nothing : this.#act(phase)}
      <div class="cites">
        <span>From the procedure</span><b>${cite}</b><span class="muted">${where}</span>
      </div>
      <slot></slot>
    </div>`;
  }

  #checks(snapshot: Snapshot, phase: DrillPhase): TemplateResult {
    return html`<ul class="checks">
      ${drillChecks(snapshot, phase).map(
        (check) =>
          html`<li class=${check.done ? 'is-done' : ''}>
            ${icon(check.done ? 'done' : 'open', 'tick')}
            <span
              >${check.text}<span class="visually-hidden"
                >: ${check.done ? 'yes' : 'not yet'}</span
              ></span
            >
          </li>`,
      )}
    </ul>`;
  }

  #guessCard(phase: DrillPhase, kbps: number): TemplateResult | typeof nothing {
    if (phase === 'ledger') return nothing;
    const { guess } = this.#shared;
    if (phase !== 'flowing') {
      return guess === null
        ? nothing
        : html`<div class="predict is-locked">
            <span class="cap">Your guess, locked in</span>
            <p><b>${guess.words}</b> of the last ${GUESS_COUNT} get to CLUS-B.</p>
          </div>`;
    }
    if (this.actElsewhere) return nothing;
    return html`<fieldset class="predict">
      <legend>Your guess first</legend>
      <p>
        The link is kept at ${kbps} kbit/s, so orders queue. Of the last ${GUESS_COUNT}, how many
        get to B?
      </p>
      ${guessChips(this.#shared)}
    </fieldset>`;
  }

  #verdict(snapshot: Snapshot, phase: DrillPhase): TemplateResult | typeof nothing {
    const { guess } = this.#shared;
    if (phase !== 'ledger' || guess === null || snapshot.ledger === null) return nothing;
    const found = foundOfLast(snapshot.ledger, GUESS_COUNT);
    return html`<p>
      You guessed ${guess.words.toLowerCase()} of the last ${GUESS_COUNT}.
      <b>It has ${found}.</b>
    </p>`;
  }

  #act(phase: DrillPhase): TemplateResult | typeof nothing {
    if (phase === 'flowing') {
      return html`<div class="act">
        <button
          class="btn btn--main btn--wide ${this.touched ? '' : 'is-next'}"
          @click=${this.pullPlug}
        >
          ${icon('bolt')}Pull the plug on CLUS-A
        </button>
        <div class="line-strip"><code>${PLUG_LINE}</code></div>
      </div>`;
    }
    if (phase === 'ledger') {
      return html`<div class="act act--end">${drillEnd(this.startAgain)}</div>`;
    }
    return nothing;
  }

  /** Runs the drill's line and quickens time; also called by a phone's action bar. */
  readonly pullPlug = (): void => {
    this.#actedIn = 'flowing';
    this.dispatchEvent(labLine(PLUG_LINE));
    this.#send('lab-pace', { paused: false, speed: PLUG_SPEED, forNow: true });
  };

  /** Asks for a new run of the drill. */
  readonly startAgain = (): void => {
    this.#shared.change(null);
    this.#actedIn = 'ledger';
    this.#send('lab-again', {});
  };

  readonly #touch = (): void => {
    this.touched = true;
  };

  #send(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-drill-panel': LabDrillPanel;
  }
}
