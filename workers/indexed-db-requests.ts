/** The requests of which a transaction on a lab's database is made. */
import type { IDBPTransaction } from 'idb';
import {
  FILE_PIECE_BYTES,
  partMissing,
  type ExtentVersion,
  type LogKey,
  type PreparedPart,
  type StoredGroup,
} from './disk-store.ts';
import { extentKey, logKey, type LabSchema, type STORE_NAMES } from './lab-database.ts';

/** A transaction that writes, over all stores. */
export type Writing = IDBPTransaction<LabSchema, typeof STORE_NAMES, 'readwrite'>;

/** What is there when a transaction begins. */
export interface Found {
  /** Sequence of the head that is stored. */
  readonly known: number;
  /** Records of the log from the expected head on, and all versions of extents; null when nobody looked. */
  readonly listed: {
    readonly log: readonly LogKey[];
    readonly extents: readonly ExtentVersion[];
  } | null;
}

/** Names of the records that a part or a group brings, and of those prepared for it. */
export interface Keys {
  readonly log: ReadonlySet<string>;
  readonly extents: ReadonlySet<string>;
}

/** Names of what a part brings. */
export function keysOf({ sequence, firstPart, log, extents }: PreparedPart): Keys {
  return {
    log: new Set(log.map((_, index) => nameOf([sequence, firstPart + index]))),
    extents: new Set(extents.map(([key]) => nameOf([...key, sequence]))),
  };
}

function nameOf(key: readonly number[]): string {
  return key.join(':');
}

/** Puts a part. */
export function* preparing(writing: Writing, part: PreparedPart): Generator<Promise<unknown>> {
  const { sequence, firstPart } = part;
  yield* putFiles(writing, part.files);
  for (const [index, bytes] of part.log.entries()) {
    yield writing.objectStore('log').put(bytes, logKey([sequence, firstPart + index]));
  }
  for (const [key, bytes] of part.extents) {
    yield writing.objectStore('extents').put(bytes, extentKey(key, sequence));
  }
}

/** Takes away what groups that were never finished have left. */
export function* tidying(
  writing: Writing,
  { known, listed }: Found,
  ours: Keys,
): Generator<Promise<unknown>> {
  for (const key of listed?.log ?? []) {
    const isLeft = key[0] > known && !ours.log.has(nameOf(key));
    if (isLeft) yield writing.objectStore('log').delete(logKey(key));
  }
  for (const key of listed?.extents ?? []) {
    const isLeft = key[2] > known && !ours.extents.has(nameOf(key));
    if (isLeft) yield writing.objectStore('extents').delete(extentKey([key[0], key[1]], key[2]));
  }
}

/** Puts a group, and takes away what it replaces. */
export function* saving(writing: Writing, group: StoredGroup): Generator<Promise<unknown>> {
  const { sequence } = group.head;
  const log = writing.objectStore('log');
  const extents = writing.objectStore('extents');
  yield* forgetting(writing, group);
  yield log.delete(IDBKeyRange.lowerBound(logKey([sequence, group.preparedParts])));
  yield writing.objectStore('lines').delete(IDBKeyRange.lowerBound(group.linesFrom));
  for (const [index, line] of group.lines.entries()) {
    yield writing.objectStore('lines').put(line, group.linesFrom + index);
  }
  yield* putFiles(writing, group.files);
  for (const [part, bytes] of group.log.entries()) {
    yield log.put(bytes, logKey([sequence, group.preparedParts + part]));
  }
  for (const [key, bytes] of group.extents) yield extents.put(bytes, extentKey(key, sequence));
  for (const [disk, extent] of [...group.preparedExtents, ...group.extents.map(([key]) => key)]) {
    yield extents.delete(IDBKeyRange.bound([disk, extent], [disk, extent, sequence], false, true));
  }
  yield writing.objectStore('head').put(group.head, 'head');
}

/**
 * Holds what was prepared for a group against what is there, and takes away what others have left.
 *
 * @throws DiskError `aborted`: the parts go in transactions of their own, and one of those may have failed
 */
export function* finishing(
  writing: Writing,
  found: Found,
  group: StoredGroup,
): Generator<Promise<unknown>> {
  const { listed, known } = found;
  const { head, preparedParts, preparedExtents, log, extents, reset } = group;
  const { sequence } = head;
  const there: Keys = {
    log: new Set(listed?.log.map(nameOf)),
    extents: new Set(listed?.extents.map(nameOf)),
  };
  const parts = Array.from({ length: preparedParts }, (_, part) => nameOf([sequence, part]));
  const versions = preparedExtents.map((key) => nameOf([...key, sequence]));
  const isWhole =
    parts.every((name) => there.log.has(name)) && versions.every((name) => there.extents.has(name));
  if (!isWhole) throw partMissing();
  const brought = [...log.keys()].map((part) => nameOf([sequence, preparedParts + part]));
  const ours: Keys = {
    log: new Set([...parts, ...brought]),
    extents: new Set([...versions, ...extents.map(([key]) => nameOf([...key, sequence]))]),
  };
  yield* tidying(writing, reset ? { ...found, known: 0 } : found, ours);
  // What an unfinished group has left behind must not become part of this one.
  if (listed === null && known + 1 < sequence) {
    yield writing.objectStore('log').delete(IDBKeyRange.bound([known + 1], [sequence]));
  }
}

/** Takes away what this group replaces; `finishing` does the rest where parts of it were prepared. */
function* forgetting(writing: Writing, group: StoredGroup): Generator<Promise<unknown>> {
  const log = writing.objectStore('log');
  if (!group.reset) {
    if (group.dropLogThrough === 0) return;
    yield log.delete(IDBKeyRange.upperBound([group.dropLogThrough + 1], true));
    return;
  }
  yield log.delete(IDBKeyRange.upperBound([group.head.sequence], true));
  if (group.preparedExtents.length === 0) yield writing.objectStore('extents').clear();
  const files = writing.objectStore('files');
  const kept = [...group.keptFiles].sort();
  let from: IDBKeyRange | null = null;
  for (const hash of kept) {
    yield files.delete(
      from === null
        ? IDBKeyRange.upperBound([hash], true)
        : IDBKeyRange.bound(from.lower, [hash], false, true),
    );
    from = IDBKeyRange.lowerBound([hash, []]);
  }
  yield from === null ? files.clear() : files.delete(from);
}

function* putFiles(
  writing: Writing,
  files: ReadonlyMap<string, Uint8Array>,
): Generator<Promise<unknown>> {
  const store = writing.objectStore('files');
  for (const [hash, bytes] of files) {
    // A file of no bytes is one empty piece.
    for (let piece = 0; piece * FILE_PIECE_BYTES < Math.max(1, bytes.length); piece += 1) {
      const from = piece * FILE_PIECE_BYTES;
      yield store.put(bytes.slice(from, from + FILE_PIECE_BYTES), [hash, piece]);
    }
  }
}
