import { transfer } from 'comlink';
import type {
  BlockMaps,
  Cause,
  CommandResult,
  EngineApi,
  LabEvent,
  Opened,
  OpenOptions,
  Run,
  Sample,
  Snapshot,
  Speed,
  WorkerApi,
} from './api.ts';
import { Engine, type EngineDevices } from './engine.ts';
import { loadKernel } from './load-kernel.ts';
import { noStore, openStore } from './open-store.ts';
import { ParkingRoom } from './parking-places.ts';
import { LabRefusal } from './refusal.ts';
import { feedThrough } from './snapshot-feed.ts';

/** Labs that one page may hold. */
const LABS_MAX = 64;

/** All labs of one page, behind the worker line. */
export class Labs implements WorkerApi {
  readonly #devices: Pick<EngineDevices, 'time'>;
  readonly #basePath: string;
  readonly #engines = new Map<string, Promise<Engine>>();
  readonly #parkingRoom = new ParkingRoom();
  /** Calls that are being worked on, as `verb lab`. */
  readonly #working: string[] = [];

  /** @param basePath  path of the site that serves the worker; part of the databases' names */
  constructor(devices: Pick<EngineDevices, 'time'>, basePath: string) {
    this.#devices = devices;
    this.#basePath = basePath;
  }

  alive(): Promise<string[]> {
    return Promise.resolve([...this.#working]);
  }

  async open(lab: string, options: OpenOptions, feed: MessagePort): Promise<Opened> {
    if (this.#engines.has(lab)) throw new LabRefusal(`A lab named ${lab} is open already.`);
    if (this.#engines.size >= LABS_MAX) {
      throw new LabRefusal(`A page holds at most ${String(LABS_MAX)} labs.`);
    }
    const opening = this.#openEngine(options, feed);
    const engine = opening.then((one) => one.engine);
    // A failure is told to whoever opened the lab, once.
    engine.catch(() => this.#engines.delete(lab));
    this.#engines.set(lab, engine);
    return (await this.#counted('open', lab, opening)).opened;
  }

  async close(lab: string): Promise<void> {
    const engine = this.#engines.get(lab);
    this.#engines.delete(lab);
    const closing = Promise.resolve(engine).then((opened) => opened?.close());
    await this.#counted(
      'close',
      lab,
      closing.catch(() => undefined),
    );
  }

  execute(lab: string, line: string, node: string | null): Promise<CommandResult> {
    return this.#at('execute', lab, (engine) => engine.execute(line, node));
  }

  advance(lab: string, ms: number): Promise<Snapshot> {
    return this.#at('advance', lab, (engine) => engine.advance(ms));
  }

  step(lab: string): Promise<Snapshot> {
    return this.#at('step', lab, (engine) => engine.step());
  }

  setPace(lab: string, paused: boolean, speed: Speed): Promise<void> {
    return this.#at('setPace', lab, (engine) => engine.setPace(paused, speed));
  }

  snapshot(lab: string): Promise<Snapshot> {
    return this.#at('snapshot', lab, (engine) => engine.snapshot());
  }

  seek(lab: string, atMs: number): Promise<Snapshot> {
    return this.#at('seek', lab, (engine) => engine.seek(atMs));
  }

  events(lab: string, after: number | null): Promise<LabEvent[]> {
    return this.#at('events', lab, (engine) => engine.events(after));
  }

  timeline(lab: string, fromMs: number): Promise<Sample[]> {
    return this.#at('timeline', lab, (engine) => engine.timeline(fromMs));
  }

  async blockMaps(lab: string): Promise<BlockMaps> {
    const maps = await this.#at('blockMaps', lab, (engine) => engine.blockMaps());
    return transfer(maps, [maps.first.buffer, maps.second.buffer, maps.difference.buffer]);
  }

  explain(lab: string, code: string): Promise<Cause[]> {
    return this.#at('explain', lab, (engine) => engine.explain(code));
  }

  async readFile(lab: string, node: string, path: string): Promise<Uint8Array> {
    const bytes = await this.#at('readFile', lab, (engine) => engine.readFile(node, path));
    return transfer(bytes, [bytes.buffer]);
  }

  importFile(lab: string, node: string, path: string, bytes: Uint8Array): Promise<CommandResult> {
    return this.#at('importFile', lab, (engine) => engine.importFile(node, path, bytes));
  }

  exportRun(lab: string, withFiles: boolean): Promise<Run> {
    return this.#at('exportRun', lab, (engine) => engine.exportRun(withFiles));
  }

  openRun(lab: string, run: unknown): Promise<Snapshot> {
    return this.#at('openRun', lab, (engine) => engine.openRun(run));
  }

  startAgain(lab: string): Promise<Snapshot> {
    return this.#at('startAgain', lab, (engine) => engine.startAgain());
  }

  digest(lab: string): Promise<string> {
    return this.#at('digest', lab, (engine) => engine.digest());
  }

  deleteStored(lab: string): Promise<Snapshot> {
    return this.#at('deleteStored', lab, (engine) => engine.deleteStored());
  }

  saveNow(lab: string): Promise<void> {
    return this.#at('saveNow', lab, (engine) => engine.flush());
  }

  async #openEngine(
    options: OpenOptions,
    feed: MessagePort,
  ): Promise<{ engine: Engine; opened: Opened }> {
    const [kernels, storage] = await Promise.all([
      loadKernel(options.wasmUrl),
      options.storage === 'persist'
        ? openStore(this.#basePath, options.labId)
        : noStore(options.labId),
    ]);
    try {
      const devices: EngineDevices = {
        ...this.#devices,
        kernels,
        storage,
        waits: 'paced',
        parkingRoom: this.#parkingRoom,
      };
      return await Engine.open(options, devices, feedThrough(feed));
    } catch (error) {
      storage.close();
      throw error;
    }
  }

  async #at<Answer>(
    verb: keyof EngineApi,
    lab: string,
    work: (engine: Engine) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const engine = this.#engines.get(lab);
    if (engine === undefined) throw new LabRefusal(`No lab named ${lab} is open.`);
    return this.#counted(verb, lab, engine.then(work));
  }

  async #counted<Answer>(
    verb: keyof EngineApi,
    lab: string,
    work: Promise<Answer>,
  ): Promise<Answer> {
    const call = `${verb} ${lab}`;
    this.#working.push(call);
    try {
      return await work;
    } finally {
      this.#working.splice(this.#working.indexOf(call), 1);
    }
  }
}
