import { transfer, wrap, type Remote } from 'comlink';
import type { Opened, OpenOptions, EngineApi, WorkerApi } from '../../workers/api.ts';
import { RestartBudget } from './restart-budget.ts';

/** How often the worker is asked for a sign of life while a lab is open and the page is visible. */
const ALIVE_EVERY_MS = 2000;
/** Silence after which the worker counts as gone: the longest that it works in one piece takes a few seconds. */
const GONE_AFTER_MS = 10_000;
/** Signs of life that a call may be missing from: it may have been on its way while the first was given. */
const MISSED_MAX = 2;
/** Workers that are replaced by themselves, and within which time. */
const RESTARTS_MAX = 3;
const RESTARTS_WITHIN_MS = 60_000;

/** `Error.name` of calls that can never be answered: the worker is gone, or did not answer in time. */
export const ENGINE_GONE_NAME = 'EngineGone';

/**
 * How long each verb may take. `working`: as long as the worker says that it is at it, since
 * `execute` settles at a virtual moment, and the verbs that run or replay time last as long as the run is.
 */
const DEADLINE_MS: Readonly<Record<keyof EngineApi, number | 'working'>> = {
  open: 'working',
  close: 10_000,
  execute: 'working',
  advance: 'working',
  step: 'working',
  setPace: 10_000,
  snapshot: 'working',
  seek: 'working',
  events: 10_000,
  timeline: 10_000,
  blockMaps: 10_000,
  explain: 10_000,
  readFile: 'working',
  importFile: 'working',
  exportRun: 'working',
  openRun: 'working',
  startAgain: 'working',
  digest: 'working',
  deleteStored: 'working',
  saveNow: 10_000,
};

/** Told when a worker is gone: why, and whether another may take its place without being asked. */
export type GoneListener = (reason: string, mayRestart: boolean) => void;

/** The page's side of the one worker that serves all its labs. */
export interface EngineConnection {
  /** The verbs, each guarded by a deadline; all reject with `EngineGone` once the worker is gone. */
  readonly api: EngineApi;
  /** `api.open`, with the port handed over to the worker. */
  open(lab: string, options: OpenOptions, feed: MessagePort): Promise<Opened>;
  /** Calls back once if the worker goes. @returns stops listening */
  readonly onGone: (listener: GoneListener) => () => void;
}

let shared: EngineConnection | null = null;
const restarts = new RestartBudget(RESTARTS_MAX, RESTARTS_WITHIN_MS);

/** The page's engine; its worker is started at the first call, and again after it was lost. */
export function connectEngine(): EngineConnection {
  shared ??= connectWorker(startWorker(), {
    whenGone: () => {
      shared = null;
      return restarts.take();
    },
  });
  return shared;
}

function startWorker(): Worker {
  return new Worker(new URL('../../workers/engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'failover-lab',
  });
}

/** How a worker is watched. */
export interface WorkerWatch {
  /** Told once when the worker is given up; answers whether another may take its place by itself. */
  readonly whenGone: () => boolean;
  readonly aliveEveryMs: number;
  readonly goneAfterMs: number;
}

const WATCH: WorkerWatch = {
  whenGone: () => false,
  aliveEveryMs: ALIVE_EVERY_MS,
  goneAfterMs: GONE_AFTER_MS,
};

