/** A copy between two regions that are not the same, or do not overlap. */
export interface RegionCopy {
  readonly from: number;
  readonly fromOffset: number;
  readonly to: number;
  readonly toOffset: number;
  readonly length: number;
}

/** A place in a region. */
export interface Place {
  readonly region: number;
  readonly offset: number;
}

/** Copies that wait at a time: what a mirror sends goes through two queues. */
const WAITING_MAX = 2;

/**
 * Copies that are put off until it matters. What is sent on before somebody reads it, or writes over the bytes that it
 * comes from, is copied from where it still lies, and the place between is spared.
 *
 * No byte of a place where a waiting copy comes from is itself waited for, so copies may be carried out in any order.
 */
export class DeferredCopies {
  readonly #carryOut: (copy: RegionCopy) => void;
  /** Oldest first. */
  readonly #waiting: RegionCopy[] = [];

  constructor(carryOut: (copy: RegionCopy) => void) {
    this.#carryOut = carryOut;
  }

  /** Puts a copy off. Its source is an `originOf`, and its target was told by `beforeWrite`. */
  defer(copy: RegionCopy): void {
    if (this.#waiting.length === WAITING_MAX) this.#settleFirst();
    this.#waiting.push(copy);
  }

  /** Where bytes that are wanted lie now; they are copied there first if need be. */
  originOf(region: number, offset: number, length: number): Place {
    for (const { from, fromOffset, to, toOffset, length: whole } of this.#waiting) {
      if (to === region && toOffset <= offset && offset + length <= toOffset + whole)
        return { region: from, offset: fromOffset + offset - toOffset };
    }
    this.beforeRead(region, offset, length);
    return { region, offset };
  }

  /** Must be called before bytes are read. */
  beforeRead(region: number, offset: number, length: number): void {
    if (this.#waiting.length === 0) return;
    this.#settle(({ to, toOffset, length: whole }) =>
      to === region && overlaps(toOffset, whole, offset, length) ? 'copied' : 'waits',
    );
  }

  /** Must be called before bytes are written over. */
  beforeWrite(region: number, offset: number, length: number): void {
    if (this.#waiting.length === 0) return;
    this.#settle(({ from, fromOffset, to, toOffset, length: whole }) => {
      if (from === region && overlaps(fromOffset, whole, offset, length)) return 'copied';
      if (to !== region || !overlaps(toOffset, whole, offset, length)) return 'waits';
      return offset <= toOffset && toOffset + whole <= offset + length ? 'dropped' : 'copied';
    });
  }

  #settle(fateOf: (copy: RegionCopy) => 'copied' | 'dropped' | 'waits'): void {
    for (let index = this.#waiting.length - 1; index >= 0; index--) {
      const copy = this.#waiting[index] as RegionCopy;
      const fate = fateOf(copy);
      if (fate === 'waits') continue;
      this.#waiting.splice(index, 1);
      if (fate === 'copied') this.#carryOut(copy);
    }
  }

  #settleFirst(): void {
    const first = this.#waiting.shift();
    if (first !== undefined) this.#carryOut(first);
  }
}

/** Whether two ranges share a byte. */
export function overlaps(
  offset: number,
  length: number,
  otherOffset: number,
  otherLength: number,
): boolean {
  return offset < otherOffset + otherLength && otherOffset < offset + length;
}
