/** A seeded generator of whole numbers (sfc32): the only source of chance in the core. */
export class Prng {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param stream  numbers the use, so that one use drawing more does not move another */
  constructor(seed: number, stream: number) {
    this.#a = seed | 0;
    this.#b = Math.imul(stream + 1, 0x9e3779b1);
    this.#c = seed ^ 0x5bd1e995;
    for (let round = 0; round < 16; round++) this.next32();
  }

  /** 0 … 2³² − 1. */
  next32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Draws so many words into a view, little-endian: as `next32` would, one by one. */
  drawWords(view: DataView, count: number): void {
    let [a, b, c, counter] = [this.#a, this.#b, this.#c, this.#counter];
    for (let index = 0; index < count; index++) {
      const sum = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      view.setUint32(index * 4, sum, true);
    }
    [this.#a, this.#b, this.#c, this.#counter] = [a, b, c, counter];
  }

  /** 0 … bound − 1, each as likely as the next to within 2⁻³². */
  below(bound: number): number {
    return this.next32() % bound;
  }

  /** True in `percent` of 100 draws. Draws nothing for 0, so that a perfect link leaves the stream alone. */
  percent(percent: number): boolean {
    return percent > 0 && this.below(100) < percent;
  }
}
