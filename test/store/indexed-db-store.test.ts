import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { DiskError, STORE_SCHEMA } from '../../workers/disk-store.ts';
import { IndexedDbStore } from '../../workers/indexed-db-store.ts';
import { databaseName, deleteLabDatabase } from '../../workers/lab-database.ts';
import { openStore } from '../../workers/open-store.ts';
import { freshLabId } from '../support/fresh-database.ts';
import { openEngine, runLines } from '../support/lab-engine.ts';
import { describeStore } from '../support/store-suite.ts';
import { groupOf } from '../support/stored-groups.ts';
import { noiseBytes } from '../support/test-bytes.ts';

const BASE = '/';
type Verb = (this: unknown, ...parameters: unknown[]) => unknown;
/** The browser's own, to be replaced for a moment. */
const factory = IDBFactory.prototype as unknown as Record<
  'open' | 'deleteDatabase' | 'databases',
  Verb
>;
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
    expect(databaseName('/docs/', 'first')).to.equal('failover-lab:/docs/:v3:first');
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
    expect(engine.snapshot().storage.problem).to.match(/not saved: .*cut|What was saved is gone/);
    await engine.flush();
    expect(engine.snapshot().storage.problem).to.equal(null);
    const digest = engine.digest();
    await engine.close();
    const again = await openEngine({ storage: await openStore(BASE, labId) });
    expect(again.engine.digest()).to.equal(digest);
    expect(again.engine.snapshot().storage.problem).to.equal(null);
    await again.engine.close();
  });

  it('that the browser cuts off without an answer to what was asked is opened anew, and all is stored', async () => {
    const labId = freshLabId();
    used.push(databaseName(BASE, labId));
    const { prototype } = IDBDatabase;
    type Transaction = (this: IDBDatabase, ...args: unknown[]) => IDBTransaction;
    const transaction = Reflect.get(prototype, 'transaction') as Transaction;
    let toCut: 'none' | 'next' | 'done' = 'none';
    const cutting: Transaction = function (...args) {
      if (toCut === 'next') {
        toCut = 'done';
        for (const type of ['success', 'complete', 'error', 'abort']) {
          const silence = (event: Event): void => {
            event.stopImmediatePropagation();
          };
          this.addEventListener(type, silence, true);
        }
        setTimeout(() => this.dispatchEvent(new Event('close')));
      }
      return transaction.apply(this, args);
    };
    Reflect.set(prototype, 'transaction', cutting);
    try {
      const storage = await openStore(BASE, labId);
      const { engine } = await openEngine({ storage });
      await engine.flush();
      toCut = 'next';
      await runLines(engine, 'client start', 'lab run 1s');
      await engine.flush();
      expect(toCut).to.equal('done');
      expect(engine.snapshot().storage.savedAtMs).to.equal(null);
      while (engine.snapshot().storage.problem !== null) await engine.flush();
      const digest = engine.digest();
      await engine.close();
      const again = await openEngine({ storage: await openStore(BASE, labId) });
      expect(again.engine.digest()).to.equal(digest);
      await again.engine.close();
    } finally {
      Reflect.set(prototype, 'transaction', transaction);
    }
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

  it('is not made where a newer version stored the lab under another schema, and says so', async () => {
    const labId = freshLabId();
    const newer = databaseName(BASE, labId, STORE_SCHEMA + 1);
    used.push(newer);
    const database = await openDB(newer, 5, {
      upgrade(fresh) {
        fresh.createObjectStore('future');
      },
    });
    database.close();
    const opened = await openStore(BASE, labId);
    expect(opened.store).to.equal(null);
    expect(opened.problem).to.match(/newer version .*left untouched.* Reload/);
    opened.close();
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names).not.to.include(databaseName(BASE, labId));
    const still = await openDB(newer);
    expect([still.version, ...still.objectStoreNames]).to.deep.equal([5, 'future']);
    still.close();
  });

  for (const schema of [1, 2] as const) {
    it(`goes on from what an older version stored under schema ${String(schema)}, and stores that anew`, async () => {
      const labId = freshLabId();
      const older = databaseName(BASE, labId, schema);
      used.push(older, databaseName(BASE, labId));
      const file = noiseBytes(9000, 1);
      const digest = await storeAsOlder(schema, older, file);
      const { engine, opened } = await openEngine({ storage: await openStore(BASE, labId) });
      expect(opened.resumed).to.equal(true);
      expect(engine.digest()).to.equal(digest);
      expect(engine.snapshot().storage.problem).to.equal(null);
      await engine.close();
      const again = await openEngine({ storage: await openStore(BASE, labId) });
      expect(again.engine.digest()).to.equal(digest);
      expect(again.engine.readFile('A1', 'S:\\mine.bin')).to.deep.equal(file);
      expect(again.engine.snapshot().storage.savedAtMs).to.equal(3000);
      await again.engine.close();
      const names = (await indexedDB.databases()).map(({ name }) => name);
      expect(names).not.to.include(older);
    });
  }

  it('never opens, lists or removes what others keep at the same place', async () => {
    const foreign = await openDB(`somebody else's ${freshLabId()}`, 1);
    const asked: string[] = [];
    const spied = spyOnDatabases(asked);
    const labId = freshLabId();
    try {
      const { engine } = await openEngine({ storage: await openStore(BASE, labId) });
      await engine.flush();
      await engine.startAgain();
      await engine.close();
      await deleteLabDatabase(databaseName(BASE, labId));
    } finally {
      spied.restore();
    }
    expect(asked.length).to.be.above(1);
    const others = asked.filter(
      (call) => !call.includes(`failover-lab:${BASE}:`) || !call.includes(labId),
    );
    expect(others).to.deep.equal([]);
    foreign.close();
    await deleteLabDatabase(foreign.name);
  });
});

