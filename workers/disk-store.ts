import type { RunLine, ScenarioName } from './core/run.ts';

/** Shape of what is stored. Part of the database's name: another schema is another database. */
export const STORE_SCHEMA = 1;

/** The moment that the stored lab stands at, written with every group. */
export interface StoredHead {
  readonly schema: number;
  /** Counts groups, from 1; every record of a group carries it. */
  readonly sequence: number;
  /** Virtual ms at which the lab stood. */
  readonly atMs: number;
  /** Digest of the lab at that moment. */
  readonly digest: string;
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly diskMiB: number;
}

/** Which part of a disk an extent holds: `EXTENT_BLOCKS` blocks from `extent × EXTENT_BLOCKS` on. */
export type ExtentKey = readonly [disk: number, extent: number];
/** A record of the log: its group, and its place within the group. */
export type LogKey = readonly [sequence: number, part: number];

/** A record as found; `bytes` is null where the browser could not read it. */
export interface StoredRecord<Key> {
  readonly key: Key;
  readonly bytes: Uint8Array | null;
}

/** What is stored, but for the blocks. */
export interface StoredLab {
  readonly head: StoredHead;
  /** Kept lines, and behind them those still to come. */
  readonly lines: readonly RunLine[];
  /** Bytes of imported files by hash, 16 hex digits. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What one transaction saves: all of it or nothing. */
export interface StoredGroup {
  /** Forgets everything stored before, in the same transaction. */
  readonly reset: boolean;
  readonly head: StoredHead;
  /** Lines from this index on are replaced by `lines`. */
  readonly linesFrom: number;
  readonly lines: readonly RunLine[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Block records, appended to the log under the head's sequence. */
  readonly log: readonly Uint8Array[];
  /** Block records that replace the extent of that key. */
  readonly extents: readonly (readonly [key: ExtentKey, bytes: Uint8Array])[];
  /** Records of the log up to this sequence are in extents now, and go; 0 for none. */
  readonly dropLogThrough: number;
}

/** Where one lab is kept. One driver writes to IndexedDB, one to memory; one suite holds both. */
export interface DiskStore {
  /** Null when nothing was ever saved. @throws DiskError */
  load(): Promise<StoredLab | null>;
  /** All records of the log, ascending. It is bounded by `LOG_BYTES_MAX`. @throws DiskError */
  readLog(): Promise<StoredRecord<LogKey>[]>;
  /** Visits every extent, ascending, a few at a time. @throws DiskError */
  readExtents(visit: (record: StoredRecord<ExtentKey>) => void): Promise<void>;
  /** Settles when the group is stored. @throws DiskError when nothing of it is */
  save(group: StoredGroup): Promise<void>;
  /** Lets go of the store; what is stored stays. */
  close(): void;
}

/**
 * Why the store did not do it. `lost`: the connection is dead, and what was stored may be gone;
 * `quota`: no room; `newer`: another version's data, left untouched; `unavailable`: no storage here.
 */
export type DiskErrorKind = 'quota' | 'lost' | 'aborted' | 'newer' | 'unavailable';

/** The store failed. Nothing of what was asked is stored. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
  readonly kind: DiskErrorKind;

  constructor(kind: DiskErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
