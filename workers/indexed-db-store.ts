import {
  DiskError,
  type DiskStore,
  type ExtentKey,
  type LogKey,
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

/** Records fetched at once: 4 MiB at most, well below what a browser can send in one message. */
const RECORDS_AT_ONCE = 4;

type Writing = IDBPTransaction<LabSchema, typeof STORE_NAMES, 'readwrite'>;

/** The driver that keeps a lab in IndexedDB: one database, every group one transaction. */
export class IndexedDbStore implements DiskStore {
  readonly #name: string;
  #database: LabDatabase | null;
  /** The connection ended without our doing since the last save. */
  #wasCut = false;

  private constructor(name: string) {
    this.#name = name;
    this.#database = null;
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
      const reading = database.transaction(['head', 'lines', 'files']);
      const [head, lines, hashes, files] = await Promise.all([
        reading.objectStore('head').get('head'),
        reading.objectStore('lines').getAll(),
        reading.objectStore('files').getAllKeys(),
        reading.objectStore('files').getAll(),
        reading.done,
      ]);
      if (head === undefined) return null;
      const pairs = hashes.map((hash, index) => [hash, files[index] ?? new Uint8Array()] as const);
      return { head, lines, files: new Map(pairs) };
    } catch (error) {
      throw asDiskError(error);
    }
  }

  async readLog(): Promise<StoredRecord<LogKey>[]> {
    const records: StoredRecord<LogKey>[] = [];
    await this.#visit('log', (record) => records.push(record));
    return records;
  }

  readExtents(visit: (record: StoredRecord<ExtentKey>) => void): Promise<void> {
    return this.#visit('extents', visit);
  }

  async save(group: StoredGroup): Promise<void> {
    if (this.#wasCut) {
      // What was stored may be gone: a group that builds on it must not be the first of a new database.
      this.#wasCut = false;
      throw new DiskError('lost', 'The browser cut the connection to IndexedDB.');
    }
    const database = await this.#connect();
    try {
      const writing = database.transaction(STORE_NAMES, 'readwrite', { durability: 'relaxed' });
      // Handled from the start: an abort rejects every request and `done` at once.
      const settled = writing.done;
      settled.catch(() => {});
      try {
        await Promise.all([...requests(writing, group), settled]);
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

  close(): void {
    this.#database?.close();
    this.#database = null;
  }

  async #connect(): Promise<LabDatabase> {
    if (this.#database !== null) return this.#database;
    const forget = () => {
      this.#database = null;
      this.#wasCut = true;
    };
    const database = await openLabDatabase(this.#name, { onCut: forget, onAsked: forget });
    this.#database = database;
    return database;
  }

  async #visit<Name extends 'log' | 'extents'>(
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

/** Issues every request of a group at once: a transaction that waits for anything else commits itself. */
function requests(writing: Writing, group: StoredGroup): Promise<unknown>[] {
  const all: Promise<unknown>[] = [];
  try {
    if (group.reset) all.push(...STORE_NAMES.map((name) => writing.objectStore(name).clear()));
    all.push(writing.objectStore('lines').delete(IDBKeyRange.lowerBound(group.linesFrom)));
    for (const [index, line] of group.lines.entries()) {
      all.push(writing.objectStore('lines').put(line, group.linesFrom + index));
    }
    for (const [hash, bytes] of group.files) {
      all.push(writing.objectStore('files').put(bytes, hash));
    }
    if (group.dropLogThrough > 0) {
      const dropped = IDBKeyRange.upperBound([group.dropLogThrough + 1], true);
      all.push(writing.objectStore('log').delete(dropped));
    }
    for (const [part, bytes] of group.log.entries()) {
      all.push(writing.objectStore('log').put(bytes, logKey([group.head.sequence, part])));
    }
    for (const [key, bytes] of group.extents) {
      all.push(writing.objectStore('extents').put(bytes, extentKey(key)));
    }
    all.push(writing.objectStore('head').put(group.head, 'head'));
    writing.commit();
  } finally {
    for (const request of all) request.catch(() => {});
  }
  return all;
}

/** One unreadable record must not hide its neighbours: after a failure each is read alone. */
async function readSome<Name extends 'log' | 'extents'>(
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
    return new DiskError('lost', `The connection to IndexedDB was lost (${text}).`);
  }
  return new DiskError('aborted', `The browser did not store the last changes (${text}).`);
}
