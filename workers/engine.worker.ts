/** The worker: builds the labs and answers the page. */
import { expose } from 'comlink';
import { Labs } from './labs.ts';

declare const self: DedicatedWorkerGlobalScope;

const time = {
  now: () => performance.now(),
  schedule: (callback: () => void, delayMs: number) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** The page hears nothing of an error inside a handler by itself: it is told, and the worker ends. */
function stop(reason: unknown): void {
  const text = reason instanceof Error ? reason.message : String(reason);
  console.error(reason);
  self.postMessage({ fatal: text });
  self.close();
}

self.addEventListener('error', (event) => {
  stop(event.error ?? event.message);
});
self.addEventListener('unhandledrejection', (event) => {
  stop(event.reason);
});

// Before anything that takes time: messages that come earlier would be lost in some browsers.
expose(new Labs({ time }, new URL('..', self.location.href).pathname));
