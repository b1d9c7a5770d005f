/** Storage, beside the file system that SQLite in the browser keeps in IndexedDB. */
import { IDBBatchAtomicVFS } from '@journeyapps/wa-sqlite/src/examples/IDBBatchAtomicVFS.js';
import {
  SQLITE_FCNTL_SYNC,
  SQLITE_OPEN_CREATE,
  SQLITE_OPEN_MAIN_DB,
  SQLITE_OPEN_READWRITE,
} from '@journeyapps/wa-sqlite/src/VFS.js';
import type { BenchmarkRow } from '../../workers/api.ts';
import type { Tell } from '../../workers/benchmark/contest.ts';
import { deleteRawDatabase } from '../../workers/benchmark/raw-indexed-db.ts';
import { storeRows, type MakeFileSystem } from '../../workers/benchmark/store-rows.ts';

/** SQLite's largest page: the more a record holds, the quicker the file system is. */
const PAGE_BYTES = 65_536;
const FLAGS = SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE;
const DATABASE = 'failover-lab-benchmark:sqlite';

export function run(module: WebAssembly.Module, tell: Tell): Promise<BenchmarkRow[]> {
  return storeRows(module, tell, [batchAtomicFileSystem]);
}

/** One transaction over the whole file, as relaxed as ours, waited for until it is complete. */
const batchAtomicFileSystem: MakeFileSystem = async (bytes) => {
  const vfs = await IDBBatchAtomicVFS.create(DATABASE, null);
  let file = 0;
  return {
    name: 'wa-sqlite, IDBBatchAtomicVFS, pages of 64 KiB',
    amount: bytes.length,
    prepare: async () => {
      if (file > 0) demand(await vfs.jClose(file));
      file++;
      demand(
        await vfs.jOpen(`file-${String(file)}`, file, FLAGS, new DataView(new ArrayBuffer(4))),
      );
      const opened = vfs.mapIdToFile.get(file);
      if (opened === undefined) throw new Error('the file is not open');
      opened.txOptions = { durability: 'relaxed' };
    },
    work: async () => {
      for (let offset = 0; offset < bytes.length; offset += PAGE_BYTES) {
        demand(
          vfs.jWrite(file, bytes.subarray(offset, offset + PAGE_BYTES), offset),
          vfs.lastError,
        );
      }
      // Its answer says only whether SQLite should do something besides.
      await vfs.jFileControl(file, SQLITE_FCNTL_SYNC, new DataView(new ArrayBuffer(4)));
      demand(await vfs.jSync(file, 0), vfs.lastError);
    },
    drop: async () => {
      vfs.close();
      await deleteRawDatabase(DATABASE);
    },
  };
};

function demand(code: number, why?: unknown): void {
  if (code !== 0) throw new Error(`the file system answered ${String(code)}: ${String(why)}`);
}
