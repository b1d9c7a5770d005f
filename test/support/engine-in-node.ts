import { readFileSync } from 'node:fs';
import type { OpenOptions } from '../../workers/api.ts';
import { Engine } from '../../workers/engine.ts';
import { wasmSource } from '../../workers/load-kernel.ts';
import { noStore } from '../../workers/open-store.ts';
import { wallTime } from './fake-time.ts';

const kernels = wasmSource(
  new WebAssembly.Module(readFileSync(new URL('../../build/block-core.wasm', import.meta.url))),
);

/** Opens a paused lab in Node as a page's worker does: the pair, on memory, with 4 MiB disks. */
export async function openEngineInNode(options: Partial<OpenOptions> = {}): Promise<Engine> {
  const { engine } = await Engine.open(
    {
      scenario: 'protected',
      seed: 2001,
      diskMiB: 4,
      storage: 'memory',
      labId: 'test',
      wasmUrl: null,
      paused: true,
      speed: 1,
      firstLines: [],
      ...options,
    },
    { kernels, storage: noStore('test'), time: wallTime, waits: 'at-once' },
    null,
  );
  return engine;
}
