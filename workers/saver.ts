import {
  encodeRecord,
  EXTENT_BLOCKS,
  filledBlocks,
  inPieces,
  LOG_RECORD_BLOCKS_MAX,
  type DiskBlocks,
} from './block-record.ts';
import { BLOCK_BYTES, type BlockKernel } from './core/storage/block-kernel.ts';
import type { Run, RunLine } from './core/run.ts';
import { DiskError, STORE_SCHEMA, type DiskStore, type ExtentKey } from './disk-store.ts';
import type { RealTime } from './pacer.ts';

/** Real ms that a change waits at most for others to share its transaction. */
export const SAVE_WITHIN_MS = 100;
/** Real ms between two saves when nothing but the clock has moved. */
export const CLOCK_SAVE_EVERY_MS = 1000;
/** Changed bytes that are saved without waiting. */
const SAVE_AT_BYTES = 1024 * 1024;
/** Length of the log beyond which it is folded into extents. */
export const LOG_BYTES_MAX = 16 * 1024 * 1024;
/** Extents that one group folds: with them it stays a transaction of a few MiB. */
const FOLDED_EXTENTS_MAX = 8;
const RETRY_FIRST_MS = 250;
const RETRY_LAST_MS = 5000;

/** The lab at the moment of a save. */
export interface SavedLab {
  readonly atMs: number;
  readonly digest: string;
  readonly run: Pick<Run, 'scenario' | 'seed' | 'diskMiB'>;
  /** Kept lines, and behind them those still to come. */
  readonly lines: readonly RunLine[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** How saving stands. */
export interface SaverState {
  /** Virtual ms of the last group whose transaction is complete; null before the first. */
  readonly savedAtMs: number | null;
  readonly problem: string | null;
}

/** Where the stored state stands, when memory agrees with it. */
export interface FoundState {
  readonly sequence: number;
  readonly savedAtMs: number;
  readonly lines: readonly RunLine[];
  /** Hashes of the files stored. */
  readonly files: Iterable<string>;
  readonly logBytes: number;
  /** Extents with blocks in the log, as `disk:extent`. */
  readonly logged: Iterable<string>;
}

/** What one group took, to be given back if it is not stored. */
interface Taken {
  readonly reset: boolean;
  readonly rewrites: number;
  readonly atMs: number;
  readonly sequence: number;
  readonly blocks: readonly DiskBlocks[];
  readonly lines: readonly RunLine[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly logBytes: number;
  readonly folded: readonly ExtentKey[];
  readonly dropLogThrough: number;
}

/**
 * Writes the lab behind the memory's back, one transaction at a time.
 *
 * Memory is the truth: a group that fails leaves the store as it was, its blocks are remembered and
 * go with the next one, and the lab runs on unsaved and says so.
 */
export class Saver {
  readonly #store: DiskStore;
  readonly #time: RealTime;
  readonly #kernel: () => BlockKernel;
  readonly #look: () => SavedLab;
  readonly #tell: (state: SaverState) => void;
  readonly #lab: bigint;
  #state: SaverState = { savedAtMs: null, problem: null };
  #sequence: number;
  #reset: boolean;
  /** Counts rewrites, so that the end of an older save does not pass for the newest rewrite's. */
  #rewrites = 0;
  #savedLines: readonly RunLine[] = [];
  #savedFiles = new Set<string>();
  /** Blocks of groups that failed, by disk. */
  #unsaved = new Map<number, Set<number>>();
  #logBytes = 0;
  /** Extents with blocks in the log, as `disk:extent`. */
  #logged = new Set<string>();
  /** Extents that the running fold still has to write. */
  #toFold: ExtentKey[] = [];
  /** The fold drops the log up to here when it is done; 0: none is running. */
  #foldThrough = 0;
  #foldedLogBytes = 0;
  #cancel: (() => void) | null = null;
  #dueMs = Infinity;
  #saving: Promise<void> | null = null;
  /** Shortest wait asked for while a save was on its way. */
  #askedMs = Infinity;
  #failures = 0;
  #stopped = false;

  /**
   * @param labKey  hash of the lab's id
   * @param found  what `recover` found; null to store all anew
   */
  constructor(
    devices: { store: DiskStore; time: RealTime },
    labKey: bigint,
    found: FoundState | null,
    lab: { kernel: () => BlockKernel; look: () => SavedLab },
    tell: (state: SaverState) => void,
  ) {
    this.#store = devices.store;
    this.#time = devices.time;
    this.#lab = labKey;
    this.#kernel = lab.kernel;
    this.#look = lab.look;
    this.#tell = tell;
    this.#sequence = found?.sequence ?? 0;
    this.#reset = found === null;
    if (found === null) return;
    this.#savedLines = found.lines;
    this.#savedFiles = new Set(found.files);
    this.#logBytes = found.logBytes;
    this.#logged = new Set(found.logged);
    this.#state = { savedAtMs: found.savedAtMs, problem: null };
  }

  get state(): SaverState {
    return this.#state;
  }

  /** Says that a line or a block has changed. */
  changed(): void {
    this.#due(this.#changedBytes() >= SAVE_AT_BYTES ? 0 : SAVE_WITHIN_MS);
  }

  /** Says that time has run, and perhaps changed blocks. */
  ran(): void {
    const bytes = this.#changedBytes();
    if (bytes >= SAVE_AT_BYTES) this.#due(0);
    else this.#due(bytes > 0 ? SAVE_WITHIN_MS : CLOCK_SAVE_EVERY_MS);
  }

  /** Says that history was rewritten on a fresh kernel: the next group replaces all that is stored. */
  rewritten(): void {
    this.#reset = true;
    this.#rewrites += 1;
    this.#unsaved.clear();
    this.#due(SAVE_WITHIN_MS);
  }

  /** Saves what is not saved yet, at once. Settles when it is stored or has failed once. */
  async flush(): Promise<void> {
    while (this.#saving !== null) await this.#saving;
    this.#cancelTimer();
    if (!this.#stopped) await this.#save();
  }

  /** Never saves again. A transaction on its way is waited for. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    if (this.#saving !== null) await this.#saving;
  }

  #due(delayMs: number): void {
    if (this.#stopped) return;
    if (this.#saving !== null) {
      this.#askedMs = Math.min(this.#askedMs, delayMs);
      return;
    }
    // After a failure the retry has its own, longer waits.
    if (this.#failures > 0) return;
    const dueMs = this.#time.now() + delayMs;
    if (dueMs >= this.#dueMs) return;
    this.#wakeIn(delayMs);
  }

  #wakeIn(delayMs: number): void {
    this.#cancelTimer();
    this.#dueMs = this.#time.now() + delayMs;
    this.#cancel = this.#time.schedule(() => {
      this.#cancelTimer();
      void this.#save();
    }, delayMs);
  }

  #cancelTimer(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#dueMs = Infinity;
  }

  async #save(): Promise<void> {
    this.#saving = this.#saveGroup();
    await this.#saving;
    this.#saving = null;
    const askedMs = this.#foldThrough > 0 ? SAVE_WITHIN_MS : this.#askedMs;
    this.#askedMs = Infinity;
    if (this.#stopped) return;
    if (this.#failures > 0) {
      this.#wakeIn(Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** (this.#failures - 1)));
    } else if (askedMs < Infinity) {
      this.#wakeIn(askedMs);
    }
  }

  async #saveGroup(): Promise<void> {
    const lab = this.#look();
    const kernel = this.#kernel();
    const sequence = this.#sequence + 1;
    const linesFrom = this.#reset ? 0 : sharedStart(this.#savedLines, lab.lines);
    const files = new Map(
      [...lab.files].filter(([hash]) => this.#reset || !this.#savedFiles.has(hash)),
    );
    const blocks = this.#takeBlocks(kernel);
    const log = this.#reset ? [] : this.#encodeLog(kernel, sequence, blocks);
    const extentKeys = this.#reset ? allExtents(kernel) : this.#nextToFold();
    const extents = this.#encodeExtents(kernel, sequence, extentKeys);
    const foldEnds =
      !this.#reset && this.#foldThrough > 0 && extentKeys.length === this.#toFold.length;
    const taken: Taken = {
      reset: this.#reset,
      rewrites: this.#rewrites,
      atMs: lab.atMs,
      sequence,
      blocks,
      lines: [...lab.lines],
      files,
      logBytes: log.reduce((sum, record) => sum + record.byteLength, 0),
      folded: extentKeys,
      dropLogThrough: foldEnds ? this.#foldThrough : 0,
    };
    const head = {
      schema: STORE_SCHEMA,
      sequence,
      atMs: lab.atMs,
      digest: lab.digest,
      scenario: lab.run.scenario,
      seed: lab.run.seed,
      diskMiB: lab.run.diskMiB,
    };
    try {
      await this.#store.save({
        reset: taken.reset,
        head,
        linesFrom,
        lines: taken.lines.slice(linesFrom),
        files,
        log,
        extents,
        dropLogThrough: taken.dropLogThrough,
      });
      this.#keep(taken);
    } catch (error) {
      this.#giveBack(taken, error);
    }
  }

  #takeBlocks(kernel: BlockKernel): DiskBlocks[] {
    const taken: DiskBlocks[] = [];
    for (let disk = 0; disk < kernel.diskCount; disk += 1) {
      const changed = kernel.changedBlocks(disk);
      kernel.clearChanged(disk, changed);
      const failed = this.#unsaved.get(disk);
      const blocks =
        failed === undefined
          ? changed
          : [...new Set([...changed, ...failed])].sort((a, b) => a - b);
      if (blocks.length > 0) taken.push({ disk, blocks });
    }
    this.#unsaved.clear();
    return taken;
  }

  #encodeLog(kernel: BlockKernel, sequence: number, blocks: readonly DiskBlocks[]): Uint8Array[] {
    return inPieces(blocks, LOG_RECORD_BLOCKS_MAX).map((piece) =>
      encodeRecord(kernel, this.#lab, sequence, piece),
    );
  }

  #encodeExtents(
    kernel: BlockKernel,
    sequence: number,
    keys: readonly ExtentKey[],
  ): (readonly [ExtentKey, Uint8Array])[] {
    return keys.map((key) => {
      const [disk, extent] = key;
      const blocks = filledBlocks(kernel, disk, extent);
      return [key, encodeRecord(kernel, this.#lab, sequence, [{ disk, blocks }])] as const;
    });
  }

  #nextToFold(): ExtentKey[] {
    if (this.#foldThrough === 0 && this.#logBytes > LOG_BYTES_MAX) {
      this.#foldThrough = this.#sequence;
      this.#foldedLogBytes = this.#logBytes;
      this.#toFold = [...this.#logged].map((name) => {
        const [disk = 0, extent = 0] = name.split(':').map(Number);
        return [disk, extent] as const;
      });
      this.#logged.clear();
    }
    return this.#toFold.slice(0, FOLDED_EXTENTS_MAX);
  }

  #keep(taken: Taken): void {
    this.#failures = 0;
    this.#sequence = taken.sequence;
    this.#savedLines = taken.lines;
    for (const hash of taken.files.keys()) this.#savedFiles.add(hash);
    if (taken.reset) {
      if (taken.rewrites === this.#rewrites) this.#reset = false;
      this.#logBytes = 0;
      this.#logged.clear();
      this.#toFold = [];
      this.#foldThrough = 0;
    } else {
      this.#logBytes += taken.logBytes;
      for (const { disk, blocks } of taken.blocks) {
        for (const block of blocks) {
          this.#logged.add(`${String(disk)}:${String(Math.floor(block / EXTENT_BLOCKS))}`);
        }
      }
      this.#toFold = this.#toFold.slice(taken.folded.length);
      if (taken.dropLogThrough > 0) {
        this.#logBytes -= this.#foldedLogBytes;
        this.#foldThrough = 0;
      }
    }
    this.#say({ savedAtMs: taken.atMs, problem: null });
  }

  #giveBack(taken: Taken, error: unknown): void {
    this.#failures += 1;
    // Blocks of a kernel that is gone mean nothing any more.
    const lost = taken.rewrites === this.#rewrites ? taken.blocks : [];
    for (const { disk, blocks } of lost) {
      const waiting = this.#unsaved.get(disk) ?? new Set();
      for (const block of blocks) waiting.add(block);
      this.#unsaved.set(disk, waiting);
    }
    // What was stored may be gone with the connection; memory has all of it.
    if (error instanceof DiskError && error.kind === 'lost') this.#reset = true;
    const text = error instanceof Error ? error.message : String(error);
    this.#say({
      savedAtMs: this.#state.savedAtMs,
      problem: `The lab runs on, but is not saved: ${text} It is tried again.`,
    });
  }

  #changedBytes(): number {
    const kernel = this.#kernel();
    let blocks = 0;
    for (let disk = 0; disk < kernel.diskCount; disk += 1) {
      blocks += kernel.changedBlocks(disk).length;
    }
    return blocks * BLOCK_BYTES;
  }

  #say(state: SaverState): void {
    this.#state = state;
    this.#tell(state);
  }
}

/** Extents of all disks that hold anything. */
function allExtents(kernel: BlockKernel): ExtentKey[] {
  const keys: ExtentKey[] = [];
  for (let disk = 0; disk < kernel.diskCount; disk += 1) {
    const count = Math.ceil(kernel.blockCount(disk) / EXTENT_BLOCKS);
    for (let extent = 0; extent < count; extent += 1) {
      if (filledBlocks(kernel, disk, extent).length > 0) keys.push([disk, extent]);
    }
  }
  return keys;
}

/** How many lines both lists begin with alike. */
function sharedStart(saved: readonly RunLine[], lines: readonly RunLine[]): number {
  const differs = lines.findIndex((line, index) => {
    const old = saved[index];
    return old === undefined || old.some((part, place) => part !== line[place]);
  });
  if (differs >= 0) return differs;
  return lines.length;
}
