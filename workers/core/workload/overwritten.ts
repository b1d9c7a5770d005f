import { BOOK_PATH, numbersIn, RECORD_BYTES } from './order-book.ts';
import { numberText, recordDestroyed } from './ledger.ts';
import { DATA_DRIVE } from './served.ts';
import { report } from '../happen.ts';
import { findFile, readFileBytes } from '../storage/volume.ts';
import { isSameName } from '../text.ts';
import type { ClusterId } from '../snapshot.ts';
import type { Connection, FileChange, Volume, World } from '../world.ts';

/**
 * Looks whether a change that comes over a connection writes over orders that nobody else has.
 *
 * @returns to be called when the change is applied: it puts what is gone into the ledger
 */
export function watchOverwriting(
  world: World,
  connection: Connection,
  volume: Volume,
  change: FileChange,
  isMirror: boolean,
): () => void {
  const { clusterId } = connection.target;
  if (
    world.workload.taken[clusterId] === 0 ||
    volume !== dataVolume(world, clusterId) ||
    !isSameName(change.path, BOOK_PATH)
  )
    return nothing;
  const range = rangeOf(volume, change);
  if (range === null) return nothing;
  const endangered = endangeredBy(world, connection);
  if (endangered.size === 0) return nothing;
  const before = readNumbers(world, volume, range).filter((each) => endangered.has(each));
  if (before.length === 0) return nothing;
  return () => {
    const after = new Set(readNumbers(world, volume, range));
    const gone = before.filter((each) => !after.has(each));
    if (gone.length > 0) noteOverwriting(world, connection, gone, isMirror);
  };
}

function nothing(): void {
  // The change touches no order.
}

function dataVolume(world: World, clusterId: ClusterId): Volume | null {
  return world.clusters[clusterId].disks.find((disk) => disk.drive === DATA_DRIVE)?.volume ?? null;
}

/** The bytes of the book that a change takes away or replaces. */
function rangeOf(volume: Volume, change: FileChange): { start: number; end: number } | null {
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

function readNumbers(
  world: World,
  volume: Volume,
  { start, end }: { start: number; end: number },
): number[] {
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
  gone: readonly number[],
  isMirror: boolean,
): void {
  recordDestroyed(world, gone);
  const known = world.workload.overwritings.find((each) => each.connection === connection);
  if (known !== undefined) {
    known.numbers = [...known.numbers, ...gone];
    return;
  }
  const { source, target, purpose, id } = connection;
  const what =
    purpose === 'restoration'
      ? 'the restoration'
      : `the ${isMirror ? 'mirror' : 'replication'} of connection ${String(id)}`;
  const event = report(
    world,
    'replication',
    target,
    `${what} from ${source.name} writes over orders that only ${target.name}'s disk has: ${numberText(gone)}`,
  );
  world.workload.overwritings.push({ connection, sinceMs: world.nowMs, event, numbers: gone });
}
