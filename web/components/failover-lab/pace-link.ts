import type { Speed } from '../../../workers/api.ts';

/** Pause and speed of the engine. */
export interface Pace {
  readonly paused: boolean;
  readonly speed: Speed;
}

/** Detail of `lab-pace`: what a person, or the drill, changes of it. */
export interface PaceDetail {
  readonly paused?: boolean;
  /** `before`: the speed that stood before one that was set for now. */
  readonly speed?: Speed | 'before';
  /** The speed is meant for a while only. */
  readonly forNow?: boolean;
}

/** Keeps the page's pause and speed and the engine's the same, without one echoing the other. */
export class PaceLink {
  readonly #set: (pace: Pace) => Promise<void>;
  #told: Pace | null = null;
  /** A wish whose effect no snapshot has shown yet: what older snapshots say is old news. */
  #awaitsEcho = false;

  /** @param set  tells the engine */
  constructor(set: (pace: Pace) => Promise<void>) {
    this.#set = set;
  }

  /** The engine stands like this for certain: it has begun, or answered a verb that pauses. Null: no lab is open. */
  settle(pace: Pace | null): void {
    this.#told = pace;
    this.#awaitsEcho = false;
  }

  /** Tells the engine what the page wants, unless it knows. */
  async tell(pace: Pace): Promise<void> {
    const told = this.#told;
    if (told === null || (told.paused === pace.paused && told.speed === pace.speed)) return;
    this.#told = pace;
    this.#awaitsEcho = told.paused !== pace.paused;
    await this.#set(pace);
  }

  /** What the page should show after a snapshot; null when it stands. */
  hear(paused: boolean): boolean | null {
    if (this.#told === null || this.#told.paused === paused) {
      this.#awaitsEcho = false;
      return null;
    }
    if (this.#awaitsEcho) return null;
    this.#told = { ...this.#told, paused };
    return paused;
  }
}
