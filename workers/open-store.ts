import type { StorageRemedy } from './api.ts';
import { DiskError, type DiskErrorKind, type DiskStore } from './disk-store.ts';
import { beginFreshLog } from './fresh-log.ts';
import { IndexedDbStore } from './indexed-db-store.ts';
import { databaseName, deleteLabDatabase, hasNewerSchema } from './lab-database.ts';
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
  /** What a person can do about the problem; null for nothing. */
  readonly remedy: StorageRemedy | null;
  /** That the browser has lost what it kept of the lab; null when it says nothing of the kind. */
  readonly loss: string | null;
  /** The lab as an older version stored it, until it is stored anew; null when there is none. */
  readonly older: OlderLab | null;
  /** Settles when the other tab is gone and this one may write; null when it never will. */
  readonly writable: Promise<boolean>;
  /** Deletes what does not open of this lab, and nothing else, and opens an empty store. @throws DiskError */
  deleteStored(): Promise<OpenedStore>;
  /** Lets go of store and lock. */
  close(): void;
}

/** A page or worker that has just ended may hold the right to write for a moment longer. */
const LOCK_WITHIN_MS = 500;
/** How often an open is tried that does not succeed: browsers fail one now and then that works a moment later. */
const OPEN_TRIES: Partial<Record<DiskErrorKind, number>> = { broken: 4, silent: 2 };
/** Real ms before the second try; twice as long before each further one. */
const TRY_AGAIN_MS = 100;
const REMEDIES: Partial<Record<DiskErrorKind, StorageRemedy>> = {
  newer: 'reload',
  blocked: 'again',
  broken: 'delete',
  silent: 'delete',
};

/** Storage of a lab that nobody asked to keep. */
export function noStore(labId: string, problem: string | null = null): OpenedStore {
  return {
    labId,
    store: null,
    readOnly: false,
    problem,
    remedy: null,
    loss: null,
    older: null,
    deleteStored: nothingToDelete,
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
  let loss: string | null = null;
  try {
    store = await openPatiently(basePath, labId, (text) => {
      loss = text;
    });
    lock = await awaitWriterLock(name, AbortSignal.timeout(LOCK_WITHIN_MS));
    if (lock === null) return readOnlyStore(labId, name, store);
    await beginFreshLog(basePath, labId);
    const older = (await store.lastSequence()) === 0 ? await readOlderLab(basePath, labId) : null;
    return writableStore(labId, store, lock, { loss, older });
  } catch (error) {
    lock?.release();
    store?.close();
    const text = error instanceof Error ? error.message : String(error);
    const remedy = (error instanceof DiskError ? REMEDIES[error.kind] : null) ?? null;
    return {
      ...noStore(labId, `Nothing is saved: ${text}`),
      remedy,
      deleteStored: remedy === 'delete' ? () => deleteStored(basePath, labId) : nothingToDelete,
    };
  }
}

async function openPatiently(
  basePath: string,
  labId: string,
  onLoss: (text: string) => void,
): Promise<DiskStore> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await openNow(basePath, labId, onLoss);
    } catch (error) {
      const most = (error instanceof DiskError ? OPEN_TRIES[error.kind] : null) ?? 1;
      if (tries >= most) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS * 2 ** (tries - 1)));
    }
  }
}

async function openNow(
  basePath: string,
  labId: string,
  onLoss: (text: string) => void,
): Promise<DiskStore> {
  // Before ours is opened: where a newer version keeps the lab, nothing is made beside it.
  if (await hasNewerSchema(basePath, labId, onLoss)) {
    throw new DiskError(
      'newer',
      'This lab was stored by a newer version of Failover Lab; that was left untouched. Reload to get the newer version.',
    );
  }
  return IndexedDbStore.open(databaseName(basePath, labId));
}

/** Deletes a lab's database that does not open; another tab in which it does keeps it. */
async function deleteStored(basePath: string, labId: string): Promise<OpenedStore> {
  const name = databaseName(basePath, labId);
  const lock = await awaitWriterLock(name, AbortSignal.timeout(LOCK_WITHIN_MS));
  if (lock === null) {
    throw new DiskError('blocked', 'Another tab has this lab open. Close it first.');
  }
  try {
    await deleteLabDatabase(name);
  } finally {
    lock.release();
  }
  return openStore(basePath, labId);
}

function nothingToDelete(): Promise<OpenedStore> {
  return Promise.reject(new DiskError('unavailable', 'Nothing of this lab is to be deleted.'));
}

function writableStore(
  labId: string,
  store: DiskStore,
  lock: WriterLock,
  { loss, older }: Pick<OpenedStore, 'loss' | 'older'>,
): OpenedStore {
  return {
    labId,
    store,
    readOnly: false,
    problem: null,
    remedy: null,
    loss,
    older,
    deleteStored: nothingToDelete,
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
    remedy: null,
    loss: null,
    older: null,
    deleteStored: nothingToDelete,
    writable: lock.then((held) => held !== null),
    close: () => {
      waiting.abort();
      store.close();
      void lock.then((held) => held?.release());
    },
  };
}
