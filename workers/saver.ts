import type { StorageRemedy } from './api.ts';
import { BLOCK_BYTES, type BlockKernel } from './core/storage/block-kernel.ts';
import { DiskError, type DiskStore } from './disk-store.ts';
import { GroupWriter, type FoundState, type SavedSource } from './group-writer.ts';
import type { RealTime } from './pacer.ts';

/** Real ms that a change waits at most for others to share its transaction. */
export const SAVE_WITHIN_MS = 100;
/** Real ms between two saves when nothing but the clock has moved. */
export const CLOCK_SAVE_EVERY_MS = 1000;
/** Changed bytes that are saved without waiting. */
const SAVE_AT_BYTES = 1024 * 1024;
const RETRY_FIRST_MS = 250;
const RETRY_LAST_MS = 5000;
/** Real ms after which a save that has not ended is told. */
export const SLOW_AFTER_MS = 10_000;

/** How saving stands. */
export interface SaverState {
  /** Virtual ms of the last group whose transaction is complete; null when none is, or it may be gone. */
  readonly savedAtMs: number | null;
  readonly problem: string | null;
  /** What a person can do about it; absent for nothing. */
  readonly remedy?: StorageRemedy;
}

/**
 * Writes the lab behind the memory's back, one group at a time.
 *
 * Memory is the truth: a group that fails leaves the store as it was, its blocks are remembered and
 * go with the next one, and the lab runs on unsaved and says so.
 */
export class Saver {
  readonly #time: RealTime;
  readonly #kernel: () => BlockKernel | null;
  readonly #tell: (state: SaverState) => void;
  readonly #writer: GroupWriter;
  #state: SaverState = { savedAtMs: null, problem: null };
  #cancel: (() => void) | null = null;
  #dueMs = Infinity;
  #saving: Promise<void> | null = null;
  /** Shortest wait asked for while a save was on its way. */
  #askedMs = Infinity;
  #failures = 0;
  #stopped = false;
  #cuts = 0;

  /**
   * @param labKey  hash of the lab's id
   * @param found  what the store holds; null to replace whatever it does
   */
  constructor(
    devices: { store: DiskStore; time: RealTime },
    labKey: bigint,
    found: FoundState | null,
    lab: SavedSource,
    tell: (state: SaverState) => void,
  ) {
    this.#time = devices.time;
    this.#kernel = lab.kernel;
    this.#tell = tell;
    this.#writer = new GroupWriter(devices.store, labKey, found, lab);
    if (found !== null) this.#state = { savedAtMs: found.head.atMs, problem: null };
    devices.store.onCut(() => {
      this.#wasCut();
    });
  }

  get state(): SaverState {
    return this.#state;
  }

  /** Says that a line or a block has changed. */
  changed(): void {
    this.#writer.changed();
    this.#due(this.#changedBytes() >= SAVE_AT_BYTES ? 0 : SAVE_WITHIN_MS);
  }

  /** Says that time has run, and perhaps changed blocks. */
  ran(): void {
    this.#writer.changed();
    const bytes = this.#changedBytes();
    if (bytes >= SAVE_AT_BYTES) this.#due(0);
    else this.#due(bytes > 0 ? SAVE_WITHIN_MS : CLOCK_SAVE_EVERY_MS);
  }

  /** Says that history was rewritten on a fresh kernel. */
  rewritten(): void {
    this.#writer.rewritten();
    this.#due(SAVE_WITHIN_MS);
  }

  /** Saves what is not saved yet, at once. Settles when it is stored or has failed once. */
  async flush(): Promise<void> {
    let hasJoined = false;
    while (this.#saving !== null) {
      this.#writer.hurry();
      await this.#saving;
      hasJoined = true;
    }
    const isStored = hasJoined && this.#failures === 0 && this.#writer.isCurrent;
    // What was asked for meanwhile is stored, too; only folding has more to do.
    if (!isStored || !this.#writer.isFolding) this.#cancelTimer();
    if (isStored) return;
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
    const askedMs = this.#writer.isFolding ? SAVE_WITHIN_MS : this.#askedMs;
    this.#askedMs = Infinity;
    if (this.#stopped) return;
    if (this.#failures > 0) {
      this.#wakeIn(Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** (this.#failures - 1)));
    } else if (askedMs < Infinity) {
      this.#wakeIn(askedMs);
    }
  }

  async #saveGroup(): Promise<void> {
    const cuts = this.#cuts;
    const endSlow = this.#time.schedule(() => {
      this.#say({ ...this.#state, problem: slowText(), remedy: 'reload' });
    }, SLOW_AFTER_MS);
    try {
      let atMs = await this.#writer.write();
      while (atMs === null && !this.#stopped && this.#kernel() !== null) {
        atMs = await this.#writer.write();
      }
      // A lab that is being rebuilt says when there is something to save again.
      if (atMs === null) return;
      this.#failures = 0;
      // A connection that was cut meanwhile may have taken this group along.
      if (cuts === this.#cuts) this.#say({ savedAtMs: atMs, problem: null });
    } catch (error) {
      this.#failed(error);
      if (error instanceof DiskError && error.kind === 'quota') await this.#saveLines();
    } finally {
      endSlow();
    }
  }

  /** Where the disks find no room, the run may: it makes them again when the lab is opened. */
  async #saveLines(): Promise<void> {
    const cuts = this.#cuts;
    if (this.#stopped || this.#kernel() === null) return;
    const atMs = await this.#writer.writeLines().catch(() => null);
    const { problem } = this.#state;
    if (atMs === null || problem === null || cuts !== this.#cuts) return;
    this.#say({ ...this.#state, problem: `${problem} ${linesText(atMs)}` });
  }

  #failed(error: unknown): void {
    const kind = error instanceof DiskError ? error.kind : 'aborted';
    this.#failures += 1;
    if (kind === 'lost') this.#writer.forget();
    if (kind === 'taken') this.#stopped = true;
    this.#say({
      savedAtMs: kind === 'lost' ? null : this.#state.savedAtMs,
      problem: problemText(kind, error instanceof Error ? error.message : String(error)),
      ...(kind === 'taken' ? { remedy: 'again' } : {}),
    });
  }

  /** The browser ended the connection: what was called saved may be gone, so it is called so no more. */
  #wasCut(): void {
    if (this.#stopped) return;
    this.#cuts += 1;
    this.#writer.forget();
    const text = 'The browser cut the connection to its storage.';
    this.#say({ savedAtMs: null, problem: problemText('lost', text) });
    this.#due(SAVE_WITHIN_MS);
  }

  #changedBytes(): number {
    const kernel = this.#kernel();
    if (kernel === null) return 0;
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

/** What has happened, and what a person can do about it. */
function problemText(kind: DiskError['kind'], text: string): string {
  const unsaved = `The lab runs on, but is not saved: ${text}`;
  switch (kind) {
    case 'quota':
      return `${unsaved} Free some space, or clear what other sites keep; saving goes on by itself.`;
    case 'lost':
      return `${unsaved} What was saved before may be gone; all of it is stored anew.`;
    case 'taken':
      return `What happens here is not saved any more: ${text} Close the other tabs of this lab, and open it again to go on from what they saved.`;
    default:
      return `${unsaved} It is tried again.`;
  }
}

function linesText(atMs: number): string {
  return `Its lines are kept: up to ${String(atMs / 1000)} s the run can be played again when the lab is opened.`;
}

function slowText(): string {
  const seconds = String(SLOW_AFTER_MS / 1000);
  return `The browser has not finished saving for ${seconds} s. The lab runs on unsaved until it does; if that lasts, reload the page.`;
}
