/** The worker of the benchmark's page: measures one part after another, and stops between two turns when told to. */
import type { BenchmarkNews, BenchmarkRow } from './api.ts';
import { blockCoreRows } from './benchmark/block-core-rows.ts';
import type { Tell } from './benchmark/contest.ts';
import { replicationRows } from './benchmark/replication-rows.ts';
import { storeRows } from './benchmark/store-rows.ts';
import { wholeDiskRows } from './benchmark/whole-disk-rows.ts';

declare const self: DedicatedWorkerGlobalScope;

/** A part of the benchmark, and its share of the time. */
interface Part {
  readonly name: string;
  readonly weight: number;
  readonly rows: (module: WebAssembly.Module, tell: Tell) => Promise<readonly BenchmarkRow[]>;
}

const PARTS: readonly Part[] = [
  { name: 'Checksums, comparing, copying', weight: 2, rows: blockCoreRows },
  { name: 'Replication in memory', weight: 2, rows: replicationRows },
  { name: 'Storage', weight: 3, rows: storeRows },
  { name: 'A disk of 256 MiB', weight: 8, rows: wholeDiskRows },
];
const WEIGHTS = PARTS.reduce((sum, { weight }) => sum + weight, 0);

/** Thrown out of whatever is being measured. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

let isStopped = false;

self.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | 'stop'>) => {
  if (data === 'stop') isStopped = true;
  else void measure(data);
});

function say(news: BenchmarkNews): void {
  self.postMessage(news);
}

async function measure(wasm: ArrayBuffer): Promise<void> {
  isStopped = false;
  let before = 0;
  try {
    const module = await WebAssembly.compile(wasm);
    for (const part of PARTS) {
      await measurePart(part, module, before / WEIGHTS);
      before += part.weight;
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  say({ kind: 'end' });
}

async function measurePart(
  { name, weight, rows }: Part,
  module: WebAssembly.Module,
  before: number,
): Promise<void> {
  const tell: Tell = (text, share) => {
    if (isStopped) throw new Stopped();
    say({ kind: 'progress', done: before + (share * weight) / WEIGHTS, text });
  };
  try {
    tell(name, 0);
    say({ kind: 'rows', rows: await rows(module, tell) });
  } catch (error) {
    if (error instanceof Stopped) throw error;
    const why = error instanceof Error ? error.message : String(error);
    say({ kind: 'skipped', part: name, why });
  }
}
