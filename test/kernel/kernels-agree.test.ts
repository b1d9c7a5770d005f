import { expect } from '@open-wc/testing';
import {
  type Arbitrary,
  array,
  assert,
  constant,
  integer,
  oneof,
  property,
  tuple,
} from 'fast-check';
import { createWasmKernel } from '../../workers/block-kernel.ts';
import { BLOCK_BYTES, type BlockKernel } from '../../workers/core/storage/block-kernel.ts';
import { createReferenceKernel } from '../../workers/reference-kernel.ts';
import { loadBlockCore } from '../support/block-core.ts';
import { noiseBytes } from '../support/test-bytes.ts';

const module = await loadBlockCore();

const BLOCKS = 70;
const LAYOUT = {
  diskBlocks: [BLOCKS, BLOCKS, 3],
  queueBytes: [BLOCKS * BLOCK_BYTES, 0, BLOCK_BYTES],
};
const REGIONS = [0, 1, 2, 3, 4, 5];

/** One thing done to a kernel, and what it answered. */
interface Step {
  readonly text: string;
  readonly run: (kernel: BlockKernel) => unknown;
}

function step(text: string, run: (kernel: BlockKernel) => unknown): Step {
  return { text, run };
}

const DISKS_BLOCKS = LAYOUT.diskBlocks;
const region = integer({ min: 0, max: 5 });
/** Often at the edge of a block, where a step may touch one too many or one too few. */
const offset = oneof(
  integer({ min: 0, max: BLOCKS }).map((block) => block * BLOCK_BYTES),
  integer({ min: 0, max: BLOCKS * BLOCK_BYTES }),
);
const length = oneof(
  integer({ min: 0, max: 8 }).map((blocks) => blocks * BLOCK_BYTES),
  integer({ min: 0, max: 300 }),
  integer({ min: 0, max: 60_000 }),
);
const block = integer({ min: 0, max: BLOCKS - 1 });

/** A disk and a run of its blocks; one in sixteen leaves the disk. */
const run: Arbitrary<[disk: number, first: number, count: number]> = tuple(
  oneof({ weight: 3, arbitrary: integer({ min: 0, max: 1 }) }, integer({ min: 0, max: 2 })),
  block,
  block,
  integer({ min: 0, max: 15 }),
).map(([disk, from, extent, escape]) => {
  const blocks = DISKS_BLOCKS[disk] ?? 0;
  const first = from % blocks;
  return [disk, first, escape === 0 ? blocks - first + 1 : extent % (blocks - first + 1)];
});
/** Two runs of one length, the second elsewhere. */
const runs = tuple(run, integer({ min: 0, max: 2 }), block).map(
  ([[disk, first, count], other, at]) => {
    const room = Math.max(1, (DISKS_BLOCKS[other] ?? 0) - count + 1);
    return [disk, first, other, at % room, count] as const;
  },
);

/**
 * Bytes on their way: into the queue, further on in it, and to a disk, with something written over, or read, at any of
 * the three places meanwhile.
 */
const sentOn: Arbitrary<Step> = tuple(
  array(tuple(integer({ min: 0, max: 2 }), block, block, integer({ min: 0, max: 6 })), {
    minLength: 1,
    maxLength: 12,
  }),
  integer({ min: -2, max: 2 }),
).map(([moves, skew]) =>
  step(`send on ${moves.join(' ')} ${skew}`, (k) =>
    moves.map(([disk, from, to, kind]) => {
      const count = Math.min(5 + (from % 9), BLOCKS - Math.max(from, to, 1) - 1);
      if (count < 1) return null;
      const bytes = count * BLOCK_BYTES;
      const [a, b] = [from * BLOCK_BYTES, Math.max(0, to * BLOCK_BYTES + skew)];
      if (kind === 0) k.copy(disk & 1, a, 3, b, bytes);
      else if (kind === 1) k.copy(3, a, 3, b, bytes);
      else if (kind <= 3) k.copyToDisk(3, a, disk & 1, b, bytes);
      else if (kind === 4) k.write(disk === 2 ? 3 : disk, b, noiseBytes(bytes >> 3, from));
      else if (kind === 5) k.zero(disk === 2 ? 3 : disk, a, bytes >> 2);
      else return k.hashBytes(k.read(3, b, bytes >> 1));
      return null;
    }),
  ),
);

