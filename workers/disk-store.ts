import type { RunLine, ScenarioName } from './core/run.ts';

/** Shape of what is stored. Part of the database's name: another schema is another database. */
export const STORE_SCHEMA = 3;
/** Bytes of a dropped file that one record holds at most. */
export const FILE_PIECE_BYTES = 1024 * 1024;

/** The moment that the stored lab stands at, written with every group. */
export interface StoredHead {
  readonly schema: number;
  /** Rises with every group; every record of a group carries it. */
  readonly sequence: number;
  /** Virtual ms at which the lab stood. */
  readonly atMs: number;
  /** Digest of the lab at that moment. */
  readonly digest: string;
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly diskMiB: number;
  /** How many lines belong to the run. */
  readonly lineCount: number;
  /** There was no room for the blocks of this moment: those that are stored are older, and the run makes them anew. */
  readonly withoutBlocks?: true;
}

/** Which head is meant. */
export type HeadMark = Pick<StoredHead, 'sequence' | 'digest'>;

/** Which part of a disk an extent holds: `EXTENT_BLOCKS` blocks from `extent × EXTENT_BLOCKS` on. */
export type ExtentKey = readonly [disk: number, extent: number];
/** An extent as one group left it. Of those that the head knows, the latest counts. */
export type ExtentVersion = readonly [disk: number, extent: number, sequence: number];
/** A record of the log: its group, and its place within the group. Later ones win. */
export type LogKey = readonly [sequence: number, part: number];

/** Bytes of a record on its way to a store: which kind it is, the store chooses. */
export type RecordBytes = Uint8Array | Blob;

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

/**
 * What a writer must find: the head is one of these, or with none of them the store is empty.
 * Null takes whatever is there.
 */
export type ExpectedHead = readonly HeadMark[] | null;

/** Records of a group to come, stored ahead of it: without the head that names them they count for nothing. */
export interface PreparedPart {
  readonly after: ExpectedHead;
  readonly sequence: number;
  /** Forgets what else was prepared. */
  readonly isFirst: boolean;
  /** Place of the first record of the log in its group. */
  readonly firstPart: number;
  readonly log: readonly RecordBytes[];
  readonly extents: readonly (readonly [key: ExtentKey, bytes: RecordBytes])[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What one transaction saves: all of it or nothing. */
export interface StoredGroup {
  readonly after: ExpectedHead;
  /** Forgets everything stored before but what was prepared for this group, in the same transaction. */
  readonly reset: boolean;
  readonly head: StoredHead;
  /** Lines from this index on are replaced by `lines`. */
  readonly linesFrom: number;
  readonly lines: readonly RunLine[];
  /** Files to add; with `reset` all files but these and `keptFiles` go. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly keptFiles: readonly string[];
  /** Block records, appended to the log under the head's sequence behind those prepared. */
  readonly log: readonly RecordBytes[];
  /** How many records of the log were prepared for this group. */
  readonly preparedParts: number;
  /** Extents that were prepared for this group. */
  readonly preparedExtents: readonly ExtentKey[];
  /** Block records that replace the extent of that key, as those prepared do. */
  readonly extents: readonly (readonly [key: ExtentKey, bytes: RecordBytes])[];
  /** Records of the log up to this sequence are in extents now, and go; 0 for none. */
  readonly dropLogThrough: number;
}

/**
 * Where one lab is kept. One driver writes to IndexedDB, one to memory; one suite holds all.
 *
 * What is asked for is carried out in that order, so nobody has to wait for a part before asking for the next.
 */
export interface DiskStore {
  /** Null when nothing was ever saved. @throws DiskError */
  load(): Promise<StoredLab | null>;
  /** Visits every record of the log, ascending, those that no head names yet included. @throws DiskError */
  readLog(visit: (record: StoredRecord<LogKey>) => void): Promise<void>;
  /** Visits every version of every extent, ascending, those that no head names yet included. @throws DiskError */
  readExtents(visit: (record: StoredRecord<ExtentVersion>) => void): Promise<void>;
  /** Sequence of the stored head, however damaged the rest is; 0 for none. @throws DiskError */
  lastSequence(): Promise<number>;
  /** Makes a record of these pieces, of which it takes copies at once. */
  pack(pieces: readonly Uint8Array<ArrayBuffer>[]): RecordBytes;
  /** Stores a part of a group that is too large for one transaction. @throws DiskError when nothing of it is */
  prepare(part: PreparedPart): Promise<void>;
  /**
   * Settles when the group is stored.
   *
   * @throws DiskError when nothing of it is; `aborted` also when anything that it says was prepared is not there
   */
  save(group: StoredGroup): Promise<void>;
  /** Calls back whenever the browser has cut the connection: what was stored may be gone. */
  onCut(listener: () => void): void;
  /** Lets go of the store; what is stored stays. */
  close(): void;
}

/**
 * Why the store did not do it. `quota`: no room; `lost`: the connection is dead, or what was stored
 * is gone; `taken`: somebody else has written this lab; `aborted`: not this time; `damaged`: what is
 * stored does not make sense; `blocked`: another tab holds it in an older version; `newer`: another version's data, left
 * untouched; `broken`: it is there, but does not open; `silent`: the browser does not answer; `unavailable`: no storage
 * here.
 */
export type DiskErrorKind =
  | 'quota'
  | 'lost'
  | 'taken'
  | 'aborted'
  | 'damaged'
  | 'blocked'
  | 'newer'
  | 'broken'
  | 'silent'
  | 'unavailable';

/** The store failed. Nothing of what was asked is stored. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
  readonly kind: DiskErrorKind;

  /** @param cause  what the browser threw */
  constructor(kind: DiskErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
  }
}

/**
 * Holds what is stored against what a writer expects.
 *
 * @throws DiskError `lost` when it is gone, `taken` when it is another's
 */
export function checkExpected(found: HeadMark | null, after: ExpectedHead): void {
  if (after === null) return;
  if (found === null && after.length === 0) return;
  if (found === null) {
    throw new DiskError('lost', 'What was saved is gone from this browser.');
  }
  const isExpected = after.some(
    ({ sequence, digest }) => sequence === found.sequence && digest === found.digest,
  );
  if (isExpected) return;
  throw new DiskError(
    'taken',
    `Somebody else has saved this lab meanwhile (group ${String(found.sequence)}, expected ${
      after.map((mark) => String(mark.sequence)).join(' or ') || 'none'
    }).`,
  );
}

/** What a group that lacks a prepared part fails with. */
export function partMissing(): DiskError {
  return new DiskError('aborted', 'A part of the last changes was not stored.');
}

/** These pieces, one behind the other. */
export function concatenated(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
