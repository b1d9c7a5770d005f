import {
  encodeRecord,
  filledBlocks,
  inPieces,
  LOG_RECORD_BLOCKS_MAX,
  type BlockContents,
  type DiskBlocks,
} from './block-record.ts';
import { extentsOf, filledOf, takeChanged, united } from './changed-blocks.ts';
import type { BlockKernel } from './core/storage/block-kernel.ts';
import type { Run, RunLine } from './core/run.ts';
import {
  STORE_SCHEMA,
  type DiskStore,
  type ExpectedHead,
  type ExtentKey,
  type HeadMark,
  type StoredGroup,
} from './disk-store.ts';
import { LogFold } from './log-fold.ts';
import { contentsOf, StoredImage } from './stored-image.ts';

/** Records of the log in one transaction: 4 MiB. A larger group is prepared in parts. */
const RECORDS_AT_ONCE = 4;
/** Bytes of files beyond which they are prepared, too. */
const FILE_BYTES_AT_ONCE = 4 * 1024 * 1024;
/** Times that a group catches up with what has changed while its parts were stored. */
const ROUNDS_MAX = 8;
/** Extents of a store that is written anew in one transaction; more of them go through the log. */
const FIRST_EXTENTS_MAX = 8;

/** The lab at the moment of a save. */
export interface SavedLab {
  readonly atMs: number;
  readonly digest: string;
  readonly run: Pick<Run, 'scenario' | 'seed' | 'diskMiB'>;
  /** Kept lines, and behind them those still to come. */
  readonly lines: readonly RunLine[];
}

/** What is saved: asked anew for each group, since rewriting history brings another kernel. */
export interface SavedSource {
  /** Null while the lab is being rebuilt: there is nothing to save. */
  readonly kernel: () => BlockKernel | null;
  readonly files: () => ReadonlyMap<string, Uint8Array>;
  readonly look: () => SavedLab;
}

/** Where the stored state stands, when it holds what the memory does but for blocks marked changed. */
export interface FoundState {
  readonly head: HeadMark & { readonly atMs: number };
  readonly lines: readonly RunLine[];
  /** Hashes of the files stored. */
  readonly files: Iterable<string>;
  readonly logBytes: number;
  /** Extents with blocks in the log, as `disk:extent`. */
  readonly logged: Iterable<string>;
  /** What is stored of each block. */
  readonly image: StoredImage;
}

/** What has been taken from memory for one group, to be given back if it is not stored. */
interface Taken {
  readonly kernel: BlockKernel;
  readonly reset: boolean;
  readonly sequence: number;
  /** All blocks whose marks were cleared for it. */
  readonly blocks: DiskBlocks[];
  readonly contents: BlockContents[];
  preparedParts: number;
  logBytes: number;
  /** The group itself, once it is on its way. */
  group: StoredGroup | null;
}

/** Composes groups and keeps account of what the store holds. Its `write` must not run twice at a time. */
export class GroupWriter {
  readonly #store: DiskStore;
  readonly #lab: bigint;
  readonly #source: SavedSource;
  #after: ExpectedHead = null;
  /** Of the last attempt: no two attempts share one. */
  #sequence = 0;
  #reset = true;
  /** History was rewritten on a fresh kernel, whose change marks say nothing about the store. */
  #compareAll = false;
  #image: StoredImage;
  #lines: readonly RunLine[] = [];
  #files = new Set<string>();
  /** Blocks of groups that failed, by disk. */
  #unsaved = new Map<number, Set<number>>();
  #fold = new LogFold();

  /**
   * @param lab  hash of the lab's id
   * @param found  what the store holds; null to replace whatever it does
   */
  constructor(store: DiskStore, lab: bigint, found: FoundState | null, source: SavedSource) {
    this.#store = store;
    this.#lab = lab;
    this.#source = source;
    this.#image = found?.image ?? new StoredImage(null);
    if (found === null) return;
    this.#after = [found.head];
    this.#sequence = found.head.sequence;
    this.#reset = false;
    this.#lines = found.lines;
    this.#files = new Set(found.files);
    this.#fold = new LogFold(found.logBytes, found.logged);
  }

  /** Whether the log is being folded into extents: further groups are wanted soon. */
  get isFolding(): boolean {
    return this.#fold.isRunning;
  }

  /** Says that the lab is on a fresh kernel. */
  rewritten(): void {
    this.#compareAll = true;
    this.#unsaved.clear();
  }

  /** Says that what is stored may be gone: the next group replaces all of it. */
  forget(): void {
    this.#reset = true;
    this.#after = null;
    this.#files.clear();
  }

