import { expect } from '@open-wc/testing';
import { BLOCK_BYTES } from '../../workers/core/storage/block-kernel.ts';
import { DiskError, type RecordBytes } from '../../workers/disk-store.ts';
import { LOG_BYTES_MAX } from '../../workers/log-fold.ts';
import { emptyShelf, MemoryStore } from '../../workers/memory-store.ts';
import { CLOCK_SAVE_EVERY_MS, SAVE_WITHIN_MS, SLOW_AFTER_MS } from '../../workers/saver.ts';
import { freshKernel, SavedDisks } from '../support/saved-disks.ts';
import { groupOf } from '../support/stored-groups.ts';
import { noiseBytes } from '../support/test-bytes.ts';

/** Disks whose first, whole group is stored. */
async function storedDisks(): Promise<SavedDisks> {
  const disks = new SavedDisks();
  disks.write(0, 3, 1);
  disks.write(1, 9, 2);
  await disks.saver.flush();
  return disks;
}

async function expectStored(disks: SavedDisks): Promise<void> {
  const found = await disks.compare();
  expect(found.different).to.deep.equal([]);
  expect(found.missingBlocks).to.equal(0);
  expect(found.damagedRecords).to.equal(0);
}

function lengthOf(record: RecordBytes | undefined): number | undefined {
  return record instanceof Uint8Array ? record.length : record?.size;
}

describe('Saving', () => {
  it('stores all that is on the disks the first time', async () => {
    await expectStored(await storedDisks());
  });

  it('then stores only the blocks that have changed', async () => {
    const disks = await storedDisks();
    disks.write(0, 500, 3);
    await disks.saver.flush();
    const [, second] = disks.store.groups;
    expect(second?.log).to.have.length(1);
    expect(lengthOf(second?.log[0])).to.be.below(2 * BLOCK_BYTES);
    expect(second?.extents).to.deep.equal([]);
    await expectStored(disks);
  });

  it('waits a tenth of a second at most for other changes', async () => {
    const disks = await storedDisks();
    disks.lines.push([0, 'A1', 'client start']);
    disks.saver.changed();
    disks.time.pass(SAVE_WITHIN_MS - 1);
    expect(disks.store.groups).to.have.length(1);
    disks.time.pass(1);
    await disks.saver.stop();
    expect(disks.store.groups).to.have.length(2);
  });

  it('does not wait when a mebibyte has changed', async () => {
    const disks = await storedDisks();
    for (let block = 0; block < 256; block += 1) disks.write(0, block, block + 10);
    disks.saver.ran();
    disks.time.pass(0);
    await disks.saver.stop();
    await expectStored(disks);
  });

  it('stores the clock once a second when nothing else has changed', async () => {
    const disks = await storedDisks();
    disks.atMs = 700;
    disks.saver.ran();
    disks.time.pass(CLOCK_SAVE_EVERY_MS - 1);
    expect(disks.store.groups).to.have.length(1);
    disks.time.pass(1);
    await disks.saver.stop();
    expect(disks.shelf.head?.atMs).to.equal(700);
  });

  it('calls a moment saved only when its transaction is complete', async () => {
    const disks = await storedDisks();
    const waiting = disks.store.hold();
    disks.atMs = 5000;
    const flushed = disks.saver.flush();
    await waiting;
    expect(disks.saver.state.savedAtMs).to.equal(0);
    disks.atMs = 6000;
    disks.store.release();
    await flushed;
    expect(disks.saver.state.savedAtMs).to.equal(5000);
  });

  it('stores what changes while a transaction is on its way with the next one', async () => {
    const disks = await storedDisks();
    const waiting = disks.store.hold();
    disks.write(0, 4, 4);
    const flushed = disks.saver.flush();
    await waiting;
    disks.write(0, 4, 5);
    disks.saver.changed();
    disks.store.release();
    await flushed;
    disks.time.pass(SAVE_WITHIN_MS);
    await disks.saver.stop();
    await expectStored(disks);
  });

  it('gives each group the next number, and its lines from where they differ', async () => {
    const disks = await storedDisks();
    disks.lines = [
      [0, 'A1', 'a'],
      [5, 'A1', 'b'],
    ];
    await disks.saver.flush();
    disks.lines = [
      [0, 'A1', 'a'],
      [9, 'B1', 'c'],
      [9, 'B1', 'd'],
    ];
    await disks.saver.flush();
    expect(disks.store.groups.map((group) => group.head.sequence)).to.deep.equal([1, 2, 3]);
    expect(disks.store.groups[2]?.linesFrom).to.equal(1);
    expect(disks.shelf.lines).to.deep.equal(disks.lines);
  });

  it('stores a file once', async () => {
    const disks = await storedDisks();
    disks.files.set('0123456789abcdef', noiseBytes(100, 1));
    await disks.saver.flush();
    await disks.saver.flush();
    expect(disks.store.groups.map((group) => group.files.size)).to.deep.equal([0, 1, 0]);
  });

  it('stores only what differs when history was rewritten on fresh disks', async () => {
    const disks = await storedDisks();
    disks.kernel = freshKernel();
    disks.write(0, 3, 1);
    disks.write(0, 599, 6);
    disks.saver.rewritten();
    await disks.saver.flush();
    await expectStored(disks);
    expect(disks.store.groups[1]?.reset).to.equal(false);
    // The new block, and the one that is zeros again; not the one that is as it was.
    expect(lengthOf(disks.store.groups[1]?.log[0])).to.be.within(2 * BLOCK_BYTES, 3 * BLOCK_BYTES);
  });

  it('stores the newest history when it is rewritten during such a transaction', async () => {
    const disks = await storedDisks();
    disks.saver.rewritten();
    const waiting = disks.store.hold();
    const flushed = disks.saver.flush();
    await waiting;
    disks.kernel = freshKernel();
    disks.write(1, 1, 7);
    disks.saver.rewritten();
    disks.store.release();
    await flushed;
    await disks.saver.flush();
    await expectStored(disks);
  });
});

