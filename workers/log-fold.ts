import type { ExtentKey } from './disk-store.ts';

/** Length of the log beyond which it is folded into extents. */
export const LOG_BYTES_MAX = 16 * 1024 * 1024;
/** Bytes of a group beyond which folding waits: much is being written, and folding writes it again. */
const BUSY_BYTES = 1024 * 1024;
/** What folding an extent writes, at most. */
const EXTENT_BYTES = 4 * 1024 * 1024;
/** How often over the log may hold the extents that it is about before folding waits no longer. */
const TIMES_OVER_MAX = 2;
/** Extents that one group folds: with them it stays a transaction of a few MiB. */
export const FOLDED_EXTENTS_MAX = 2;

/** What a group has stored. */
export interface StoredBytes {
  readonly logBytes: number;
  readonly extentBytes: number;
  /** Extents of which blocks went to the log and no further, as `disk:extent`. */
  readonly logged: Iterable<string>;
  /** Extents that were written whole, folded or not, as `disk:extent`. */
  readonly written: ReadonlySet<string>;
}

/**
 * Keeps the log short: once it has grown, a few extents go with each group, and then the log up to there goes. While
 * much is being written that waits, so that nothing is written twice at once.
 */
export class LogFold {
  #logBytes: number;
  /** Extents with blocks in the log, as `disk:extent`. */
  readonly #logged: Set<string>;
  /** Extents that the running fold still has to write. */
  #waiting: readonly string[] = [];
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
   * @param written  extents that this group writes whole anyway, as `disk:extent`
   */
  next(sequence: number, written: ReadonlySet<string>): readonly ExtentKey[] {
    if (this.#isBusy && !this.#isOverlong) return [];
    if (this.#through === 0 && this.#logBytes > LOG_BYTES_MAX) {
      this.#through = sequence - 1;
      this.#foldedBytes = this.#logBytes;
      this.#waiting = [...this.#logged];
      this.#logged.clear();
    }
    return this.#waiting
      .filter((name) => !written.has(name))
      .slice(0, FOLDED_EXTENTS_MAX)
      .map(keyOf);
  }

  /** Up to which sequence the log may go together with these extents; 0 when more are still to come. */
  dropThrough(written: ReadonlySet<string>): number {
    return this.isRunning && this.#waiting.every((name) => written.has(name)) ? this.#through : 0;
  }

  /** A group is stored. */
  stored({ logBytes, extentBytes, logged, written }: StoredBytes): void {
    const ends = this.dropThrough(written) > 0;
    this.#logBytes += logBytes;
    this.#isBusy = logBytes + extentBytes > BUSY_BYTES;
    this.#waiting = this.#waiting.filter((name) => !written.has(name));
    // What lies in an extent by now need not be folded.
    for (const name of written) this.#logged.delete(name);
    for (const name of logged) this.#logged.add(name);
    if (!ends) return;
    this.#logBytes -= this.#foldedBytes;
    this.#through = 0;
  }

  get #isOverlong(): boolean {
    const extents = this.#logged.size + this.#waiting.length;
    return this.#logBytes > Math.max(LOG_BYTES_MAX, TIMES_OVER_MAX * extents * EXTENT_BYTES);
  }
}

/** Name of an extent: `disk:extent`. */
export function nameOf([disk, extent]: ExtentKey): string {
  return `${String(disk)}:${String(extent)}`;
}

function keyOf(name: string): ExtentKey {
  const [disk = 0, extent = 0] = name.split(':').map(Number);
  return [disk, extent];
}
