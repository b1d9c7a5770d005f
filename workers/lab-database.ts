import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import {
  DiskError,
  STORE_SCHEMA,
  type ExtentKey,
  type LogKey,
  type RecordBytes,
  type StoredHead,
} from './disk-store.ts';
import type { RunLine } from './core/run.ts';

/** The stores of one lab's database. All keys are out of line, nothing is indexed. */
export interface LabSchema extends DBSchema {
  head: { key: 'head'; value: StoredHead };
  lines: { key: number; value: RunLine };
  files: { key: [hash: string, piece: number]; value: Uint8Array };
  log: { key: [sequence: number, part: number]; value: RecordBytes };
  extents: { key: [disk: number, extent: number, sequence: number]; value: RecordBytes };
}

export type LabDatabase = IDBPDatabase<LabSchema>;
export const STORE_NAMES = ['head', 'lines', 'files', 'log', 'extents'] as const;

/** A browser may never answer an open; beyond this it counts as refused. */
const OPEN_WITHIN_MS = 3000;
/** How many schemas behind ours are looked for: names are tried one by one, since a list would show other sites' parts. */
const NEWER_SCHEMAS_MAX = 3;

/** Told when the connection ends without being closed by us. */
export interface ConnectionEnd {
  /** The browser cut it: storage was cleared, or its process died. */
  onCut(): void;
  /** Another tab wants to delete or upgrade the database: it has been closed to let it. */
  onAsked(): void;
}

/**
 * Name of a lab's database.
 *
 * @param basePath  path of the site that serves the lab, so that two sites of one origin do not meet
 */
export function databaseName(basePath: string, labId: string, schema = STORE_SCHEMA): string {
  return `failover-lab:${basePath}:v${String(schema)}:${labId}`;
}

/**
 * Whether a newer version has stored this lab under a schema above ours. Never makes a database.
 *
 * @param onLoss  told, with a text, when the browser has deleted all that it kept of this site
 * @throws DiskError `broken` or `silent` when the browser does not tell
 */
export async function hasNewerSchema(
  basePath: string,
  labId: string,
  onLoss: (text: string) => void,
): Promise<boolean> {
  const names = Array.from({ length: NEWER_SCHEMAS_MAX }, (_, index) =>
    databaseName(basePath, labId, STORE_SCHEMA + 1 + index),
  );
  const found = await Promise.all(names.map((name) => openExisting(name, onLoss)));
  for (const database of found) database?.close();
  return found.some((database) => database !== null);
}

/**
 * Opens a database that is there already, whatever its version.
 *
 * @returns null when there is none
 * @throws DiskError `broken`, `silent` or `unavailable`
 */
