import { orderText } from './amounts.ts';

/** One stretch of neighbouring order numbers. */
export interface OrderRange {
  readonly first: number;
  readonly last: number;
}

/** Ascending order numbers as stretches: `[410, 411, 412, 420]` gives 410–412 and 420. */
function orderRanges(orders: readonly number[]): OrderRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const order of orders) {
    const open = ranges.at(-1);
    if (open !== undefined && order === open.last + 1) open.last = order;
    else ranges.push({ first: order, last: order });
  }
  return ranges;
}

/**
 * Order numbers in words: `0410–0412, 0420`; empty for none.
 *
 * @param rangesMax  how many stretches are named; of the rest only the count: `0410–0412 and 7 more`
 */
export function orderRangesText(orders: readonly number[], rangesMax = Infinity): string {
  const ranges = orderRanges(orders);
  const named = ranges.slice(0, rangesMax);
  const more = ranges.slice(rangesMax).reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const words = named
    .map(({ first, last }) =>
      first === last ? orderText(first) : `${orderText(first)}–${orderText(last)}`,
    )
    .join(', ');
  return more === 0 ? words : `${words} and ${String(more)} more`;
}
