import { transfer } from 'comlink';
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
  WorkerApi,
} from './api.ts';
import { Engine, type EngineDevices } from './engine.ts';
import { loadKernel } from './load-kernel.ts';
import { noStore, openStore } from './open-store.ts';
import { LabRefusal } from './refusal.ts';
import { feedThrough } from './snapshot-feed.ts';

/** Labs that one page may hold. */
const LABS_MAX = 64;

/** All labs of one page, behind the worker line. */
export class Labs implements WorkerApi {
  readonly #devices: Pick<EngineDevices, 'time'>;
  readonly #basePath: string;
  readonly #engines = new Map<string, Promise<Engine>>();

  /** @param basePath  path of the site that serves the worker; part of the databases' names */
  constructor(devices: Pick<EngineDevices, 'time'>, basePath: string) {
    this.#devices = devices;
    this.#basePath = basePath;
  }

  alive(): Promise<true> {
    return Promise.resolve(true);
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
    return (await opening).opened;
  }

  async close(lab: string): Promise<void> {
    const engine = this.#engines.get(lab);
    this.#engines.delete(lab);
    const opened = await engine?.catch(() => undefined);
    await opened?.close();
  }

  async execute(lab: string, line: string, node: string | null): Promise<CommandResult> {
    return (await this.#engine(lab)).execute(line, node);
  }

  async advance(lab: string, ms: number): Promise<Snapshot> {
    return (await this.#engine(lab)).advance(ms);
  }

  async step(lab: string): Promise<Snapshot> {
    return (await this.#engine(lab)).step();
  }

  async setPace(lab: string, paused: boolean, speed: Speed): Promise<void> {
    (await this.#engine(lab)).setPace(paused, speed);
  }

  async snapshot(lab: string): Promise<Snapshot> {
    return (await this.#engine(lab)).snapshot();
  }

  async seek(lab: string, atMs: number): Promise<Snapshot> {
    return (await this.#engine(lab)).seek(atMs);
  }

  async events(lab: string, after: number | null): Promise<LabEvent[]> {
    return (await this.#engine(lab)).events(after);
  }

  async timeline(lab: string, fromMs: number): Promise<Sample[]> {
    return (await this.#engine(lab)).timeline(fromMs);
  }

  async blockMaps(lab: string): Promise<BlockMaps> {
    const maps = (await this.#engine(lab)).blockMaps();
    return transfer(maps, [maps.first.buffer, maps.second.buffer]);
  }

  async explain(lab: string, code: string): Promise<Cause[]> {
    return (await this.#engine(lab)).explain(code);
  }

  async readFile(lab: string, node: string, path: string): Promise<Uint8Array> {
    const bytes = (await this.#engine(lab)).readFile(node, path);
    return transfer(bytes, [bytes.buffer]);
  }

  async importFile(
    lab: string,
    node: string,
    path: string,
    bytes: Uint8Array,
  ): Promise<CommandResult> {
    return (await this.#engine(lab)).importFile(node, path, bytes);
  }

  async exportRun(lab: string, withFiles: boolean): Promise<Run> {
    return (await this.#engine(lab)).exportRun(withFiles);
  }

  async openRun(lab: string, run: unknown): Promise<Snapshot> {
    return (await this.#engine(lab)).openRun(run);
  }

  async startAgain(lab: string): Promise<Snapshot> {
    return (await this.#engine(lab)).startAgain();
  }

  async digest(lab: string): Promise<string> {
    return (await this.#engine(lab)).digest();
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
      const devices: EngineDevices = { ...this.#devices, kernels, storage, waits: 'paced' };
      return await Engine.open(options, devices, feedThrough(feed));
    } catch (error) {
      storage.close();
      throw error;
    }
  }

  async #engine(lab: string): Promise<Engine> {
    const engine = this.#engines.get(lab);
    if (engine === undefined) throw new LabRefusal(`No lab named ${lab} is open.`);
    return engine;
  }
}
