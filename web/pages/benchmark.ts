import '../components/lab-benchmark/lab-benchmark.ts';
import type { BenchmarkNews } from '../../workers/api.ts';
import { BenchmarkWorker } from '../engine/benchmark-worker.ts';
import { wearKeptTheme } from './lab-page.ts';

wearKeptTheme();
const benchmark = document.querySelector('lab-benchmark');
if (benchmark === null) throw new Error('This page has no <lab-benchmark>, which it is for.');

const worker = new BenchmarkWorker((why) => {
  benchmark.phase = 'failed';
  benchmark.problem = why;
});

benchmark.addEventListener('lab-benchmark-run', () => {
  Object.assign(benchmark, { phase: 'running', done: 0, rows: [], lines: [], problem: '' });
  void worker.run(hear);
});
benchmark.addEventListener('lab-benchmark-stop', () => {
  benchmark.phase = 'stopping';
  worker.stop();
});

function hear(news: BenchmarkNews): void {
  if (benchmark === null) return;
  switch (news.kind) {
    case 'progress':
      benchmark.done = news.done;
      if (news.text !== null) benchmark.lines = [...benchmark.lines, news.text];
      break;
    case 'rows':
      benchmark.rows = [...benchmark.rows, ...news.rows];
      break;
    case 'skipped':
      benchmark.lines = [...benchmark.lines, `${news.part}: not measured here. ${news.why}`];
      break;
    case 'end':
      benchmark.phase = benchmark.phase === 'stopping' ? 'stopped' : 'done';
      if (benchmark.phase === 'done') benchmark.done = 1;
      break;
  }
}
