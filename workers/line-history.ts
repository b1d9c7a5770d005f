import type { RunOutlook } from './api.ts';
import { futureLines, keptLines } from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import type { LiveLab } from './live-lab.ts';

/** Characters of a line that the page is told; a line may hold a whole file. */
const LINE_SHOWN_MAX = 120;
/** Remembered lines that dropped others. */
const DROPS_MAX = 100;

/** A run with one line taken out, or put back. */
export interface ChangedRun {
  readonly lines: readonly RunLine[];
  readonly line: RunLine;
}

/** A line that was entered at an earlier moment of the run, and what was to come there until then. */
interface Drop {
  readonly line: RunLine;
  readonly lines: readonly RunLine[];
  readonly furthestMs: number;
}

/** A line that was taken out, and the lines that came back with that. */
interface Undone {
  readonly line: RunLine;
  readonly drop: Drop | null;
}

/** Lines that were taken out or dropped and may come back, and how far the run once reached. */
export class LineHistory {
  #undone: Undone[] = [];
  #drops: Drop[] = [];
  #furthestMs = 0;

  /**
   * A new line makes this moment the end of the run.
   *
   * @param dropped  lines that were to come until then: undoing the new one brings them back
   */
  entered(live: LiveLab, dropped: readonly RunLine[]): void {
    const line = keptLines(live.lab).at(-1);
    if (line !== undefined && dropped.length > 0) {
      const drop = { line, lines: dropped, furthestMs: this.#furthestMs };
      this.#drops = [...this.#drops, drop].slice(-DROPS_MAX);
    }
    this.#undone = [];
    this.#furthestMs = live.nowMs;
  }

  /** History starts over. */
  reset(): void {
    this.#undone = [];
    this.#drops = [];
    this.#furthestMs = 0;
  }

  /** The run stood here before something else is shown. */
  reached(nowMs: number): void {
    this.#furthestMs = Math.max(this.#furthestMs, nowMs);
  }

  /** How far the run has come, virtual ms. */
  furthestMs(live: LiveLab): number {
    return Math.max(this.#furthestMs, live.nowMs);
  }

  /** Where the run ends: at the furthest moment while lines are still to come, else now. */
  endMs(live: LiveLab): number {
    const last = futureLines(live.lab).at(-1);
    return last === undefined ? live.nowMs : Math.max(this.#furthestMs, last[0]);
  }

  /** What undo and redo would do at this moment. */
  outlook(live: LiveLab): RunOutlook {
    const toCome = futureLines(live.lab);
    const last = keptLines(live.lab).at(-1);
    const undone = this.#undone.at(-1)?.line;
    const redo = undone ?? toCome[0];
    return {
      undo: last === undefined ? null : shown(last),
      redo: redo === undefined ? null : shown(redo),
      redoPlaysOn: undone === undefined && redo !== undefined,
      linesToCome: toCome.length,
      linesDropped: last === undefined ? 0 : (this.#dropBehind(last, live)?.lines.length ?? 0),
      furthestMs: this.furthestMs(live),
    };
  }

  /** The lines without the last kept one, which is remembered; null when there is none. */
  undo(live: LiveLab): ChangedRun | null {
    const kept = keptLines(live.lab);
    const line = kept.at(-1);
    if (line === undefined) return null;
    const drop = this.#dropBehind(line, live);
    this.#undone.push({ line, drop });
    if (drop !== null) {
      this.#drops = this.#drops.filter((other) => other !== drop);
      this.reached(drop.furthestMs);
    }
    return {
      lines: [...kept.slice(0, -1), ...(drop?.lines ?? []), ...futureLines(live.lab)],
      line,
    };
  }

  /** The lines with the one taken out last in its place again; null when none was. */
  redo(live: LiveLab): ChangedRun | null {
    const undone = this.#undone.pop();
    if (undone === undefined) return null;
    const { line, drop } = undone;
    if (drop !== null) this.#drops.push(drop);
    const lines = drop === null ? live.lines : without(live.lines, drop.lines);
    const later = lines.findIndex((other) => other[0] > line[0]);
    const place = later < 0 ? lines.length : later;
    return { lines: [...lines.slice(0, place), line, ...lines.slice(place)], line };
  }

  /** What a line dropped; lines that came after it hold the run to what it has become. */
  #dropBehind(line: RunLine, live: LiveLab): Drop | null {
    if (futureLines(live.lab).length > 0) return null;
    return this.#drops.findLast((drop) => isSame(drop.line, line)) ?? null;
  }
}

function without(lines: readonly RunLine[], gone: readonly RunLine[]): RunLine[] {
  const left = [...gone];
  return lines.filter((line) => {
    const at = left.findIndex((other) => isSame(other, line));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function isSame(one: RunLine, other: RunLine): boolean {
  return one.every((part, at) => part === other[at]);
}

function shown([atMs, node, line]: RunLine): RunLine {
  return [atMs, node, line.length > LINE_SHOWN_MAX ? `${line.slice(0, LINE_SHOWN_MAX)}…` : line];
}