/** Guards a worker that speaks `WorkerApi`. */
export function connectWorker(worker: Worker, watch: Partial<WorkerWatch> = {}): EngineConnection {
  const remote = wrap<WorkerApi>(worker);
  const calls = new OpenCalls(worker, remote, { ...WATCH, ...watch });
  const verbs = Object.keys(DEADLINE_MS) as (keyof EngineApi)[];
  const api = Object.fromEntries(
    verbs.map((verb) => [
      verb,
      (...parameters: unknown[]) =>
        calls.call(verb, String(parameters[0]), () => invoke(remote, verb, parameters)),
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

/** A call on its way. */
interface OpenCall {
  /** As the worker names it: `verb lab`. */
  readonly name: string;
  readonly reject: (error: Error) => void;
  /** Signs of life since it was sent in which the worker did not speak of it. */
  missed: number;
}

/** The calls on their way: Comlink itself would leave them open for ever once the worker is gone. */
class OpenCalls {
  readonly #worker: Worker;
  readonly #remote: Remote<WorkerApi>;
  readonly #terms: WorkerWatch;
  readonly #calls = new Set<OpenCall>();
  readonly #labs = new Set<string>();
  readonly #listeners = new Set<GoneListener>();
  #goneReason: string | null = null;
  #watch: ReturnType<typeof setInterval> | null = null;
  #silentMs = 0;

  constructor(worker: Worker, remote: Remote<WorkerApi>, terms: WorkerWatch) {
    this.#worker = worker;
    this.#remote = remote;
    this.#terms = terms;
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

  onGone(listener: GoneListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async call(verb: keyof EngineApi, lab: string, send: () => Promise<unknown>): Promise<unknown> {
    if (this.#goneReason !== null) throw engineGone(this.#goneReason);
    let reject: (error: Error) => void = () => {};
    const broken = new Promise<never>((_, fail) => {
      reject = fail;
    });
    const call: OpenCall = { name: `${verb} ${lab}`, reject, missed: 0 };
    this.#calls.add(call);
    // A lab that plays by itself needs a living worker, too.
    if (verb === 'open') this.#labs.add(lab);
    this.#watchWorker();
    const stopTimer = this.#startTimer(verb, reject);
    try {
      return await Promise.race([send(), broken]);
    } catch (error) {
      if (verb === 'open') this.#labs.delete(lab);
      throw error;
    } finally {
      stopTimer();
      this.#calls.delete(call);
      if (verb === 'close') this.#labs.delete(lab);
      if (this.#calls.size === 0 && this.#labs.size === 0) this.#stopWatching();
    }
  }

  #startTimer(verb: keyof EngineApi, reject: (error: Error) => void): () => void {
    const deadlineMs = DEADLINE_MS[verb];
    if (deadlineMs === 'working') return () => {};
    const timer = setTimeout(() => {
      reject(engineGone(`The lab did not answer "${verb}" within ${String(deadlineMs)} ms.`));
    }, deadlineMs);
    return () => {
      clearTimeout(timer);
    };
  }

  #watchWorker(): void {
    if (this.#watch !== null) return;
    const { aliveEveryMs, goneAfterMs } = this.#terms;
    this.#silentMs = 0;
    this.#watch = setInterval(() => {
      // A hidden or frozen page hears nothing from anybody: that is no sign of death.
      if (document.hidden) return;
      this.#silentMs += aliveEveryMs;
      if (this.#silentMs > goneAfterMs) {
        this.#lose(`The lab's worker has not answered for ${String(goneAfterMs / 1000)} s.`);
        return;
      }
      const asked = [...this.#calls];
      void this.#remote.alive().then((working) => {
        this.#silentMs = 0;
        this.#rejectForgotten(asked, working);
      });
    }, aliveEveryMs);
  }

  /** A call that the worker does not speak of, time and again, has got lost on the way. */
  #rejectForgotten(asked: readonly OpenCall[], working: readonly string[]): void {
    const known = [...working];
    for (const call of asked) {
      const index = known.indexOf(call.name);
      if (index >= 0) {
        known.splice(index, 1);
        call.missed = 0;
      } else if (this.#calls.has(call)) {
        call.missed += 1;
        if (call.missed < MISSED_MAX) continue;
        call.reject(engineGone(`The lab's worker knows nothing of this call: ${call.name}.`));
      }
    }
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
    const mayRestart = this.#terms.whenGone();
    for (const call of [...this.#calls]) call.reject(engineGone(reason));
    for (const listener of [...this.#listeners]) listener(reason, mayRestart);
  }
}

function fatalText(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('fatal' in data)) return null;
  return typeof data.fatal === 'string' ? data.fatal : 'unknown error';
}

/** @returns an Error `EngineGone` */
export function engineGone(reason: string): Error {
  const error = new Error(reason);
  error.name = ENGINE_GONE_NAME;
  return error;
}
