/** What the store's bench uses of wa-sqlite, whose own declarations do not tell of these files. */
declare module '@journeyapps/wa-sqlite/src/VFS.js' {
  export const SQLITE_FCNTL_SYNC: number;
  export const SQLITE_OPEN_CREATE: number;
  export const SQLITE_OPEN_MAIN_DB: number;
  export const SQLITE_OPEN_READWRITE: number;
}

declare module '@journeyapps/wa-sqlite/src/examples/IDBBatchAtomicVFS.js' {
  /** A file system with a record a page; its verbs answer with SQLite's codes. */
  export class IDBBatchAtomicVFS {
    static create(name: string, module: null): Promise<IDBBatchAtomicVFS>;
    readonly mapIdToFile: ReadonlyMap<number, { txOptions: IDBTransactionOptions }>;
    readonly lastError: unknown;
    jOpen(path: string, file: number, flags: number, outFlags: DataView): Promise<number>;
    jClose(file: number): Promise<number>;
    jWrite(file: number, bytes: Uint8Array, offset: number): number;
    jFileControl(file: number, verb: number, argument: DataView): number | Promise<number>;
    jSync(file: number, flags: number): Promise<number>;
    close(): void;
  }
}
