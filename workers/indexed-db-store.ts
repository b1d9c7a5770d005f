import {
  checkExpected,
  concatenated,
  DiskError,
  type DiskStore,
  type ExpectedHead,
  type ExtentVersion,
  type HeadMark,
  type LogKey,
  type PreparedPart,
  type RecordBytes,
  type StoredGroup,
  type StoredLab,
  type StoredRecord,
} from './disk-store.ts';
import { openLabDatabase, STORE_NAMES, type LabDatabase, type LabSchema } from './lab-database.ts';
import {
  finishing,
  keysOf,
  preparing,
  saving,
  tidying,
  type Found,
  type Writing,
} from './indexed-db-requests.ts';
import { dropReserve, keepReserve } from './store-reserve.ts';
import { joinedPieces, storedLabOf } from './stored-shape.ts';

/** Records that are fetched at a time: 4 MiB each at most, well below what a browser can send in one message. */
const RECORDS_AT_ONCE = 6;
/** Bytes from which on a record is stored as a blob. */
const BLOB_BYTES_MIN = 1024 * 1024;

/** What a transaction does. */
interface Write {
  readonly after: ExpectedHead;
  readonly durability: IDBTransactionDurability;
  /** Looks at what is there first: records may be there that no head names. */
  readonly mustList: boolean;
  /** Makes every request that needs to know nothing, at once. */
  readonly issue: (writing: Writing) => Iterable<Promise<unknown>>;
  /** Makes those that depend on what is there. @throws DiskError when it must not go on */
  readonly tidy: (writing: Writing, found: Found) => Iterable<Promise<unknown>>;
}

/** The driver that keeps a lab in IndexedDB: one database, every group one transaction. */
export class IndexedDbStore implements DiskStore {
  readonly #name: string;
  #database: LabDatabase | null = null;
  #connecting: Promise<LabDatabase> | null = null;
  /** Every record there is belongs to the head. */
  #isClean = false;
  /** Some browsers store no blobs where they store all else, as in private windows: then bytes have to do. */
  #hasBlobs = typeof Blob !== 'undefined';
  /** The connection ended without our doing since the last save. */
  #wasCut = false;
  #tellCut: () => void = () => {};
  /** Gives up what is asked of the connection that there is. */
  readonly #unanswered = new Set<(cause: DiskError) => void>();
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
    const found = await this.#ask(async (database) => {
      const reading = database.transaction(['head', 'lines']);
      const [head, keys, lines] = await Promise.all([
        reading.objectStore('head').get('head'),
        reading.objectStore('lines').getAllKeys(),
        reading.objectStore('lines').getAll(),
        reading.done,
      ]);
      return { head, lines: keys.map((key, at) => [key, lines[at]] as const) };
    });
    const { head, lines } = found;
    return head === undefined ? null : storedLabOf({ head, lines, files: await this.#files() });
  }

  readLog(visit: (record: StoredRecord<LogKey>) => void): Promise<void> {
    return this.#visit('log', visit);
  }

  readExtents(visit: (record: StoredRecord<ExtentVersion>) => void): Promise<void> {
    return this.#visit('extents', visit);
  }

  lastSequence(): Promise<number> {
    return this.#ask(async (database) => sequenceOf(await database.get('head', 'head')));
  }

  /** A blob is on its way to the browser's own process at once, while transactions before are still running. */
  pack(pieces: readonly Uint8Array<ArrayBuffer>[]): RecordBytes {
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return this.#hasBlobs && bytes >= BLOB_BYTES_MIN ? new Blob([...pieces]) : concatenated(pieces);
  }

  prepare(part: PreparedPart): Promise<void> {
    const mustList = part.isFirst && !this.#isClean;
    this.#isClean = false;
    return this.#write({
      after: part.after,
      durability: 'relaxed',
      mustList,
      issue: (writing) => preparing(writing, part),
      tidy: (writing, found) => tidying(writing, found, keysOf(part)),
    });
  }

  async save(group: StoredGroup): Promise<void> {
    if (group.head.withoutBlocks === true) await this.#giveUpReserve();
    const mustList = !this.#isClean;
    this.#isClean = false;
    await this.#write({
      after: group.after,
      // What replaces all there was is worth waiting for the disk.
      durability: group.reset ? 'strict' : 'relaxed',
      mustList,
      issue: (writing) => saving(writing, group),
      tidy: (writing, found) => finishing(writing, found, group),
    });
    this.#isClean = true;
    if (group.head.withoutBlocks !== true && !this.#hasReserve) this.#renewReserve();
  }

  onCut(listener: () => void): void {
    this.#tellCut = listener;
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
  }

  /** Verbs that are asked for one after the other meet on one connection. */
  async #connect(): Promise<LabDatabase> {
    if (this.#database !== null) return this.#database;
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #open(): Promise<LabDatabase> {
    const forget = () => {
      this.#database = null;
      this.#isClean = false;
      this.#wasCut = true;
      for (const giveUp of this.#unanswered) giveUp(connectionCut());
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

  async #write(write: Write): Promise<void> {
    if (this.#wasCut) {
      // What was stored may be gone: a group that builds on it must not be the first of a new database.
      this.#wasCut = false;
      throw connectionCut();
    }
    try {
      await this.#ask((database) => transacted(database, write));
    } catch (error) {
      const { kind, cause } = error as DiskError;
      // A dead connection stays dead: the next call opens another.
      if (kind === 'lost') this.close();
      if (cause !== undefined && kind !== 'quota') this.#hasBlobs = false;
      throw error;
    }
  }

  /**
   * Asks the database for something. Chromium may leave that without any answer when storage is cleared meanwhile.
   *
   * @throws DiskError whose cause is what the browser threw, if it did
   */
  async #ask<T>(work: (database: LabDatabase) => Promise<T>): Promise<T> {
    const database = await this.#connect();
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#unanswered.add(reject);
        const settled = (): boolean => this.#unanswered.delete(reject);
        work(database).finally(settled).then(resolve, reject);
      });
    } catch (error) {
      throw asDiskError(error);
    }
  }

  async #files(): Promise<Map<string, Uint8Array>> {
    const pieces = new Map<string, (Uint8Array | null)[]>();
    await this.#visit('files', ({ key: [hash, piece], bytes }) => {
      const all = pieces.get(hash) ?? [];
      all[piece] = bytes;
      pieces.set(hash, all);
    });
    return new Map([...pieces].map(([hash, all]) => [hash, joinedPieces(all)]));
  }

  #visit<Name extends 'log' | 'extents' | 'files'>(
    name: Name,
    visit: (record: StoredRecord<LabSchema[Name]['key']>) => void,
  ): Promise<void> {
    return this.#ask(async (database) => {
      const keys = await database.getAllKeys(name);
      const coming: Promise<Uint8Array | null>[] = [];
      for (const [index, key] of keys.entries()) {
        while (coming.length < Math.min(keys.length, index + RECORDS_AT_ONCE)) {
          const next = keys[coming.length];
          if (next !== undefined) coming.push(readOne(database, name, next));
        }
        visit({ key, bytes: (await coming[index]) ?? null });
        // What was visited is let go of.
        coming[index] = NOTHING;
      }
    });
  }
}