export async function openExisting(
  name: string,
  onLoss: (text: string) => void = () => {},
): Promise<IDBPDatabase | null> {
  if (typeof indexedDB === 'undefined') return null;
  const found = { isMissing: false };
  const opening = openSafely(name, undefined, {
    upgrade(_database, _oldVersion, _newVersion, transaction, event) {
      const loss = lossText(event);
      if (loss !== null) onLoss(loss);
      // Only what does not exist is upgraded here: taken back, it never was.
      found.isMissing = true;
      transaction.done.catch(() => {});
      transaction.abort();
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
  try {
    return await withinTime(opening, () => false);
  } catch (error) {
    if (found.isMissing) return null;
    throw error;
  }
}

/**
 * Opens a lab's database, making it if there is none.
 *
 * @throws DiskError `newer` (left untouched), `blocked`, `broken`, `silent`, or `unavailable`: refused or absent
 */
export async function openLabDatabase(name: string, end: ConnectionEnd): Promise<LabDatabase> {
  if (typeof indexedDB === 'undefined') {
    throw new DiskError('unavailable', 'This browser offers no IndexedDB here.');
  }
  let database: LabDatabase | null = null;
  let isBlocked = false;
  const opening = openSafely<LabSchema>(name, STORE_SCHEMA, {
    upgrade(fresh, _oldVersion, _newVersion, transaction) {
      transaction.done.catch(() => {});
      // What lies under our name and is not of our making stays as it is.
      if (fresh.objectStoreNames.length > 0) transaction.abort();
      else for (const store of STORE_NAMES) fresh.createObjectStore(store);
    },
    blocked() {
      isBlocked = true;
    },
    blocking() {
      database?.close();
      end.onAsked();
    },
    terminated() {
      end.onCut();
    },
  });
  const opened = await withinTime(opening, () => isBlocked);
  database = opened;
  if (STORE_NAMES.every((store) => opened.objectStoreNames.contains(store))) return opened;
  opened.close();
  throw new DiskError(
    'newer',
    'What is stored under the name of this lab was not made by this version; it was left untouched.',
  );
}

/** Deletes a lab's database. @throws DiskError `blocked`, `broken`, `silent` or `unavailable`: it is still there */
export async function deleteLabDatabase(name: string): Promise<void> {
  let isBlocked = false;
  const deleting = deleteSafely(name, {
    blocked() {
      isBlocked = true;
    },
  });
  await withinTime(
    deleting.then(() => NOTHING_OPEN),
    () => isBlocked,
  );
}

const NOTHING_OPEN = { close: () => {} };

/** Our keys are read-only; the library's are not. */
export function logKey(key: LogKey): [sequence: number, part: number] {
  return [key[0], key[1]];
}

export function extentKey(
  key: ExtentKey,
  sequence: number,
): [disk: number, extent: number, sequence: number] {
  return [key[0], key[1], sequence];
}

/** Chromium deletes all databases of a site when it finds one damaged, and says so to the first that is made then. */
function lossText(event: IDBVersionChangeEvent): string | null {
  const { dataLoss, dataLossMessage } = event as { dataLoss?: string; dataLossMessage?: string };
  if (dataLoss !== 'total') return null;
  return `The browser found what it kept of this site damaged, and deleted all of it (${dataLossMessage ?? 'it does not say why'}).`;
}

/** A browser that refuses all storage throws at once, where others reject. */
async function openSafely<Schema>(
  ...parameters: Parameters<typeof openDB<Schema>>
): Promise<IDBPDatabase<Schema>> {
  return await openDB<Schema>(...parameters);
}

async function deleteSafely(...parameters: Parameters<typeof deleteDB>): Promise<void> {
  await deleteDB(...parameters);
}

async function withinTime<Database extends { close(): void }>(
  opening: Promise<Database>,
  isBlocked: () => boolean,
): Promise<Database> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate = false;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(new DiskError(isBlocked() ? 'blocked' : 'silent', lateText(isBlocked())));
    }, OPEN_WITHIN_MS);
  });
  opening.then(
    (database) => {
      if (isLate) database.close();
    },
    () => {},
  );
  try {
    return await Promise.race([opening, late]);
  } catch (error) {
    throw error instanceof DiskError ? error : openError(error);
  } finally {
    clearTimeout(timer);
  }
}

function lateText(isBlocked: boolean): string {
  return isBlocked
    ? 'Another tab holds this lab’s storage open in an older version. Close the other tabs of this site, and open the lab again.'
    : `The browser did not open IndexedDB within ${String(OPEN_WITHIN_MS / 1000)} s. Close other tabs of this site, or restart the browser.`;
}

function openError(error: unknown): DiskError {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'VersionError') {
    return new DiskError(
      'newer',
      'This lab was stored by a newer version of Failover Lab; it was left untouched.',
    );
  }
  if (name === 'SecurityError') {
    return new DiskError(
      'unavailable',
      `The browser refused to open IndexedDB (${String(error)}). Allow this site to keep data, or leave private browsing, and reload.`,
    );
  }
  return new DiskError(
    'broken',
    `The browser failed to open what it keeps of this lab (${String(error)}).`,
  );
}
