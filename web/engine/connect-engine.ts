import { transfer, wrap, type Remote } from 'comlink';
import type { Opened, OpenOptions, EngineApi, WorkerApi } from '../../workers/api.ts';

/** How often the worker is asked for a sign of life while calls are open and the page is visible. */
const ALIVE_EVERY_MS = 2000;
/** Silence after which the worker counts as gone. Building a large lab takes seconds on a slow machine. */
const GONE_AFTER_MS = 20_000;

/** `Error.name` of calls that can never be answered: the worker is gone, or did not answer in time. */
export const ENGINE_GONE_NAME = 'EngineGone';

/**
 * How long each verb may take. Null: as long as the worker lives, since `execute` settles at a
 * virtual moment, and the verbs that run or replay time last as long as the run is.
 */
const DEADLINE_MS: Readonly<Record<keyof EngineApi, number | null>> = {
  open: null,
  close: 10_000,
  execute: null,
  advance: null,
  step: null,
  setPace: 10_000,
  snapshot: null,
  seek: null,
  events: 10_000,
  timeline: 10_000,
  blockMaps: 10_000,
  explain: 10_000,
  readFile: null,
  importFile: null,
  exportRun: null,
  openRun: null,
  startAgain: null,
  digest: null,
};

/** The page's side of the one worker that serves all its labs. */
export interface EngineConnection {
  /** The verbs, each guarded by a deadline; all reject with `EngineGone` once the worker is gone. */
  readonly api: EngineApi;
  /** `api.open`, with the port handed over to the worker. */
  open(lab: string, options: OpenOptions, feed: MessagePort): Promise<Opened>;
  /** Calls back once if the worker goes. @returns stops listening */
  readonly onGone: (listener: (reason: string) => void) => () => void;
}

let shared: EngineConnection | null = null;

/** The page's engine; its worker is started at the first call, and again after it was lost. */
export function connectEngine(): EngineConnection {
  shared ??= connectWorker(startWorker(), () => {
    shared = null;
  });
  return shared;
}

function startWorker(): Worker {
  return new Worker(new URL('../../workers/engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'failover-lab',
  });
}

/**
 * Guards a worker that speaks `WorkerApi`.
 *
 * @param whenGone  told once when the worker is given up
 */
export function connectWorker(worker: Worker, whenGone: () => void = () => {}): EngineConnection {
  const remote = wrap<WorkerApi>(worker);
  const calls = new OpenCalls(worker, remote, whenGone);
  const verbs = Object.keys(DEADLINE_MS) as (keyof EngineApi)[];
  const api = Object.fromEntries(
    verbs.map((verb) => [
      verb,
      (...parameters: unknown[]) => calls.call(verb, () => invoke(remote, verb, parameters)),
    ]),
  ) as unknown as EngineApi;
  return {
    api,
    open: (lab, options, feed) => api.open(lab, options, transfer(feed, [feed])),
    onGone: (listener) => calls.onGone(listener),
  };
}

function invoke(
  remote: Remote<WorkerApi>,
  verb: keyof EngineApi,
  parameters: unknown[],
): Promise<unknown> {
  const method = remote[verb] as unknown as (...all: unknown[]) => Promise<unknown>;
  return method(...parameters);
}

/** The calls on their way: Comlink itself would leave them open for ever once the worker is gone. */
class OpenCalls {
  readonly #worker: Worker;
  readonly #remote: Remote<WorkerApi>;
  readonly #whenGone: () => void;
  readonly #rejects = new Set<(error: Error) => void>();
  readonly #listeners = new Set<(reason: string) => void>();
  #goneReason: string | null = null;
  #watch: ReturnType<typeof setInterval> | null = null;
  #silentMs = 0;

  constructor(worker: Worker, remote: Remote<WorkerApi>, whenGone: () => void) {
    this.#worker = worker;
    this.#remote = remote;
    this.#whenGone = whenGone;
    worker.addEventListener('error', (event) => {
      // Told to whoever called; the page has no error of its own.
      event.preventDefault();
      this.#lose(`The lab's worker failed: ${event.message || 'it could not be started'}.`);
    });
    worker.addEventListener('message', (event: MessageEvent<unknown>) => {
      const fatal = fatalText(event.data);
      if (fatal !== null) this.#lose(`The lab's worker stopped: ${fatal}`);
    });
  }

  onGone(listener: (reason: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async call(verb: keyof EngineApi, send: () => Promise<unknown>): Promise<unknown> {
    if (this.#goneReason !== null) throw engineGone(this.#goneReason);
    const deadlineMs = DEADLINE_MS[verb];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reject: (error: Error) => void = () => {};
    const broken = new Promise<never>((_, fail) => {
      reject = fail;
    });
    this.#rejects.add(reject);
    this.#watchWorker();
    if (deadlineMs !== null) {
      timer = setTimeout(() => {
        reject(engineGone(`The lab did not answer "${verb}" within ${String(deadlineMs)} ms.`));
      }, deadlineMs);
    }
    try {
      return await Promise.race([send(), broken]);
    } finally {
      clearTimeout(timer);
      this.#rejects.delete(reject);
      if (this.#rejects.size === 0) this.#stopWatching();
    }
  }

  #watchWorker(): void {
    if (this.#watch !== null) return;
    this.#silentMs = 0;
    this.#watch = setInterval(() => {
      // A hidden or frozen page hears nothing from anybody: that is no sign of death.
      if (document.hidden) return;
      this.#silentMs += ALIVE_EVERY_MS;
      if (this.#silentMs > GONE_AFTER_MS) {
        this.#lose(`The lab's worker has not answered for ${String(GONE_AFTER_MS / 1000)} s.`);
        return;
      }
      void this.#remote.alive().then(() => {
        this.#silentMs = 0;
      });
    }, ALIVE_EVERY_MS);
  }

  #stopWatching(): void {
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
  }

  #lose(reason: string): void {
    if (this.#goneReason !== null) return;
    this.#goneReason = reason;
    this.#worker.terminate();
    this.#stopWatching();
    this.#whenGone();
    for (const reject of [...this.#rejects]) reject(engineGone(reason));
    for (const listener of [...this.#listeners]) listener(reason);
  }
}

function fatalText(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('fatal' in data)) return null;
  return typeof data.fatal === 'string' ? data.fatal : 'unknown error';
}

function engineGone(reason: string): Error {
  const error = new Error(reason);
  error.name = ENGINE_GONE_NAME;
  return error;
}
