/*
 * Whether SECOND's order files are those of FIRST at some earlier moment, found out from bytes alone: each order writes
 * the journal, then the book; the totals follow now and then. What FIRST wrote is learnt by reading its files often
 * enough that the journal's ring never laps the reader.
 */
import { ORDER_BYTES, parseOrderBook, type BookOrder } from './order-book.ts';

/** The bytes of one side's order files. */
export interface OrderFiles {
  readonly book: Uint8Array;
  readonly journal: Uint8Array;
  readonly totals: Uint8Array;
  /** Paths of marker files that are there. */
  readonly marks: ReadonlySet<string>;
}

const TOTALS = /^through (\d{7}) count \d{7} *\n?$/;

/** FIRST's history as far as it was seen, and the question whether SECOND's files lie on it. */
export class PrefixOracle {
  #book: Uint8Array = new Uint8Array(0);
  readonly #orders: BookOrder[] = [];
  #initialSlots: string[] | undefined;
  readonly #slots = new Map<number, number>();
  readonly #totals: { readonly through: number; readonly text: string }[] = [];
  readonly #marks: { readonly path: string; readonly orders: number }[] = [];

  /** Takes in what FIRST holds now. */
  see({ book, journal, totals }: OrderFiles): void {
    const known = this.#book.length;
    if (!isPrefix(this.#book, book)) throw new Error("FIRST's book lost or changed a record");
    this.#orders.push(...parseOrderBook(book.subarray(known)));
    this.#book = book;
    const slots = slotsOf(journal);
    this.#initialSlots ??= slots;
    for (const [slot, record] of slots.entries()) this.#slots.set(numberOf(record), slot);
    const text = textOf(totals);
    if (this.#totals.every((entry) => entry.text !== text)) {
      this.#totals.push({ through: throughOf(text), text });
    }
  }

  /** FIRST wrote a marker file after that many orders of its book. */
  mark(path: string): void {
    this.#marks.push({ path, orders: this.#orders.length });
  }

  /**
   * The number of orders after which FIRST's files were as SECOND's are.
   *
   * @throws Error saying which file lies on no moment of FIRST's history
   */
  momentOf({ book, journal, totals, marks }: OrderFiles): number {
    if (!isPrefix(book, this.#book)) throw new Error("SECOND's book is no beginning of FIRST's");
    const count = book.length / ORDER_BYTES;
    const next = this.#journalIsAhead(slotsOf(journal), count);
    this.#checkTotals(textOf(totals), this.#orders[count - 1]?.number ?? 0);
    for (const mark of this.#marks) {
      const isThere = marks.has(mark.path);
      if (isThere && count < mark.orders) throw new Error(`${mark.path} came before its orders`);
      const isPast = count > mark.orders || (count === mark.orders && next);
      if (!isThere && isPast) throw new Error(`${mark.path} is missing, later orders are there`);
    }
    return count;
  }

  /** Whether the journal already holds the order that the book will hold next. */
  #journalIsAhead(slots: readonly string[], count: number): boolean {
    for (const ahead of [0, 1]) {
      const expected = this.#journalAfter(count + ahead);
      if (expected.every((record, slot) => record === slots[slot])) return ahead === 1;
    }
    throw new Error(`SECOND's journal is not FIRST's after ${String(count)} orders, or one more`);
  }

  #journalAfter(count: number): string[] {
    const slots = [...(this.#initialSlots ?? [])];
    for (const { number, record } of this.#orders.slice(Math.max(0, count - slots.length), count)) {
      const slot = this.#slots.get(number);
      if (slot === undefined)
        throw new Error(`order ${String(number)} was never seen in the journal`);
      slots[slot] = record;
    }
    return slots;
  }

  #checkTotals(text: string, lastNumber: number): void {
    const index = this.#totals.findIndex((entry) => entry.text === text);
    if (index < 0) throw new Error(`SECOND's totals were never FIRST's: ${JSON.stringify(text)}`);
    const through = this.#totals[index]?.through ?? 0;
    const later = this.#totals[index + 1]?.through ?? Infinity;
    if (through > lastNumber) throw new Error(`totals through ${String(through)} came too early`);
    if (later < lastNumber) throw new Error(`totals through ${String(later)} are missing`);
  }
}

function isPrefix(part: Uint8Array, whole: Uint8Array): boolean {
  return part.length <= whole.length && part.every((byte, index) => byte === whole[index]);
}

function slotsOf(journal: Uint8Array): string[] {
  return Array.from({ length: journal.length / ORDER_BYTES }, (_, slot) =>
    textOf(journal.subarray(slot * ORDER_BYTES, (slot + 1) * ORDER_BYTES)),
  );
}

function numberOf(record: string): number {
  const words = /^order (\d{7}) /.exec(record);
  return words === null ? -1 : Number(words[1]);
}

function throughOf(totals: string): number {
  const words = TOTALS.exec(totals);
  if (words === null) throw new Error(`no totals: ${JSON.stringify(totals)}`);
  return Number(words[1]);
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
