import type { BlockKernel } from '../storage/block-kernel.ts';
import type { Prng } from '../prng.ts';
import { asciiDecode, hex64, utf8Encode } from '../text.ts';

/** Where the application keeps its orders, on the drive of its group. */
export const BOOK_PATH = '\\Orders\\orders.txt';
export const JOURNAL_PATH = '\\Orders\\orders.jnl';
export const TOTALS_PATH = '\\Orders\\totals.txt';

/** Bytes of one order in book and journal. */
export const RECORD_BYTES = 256;
/** Records in the journal's ring. */
export const JOURNAL_RECORDS = 256;
/** The totals are rewritten each so many orders. */
export const TOTALS_EVERY = 100;
/** Bytes of the totals file. */
const TOTALS_BYTES = 64;

const CHECKED_BYTES = RECORD_BYTES - 17;

const GOODS = [
  'hinge, brass',
  'desk lamp, green',
  'ledger, bound',
  'key cabinet',
  'drawer, oak',
  'till roll',
  'inkwell, glass',
  'stool, three legs',
  'bell, nickel',
  'filing tray',
  'door plate',
  'coat hook, iron',
];

/** What somebody ordered, by chance. */
export function drawGoods(random: Prng): string {
  const count = 1 + random.below(24);
  return `${String(count)} x ${GOODS[random.below(GOODS.length)] ?? 'hinge, brass'}`;
}

/** One record: number, moment, node, goods, blanks, XXH3-64 of all that, newline. */
export function encodeOrder(
  kernel: BlockKernel,
  number: number,
  atMs: number,
  node: string,
  goods: string,
): Uint8Array {
  const digits = String(number).padStart(7, '0');
  const moment = String(atMs).padStart(10, '0');
  const text = `order ${digits} at ${moment} by ${node} ${goods}`.padEnd(CHECKED_BYTES, ' ');
  const checked = utf8Encode(text);
  return utf8Encode(`${text}${hex64(kernel.hashBytes(checked))}\n`);
}

/** The number in a record, or null when its checksum says that it is torn. */
export function decodeOrder(kernel: BlockKernel, record: Uint8Array): number | null {
  if (record.length !== RECORD_BYTES || record[RECORD_BYTES - 1] !== 0x0a) return null;
  const sum = asciiDecode(record.subarray(CHECKED_BYTES, RECORD_BYTES - 1));
  if (sum !== hex64(kernel.hashBytes(record.subarray(0, CHECKED_BYTES)))) return null;
  const match = /^order (\d{7}) /.exec(asciiDecode(record.subarray(0, 14)));
  return match === null ? null : Number(match[1]);
}

/** What a run of records holds. */
export interface ReadRecords {
  /** Numbers of the whole records. */
  readonly numbers: number[];
  /** Bytes up to the end of the last whole record: what lies behind is torn. */
  readonly wholeBytes: number;
  /** Records before that which cannot be read: where, and the number before each. */
  readonly unreadable: readonly { readonly offset: number; readonly after: number }[];
}

/** Reads a run of records. */
export function readRecords(kernel: BlockKernel, bytes: Uint8Array): ReadRecords {
  const numbers: number[] = [];
  const torn: { offset: number; after: number }[] = [];
  let wholeBytes = 0;
  for (let offset = 0; offset + RECORD_BYTES <= bytes.length; offset += RECORD_BYTES) {
    const number = decodeOrder(kernel, bytes.subarray(offset, offset + RECORD_BYTES));
    if (number === null) {
      torn.push({ offset, after: numbers.at(-1) ?? 0 });
    } else {
      numbers.push(number);
      wholeBytes = offset + RECORD_BYTES;
    }
  }
  return { numbers, wholeBytes, unreadable: torn.filter(({ offset }) => offset < wholeBytes) };
}

/** Numbers of all whole records in a run of bytes, torn ones passed over. */
export function numbersIn(kernel: BlockKernel, bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  for (let offset = 0; offset + RECORD_BYTES <= bytes.length; offset += RECORD_BYTES) {
    const number = decodeOrder(kernel, bytes.subarray(offset, offset + RECORD_BYTES));
    if (number !== null) numbers.push(number);
  }
  return numbers;
}

/** The totals: how many orders there are up to a number. */
export function encodeTotals(through: number, count: number): Uint8Array {
  const text = `through ${String(through).padStart(7, '0')} count ${String(count).padStart(7, '0')}`;
  return utf8Encode(`${text.padEnd(TOTALS_BYTES - 1, ' ')}\n`);
}

/** Reads the totals back. */
export function decodeTotals(bytes: Uint8Array): { through: number; count: number } | null {
  const match = /^through (\d{7}) count (\d{7})/.exec(asciiDecode(bytes.subarray(0, TOTALS_BYTES)));
  return match === null ? null : { through: Number(match[1]), count: Number(match[2]) };
}
