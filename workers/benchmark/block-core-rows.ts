/**
 * The block core beside copying alone, and beside whoever else is brought along.
 *
 * All work on the same bytes: two disks of lesson size, larger than a core's own cache.
 */
import type { BenchmarkRow } from '../api.ts';
import { createWasmKernel } from '../block-kernel.ts';
import { BLOCK_BYTES, type BlockKernel } from '../core/storage/block-kernel.ts';
import { checksumLimits, MULTIPLYING, READING } from './checksum-limit.ts';
import { contest, rowBeside, rowLimit, type Contestant, type Tell } from './contest.ts';

const DISK_BYTES = 16 * 2 ** 20;
const BLOCKS = DISK_BYTES / BLOCK_BYTES;
/** One block in a hundred. */
const DIFFERING_STEP = 100;
const FIRST = 0;
const OTHER = 1;
const PACE = { turns: 20, passes: 5, warmUps: 1 };
const SPEED = { unit: 'GB/s', scale: 1e9 };

/** Makes a contestant that hashes these blocks one by one; `name` says who it is. */
export type HashOpponent = (blocks: readonly Uint8Array[]) => Promise<Contestant>;

/** Measures checksums, comparing and copying; figures are GB/s of one disk, however often its bytes are touched. */
export async function blockCoreRows(
  module: WebAssembly.Module,
  tell: Tell,
  published: readonly HashOpponent[] = [],
): Promise<BenchmarkRow[]> {
  const kernel = createWasmKernel(module, { diskBlocks: [BLOCKS, BLOCKS], queueBytes: [] });
  const bytes = noiseBytes(DISK_BYTES);
  kernel.write(FIRST, 0, bytes);
  kernel.write(OTHER, 0, bytes);
  const opponents = await Promise.all(published.map((make) => make(blocksOf(bytes))));
  const speeds = await contest(
    [...blockCoreContestants(kernel), typedArraySet(bytes), ...checksumLimits(bytes), ...opponents],
    PACE,
    SPEED,
    tell,
  );
  const checksum = speeds.of('checksum');
  const copy = speeds.of('memory.copy');
  const row = (name: string, ours: number, against: number, bar: number): BenchmarkRow =>
    rowBeside(name, ours, against, SPEED.unit, bar);
  const rows = [
    row('checksum of 4 KiB blocks, beside memory.copy', checksum, copy, 1),
    row(
      'compare + copy, 1 % of blocks differ, beside checksum',
      speeds.of('compare + copy'),
      checksum,
      0.8,
    ),
    row('copying a disk, beside TypedArray.set', copy, speeds.of('TypedArray.set'), 0.9),
  ];
  const limits = (beside: string, against: number): BenchmarkRow[] =>
    [MULTIPLYING, READING].map((name) =>
      rowLimit(`${name}, beside ${beside}`, speeds.of(name), against, SPEED.unit),
    );
  if (opponents.length === 0) return [...rows, ...limits('memory.copy', copy)];
  const quickest = speeds.best(opponents.map(({ name }) => name));
  return [
    row('checksum of 4 KiB blocks, beside the quickest published', checksum, quickest, 2.5),
    ...limits('the quickest published', quickest),
    ...rows,
  ];
}

function blockCoreContestants(kernel: BlockKernel): Contestant[] {
  return [
    {
      name: 'checksum',
      amount: DISK_BYTES,
      work: () => {
        kernel.checksumBlocks(FIRST, 0, BLOCKS);
      },
    },
    {
      name: 'memory.copy',
      amount: DISK_BYTES,
      work: () => {
        kernel.copy(FIRST, 0, OTHER, 0, DISK_BYTES);
      },
    },
    {
      name: 'compare + copy',
      amount: DISK_BYTES,
      prepare: () => {
        for (let block = 0; block < BLOCKS; block += DIFFERING_STEP) changeByte(kernel, block);
      },
      work: () => {
        kernel.compareBlocks(FIRST, 0, OTHER, 0, BLOCKS);
        const copied = kernel.copyMarked(FIRST, 0, OTHER, 0, BLOCKS);
        const expected = Math.ceil(BLOCKS / DIFFERING_STEP);
        if (copied !== expected) throw new Error(`copied ${copied} blocks, expected ${expected}`);
      },
    },
  ];
}

/** Somewhere in the block, so that a comparison cannot always stop at its start. */
function changeByte(kernel: BlockKernel, block: number): void {
  const offset = block * BLOCK_BYTES + ((block * 37) % BLOCK_BYTES);
  const byte = kernel.read(FIRST, offset, 1)[0] ?? 0;
  kernel.write(FIRST, offset, Uint8Array.of(byte + 1));
}

function typedArraySet(bytes: Uint8Array): Contestant {
  const copy = new Uint8Array(bytes.length);
  return {
    name: 'TypedArray.set',
    amount: bytes.length,
    work: () => {
      copy.set(bytes);
    },
  };
}

/** The blocks as views, made once: nobody is charged for slicing. */
function blocksOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: BLOCKS }, (_, i) =>
    bytes.subarray(i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES),
  );
}

/** Bytes without a pattern, alike in every run. */
export function noiseBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
