import type { BenchmarkRow } from '../../workers/api.ts';
import type { Tell } from '../../workers/benchmark/contest.ts';

/** What every `*.bench.ts` exports. */
export interface BenchModule {
  readonly run: (module: WebAssembly.Module, tell: Tell) => Promise<BenchmarkRow[]>;
}