  /**
   * Stores the lab as it is now.
   *
   * @returns virtual ms of the moment that is stored; null when history was rewritten meanwhile, or is being
   * @throws DiskError when nothing was stored; what was taken goes with the next group
   */
  async write(): Promise<number | null> {
    if (this.#after === null) {
      this.#sequence = Math.max(this.#sequence, await this.#store.lastSequence());
    }
    this.#sequence += 1;
    const kernel = this.#source.kernel();
    if (kernel === null) return null;
    const taken: Taken = {
      kernel,
      reset: this.#reset || !this.#image.fits(kernel),
      sequence: this.#sequence,
      blocks: [],
      contents: [],
      preparedParts: 0,
      logBytes: 0,
      group: null,
    };
    taken.blocks.push(...this.#takeBlocks(taken));
    try {
      const rest = await this.#prepare(taken);
      if (this.#source.kernel() !== kernel) {
        this.#giveBack(taken);
        return null;
      }
      return await this.#save(taken, rest);
    } catch (error) {
      this.#giveBack(taken);
      throw error;
    }
  }

  /**
   * Stores the run without the disks, for want of room: replayed, it makes them again.
   *
   * @returns the moment that is stored
   * @throws DiskError when nothing of it is
   */
  async writeLines(): Promise<number> {
    this.#sequence += 1;
    const lab = this.#source.look();
    const lines = [...lab.lines];
    const group: StoredGroup = {
      ...this.#runGroup(this.#sequence, lab, lines, this.#reset),
      log: [],
      preparedParts: 0,
      extents: [],
      dropLogThrough: 0,
    };
    const head = { ...group.head, withoutBlocks: true } as const;
    try {
      await this.#store.save({ ...group, head });
    } catch (error) {
      this.#doubtRun(group);
      throw error;
    }
    this.#after = [head];
    this.#lines = lines;
    for (const hash of group.files.keys()) this.#files.add(hash);
    return lab.atMs;
  }

  #takeBlocks({ kernel, reset }: Taken): DiskBlocks[] {
    const changed = takeChanged(kernel);
    const compareAll = this.#compareAll;
    this.#compareAll = false;
    if (reset) return filledOf(kernel);
    if (compareAll) return this.#image.different(kernel);
    const failed = [...this.#unsaved].map(([disk, blocks]) => ({ disk, blocks: [...blocks] }));
    this.#unsaved.clear();
    return united([...changed, ...failed]);
  }

  /** Stores ahead what one transaction should not carry. @returns the blocks left for the last one */
  async #prepare(taken: Taken): Promise<readonly DiskBlocks[]> {
    const { kernel } = taken;
    let left: readonly DiskBlocks[] = [...taken.blocks];
    await this.#prepareFiles(taken);
    if (taken.reset && extentsOf(left).length <= FIRST_EXTENTS_MAX) return left;
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const pieces = inPieces(left, LOG_RECORD_BLOCKS_MAX);
      if (pieces.length <= RECORDS_AT_ONCE) break;
      while (pieces.length > 0) {
        const some = pieces.splice(0, RECORDS_AT_ONCE);
        const log = this.#encode(taken, some);
        await this.#storePart(taken, log, new Map());
        if (this.#source.kernel() !== kernel) return [];
      }
      // The lab has run on meanwhile; the head belongs to the moment of the last transaction.
      left = takeChanged(kernel);
      taken.blocks.push(...left);
    }
    return left;
  }

  async #prepareFiles(taken: Taken): Promise<void> {
    const files = [...this.#source.files()].filter(([hash]) => !this.#files.has(hash));
    const bytes = files.reduce((sum, [, file]) => sum + file.length, 0);
    if (bytes <= FILE_BYTES_AT_ONCE) return;
    for (const [hash, file] of files) {
      await this.#storePart(taken, [], new Map([[hash, file]]));
      this.#files.add(hash);
    }
  }

