import type { Page } from 'puppeteer-core';

declare global {
  /** Workers that the page has started, oldest first. */
  var startedWorkers: Worker[] | undefined;
}

/** Remembers the workers that a page will start, for tests that end them. Before the page is opened. */
export async function rememberWorkers(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const started: Worker[] = (globalThis.startedWorkers = []);
    globalThis.Worker = class extends Worker {
      constructor(...parameters: ConstructorParameters<typeof Worker>) {
        super(...parameters);
        started.push(this);
      }
    };
  });
}

/** Ends the newest worker without a word, as a browser that is short of memory does. */
export async function endWorker(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.startedWorkers?.at(-1)?.terminate();
  });
}

/** Lets something fail in the newest worker, outside of any call. @returns how many workers there have been so far */
export async function failWorker(page: Page): Promise<number> {
  const workers = page.workers();
  const worker = workers[workers.length - 1];
  if (worker === undefined) throw new Error('The page has no worker.');
  const count = await page.evaluate(() => globalThis.startedWorkers?.length ?? 0);
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('told to fail');
    });
  });
  return count;
}
