import type { Browser } from 'puppeteer-core';
import type { BenchmarkRow } from '../../workers/api.ts';
import type { Tell } from '../../workers/benchmark/contest.ts';

/** What every `*.page-bench.ts` exports: it runs in Node and drives pages of the browser. */
export interface PageBenchModule {
  readonly runOnPages: (browser: Browser, tell: Tell) => Promise<BenchmarkRow[]>;
}
