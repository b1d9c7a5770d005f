import type { BenchmarkNews } from '../../workers/api.ts';

/** The benchmark's worker and the bytes of its wasm, both fetched once: nothing is asked for after that. */
export class BenchmarkWorker {
  readonly #worker: Worker;
  readonly #wasm: Promise<ArrayBuffer>;
  #hear: ((news: BenchmarkNews) => void) | null = null;

  /** @param failed  told when the worker cannot be started or breaks down; it says nothing more then */
  constructor(failed: (why: string) => void) {
    this.#wasm = fetchWasm();
    this.#wasm.catch((error: unknown) => {
      failed(`The block core could not be fetched: ${String(error)}`);
    });
    this.#worker = new Worker(new URL('../../workers/benchmark.worker.ts', import.meta.url), {
      type: 'module',
      name: 'failover-lab-benchmark',
    });
    this.#worker.addEventListener('error', (event) => {
      failed(`The worker broke down: ${event.message}`);
    });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<BenchmarkNews>) => {
      this.#hear?.(data);
    });
  }

  /** Measures everything, once. The end is news too. */
  async run(hear: (news: BenchmarkNews) => void): Promise<void> {
    this.#hear = hear;
    this.#worker.postMessage(await this.#wasm);
  }

  /** Ends early, after the turn that is being measured. */
  stop(): void {
    this.#worker.postMessage('stop');
  }
}

async function fetchWasm(): Promise<ArrayBuffer> {
  const response = await fetch(new URL('../../build/block-core.wasm', import.meta.url));
  if (!response.ok) throw new Error(`${response.url} answered ${String(response.status)}.`);
  return response.arrayBuffer();
}
