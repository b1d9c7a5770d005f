import { futureLines, keptLines } from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import type { LiveLab } from './live-lab.ts';

/** The last moment that a lab has reached without a failure, and how many lines it had. */
export class WholeMoment {
  #atMs = 0;
  #keptCount = 0;
  #isTyping = false;

  get atMs(): number {
    return this.#atMs;
  }

  /** Nothing has failed up to here. */
  note({ nowMs, lab }: LiveLab): void {
    this.#atMs = nowMs;
    this.#keptCount = keptLines(lab).length;
    this.#isTyping = false;
  }

  /** A line is being entered: what fails until the next note fails by it. */
  typing(): void {
    this.#isTyping = true;
  }

  /** Lines of the run without the one that failed when it was entered; one that came with time is still to come. */
  linesOf({ lab }: LiveLab): RunLine[] {
    const kept = keptLines(lab);
    const later = this.#isTyping ? [] : kept.slice(this.#keptCount);
    return [...kept.slice(0, this.#keptCount), ...later, ...futureLines(lab)];
  }
}
