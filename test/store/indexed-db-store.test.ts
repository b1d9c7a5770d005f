import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { DiskError } from '../../workers/disk-store.ts';
import { IndexedDbStore } from '../../workers/indexed-db-store.ts';
import { databaseName, deleteLabDatabase } from '../../workers/lab-database.ts';
import { openStore } from '../../workers/open-store.ts';
import { freshLabId } from '../support/fresh-database.ts';
import { openEngine, runLines } from '../support/lab-engine.ts';
import { describeStore } from '../support/store-suite.ts';

const BASE = '/';
const used: string[] = [];

function freshName(): string {
  const name = databaseName(BASE, freshLabId());
  used.push(name);
  return name;
}

after(async () => {
  for (const name of used) await deleteLabDatabase(name);
});

describeStore('The IndexedDB store', () => {
  const name = freshName();
  return { open: () => IndexedDbStore.open(name) };
});

describe("A lab's database", () => {
  it('is named after the site, the schema and the lab', () => {
    expect(databaseName('/docs/', 'first')).to.equal('failover-lab:/docs/:v1:first');
  });

  it('is refused, and left as it is, when a newer version made it', async () => {
    const name = freshName();
    const newer = await openDB(name, 99, {
      upgrade(database) {
        database.createObjectStore('something');
      },
    });
    newer.close();
    const error = await IndexedDbStore.open(name).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(DiskError);
    expect((error as DiskError).kind).to.equal('newer');
    const still = await openDB(name);
    expect([...still.objectStoreNames]).to.deep.equal(['something']);
    still.close();
  });

  it('that was deleted under an open lab is stored anew as a whole, not in part', async () => {
    const labId = freshLabId();
    const name = databaseName(BASE, labId);
    used.push(name);
    const storage = await openStore(BASE, labId);
    const { engine } = await openEngine({ storage });
    await engine.flush();
    await deleteLabDatabase(name);
    await runLines(engine, 'client start', 'lab run 1s');
    await engine.flush();
    expect(engine.snapshot().storage.problem).to.match(/not saved: The browser cut/);
    await engine.flush();
    expect(engine.snapshot().storage.problem).to.equal(null);
    const digest = engine.digest();
    await engine.close();
    const again = await openEngine({ storage: await openStore(BASE, labId) });
    expect(again.engine.digest()).to.equal(digest);
    expect(again.engine.snapshot().storage.problem).to.equal(null);
    await again.engine.close();
  });

  it('lets one holder write, tells the others, and passes on when the holder is gone', async () => {
    const labId = freshLabId();
    used.push(databaseName(BASE, labId));
    const first = await openStore(BASE, labId);
    const second = await openStore(BASE, labId);
    expect([first.readOnly, second.readOnly]).to.deep.equal([false, true]);
    expect(second.problem).to.match(/Another tab/);
    first.close();
    expect(await second.writable).to.equal(true);
    second.close();
    const third = await openStore(BASE, labId);
    expect(third.readOnly).to.equal(false);
    third.close();
  });

  it('says that a newer version stored the lab under another schema', async () => {
    const labId = freshLabId();
    const name = databaseName(BASE, labId, 2);
    used.push(name, databaseName(BASE, labId));
    (await openDB(name, 1)).close();
    const opened = await openStore(BASE, labId);
    expect(opened.store).to.equal(null);
    expect(opened.problem).to.match(/newer version/);
    opened.close();
  });
});
