import { expect } from '@open-wc/testing';
import { SavedDisks } from '../support/saved-disks.ts';

/** Disks of which two extents are stored, and two versions of one block behind them. */
async function storedDisks(): Promise<SavedDisks> {
  const disks = new SavedDisks();
  disks.write(0, 3, 1);
  disks.write(0, 1300, 2);
  await disks.saver.flush();
  for (const seed of [5, 6]) {
    disks.write(0, 3, seed);
    await disks.saver.flush();
  }
  return disks;
}

async function differentBlocks(disks: SavedDisks): Promise<number[]> {
  const { different, damagedRecords } = await disks.compare();
  expect(damagedRecords).to.be.above(0);
  return different.map(({ block }) => block);
}

describe('Stored bytes that check, but stand where they do not belong, are noticed before they serve:', () => {
  it('two extents that were swapped', async () => {
    const disks = await storedDisks();
    const [one, other] = [...disks.shelf.extents.values()];
    if (one === undefined || other === undefined) throw new Error('Two extents were expected.');
    [one.bytes, other.bytes] = [other.bytes, one.bytes];
    // The log still has block 3.
    expect(await differentBlocks(disks)).to.deep.equal([1300]);
  });

  it('an older record in the place of a newer one, as a lost write leaves it', async () => {
    const disks = await storedDisks();
    const [older, newer] = disks.shelf.log;
    if (older === undefined || newer === undefined) throw new Error('Two records were expected.');
    newer.bytes = older.bytes.slice();
    expect(await differentBlocks(disks)).to.deep.equal([3]);
  });

  it('a record of the log in the place of an extent', async () => {
    const disks = await storedDisks();
    const extent = disks.shelf.extents.get('0:1:1');
    const [record] = disks.shelf.log;
    if (extent === undefined || record === undefined) throw new Error('Both were expected.');
    extent.bytes = record.bytes.slice();
    expect(await differentBlocks(disks)).to.deep.equal([1300]);
  });

  it('a record of another disk', async () => {
    const disks = await storedDisks();
    const extent = disks.shelf.extents.get('0:1:1');
    if (extent === undefined) throw new Error('An extent was expected.');
    disks.shelf.extents.set('1:1:1', { key: [1, 1, extent.key[2]], bytes: extent.bytes.slice() });
    expect((await disks.compare()).damagedRecords).to.equal(1);
  });
});
