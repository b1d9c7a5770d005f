import { expect } from '@open-wc/testing';
import { DiskError } from '../../workers/disk-store.ts';
import { emptyShelf, MemoryStore } from '../../workers/memory-store.ts';
import { FailingStore, FAILURE_KINDS, type FailureKind } from '../support/failing-store.ts';
import { describeStore } from '../support/store-suite.ts';
import { groupOf, headAt, logOf } from '../support/stored-groups.ts';
import { noiseBytes } from '../support/test-bytes.ts';

describeStore('The store that fails where told, told nothing', () => {
  const shelf = emptyShelf();
  return { open: () => Promise.resolve(new FailingStore(new MemoryStore(shelf))) };
});

/** Saves three groups, the second of which fails. @returns the numbers told as stored */
async function saveThree(kind: FailureKind) {
  const shelf = emptyShelf();
  const store = new FailingStore(new MemoryStore(shelf), { at: 1, kind }, shelf);
  const told: number[] = [];
  for (const sequence of [1, 2, 3]) {
    await store.save(groupOf(sequence, { log: [noiseBytes(100, sequence)] })).then(
      () => told.push(sequence),
      () => undefined,
    );
  }
  const left = new MemoryStore(shelf);
  const log = (await logOf(left)).map(([key, bytes]) => [key, bytes?.length]);
  return { told, stored: (await left.load())?.head, log };
}

describe('The store that fails where told', () => {
  const expected: Record<FailureKind, { told: number[]; stored: number; sizes: number[] }> = {
    once: { told: [1, 3], stored: 3, sizes: [100, 100] },
    'for ever': { told: [1], stored: 1, sizes: [100] },
    quota: { told: [1], stored: 1, sizes: [100] },
    'stops before': { told: [1], stored: 1, sizes: [100] },
    'stops after': { told: [1], stored: 2, sizes: [100, 100] },
    torn: { told: [1], stored: 2, sizes: [100, 50] },
    untold: { told: [1, 3], stored: 3, sizes: [100, 100, 100] },
  };
  for (const kind of FAILURE_KINDS) {
    it(`fails so: ${kind}`, async () => {
      const { told, stored, log } = await saveThree(kind);
      expect(told).to.deep.equal(expected[kind].told);
      expect(stored).to.deep.equal(headAt(expected[kind].stored));
      expect(log.map(([, size]) => size)).to.deep.equal(expected[kind].sizes);
    });
  }

  it('gives the errors of a browser', async () => {
    const store = new FailingStore(new MemoryStore(), { at: 0, kind: 'quota' });
    const error = await store.save(groupOf(1)).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(DiskError);
    expect((error as DiskError).kind).to.equal('quota');
    expect(await store.load()).to.equal(null);
  });
});
