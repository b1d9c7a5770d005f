import { DiskError, type DiskStore } from './disk-store.ts';
import { IndexedDbStore } from './indexed-db-store.ts';
import { databaseName, hasNewerSchema } from './lab-database.ts';
import { readOlderLab, type OlderLab } from './older-store.ts';
import { awaitWriterLock, type WriterLock } from './writer-lock.ts';

/** The store of one lab, and what may be done with it. */
export interface OpenedStore {
  /** Names the lab in its records. */
  readonly labId: string;
  /** Null: there is no storage here, and the lab lives in memory. */
  readonly store: DiskStore | null;
  /** Another tab writes this lab. */
  readonly readOnly: boolean;
  /** Why there is no storage, or nothing is written; null when all is well. */
  readonly problem: string | null;
  /** The lab as an older version stored it, until it is stored anew; null when there is none. */
  readonly older: OlderLab | null;
  /** Settles when the other tab is gone and this one may write; null when it never will. */
  readonly writable: Promise<boolean>;
  /** Lets go of store and lock. */
  close(): void;
}

/** A page or worker that has just ended may hold the right to write for a moment longer. */
const LOCK_WITHIN_MS = 500;

/** Storage of a lab that nobody asked to keep. */
export function noStore(labId: string, problem: string | null = null): OpenedStore {
  return {
    labId,
    store: null,
    readOnly: false,
    problem,
    older: null,
    writable: Promise.resolve(false),
    close: () => {},
  };
}

/**
 * Opens a lab's database and takes the right to write it. Never rejects: without storage the lab
 * runs in memory, and says why.
 *
 * @param basePath  path of the site that serves the lab
 */
export async function openStore(basePath: string, labId: string): Promise<OpenedStore> {
  const name = databaseName(basePath, labId);
  let lock: WriterLock | null = null;
  let store: DiskStore | null = null;
  try {
    // Before ours is opened: where a newer version keeps the lab, nothing is made beside it.
    if (await hasNewerSchema(basePath, labId)) {
      const text =
        'This lab was stored by a newer version of Failover Lab; that was left untouched, and nothing is saved here. Reload to get the newer version.';
      return noStore(labId, text);
    }
    store = await openTwice(name);
    lock = await awaitWriterLock(name, AbortSignal.timeout(LOCK_WITHIN_MS));
    if (lock === null) return readOnlyStore(labId, name, store);
    const older = (await store.lastSequence()) === 0 ? await readOlderLab(basePath, labId) : null;
    return writableStore(labId, store, lock, older);
  } catch (error) {
    lock?.release();
    store?.close();
    const text = error instanceof Error ? error.message : String(error);
    return noStore(labId, `Nothing is saved: ${text}`);
  }
}

/** Browsers fail an open now and then that works a moment later. */
async function openTwice(name: string): Promise<DiskStore> {
  try {
    return await IndexedDbStore.open(name);
  } catch (error) {
    if (error instanceof DiskError && error.kind !== 'unavailable') throw error;
    return await IndexedDbStore.open(name);
  }
}

function writableStore(
  labId: string,
  store: DiskStore,
  lock: WriterLock,
  older: OlderLab | null,
): OpenedStore {
  return {
    labId,
    store,
    readOnly: false,
    problem: null,
    older,
    writable: Promise.resolve(false),
    close: () => {
      store.close();
      lock.release();
    },
  };
}

function readOnlyStore(labId: string, name: string, store: DiskStore): OpenedStore {
  const waiting = new AbortController();
  const lock = awaitWriterLock(name, waiting.signal);
  return {
    labId,
    store,
    readOnly: true,
    problem: 'Another tab has this lab open and saves it; what happens in this one is not saved.',
    older: null,
    writable: lock.then((held) => held !== null),
    close: () => {
      waiting.abort();
      store.close();
      void lock.then((held) => held?.release());
    },
  };
}
