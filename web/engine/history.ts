import type { LabEvent, Sample } from '../../workers/api.ts';

/** Beyond this many samples the engine is asked for its own, thinned history. */
export const SAMPLES_SHOWN_MAX = 12_000;
/** The oldest entries of the log beyond this many are no longer shown. */
export const EVENTS_SHOWN_MAX = 10_000;

/** The charts' history, kept in step with the feed. */
export class SampleHistory {
  #samples: readonly Sample[] = [];
  readonly #ask: (fromMs: number) => Promise<Sample[]>;

  /** @param ask  gives the whole history from a moment on */
  constructor(ask: (fromMs: number) => Promise<Sample[]>) {
    this.#ask = ask;
  }

  /**
   * Takes what a message of the feed carried.
   *
   * @param fresh  samples since the last message; null when history was rewritten
   * @returns the whole history, a new array when it changed
   */
  async take(fresh: readonly Sample[] | null): Promise<readonly Sample[]> {
    if (fresh === null || this.#samples.length + fresh.length > SAMPLES_SHOWN_MAX) {
      this.#samples = await this.#ask(Number.MIN_SAFE_INTEGER);
    } else if (fresh.length > 0) {
      const lastMs = this.#samples.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
      // A history that was just asked for may hold samples that the feed brings once more.
      this.#samples = [...this.#samples, ...fresh.filter((sample) => sample.atMs > lastMs)];
    }
    return this.#samples;
  }
}

/** The log as the page shows it, kept in step with the feed. */
export class EventHistory {
  #events: readonly LabEvent[] = [];
  readonly #ask: (after: number | null) => Promise<LabEvent[]>;

  /** @param ask  gives the log behind a sequence number, or all of it */
  constructor(ask: (after: number | null) => Promise<LabEvent[]>) {
    this.#ask = ask;
  }

  /**
   * Takes what a message of the feed carried.
   *
   * @param fresh  events since the last message; null when the log was rewritten
   * @returns the log, a new array when it changed
   */
  async take(fresh: readonly LabEvent[] | null): Promise<readonly LabEvent[]> {
    if (fresh === null) {
      this.#events = (await this.#ask(null)).slice(-EVENTS_SHOWN_MAX);
    } else if (fresh.length > 0) {
      const last = this.#events.at(-1)?.sequence ?? 0;
      const added = fresh.filter((event) => event.sequence > last);
      this.#events = [...this.#events, ...added].slice(-EVENTS_SHOWN_MAX);
    }
    return this.#events;
  }
}
