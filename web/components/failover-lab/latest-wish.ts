/** Carries out wishes one after the other; while one is under way only the latest of the rest is kept. */
export class LatestWish<Wish> {
  readonly #carryOut: (wish: Wish) => Promise<unknown>;
  #waiting: { readonly wish: Wish } | null = null;
  #busy = false;

  constructor(carryOut: (wish: Wish) => Promise<unknown>) {
    this.#carryOut = carryOut;
  }

  /** @throws whatever carrying out throws; wishes that waited behind it are dropped */
  async want(wish: Wish): Promise<void> {
    this.#waiting = { wish };
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#take(); next !== null; next = this.#take()) {
        await this.#carryOut(next.wish);
      }
    } finally {
      this.#waiting = null;
      this.#busy = false;
    }
  }

  #take(): { readonly wish: Wish } | null {
    const next = this.#waiting;
    this.#waiting = null;
    return next;
  }
}
