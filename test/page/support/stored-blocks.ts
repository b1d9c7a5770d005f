/*
 * The stored bytes of a lab, looked at from outside: while no lab is open, straight in the browser's IndexedDB and by
 * the published layout of a record, with no code of the lab.
 */
import { createHash } from 'node:crypto';
import type { Page } from 'puppeteer-core';

const BLOCK_BYTES = 4096;
/** Clusters' `S:` by the number under which their blocks are stored. */
const DISKS = { first: 0, second: 1 } as const;

/** SHA-256 of the newest stored version of each block of the first cluster's `S:`. */
export async function storedBlockHashes(page: Page): Promise<ReadonlySet<string>> {
  const hashes = await inDatabase(page, 'readonly', {
    blockBytes: BLOCK_BYTES,
    disk: DISKS.first,
    needle: '',
  });
  return new Set(hashes);
}

/**
 * Changes one bit of a block of one cluster's `S:` wherever it is stored.
 *
 * @param block  how the block begins: bytes that no other block of the disk begins with
 * @returns how many records held it
 */
export async function flipStoredBit(
  page: Page,
  block: Uint8Array,
  cluster: keyof typeof DISKS = 'first',
): Promise<number> {
  const flipped = await inDatabase(page, 'readwrite', {
    blockBytes: BLOCK_BYTES,
    disk: DISKS[cluster],
    needle: Array.from(block.subarray(0, 32), String).join(),
  });
  return flipped.length;
}

/** SHA-256 of each whole block of a file; what is left behind the last one is not looked at. */
export function blockHashes(file: Uint8Array): string[] {
  return Array.from({ length: Math.floor(file.length / BLOCK_BYTES) }, (_, index) =>
    createHash('sha256')
      .update(file.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES))
      .digest('hex'),
  );
}

/** Goes over all records, log after extents, and hashes each block or flips the one that begins with the needle. */
function inDatabase(
  page: Page,
  mode: IDBTransactionMode,
  what: { blockBytes: number; disk: number; needle: string },
): Promise<string[]> {
  return page.evaluate(
    async (access, { blockBytes, disk, needle }) => {
      const [found, ...others] = await indexedDB.databases();
      if (found?.name === undefined || others.length > 0) throw new Error('expected one database');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(found.name as string);
        opening.onsuccess = () => {
          resolve(opening.result);
        };
        opening.onerror = () => {
          reject(new Error('the database does not open'));
        };
      });
      const settled = (work: IDBTransaction): Promise<void> =>
        new Promise((resolve, reject) => {
          work.oncomplete = () => {
            resolve();
          };
          work.onabort = () => {
            reject(new Error('the database does not answer'));
          };
        });
      const stores = ['extents', 'log'];
      const looking = database.transaction(stores, 'readonly');
      const asked = stores.map((name) => {
        const store = looking.objectStore(name);
        return { name, keys: store.getAllKeys(), values: store.getAll() as IDBRequest<unknown[]> };
      });
      await settled(looking);
      const newest = new Map<number, { sequence: number; bytes: Uint8Array<ArrayBuffer> }>();
      const flipped: string[] = [];
      const changed: { name: string; key: IDBValidKey; record: Uint8Array }[] = [];
      for (const { name, keys, values } of asked) {
        for (const [place, value] of values.result.entries()) {
          // A large record is stored as a blob.
          const record =
            value instanceof Blob
              ? new Uint8Array(await value.arrayBuffer())
              : (value as Uint8Array<ArrayBuffer>);
          const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
          const count = view.getUint32(4, true);
          const sequence = view.getFloat64(8, true);
          const before = flipped.length;
          for (let index = 0; index < count; index += 1) {
            const entryAt = 24 + index * 16;
            if (view.getUint32(entryAt, true) !== disk) continue;
            const bytesAt = 24 + count * 16 + index * blockBytes;
            const bytes = record.subarray(bytesAt, bytesAt + blockBytes);
            if (needle !== '') {
              if (bytes.subarray(0, 32).join() !== needle) continue;
              bytes[100] = (bytes[100] as number) ^ 1;
              flipped.push(name);
              continue;
            }
            const block = view.getUint32(entryAt + 4, true);
            const known = newest.get(block);
            if (known === undefined || known.sequence <= sequence) {
              newest.set(block, { sequence, bytes });
            }
          }
          const key = keys.result[place];
          if (flipped.length > before && key !== undefined) changed.push({ name, key, record });
        }
      }
      if (changed.length > 0) {
        const changing = database.transaction(stores, access);
        for (const { name, key, record } of changed) changing.objectStore(name).put(record, key);
        await settled(changing);
      }
      database.close();
      if (needle !== '') return flipped;
      return Promise.all(
        [...newest.values()].map(async ({ bytes }) => {
          const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
          return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
        }),
      );
    },
    mode,
    what,
  );
}