describe('A browser whose storage', () => {
  /** Opens a lab while the browser answers opens so. */
  async function openWhile(open: (name: string, version?: number) => IDBOpenDBRequest) {
    const { open: real } = factory;
    factory.open = open as Verb;
    try {
      const opened = await openStore(BASE, freshLabId());
      opened.close();
      return opened;
    } finally {
      factory.open = real;
    }
  }

  it('is refused keeps nothing, and says what to do', async () => {
    const { store, problem } = await openWhile(() => {
      throw new DOMException('not here', 'SecurityError');
    });
    expect(store).to.equal(null);
    expect(problem).to.match(/^Nothing is saved: .*refused.*Allow this site to keep data/);
  });

  it('never answers is waited for twice, not for ever', async () => {
    let count = 0;
    const { store, problem } = await openWhile(() => {
      count += 1;
      const request = Object.create(IDBOpenDBRequest.prototype) as IDBOpenDBRequest;
      request.addEventListener = () => undefined;
      return request;
    });
    expect(store).to.equal(null);
    expect(problem).to.match(/did not open IndexedDB within 3 s.*restart the browser/);
    expect(count).to.be.above(2);
  });

  it('is held in an older version by another tab says that, and lets go of its turn', async () => {
    const labId = freshLabId();
    const name = databaseName(BASE, labId);
    used.push(name);
    // Opened below our version, and deaf to being asked to close.
    const holder = await openDB(name, 1);
    const { store, problem } = await openStore(BASE, labId);
    expect(store).to.equal(null);
    expect(problem).to.match(/Another tab holds .*Close the other tabs/);
    holder.close();
    const again = await openStore(BASE, labId);
    expect(again.problem).to.equal(null);
    again.close();
  });

  it('was written by somebody else is written no more, and the lab says so', async () => {
    const labId = freshLabId();
    const name = databaseName(BASE, labId);
    used.push(name);
    const { engine } = await openEngine({ storage: await openStore(BASE, labId) });
    await engine.flush();
    const other = await IndexedDbStore.open(name);
    await other.save(groupOf(900, { lines: [[0, 'A1', 'client start']] }));
    other.close();
    await runLines(engine, 'client start');
    await engine.flush();
    expect(engine.snapshot().storage.problem).to.match(
      /Somebody else has saved.*Close the other tabs/,
    );
    await engine.close();
    const left = await IndexedDbStore.open(name);
    expect(await left.lastSequence()).to.equal(900);
    left.close();
  });
});

/** A lab as an older schema kept it, but for its blocks. @returns its digest */
async function storeAsOlder(schema: 1 | 2, name: string, file: Uint8Array): Promise<string> {
  const { engine } = await openEngine();
  await engine.importFile('A1', 'S:\\mine.bin', file);
  await runLines(engine, 'client start', 'lab run 3s');
  const run = engine.exportRun(true);
  const digest = engine.digest();
  await engine.close();
  const names = ['head', 'lines', 'files', 'log', 'extents'];
  const database = await openDB(name, schema, {
    upgrade(fresh) {
      for (const store of names) fresh.createObjectStore(store);
    },
  });
  const head = { schema, sequence: 9, atMs: 3000, digest, scenario: 'protected', seed: 2001 };
  const count = schema === 1 ? {} : { lineCount: run.lines.length };
  await database.put('head', { ...head, diskMiB: 4, ...count }, 'head');
  for (const [index, line] of run.lines.entries()) await database.put('lines', line, index);
  for (const hash of Object.keys(run.files)) {
    if (schema === 1) await database.put('files', file, hash);
    else {
      await database.put('files', file.slice(0, 5000), [hash, 0]);
      await database.put('files', file.slice(5000), [hash, 1]);
    }
  }
  database.close();
  return digest;
}

/** Notes which databases are asked for by name, and whether the list of all of them is. */
function spyOnDatabases(asked: string[]): { restore: () => void } {
  const { open, deleteDatabase, databases } = factory;
  const noting = (verb: Verb, word: string): Verb =>
    function (this: unknown, ...parameters) {
      asked.push([word, ...parameters].join(' '));
      return verb.apply(this, parameters);
    };
  Object.assign(factory, {
    open: noting(open, 'open'),
    deleteDatabase: noting(deleteDatabase, 'delete'),
    databases: noting(databases, 'list'),
  });
  return {
    restore: () => {
      Object.assign(factory, { open, deleteDatabase, databases });
    },
  };
}
