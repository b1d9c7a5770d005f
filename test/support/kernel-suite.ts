/** What every block kernel must do, whichever way it does it. */
import { expect } from '@open-wc/testing';
import { assert, array, integer, property, uniqueArray } from 'fast-check';
import { createXXHash3 } from 'hash-wasm';
import {
  BLOCK_BYTES,
  type BlockKernel,
  type KernelLayout,
} from '../../workers/core/storage/block-kernel.ts';
import { describeKernelRefusals } from './kernel-refusals.ts';
import { noiseBytes, sanityBytes } from './test-bytes.ts';

/** Makes the kernel under test. */
export type CreateKernel = (layout: KernelLayout) => BlockKernel;

const LAYOUT: KernelLayout = { diskBlocks: [40, 40], queueBytes: [2 * BLOCK_BYTES, BLOCK_BYTES] };
const FIRST = 0;
const OTHER = 1;
const QUEUE = 2;

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

/** Describes the kernel; call it in a test file. */
export function describeKernel(name: string, create: CreateKernel): void {
  describe(`the ${name} kernel`, () => {
    describeHashes(create);
    describeScatteredFiles(create);
    describeBytes(create);
    describeChecksums(create);
    describeComparison(create);
    describeChangeMarks(create);
    describeKernelRefusals(create);
  });
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

function describeBytes(create: CreateKernel): void {
  describe('bytes', () => {
    it('are all zero at first, and their checksums those of zero blocks', () => {
      const kernel = create(LAYOUT);
      const zeroChecksum = kernel.hashBytes(new Uint8Array(BLOCK_BYTES));
      for (const disk of [FIRST, OTHER]) {
        expect(kernel.zeroBlocks(disk, 0, 40)).to.have.length(40);
        expect(kernel.damagedBlocks(disk, 0, 40)).to.deep.equal([]);
        expect(kernel.changedBlocks(disk)).to.deep.equal([]);
        expect(kernel.storedChecksum(disk, 39)).to.equal(zeroChecksum);
      }
    });

    it('tell the sizes of their regions', () => {
      const kernel = create(LAYOUT);
      expect(kernel.diskCount).to.equal(2);
      expect(kernel.blockCount(OTHER)).to.equal(40);
      expect([0, 1, 2, 3].map((region) => kernel.regionBytes(region))).to.deep.equal([
        40 * BLOCK_BYTES,
        40 * BLOCK_BYTES,
        2 * BLOCK_BYTES,
        BLOCK_BYTES,
      ]);
    });

    it('come out as they went in, and never touch the region beside', () => {
      const kernel = create(LAYOUT);
      for (const region of [0, 1, 2, 3]) {
        const bytes = kernel.regionBytes(region);
        kernel.write(region, 0, noiseBytes(bytes, region + 1));
      }
      for (const region of [0, 1, 2, 3]) {
        const bytes = kernel.regionBytes(region);
        expect(kernel.read(region, 0, bytes)).to.deep.equal(noiseBytes(bytes, region + 1));
      }
      for (const disk of [FIRST, OTHER]) kernel.checksumBlocks(disk, 0, 40);
      for (const disk of [FIRST, OTHER]) expect(kernel.damagedBlocks(disk, 0, 40)).to.be.empty;
    });

    it('are handed out as copies', () => {
      const kernel = create(LAYOUT);
      const copy = kernel.read(FIRST, 0, 10);
      kernel.write(FIRST, 0, noiseBytes(10, 1));
      expect([...copy]).to.deep.equal(new Array(10).fill(0));
      copy.fill(255);
      expect(kernel.read(FIRST, 0, 10)).to.deep.equal(noiseBytes(10, 1));
      expect(copy.buffer.byteLength).to.equal(10);
    });

    it('copy onto themselves in both directions', () => {
      const bytes = noiseBytes(1000, 7);
      for (const [from, to] of [
        [0, 300],
        [300, 0],
      ] as const) {
        const kernel = create(LAYOUT);
        kernel.write(QUEUE, from, bytes);
        kernel.copy(QUEUE, from, QUEUE, to, 1000);
        expect(kernel.read(QUEUE, to, 1000)).to.deep.equal(bytes);
      }
    });

    it('can be zeroed in part', () => {
      const kernel = create(LAYOUT);
      kernel.write(QUEUE, 0, new Uint8Array(100).fill(1));
      kernel.zero(QUEUE, 10, 80);
      const sum = kernel.read(QUEUE, 0, 100).reduce((total, byte) => total + byte, 0);
      expect(sum).to.equal(20);
    });

    it('of one kernel are not those of another', () => {
      const kernel = create(LAYOUT);
      create(LAYOUT).write(FIRST, 0, noiseBytes(BLOCK_BYTES, 1));
      expect(kernel.zeroBlocks(FIRST, 0, 1)).to.deep.equal([0]);
    });

    it('of a block count as zero only if each is', () => {
      const kernel = create(LAYOUT);
      for (let offset = 0; offset < BLOCK_BYTES; offset++) {
        kernel.write(FIRST, BLOCK_BYTES + offset, Uint8Array.of(1));
        expect(kernel.zeroBlocks(FIRST, 0, 3), `offset ${offset}`).to.deep.equal([0, 2]);
        kernel.zero(FIRST, BLOCK_BYTES + offset, 1);
      }
    });
  });
}

function describeChecksums(create: CreateKernel): void {
  describe('checksums', () => {
    it('stay as they were when bytes are written, so that damage shows until they are renewed', () => {
      const kernel = create(LAYOUT);
      const before = kernel.storedChecksum(FIRST, 5);
      kernel.write(FIRST, 5 * BLOCK_BYTES + 4095, Uint8Array.of(1, 1));
      expect(kernel.storedChecksum(FIRST, 5)).to.equal(before);
      expect(kernel.damagedBlocks(FIRST, 0, 40)).to.deep.equal([5, 6]);
      expect(kernel.damagedBlocks(FIRST, 6, 2)).to.deep.equal([6]);
      kernel.checksumBlocks(FIRST, 5, 1);
      expect(kernel.damagedBlocks(FIRST, 0, 40)).to.deep.equal([6]);
    });

    it('are those of the bytes of each block', () => {
      const kernel = create(LAYOUT);
      kernel.write(OTHER, 0, noiseBytes(40 * BLOCK_BYTES, 8));
      kernel.checksumBlocks(OTHER, 0, 40);
      for (let block = 0; block < 40; block++) {
        const bytes = kernel.read(OTHER, block * BLOCK_BYTES, BLOCK_BYTES);
        expect(kernel.storedChecksum(OTHER, block)).to.equal(kernel.hashBytes(bytes));
      }
    });

    it('notice a single changed bit at every place of a block', () => {
      const kernel = create(LAYOUT);
      for (let offset = 0; offset < BLOCK_BYTES; offset++) {
        kernel.write(FIRST, offset, Uint8Array.of(1 << (offset & 7)));
        expect(kernel.damagedBlocks(FIRST, 0, 1), `offset ${offset}`).to.deep.equal([0]);
        kernel.zero(FIRST, offset, 1);
      }
    });
  });
}

function describeComparison(create: CreateKernel): void {
  describe('comparison', () => {
    it('marks the positions that differ, and copies those blocks with their checksums', () => {
      const kernel = create(LAYOUT);
      for (const block of [2, 9, 31])
        kernel.write(FIRST, block * BLOCK_BYTES, Uint8Array.of(block));
      kernel.checksumBlocks(FIRST, 0, 40);
      expect(kernel.compareBlocks(FIRST, 2, OTHER, 5, 30)).to.equal(3);
      const marked = Array.from({ length: 30 }, (_, i) => i).filter((i) => kernel.isMarked(i));
      expect(marked).to.deep.equal([0, 7, 29]);
      expect(kernel.copyMarked(FIRST, 2, OTHER, 5, 30)).to.equal(3);
      expect(kernel.changedBlocks(OTHER)).to.deep.equal([5, 12, 34]);
      expect(kernel.damagedBlocks(OTHER, 0, 40)).to.deep.equal([]);
      expect(kernel.compareBlocks(FIRST, 2, OTHER, 5, 30)).to.equal(0);
      expect(kernel.copyMarked(FIRST, 2, OTHER, 5, 30)).to.equal(0);
    });

    it('takes the stored checksum along even where it does not fit the bytes', () => {
      const kernel = create(LAYOUT);
      kernel.write(FIRST, 0, Uint8Array.of(1));
      kernel.compareBlocks(FIRST, 0, OTHER, 0, 1);
      kernel.copyMarked(FIRST, 0, OTHER, 0, 1);
      expect(kernel.damagedBlocks(OTHER, 0, 40)).to.deep.equal([0]);
    });

    it('notices one byte at every place of a block', () => {
      const kernel = create(LAYOUT);
      kernel.write(FIRST, 0, noiseBytes(BLOCK_BYTES, 9));
      kernel.write(OTHER, 0, noiseBytes(BLOCK_BYTES, 9));
      for (let offset = 0; offset < BLOCK_BYTES; offset++) {
        const byte = kernel.read(OTHER, offset, 1);
        kernel.write(OTHER, offset, Uint8Array.of((byte[0] ?? 0) ^ 16));
        expect(kernel.compareBlocks(FIRST, 0, OTHER, 0, 1), `offset ${offset}`).to.equal(1);
        kernel.write(OTHER, offset, byte);
      }
      expect(kernel.compareBlocks(FIRST, 0, OTHER, 0, 1)).to.equal(0);
    });

    it('forgets the marks of the comparison before', () => {
      const kernel = create({ diskBlocks: [200, 200], queueBytes: [] });
      kernel.write(FIRST, 0, noiseBytes(200 * BLOCK_BYTES, 10));
      expect(kernel.compareBlocks(FIRST, 0, OTHER, 0, 200)).to.equal(200);
      expect(kernel.compareBlocks(OTHER, 0, OTHER, 7, 130)).to.equal(0);
      expect(kernel.isMarked(129)).to.equal(false);
      expect(kernel.copyMarked(FIRST, 0, OTHER, 0, 130)).to.equal(0);
    });

    it('may copy back the other way, and only a part', () => {
      const kernel = create(LAYOUT);
      kernel.write(OTHER, 0, noiseBytes(40 * BLOCK_BYTES, 11));
      kernel.compareBlocks(FIRST, 0, OTHER, 0, 40);
      expect(kernel.copyMarked(OTHER, 0, FIRST, 0, 10)).to.equal(10);
      expect(kernel.compareBlocks(FIRST, 0, OTHER, 0, 40)).to.equal(30);
    });
  });
}

function describeChangeMarks(create: CreateKernel): void {
  describe('change marks', () => {
    it('cover exactly the blocks that bytes were written to, copied to or zeroed in', () => {
      const kernel = create(LAYOUT);
      kernel.write(FIRST, BLOCK_BYTES - 1, Uint8Array.of(1, 2));
      kernel.write(FIRST, 3 * BLOCK_BYTES, new Uint8Array(BLOCK_BYTES));
      kernel.write(FIRST, 5 * BLOCK_BYTES, new Uint8Array(0));
      kernel.copy(FIRST, 0, FIRST, 8 * BLOCK_BYTES - 1, 1);
      kernel.zero(FIRST, 10 * BLOCK_BYTES + 1, 20 * BLOCK_BYTES);
      const zeroed = Array.from({ length: 21 }, (_, i) => 10 + i);
      expect(kernel.changedBlocks(FIRST)).to.deep.equal([0, 1, 3, 7, ...zeroed]);
      expect(kernel.changedBlocks(OTHER)).to.deep.equal([]);
    });

    it('are not set by queues, reading, checksums or comparing', () => {
      const kernel = create(LAYOUT);
      kernel.write(QUEUE, 0, Uint8Array.of(1));
      kernel.copy(FIRST, 0, QUEUE, 0, BLOCK_BYTES);
      kernel.read(FIRST, 0, 10);
      kernel.checksumBlocks(FIRST, 0, 40);
      kernel.compareBlocks(FIRST, 0, OTHER, 1, 20);
      kernel.hashFile(FIRST, [0, 2], 8000);
      for (const disk of [FIRST, OTHER]) expect(kernel.changedBlocks(disk)).to.be.empty;
    });

    it('are forgotten one by one, whatever the size of the disk and the order', () => {
      const blocks = array(integer({ min: 0, max: 149 }), { maxLength: 400 });
      assert(
        property(blocks, blocks, (written, cleared) => {
          const kernel = create({ diskBlocks: [150], queueBytes: [] });
          for (const block of written) kernel.write(0, block * BLOCK_BYTES, Uint8Array.of(1));
          kernel.clearChanged(0, cleared);
          const left = [...new Set(written)].filter((block) => !cleared.includes(block));
          expect(kernel.changedBlocks(0)).to.deep.equal(left.sort((a, b) => a - b));
        }),
        { numRuns: 50 },
      );
    });
  });
}
