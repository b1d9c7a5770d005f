import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { decodeRecord } from '../../workers/block-record.ts';
import { BLOCK_BYTES } from '../../workers/core/storage/block-kernel.ts';
import type { Engine } from '../../workers/engine.ts';
import { databaseName, deleteLabDatabase } from '../../workers/lab-database.ts';
import { noStore, openStore, type OpenedStore } from '../../workers/open-store.ts';
import { FAULT_BLOCKS_MAX } from '../../workers/recovery.ts';
import { createReferenceKernel } from '../../workers/reference-kernel.ts';
import { freshLabId } from '../support/fresh-database.ts';
import { openEngine, runLines } from '../support/lab-engine.ts';
import { noiseBytes } from '../support/test-bytes.ts';

const BASE = '/';
const used: string[] = [];

after(async () => {
  for (const labId of used) await deleteLabDatabase(databaseName(BASE, labId));
});

function newLab(): string {
  const labId = freshLabId();
  used.push(labId);
  return labId;
}

interface StoredEngine {
  readonly engine: Engine;
  readonly storage: OpenedStore;
  readonly resumed: boolean;
}

async function openStored(labId: string): Promise<StoredEngine> {
  const storage = await openStore(BASE, labId);
  const { engine, opened } = await openEngine({ storage, options: { storage: 'persist', labId } });
  return { engine, storage, resumed: opened.resumed };
}

/** Changes one stored record, as somebody might in the browser's own tools. */
async function tamper(
  labId: string,
  change: (record: Uint8Array) => Uint8Array | null,
): Promise<void> {
  const database = await openDB(databaseName(BASE, labId));
  const writing = database.transaction('extents', 'readwrite');
  const [key] = await writing.store.getAllKeys();
  const stored = (await writing.store.get(key ?? [])) as Uint8Array | Blob;
  await writing.done;
  const bytes = stored instanceof Blob ? new Uint8Array(await stored.arrayBuffer()) : stored;
  const changed = change(bytes);
  if (changed === null) await database.delete('extents', key ?? []);
  else await database.put('extents', changed, key);
  database.close();
}

/** A lab with some history that is stored in extents. */
async function storedLab(): Promise<{ labId: string; digest: string }> {
  const labId = newLab();
  const { engine } = await openStored(labId);
  await runLines(engine, 'client start', 'lab run 4s');
  const digest = engine.digest();
  await engine.close();
  return { labId, digest };
}

