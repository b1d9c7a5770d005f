import type { RealTime } from '../../workers/pacer.ts';

interface Alarm {
  readonly callback: () => void;
  readonly atMs: number;
}

/** Real time that moves only when a test says so. */
export class FakeTime implements RealTime {
  #nowMs = 0;
  #alarms: Alarm[] = [];

  /** How many wake-ups are waiting. */
  get waiting(): number {
    return this.#alarms.length;
  }

  now(): number {
    return this.#nowMs;
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const alarm = { callback, atMs: this.#nowMs + delayMs };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  /** Lets time go by, waking whoever is due at its own moment. */
  pass(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (let due = this.#next(endMs); due !== undefined; due = this.#next(endMs)) {
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      this.#wake(due);
    }
    this.#nowMs = endMs;
  }

  /** Lets time go by while nothing could wake, as in a machine that sleeps; then wakes once. */
  sleep(ms: number): void {
    this.#nowMs += ms;
    const due = this.#next(this.#nowMs);
    if (due !== undefined) this.#wake(due);
  }

  /** Time that a callback takes. */
  spend(ms: number): void {
    this.#nowMs += ms;
  }

  #next(byMs: number): Alarm | undefined {
    return this.#alarms
      .filter((alarm) => alarm.atMs <= byMs)
      .reduce<Alarm | undefined>(
        (first, alarm) => (first === undefined || alarm.atMs < first.atMs ? alarm : first),
        undefined,
      );
  }

  #wake(alarm: Alarm): void {
    this.#alarms = this.#alarms.filter((other) => other !== alarm);
    alarm.callback();
  }
}

/** Real time as it is. */
export const wallTime: RealTime = {
  now: () => performance.now(),
  schedule: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
