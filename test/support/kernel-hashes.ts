/** The hashes of a kernel, beside published values and another implementation. */
import { expect } from '@open-wc/testing';
import { assert, integer, property, uniqueArray } from 'fast-check';
import { createXXHash3 } from 'hash-wasm';
import {
  BLOCK_BYTES,
  type BlockKernel,
  type KernelLayout,
} from '../../workers/core/storage/block-kernel.ts';
import type { CreateKernel } from './create-kernel.ts';
import { noiseBytes, sanityBytes } from './test-bytes.ts';

const LAYOUT: KernelLayout = { diskBlocks: [40], queueBytes: [] };
const FIRST = 0;

/** Published by xxHash for seed 0 over its sanity buffer: length, XXH3-64. */
const PUBLISHED: readonly (readonly [length: number, hash: bigint])[] = [
  [0, 0x2d06800538d394c2n],
  [1, 0xc44bdff4074eecdbn],
  [2, 0x7a9978044cb8a8bbn],
  [3, 0x54247382a8d6b94dn],
  [4, 0xe5dc74bc51848a51n],
  [6, 0x27b56a84cd2d7325n],
  [8, 0x24ccc9acaa9f65e4n],
  [9, 0x14d5001c15dd3f2bn],
  [12, 0xa713daf0dfbb77e7n],
  [16, 0x981b17d36c7498c9n],
  [17, 0x796f5acd3a60f862n],
  [24, 0xa3fe70bf9d3510ebn],
  [48, 0x397da259ecba1f11n],
  [64, 0x9cb48487720ec49dn],
  [80, 0xbcdefbbb2c47c90an],
  [128, 0xfcff24126754d861n],
  [129, 0x98f1b0a679a2ca29n],
  [195, 0xcd94217ee362ec3an],
  [222, 0xb9163b558664d356n],
  [240, 0x81c3c2b67f568ccfn],
  [241, 0xc5a639ecd2030e5en],
  [403, 0xcdeb804d65c6dea4n],
  [512, 0x617e49599013cb6bn],
  [2048, 0xdd59e2c3a5f038e0n],
  [4160, 0x4f323b15321e94e1n],
];

/** Describes how a kernel hashes bytes and files. */
export function describeKernelHashes(create: CreateKernel): void {
  describeHashes(create);
  describeScatteredFiles(create);
}

async function independentHash(): Promise<(bytes: Uint8Array) => bigint> {
  const hasher = await createXXHash3();
  return (bytes) => BigInt(`0x${hasher.init().update(bytes).digest('hex')}`);
}

function describeHashes(create: CreateKernel): void {
  describe('hashes', () => {
    it('gives the values that xxHash publishes', () => {
      const kernel = create(LAYOUT);
      for (const [length, hash] of PUBLISHED) {
        expect(kernel.hashBytes(sanityBytes(length)), `${length} bytes`).to.equal(hash);
      }
    });

    it('agrees with another implementation at every length up to a block', async () => {
      const kernel = create(LAYOUT);
      const other = await independentHash();
      const bytes = noiseBytes(BLOCK_BYTES, 1);
      for (let length = 0; length <= BLOCK_BYTES; length++) {
        const part = bytes.subarray(0, length);
        expect(kernel.hashBytes(part), `${length} bytes`).to.equal(other(part));
      }
    });

    it('agrees on inputs larger than what it can take in at once', async () => {
      const kernel = create(LAYOUT);
      const other = await independentHash();
      for (const size of [65536, 131072, 200_000, 262_144]) {
        for (const more of [-1024, -64, -1, 0, 1, 63, 64, 65, 241, 1023, 1024, 1025]) {
          const bytes = noiseBytes(size + more, size);
          expect(kernel.hashBytes(bytes), `${size + more} bytes`).to.equal(other(bytes));
        }
      }
    });

    it('agrees on bytes that begin at an odd place of their buffer', async () => {
      const kernel = create(LAYOUT);
      const other = await independentHash();
      const bytes = noiseBytes(6000, 2);
      for (let start = 1; start < 70; start++) {
        const part = bytes.subarray(start, start + 300 + start * 70);
        expect(kernel.hashBytes(part), `from ${start}`).to.equal(other(part));
      }
    });

    it('is not disturbed by another hash before it', () => {
      const kernel = create(LAYOUT);
      const bytes = noiseBytes(5000, 3);
      const alone = kernel.hashBytes(bytes);
      kernel.hashBytes(noiseBytes(100_000, 4));
      kernel.checksumBlocks(FIRST, 0, 40);
      expect(kernel.hashBytes(bytes)).to.equal(alone);
    });

    it('measures compressed length by the pinned deflate', () => {
      const kernel = create(LAYOUT);
      expect(kernel.compressedLength(new Uint8Array(0))).to.equal(2);
      expect(kernel.compressedLength(new Uint8Array(BLOCK_BYTES))).to.equal(20);
      expect(kernel.compressedLength(sanityBytes(BLOCK_BYTES))).to.equal(4101);
    });
  });
}

