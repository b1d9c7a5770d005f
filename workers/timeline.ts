import type { Sample } from './core/snapshot.ts';

/** Virtual ms between two samples. */
export const SAMPLE_EVERY_MS = 100;
/** Samples kept at full rate: the last five minutes. */
const FINE_SAMPLES_MAX = 3000;
/** Samples moved from the fine part to the coarse one at a time. */
const MOVED_SAMPLES = 500;
/** Samples kept of what lies before the fine part, however long that is. */
const COARSE_SAMPLES_MAX = 3000;

/**
 * History for the charts, bounded: the newest part at full rate, all before it at one even spacing,
 * which doubles whenever that part has grown too long.
 */
export class Timeline {
  #coarse: Sample[] = [];
  #coarseEveryMs = SAMPLE_EVERY_MS;
  #fine: Sample[] = [];

  /** Adds the newest sample. One that is not newer than the last is left out. */
  add(sample: Sample): void {
    const last = this.#fine.at(-1) ?? this.#coarse.at(-1);
    if (last !== undefined && sample.atMs <= last.atMs) return;
    this.#fine.push(sample);
    if (this.#fine.length <= FINE_SAMPLES_MAX) return;
    this.#coarse.push(...this.#fine.splice(0, MOVED_SAMPLES).filter((old) => this.#isKept(old)));
    while (this.#coarse.length > COARSE_SAMPLES_MAX) {
      this.#coarseEveryMs *= 2;
      this.#coarse = this.#coarse.filter((old) => this.#isKept(old));
    }
  }

  /** Samples from a moment on, ascending. */
  from(fromMs: number): Sample[] {
    return [...this.#coarse, ...this.#fine].filter((sample) => sample.atMs >= fromMs);
  }

  /** Samples later than a moment, ascending; null when there are more than `max`. */
  after(afterMs: number, max: number): Sample[] | null {
    const first = this.#fine.findLastIndex((sample) => sample.atMs <= afterMs) + 1;
    if (first === 0 && this.#coarse.some((sample) => sample.atMs > afterMs)) return null;
    return this.#fine.length - first > max ? null : this.#fine.slice(first);
  }

  #isKept(sample: Sample): boolean {
    return sample.atMs % this.#coarseEveryMs === 0;
  }
}

/** The next moment at which a sample is due, after `nowMs`. Moments before 0 count alike. */
export function nextSampleMs(nowMs: number): number {
  return (Math.floor(nowMs / SAMPLE_EVERY_MS) + 1) * SAMPLE_EVERY_MS;
}
