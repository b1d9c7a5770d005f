import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import {
  DiskError,
  STORE_SCHEMA,
  type ExtentKey,
  type LogKey,
  type StoredHead,
} from './disk-store.ts';
import type { RunLine } from './core/run.ts';

/** The stores of one lab's database. All keys are out of line, nothing is indexed. */
export interface LabSchema extends DBSchema {
  head: { key: 'head'; value: StoredHead };
  lines: { key: number; value: RunLine };
  files: { key: string; value: Uint8Array };
  log: { key: [sequence: number, part: number]; value: Uint8Array };
  extents: { key: [disk: number, extent: number]; value: Uint8Array };
}

export type LabDatabase = IDBPDatabase<LabSchema>;
export const STORE_NAMES = ['head', 'lines', 'files', 'log', 'extents'] as const;

/** A browser may never answer an open; beyond this it counts as refused. */
const OPEN_WITHIN_MS = 3000;

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

/** Schema numbers above ours under which this lab is stored as well, where the browser can tell. */
export async function newerSchemas(basePath: string, labId: string): Promise<number[]> {
  // Not every browser lists its databases.
  const canList: boolean = 'databases' in indexedDB;
  if (!canList) return [];
  const names = new Set((await indexedDB.databases()).map((entry) => entry.name));
  const tried = Array.from({ length: 20 }, (_, index) => STORE_SCHEMA + 1 + index);
  return tried.filter((schema) => names.has(databaseName(basePath, labId, schema)));
}

/**
 * Opens a lab's database, making it if there is none.
 *
 * @throws DiskError `newer` (left untouched), or `unavailable`: refused, absent or silent for too long
 */
export async function openLabDatabase(name: string, end: ConnectionEnd): Promise<LabDatabase> {
  if (typeof indexedDB === 'undefined') {
    throw new DiskError('unavailable', 'This browser offers no IndexedDB here.');
  }
  let database: LabDatabase | null = null;
  const opening = openDB<LabSchema>(name, STORE_SCHEMA, {
    upgrade(fresh) {
      for (const store of STORE_NAMES) fresh.createObjectStore(store);
    },
    blocking() {
      database?.close();
      end.onAsked();
    },
    terminated() {
      end.onCut();
    },
  });
  database = await withinTime(opening, OPEN_WITHIN_MS);
  return database;
}

/** Deletes a lab's database. @throws DiskError `unavailable` */
export async function deleteLabDatabase(name: string): Promise<void> {
  try {
    await deleteDB(name);
  } catch (error) {
    throw openError(error);
  }
}

/** Our keys are read-only; the library's are not. */
export function logKey(key: LogKey): [sequence: number, part: number] {
  return [key[0], key[1]];
}

export function extentKey(key: ExtentKey): [disk: number, extent: number] {
  return [key[0], key[1]];
}

async function withinTime(opening: Promise<LabDatabase>, limitMs: number): Promise<LabDatabase> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate = false;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(
        new DiskError(
          'unavailable',
          `IndexedDB did not open within ${String(limitMs / 1000)} s; another tab may hold it.`,
        ),
      );
    }, limitMs);
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

function openError(error: unknown): DiskError {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'VersionError') {
    return new DiskError(
      'newer',
      'This lab was stored by a newer version of Failover Lab; it was left untouched.',
    );
  }
  return new DiskError('unavailable', `The browser refused to open IndexedDB (${String(error)}).`);
}
