import * as v from 'valibot';
import type { IDBPDatabase } from 'idb';
import type { StoredLab } from './disk-store.ts';
import { STORE_SCHEMA } from './disk-store.ts';
import { databaseName, deleteLabDatabase, openExisting } from './lab-database.ts';
import { storedLabOf } from './stored-shape.ts';

/** The schema before ours: heads without a count of lines, files in one record each. */
const OLDER_SCHEMA = 1;

/** A lab that an older version stored. */
export interface OlderLab {
  readonly stored: StoredLab;
  /** Deletes it, once it is stored anew. */
  forget(): Promise<void>;
}

/**
 * Reads a lab that an older version stored, but for its blocks: the run makes those anew.
 *
 * @returns null when there is none
 * @throws DiskError `damaged`, or when the browser does not tell
 */
export async function readOlderLab(basePath: string, labId: string): Promise<OlderLab | null> {
  const name = databaseName(basePath, labId, OLDER_SCHEMA);
  const database = await openExisting(name);
  if (database === null) return null;
  try {
    const stored = await readSchema1(database);
    return stored === null ? null : { stored, forget: () => deleteLabDatabase(name) };
  } finally {
    database.close();
  }
}

async function readSchema1(database: IDBPDatabase): Promise<StoredLab | null> {
  const names = ['head', 'lines', 'files'];
  if (names.some((name) => !database.objectStoreNames.contains(name))) return null;
  const reading = database.transaction(names);
  const [head, lineKeys, lines, hashes, files] = await Promise.all([
    reading.objectStore('head').get('head') as Promise<unknown>,
    reading.objectStore('lines').getAllKeys(),
    reading.objectStore('lines').getAll() as Promise<unknown[]>,
    reading.objectStore('files').getAllKeys(),
    reading.objectStore('files').getAll() as Promise<unknown[]>,
    reading.done,
  ]);
  if (!v.is(v.object({ schema: v.literal(OLDER_SCHEMA) }), head)) return null;
  return storedLabOf({
    head: { ...head, schema: STORE_SCHEMA, lineCount: lines.length },
    lines: lineKeys.map((key, index) => [key, lines[index]] as const),
    files: new Map(
      hashes.flatMap((hash, index) => {
        const bytes = files[index];
        return typeof hash === 'string' && bytes instanceof Uint8Array ? [[hash, bytes]] : [];
      }),
    ),
  });
}
