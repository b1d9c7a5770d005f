/** What every block kernel must do, whichever way it does it. */
import { expect } from '@open-wc/testing';
import { array, assert, integer, property } from 'fast-check';
import { BLOCK_BYTES, type KernelLayout } from '../../workers/core/storage/block-kernel.ts';
import type { CreateKernel } from './create-kernel.ts';
import { describeKernelHashes } from './kernel-hashes.ts';
import { describeKernelRefusals } from './kernel-refusals.ts';
import { noiseBytes } from './test-bytes.ts';

const LAYOUT: KernelLayout = { diskBlocks: [40, 40], queueBytes: [2 * BLOCK_BYTES, BLOCK_BYTES] };
const FIRST = 0;
const OTHER = 1;
const QUEUE = 2;

/** Describes the kernel; call it in a test file. */
export function describeKernel(name: string, create: CreateKernel): void {
  describe(`the ${name} kernel`, () => {
    describeKernelHashes(create);
    describeBytes(create);
    describeChecksums(create);
    describeComparison(create);
    describeChangeMarks(create);
    describeKernelRefusals(create);
  });
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

    it('are lent as they are', () => {
      const kernel = create(LAYOUT);
      kernel.write(OTHER, 5, noiseBytes(100, 3));
      expect(kernel.peek(OTHER, 5, 100)).to.deep.equal(noiseBytes(100, 3));
      const peek = () => kernel.peek(OTHER, kernel.regionBytes(OTHER) - 109, 110);
      expect(peek).to.throw('leaves region 1');
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

    it('are renewed for every block that a copy to a disk touches, and for no other', () => {
      for (const [offset, length] of [
        [0, 3 * BLOCK_BYTES],
        [BLOCK_BYTES - 1, 2],
        [100, 20],
        [5 * BLOCK_BYTES - 7, 4 * BLOCK_BYTES],
        [40 * BLOCK_BYTES - 1, 1],
        [9, 0],
      ] as const) {
        const kernel = create({ diskBlocks: [40, 40], queueBytes: [6 * BLOCK_BYTES] });
        kernel.write(QUEUE, 0, noiseBytes(6 * BLOCK_BYTES, 12));
        for (const block of [2, 20]) kernel.write(FIRST, block * BLOCK_BYTES, Uint8Array.of(7));
        kernel.clearChanged(FIRST, [2, 20]);
        const first = Math.floor(offset / BLOCK_BYTES);
        const end = length === 0 ? first : Math.ceil((offset + length) / BLOCK_BYTES);
        kernel.copyToDisk(QUEUE, 33, FIRST, offset, length);
        expect(kernel.read(FIRST, offset, length)).to.deep.equal(kernel.read(QUEUE, 33, length));
        const touched = Array.from({ length: end - first }, (_, i) => first + i);
        expect(kernel.changedBlocks(FIRST)).to.deep.equal(touched);
        const damaged = [2, 20].filter((block) => !touched.includes(block));
        expect(kernel.damagedBlocks(FIRST, 0, 40)).to.deep.equal(damaged);
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
