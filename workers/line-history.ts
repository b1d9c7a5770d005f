import { futureLines, keptLines } from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import type { LiveLab } from './live-lab.ts';

/** A run with one line taken out, or put back. */
export interface ChangedRun {
  readonly lines: readonly RunLine[];
  readonly line: RunLine;
}

/** Lines that were taken out and may come back, and how far the run once reached. */
export class LineHistory {
  #undone: RunLine[] = [];
  #furthestMs = 0;

  /** A new line makes this moment the end of the run: nothing can be put back behind it. */
  entered(nowMs: number): void {
    this.#undone = [];
    this.#furthestMs = nowMs;
  }

  /** History starts over. */
  reset(): void {
    this.entered(0);
  }

  /** The run stood here before something else is shown. */
  reached(nowMs: number): void {
    this.#furthestMs = Math.max(this.#furthestMs, nowMs);
  }

  /** Where the run ends: at the furthest moment while lines are still to come, else now. */
  endMs(live: LiveLab): number {
    const last = futureLines(live.lab).at(-1);
    return last === undefined ? live.nowMs : Math.max(this.#furthestMs, last[0]);
  }

  /** The lines without the last kept one, which is remembered; null when there is none. */
  undo(live: LiveLab): ChangedRun | null {
    const kept = keptLines(live.lab);
    const last = kept.at(-1);
    if (last === undefined) return null;
    this.#undone.push(last);
    return { lines: [...kept.slice(0, -1), ...futureLines(live.lab)], line: last };
  }

  /** The lines with the one taken out last in its place again; null when none was. */
  redo(live: LiveLab): ChangedRun | null {
    const line = this.#undone.pop();
    if (line === undefined) return null;
    const { lines } = live;
    const later = lines.findIndex((other) => other[0] > line[0]);
    const place = later < 0 ? lines.length : later;
    return { lines: [...lines.slice(0, place), line, ...lines.slice(place)], line };
  }
}
