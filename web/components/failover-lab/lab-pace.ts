import type { ReactiveControllerHost } from 'lit';
import type { Snapshot, Speed } from '../../../workers/api.ts';
import { HiddenPause } from './hidden-pause.ts';
import { keepPace, keptPace } from './kept-pace.ts';
import { type Pace, type PaceDetail, PaceLink } from './pace-link.ts';

/** The element whose properties the pace is. */
export interface PacedElement extends ReactiveControllerHost {
  paused: boolean;
  speed: Speed;
}

/** What the pace has to do with. */
export interface PaceTerms {
  isOpen(): boolean;
  /** Tells the engine. */
  set(pace: Pace): Promise<void>;
  /** The engine could not be told. */
  failed(error: unknown): void;
  /** The page is seen again, and the lab stands as it was paused when it was hidden. */
  seenAgain(): void;
  /** Under which name the lab is stored; null when it is not. */
  storedAs(): string | null;
}

/**
 * Pause and speed of the lab: as a person sets them, as the engine has them, while the page is hidden and after a reload.
 *
 * Belongs before the engine's controller: what is saved when the page is hidden is where it stands.
 */
export class LabPace {
  readonly #lab: PacedElement;
  readonly #terms: PaceTerms;
  readonly #hidden: HiddenPause;
  readonly #link: PaceLink;
  /** A speed that is set for a while, and the one before it; null while none is. */
  #hurry: { readonly speed: Speed; readonly before: Speed } | null = null;

  constructor(lab: PacedElement, terms: PaceTerms) {
    this.#lab = lab;
    this.#terms = terms;
    this.#link = new PaceLink((pace) => terms.set(pace));
    this.#hidden = new HiddenPause(lab, {
      isPlaying: () => terms.isOpen() && !lab.paused,
      pause: () => {
        lab.paused = true;
        this.#tell();
      },
      seenAgain: () => {
        terms.seenAgain();
      },
    });
  }

  /** Whether the lab stands still because the page was hidden. */
  get isResting(): boolean {
    return this.#hidden.isResting;
  }

  /** How a stored lab stood before a reload; null when nothing is known of it. */
  get kept(): Pace | null {
    const name = this.#terms.storedAs();
    return name === null ? null : keptPace(name);
  }

  /** No lab is open until `begin`. */
  end(): void {
    this.#link.settle(null);
    this.#hidden.end();
  }

  /**
   * A lab has opened.
   *
   * @param told  what the engine was told
   * @param kept  how it stood before a reload, or null
   */
  begin(told: Pace, kept: Pace | null): void {
    this.#link.settle({ paused: told.paused, speed: told.speed });
    if (kept !== null) Object.assign(this.#lab, kept);
    this.#tell();
    this.#hidden.look();
  }

  /** A property has changed. */
  changed(): void {
    this.#tell();
    this.#keep();
    if (!this.#lab.paused) this.#hidden.end();
  }

  /** A snapshot of the feed is to be shown. */
  follow({ paused }: Snapshot): void {
    this.#lab.paused = this.#link.hear(paused) ?? this.#lab.paused;
  }

  /** A verb has answered with this state, so its pause is no old news. */
  took({ paused }: Snapshot): void {
    this.#link.settle({ paused, speed: this.#lab.speed });
    this.#lab.paused = paused;
    this.#hidden.end();
  }

  /** The run has begun anew. */
  startAgain(): void {
    this.#hurry = null;
    this.#lab.speed = 1;
    this.#lab.paused = false;
  }

  readonly change = (event: CustomEvent<PaceDetail>): void => {
    event.stopPropagation();
    const lab = this.#lab;
    const { paused, speed, forNow } = event.detail;
    if (paused !== undefined) lab.paused = paused;
    if (speed === 'before') this.#endHurry();
    else if (speed !== undefined) {
      this.#hurry = forNow === true ? { speed, before: this.#hurry?.before ?? lab.speed } : null;
      lab.speed = speed;
    }
  };

  /** Back to the speed before, unless somebody has chosen another meanwhile. */
  #endHurry(): void {
    const lab = this.#lab;
    if (this.#hurry !== null && lab.speed === this.#hurry.speed) lab.speed = this.#hurry.before;
    this.#hurry = null;
  }

  #tell(): void {
    const { paused, speed } = this.#lab;
    this.#link.tell({ paused, speed }).catch((error: unknown) => {
      this.#terms.failed(error);
    });
  }

  /** A lab that is stored stands after a reload as it stood before. */
  #keep(): void {
    const { paused, speed } = this.#lab;
    const name = this.#terms.storedAs();
    if (name !== null && this.#terms.isOpen()) keepPace(name, { paused, speed });
  }
}
