import { expect } from '@open-wc/testing';
import { assert, asyncProperty, constantFrom, integer } from 'fast-check';
import { BLOCK_BYTES } from '../../workers/core/storage/block-kernel.ts';
import { SavedDisks } from '../support/saved-disks.ts';

/** Disks of which one block lies in an extent and one in the log. */
async function storedDisks(): Promise<SavedDisks> {
  const disks = new SavedDisks();
  disks.write(0, 3, 1);
  disks.write(0, 4, 2);
  await disks.saver.flush();
  disks.write(0, 1300, 3);
  await disks.saver.flush();
  return disks;
}

function flip(bytes: Uint8Array, at: number, bit = 1): void {
  bytes[at] = (bytes[at] ?? 0) ^ bit;
}

/** Where the first block's bytes begin in a record of so many blocks. */
function blocksAt(count: number): number {
  return 24 + 16 * count;
}

describe('Stored disks', () => {
  it('name the block in which somebody flipped a bit of an extent', async () => {
    const disks = await storedDisks();
    const extent = disks.shelf.extents.get('0:0:1');
    flip(extent?.bytes ?? new Uint8Array(), blocksAt(2) + BLOCK_BYTES + 17);
    const found = await disks.compare();
    expect(found.different.map(({ disk, block }) => [disk, block])).to.deep.equal([[0, 4]]);
    expect(found.damagedRecords).to.equal(1);
    const memory = disks.kernel.read(0, 4 * BLOCK_BYTES, BLOCK_BYTES);
    flip(memory, 17);
    expect(found.different[0]?.bytes).to.deep.equal(memory);
  });

  it('name the block in which somebody flipped a bit of the log', async () => {
    const disks = await storedDisks();
    flip(disks.shelf.log[0]?.bytes ?? new Uint8Array(), blocksAt(1));
    const found = await disks.compare();
    expect(found.different.map(({ disk, block }) => [disk, block])).to.deep.equal([[0, 1300]]);
  });

  it('miss the blocks of a record that was deleted, or cut short', async () => {
    const disks = await storedDisks();
    disks.shelf.extents.delete('0:0:1');
    expect((await disks.compare()).missingBlocks).to.equal(2);
    const record = disks.shelf.log[0];
    if (record !== undefined) record.bytes = record.bytes.slice(0, 50);
    const found = await disks.compare();
    expect(found.missingBlocks).to.equal(3);
    expect(found.damagedRecords).to.equal(1);
  });

  it('do not take the record of another lab for their own', async () => {
    const disks = await storedDisks();
    flip(disks.shelf.log[0]?.bytes ?? new Uint8Array(), 16);
    const found = await disks.compare();
    expect(found.damagedRecords).to.equal(1);
    expect(found.missingBlocks).to.equal(1);
  });

  it('go by the newest version of a block, in whatever order records were written', async () => {
    const disks = await storedDisks();
    for (const seed of [5, 6, 7]) {
      disks.write(0, 3, seed);
      await disks.saver.flush();
    }
    disks.shelf.log.reverse();
    expect((await disks.compare()).different).to.deep.equal([]);
  });

  it('notice any one flipped bit, and never fail on it', async () => {
    const disks = await storedDisks();
    const records = [disks.shelf.extents.get('0:0:1')?.bytes, disks.shelf.log[0]?.bytes];
    const place = constantFrom(...records);
    await assert(
      asyncProperty(
        place,
        integer({ min: 0, max: 30_000 }),
        integer({ min: 0, max: 7 }),
        async (bytes, at, bit) => {
          if (bytes === undefined) return;
          flip(bytes, at % bytes.length, 1 << bit);
          const found = await disks.compare();
          expect(found.damagedRecords).to.equal(1);
          flip(bytes, at % bytes.length, 1 << bit);
        },
      ),
      { numRuns: 200 },
    );
  });
});
