import { createWasmKernel } from './block-kernel.ts';
import type { BlockKernel, KernelLayout } from './core/storage/block-kernel.ts';
import { createReferenceKernel } from './reference-kernel.ts';

/** Makes kernels, all of one kind. */
export interface KernelSource {
  readonly kind: 'wasm' | 'reference';
  /** Why it is not wasm although it was asked for; null else. */
  readonly problem: string | null;
  create(layout: KernelLayout): BlockKernel;
}

/** `i8x16.popcnt` of a `v128`: the smallest module that needs SIMD. */
const SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253],
  ...[15, 253, 98, 11],
);

const sources = new Map<string, Promise<KernelSource>>();

/**
 * Makes wasm kernels from the module at a URL, or reference kernels where that cannot be.
 * The module is compiled once a worker.
 *
 * @param wasmUrl  null asks for the reference kernel
 */
export function loadKernel(wasmUrl: string | null): Promise<KernelSource> {
  if (wasmUrl === null) return Promise.resolve(referenceSource(null));
  const known = sources.get(wasmUrl);
  if (known !== undefined) return known;
  const source = compile(wasmUrl).catch((error: unknown) => {
    // The next lab tries again: the network may be back.
    sources.delete(wasmUrl);
    const text = error instanceof Error ? error.message : String(error);
    return referenceSource(`The block core could not be started as WebAssembly: ${text}`);
  });
  sources.set(wasmUrl, source);
  return source;
}

/** Kernels from a compiled module. */
export function wasmSource(module: WebAssembly.Module): KernelSource {
  return { kind: 'wasm', problem: null, create: (layout) => createWasmKernel(module, layout) };
}

/** Kernels in plain TypeScript. */
export function referenceSource(problem: string | null): KernelSource {
  return { kind: 'reference', problem, create: (layout) => createReferenceKernel(layout) };
}

async function compile(url: string): Promise<KernelSource> {
  if (typeof WebAssembly === 'undefined') throw new Error('this browser has no WebAssembly here.');
  if (!WebAssembly.validate(SIMD_PROBE)) throw new Error('this browser has no WebAssembly SIMD.');
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${String(response.status)}.`);
  // Not streamed: a static host may serve the module as any type.
  return wasmSource(await WebAssembly.compile(await response.arrayBuffer()));
}
