import type {
  DiskStore,
  ExtentKey,
  LogKey,
  StoredGroup,
  StoredHead,
  StoredLab,
  StoredRecord,
} from './disk-store.ts';
import type { RunLine } from './core/run.ts';

/** What a memory store holds; hand the same one to a new store to open it again. */
export interface MemoryShelf {
  head: StoredHead | null;
  lines: RunLine[];
  files: Map<string, Uint8Array>;
  log: { key: LogKey; bytes: Uint8Array }[];
  extents: Map<string, { key: ExtentKey; bytes: Uint8Array }>;
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

  load(): Promise<StoredLab | null> {
    const { head, lines, files } = this.#shelf;
    return Promise.resolve(head === null ? null : structuredClone({ head, lines, files }));
  }

  readLog(): Promise<StoredRecord<LogKey>[]> {
    return Promise.resolve(structuredClone(this.#shelf.log));
  }

  readExtents(visit: (record: StoredRecord<ExtentKey>) => void): Promise<void> {
    const records = [...this.#shelf.extents.values()];
    records.sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1]);
    for (const record of records) visit(structuredClone(record));
    return Promise.resolve();
  }

  async save(given: StoredGroup): Promise<void> {
    // What cannot be copied fails here, before anything is changed: all or nothing.
    const group = await Promise.resolve().then(() => structuredClone(given));
    const shelf = this.#shelf;
    if (group.reset) Object.assign(shelf, emptyShelf());
    shelf.head = group.head;
    shelf.lines.splice(group.linesFrom, Infinity, ...group.lines);
    for (const [hash, bytes] of group.files) shelf.files.set(hash, bytes);
    shelf.log = shelf.log.filter((record) => record.key[0] > group.dropLogThrough);
    for (const [part, bytes] of group.log.entries()) {
      shelf.log.push({ key: [group.head.sequence, part], bytes });
    }
    for (const [key, bytes] of group.extents) shelf.extents.set(key.join(':'), { key, bytes });
  }

  close(): void {
    // Nothing is held open.
  }
}
