import { BOOK_PATH, numbersIn, RECORD_BYTES } from './order-book.ts';
import { numberText, recordDestroyed } from './ledger.ts';
import { DATA_DRIVE } from './served.ts';
import { report, withCause } from '../happen.ts';
import { isSelected } from '../replication/replication-set.ts';
import { findFile, readFileBytes } from '../storage/volume.ts';
import { isSameName } from '../text.ts';
import type { ClusterId } from '../snapshot.ts';
import type { Milliseconds } from '../units.ts';
import type { Connection, FileChange, Overwriting, Volume, VolumeFile, World } from '../world.ts';

/**
 * Looks whether a change that comes over a connection writes over work that nobody else has: orders of the target's
 * cluster, or a file that is newer there since it stood in.
 *
 * @returns to be called when the change is applied: it puts what is gone into the ledger
 */
export function watchOverwriting(
  world: World,
  connection: Connection,
  volume: Volume,
  applied: FileChange,
  isMirror: boolean,
): () => void {
  // A new file takes the place of what lies there.
  const change = applied.kind === 'create' && !isMirror ? gone(applied) : applied;
  const { clusterId } = connection.target;
  const { stoodInSinceMs } = world.clusters[clusterId];
  if (stoodInSinceMs === null && world.workload.taken[clusterId] === 0) return nothing;
  const range = rangeInBook(world, connection, volume, change);
  const orders = range === null ? [] : ordersInDanger(world, connection, volume, range);
  const newer = newerTwin(volume, change, stoodInSinceMs);
  if (orders.length === 0 && newer === null) return nothing;
  const twin = newer ?? { path: change.path, modifiedMs: world.nowMs };
  const { path, modifiedMs } = twin;
  return () => {
    const after = new Set(range === null ? [] : readNumbers(world, volume, range));
    const lost = orders.filter((each) => !after.has(each));
    const present = findFile(volume, path);
    const isGone = newer !== null && (present === undefined || present.modifiedMs < modifiedMs);
    if (lost.length === 0 && !isGone) return;
    const place = { path: volume.drive + path, changedMs: modifiedMs };
    noteOverwriting(world, connection, place, lost, isMirror);
  };
}

function gone({ path, atMs }: FileChange): FileChange {
  return { kind: 'delete', path, atMs };
}

function nothing(): void {
  // The change touches nothing that only the target has.
}

/** The target's file that a change would replace by what is older, if it was changed there since it stood in. */
function newerTwin(
  volume: Volume,
  change: FileChange,
  sinceMs: Milliseconds | null,
): VolumeFile | null {
  if (sinceMs === null || !['write', 'truncate', 'delete', 'rename'].includes(change.kind))
    return null;
  const twin = findFile(volume, change.kind === 'rename' ? change.to : change.path);
  if (twin === undefined || twin.modifiedMs < sinceMs) return null;
  return change.kind === 'delete' || change.atMs < twin.modifiedMs ? twin : null;
}

/** The bytes of the target's order book that a change takes away or replaces. */
function rangeInBook(
  world: World,
  { target: { clusterId } }: Connection,
  volume: Volume,
  change: FileChange,
): Range | null {
  const isBook =
    world.workload.taken[clusterId] > 0 &&
    isSameName(change.path, BOOK_PATH) &&
    volume === dataVolume(world, clusterId);
  return isBook ? rangeOf(volume, change) : null;
}

function ordersInDanger(
  world: World,
  connection: Connection,
  volume: Volume,
  range: Range,
): number[] {
  const endangered = endangeredBy(world, connection);
  if (endangered.size === 0) return [];
  return readNumbers(world, volume, range).filter((each) => endangered.has(each));
}

/** Bytes of a file. */
interface Range {
  readonly start: number;
  readonly end: number;
}

function dataVolume(world: World, clusterId: ClusterId): Volume | null {
  return world.clusters[clusterId].disks.find((disk) => disk.drive === DATA_DRIVE)?.volume ?? null;
}

