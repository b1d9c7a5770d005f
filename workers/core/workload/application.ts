import { makeLedger } from './ledger.ts';
import {
  BOOK_PATH,
  decodeOrder,
  decodeTotals,
  JOURNAL_PATH,
  JOURNAL_RECORDS,
  readRecords,
  RECORD_BYTES,
  TOTALS_PATH,
} from './order-book.ts';
import type { ReadRecords } from './order-book.ts';
import { CLIENT_ADDRESS, CLIENT_NAME, DATA_DRIVE } from './served.ts';
import { report } from '../happen.ts';
import { resourcesOf } from '../network/addresses.ts';
import type { ClusterId } from '../snapshot.ts';
import { isSameName } from '../text.ts';
import { tellDamage } from '../storage/damage.ts';
import { truncateFile, volumeOn, writeRange } from '../storage/disk-access.ts';
import { findFile, readFileBytes } from '../storage/volume.ts';
import type { ClusterNode, Resource, Volume, World } from '../world.ts';

const CLUSTERS: readonly ClusterId[] = ['first', 'second'];

/**
 * Starts and stops the order application where it may run.
 *
 * It has no resource of its own: it runs on the node where the resources of client address and disk are both
 * Online, while the name is Online somewhere.
 */
export function reviewApplications(world: World): void {
  const isNameOnline = CLUSTERS.some((id) =>
    resourcesOf(world.clusters[id]).some((each) =>
      isOnline(each, 'Network Name', 'Name', CLIENT_NAME),
    ),
  );
  for (const id of CLUSTERS) {
    const application = world.workload.applications[id];
    const node = isNameOnline ? nodeWithBoth(world, id) : null;
    if (node === application.node) continue;
    if (application.node !== null) {
      const stopped = application.node;
      application.node = null;
      report(world, 'application', stopped, `the order application stops on ${stopped.name}`);
    }
    if (node !== null) startApplication(world, node);
  }
}

function nodeWithBoth(world: World, id: ClusterId): ClusterNode | null {
  const resources = resourcesOf(world.clusters[id]);
  const address = resources.find((each) => isOnline(each, 'IP Address', 'Address', CLIENT_ADDRESS));
  const disk = resources.find((each) => isOnline(each, 'Physical Disk', 'Drive', DATA_DRIVE));
  const owner = address?.group.owner ?? null;
  return owner !== null && disk?.group.owner === owner ? owner : null;
}

function isOnline(
  resource: Resource,
  type: Resource['type'],
  property: string,
  value: string,
): boolean {
  return (
    resource.type === type &&
    resource.state === 'Online' &&
    isSameName(String(resource.activeProperties.get(property) ?? ''), value)
  );
}

function startApplication(world: World, node: ClusterNode): void {
  const volume = volumeOn(world, node, DATA_DRIVE);
  if (volume === null) return;
  world.workload.applications[node.clusterId].node = node;
  report(
    world,
    'application',
    node,
    `the order application starts on ${node.name} and checks its book`,
    () => {
      const numbers = checkBook(world, node, volume);
      if (node.clusterId !== 'second') return;
      world.clusters.second.stoodInSinceMs ??= world.nowMs;
      makeLedger(world, numbers);
    },
  );
}

/** Checks the book, mends it from the journal, compares the totals. @returns the numbers in the book after that */
function checkBook(world: World, node: ClusterNode, volume: Volume): ReadonlySet<number> {
  const { kernel } = world;
  const place = { volume, path: BOOK_PATH };
  const file = findFile(volume, BOOK_PATH);
  for (const path of [BOOK_PATH, JOURNAL_PATH, TOTALS_PATH]) {
    const read = findFile(volume, path);
    if (read !== undefined) tellDamage(world, node, volume, read);
  }
  const { numbers, wholeBytes, unreadable } = readRecords(
    kernel,
    file === undefined ? new Uint8Array() : readFileBytes(kernel, volume, file),
  );
  if (file !== undefined && wholeBytes < file.sizeBytes) {
    report(
      world,
      'application',
      node,
      `the order book is torn after order ${String(numbers.at(-1) ?? 0)}: ${String(file.sizeBytes - wholeBytes)} bytes cut off`,
    );
    truncateFile(world, place, file, wholeBytes);
  }
  const bookBytes = mendFromJournal(world, node, volume, { numbers, wholeBytes, unreadable });
  const totals = findFile(volume, TOTALS_PATH);
  const said = totals === undefined ? null : decodeTotals(readFileBytes(kernel, volume, totals));
  const counted = numbers.filter((number) => number <= (said?.through ?? 0)).length;
  const fits = said === null || counted === said.count;
  const event = report(
    world,
    'application',
    node,
    !fits
      ? `the order book does not fit its totals: ${String(counted)} orders up to ${String(said.through)}, the totals say ${String(said.count)}`
      : `order book consistent: ${String(numbers.length)} orders, the last is ${String(numbers.at(-1) ?? 0)}`,
  );
  Object.assign(world.workload.applications[node.clusterId], {
    bookBytes,
    orderCount: numbers.length,
    misfitEvent: fits ? null : event,
  });
  return new Set(numbers);
}

/** Puts into the book what only the journal holds: in place of what cannot be read, and behind the end. @returns the book's length then */
function mendFromJournal(
  world: World,
  node: ClusterNode,
  volume: Volume,
  { numbers, wholeBytes, unreadable }: ReadRecords,
): number {
  const place = { volume, path: BOOK_PATH };
  const journal = journalRecords(world, volume);
  const last = numbers.at(-1) ?? 0;
  const put = (offset: number, { number, record }: JournalRecord): boolean => {
    if (writeRange(world, place, offset, record) !== null) return false;
    numbers.push(number);
    const text = `order ${String(number)} put into the book from the journal`;
    report(world, 'application', node, text);
    return true;
  };
  let bookBytes = wholeBytes;
  for (const each of journal) {
    if (each.number <= last) continue;
    if (!put(bookBytes, each)) break;
    bookBytes += RECORD_BYTES;
  }
  for (const { offset, after } of unreadable) {
    const next = journal.find(({ number }) => number === after + 1 && !numbers.includes(number));
    if (next !== undefined && put(offset, next)) continue;
    const text = `the record behind order ${String(after)} cannot be read; it is left as it is`;
    report(world, 'application', node, text);
  }
  numbers.sort((one, other) => one - other);
  return bookBytes;
}

interface JournalRecord {
  readonly number: number;
  readonly record: Uint8Array;
}

/** Whole records in the journal, ascending. */
function journalRecords(world: World, volume: Volume): JournalRecord[] {
  const journal = findFile(volume, JOURNAL_PATH);
  if (journal === undefined) return [];
  const bytes = readFileBytes(world.kernel, volume, journal);
  const found: JournalRecord[] = [];
  for (let slot = 0; slot < JOURNAL_RECORDS; slot++) {
    const record = bytes.slice(slot * RECORD_BYTES, (slot + 1) * RECORD_BYTES);
    const number = decodeOrder(world.kernel, record);
    if (number !== null) found.push({ number, record });
  }
  return found.sort((one, other) => one.number - other.number);
}
