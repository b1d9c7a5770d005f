import assert from 'node:assert/strict';
import { eventsOf, readFile, type Lab } from '../../workers/core/lab.ts';
import {
  BOOK_PATH,
  parseAcknowledgements,
  parseOrderBook,
  type Acknowledgement,
  type BookOrder,
} from './order-book.ts';
import { runLine } from './run-lines.ts';

/** What a node reads at a path now; a refusal fails the test with its text. */
export function fileBytes(lab: Lab, node: string, path: string): Uint8Array {
  const bytes = readFile(lab, node, path);
  if (bytes instanceof Uint8Array) return bytes;
  return assert.fail(`${node} cannot read ${path}: ${bytes.output}`);
}

/** The order book that a node reads now. */
export function bookOf(lab: Lab, node: string): BookOrder[] {
  return parseOrderBook(fileBytes(lab, node, BOOK_PATH));
}

/** What the clients were told so far. */
export function acknowledgementsOf(lab: Lab): Acknowledgement[] {
  const { exitCode, output } = runLine(lab, 'client orders 100000');
  assert.equal(exitCode, 0, output);
  return parseAcknowledgements(output);
}

/** How far the clock of records and files is ahead of the clock of the run, ms. */
function clockAheadMs(lab: Lab): number {
  const [first] = eventsOf(lab);
  assert.ok(first !== undefined && first.atMs <= 0, 'the log begins with the scenario');
  return -first.atMs;
}

/** The clients' word and the disk's agree: the same numbers, in the same order, at the same tenth of a second. */
export function assertTold(
  lab: Lab,
  told: readonly Acknowledgement[],
  book: readonly BookOrder[],
): void {
  const aheadMs = clockAheadMs(lab);
  assert.deepEqual(
    told.map(({ number }) => number),
    book.map(({ number }) => number),
  );
  for (const [index, order] of book.entries()) {
    const atMs = order.clockMs - aheadMs;
    assert.equal(
      told[index]?.tenthsMs,
      Math.trunc(atMs / 100) * 100,
      `order ${String(order.number)}`,
    );
  }
}
