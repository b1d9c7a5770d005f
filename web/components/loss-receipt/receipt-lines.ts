import type { Ledger } from '../../../workers/api.ts';
import { bytesText, orderText } from '../../words/amounts.ts';
import { secondsText } from '../../words/clock.ts';
import { orderRangesText } from '../../words/order-ranges.ts';

/** One row of the receipt's head. */
export interface ReceiptRow {
  readonly label: string;
  readonly value: string;
}

/** An event that something was measured from or to. */
export interface ReceiptMoment {
  readonly label: string;
  readonly atMs: number;
}

/** What the receipt prints. */
export interface ReceiptLines {
  readonly rows: readonly ReceiptRow[];
  /** Numbers of lost orders, the first of them one by one. */
  readonly lost: readonly string[];
  /** What follows them: ranges of the rest, or empty. */
  readonly more: string;
  /** Orders that are destroyed or exist on one side only, by number; empty when there are none. */
  readonly further: readonly ReceiptRow[];
  /** The events between which RPO and RTO were measured, in order of time. */
  readonly moments: readonly ReceiptMoment[];
  readonly lostCount: string;
  readonly rpo: string;
  readonly rto: string;
}

/** Lost orders that are printed one by one. */
const NUMBERS_SHOWN_MAX = 18;

/** The loss ledger as a receipt; every figure is the ledger's own. */
export function receiptLines(ledger: Ledger, firstName: string, secondName: string): ReceiptLines {
  const lost = [...ledger.lostOrders].sort((one, other) => one - other);
  const first = lost[0];
  const last = lost.at(-1);
  const rows: ReceiptRow[] = [];
  if (first !== undefined && last !== undefined) {
    rows.push({ label: `acknowledged by ${firstName}`, value: orderText(last) });
    if (last - first === lost.length - 1) {
      rows.push({ label: `last found on ${secondName}`, value: orderText(first - 1) });
    }
    rows.push({ label: 'bytes not found', value: bytesText(ledger.lostBytes) });
  }
  return {
    rows,
    lost: lost.slice(0, NUMBERS_SHOWN_MAX).map(orderText),
    more: orderRangesText(lost.slice(NUMBERS_SHOWN_MAX)),
    further: furtherRows(ledger, firstName),
    moments: receiptMoments(ledger, firstName, secondName),
    lostCount: String(lost.length),
    // Of a few orders a moment apart, tenths of a second would say nothing.
    rpo: ledger.rpoMs < 1000 ? `${String(ledger.rpoMs)} ms` : `${secondsText(ledger.rpoMs)} s`,
    rto: ledger.rtoMs === null ? '…' : `${secondsText(ledger.rtoMs)} s`,
  };
}

function furtherRows(ledger: Ledger, firstName: string): ReceiptRow[] {
  const { destroyedOrders, divergedOrders } = ledger;
  return [
    { label: 'destroyed since', value: orderRangesText(destroyedOrders) },
    { label: `taken by ${firstName} after it`, value: orderRangesText(divergedOrders) },
  ].filter((row) => row.value !== '');
}

function receiptMoments(ledger: Ledger, firstName: string, secondName: string): ReceiptMoment[] {
  const { oldestLostAtMs, lastBeforeAtMs, outageFromMs, outageToMs } = ledger.between;
  const isOneOrder = lastBeforeAtMs === outageFromMs;
  const moments: (readonly [label: string, atMs: number | null])[] = [
    [`RPO from: oldest lost order, on ${firstName}`, oldestLostAtMs],
    [`${isOneOrder ? 'RPO to, RTO from' : 'RPO to'}: last order on ${firstName}`, lastBeforeAtMs],
    ['Failover begins: time to fail is 0', ledger.failoverAtMs],
    [`RTO from: last order on ${firstName}`, isOneOrder ? null : outageFromMs],
    [`RTO to: first order on ${secondName}`, outageToMs],
  ];
  return moments.flatMap(([label, atMs]) => (atMs === null ? [] : [{ label, atMs }]));
}

/** How many of the last `count` orders that FIRST acknowledged are found on SECOND. */
export function foundOfLast(ledger: Ledger, count: number): number {
  const last = Math.max(...ledger.lostOrders, 0);
  const lostOfThem = ledger.lostOrders.filter((order) => order > last - count).length;
  return count - lostOfThem;
}
