/** What a page's main thread was busy with, by the browser's own trace. */
import type { Page } from 'puppeteer-core';

/** The part of a trace event that is read here; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly frames?: unknown } };
}

/**
 * Longest task of any page's main thread while something is done; of pages that show something, the tab's is the only
 * one that is busy.
 *
 * @returns real ms
 */
export async function longestTaskMs(page: Page, during: () => Promise<void>): Promise<number> {
  await page.tracing.start({
    categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline'],
  });
  let trace: Uint8Array | undefined;
  try {
    await during();
  } finally {
    trace = await page.tracing.stop();
  }
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as {
    traceEvents: TraceEvent[];
  };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${String(pid)}.${String(tid)}`),
  );
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => /RunTask$/.test(name) && threads.has(`${String(pid)}.${String(tid)}`),
  );
  if (tasks.length === 0) throw new Error('The trace holds no task of a page.');
  return Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000;
}
