/** Allows something a few times within a while: what fails over and over is not to be tried for ever. */
export class RestartBudget {
  readonly #max: number;
  readonly #withinMs: number;
  readonly #now: () => number;
  #takenMs: number[] = [];

  /** @param now  milliseconds from any start */
  constructor(max: number, withinMs: number, now: () => number = () => performance.now()) {
    this.#max = max;
    this.#withinMs = withinMs;
    this.#now = now;
  }

  /** Takes one, if there is one left. */
  take(): boolean {
    const nowMs = this.#now();
    this.#takenMs = this.#takenMs.filter((atMs) => nowMs - atMs < this.#withinMs);
    if (this.#takenMs.length >= this.#max) return false;
    this.#takenMs.push(nowMs);
    return true;
  }
}
