/** Seeks anywhere in the last thirty virtual minutes of an hour of orders with a failover in it, beside 150 ms. */
import type { BenchmarkRow } from '../../workers/api.ts';
import { rowBeside, type Tell } from '../../workers/benchmark/contest.ts';
import { Prng } from '../../workers/core/prng.ts';
import { Engine } from '../../workers/engine.ts';
import { wasmSource } from '../../workers/load-kernel.ts';
import { noStore } from '../../workers/open-store.ts';
import { wallTime } from '../support/fake-time.ts';

/** What a seek may take, ms. */
const SEEK_MS_MAX = 150;
/** Share of the seeks that have to keep to it. */
const PERCENTILE = 0.95;
const SEEKS = 120;
/** Real ms between two seeks: as quickly as a person looks at what is shown, and picks another moment. */
const LOOK_MS = 500;
const REACH_MS = 30 * 60_000;
const BUSY_LINES = [
  'client start',
  'lab run 20m',
  'fault link replication rate 96',
  'lab run 5m',
  'fault link replication rate 1544',
  'lab run 10m',
  'fault site first off',
  'lab run 25m',
];

export async function run(module: WebAssembly.Module, tell: Tell): Promise<BenchmarkRow[]> {
  const { engine } = await Engine.open(
    {
      scenario: 'protected',
      seed: 2001,
      diskMiB: 16,
      storage: 'memory',
      labId: 'seek',
      wasmUrl: null,
      paused: true,
      speed: 1,
      firstLines: [],
    },
    { kernels: wasmSource(module), storage: noStore('seek'), time: wallTime, waits: 'paced' },
    null,
  );
  await playBusyRun(engine, tell);
  const endMs = engine.snapshot().atMs;
  const random = new Prng(7, 0);
  const times: number[] = [];
  for (let count = 0; count < SEEKS; count += 1) {
    await wait(LOOK_MS);
    const atMs = endMs - random.below(REACH_MS);
    const startMs = performance.now();
    const shown = await engine.seek(atMs);
    times.push(performance.now() - startMs);
    if (shown.atMs !== atMs) throw new Error(`it stands at ${shown.atMs}, not at ${atMs}`);
    tell(null, (count + 1) / SEEKS);
  }
  await wait(LOOK_MS * 10);
  tell(`pressed ten times in a row: ${(await pressBack(engine)).join(', ')} ms`, 1);
  await engine.close();
  return [row(times, tell)];
}

/** A second back, again and again, with no time in between to get ready for the next. */
async function pressBack(engine: Engine): Promise<string[]> {
  const times: string[] = [];
  for (let count = 0; count < 10; count += 1) {
    const startMs = performance.now();
    await engine.seek(engine.snapshot().atMs - 1000);
    times.push((performance.now() - startMs).toFixed(0));
  }
  return times;
}

async function playBusyRun(engine: Engine, tell: Tell): Promise<void> {
  const startMs = performance.now();
  for (const line of BUSY_LINES) {
    const { exitCode, output } = await engine.execute(line, null);
    if (exitCode !== 0) throw new Error(`"${line}" ended with ${String(exitCode)}: ${output}`);
  }
  const elapsedMs = performance.now() - startMs;
  tell(`an hour was played at ${(3_600_000 / elapsedMs).toFixed(0)} × real time`, 0);
}

function row(times: readonly number[], tell: Tell): BenchmarkRow {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  const slowest = times.indexOf(at(1)) + 1;
  tell(`half within ${at(0.5).toFixed(0)} ms`, 1);
  tell(`the slowest, ${at(1).toFixed(0)} ms, was the ${String(slowest)}. of ${String(SEEKS)}`, 1);
  const slowMs = at(PERCENTILE);
  tell(`95 of 100 within ${slowMs.toFixed(0)} ms`, 1);
  return rowBeside(
    'seeks within the last thirty minutes, 95 of 100, beside 150 ms each',
    1000 / slowMs,
    1000 / SEEK_MS_MAX,
    '1/s',
    1,
  );
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