const NOTHING = Promise.resolve(null);

/** Carries out a write; what it cannot carry out wholly it takes back. */
async function transacted(database: LabDatabase, write: Write): Promise<void> {
  const writing = database.transaction(STORE_NAMES, 'readwrite', { durability: write.durability });
  // Handled from the start: an abort rejects every request and `done` at once.
  const settled = writing.done;
  settled.catch(() => {});
  try {
    await carriedOut(writing, write);
    await settled;
  } catch (error) {
    abort(writing);
    await settled.catch(() => {});
    throw error;
  }
}

/**
 * Makes all requests, and commits once what is there is what was expected. Only what the transaction was asked
 * itself is waited for: that keeps it alive, and until it is committed all of it can be taken back.
 */
async function carriedOut(writing: Writing, write: Write): Promise<void> {
  const head = writing.objectStore('head').get('head') as Promise<HeadMark | undefined>;
  head.catch(() => {});
  const listed = write.mustList ? listing(writing, write.after) : Promise.resolve(null);
  listed.catch(() => {});
  const requests = issued(write.issue(writing));
  const found = await head;
  checkExpected(found ?? null, write.after);
  const last = { known: sequenceOf(found), listed: await listed };
  requests.push(...issued(write.tidy(writing, last)));
  writing.commit();
  await Promise.all(requests);
}

function issued(requests: Iterable<Promise<unknown>>): Promise<unknown>[] {
  const all: Promise<unknown>[] = [];
  for (const request of requests) {
    request.catch(() => {});
    all.push(request);
  }
  return all;
}

async function listing(writing: Writing, after: ExpectedHead): Promise<Found['listed']> {
  const from = Math.min(...(after ?? []).map(({ sequence }) => sequence), Infinity);
  const range = from === Infinity ? null : IDBKeyRange.lowerBound([from + 1]);
  const [log, extents] = await Promise.all([
    writing.objectStore('log').getAllKeys(range),
    writing.objectStore('extents').getAllKeys(),
  ]);
  return { log, extents };
}

/** One unreadable record must not hide the others: its bytes are null. */
async function readOne<Name extends 'log' | 'extents' | 'files'>(
  database: LabDatabase,
  name: Name,
  key: LabSchema[Name]['key'],
): Promise<Uint8Array | null> {
  try {
    const value: unknown = await database.get(name, key);
    if (value instanceof Blob) return new Uint8Array(await value.arrayBuffer());
    return value instanceof Uint8Array ? value : null;
  } catch {
    return null;
  }
}

function connectionCut(): DiskError {
  return new DiskError('lost', 'The browser cut the connection to its storage.');
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
    return new DiskError('quota', 'The browser has no room left for this lab.', error);
  }
  if (name === 'InvalidStateError' || name === 'UnknownError') {
    return new DiskError(
      'lost',
      `The connection to the browser’s storage was lost (${text}).`,
      error,
    );
  }
  return new DiskError('aborted', `The browser did not store the last changes (${text}).`, error);
}
