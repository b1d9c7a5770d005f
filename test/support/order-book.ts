/*
 * A second reading of the order book, from its published layout alone: it shares no code with the lab, so that the
 * lab's ledger has somebody to disagree with.
 */
import { createXXHash3, type IHasher } from 'hash-wasm';

/** One order as the book on a disk tells it. */
export interface BookOrder {
  readonly number: number;
  /** When it was taken: virtual ms since the start of `bare`. */
  readonly clockMs: number;
  readonly node: string;
  /** The whole record, to compare with the other side's. */
  readonly record: string;
}

/** What a ledger must say about two books. */
export interface ExpectedLedger {
  readonly lostOrders: readonly number[];
  readonly lostBytes: number;
  readonly rpoMs: number;
  readonly rtoMs: number | null;
}

export const ORDER_BYTES = 256;
export const BOOK_PATH = 'S:\\Orders\\orders.txt';

const HASH_DIGITS = 16;
const SIGNED_BYTES = ORDER_BYTES - HASH_DIGITS - 1;
const ORDER_TEXT = /^order (\d{7}) at (\d{10}) by ([AB][12]) [ -~]*$/;
const ORDER_LINE = /^(\d{7}) (-?)((?:\d+:)?\d\d:\d\d\.\d) (CLUS-[AB])$/;

const hasher: IHasher = await createXXHash3();

/**
 * Orders of a book, in the order of its records.
 *
 * @throws Error naming the record that is cut short, has another layout, or another checksum than its text
 */
export function parseOrderBook(bytes: Uint8Array): BookOrder[] {
  if (bytes.length % ORDER_BYTES !== 0) {
    throw new Error(
      `the book has ${String(bytes.length)} bytes, no multiple of ${String(ORDER_BYTES)}`,
    );
  }
  return Array.from({ length: bytes.length / ORDER_BYTES }, (_, index) =>
    parseRecord(bytes.subarray(index * ORDER_BYTES, (index + 1) * ORDER_BYTES), index),
  );
}

function parseRecord(bytes: Uint8Array, index: number): BookOrder {
  const where = `record ${String(index)} of the book`;
  const record = String.fromCharCode(...bytes);
  const text = ORDER_TEXT.exec(record.slice(0, SIGNED_BYTES));
  if (text === null) throw new Error(`${where} is no order: ${JSON.stringify(record)}`);
  if (!record.endsWith('\n')) throw new Error(`${where} does not end its line`);
  const written = record.slice(SIGNED_BYTES, SIGNED_BYTES + HASH_DIGITS);
  const counted = hasher.init().update(bytes.subarray(0, SIGNED_BYTES)).digest('hex');
  if (written !== counted) throw new Error(`${where} says ${written}, its text has ${counted}`);
  const [, number, clockMs, node] = text;
  return { number: Number(number), clockMs: Number(clockMs), node: node ?? '', record };
}

/**
 * What a failover lost, from the bytes of both books.
 *
 * @param first  FIRST's book as its disk held it when the site went
 * @param second  SECOND's book, read later: numbers are used once, so what was lost never comes back
 */
export function ledgerFromBooks(
  first: readonly BookOrder[],
  second: readonly BookOrder[],
): ExpectedLedger {
  const present = new Set(second.map(({ number }) => number));
  const lost = first.filter(({ number }) => !present.has(number));
  const known = new Set(first.map(({ number }) => number));
  const lastMs = first.at(-1)?.clockMs ?? 0;
  const resumed = second.find(({ number }) => !known.has(number));
  return {
    lostOrders: lost.map(({ number }) => number),
    lostBytes: lost.length * ORDER_BYTES,
    rpoMs: lost[0] === undefined ? 0 : lastMs - lost[0].clockMs,
    rtoMs: resumed === undefined ? null : resumed.clockMs - lastMs,
  };
}

/** One line of `client orders`: an acknowledgement as the clients keep it. */
export interface Acknowledgement {
  readonly number: number;
  /** Virtual ms of the run, cut to tenths of a second. */
  readonly tenthsMs: number;
  readonly cluster: string;
}

/** @throws Error naming the line that is none */
export function parseAcknowledgements(output: string): Acknowledgement[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const words = ORDER_LINE.exec(line);
      if (words === null) throw new Error(`no acknowledgement: ${JSON.stringify(line)}`);
      const [, number, minus, clock, cluster] = words;
      const seconds = (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
      const tenthsMs = Math.round(seconds * 10) * 100 * (minus === '-' ? -1 : 1);
      return { number: Number(number), tenthsMs, cluster: cluster ?? '' };
    });
}
