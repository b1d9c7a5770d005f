/** IndexedDB without anything around it: the plainest loops that write and read bytes. */

/** How a loop cuts bytes into records and transactions. */
export interface RecordShape {
  readonly recordBytes: number;
  readonly recordsAtOnce: number;
}

const STORE = 'records';
const MEBIBYTE = 2 ** 20;
const RECORD_BYTES = [MEBIBYTE / 16, MEBIBYTE / 4, MEBIBYTE, 4 * MEBIBYTE] as const;
const TRANSACTION_BYTES = [MEBIBYTE, 4 * MEBIBYTE, 16 * MEBIBYTE] as const;

/** Shapes worth trying: which one is quickest differs between browsers, and between disks. */
export const RECORD_SHAPES: readonly RecordShape[] = RECORD_BYTES.flatMap((recordBytes) =>
  TRANSACTION_BYTES.filter((bytes) => bytes >= recordBytes).map((bytes) => ({
    recordBytes,
    recordsAtOnce: bytes / recordBytes,
  })),
);

/** The shapes of one record a block of 4 KiB. */
export const BLOCK_SHAPES: readonly RecordShape[] = TRANSACTION_BYTES.map((bytes) => ({
  recordBytes: 4096,
  recordsAtOnce: bytes / 4096,
}));

/** A database with one store, keys 0, 1, 2 … */
export class RawDatabase {
  readonly #name: string;
  readonly #database: IDBDatabase;

  private constructor(name: string, database: IDBDatabase) {
    this.#name = name;
    this.#database = database;
  }

  static async open(name: string): Promise<RawDatabase> {
    await deleteRawDatabase(name);
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE);
    };
    return new RawDatabase(name, await settled(request));
  }

  /** Writes all these bytes, copied record by record as anybody must who goes on using them. */
  async write(bytes: Uint8Array, { recordBytes, recordsAtOnce }: RecordShape): Promise<void> {
    for (let key = 0; key * recordBytes < bytes.length; key += recordsAtOnce) {
      const writing = this.#database.transaction(STORE, 'readwrite', { durability: 'relaxed' });
      const store = writing.objectStore(STORE);
      const end = Math.min(key + recordsAtOnce, Math.ceil(bytes.length / recordBytes));
      for (let i = key; i < end; i++) {
        store.put(bytes.slice(i * recordBytes, (i + 1) * recordBytes), i);
      }
      writing.commit();
      await complete(writing);
    }
  }

  /** Reads all records back, a few MiB at once. @returns how many bytes there were */
  async read({ recordBytes }: RecordShape): Promise<number> {
    const atOnce = Math.max(1, (4 * MEBIBYTE) / recordBytes);
    let bytes = 0;
    for (let key = 0; ; key += atOnce) {
      const store = this.#database.transaction(STORE).objectStore(STORE);
      const range = IDBKeyRange.bound(key, key + atOnce, false, true);
      const records = (await settled(store.getAll(range))) as Uint8Array[];
      if (records.length === 0) return bytes;
      for (const record of records) bytes += record.length;
    }
  }

  async clear(): Promise<void> {
    const writing = this.#database.transaction(STORE, 'readwrite', { durability: 'relaxed' });
    writing.objectStore(STORE).clear();
    await complete(writing);
  }

  /** Closes and deletes. */
  async drop(): Promise<void> {
    this.#database.close();
    await deleteRawDatabase(this.#name);
  }
}

/** Deletes a database, if it is there. */
export async function deleteRawDatabase(name: string): Promise<void> {
  await settled(indexedDB.deleteDatabase(name));
}

/** The quickest of some shapes, each tried once on these bytes. */
export async function quickestShape(
  database: RawDatabase,
  shapes: readonly RecordShape[],
  bytes: Uint8Array,
): Promise<RecordShape> {
  let best: { shape: RecordShape; elapsedMs: number } | null = null;
  for (const shape of shapes) {
    await database.clear();
    const start = performance.now();
    await database.write(bytes, shape);
    const elapsedMs = performance.now() - start;
    if (best === null || elapsedMs < best.elapsedMs) best = { shape, elapsedMs };
  }
  if (best === null) throw new Error('There is no shape to try.');
  return best.shape;
}

/** `1024 KiB × 4`: a record's size, and how many share a transaction. */
export function shapeText({ recordBytes, recordsAtOnce }: RecordShape): string {
  return `${String(recordBytes / 1024)} KiB × ${String(recordsAtOnce)}`;
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB gave no reason.'));
    };
  });
}

function complete(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('IndexedDB gave no reason.'));
    };
  });
}
