import {
  checkExpected,
  concatenated,
  partMissing,
  type DiskStore,
  type ExpectedHead,
  type ExtentKey,
  type ExtentVersion,
  type LogKey,
  type PreparedPart,
  type RecordBytes,
  type StoredGroup,
  type StoredHead,
  type StoredLab,
  type StoredRecord,
} from './disk-store.ts';
import type { RunLine } from './core/run.ts';
import { storedLabOf } from './stored-shape.ts';

/** What a memory store holds; hand the same one to a new store to open it again. */
export interface MemoryShelf {
  head: StoredHead | null;
  lines: RunLine[];
  files: Map<string, Uint8Array>;
  log: { key: LogKey; bytes: Uint8Array }[];
  extents: Map<string, { key: ExtentVersion; bytes: Uint8Array }>;
}

export function emptyShelf(): MemoryShelf {
  return { head: null, lines: [], files: new Map(), log: [], extents: new Map() };
}

/** The driver that keeps everything in memory: for tests and wherever nothing should outlive the page. */
export class MemoryStore implements DiskStore {
  readonly #shelf: MemoryShelf;

  constructor(shelf: MemoryShelf = emptyShelf()) {
    this.#shelf = shelf;
  }

  async load(): Promise<StoredLab | null> {
    const { head, lines, files } = this.#shelf;
    if (head === null) return null;
    const copies = structuredClone({ head, lines: [...lines.entries()], files });
    return Promise.resolve(storedLabOf(copies));
  }

  readLog(visit: (record: StoredRecord<LogKey>) => void): Promise<void> {
    for (const { key, bytes } of this.#shelf.log) visit({ key, bytes: bytes.slice() });
    return Promise.resolve();
  }

  readExtents(visit: (record: StoredRecord<ExtentVersion>) => void): Promise<void> {
    const records = [...this.#shelf.extents.values()];
    records.sort(({ key: a }, { key: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    for (const { key, bytes } of records) visit({ key, bytes: bytes.slice() });
    return Promise.resolve();
  }

  lastSequence(): Promise<number> {
    return Promise.resolve(this.#shelf.head?.sequence ?? 0);
  }

  pack = concatenated;

  async prepare(given: PreparedPart): Promise<void> {
    const part = await copied(given);
    const shelf = this.#expecting(part.after);
    if (part.isFirst) {
      const known = shelf.head?.sequence ?? 0;
      shelf.log = shelf.log.filter((record) => record.key[0] <= known);
      this.#keepExtents(([, , sequence]) => sequence <= known);
    }
    this.#append(part.sequence, part.firstPart, part.log);
    this.#putExtents(part.sequence, part.extents);
    for (const [hash, bytes] of part.files) shelf.files.set(hash, bytes);
  }

  async save(given: StoredGroup): Promise<void> {
    const group = await copied(given);
    const { sequence } = group.head;
    const shelf = this.#expecting(group.after);
    const known = shelf.head?.sequence ?? 0;
    this.#demandPrepared(group);
    const isPrepared = ({ key }: { key: LogKey }) =>
      key[0] === sequence && key[1] < group.preparedParts;
    const prepared = new Set(group.preparedExtents.map((key) => nameOf(key, sequence)));
    if (group.reset) {
      shelf.lines = [];
      shelf.log = shelf.log.filter(isPrepared);
      const kept = new Set(group.keptFiles);
      shelf.files = new Map([...shelf.files].filter(([hash]) => kept.has(hash)));
    } else {
      shelf.log = shelf.log.filter(
        (record) =>
          isPrepared(record) || (record.key[0] <= known && record.key[0] > group.dropLogThrough),
      );
    }
    const renewed = new Set(
      [...group.preparedExtents, ...group.extents.map(([key]) => key)].map((key) => key.join(':')),
    );
    this.#keepExtents(
      ([disk, extent, version], name) =>
        prepared.has(name) ||
        (!group.reset && version <= known && !renewed.has([disk, extent].join(':'))),
    );
    shelf.head = group.head;
    shelf.lines.splice(group.linesFrom, Infinity, ...group.lines);
    for (const [hash, bytes] of group.files) shelf.files.set(hash, bytes);
    this.#append(sequence, group.preparedParts, group.log);
    this.#putExtents(sequence, group.extents);
  }

  onCut(): void {
    // Nothing comes between a lab and its own memory.
  }

  close(): void {
    // Nothing is held open.
  }

  #expecting(after: ExpectedHead): MemoryShelf {
    checkExpected(this.#shelf.head, after);
    return this.#shelf;
  }

  /** @throws DiskError `aborted` */
  #demandPrepared({ head: { sequence }, preparedParts, preparedExtents }: StoredGroup): void {
    const { log, extents } = this.#shelf;
    const parts = log.filter(({ key }) => key[0] === sequence && key[1] < preparedParts);
    const isThere = (key: ExtentKey): boolean => extents.has(nameOf(key, sequence));
    if (parts.length < preparedParts || !preparedExtents.every(isThere)) throw partMissing();
  }

  #keepExtents(isKept: (key: ExtentVersion, name: string) => boolean): void {
    const { extents } = this.#shelf;
    for (const [name, { key }] of extents) if (!isKept(key, name)) extents.delete(name);
  }

  #putExtents(sequence: number, records: StoredGroup['extents']): void {
    for (const [key, bytes] of records) {
      const version = [...key, sequence] as const;
      this.#shelf.extents.set(nameOf(key, sequence), { key: version, bytes: asBytes(bytes) });
    }
  }

  #append(sequence: number, firstPart: number, records: readonly RecordBytes[]): void {
    const keys = new Set(records.map((_, index) => firstPart + index));
    const { log } = this.#shelf;
    const others = log.filter(({ key }) => key[0] !== sequence || !keys.has(key[1]));
    const added = records.map((bytes, index) => ({
      key: [sequence, firstPart + index] as const,
      bytes: asBytes(bytes),
    }));
    this.#shelf.log = [...others, ...added];
  }
}

/** Nobody has blobs of us. */
function asBytes(bytes: RecordBytes): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  throw new TypeError('A record that this store has not packed.');
}

/** `disk:extent:sequence` */
function nameOf(key: ExtentKey, sequence: number): string {
  return [...key, sequence].join(':');
}

/** What cannot be copied fails here, before anything is changed: all or nothing. */
function copied<Given>(given: Given): Promise<Given> {
  return Promise.resolve().then(() => structuredClone(given));
}