/** Some of these leave their region: then both must refuse with the same words. */
const anyStep: Arbitrary<Step> = oneof(
  tuple(region, offset, length).map(([r, at, n]) =>
    step(`write ${r} ${at} ${n}`, (k) => {
      k.write(r, at, noiseBytes(n, at));
    }),
  ),
  tuple(region, offset, region, offset, length).map(([from, a, to, b, n]) =>
    step(`copy ${from} ${a} ${to} ${b} ${n}`, (k) => {
      k.copy(from, a, to, b, n);
    }),
  ),
  tuple(region, offset, region, offset, length).map(([from, a, to, b, n]) =>
    step(`copy to disk ${from} ${a} ${to} ${b} ${n}`, (k) => {
      k.copyToDisk(from, a, to, b, n);
    }),
  ),
  sentOn,
  tuple(region, offset, length).map(([r, at, n]) =>
    step(`zero ${r} ${at} ${n}`, (k) => {
      k.zero(r, at, n);
    }),
  ),
  run.map(([d, first, n]) =>
    step(`checksum ${d} ${first} ${n}`, (k) => {
      k.checksumBlocks(d, first, n);
    }),
  ),
  run.map(([d, first, n]) =>
    step(`damaged ${d} ${first} ${n}`, (k) => k.damagedBlocks(d, first, n)),
  ),
  run.map(([d, first, n]) => step(`zeros ${d} ${first} ${n}`, (k) => k.zeroBlocks(d, first, n))),
  runs.map((places) =>
    step(`mirror ${places.join(' ')}`, (k) => [
      k.compareBlocks(...places),
      k.copyMarked(...places),
    ]),
  ),
  runs.map((places) => step(`compare ${places.join(' ')}`, (k) => k.compareBlocks(...places))),
  runs.map((places) => step(`copy marked ${places.join(' ')}`, (k) => k.copyMarked(...places))),
  block.map((position) => step(`marked ${position}`, (k) => k.isMarked(position))),
  tuple(integer({ min: 0, max: 2 }), array(block, { maxLength: 30 })).map(([d, blocks]) =>
    step(`clear ${d} ${blocks.join(' ')}`, (k) => {
      k.clearChanged(d, blocks);
    }),
  ),
  tuple(array(run, { maxLength: 8 }), offset).map(([pieces, size]) => {
    const extents = pieces.flatMap(([, first, n]) => [first, n % 6]);
    return step(`hash ${extents.join(' ')} ${size}`, (k) => k.hashFile(0, extents, size % 60_000));
  }),
  constant(step('changed', (k) => k.changedBlocks(0))),
);

function answer(kernel: BlockKernel, { run }: Step): unknown {
  try {
    return run(kernel);
  } catch (error) {
    return String(error);
  }
}

/** All that a kernel holds. */
function stateOf(kernel: BlockKernel): unknown {
  const disks = REGIONS.slice(0, kernel.diskCount);
  return {
    hashes: REGIONS.map((r) => kernel.hashBytes(kernel.read(r, 0, kernel.regionBytes(r)))),
    changed: disks.map((d) => kernel.changedBlocks(d)),
    checksums: disks.map((d) =>
      Array.from({ length: kernel.blockCount(d) }, (_, b) => kernel.storedChecksum(d, b)),
    ),
  };
}

describe('the two kernels', () => {
  it('answer alike and hold the same bytes, checksums and marks after any operations', () => {
    assert(
      property(array(anyStep, { minLength: 1, maxLength: 40, size: 'max' }), (steps) => {
        const wasm = createWasmKernel(module, LAYOUT);
        const reference = createReferenceKernel(LAYOUT);
        for (const each of steps) {
          expect(answer(wasm, each), each.text).to.deep.equal(answer(reference, each));
        }
        expect(stateOf(wasm)).to.deep.equal(stateOf(reference));
      }),
      { numRuns: 200 },
    );
  });
});
