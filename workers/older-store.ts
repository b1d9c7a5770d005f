import * as v from 'valibot';
import type { IDBPDatabase } from 'idb';
import type { StoredLab } from './disk-store.ts';
import { STORE_SCHEMA } from './disk-store.ts';
import { databaseName, deleteLabDatabase, openExisting } from './lab-database.ts';
import { joinedPieces, storedLabOf } from './stored-shape.ts';

/** Schemas before ours, the latest first. 1: heads without a count of lines, files in one record each. 2: smaller extents. */
const OLDER_SCHEMAS = [2, 1] as const;

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
  for (const schema of OLDER_SCHEMAS) {
    const name = databaseName(basePath, labId, schema);
    const database = await openExisting(name);
    if (database === null) continue;
    try {
      const stored = schema === 1 ? await readSchema1(database) : await readSchema2(database);
      if (stored !== null) return { stored, forget: () => deleteLabDatabase(name) };
    } finally {
      database.close();
    }
  }
  return null;
}

async function readSchema2(database: IDBPDatabase): Promise<StoredLab | null> {
  const found = await recordsOf(database, 2);
  if (found === null) return null;
  const pieces = new Map<string, unknown[]>();
  for (const [index, key] of found.fileKeys.entries()) {
    const [hash, piece] = Array.isArray(key) ? (key as unknown[]) : [];
    if (typeof hash !== 'string' || typeof piece !== 'number') continue;
    const all = pieces.get(hash) ?? [];
    all[piece] = found.files[index];
    pieces.set(hash, all);
  }
  return storedLabOf({
    head: { ...found.head, schema: STORE_SCHEMA },
    lines: found.lines,
    files: new Map([...pieces].map(([hash, all]) => [hash, joinedPieces(all)])),
  });
}

async function readSchema1(database: IDBPDatabase): Promise<StoredLab | null> {
  const found = await recordsOf(database, 1);
  if (found === null) return null;
  return storedLabOf({
    head: { ...found.head, schema: STORE_SCHEMA, lineCount: found.lines.length },
    lines: found.lines,
    files: new Map(
      found.fileKeys.flatMap((hash, index) => {
        const bytes = found.files[index];
        return typeof hash === 'string' && bytes instanceof Uint8Array ? [[hash, bytes]] : [];
      }),
    ),
  });
}

/** @returns null when it is no lab of that schema */
async function recordsOf(database: IDBPDatabase, schema: number) {
  const names = ['head', 'lines', 'files'];
  if (names.some((name) => !database.objectStoreNames.contains(name))) return null;
  const reading = database.transaction(names);
  const [head, lineKeys, lines, fileKeys, files] = await Promise.all([
    reading.objectStore('head').get('head') as Promise<unknown>,
    reading.objectStore('lines').getAllKeys(),
    reading.objectStore('lines').getAll() as Promise<unknown[]>,
    reading.objectStore('files').getAllKeys(),
    reading.objectStore('files').getAll() as Promise<unknown[]>,
    reading.done,
  ]);
  if (!v.is(v.looseObject({ schema: v.literal(schema) }), head)) return null;
  return {
    head,
    lines: lineKeys.map((key, index) => [key, lines[index]] as const),
    fileKeys,
    files,
  };
}
