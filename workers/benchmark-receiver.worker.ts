/** Takes what the benchmark posts to another thread, and says how many bytes came. */
export {};

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', ({ data }: MessageEvent<Uint8Array>) => {
  self.postMessage(data.length);
});
