/** A lab as the page runs it, stored in this browser or in memory alone, driven at its limit. */
import type { Run, Snapshot } from '../api.ts';
import { Engine } from '../engine.ts';
import { deleteLabDatabase, databaseName } from '../lab-database.ts';
import { wasmSource } from '../load-kernel.ts';
import { noStore, openStore, type OpenedStore } from '../open-store.ts';
import { BIG_FILE, fastLinkLines, fillLine, MIRROR_LINE, REMOVE_TWIN_LINE } from './lab-lines.ts';

const BASE_PATH = '/benchmark/';
/** Virtual ms between two looks whether a mirror is complete. */
const LOOK_EVERY_MS = 1000;
/** Virtual ms after which a mirror counts as stuck. */
const MIRROR_WITHIN_MS = 600_000;

const time = {
  now: () => performance.now(),
  schedule: (callback: () => void, delayMs: number) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** One lab with one large file. */
export class MeasuredLab {
  readonly #module: WebAssembly.Module;
  readonly #id: string;
  readonly #diskMiB: number;
  readonly #isStored: boolean;
  #engine: Engine | null = null;

  constructor(
    module: WebAssembly.Module,
    id: string,
    diskMiB: number,
    storage: 'persist' | 'memory' = 'persist',
  ) {
    this.#module = module;
    this.#id = id;
    this.#diskMiB = diskMiB;
    this.#isStored = storage === 'persist';
  }

  /** Opens what is stored, or a new lab. @throws Error where nothing can be stored */
  async open(): Promise<{ resumed: boolean }> {
    const storage = this.#isStored ? await writableStore(this.#id) : noStore(this.#id);
    const { engine, opened } = await Engine.open(
      {
        scenario: 'protected',
        seed: 2001,
        diskMiB: this.#diskMiB,
        storage: this.#isStored ? 'persist' : 'memory',
        labId: this.#id,
        wasmUrl: null,
        paused: true,
        speed: 1,
        firstLines: [],
      },
      { kernels: wasmSource(this.#module), storage, time, waits: 'at-once' },
      null,
    );
    this.#engine = engine;
    return { resumed: opened.resumed };
  }

  /** Fills both clusters' disks, by replication. */
  async fill(fileBytes: number): Promise<void> {
    for (const line of [...fastLinkLines(), fillLine(fileBytes)]) await this.#run(line);
    await this.#settle();
    await this.#save();
  }

  /** All that has happened so far. */
  run(): Run {
    return this.#opened.exportRun(true);
  }

  /** Does all of it again, in place of what there is. */
  async replay(run: Run): Promise<void> {
    const { atMs } = await this.#opened.openRun(run);
    if (atMs !== run.endMs) throw new Error(`it stands at ${atMs}, not at ${run.endMs}`);
  }

  /** Takes the file off the second cluster's disk again; stored. */
  async forgetTwin(): Promise<void> {
    await this.#run(REMOVE_TWIN_LINE);
    await this.#save();
  }

  /** Mirrors everything, until the last block is stored. */
  async mirror(): Promise<void> {
    await this.#run(MIRROR_LINE);
    await this.#settle();
    await this.#save();
  }

  /** Demands that both clusters hold the same file, and that nothing was found amiss in the store. */
  async verify(): Promise<void> {
    const [first, second] = [await this.#hash('A1'), await this.#hash('B1')];
    if (first !== second) throw new Error(`the mirror differs: ${first}, ${second}`);
    const { problem } = this.#opened.snapshot().storage;
    if (problem !== null) throw new Error(problem);
  }

  async close(): Promise<void> {
    await this.#engine?.close();
    this.#engine = null;
  }

  /** Closes, and deletes what is stored. */
  async drop(): Promise<void> {
    await this.close();
    if (this.#isStored) await deleteLabDatabase(databaseName(BASE_PATH, this.#id));
  }

  get #opened(): Engine {
    if (this.#engine === null) throw new Error('The lab is not open.');
    return this.#engine;
  }

  async #run(line: string): Promise<string> {
    const { exitCode, output } = await this.#opened.execute(line, null);
    if (exitCode !== 0) throw new Error(`"${line}" was refused: ${output}`);
    return output;
  }

  async #hash(node: string): Promise<string> {
    return (await this.#run(`@${node} xxh3 ${BIG_FILE}`)).slice(0, 16);
  }

  async #settle(): Promise<void> {
    const untilMs = this.#opened.snapshot().atMs + MIRROR_WITHIN_MS;
    for (;;) {
      const snapshot = await this.#opened.advance(LOOK_EVERY_MS);
      if (isInStep(snapshot)) return;
      if (snapshot.atMs >= untilMs) throw new Error('the mirror does not end.');
    }
  }

  async #save(): Promise<void> {
    if (!this.#isStored) return;
    await this.#opened.flush();
    const { atMs, storage } = this.#opened.snapshot();
    if (storage.savedAtMs === atMs) return;
    throw new Error(storage.problem ?? `saved at ${String(storage.savedAtMs)}, not ${atMs}`);
  }
}

async function writableStore(id: string): Promise<OpenedStore> {
  const storage = await openStore(BASE_PATH, id);
  if (storage.store !== null && !storage.readOnly) return storage;
  storage.close();
  throw new Error(storage.problem ?? 'Nothing can be stored here.');
}

function isInStep({ connections: [connection] }: Snapshot): boolean {
  return (
    connection?.mirrorStatus === 'Idle' &&
    connection.dataState === 'Good' &&
    connection.queue.operations === 0
  );
}
