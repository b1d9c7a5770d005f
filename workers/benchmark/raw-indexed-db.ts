/** IndexedDB without anything around it: the plainest loops that write and read bytes. */

/** How a loop cuts bytes into records and transactions. */
export interface RecordShape {
  readonly recordBytes: number;
  readonly recordsAtOnce: number;
  /** Records are blobs, not bytes. */
  readonly asBlobs: boolean;
  /** Transactions that are begun before the first of them has ended. */
  readonly inFlight: number;
}

const STORE = 'records';
const MEBIBYTE = 2 ** 20;
const RECORD_BYTES = [MEBIBYTE / 16, MEBIBYTE / 4, MEBIBYTE, 4 * MEBIBYTE] as const;
const TRANSACTION_BYTES = [MEBIBYTE, 4 * MEBIBYTE, 16 * MEBIBYTE] as const;
/** Records below which a blob, a file of its own, was never the quicker one. */
const BLOB_BYTES_MIN = MEBIBYTE;
/** Records read at a time. */
const READ_AT_ONCE = 6;

/** Shapes worth trying: which one is quickest differs between browsers, and between disks. */
export const RECORD_SHAPES: readonly RecordShape[] = RECORD_BYTES.flatMap((recordBytes) =>
  TRANSACTION_BYTES.filter((bytes) => bytes >= recordBytes).flatMap((bytes) =>
    (recordBytes >= BLOB_BYTES_MIN ? [false, true] : [false]).flatMap((asBlobs) =>
      [1, 2].map((inFlight) => ({
        recordBytes,
        recordsAtOnce: bytes / recordBytes,
        asBlobs,
        inFlight,
      })),
    ),
  ),
);

/** The shapes of one record a block of 4 KiB. */
export const BLOCK_SHAPES: readonly RecordShape[] = TRANSACTION_BYTES.map((bytes) => ({
  recordBytes: 4096,
  recordsAtOnce: bytes / 4096,
  asBlobs: false,
  inFlight: 1,
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
  async write(bytes: Uint8Array<ArrayBuffer>, shape: RecordShape): Promise<void> {
    const { recordBytes, recordsAtOnce, asBlobs, inFlight } = shape;
    const flying: Promise<void>[] = [];
    for (let key = 0; key * recordBytes < bytes.length; key += recordsAtOnce) {
      await flying.at(-inFlight);
      const writing = this.#database.transaction(STORE, 'readwrite', { durability: 'relaxed' });
      const store = writing.objectStore(STORE);
      const end = Math.min(key + recordsAtOnce, Math.ceil(bytes.length / recordBytes));
      for (let i = key; i < end; i++) {
        const record = bytes.subarray(i * recordBytes, (i + 1) * recordBytes);
        store.put(asBlobs ? new Blob([record]) : record.slice(), i);
      }
      writing.commit();
      flying.push(complete(writing));
    }
    await Promise.all(flying);
  }

  /** Reads all records back, some at a time. @returns how many bytes there were */
  async read(): Promise<number> {
    const store = this.#database.transaction(STORE).objectStore(STORE);
    const keys = await settled(store.getAllKeys());
    const coming: Promise<number>[] = [];
    for (const key of keys) {
      await coming.at(-READ_AT_ONCE);
      coming.push(this.#readOne(key));
    }
    return (await Promise.all(coming)).reduce((sum, bytes) => sum + bytes, 0);
  }

  async #readOne(key: IDBValidKey): Promise<number> {
    const store = this.#database.transaction(STORE).objectStore(STORE);
    const record = (await settled(store.get(key))) as Uint8Array | Blob;
    if (record instanceof Uint8Array) return record.length;
    return (await record.arrayBuffer()).byteLength;
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

/** The quickest of some shapes: of two tries on these bytes, the better one counts. */
export async function quickestShape(
  database: RawDatabase,
  shapes: readonly RecordShape[],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<RecordShape> {
  let best: { shape: RecordShape; elapsedMs: number } | null = null;
  for (const shape of [...shapes, ...shapes]) {
    await database.clear();
    const start = performance.now();
    await database.write(bytes, shape);
    const elapsedMs = performance.now() - start;
    if (best === null || elapsedMs < best.elapsedMs) best = { shape, elapsedMs };
  }
  if (best === null) throw new Error('There is no shape to try.');
  return best.shape;
}

/** `4096 KiB × 4, blobs, 2 at a time`: a record's size, how many share a transaction, how many of these are begun. */
export function shapeText({ recordBytes, recordsAtOnce, ...shape }: RecordShape): string {
  const texts = [`${String(recordBytes / 1024)} KiB × ${String(recordsAtOnce)}`];
  if (shape.asBlobs) texts.push('blobs');
  if (shape.inFlight > 1) texts.push(`${String(shape.inFlight)} at a time`);
  return texts.join(', ');
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