describe('A stored lab', () => {
  it('goes on at the same state, time and run after a reload', async () => {
    const { labId, digest } = await storedLab();
    const { engine, resumed } = await openStored(labId);
    expect(resumed).to.equal(true);
    expect(engine.digest()).to.equal(digest);
    expect(engine.snapshot().atMs).to.equal(4000);
    expect(engine.snapshot().storage).to.deep.equal({
      kind: 'indexeddb',
      savedAtMs: 4000,
      readOnly: false,
      problem: null,
    });
    await engine.close();
  });

  it('goes on so from ten moments, whatever was done in between', async () => {
    const labId = newLab();
    const things = [
      'client start',
      'write "S:\\Docs\\note.txt" "first"',
      'fault link replication cut',
      'lab undo',
      'fill S:\\big.bin 300000 7',
      'del S:\\big.bin',
      'fault link replication restore',
      'client rate 50',
      'lab redo',
      'client stop',
    ];
    for (const [index, line] of things.entries()) {
      const { engine } = await openStored(labId);
      await engine.execute(line, null);
      await runLines(engine, `lab run ${String(731 * (index + 1))}ms`);
      const digest = engine.digest();
      await engine.close();
      const again = await openStored(labId);
      expect(again.engine.snapshot().storage.problem).to.equal(null);
      expect(again.engine.digest()).to.equal(digest);
      await again.engine.close();
    }
  });

  it('keeps lines that are still to come', async () => {
    const labId = newLab();
    const { engine } = await openStored(labId);
    await runLines(engine, 'client start', 'lab run 2s', 'fault power A2 off', 'lab run 2s');
    const end = engine.digest();
    await engine.seek(1000);
    await engine.close();
    const again = await openStored(labId);
    expect(again.engine.snapshot().atMs).to.equal(1000);
    await again.engine.seek(4000);
    expect(again.engine.digest()).to.equal(end);
    await again.engine.close();
  });

  it('keeps dropped files', async () => {
    const labId = newLab();
    const { engine } = await openStored(labId);
    const bytes = noiseBytes(20_000, 3);
    expect((await engine.importFile('A1', 'S:\\mine.bin', bytes)).exitCode).to.equal(0);
    await engine.close();
    const again = await openStored(labId);
    expect(again.engine.readFile('A1', 'S:\\mine.bin')).to.deep.equal(bytes);
    await again.engine.close();
  });

  it('says that a byte was changed outside the lab, and makes a disk fault of it', async () => {
    const { labId } = await storedLab();
    let block = -1;
    await tamper(labId, (record) => {
      const kernel = createReferenceKernel({ diskBlocks: [1024], queueBytes: [] });
      const lab = kernel.hashBytes(new TextEncoder().encode(labId));
      const stored = decodeRecord(kernel, lab, record);
      const last = (stored?.blocks.length ?? 0) - 1;
      const bytes = stored?.bytesOf(last);
      if (bytes === undefined) throw new Error('The extent holds no block.');
      block = stored?.blocks[last] ?? -1;
      bytes[BLOCK_BYTES - 1] = (bytes[BLOCK_BYTES - 1] ?? 0) ^ 1;
      return record;
    });
    const { engine } = await openStored(labId);
    const { storage, faults } = engine.snapshot();
    expect(storage.problem).to.match(/changed outside the lab: first S: block/);
    expect(faults.map((fault) => fault.line).join()).to.match(
      new RegExp(`^fault block first S: ${String(block)} [0-9a-f]{16}$`, 'i'),
    );
    await engine.close();
    const again = await openStored(labId);
    expect(again.engine.snapshot().storage.problem).to.equal(null);
    expect(again.engine.snapshot().faults).to.have.length(1);
    await again.engine.close();
  });

  it('reads the blocks of a record that is gone as zeros: disk faults, to be repaired from the other disk', async () => {
    const { labId } = await storedLab();
    await tamper(labId, () => null);
    const { engine } = await openStored(labId);
    const { storage, faults } = engine.snapshot();
    expect(storage.problem).to.match(/Stored blocks that are gone: [1-9]/);
    expect(storage.problem).to.match(/restore from the other cluster, or clear the faults/);
    expect(faults.length).to.be.within(1, FAULT_BLOCKS_MAX);
    expect(faults.every(({ line }) => line.startsWith('fault block first S: '))).to.equal(true);
    await engine.close();
    const again = await openStored(labId);
    expect(again.engine.snapshot().storage.problem).to.equal(null);
    expect(again.engine.snapshot().faults).to.have.length(faults.length);
    await runLines(again.engine, 'fault clear all');
    expect(again.engine.snapshot().faults).to.deep.equal([]);
    await again.engine.close();
  });

  it('reads a record that was cut short likewise', async () => {
    const { labId } = await storedLab();
    await tamper(labId, (record) => record.slice(0, 1000));
    const { engine } = await openStored(labId);
    expect(engine.snapshot().storage.problem).to.match(/cannot be read or do not check: 1/);
    expect(engine.snapshot().faults.length).to.be.above(0);
    await engine.close();
  });

  it('goes on with the bytes of its run when most of the stored ones are gone', async () => {
    const { labId, digest } = await storedLab();
    const database = await openDB(databaseName(BASE, labId));
    await database.clear('extents');
    database.close();
    const { engine } = await openStored(labId);
    expect(engine.snapshot().storage.problem).to.match(/the run’s own bytes serve/);
    expect(engine.digest()).to.equal(digest);
    await engine.close();
    const again = await openStored(labId);
    expect(again.engine.snapshot().storage.problem).to.equal(null);
    expect(again.engine.digest()).to.equal(digest);
    await again.engine.close();
  });

  for (const [what, store, key] of [
    ['its head', 'head', 'head'],
    ['a line', 'lines', 0],
  ] as const) {
    it(`is left untouched when ${what} does not make sense, until it is started again`, async () => {
      const { labId } = await storedLab();
      const database = await openDB(databaseName(BASE, labId));
      await database.put(store, 'nonsense', key);
      database.close();
      const { engine } = await openStored(labId);
      expect(engine.snapshot().storage.problem).to.match(/damaged: .* left untouched/);
      await engine.flush();
      const still = await openDB(databaseName(BASE, labId));
      expect(await still.get(store, key)).to.equal('nonsense');
      still.close();
      await engine.startAgain();
      const digest = engine.digest();
      await engine.close();
      const again = await openStored(labId);
      expect(again.engine.snapshot().storage.problem).to.equal(null);
      expect(again.engine.digest()).to.equal(digest);
      await again.engine.close();
    });
  }

  it('names a dropped file whose bytes are gone from the storage', async () => {
    const labId = newLab();
    const { engine } = await openStored(labId);
    await engine.importFile('A1', 'S:\\mine.bin', noiseBytes(2_000_000, 3));
    await engine.close();
    const database = await openDB(databaseName(BASE, labId));
    const [, second] = await database.getAllKeys('files');
    await database.delete('files', second as IDBValidKey);
    database.close();
    const again = await openStored(labId);
    const { problem } = again.engine.snapshot().storage;
    expect(problem).to.match(
      /Bytes of dropped files were lost .*: [0-9a-f]{16}\. .*drop the files again/,
    );
    await again.engine.close();
  });

  it('is replaced when it is started again', async () => {
    const { labId } = await storedLab();
    const { engine } = await openStored(labId);
    await engine.startAgain();
    const digest = engine.digest();
    await engine.close();
    const again = await openStored(labId);
    expect(again.engine.digest()).to.equal(digest);
    expect(again.engine.exportRun(false).lines).to.deep.equal([]);
    await again.engine.close();
  });

  it('is shown but not written by a second tab, which goes on once the first is closed', async () => {
    const { labId } = await storedLab();
    const first = await openStored(labId);
    const second = await openStored(labId);
    expect(second.engine.snapshot().storage.readOnly).to.equal(true);
    expect(second.engine.snapshot().storage.problem).to.match(/Another tab/);
    await runLines(first.engine, 'client stop');
    const digest = first.engine.digest();
    await first.engine.close();
    expect(await second.storage.writable).to.equal(true);
    // Takes its turn behind the take-over.
    await second.engine.advance(0);
    expect(second.engine.digest()).to.equal(digest);
    expect(second.engine.snapshot().storage.problem).to.equal(null);
    await second.engine.close();
  });

  it('that nobody can store runs in memory and says why', async () => {
    const { engine } = await openEngine({ storage: noStore('x', 'Nothing is saved: refused.') });
    expect(engine.snapshot().storage).to.deep.equal({
      kind: 'memory',
      savedAtMs: null,
      readOnly: false,
      problem: 'Nothing is saved: refused.',
    });
  });
});