/** The bytes of the book that a change takes away or replaces. */
function rangeOf(volume: Volume, change: FileChange): Range | null {
  const sizeBytes = findFile(volume, BOOK_PATH)?.sizeBytes ?? 0;
  switch (change.kind) {
    case 'write':
      return { start: change.offset, end: Math.min(sizeBytes, change.offset + change.length) };
    case 'truncate':
      return change.sizeBytes < sizeBytes ? { start: change.sizeBytes, end: sizeBytes } : null;
    case 'delete':
      return { start: 0, end: sizeBytes };
    default:
      return null;
  }
}

function readNumbers(world: World, volume: Volume, { start, end }: Range): number[] {
  const file = findFile(volume, BOOK_PATH);
  if (file === undefined) return [];
  // Records that a range cuts are looked at whole.
  const first = start - (start % RECORD_BYTES);
  const last = Math.ceil(end / RECORD_BYTES) * RECORD_BYTES;
  return numbersIn(world.kernel, readFileBytes(world.kernel, volume, file, first, last - first));
}

/** Orders that the target's cluster took and the source's book does not hold; those that the ledger names as lost are not counted again. */
function endangeredBy(world: World, connection: Connection): ReadonlySet<number> {
  const { source, target, endangered } = connection;
  const { workload } = world;
  const taken = workload.taken[target.clusterId];
  if (endangered.taken === taken) return endangered.numbers;
  const volume = dataVolume(world, source.clusterId);
  const book = volume === null ? undefined : findFile(volume, BOOK_PATH);
  const held = new Set([
    ...(volume === null || book === undefined
      ? []
      : numbersIn(world.kernel, readFileBytes(world.kernel, volume, book))),
    ...(workload.ledger?.lostOrders ?? []),
  ]);
  const numbers = new Set(
    workload.acknowledged
      .filter((each) => each.by === target.clusterId && !held.has(each.number))
      .map((each) => each.number),
  );
  connection.endangered = { taken, numbers };
  return numbers;
}

function noteOverwriting(
  world: World,
  connection: Connection,
  place: Pick<Overwriting, 'path' | 'changedMs'>,
  gone: readonly number[],
  isMirror: boolean,
): void {
  recordDestroyed(world, gone);
  const { overwritings } = world.workload;
  const known = overwritings.find((each) => each.connection === connection);
  const isNews = known === undefined || (known.numbers.length === 0 && gone.length > 0);
  if (known !== undefined) known.numbers = [...known.numbers, ...gone];
  if (!isNews) return;
  const { source, target } = connection;
  const what =
    gone.length > 0
      ? `orders that only ${target.name}'s disk has: ${numberText(gone)}`
      : `what is newer on ${target.name}: ${place.path}`;
  const tell = (): number =>
    report(
      world,
      'replication',
      target,
      `${nameOf(connection, isMirror)} from ${source.name} writes over ${what}`,
    );
  withCause(world, (isMirror ? connection.mirrorEvent : null) ?? connection.openEvent, () => {
    const event = tell();
    if (known !== undefined) return;
    const endangered = [...gone, ...endangeredOn(world, connection)];
    const sinceMs = world.nowMs;
    overwritings.push({ connection, sinceMs, event, ...place, endangered, numbers: gone });
  });
  world.signals.workOverwritten();
}

function nameOf({ purpose, id }: Connection, isMirror: boolean): string {
  if (purpose === 'restoration') return 'the restoration';
  return `the ${isMirror ? 'mirror' : 'replication'} of connection ${String(id)}`;
}

/** Orders still in the target's book that the source does not have, if the connection replicates the book. */
function endangeredOn(world: World, connection: Connection): readonly number[] {
  const { rules, target } = connection;
  if (!isSelected(rules, DATA_DRIVE + BOOK_PATH)) return [];
  const volume = dataVolume(world, target.clusterId);
  const book = volume === null ? undefined : findFile(volume, BOOK_PATH);
  if (volume === null || book === undefined) return [];
  const isThere = new Set(readNumbers(world, volume, { start: 0, end: book.sizeBytes }));
  return [...endangeredBy(world, connection)].filter((each) => isThere.has(each));
}
