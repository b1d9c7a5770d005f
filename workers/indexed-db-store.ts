import {
  checkExpected,
  DiskError,
  FILE_PIECE_BYTES,
  type DiskStore,
  type ExpectedHead,
  type ExtentKey,
  type HeadMark,
  type LogKey,
  type PreparedPart,
  type StoredGroup,
  type StoredLab,
  type StoredRecord,
} from './disk-store.ts';
import {
  extentKey,
  logKey,
  openLabDatabase,
  STORE_NAMES,
  type LabDatabase,
  type LabSchema,
} from './lab-database.ts';
import type { IDBPTransaction } from 'idb';
import { dropReserve, keepReserve } from './store-reserve.ts';
import { storedLabOf } from './stored-shape.ts';

/** Records fetched at once: 4 MiB at most, well below what a browser can send in one message. */
const RECORDS_AT_ONCE = 4;

type Writing = IDBPTransaction<LabSchema, typeof STORE_NAMES, 'readwrite'>;
/** Issues every request of a transaction at once. `known` is the sequence of the head that is stored. */
type Requests = (writing: Writing, known: number) => Iterable<Promise<unknown>>;

/** The driver that keeps a lab in IndexedDB: one database, every group one transaction. */
export class IndexedDbStore implements DiskStore {
  readonly #name: string;
  #database: LabDatabase | null = null;
  /** The connection ended without our doing since the last save. */
  #wasCut = false;
  #tellCut: () => void = () => {};
  #hasReserve = false;

  private constructor(name: string) {
    this.#name = name;
  }

  /** @throws DiskError as `openLabDatabase` */
  static async open(name: string): Promise<IndexedDbStore> {
    const store = new IndexedDbStore(name);
    await store.#connect();
    return store;
  }

  async load(): Promise<StoredLab | null> {
    const database = await this.#connect();
    try {
      const reading = database.transaction(['head', 'lines']);
      const [head, keys, lines] = await Promise.all([
        reading.objectStore('head').get('head'),
        reading.objectStore('lines').getAllKeys(),
        reading.objectStore('lines').getAll(),
        reading.done,
      ]);
      if (head === undefined) return null;
      const files = await this.#files();
      return storedLabOf({ head, lines: keys.map((key, at) => [key, lines[at]] as const), files });
    } catch (error) {
      throw asDiskError(error);
    }
  }

  readLog(visit: (record: StoredRecord<LogKey>) => void): Promise<void> {
    return this.#visit('log', visit);
  }

  readExtents(visit: (record: StoredRecord<ExtentKey>) => void): Promise<void> {
    return this.#visit('extents', visit);
  }

  async lastSequence(): Promise<number> {
    const database = await this.#connect();
    try {
      return sequenceOf(await database.get('head', 'head'));
    } catch (error) {
      throw asDiskError(error);
    }
  }

  prepare(part: PreparedPart): Promise<void> {
    return this.#write(part.after, 'relaxed', (writing, known) => preparing(writing, known, part));
  }

  async save(group: StoredGroup): Promise<void> {
    if (group.head.withoutBlocks === true) await this.#giveUpReserve();
    // What replaces all there was is worth waiting for the disk.
    const durability = group.reset ? 'strict' : 'relaxed';
    await this.#write(group.after, durability, (writing, known) => saving(writing, known, group));
    if (group.head.withoutBlocks !== true && !this.#hasReserve) this.#renewReserve();
  }

  onCut(listener: () => void): void {
    this.#tellCut = listener;
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
  }

  async #connect(): Promise<LabDatabase> {
    if (this.#database !== null) return this.#database;
    const forget = () => {
      this.#database = null;
      this.#wasCut = true;
      this.#tellCut();
    };
    const database = await openLabDatabase(this.#name, { onCut: forget, onAsked: forget });
    this.#database = database;
    return database;
  }

  /** Nobody waits for it: what is saved does not depend on it. */
  #renewReserve(): void {
    if (this.#database === null) return;
    this.#hasReserve = true;
    keepReserve(this.#database).catch(() => {
      // Without room for it now, it is tried again after the next group.
      this.#hasReserve = false;
    });
  }

  async #giveUpReserve(): Promise<void> {
    this.#hasReserve = false;
    const database = await this.#connect();
    await dropReserve(database).catch(() => {
      // It may never have been there.
    });
  }

