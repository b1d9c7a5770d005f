import type { Speed } from './api.ts';

/** Real time and wake-ups: the only clock of the engine, never seen by the core. */
export interface RealTime {
  /** Milliseconds from any start; only differences count. */
  now(): number;
  /** Calls back once after about that long. @returns takes it back */
  schedule(callback: () => void, delayMs: number): () => void;
}

/** What the pacer moves. */
export interface PacedLab {
  /** Runs virtual time on by that much, a whole number ≥ 1. */
  runFor(virtualMs: number): void;
}

/** Real ms between two wake-ups at ordinary speeds: about one a frame. */
const WAKE_EVERY_MS = 16;
/** Real ms that one wake-up may stand for. What lies beyond (sleep, hidden tabs, debuggers) did not happen. */
export const WAKE_DELTA_MS_MAX = 250;
/** Real ms of work before the worker looks at its messages again. */
export const SLICE_MS = 12;
/** Virtual ms run between two looks at the clock at speed `max`. */
const SLICE_STEP_MS = 100;

/**
 * Turns real time into virtual time.
 *
 * A late or slow wake-up only makes the lab slower: time that was not seen is not made up for, so
 * a machine that sleeps never makes a node fail.
 */
export class Pacer {
  readonly #time: RealTime;
  readonly #lab: PacedLab;
  #paused = true;
  #speed: Speed = 1;
  #lastMs = 0;
  /** Parts of a virtual ms that are left over. */
  #remainderMs = 0;
  #cancel: (() => void) | null = null;
  #holds = 0;

  constructor(time: RealTime, lab: PacedLab) {
    this.#time = time;
    this.#lab = lab;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get speed(): Speed {
    return this.#speed;
  }

  /** Whether time is run, or history rewritten, by somebody else. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  setPace(paused: boolean, speed: Speed): void {
    this.#paused = paused;
    this.#speed = speed;
    this.#restart();
  }

  /** Stands still until `release`, whatever the pace: while time is run or history rewritten. */
  hold(): void {
    this.#holds += 1;
    this.#restart();
  }

  release(): void {
    this.#holds -= 1;
    this.#restart();
  }

  /** Never wakes again. */
  stop(): void {
    this.hold();
  }

  #restart(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#remainderMs = 0;
    this.#lastMs = this.#time.now();
    if (!this.#paused && this.#holds === 0) this.#sleep();
  }

  #sleep(): void {
    const delayMs = this.#speed === 'max' ? 0 : WAKE_EVERY_MS;
    this.#cancel = this.#time.schedule(() => {
      this.#wake();
    }, delayMs);
  }

  #wake(): void {
    this.#cancel = null;
    // Set before running: a line run meanwhile may change the pace, and then has the last word.
    this.#sleep();
    const nowMs = this.#time.now();
    const deltaMs = Math.min(Math.max(0, nowMs - this.#lastMs), WAKE_DELTA_MS_MAX);
    this.#lastMs = nowMs;
    if (this.#speed === 'max') {
      runSlice(this.#time, this.#lab);
      return;
    }
    const dueMs = this.#remainderMs + deltaMs * this.#speed;
    const wholeMs = Math.floor(dueMs);
    this.#remainderMs = dueMs - wholeMs;
    if (wholeMs > 0) this.#lab.runFor(wholeMs);
  }
}

function runSlice(time: RealTime, lab: PacedLab): void {
  const untilMs = time.now() + SLICE_MS;
  do lab.runFor(SLICE_STEP_MS);
  while (time.now() < untilMs);
}
