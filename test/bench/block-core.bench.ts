/**
 * The block core beside the quickest published hashes, and beside copying alone.
 *
 * All work on the same bytes: a disk of lesson size, larger than a core's own cache. They take short turns within
 * a round, so that whatever else the machine does falls on all of them; of three rounds the median counts.
 */
import { createXXHash3 } from 'hash-wasm';
import createXxhashWasm from 'xxhash-wasm';
import { createWasmKernel } from '../../workers/block-kernel.ts';
import { BLOCK_BYTES, type BlockKernel } from '../../workers/core/storage/block-kernel.ts';
import { loadBlockCore } from '../support/block-core.ts';
import { noiseBytes } from '../support/test-bytes.ts';
import type { BenchRow, Report } from './bench-row.ts';

const DISK_BYTES = 16 * 2 ** 20;
const BLOCKS = DISK_BYTES / BLOCK_BYTES;
/** One block in a hundred. */
const DIFFERING_STEP = 100;
const ROUNDS = 3;
const TURNS = 20;
/** Passes over the disk in a turn. The first is not timed: it finds another's bytes in the cache. */
const PASSES = 5;
const FIRST = 0;
const OTHER = 1;

/** Work over one disk; `prepare` is not timed. */
interface Contestant {
  readonly name: string;
  readonly prepare?: () => void;
  readonly work: () => void;
}

/** Measures the block core; figures are GB/s of one disk, however often its bytes are read or written. */
export async function run(report: Report): Promise<BenchRow[]> {
  const kernel = createWasmKernel(await loadBlockCore(), {
    diskBlocks: [BLOCKS, BLOCKS],
    queueBytes: [],
  });
  const bytes = noiseBytes(DISK_BYTES, 1);
  kernel.write(FIRST, 0, bytes);
  kernel.write(OTHER, 0, bytes);
  const speeds = measured(
    [
      ...blockCoreContestants(kernel),
      await hashWasmContestant(bytes),
      await xxhashWasmContestant(bytes),
    ],
    report,
  );
  const speedOf = (name: string): number => speeds.get(name) ?? Number.NaN;
  const checksum = speedOf('checksum');
  const published = Math.max(speedOf('hash-wasm'), speedOf('xxhash-wasm'));
  return [
    row('checksum of 4 KiB blocks, beside the quickest published', checksum, published, 2.5),
    row('checksum of 4 KiB blocks, beside memory.copy', checksum, speedOf('memory.copy'), 1),
    row('compare + copy, 1 % of blocks differ, beside checksum', speedOf('mirror'), checksum, 0.8),
  ];
}

function blockCoreContestants(kernel: BlockKernel): Contestant[] {
  return [
    {
      name: 'checksum',
      work: () => {
        kernel.checksumBlocks(FIRST, 0, BLOCKS);
      },
    },
    {
      name: 'memory.copy',
      work: () => {
        kernel.copy(FIRST, 0, OTHER, 0, DISK_BYTES);
      },
    },
    {
      name: 'mirror',
      prepare: () => {
        for (let block = 0; block < BLOCKS; block += DIFFERING_STEP) {
          // Somewhere in the block, so that a comparison cannot always stop at its start.
          const offset = block * BLOCK_BYTES + ((block * 37) % BLOCK_BYTES);
          const byte = kernel.read(FIRST, offset, 1)[0] ?? 0;
          kernel.write(FIRST, offset, Uint8Array.of(byte + 1));
        }
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

async function hashWasmContestant(bytes: Uint8Array): Promise<Contestant> {
  const hasher = await createXXHash3();
  const blocks = blocksOf(bytes);
  return {
    name: 'hash-wasm',
    work: () => {
      for (const block of blocks) hasher.init().update(block).digest('binary');
    },
  };
}

async function xxhashWasmContestant(bytes: Uint8Array): Promise<Contestant> {
  const xxhash = await createXxhashWasm();
  const blocks = blocksOf(bytes);
  return {
    name: 'xxhash-wasm',
    work: () => {
      for (const block of blocks) xxhash.h64Raw(block);
    },
  };
}

/** The blocks as views, made once: neither library is charged for slicing. */
function blocksOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: BLOCKS }, (_, i) =>
    bytes.subarray(i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES),
  );
}

/** Median speed of each, in GB/s, by name. */
function measured(contestants: readonly Contestant[], report: Report): Map<string, number> {
  speedsOfRound(contestants);
  const rounds = Array.from({ length: ROUNDS }, () => speedsOfRound(contestants));
  return new Map(
    contestants.map(({ name }, i) => {
      const figures = rounds.map((speeds) => speeds[i] ?? Number.NaN).sort((a, b) => a - b);
      report(`${name}: ${figures.map((figure) => figure.toFixed(2)).join(', ')} GB/s`);
      return [name, figures[ROUNDS >> 1] ?? Number.NaN];
    }),
  );
}

function speedsOfRound(contestants: readonly Contestant[]): number[] {
  const elapsedMs = contestants.map(() => 0);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [i, contestant] of contestants.entries()) {
      elapsedMs[i] = (elapsedMs[i] ?? 0) + timedTurnMs(contestant);
    }
  }
  return elapsedMs.map((ms) => (TURNS * PASSES * DISK_BYTES) / ms / 1e6);
}

function timedTurnMs({ prepare, work }: Contestant): number {
  let elapsedMs = 0;
  for (let pass = 0; pass <= PASSES; pass++) {
    prepare?.();
    const start = performance.now();
    work();
    if (pass > 0) elapsedMs += performance.now() - start;
  }
  return elapsedMs;
}

function row(name: string, ours: number, against: number, bar: number): BenchRow {
  const ratio = ours / against;
  return { name, ours, against, unit: 'GB/s', ratio, bar, met: ratio >= bar };
}
