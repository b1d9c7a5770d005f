/** Groups for stores, and all that a store holds. */
import type {
  DiskStore,
  PreparedPart,
  StoredGroup,
  StoredHead,
  StoredLab,
} from '../../workers/disk-store.ts';

/** What a store holds, with keys as `1:2`. */
export interface StoreContent {
  readonly lab: StoredLab | null;
  readonly log: [key: string, bytes: Uint8Array | null][];
  readonly extents: [key: string, bytes: Uint8Array | null][];
}

export function headAt(sequence: number, lineCount = 0): StoredHead {
  return {
    schema: 3,
    sequence,
    atMs: sequence * 1000,
    digest: sequence.toString(16).padStart(32, '0'),
    scenario: 'protected',
    seed: 2001,
    diskMiB: 16,
    lineCount,
  };
}

/** A group that takes whatever is stored, and brings these parts. */
export function groupOf(sequence: number, parts: Partial<StoredGroup> = {}): StoredGroup {
  const { linesFrom = 0, lines = [] } = parts;
  return {
    after: null,
    reset: false,
    head: headAt(sequence, linesFrom + lines.length),
    linesFrom,
    lines,
    files: new Map(),
    keptFiles: [],
    log: [],
    preparedParts: 0,
    preparedExtents: [],
    extents: [],
    dropLogThrough: 0,
    ...parts,
  };
}

export function partOf(
  sequence: number,
  firstPart: number,
  log: readonly Uint8Array[],
  parts: Partial<PreparedPart> = {},
): PreparedPart {
  const isFirst = firstPart === 0;
  return {
    after: null,
    sequence,
    isFirst,
    firstPart,
    log,
    extents: [],
    files: new Map(),
    ...parts,
  };
}

export async function contentOf(store: DiskStore): Promise<StoreContent> {
  return { lab: await store.load(), log: await logOf(store), extents: await extentsOf(store) };
}

export async function logOf(store: DiskStore): Promise<StoreContent['log']> {
  const found: StoreContent['log'] = [];
  await store.readLog((record) => found.push([record.key.join(':'), record.bytes]));
  return found;
}

export async function extentsOf(store: DiskStore): Promise<StoreContent['extents']> {
  const found: StoreContent['extents'] = [];
  await store.readExtents((record) => found.push([record.key.join(':'), record.bytes]));
  return found;
}