function describeScatteredFiles(create: CreateKernel): void {
  /** Lays a file over the blocks in this order and hashes it there. */
  function hashLaidOut(kernel: BlockKernel, file: Uint8Array, blocks: readonly number[]): bigint {
    const used = blocks.slice(0, Math.max(1, Math.ceil(file.length / BLOCK_BYTES)));
    for (const [i, block] of used.entries()) {
      const part = file.subarray(i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES);
      // What follows the file's end in its last block must not count.
      kernel.write(FIRST, block * BLOCK_BYTES, noiseBytes(BLOCK_BYTES, block));
      kernel.write(FIRST, block * BLOCK_BYTES, part);
    }
    return kernel.hashFile(FIRST, extentsOf(used), file.length);
  }

  describe('scattered files', () => {
    it('hash like their concatenation at every size around a stripe, a chunk and a block', async () => {
      const kernel = create(LAYOUT);
      const other = await independentHash();
      const blocks = [7, 3, 4, 5, 39, 0, 12];
      for (const base of [0, 128, 240, 1024, 4096, 5120, 8192, 12_288, 20_480]) {
        for (let size = Math.max(0, base - 66); size <= base + 66; size++) {
          const file = noiseBytes(size, size);
          expect(hashLaidOut(kernel, file, blocks), `${size} bytes`).to.equal(other(file));
        }
      }
    });

    it('hash like their concatenation wherever the blocks lie', async () => {
      const kernel = create(LAYOUT);
      const other = await independentHash();
      const blocks = uniqueArray(integer({ min: 0, max: 39 }), { minLength: 1, maxLength: 40 });
      assert(
        property(blocks, integer({ min: 0, max: 40 * BLOCK_BYTES }), (order, wanted) => {
          const file = noiseBytes(wanted % (order.length * BLOCK_BYTES + 1), wanted);
          expect(hashLaidOut(kernel, file, order)).to.equal(other(file));
        }),
        { numRuns: 200 },
      );
    });

    it('may have empty extents, and none at all when they are empty', () => {
      const kernel = create(LAYOUT);
      kernel.write(FIRST, 0, noiseBytes(2 * BLOCK_BYTES, 5));
      const hash = kernel.hashFile(FIRST, [0, 2], 5000);
      expect(kernel.hashFile(FIRST, [9, 0, 0, 1, 40, 0, 1, 1], 5000)).to.equal(hash);
      expect(kernel.hashFile(FIRST, [], 0)).to.equal(kernel.hashBytes(new Uint8Array(0)));
    });

    it('are not touched by being hashed', () => {
      const kernel = create(LAYOUT);
      kernel.write(FIRST, 0, noiseBytes(40 * BLOCK_BYTES, 6));
      const before = kernel.read(FIRST, 0, 40 * BLOCK_BYTES);
      kernel.hashFile(FIRST, [20, 20, 0, 20], 40 * BLOCK_BYTES - 1);
      expect(kernel.read(FIRST, 0, 40 * BLOCK_BYTES)).to.deep.equal(before);
    });
  });
}

/** Joins neighbouring blocks into runs, as a file system would. */
function extentsOf(blocks: readonly number[]): number[] {
  const extents: number[] = [];
  let first = -1;
  let end = -1;
  for (const block of blocks) {
    if (block === end) {
      extents.pop();
    } else {
      first = block;
      extents.push(first);
    }
    end = block + 1;
    extents.push(end - first);
  }
  return extents;
}
