/** The built block core, compiled once for a page of tests. */
let compiled: Promise<WebAssembly.Module> | undefined;

/** Fetches and compiles `build/block-core.wasm`. */
export function loadBlockCore(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compileStreaming(
    fetch(new URL('../../build/block-core.wasm', import.meta.url)),
  );
  return compiled;
}