describe('A change that is larger than one transaction', () => {
  /** Changes all of five extents of the first disk. */
  async function largeChange(disks: SavedDisks): Promise<void> {
    for (let block = 0; block < 4600; block += 1) disks.write(0, block, block + 1);
    await disks.saver.flush();
  }
  const names = (disks: SavedDisks): string[] => [...disks.shelf.extents.keys()].sort();

  it('is stored in parts, and counts when the last one is', async () => {
    const disks = await storedDisks();
    await largeChange(disks);
    expect(disks.store.operations.slice(-2)).to.deep.equal(['prepare', 'save']);
    expect(disks.store.groups).to.have.length(2);
    expect(disks.store.groups[1]?.preparedExtents).to.deep.equal([
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
    expect(disks.store.groups[1]?.extents.map(([key]) => key)).to.deep.equal([[0, 4]]);
    await expectStored(disks);
  });

  it('is written once, not to a log first', async () => {
    const disks = await storedDisks();
    await largeChange(disks);
    expect(disks.shelf.log).to.deep.equal([]);
    expect(names(disks)).to.deep.equal(['0:0:2', '0:1:2', '0:2:2', '0:3:2', '0:4:2', '1:0:1']);
  });

  it('brings along what changes while its parts are on their way', async () => {
    const disks = await storedDisks();
    const waiting = disks.store.hold();
    const stored = largeChange(disks);
    await waiting;
    disks.write(0, 0, 9001);
    disks.write(0, 4599, 9002);
    disks.write(1, 2, 9003);
    disks.atMs = 4000;
    disks.store.release();
    await stored;
    expect(disks.saver.state.savedAtMs).to.equal(4000);
    await expectStored(disks);
  });

  it('writes an extent again of which something changes after it was prepared', async () => {
    const disks = await storedDisks();
    const waiting = disks.store.hold();
    const stored = largeChange(disks);
    await waiting;
    disks.write(0, 1000, 9001);
    disks.store.release();
    await stored;
    await disks.saver.flush();
    await expectStored(disks);
    expect(disks.shelf.log).to.deep.equal([]);
  });

  it('leaves the store at the group before when it is given up half-way, and goes with the next one', async () => {
    const disks = await storedDisks();
    const waiting = disks.store.hold();
    const stored = largeChange(disks);
    await waiting;
    disks.store.failing = new DiskError('quota', 'The browser has no room left for this lab.');
    disks.store.release();
    await stored;
    expect(disks.shelf.head?.sequence).to.equal(1);
    expect(disks.saver.state.problem).to.match(/no room/);
    disks.store.failing = null;
    await disks.saver.flush();
    await expectStored(disks);
  });

  it('starts over when history is rewritten on the way', async () => {
    const disks = await storedDisks();
    const waiting = disks.store.hold();
    const stored = largeChange(disks);
    await waiting;
    disks.kernel = freshKernel();
    disks.write(0, 7, 1);
    disks.saver.rewritten();
    disks.store.release();
    await stored;
    await disks.saver.flush();
    await expectStored(disks);
    const blocks = await disks.compare();
    expect(blocks.missingBlocks).to.equal(0);
  });

  it('becomes extents in the first save, too', async () => {
    const disks = new SavedDisks();
    await largeChange(disks);
    expect(names(disks)).to.deep.equal(['0:0:1', '0:1:1', '0:2:1', '0:3:1', '0:4:1']);
    expect(disks.shelf.log).to.deep.equal([]);
    await expectStored(disks);
  });

  it('goes to the log where little of each extent has changed', async () => {
    const disks = await storedDisks();
    await largeChange(disks);
    for (let block = 0; block < 4600; block += 20) disks.write(0, block, block + 9);
    await disks.saver.flush();
    expect(disks.store.groups[2]?.extents).to.deep.equal([]);
    expect(disks.store.groups[2]?.log).to.have.length(1);
    await expectStored(disks);
  });
});

describe('What is called saved', () => {
  it('is called so no more when the browser cuts the connection, until all is stored anew', async () => {
    const disks = await storedDisks();
    expect(disks.saver.state.savedAtMs).to.equal(0);
    disks.store.cut();
    expect(disks.saver.state.savedAtMs).to.equal(null);
    expect(disks.saver.state.problem).to.match(/may be gone; all of it is stored anew/);
    Object.assign(disks.shelf, emptyShelf());
    disks.time.pass(SAVE_WITHIN_MS);
    await disks.saver.stop();
    expect(disks.saver.state).to.deep.equal({ savedAtMs: 0, problem: null });
    await expectStored(disks);
  });

  it('is called so no more when a save finds nothing of it', async () => {
    const disks = await storedDisks();
    Object.assign(disks.shelf, emptyShelf());
    disks.atMs = 500;
    await disks.saver.flush();
    expect(disks.saver.state.savedAtMs).to.equal(null);
    expect(disks.shelf.head).to.equal(null);
    await disks.saver.flush();
    expect(disks.saver.state.savedAtMs).to.equal(500);
    await expectStored(disks);
  });

  it('stays what it was while a save does not end, and that is said', async () => {
    const disks = await storedDisks();
    const waiting = disks.store.hold();
    disks.atMs = 800;
    const flushed = disks.saver.flush();
    await waiting;
    disks.time.pass(SLOW_AFTER_MS);
    expect(disks.saver.state.savedAtMs).to.equal(0);
    expect(disks.saver.state.problem).to.match(/not finished saving.*reload the page/);
    disks.store.release();
    await flushed;
    expect(disks.saver.state).to.deep.equal({ savedAtMs: 800, problem: null });
  });

  it('is no longer added to once somebody else has saved the lab', async () => {
    const disks = await storedDisks();
    await new MemoryStore(disks.shelf).save(groupOf(90));
    disks.write(0, 3, 8);
    await disks.saver.flush();
    await disks.saver.flush();
    expect(disks.saver.state.problem).to.match(/Somebody else.*Close the other tabs/);
    expect(disks.shelf.head?.sequence).to.equal(90);
  });
});

describe('Saving that fails', () => {
  const quota = new DiskError('quota', 'The browser has no room left for this lab.');

  it('leaves what is stored, and says that the lab runs on unsaved', async () => {
    const disks = await storedDisks();
    disks.store.failing = quota;
    disks.atMs = 1000;
    disks.write(0, 3, 8);
    await disks.saver.flush();
    expect(disks.saver.state.savedAtMs).to.equal(0);
    expect(disks.saver.state.problem).to.match(/runs on, but is not saved: .*no room/);
    expect(disks.shelf.head?.sequence).to.equal(1);
  });

  it('is tried again by itself, and loses nothing of what it had taken', async () => {
    const disks = await storedDisks();
    disks.store.failing = quota;
    disks.write(0, 3, 8);
    await disks.saver.flush();
    disks.write(0, 77, 9);
    disks.store.failing = null;
    disks.time.pass(10_000);
    await disks.saver.stop();
    await expectStored(disks);
    expect(disks.saver.state.problem).to.equal(null);
  });

  it('stores everything anew when the connection was lost', async () => {
    const disks = await storedDisks();
    disks.store.failing = new DiskError('lost', 'The connection was lost.');
    await disks.saver.flush();
    disks.store.failing = null;
    await disks.saver.flush();
    expect(disks.store.groups[1]?.reset).to.equal(true);
    await expectStored(disks);
  });
});

describe('The log', () => {
  /** Writes until the log is over its limit; each group holds 250 blocks. */
  async function overfill(disks: SavedDisks): Promise<void> {
    const groups = Math.ceil(LOG_BYTES_MAX / (250 * BLOCK_BYTES)) + 1;
    for (let block = 0; block < 4600; block += 1) disks.write(0, block, block + 1);
    await disks.saver.flush();
    for (let group = 0; group < groups; group += 1) {
      for (let block = 0; block < 250; block += 1) disks.write(0, 8 * block, group * 1000 + block);
      await disks.saver.flush();
    }
  }

  it('is folded into extents when it has grown, and starts over', async () => {
    const disks = await storedDisks();
    await overfill(disks);
    await disks.saver.flush();
    await disks.saver.flush();
    const bytes = disks.shelf.log.reduce((sum, record) => sum + record.bytes.length, 0);
    expect(bytes).to.be.below(LOG_BYTES_MAX / 2);
    await expectStored(disks);
  });

  it('is folded again after a fold that failed', async () => {
    const disks = await storedDisks();
    await overfill(disks);
    disks.store.failing = new DiskError('aborted', 'The browser did not store the last changes.');
    await disks.saver.flush();
    disks.store.failing = null;
    disks.write(0, 1, 5);
    await disks.saver.flush();
    await disks.saver.flush();
    await expectStored(disks);
  });

  it('counts after a reload for the next fold', async () => {
    const disks = await storedDisks();
    disks.write(0, 1300, 12);
    await disks.saver.flush();
    const { logBytes, logged } = await disks.compare();
    expect(logBytes).to.be.above(BLOCK_BYTES);
    expect([...logged]).to.deep.equal(['0:1']);
  });
});
