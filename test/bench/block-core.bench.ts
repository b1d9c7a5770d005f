/** The block core beside the quickest published hashes. */
import { createXXHash3 } from 'hash-wasm';
import createXxhashWasm from 'xxhash-wasm';
import type { BenchmarkRow } from '../../workers/api.ts';
import { blockCoreRows, type HashOpponent } from '../../workers/benchmark/block-core-rows.ts';
import type { Tell } from '../../workers/benchmark/contest.ts';

export function run(module: WebAssembly.Module, tell: Tell): Promise<BenchmarkRow[]> {
  return blockCoreRows(module, tell, [hashWasm, xxhashWasm]);
}

const hashWasm: HashOpponent = async (blocks) => {
  const hasher = await createXXHash3();
  return {
    name: 'hash-wasm',
    amount: bytesOf(blocks),
    work: () => {
      for (const block of blocks) hasher.init().update(block).digest('binary');
    },
  };
};

const xxhashWasm: HashOpponent = async (blocks) => {
  const xxhash = await createXxhashWasm();
  return {
    name: 'xxhash-wasm',
    amount: bytesOf(blocks),
    work: () => {
      for (const block of blocks) xxhash.h64Raw(block);
    },
  };
};

function bytesOf(blocks: readonly Uint8Array[]): number {
  return blocks.reduce((sum, { length }) => sum + length, 0);
}
