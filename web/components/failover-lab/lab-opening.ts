import type { EngineController } from '../../engine/engine-controller.ts';
import type { LabElement } from './lab-element.ts';
import { type LabAttributes, openOptions } from './lab-options.ts';
import type { LabPace } from './lab-pace.ts';

/** Who hears of an opening. */
export interface OpeningTerms {
  /** What the element says at this moment. */
  attributes(): LabAttributes;
  begins(): void;
  succeeded(): void;
  failed(error: unknown): void;
}

/** Opens labs for the element, and gives it the promise of each as `ready`. */
export class LabOpening {
  readonly #element: LabElement;
  readonly #engine: EngineController;
  readonly #pace: LabPace;
  readonly #terms: OpeningTerms;
  #attempt = 0; // an opening that was overtaken by the next is no problem

  constructor(element: LabElement, engine: EngineController, pace: LabPace, terms: OpeningTerms) {
    this.#element = element;
    this.#engine = engine;
    this.#pace = pace;
    this.#terms = terms;
  }

  /** Opens the lab by its attributes: the stored one, where one is. */
  readonly open = (): void => {
    this.#begin(() => this.#openNow(false));
  };

  /** Opens a new lab in the place of the stored one. */
  readonly openAnew = (): void => {
    this.#begin(() => this.#openNow(true));
  };

  /** Opens a lab that was lost where it was. */
  readonly reopen = (): void => {
    this.#begin(() => this.#reopenNow());
  };

  #begin(open: () => Promise<void>): void {
    this.#terms.begins();
    this.#pace.end();
    // Attributes that follow in the same task still count.
    const ready = Promise.resolve().then(() => this.#attemptTo(open));
    ready.catch(() => undefined);
    this.#element.ready = ready;
  }

  async #attemptTo(open: () => Promise<void>): Promise<void> {
    if (!this.#element.isConnected) return;
    const attempt = (this.#attempt += 1);
    try {
      await open();
      this.#terms.succeeded();
    } catch (error) {
      if (attempt === this.#attempt) this.#terms.failed(error);
      throw error;
    }
  }

  async #openNow(anew: boolean): Promise<void> {
    const kept = anew ? null : this.#pace.kept;
    const options = openOptions({ ...this.#terms.attributes(), ...kept });
    const { resumed } = await this.#engine.open(anew ? { ...options, anew } : options);
    // What was kept belongs to the lab that was stored; a new one goes by the attributes.
    this.#pace.begin(options, resumed ? kept : null);
  }

  async #reopenNow(): Promise<void> {
    const { snapshot } = await this.#engine.reopen();
    this.#pace.took(snapshot);
  }
}
