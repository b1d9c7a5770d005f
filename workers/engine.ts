import type {
  BlockMaps,
  Cause,
  CommandResult,
  LabEvent,
  Opened,
  OpenOptions,
  Run,
  Sample,
  Snapshot,
  Speed,
} from './api.ts';
import {
  blockMapsOf,
  eventsOf,
  explain,
  forgetBytes,
  keptLines,
  provideBytes,
  providedBytes,
  readFile,
  runOf,
  snapshotOf,
} from './core/lab.ts';
import { FeedCursor } from './feed-cursor.ts';
import { findLab, labOptions, type FoundLab } from './found-lab.ts';
import { LabRunner } from './lab-runner.ts';
import { LabSaving } from './lab-saving.ts';
import type { LabMaker } from './live-lab.ts';
import type { KernelSource } from './load-kernel.ts';
import type { OpenedStore } from './open-store.ts';
import type { RealTime } from './pacer.ts';
import { ParkingRoom } from './parking-places.ts';
import { quoteWord } from './quote-word.ts';
import { LabRefusal } from './refusal.ts';
import { checkRun, encodeFile, RUN_MS_MAX } from './run-shape.ts';
import { SnapshotFeed, type FeedPort } from './snapshot-feed.ts';

/** What an engine runs on: nothing in it knows a page, a worker or a process. */
export interface EngineDevices {
  readonly kernels: KernelSource;
  readonly storage: OpenedStore;
  readonly time: RealTime;
  /** Whether a line that waits lets time run at its own pace (a page), or at once (a script). */
  readonly waits: 'paced' | 'at-once';
  /** Memory for labs at earlier moments, shared by the labs of a worker; where there is a page, each has its own if none is given. */
  readonly parkingRoom?: ParkingRoom;
}

/** One lab that runs: its core and its run, its pace, its feed, its saving. */
export class Engine {
  readonly #options: OpenOptions;
  readonly #devices: EngineDevices;
  readonly #maker: LabMaker;
  readonly #runner: LabRunner;
  readonly #cursor = new FeedCursor();
  #feed: SnapshotFeed | null = null;
  readonly #saving: LabSaving;
  #isClosed = false;
  /** The end of what was asked before: verbs that run time or rewrite history take turns. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    options: OpenOptions,
    devices: EngineDevices,
    maker: LabMaker,
    found: FoundLab,
  ) {
    this.#options = options;
    this.#devices = devices;
    this.#maker = maker;
    this.#runner = new LabRunner(found.live, {
      maker,
      waits: devices.waits,
      parkingRoom: maker.keepsHistory ? (devices.parkingRoom ?? new ParkingRoom()) : null,
      snapshot: () => this.snapshot(),
      onChanged: () => {
        this.#saving.changed();
        this.#feed?.changed();
      },
      onRan: () => {
        this.#saving.ran();
        this.#feed?.changed();
      },
      onRewritten: () => {
        this.#cursor.rewritten();
        this.#saving.rewritten();
        this.#feed?.changed();
      },
      onBroken: (error) => void this.#inTurn(() => this.#rebuild(error)),
    });
    this.#saving = new LabSaving(devices, this.#runner, found, () => this.#feed?.changed());
  }

  /**
   * Opens a lab: the stored one if there is one, else a new one.
   *
   * @param feed  where snapshots go; null for none
   */
  static async open(
    options: OpenOptions,
    devices: EngineDevices,
    feed: FeedPort | null,
  ): Promise<{ engine: Engine; opened: Opened }> {
    const { kernels, storage, time } = devices;
    const maker: LabMaker = {
      time,
      keepsHistory: feed !== null || devices.waits === 'paced',
      createKernel: (layout) => kernels.create(layout),
    };
    const found = await findLab(options, storage, maker);
    const engine = new Engine(options, devices, maker, found);
    if (!found.resumed) await engine.#runFirstLines();
    // The first snapshot of the feed must not tell of a pause that nobody asked for.
    engine.#runner.pacer.setPace(options.paused, options.speed);
    engine.#startFeed(feed);
    void engine.#takeOverWhenFree(keptLines(found.live.lab).length);
    const opened = {
      kernel: kernels.kind,
      kernelProblem: kernels.problem,
      resumed: found.resumed,
      ...(found.fromSeen === true ? { fromSeen: true as const } : {}),
      snapshot: engine.snapshot(),
    };
    return { engine, opened };
  }

