import { encodeRecord, type BlockContents, type DiskBlocks } from './block-record.ts';
import { filledOf, hasChanged, takeChanged, united } from './changed-blocks.ts';
import type { BlockKernel } from './core/storage/block-kernel.ts';
import type { Run, RunLine } from './core/run.ts';
import {
  STORE_SCHEMA,
  type DiskStore,
  type ExpectedHead,
  type HeadMark,
  type RecordBytes,
  type StoredGroup,
} from './disk-store.ts';
import { batchesOf, isFull, joined, type Batch } from './group-plan.ts';
import { newlyTaken, recordsOf, type Records, type Taken } from './group-records.ts';
import { LogFold, nameOf } from './log-fold.ts';
import { StoredImage } from './stored-image.ts';

/** Parts that are on their way at a time: while one is stored, the next is made. */
const PARTS_AT_ONCE = 3;
/** Bytes of files beyond which they are prepared, too. */
const FILE_BYTES_AT_ONCE = 4 * 1024 * 1024;
/** Times that a group catches up with what has changed while its parts were stored. */
const ROUNDS_MAX = 8;

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

/**
 * Composes groups and keeps account of what the store holds. Its `write` must not run twice at a time.
 *
 * Long, for every step of a group changes that one account, and a group that fails has to give back all of it.
 */
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
  /** Virtual ms of the head that is stored. */
  #atMs: number | null = null;
  #files = new Set<string>();
  /** Blocks of groups that failed, by disk. */
  #unsaved = new Map<number, Set<number>>();
  #fold = new LogFold();
  /** Somebody waits for the group that is being written. */
  #isHurried = false;
  /** Goes on with a group that waits for changes. */
  #stir: () => void = () => {};

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
    this.#atMs = found.head.atMs;
    this.#files = new Set(found.files);
    this.#fold = new LogFold(found.logBytes, found.logged);
  }

  /** Whether the log is being folded into extents: further groups are wanted soon. */
  get isFolding(): boolean {
    return this.#fold.isRunning;
  }

  /** Whether the store holds the lab as it is now. */
  get isCurrent(): boolean {
    const kernel = this.#source.kernel();
    const { atMs, digest, lines } = this.#source.look();
    const [head, ...others] = this.#after ?? [];
    if (kernel === null || head === undefined || others.length > 0) return false;
    return (
      !(this.#reset || this.#compareAll || this.#unsaved.size > 0) &&
      this.#atMs === atMs &&
      head.digest === digest &&
      lines.length === this.#lines.length &&
      sharedStart(this.#lines, lines) === lines.length &&
      [...this.#source.files().keys()].every((hash) => this.#files.has(hash)) &&
      !hasChanged(kernel)
    );
  }

  /** Says that the lab has changed: a group that is being written may take that along. */
  changed(): void {
    this.#stir();
  }

  /** Says that somebody waits for the group that is being written: it takes nothing more along. */
  hurry(): void {
    this.#isHurried = true;
    this.#stir();
  }

  /** Says that the lab is on a fresh kernel. */
  rewritten(): void {
    this.#compareAll = true;
    this.#unsaved.clear();
    this.#stir();
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
    const taken = newlyTaken(kernel, this.#reset || !this.#image.fits(kernel), this.#sequence);
    taken.blocks.push(...this.#takeBlocks(taken));
    try {
      const rest = await this.#prepare(taken);
      if (this.#source.kernel() === kernel) return await this.#save(taken, rest);
      await Promise.all(taken.parts);
      this.#giveBack(taken);
      return null;
    } catch (error) {
      // The next attempt begins when nothing of this one is on its way any more; what failed first is why.
      const ends = await Promise.allSettled(taken.parts);
      this.#giveBack(taken);
      const first = ends.find((end) => end.status === 'rejected');
      throw first === undefined ? error : first.reason;
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
      preparedExtents: [],
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
    this.#atMs = null;
    for (const hash of group.files.keys()) this.#files.add(hash);
    return lab.atMs;
  }

  #takeBlocks({ kernel, reset }: Taken): DiskBlocks[] {
    const changed = takeChanged(kernel);
    const compareAll = this.#compareAll;
    this.#compareAll = false;
    if (reset) return filledOf(kernel);
    if (compareAll) return this.#image.different(kernel);
    const failed = [...this.#unsaved].map(([disk, blocks]) => ({
      disk,
      blocks: [...blocks].sort((a, b) => a - b),
    }));
    this.#unsaved.clear();
    return united([...changed, ...failed]);
  }

  /**
   * Stores ahead what one transaction should not carry. While parts are on their way the head has to wait
   * for them, so what changes meanwhile goes along.
   *
   * @returns the blocks left for the last transaction
   */
  async #prepare(taken: Taken): Promise<readonly DiskBlocks[]> {
    const { kernel, parts } = taken;
    await this.#prepareFiles(taken);
    let left: readonly DiskBlocks[] = united(taken.blocks);
    let [rounds, isOver] = [0, false];
    while (rounds < ROUNDS_MAX && !isOver) {
      const batches = this.#plan(taken, left);
      // One that is not full is left for what is still to come, or for the head.
      const last = batches.at(-1);
      const mayWait =
        last !== undefined && (!isFull(last) || (batches.length === 1 && parts.length === 0));
      left = mayWait ? (batches.pop()?.blocks ?? []) : [];
      for (const batch of batches) {
        await this.#storePart(taken, () => this.#encode(taken, batch));
      }
      if (parts.length === 0) return left;
      if (batches.length > 0) rounds += 1;
      else isOver = await this.#mustEnd(parts);
      if (this.#source.kernel() !== kernel) return [];
      const changed = takeChanged(kernel);
      taken.blocks.push(...changed);
      left = united([...left, ...changed]);
    }
    return left;
  }

  /** Settles when the lab has changed once more, or there is no reason to wait for that. */
  #mustEnd(parts: readonly Promise<void>[]): Promise<boolean> {
    if (this.#isHurried) return Promise.resolve(true);
    const stirred = new Promise<boolean>((resolve) => {
      this.#stir = () => {
        resolve(this.#isHurried);
      };
    });
    const stored = parts.at(-1)?.then(() => true) ?? Promise.resolve(true);
    return Promise.race([stored, stirred]);
  }

  /** An extent that this group has written once is written again: within a group, extents hide the log. */
  #plan({ kernel, reset, extents }: Taken, blocks: readonly DiskBlocks[]): Batch[] {
    return batchesOf(kernel, blocks, reset ? null : new Set(extents.keys()));
  }

  async #prepareFiles(taken: Taken): Promise<void> {
    const files = [...this.#source.files()].filter(([hash]) => !this.#files.has(hash));
    const bytes = files.reduce((sum, [, file]) => sum + file.length, 0);
    if (bytes <= FILE_BYTES_AT_ONCE) return;
    for (const [hash, file] of files) {
      await this.#storePart(taken, () => NO_RECORDS, new Map([[hash, file]]));
    }
    // Records that are missing are noticed with the head; files are not.
    await Promise.all(taken.parts);
    for (const [hash] of files) this.#files.add(hash);
  }

  /** Gives the store a part, made when there is room for it; waits for none but those before. */
  async #storePart(
    taken: Taken,
    make: () => Records,
    files: ReadonlyMap<string, Uint8Array> = new Map(),
  ): Promise<void> {
    const { sequence, parts, preparedParts } = taken;
    await parts.at(-PARTS_AT_ONCE);
    if (this.#source.kernel() !== taken.kernel) return;
    const records = make();
    const part = this.#store.prepare({
      after: this.#after,
      sequence,
      isFirst: parts.length === 0,
      firstPart: preparedParts,
      ...records,
      files,
    });
    part.catch(() => {
      // Told by whoever waits for all of them.
    });
    parts.push(part);
    taken.preparedParts += records.log.length;
    // Before more is made: the browser's answers, for which the part waits, and the lab itself.
    await othersTurn();
  }

  async #save(taken: Taken, rest: readonly DiskBlocks[]): Promise<number> {
    const { kernel, reset, sequence } = taken;
    this.#isHurried = false;
    const prepared = [...taken.extents.values()];
    // What has changed while parts were on their way, or nothing.
    const changed = takeChanged(kernel);
    taken.blocks.push(...changed);
    const lab = this.#source.look();
    const lines = [...lab.lines];
    const batch = joined(this.#plan(taken, united([...rest, ...changed])));
    const written = new Set([...taken.extents.keys(), ...batch.extents.map(nameOf)]);
    const folded = reset ? [] : this.#fold.next(sequence, written);
    const records = this.#encode(taken, { ...batch, extents: [...batch.extents, ...folded] });
    const group: StoredGroup = {
      ...this.#runGroup(sequence, lab, lines, reset),
      ...records,
      preparedParts: taken.preparedParts,
      preparedExtents: prepared,
      dropLogThrough: reset ? 0 : this.#fold.dropThrough(new Set(taken.extents.keys())),
    };
    taken.group = group;
    await this.#store.save(group);
    this.#keep(taken, group, lines);
    return lab.atMs;
  }

  /** What a group holds beside blocks. */
  #runGroup(
    sequence: number,
    { run, digest, atMs }: SavedLab,
    lines: readonly RunLine[],
    reset: boolean,
  ): Omit<StoredGroup, BlockParts> {
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

  #encode(taken: Taken, batch: Pick<Batch, 'extents' | 'log'>): Records {
    const pack = (contents: readonly BlockContents[]): RecordBytes =>
      this.#store.pack(encodeRecord(taken.kernel, this.#lab, taken.sequence, contents));
    return recordsOf(taken, batch, pack);
  }

  #keep(taken: Taken, group: StoredGroup, lines: readonly RunLine[]): void {
    this.#after = [group.head];
    this.#lines = lines;
    this.#atMs = group.head.atMs;
    if (taken.reset) {
      this.#reset = false;
      this.#files = new Set(group.keptFiles);
      this.#image = new StoredImage(taken.kernel);
      this.#fold = new LogFold();
    }
    for (const hash of group.files.keys()) this.#files.add(hash);
    this.#image.keep(taken.contents);
    const { logBytes, extentBytes } = taken;
    const written = new Set(taken.extents.keys());
    const logged = [...taken.logged].filter((name) => !written.has(name));
    this.#fold.stored({ logBytes, extentBytes, logged, written });
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

function othersTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** What of a group is about blocks. */
type BlockParts = 'log' | 'preparedParts' | 'preparedExtents' | 'extents' | 'dropLogThrough';

const NO_RECORDS: Records = { log: [], extents: [] };

/** How many lines both lists begin with alike. */
function sharedStart(saved: readonly RunLine[], lines: readonly RunLine[]): number {
  const differs = lines.findIndex((line, index) => {
    const old = saved[index];
    return old === undefined || old.some((part, place) => part !== line[place]);
  });
  return differs >= 0 ? differs : lines.length;
}
