import type { IDBPDatabase } from 'idb';
import type { LabDatabase } from './lab-database.ts';

/** Room that is kept aside, to be given up for the run when there is none left. */
const RESERVE_BYTES = 1024 * 1024;
/** As many random bytes as a browser gives at once. */
const RANDOM_BYTES_MAX = 65_536;
/** Beside the head, which has a key of its own. */
const KEY = 'reserve';

/** Keeps the room aside, unless it is already. */
export async function keepReserve(database: LabDatabase): Promise<void> {
  const writing = plain(database).transaction('head', 'readwrite');
  const settled = writing.done;
  settled.catch(() => {});
  if ((await writing.store.count(KEY)) === 0) await writing.store.put(reserveBytes(), KEY);
  await settled;
}

/** Gives the room up. */
export async function dropReserve(database: LabDatabase): Promise<void> {
  await plain(database).delete('head', KEY);
}

/** The schema knows but one kind of record there. */
function plain(database: LabDatabase): IDBPDatabase {
  return database as unknown as IDBPDatabase;
}

/** Browsers compress what they store: only noise takes as much room as it is long. */
function reserveBytes(): Uint8Array {
  const bytes = new Uint8Array(RESERVE_BYTES);
  for (let at = 0; at < RESERVE_BYTES; at += RANDOM_BYTES_MAX) {
    crypto.getRandomValues(bytes.subarray(at, at + RANDOM_BYTES_MAX));
  }
  return bytes;
}
