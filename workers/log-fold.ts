import type { ExtentKey } from './disk-store.ts';

/** Length of the log beyond which it is folded into extents. */
export const LOG_BYTES_MAX = 16 * 1024 * 1024;
/** Log of a group beyond which folding waits: much is being written, and folding writes it again. */
const BUSY_BYTES = 1024 * 1024;
/** What folding an extent writes, at most. */
const EXTENT_BYTES = 1024 * 1024;
/** How often over the log may hold the extents that it is about before folding waits no longer. */
const TIMES_OVER_MAX = 2;
/** Extents that one group folds: with them it stays a transaction of a few MiB. */
const FOLDED_EXTENTS_MAX = 8;

/**
 * Keeps the log short: once it has grown, a few extents go with each group, and then the log up to there goes. While
 * much is being written that waits, so that a mirror is not written twice at once.
 */
export class LogFold {
  #logBytes: number;
  /** Extents with blocks in the log, as `disk:extent`. */
  readonly #logged: Set<string>;
  /** Extents that the running fold still has to write. */
  #waiting: ExtentKey[] = [];
  /** The fold drops the log up to here when it is done; 0: none is running. */
  #through = 0;
  #foldedBytes = 0;
  /** The last group brought much. */
  #isBusy = false;

  /** @param logged  extents with blocks in the log, as `disk:extent` */
  constructor(logBytes = 0, logged: Iterable<string> = []) {
    this.#logBytes = logBytes;
    this.#logged = new Set(logged);
  }

  get isRunning(): boolean {
    return this.#through > 0;
  }

  /**
   * Extents that go with the group of that sequence, which may begin a fold of all groups before it.
   *
   * @param reset  the group replaces everything: there is nothing to fold
   */
  next(reset: boolean, sequence: number): readonly ExtentKey[] {
    if (reset || (this.#isBusy && !this.#isOverlong)) return [];
    if (this.#through === 0 && this.#logBytes > LOG_BYTES_MAX) {
      this.#through = sequence - 1;
      this.#foldedBytes = this.#logBytes;
      this.#waiting = [...this.#logged].map((name) => {
        const [disk = 0, extent = 0] = name.split(':').map(Number);
        return [disk, extent] as const;
      });
      this.#logged.clear();
    }
    return this.#waiting.slice(0, FOLDED_EXTENTS_MAX);
  }

  /** Up to which sequence the log may go together with these extents; 0 when more are still to come. */
  dropThrough(folded: readonly ExtentKey[]): number {
    return this.isRunning && folded.length === this.#waiting.length ? this.#through : 0;
  }

  /** A group is stored that brought so much log about these extents, and folded those. */
  stored(logBytes: number, logged: readonly ExtentKey[], folded: readonly ExtentKey[]): void {
    const ends = this.dropThrough(folded) > 0;
    this.#logBytes += logBytes;
    this.#isBusy = logBytes > BUSY_BYTES;
    for (const key of logged) this.#logged.add(key.join(':'));
    this.#waiting = this.#waiting.slice(folded.length);
    if (!ends) return;
    this.#logBytes -= this.#foldedBytes;
    this.#through = 0;
  }

  get #isOverlong(): boolean {
    const extents = this.#logged.size + this.#waiting.length;
    return this.#logBytes > Math.max(LOG_BYTES_MAX, TIMES_OVER_MAX * extents * EXTENT_BYTES);
  }
}
