/** What every store must do, wherever it keeps things. */
import { expect } from '@open-wc/testing';
import type { DiskStore, StoredGroup, StoredHead } from '../../workers/disk-store.ts';
import { noiseBytes } from './test-bytes.ts';

/** A place to store in, empty at first. */
export interface StoreUnderTest {
  /** Opens the same place, as another page load would. */
  open(): Promise<DiskStore>;
}

function headAt(sequence: number): StoredHead {
  return {
    schema: 1,
    sequence,
    atMs: sequence * 1000,
    digest: sequence.toString(16).padStart(32, '0'),
    scenario: 'protected',
    seed: 2001,
    diskMiB: 16,
  };
}

function group(sequence: number, parts: Partial<StoredGroup> = {}): StoredGroup {
  return {
    reset: false,
    head: headAt(sequence),
    linesFrom: 0,
    lines: [],
    files: new Map(),
    log: [],
    extents: [],
    dropLogThrough: 0,
    ...parts,
  };
}

async function extentsOf(store: DiskStore): Promise<[string, Uint8Array | null][]> {
  const found: [string, Uint8Array | null][] = [];
  await store.readExtents((record) => found.push([record.key.join(':'), record.bytes]));
  return found;
}

async function logOf(store: DiskStore): Promise<[string, Uint8Array | null][]> {
  return (await store.readLog()).map((record) => [record.key.join(':'), record.bytes]);
}

/**
 * Declares the tests.
 *
 * @param makePlace  makes a fresh place for each test
 */
export function describeStore(name: string, makePlace: () => StoreUnderTest): void {
  describe(name, () => {
    let place: StoreUnderTest;
    let store: DiskStore;

    beforeEach(async () => {
      place = makePlace();
      store = await place.open();
    });

    afterEach(() => {
      store.close();
    });

    async function reopen(): Promise<void> {
      store.close();
      store = await place.open();
    }

    it('holds nothing at first', async () => {
      expect(await store.load()).to.equal(null);
      expect(await logOf(store)).to.deep.equal([]);
      expect(await extentsOf(store)).to.deep.equal([]);
    });

    it('gives everything back after it was closed and opened', async () => {
      const file = noiseBytes(5000, 1);
      await store.save(
        group(1, {
          lines: [[12, 'A1', 'client start']],
          files: new Map([['0123456789abcdef', file]]),
          log: [noiseBytes(90, 2), noiseBytes(91, 3)],
          extents: [[[1, 2], noiseBytes(92, 4)]],
        }),
      );
      await reopen();
      const lab = await store.load();
      expect(lab?.head).to.deep.equal(headAt(1));
      expect(lab?.lines).to.deep.equal([[12, 'A1', 'client start']]);
      expect([...(lab?.files ?? [])]).to.deep.equal([['0123456789abcdef', file]]);
      expect(await logOf(store)).to.deep.equal([
        ['1:0', noiseBytes(90, 2)],
        ['1:1', noiseBytes(91, 3)],
      ]);
      expect(await extentsOf(store)).to.deep.equal([['1:2', noiseBytes(92, 4)]]);
    });

    it('replaces lines from an index on, and keeps those before', async () => {
      await store.save(
        group(1, {
          lines: [
            [1, 'A1', 'a'],
            [2, 'A1', 'b'],
            [3, 'A1', 'c'],
          ],
        }),
      );
      await store.save(group(2, { linesFrom: 1, lines: [[4, 'B1', 'd']] }));
      expect((await store.load())?.lines).to.deep.equal([
        [1, 'A1', 'a'],
        [4, 'B1', 'd'],
      ]);
    });

    it('replaces an extent, and appends to the log', async () => {
      await store.save(
        group(1, { log: [noiseBytes(8, 1)], extents: [[[0, 0], noiseBytes(8, 2)]] }),
      );
      await store.save(
        group(2, { log: [noiseBytes(8, 3)], extents: [[[0, 0], noiseBytes(8, 4)]] }),
      );
      expect(await logOf(store)).to.deep.equal([
        ['1:0', noiseBytes(8, 1)],
        ['2:0', noiseBytes(8, 3)],
      ]);
      expect(await extentsOf(store)).to.deep.equal([['0:0', noiseBytes(8, 4)]]);
    });

    it('drops the log up to a group and nothing behind it', async () => {
      for (const sequence of [1, 2, 3]) {
        await store.save(group(sequence, { log: [noiseBytes(8, 1), noiseBytes(8, 2)] }));
      }
      await store.save(group(4, { dropLogThrough: 2, log: [noiseBytes(8, 3)] }));
      expect((await logOf(store)).map(([key]) => key)).to.deep.equal(['3:0', '3:1', '4:0']);
    });

    it('forgets all that was before when a group says so', async () => {
      await store.save(
        group(1, {
          lines: [
            [1, 'A1', 'a'],
            [2, 'A1', 'b'],
          ],
          files: new Map([['0123456789abcdef', noiseBytes(10, 1)]]),
          log: [noiseBytes(8, 1)],
          extents: [[[0, 0], noiseBytes(8, 2)]],
        }),
      );
      await store.save(group(2, { reset: true, lines: [[3, 'A1', 'c']] }));
      const lab = await store.load();
      expect(lab?.lines).to.deep.equal([[3, 'A1', 'c']]);
      expect(lab?.files.size).to.equal(0);
      expect(await logOf(store)).to.deep.equal([]);
      expect(await extentsOf(store)).to.deep.equal([]);
    });

    it('lists extents by disk, then by place', async () => {
      const keys = [
        [2, 0],
        [0, 11],
        [0, 2],
        [1, 5],
      ] as const;
      await store.save(group(1, { extents: keys.map((key) => [key, noiseBytes(4, 1)]) }));
      const found = await extentsOf(store);
      expect(found.map(([key]) => key)).to.deep.equal(['0:2', '0:11', '1:5', '2:0']);
    });

    it('keeps its own copy of what it was given', async () => {
      const record = noiseBytes(64, 1);
      await store.save(group(1, { log: [record] }));
      record.fill(0);
      expect(await logOf(store)).to.deep.equal([['1:0', noiseBytes(64, 1)]]);
    });

    it('stores nothing of a group of which one part cannot be stored', async () => {
      await store.save(group(1, { lines: [[1, 'A1', 'a']], log: [noiseBytes(8, 1)] }));
      const poison = (() => 0) as unknown as Uint8Array;
      const bad = group(2, {
        reset: true,
        lines: [[9, 'B1', 'z']],
        log: [noiseBytes(8, 2)],
        extents: [
          [[0, 0], noiseBytes(8, 3)],
          [[0, 1], poison],
        ],
      });
      const error = await store.save(bad).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(Error);
      await reopen();
      const lab = await store.load();
      expect(lab?.head.sequence).to.equal(1);
      expect(lab?.lines).to.deep.equal([[1, 'A1', 'a']]);
      expect(await logOf(store)).to.deep.equal([['1:0', noiseBytes(8, 1)]]);
      expect(await extentsOf(store)).to.deep.equal([]);
    });

    it('saves again after a group that failed', async () => {
      const poison = (() => 0) as unknown as Uint8Array;
      await store.save(group(1, { log: [poison] })).catch(() => undefined);
      await store.save(group(1, { log: [noiseBytes(8, 1)] }));
      expect((await store.load())?.head.sequence).to.equal(1);
    });
  });
}