  async #write(
    after: ExpectedHead,
    durability: IDBTransactionDurability,
    issue: Requests,
  ): Promise<void> {
    if (this.#wasCut) {
      // What was stored may be gone: a group that builds on it must not be the first of a new database.
      this.#wasCut = false;
      throw new DiskError('lost', 'The browser cut the connection to its storage.');
    }
    const database = await this.#connect();
    try {
      const writing = database.transaction(STORE_NAMES, 'readwrite', { durability });
      // Handled from the start: an abort rejects every request and `done` at once.
      const settled = writing.done;
      settled.catch(() => {});
      try {
        // The only wait inside: for the transaction's own request, which keeps it alive.
        const head: HeadMark | undefined = await writing.objectStore('head').get('head');
        checkExpected(head ?? null, after);
        await Promise.all([...issued(writing, issue(writing, sequenceOf(head))), settled]);
      } catch (error) {
        abort(writing);
        await settled.catch(() => {});
        throw error;
      }
    } catch (error) {
      const failure = asDiskError(error);
      // A dead connection stays dead: the next call opens another.
      if (failure.kind === 'lost') this.close();
      throw failure;
    }
  }

  async #files(): Promise<Map<string, Uint8Array>> {
    const pieces = new Map<string, (Uint8Array | null)[]>();
    await this.#visit('files', ({ key: [hash, piece], bytes }) => {
      const all = pieces.get(hash) ?? [];
      all[piece] = bytes;
      pieces.set(hash, all);
    });
    return new Map([...pieces].map(([hash, all]) => [hash, joined(all)]));
  }

  async #visit<Name extends 'log' | 'extents' | 'files'>(
    name: Name,
    visit: (record: StoredRecord<LabSchema[Name]['key']>) => void,
  ): Promise<void> {
    const database = await this.#connect();
    try {
      const keys = await database.getAllKeys(name);
      for (let first = 0; first < keys.length; first += RECORDS_AT_ONCE) {
        const some = keys.slice(first, first + RECORDS_AT_ONCE);
        const values = await readSome(database, name, some);
        for (const [index, key] of some.entries()) visit({ key, bytes: values[index] ?? null });
      }
    } catch (error) {
      throw asDiskError(error);
    }
  }
}

/** Makes the requests, and commits: a transaction that waits for anything else commits itself. */
function issued(writing: Writing, requests: Iterable<Promise<unknown>>): Promise<unknown>[] {
  const all: Promise<unknown>[] = [];
  try {
    for (const request of requests) all.push(request);
    writing.commit();
  } finally {
    for (const request of all) request.catch(() => {});
  }
  return all;
}

function* preparing(
  writing: Writing,
  known: number,
  part: PreparedPart,
): Generator<Promise<unknown>> {
  const log = writing.objectStore('log');
  if (part.firstPart === 0) yield log.delete(IDBKeyRange.lowerBound([known + 1]));
  yield* putFiles(writing, part.files);
  for (const [index, bytes] of part.log.entries()) {
    yield log.put(bytes, logKey([part.sequence, part.firstPart + index]));
  }
}

function* saving(writing: Writing, known: number, group: StoredGroup): Generator<Promise<unknown>> {
  const { sequence } = group.head;
  const log = writing.objectStore('log');
  yield* forgetting(writing, group);
  // What an unfinished group has left behind must not become part of this one.
  if (known + 1 < sequence) yield log.delete(IDBKeyRange.bound([known + 1], [sequence]));
  yield log.delete(IDBKeyRange.lowerBound(logKey([sequence, group.preparedParts])));
  yield writing.objectStore('lines').delete(IDBKeyRange.lowerBound(group.linesFrom));
  for (const [index, line] of group.lines.entries()) {
    yield writing.objectStore('lines').put(line, group.linesFrom + index);
  }
  yield* putFiles(writing, group.files);
  for (const [part, bytes] of group.log.entries()) {
    yield log.put(bytes, logKey([sequence, group.preparedParts + part]));
  }
  for (const [key, bytes] of group.extents) {
    yield writing.objectStore('extents').put(bytes, extentKey(key));
  }
  yield writing.objectStore('head').put(group.head, 'head');
}

function* forgetting(writing: Writing, group: StoredGroup): Generator<Promise<unknown>> {
  const log = writing.objectStore('log');
  if (!group.reset) {
    if (group.dropLogThrough === 0) return;
    yield log.delete(IDBKeyRange.upperBound([group.dropLogThrough + 1], true));
    return;
  }
  yield log.delete(IDBKeyRange.upperBound([group.head.sequence], true));
  yield writing.objectStore('extents').clear();
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

/** Bytes of a file from its pieces; what is missing leaves a file whose hash does not match. */
function joined(pieces: readonly (Uint8Array | null | undefined)[]): Uint8Array {
  const present = pieces.filter((piece) => piece instanceof Uint8Array);
  const bytes = new Uint8Array(present.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of present) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** One unreadable record must not hide its neighbours: after a failure each is read alone. */
async function readSome<Name extends 'log' | 'extents' | 'files'>(
  database: LabDatabase,
  name: Name,
  keys: readonly LabSchema[Name]['key'][],
): Promise<(Uint8Array | null)[]> {
  try {
    const values = await Promise.all(keys.map((key) => database.get(name, key)));
    return values.map((value) => (value instanceof Uint8Array ? value : null));
  } catch {
    const alone = await Promise.allSettled(keys.map((key) => database.get(name, key)));
    return alone.map((one) =>
      one.status === 'fulfilled' && one.value instanceof Uint8Array ? one.value : null,
    );
  }
}

/** Also of a head that somebody has changed. */
function sequenceOf(head: HeadMark | undefined): number {
  return Number.isSafeInteger(head?.sequence) ? (head?.sequence ?? 0) : 0;
}

function abort(writing: Writing): void {
  try {
    writing.abort();
  } catch {
    // It has ended already, which is why we are here.
  }
}

function asDiskError(error: unknown): DiskError {
  if (error instanceof DiskError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const text = error instanceof Error ? error.message : String(error);
  if (name === 'QuotaExceededError') {
    return new DiskError('quota', 'The browser has no room left for this lab.');
  }
  if (name === 'InvalidStateError' || name === 'UnknownError') {
    return new DiskError('lost', `The connection to the browser’s storage was lost (${text}).`);
  }
  return new DiskError('aborted', `The browser did not store the last changes (${text}).`);
}
