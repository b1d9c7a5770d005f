/** Wrong calls: each kernel must refuse them in the same words and stay as it was. */
import { expect } from '@open-wc/testing';
import {
  BLOCK_BYTES,
  KernelError,
  type BlockKernel,
} from '../../workers/core/storage/block-kernel.ts';
import type { CreateKernel } from './create-kernel.ts';

const ONE = Uint8Array.of(1);

const WRONG_CALLS: readonly (readonly [what: string, text: string, (k: BlockKernel) => unknown])[] =
  [
    ['an unknown region', 'region 3 does not exist: there are 3', (k) => k.regionBytes(3)],
    ['a negative region', 'region -1 does not exist', (k) => k.read(-1, 0, 1)],
    ['a fraction of a region', 'region 0.5 does not exist', (k) => k.read(0.5, 0, 1)],
    ['a queue taken for a disk', 'disk 2 does not exist: there are 2', (k) => k.blockCount(2)],
    ['a queue with changes', 'disk 2 does not exist', (k) => k.changedBlocks(2)],
    [
      'reading past the end',
      'offset 32767 with length 2 leaves region 0, which has 32768 bytes',
      (k) => k.read(0, 8 * BLOCK_BYTES - 1, 2),
    ],
    ['reading before the start', 'offset -1', (k) => k.read(0, -1, 1)],
    ['a negative length', 'length -1', (k) => k.read(0, 4, -1)],
    ['not a number', 'offset NaN', (k) => k.read(0, Number.NaN, 1)],
    [
      'writing past the end',
      'leaves region 2',
      (k) => {
        k.write(2, BLOCK_BYTES, ONE);
      },
    ],
    [
      'copying from past the end',
      'leaves region 2',
      (k) => {
        k.copy(2, 1, 0, 0, BLOCK_BYTES);
      },
    ],
    [
      'copying to past the end',
      'leaves region 2',
      (k) => {
        k.copy(0, 0, 2, 1, BLOCK_BYTES);
      },
    ],
    [
      'copying to a disk past its end',
      'leaves region 1',
      (k) => {
        k.copyToDisk(2, 0, 1, 7 * BLOCK_BYTES + 1, BLOCK_BYTES);
      },
    ],
    [
      'copying to a disk that is a queue',
      'disk 2 does not exist',
      (k) => {
        k.copyToDisk(0, 0, 2, 0, 1);
      },
    ],
    [
      'copying a disk onto itself',
      'disk 1 is copied onto itself',
      (k) => {
        k.copyToDisk(1, 0, 1, BLOCK_BYTES, 1);
      },
    ],
    [
      'zeroing past the end',
      'leaves region 1',
      (k) => {
        k.zero(1, 0, 8 * BLOCK_BYTES + 1);
      },
    ],
    [
      'a range beyond 32 bits',
      'leaves region 0',
      (k) => {
        k.zero(0, 1, 2 ** 32);
      },
    ],
    [
      'checksums past the end',
      'block 7 with count 2 leaves disk 0, which has 8 blocks',
      (k) => {
        k.checksumBlocks(0, 7, 2);
      },
    ],
    ['a checksum of no block', 'block 8', (k) => k.storedChecksum(0, 8)],
    ['damage of no block', 'block -1', (k) => k.damagedBlocks(0, -1, 1)],
    ['zeros of no block', 'count 9', (k) => k.zeroBlocks(0, 0, 9)],
    ['comparing past the end', 'leaves disk 1', (k) => k.compareBlocks(0, 0, 1, 7, 2)],
    ['a mark past the comparison', 'which looked at 4', (k) => k.isMarked(4)],
    ['a mark before the comparison', 'which looked at 4', (k) => k.isMarked(-2)],
    ['copying past the comparison', '5 blocks exceed', (k) => k.copyMarked(0, 0, 1, 0, 5)],
    ['copying to past the end', 'leaves disk 1', (k) => k.copyMarked(0, 0, 1, 7, 2)],
    ['half an extent', 'have 3 numbers, expected pairs', (k) => k.hashFile(0, [0, 1, 2], 1)],
    ['extents past the end', 'leaves disk 0', (k) => k.hashFile(0, [6, 3], 1)],
    ['extents twice', 'hold 9 blocks', (k) => k.hashFile(0, [0, 8, 0, 1], 1)],
    [
      'a file larger than its extents',
      'size 4097 exceeds what the extents hold, 4096 bytes',
      (k) => k.hashFile(0, [0, 1], BLOCK_BYTES + 1),
    ],
    ['a negative size', 'size -1', (k) => k.hashFile(0, [0, 1], -1)],
    [
      'clearing no block',
      'block 8',
      (k) => {
        k.clearChanged(0, [1, 8]);
      },
    ],
  ];

const WRONG_LAYOUTS = [
  ['a disk without blocks', 'disk 0 has 0 blocks', { diskBlocks: [0], queueBytes: [] }],
  ['half a block', 'disk 1 has 1.5 blocks', { diskBlocks: [1, 1.5], queueBytes: [] }],
  ['an odd queue', 'queue 0 has 100 bytes', { diskBlocks: [1], queueBytes: [100] }],
] as const;

/** Describes what a kernel refuses. */
export function describeKernelRefusals(create: CreateKernel): void {
  /** A kernel with something in it, one comparison over four blocks behind it. */
  function used(): BlockKernel {
    const kernel = create({ diskBlocks: [8, 8], queueBytes: [BLOCK_BYTES] });
    kernel.write(0, 3 * BLOCK_BYTES, ONE);
    kernel.compareBlocks(0, 0, 1, 0, 4);
    return kernel;
  }

  describe('wrong calls', () => {
    for (const [what, text, call] of WRONG_CALLS) {
      it(`refuse ${what}, say why and change nothing (${text})`, () => {
        const kernel = used();
        expect(() => call(kernel)).to.throw(KernelError, text);
        expect(kernel.changedBlocks(0)).to.deep.equal([3]);
        expect(kernel.changedBlocks(1)).to.deep.equal([]);
        expect(kernel.isMarked(3)).to.equal(true);
      });
    }

    for (const [what, text, layout] of WRONG_LAYOUTS) {
      it(`refuse a layout with ${what}`, () => {
        expect(() => create(layout)).to.throw(KernelError, text);
      });
    }
  });
}
