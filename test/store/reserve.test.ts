import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { IndexedDbStore } from '../../workers/indexed-db-store.ts';
import { databaseName, deleteLabDatabase } from '../../workers/lab-database.ts';
import { emptyShelf, MemoryStore, type MemoryShelf } from '../../workers/memory-store.ts';
import { noStore, type OpenedStore } from '../../workers/open-store.ts';
import { FailingStore } from '../support/failing-store.ts';
import { freshLabId } from '../support/fresh-database.ts';
import { openEngine, runLines } from '../support/lab-engine.ts';
import { groupOf, headAt } from '../support/stored-groups.ts';
import { noiseBytes } from '../support/test-bytes.ts';

function storageOf(store: FailingStore | MemoryStore): OpenedStore {
  return { ...noStore('x'), store };
}

/** A lab that has found no room for its blocks since its first second. */
async function openTight(shelf: MemoryShelf) {
  const store = new FailingStore(new MemoryStore(shelf));
  const { engine } = await openEngine({ storage: storageOf(store) });
  await runLines(engine, 'client start', 'lab run 1s');
  await engine.flush();
  store.isTight = true;
  await runLines(engine, 'fill S:\\big.bin 300000 1', 'lab run 2s');
  await engine.flush();
  return { engine, store };
}

describe('A lab without room for its disks', () => {
  it('is not saved and says so, and keeps its lines all the same', async () => {
    const shelf = emptyShelf();
    const { engine } = await openTight(shelf);
    const { savedAtMs, problem } = engine.snapshot().storage;
    expect(savedAtMs).to.equal(1000);
    expect(problem).to.match(
      /not saved: .*no room left.*Free some space.*lines are kept: up to 3 s/,
    );
    expect(shelf.head?.atMs).to.equal(3000);
    expect(shelf.lines).to.deep.equal(engine.exportRun(false).lines);
    await engine.close();
  });

  it('comes back from its lines, whole and without false faults, and is stored anew', async () => {
    const shelf = emptyShelf();
    const { engine } = await openTight(shelf);
    const digest = engine.digest();
    await engine.close();
    for (let time = 0; time < 2; time += 1) {
      const again = await openEngine({ storage: storageOf(new MemoryStore(shelf)) });
      expect(again.engine.digest()).to.equal(digest);
      expect(again.engine.snapshot().faults).to.deep.equal([]);
      expect(again.engine.snapshot().storage.problem).to.equal(null);
      await again.engine.close();
      expect(shelf.head?.withoutBlocks).to.equal(undefined);
    }
  });

  it('is saved with its disks again, where it runs, as soon as there is room', async () => {
    const shelf = emptyShelf();
    const { engine, store } = await openTight(shelf);
    store.isTight = false;
    await runLines(engine, 'write S:\\note.txt more', 'lab run 1s');
    await engine.flush();
    const { savedAtMs, problem } = engine.snapshot().storage;
    expect([savedAtMs, problem]).to.deep.equal([4000, null]);
    expect(shelf.head?.withoutBlocks).to.equal(undefined);
    const digest = engine.digest();
    await engine.close();
    // Block by block what the run makes: else there would be faults.
    const again = await openEngine({ storage: storageOf(new MemoryStore(shelf)) });
    expect(again.engine.digest()).to.equal(digest);
    expect(again.engine.snapshot().storage.problem).to.equal(null);
    await again.engine.close();
  });

  it('keeps a dropped file with the lines that name it', async () => {
    const shelf = emptyShelf();
    const { engine } = await openTight(shelf);
    const bytes = noiseBytes(20_000, 9);
    await engine.importFile('A1', 'S:\\mine.bin', bytes);
    await engine.close();
    const again = await openEngine({ storage: storageOf(new MemoryStore(shelf)) });
    expect(again.engine.readFile('A1', 'S:\\mine.bin')).to.deep.equal(bytes);
    await again.engine.close();
  });
});

describe('The room that is kept aside', () => {
  const name = databaseName('/', freshLabId());
  after(() => deleteLabDatabase(name));

  async function reserve(): Promise<number> {
    const database = await openDB(name);
    const bytes = (await database.get('head', 'reserve')) as Uint8Array | undefined;
    database.close();
    return bytes?.length ?? 0;
  }

  it('is a mebibyte, given up for a run that finds no other, and kept aside again later', async () => {
    const store = await IndexedDbStore.open(name);
    await store.save(groupOf(1));
    expect(await reserve()).to.equal(1024 * 1024);
    await store.save(groupOf(2, { head: { ...headAt(2), withoutBlocks: true } }));
    expect(await reserve()).to.equal(0);
    expect((await store.load())?.head.withoutBlocks).to.equal(true);
    await store.save(groupOf(3));
    expect(await reserve()).to.equal(1024 * 1024);
    expect((await store.load())?.head).to.deep.equal(headAt(3));
    store.close();
  });
});