  /** Stops the lab, saves what is not saved yet, and lets go of the store. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#runner.stop();
    this.#feed?.close();
    this.#feed = null;
    await this.#saving.close();
  }

  async execute(line: string, node: string | null): Promise<CommandResult> {
    const begun = await this.#inTurn(() => this.#runner.begin(line, node));
    return begun.result;
  }

  advance(ms: number): Promise<Snapshot> {
    return this.#showing(async () => {
      const toMs = this.#runner.live.nowMs + ms;
      if (!isMoment(ms)) throw refusal('advance', ms);
      if (!isMoment(toMs)) throw refusal('advance beyond', toMs);
      await this.#runner.run(toMs);
    });
  }

  step(): Promise<Snapshot> {
    return this.#showing(() => this.#runner.runToEvent());
  }

  seek(atMs: number): Promise<Snapshot> {
    return this.#showing(async () => {
      if (!isMoment(atMs)) throw refusal('seek', atMs);
      await this.#runner.past.seek(atMs);
    });
  }

  setPace(paused: boolean, speed: Speed): void {
    if (speed !== 'max' && !(Number.isFinite(speed) && speed > 0)) {
      throw new LabRefusal(`speed is a number above 0, or max, not ${String(speed)}.`);
    }
    this.#runner.pacer.setPace(paused, speed);
    this.#feed?.changed();
  }

  snapshot(): Snapshot {
    const { live, pacer } = this.#runner;
    return { ...snapshotOf(live.lab), paused: pacer.paused, storage: this.#saving.snapshot() };
  }

  events(after: number | null): LabEvent[] {
    return eventsOf(this.#runner.live.lab, after ?? undefined);
  }

  timeline(fromMs: number): Sample[] {
    return this.#runner.live.timeline.from(fromMs);
  }

  blockMaps(): BlockMaps {
    return blockMapsOf(this.#runner.live.lab);
  }

  explain(code: string): Cause[] {
    const causes = explain(this.#runner.live.lab, code);
    if (Array.isArray(causes)) return causes;
    throw new LabRefusal(causes.output);
  }

  readFile(node: string, path: string): Uint8Array {
    const bytes = readFile(this.#runner.live.lab, node, path);
    if (bytes instanceof Uint8Array) return bytes;
    throw new LabRefusal(bytes.output);
  }

  /** Makes the bytes known by their hash, and writes the line that puts them on the node's disk. */
  importFile(node: string, path: string, bytes: Uint8Array): Promise<CommandResult> {
    return this.#inTurn(async () => {
      const { lab } = this.#runner.live;
      const known = new Set(providedBytes(lab).keys());
      const hash = provideBytes(lab, bytes);
      const line = `import ${quoteWord(path)} ${hash} ${String(bytes.length)}`;
      const result = await (await this.#runner.begin(line, node)).result;
      // What was refused is kept nowhere.
      if (!result.changed && !known.has(hash)) forgetBytes(lab, hash);
      return result;
    });
  }

  exportRun(withFiles: boolean): Run {
    const { live, past } = this.#runner;
    const carried = withFiles ? [...live.files] : [];
    const files = Object.fromEntries(carried.map(([hash, bytes]) => [hash, encodeFile(bytes)]));
    return { ...runOf(live.lab), endMs: past.endMs, lines: live.lines, files };
  }

  /** @throws LabRefusal before anything is touched */
  openRun(given: unknown): Promise<Snapshot> {
    return this.#inTurn(async () => {
      const { run, files } = checkRun(given, (bytes) => this.#runner.live.kernel.hashBytes(bytes));
      const options = { scenario: run.scenario, seed: run.seed, diskMiB: run.diskMiB };
      await this.#runner.replace({ options, lines: run.lines, files }, run.endMs);
      this.#saving.replaced();
      return this.snapshot();
    });
  }

  startAgain(): Promise<Snapshot> {
    return this.#inTurn(async () => {
      const options = labOptions(this.#options);
      await this.#runner.replace({ options, lines: [], files: [] }, 0);
      await this.#runFirstLines();
      this.#saving.replaced();
      this.#runner.pacer.setPace(this.#options.paused, this.#options.speed);
      return this.snapshot();
    });
  }

  digest(): string {
    return this.#runner.live.digest;
  }

  /** @throws LabRefusal with what is to be done, when nothing opens after that either */
  deleteStored(): Promise<Snapshot> {
    return this.#inTurn(async () => {
      await this.#saving.deleteStored();
      return this.snapshot();
    });
  }

  /** Settles when all that has happened so far is stored, or could not be. */
  async flush(): Promise<void> {
    await this.#saving.flush();
  }

  /** A verb that leaves the lab paused, and answers with what it shows then. */
  #showing(work: () => Promise<void>): Promise<Snapshot> {
    return this.#inTurn(async () => {
      const { pacer } = this.#runner;
      await work();
      pacer.setPace(true, pacer.speed);
      this.#feed?.changed();
      return this.snapshot();
    });
  }

  async #inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const before = this.#turn;
    let pass = (): void => undefined;
    this.#turn = new Promise<void>((resolve) => {
      pass = resolve;
    });
    await before;
    try {
      return await work();
    } catch (error) {
      if (error instanceof LabRefusal) throw error;
      throw await this.#rebuild(error);
    } finally {
      pass();
    }
  }

  /**
   * Something in core or block core has failed, so nobody knows what state it is in: that lab is
   * thrown away, and built anew from its run.
   *
   * @returns what whoever asked is told
   */
  async #rebuild(cause: unknown): Promise<Error> {
    const why = cause instanceof Error ? cause.message : String(cause);
    await this.#runner.rebuild().catch((error: unknown) => {
      // Told to nobody: whoever runs this engine has to start another.
      void Promise.reject(error instanceof Error ? error : new Error(String(error)));
      throw cause;
    });
    const text =
      `The lab failed (${why}), and was built anew from its run: it stands paused at the last ` +
      'whole moment before. If it fails there again, undo the last line, or keep a copy of the run and start again.';
    this.#saving.note(text);
    this.#feed?.changed();
    return new Error(text, { cause });
  }

  /** What the lab is opened with when it is opened once more. */
  #optionsNow(): OpenOptions {
    const { seen, anew: _begun, ...options } = this.#options;
    if (seen === undefined) return options;
    const { live } = this.#runner;
    const run = { ...live.options, lines: live.lines };
    const files = [...live.files.values()];
    return { ...options, seen: { ...seen, run, atMs: live.nowMs, files } };
  }

  async #runFirstLines(): Promise<void> {
    for (const [node, line] of this.#options.firstLines) await this.#runner.runLine(line, node);
  }

  #startFeed(port: FeedPort | null): void {
    if (port === null) return;
    this.#feed = new SnapshotFeed(port, () => {
      const fresh = this.#cursor.take(this.#runner.live);
      return { snapshot: this.snapshot(), outlook: this.#runner.past.outlook, ...fresh };
    });
    this.#feed.changed();
  }

  /** When the tab that wrote this lab is gone, goes on from what it saved, unless something was done here. */
  async #takeOverWhenFree(linesAtOpen: number): Promise<void> {
    const isFree = await this.#devices.storage.writable;
    if (!isFree || this.#isClosed) return;
    await this.#inTurn(async () => {
      if (keptLines(this.#runner.live.lab).length !== linesAtOpen) {
        this.#saving.note(
          'The other tab is closed. What was done in this one is not saved; reload to go on from what the other one saved.',
        );
        return;
      }
      const storage = { ...this.#devices.storage, readOnly: false };
      const found = await findLab(this.#optionsNow(), storage, this.#maker);
      this.#runner.adopt(found.live);
      this.#saving.takeOver(found);
      this.#feed?.changed();
    });
  }
}

function isMoment(ms: number): boolean {
  return Number.isSafeInteger(ms) && ms >= 0 && ms <= RUN_MS_MAX;
}

function refusal(verb: string, ms: number): LabRefusal {
  const range = `a whole number of milliseconds from 0 to ${String(RUN_MS_MAX)}`;
  return new LabRefusal(`${verb}: expected ${range}, not ${String(ms)}.`);
}
