/** Random draws that come out the same for the same seed. */
export class Seeded {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number, `min` ≤ n ≤ `max`. */
  draw(min: number, max: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return min + Math.floor((this.#state / 2 ** 32) * (max - min + 1));
  }

  pick<T>(all: readonly T[]): T {
    return all[this.draw(0, all.length - 1)] as T;
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.draw(0, 255));
  }
}

/** The seed of this run of the tests: `SEED` if it is set, else another each time. */
export function chosenSeed(): number {
  const given = process.env['SEED'];
  return given === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(given);
}
