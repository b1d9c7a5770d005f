import type { FeedMessage, Opened, OpenOptions } from '../../workers/api.ts';
import { Engine } from '../../workers/engine.ts';
import { wasmSource } from '../../workers/load-kernel.ts';
import { noStore, type OpenedStore } from '../../workers/open-store.ts';
import type { RealTime } from '../../workers/pacer.ts';
import type { FeedPort } from '../../workers/snapshot-feed.ts';
import { loadBlockCore } from './block-core.ts';
import { wallTime } from './fake-time.ts';

const kernels = wasmSource(await loadBlockCore());

const PROTECTED: OpenOptions = {
  scenario: 'protected',
  seed: 2001,
  diskMiB: 4,
  storage: 'memory',
  labId: 'test',
  wasmUrl: null,
  paused: true,
  speed: 1,
  firstLines: [],
};

/** What a test may choose. */
export interface EngineChoices {
  readonly options?: Partial<OpenOptions>;
  readonly storage?: OpenedStore;
  readonly time?: RealTime;
  readonly waits?: 'paced' | 'at-once';
  readonly feed?: FeedPort;
}

/** Opens a lab on the real core and the real block core, without a worker. */
export function openEngine(
  choices: EngineChoices = {},
): Promise<{ engine: Engine; opened: Opened }> {
  const { storage = noStore('test'), time = wallTime, waits = 'at-once' } = choices;
  return Engine.open(
    { ...PROTECTED, ...choices.options },
    { kernels, storage, time, waits },
    choices.feed ?? null,
  );
}

/** Runs lines, each of which has to end with 0. */
export async function runLines(engine: Engine, ...lines: string[]): Promise<void> {
  for (const line of lines) {
    const { exitCode, output } = await engine.execute(line, null);
    if (exitCode !== 0) throw new Error(`"${line}" ended with ${String(exitCode)}: ${output}`);
  }
}

/** A page that takes every message at once. */
export class ReadyPage implements FeedPort {
  readonly messages: FeedMessage[] = [];
  #listener: (data: unknown) => void = () => undefined;

  send(message: FeedMessage): void {
    this.messages.push(message);
    queueMicrotask(() => {
      this.#listener('taken');
    });
  }

  listen(listener: (data: unknown) => void): void {
    this.#listener = listener;
  }

  close(): void {
    this.#listener = () => undefined;
  }
}
