import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { html, type TemplateResult } from 'lit';

import { GUESS_COUNT } from './drill-phase.ts';

/** What a learner expects before the plug is pulled. */
export interface Guess {
  readonly words: string;
  /** How many of the last orders the second cluster would have. */
  readonly found: number;
}

const GUESSES: readonly Guess[] = [
  { words: `All ${String(GUESS_COUNT)}`, found: GUESS_COUNT },
  { words: 'About half', found: GUESS_COUNT / 2 },
  { words: 'None', found: 0 },
];

/** Tells those that stand in the same tree that the guess has changed. */
const CHANGED = 'lab-guess';

/** The guess of each tree: a lab has one, wherever it was made. */
const guesses = new WeakMap<Node, Guess>();

/** The guess that the panel and a phone's bar share, since both stand in one lab. */
export class SharedGuess implements ReactiveController {
  readonly #host: ReactiveControllerHost & Node;
  #root: Node | null = null;

  constructor(host: ReactiveControllerHost & Node) {
    this.#host = host;
    host.addController(this);
  }

  get guess(): Guess | null {
    return (this.#root && guesses.get(this.#root)) ?? null;
  }

  hostConnected(): void {
    this.#root = this.#host.getRootNode();
    this.#root.addEventListener(CHANGED, this.#redraw);
  }

  hostDisconnected(): void {
    this.#root?.removeEventListener(CHANGED, this.#redraw);
    this.#root = null;
  }

  /** @param guess  null forgets it */
  readonly change = (guess: Guess | null): void => {
    if (this.#root === null) return;
    if (guess === null) guesses.delete(this.#root);
    else guesses.set(this.#root, guess);
    this.#root.dispatchEvent(new Event(CHANGED));
  };

  readonly #redraw = (): void => {
    this.#host.requestUpdate();
  };
}

/** The answers as buttons; the one that was picked says so. */
export function guessChips({ guess, change }: SharedGuess): TemplateResult {
  return html`<div class="chips">
    ${GUESSES.map(
      (each) =>
        html`<button
          aria-pressed=${each === guess ? 'true' : 'false'}
          @click=${() => {
            change(each);
          }}
        >
          ${each.words}
        </button>`,
    )}
  </div>`;
}
