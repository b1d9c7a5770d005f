import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { databaseName, deleteLabDatabase } from '../../workers/lab-database.ts';
import { openStore, type OpenedStore } from '../../workers/open-store.ts';
import { STORE_SCHEMA } from '../../workers/disk-store.ts';
import { failureOf, IdbFaults } from '../support/idb-faults.ts';
import { freshLabId } from '../support/fresh-database.ts';
import { openEngine, runLines } from '../support/lab-engine.ts';

const BASE = '/';
const used: string[] = [];
const faults = new IdbFaults();

afterEach(() => {
  faults.end();
});
after(async () => {
  for (const name of used) await deleteLabDatabase(name);
});

function newLab(): string {
  const labId = freshLabId();
  used.push(databaseName(BASE, labId));
  return labId;
}

/** A lab with a second of history, stored. @returns its digest */
async function storeLab(labId: string): Promise<string> {
  const { engine } = await openEngine({ storage: await openStore(BASE, labId) });
  await runLines(engine, 'client start', 'lab run 1s');
  const digest = engine.digest();
  await engine.close();
  return digest;
}

async function digestOfStored(storage: OpenedStore): Promise<string> {
  const { engine } = await openEngine({ storage });
  const digest = engine.digest();
  expect(engine.snapshot().storage.problem).to.equal(null);
  await engine.close();
  return digest;
}

async function namesStored(): Promise<(string | undefined)[]> {
  return (await indexedDB.databases()).map(({ name }) => name);
}

describe('A browser that fails to open a lab’s storage', () => {
  it('for a while only is asked again, and nothing of the lab is lost', async () => {
    const labId = newLab();
    const digest = await storeLab(labId);
    faults.failOpens(3);
    const storage = await openStore(BASE, labId);
    expect(faults.failed).to.equal(3);
    expect(storage.problem).to.equal(null);
    expect(await digestOfStored(storage)).to.equal(digest);
  });

  it('for ever lets the lab run in memory, offers to delete what is stored, and touches nothing', async () => {
    const labId = newLab();
    const digest = await storeLab(labId);
    faults.failOpens(Infinity);
    const { engine } = await openEngine({ storage: await openStore(BASE, labId) });
    const { storage } = engine.snapshot();
    expect(storage.kind).to.equal('memory');
    expect(storage.remedy).to.equal('delete');
    expect(storage.problem).to.match(/^Nothing is saved: .*failed to open/);
    await runLines(engine, 'client start', 'lab run 1s', 'write S:\\note.txt here');
    await engine.close();
    faults.end();
    expect(await digestOfStored(await openStore(BASE, labId))).to.equal(digest);
  });

  it('deletes what is stored when asked to, nothing else, and saves the lab that runs', async () => {
    const [labId, other] = [newLab(), newLab()];
    await storeLab(labId);
    const otherDigest = await storeLab(other);
    const foreign = await openDB(`somebody else's ${freshLabId()}`, 1);
    foreign.close();
    faults.failOpens(Infinity);
    const { engine } = await openEngine({ storage: await openStore(BASE, labId) });
    await runLines(engine, 'client start', 'lab run 3s');
    faults.end();
    const { storage } = await engine.deleteStored();
    expect([storage.kind, storage.problem, storage.remedy]).to.deep.equal([
      'indexeddb',
      null,
      undefined,
    ]);
    await engine.flush();
    const digest = engine.digest();
    await engine.close();
    expect(await digestOfStored(await openStore(BASE, labId))).to.equal(digest);
    expect(await digestOfStored(await openStore(BASE, other))).to.equal(otherDigest);
    expect(await namesStored()).to.include(foreign.name);
    await deleteLabDatabase(foreign.name);
  });

  it('and to delete it as well says so, and the lab goes on in memory', async () => {
    const labId = newLab();
    const digest = await storeLab(labId);
    faults.failOpens(Infinity);
    faults.failDeletes();
    const { engine } = await openEngine({ storage: await openStore(BASE, labId) });
    const refused = await failureOf(engine.deleteStored());
    expect(refused.name).to.equal('LabRefusal');
    expect(refused.message).to.match(/failed to open/);
    await runLines(engine, 'client start', 'lab run 1s');
    await engine.close();
    faults.end();
    expect(await digestOfStored(await openStore(BASE, labId))).to.equal(digest);
  });

  it('is not asked to delete what another tab has open', async () => {
    const labId = newLab();
    const first = await openStore(BASE, labId);
    faults.failOpens(Infinity);
    const { engine } = await openEngine({ storage: await openStore(BASE, labId) });
    expect((await failureOf(engine.deleteStored())).message).to.match(
      /Another tab has this lab open/,
    );
    await engine.close();
    first.close();
  });

  it('is never asked to delete what does open', async () => {
    const labId = newLab();
    const digest = await storeLab(labId);
    const { engine } = await openEngine({ storage: await openStore(BASE, labId) });
    expect((await failureOf(engine.deleteStored())).name).to.equal('LabRefusal');
    await engine.close();
    expect(await digestOfStored(await openStore(BASE, labId))).to.equal(digest);
  });

  it('while a newer version’s lab may lie there makes nothing beside it', async () => {
    const labId = newLab();
    faults.failOpens(Infinity, databaseName(BASE, labId, STORE_SCHEMA + 1));
    const storage = await openStore(BASE, labId);
    expect(storage.store).to.equal(null);
    faults.end();
    expect(await namesStored()).not.to.include(databaseName(BASE, labId));
  });
});

describe('What helps', () => {
  it('against a newer version’s lab is to reload', async () => {
    const labId = newLab();
    const newer = databaseName(BASE, labId, STORE_SCHEMA + 1);
    used.push(newer);
    (await openDB(newer, 5)).close();
    expect((await openStore(BASE, labId)).remedy).to.equal('reload');
  });

  it('against a tab that holds an older version open is to open the lab again', async () => {
    const labId = newLab();
    const holder = await openDB(databaseName(BASE, labId), 1);
    expect((await openStore(BASE, labId)).remedy).to.equal('again');
    holder.close();
  });

  it('against stored records that make no sense is to start again', async () => {
    const labId = newLab();
    await storeLab(labId);
    const database = await openDB(databaseName(BASE, labId));
    await database.put('head', 'nonsense', 'head');
    database.close();
    const { engine } = await openEngine({ storage: await openStore(BASE, labId) });
    expect(engine.snapshot().storage.remedy).to.equal('start-again');
    await engine.startAgain();
    await engine.flush();
    expect(engine.snapshot().storage.remedy).to.equal(undefined);
    await engine.close();
  });
});