  async #storePart(
    taken: Taken,
    log: readonly Uint8Array[],
    files: ReadonlyMap<string, Uint8Array>,
  ): Promise<void> {
    const { sequence, preparedParts } = taken;
    await this.#store.prepare({
      after: this.#after,
      sequence,
      firstPart: preparedParts,
      log,
      files,
    });
    taken.preparedParts += log.length;
  }

  async #save(taken: Taken, rest: readonly DiskBlocks[]): Promise<number> {
    const { kernel, reset, sequence } = taken;
    // What has changed while parts were on their way, or nothing.
    const changed = takeChanged(kernel);
    taken.blocks.push(...changed);
    const blocks = united([...rest, ...changed]);
    const lab = this.#source.look();
    const lines = [...lab.lines];
    const inExtents = reset && taken.preparedParts === 0;
    const extentKeys = inExtents ? extentsOf(blocks) : this.#fold.next(reset, sequence);
    const log = inExtents ? [] : this.#encode(taken, inPieces(blocks, LOG_RECORD_BLOCKS_MAX));
    if (inExtents) taken.contents.push(...contentsOf(kernel, blocks));
    const group: StoredGroup = {
      ...this.#runGroup(sequence, lab, lines, reset),
      log,
      preparedParts: taken.preparedParts,
      extents: this.#encodeExtents(kernel, sequence, extentKeys),
      dropLogThrough: reset ? 0 : this.#fold.dropThrough(extentKeys),
    };
    taken.group = group;
    await this.#store.save(group);
    this.#keep(taken, group, lines, extentKeys);
    return lab.atMs;
  }

  /** What a group holds beside blocks. */
  #runGroup(
    sequence: number,
    { run, digest, atMs }: SavedLab,
    lines: readonly RunLine[],
    reset: boolean,
  ): Omit<StoredGroup, 'log' | 'preparedParts' | 'extents' | 'dropLogThrough'> {
    const { scenario, seed, diskMiB } = run;
    const files = this.#source.files();
    const linesFrom = reset ? 0 : sharedStart(this.#lines, lines);
    const lineCount = lines.length;
    return {
      after: this.#after,
      reset,
      head: { schema: STORE_SCHEMA, sequence, digest, atMs, scenario, seed, diskMiB, lineCount },
      linesFrom,
      lines: lines.slice(linesFrom),
      files: new Map([...files].filter(([hash]) => !this.#files.has(hash))),
      keptFiles: [...files.keys()],
    };
  }

  #encode(taken: Taken, pieces: readonly (readonly DiskBlocks[])[]): Uint8Array[] {
    return pieces.map((piece) => {
      const contents = contentsOf(taken.kernel, piece);
      const record = encodeRecord(taken.kernel, this.#lab, taken.sequence, contents);
      taken.contents.push(...contents);
      taken.logBytes += record.byteLength;
      return record;
    });
  }

  #encodeExtents(
    kernel: BlockKernel,
    sequence: number,
    keys: readonly ExtentKey[],
  ): (readonly [ExtentKey, Uint8Array])[] {
    return keys.map((key) => {
      const [disk, extent] = key;
      const blocks = filledBlocks(kernel, disk, extent);
      const contents = contentsOf(kernel, [{ disk, blocks }]);
      return [key, encodeRecord(kernel, this.#lab, sequence, contents)] as const;
    });
  }

  #keep(
    taken: Taken,
    group: StoredGroup,
    lines: readonly RunLine[],
    extentKeys: readonly ExtentKey[],
  ): void {
    this.#after = [group.head];
    this.#lines = lines;
    if (taken.reset) {
      this.#reset = false;
      this.#files = new Set(group.keptFiles);
      this.#image = new StoredImage(taken.kernel);
      this.#fold = new LogFold();
    }
    for (const hash of group.files.keys()) this.#files.add(hash);
    this.#image.keep(taken.contents);
    this.#fold.stored(
      taken.logBytes,
      taken.logBytes === 0 ? [] : extentsOf(taken.contents),
      taken.reset ? [] : extentKeys,
    );
  }

  /** A group that failed may have been stored although its end was never told. */
  #doubtRun(group: StoredGroup): void {
    if (this.#after !== null) this.#after = [...this.#after, group.head];
    this.#lines = this.#lines.slice(0, group.linesFrom);
  }

  #giveBack(taken: Taken): void {
    const { kernel, group } = taken;
    if (group !== null) {
      this.#doubtRun(group);
      if (group.reset) this.#reset = true;
    }
    if (this.#source.kernel() !== kernel) {
      this.#image.doubt(taken.blocks);
      this.#compareAll = true;
      return;
    }
    const blocks = [...taken.blocks, ...takeChanged(kernel)];
    this.#image.doubt(blocks);
    for (const { disk, blocks: lost } of blocks) {
      const waiting = this.#unsaved.get(disk) ?? new Set();
      for (const block of lost) waiting.add(block);
      this.#unsaved.set(disk, waiting);
    }
  }
}

/** How many lines both lists begin with alike. */
function sharedStart(saved: readonly RunLine[], lines: readonly RunLine[]): number {
  const differs = lines.findIndex((line, index) => {
    const old = saved[index];
    return old === undefined || old.some((part, place) => part !== line[place]);
  });
  return differs >= 0 ? differs : lines.length;
}
