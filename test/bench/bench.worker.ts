/** Runs one bench off the page, where the lab's own worker lives. */
import { loadBlockCore } from '../support/block-core.ts';
import type { BenchModule } from './bench-module.ts';

self.addEventListener('message', ({ data: url }: MessageEvent<string>) => {
  void measure(url);
});

async function measure(url: string): Promise<void> {
  try {
    const { run } = (await import(/* @vite-ignore */ url)) as BenchModule;
    const tell = (text: string | null): void => {
      if (text !== null) self.postMessage({ text });
    };
    self.postMessage({ rows: await run(await loadBlockCore(), tell) });
  } catch (error) {
    self.postMessage({ failed: error instanceof Error ? (error.stack ?? error.message) : error });
  }
}
