import { expect } from '@open-wc/testing';
import type { OpenOptions, SeenLab } from '../../workers/api.ts';
import type { Engine } from '../../workers/engine.ts';
import { emptyShelf, MemoryStore, type MemoryShelf } from '../../workers/memory-store.ts';
import { noStore, type OpenedStore } from '../../workers/open-store.ts';
import { SeenMemory } from '../../web/engine/seen-memory.ts';
import { openEngine, ReadyPage, runLines } from '../support/lab-engine.ts';
import { noiseBytes } from '../support/test-bytes.ts';

/** An engine, and a page that remembers what it shows. */
async function openSeen(storage: OpenedStore = noStore('x'), options: Partial<OpenOptions> = {}) {
  const page = new ReadyPage();
  const { engine, opened } = await openEngine({ storage, options, feed: page });
  const memory = new SeenMemory();
  const seen = async (): Promise<SeenLab> => {
    // Behind everything that was asked for.
    const snapshot = await engine.advance(0);
    await Promise.resolve();
    for (const message of page.messages.splice(0)) memory.take(message);
    const lab = await memory.asOf(snapshot);
    if (lab === null) throw new Error('The page was told nothing of the run.');
    return lab;
  };
  return { engine, opened, memory, seen };
}

function shelved(shelf: MemoryShelf): OpenedStore {
  return { ...noStore('x'), store: new MemoryStore(shelf) };
}

/** A lab with a history that was rewritten, and lines still to come. */
async function makeHistory(engine: Engine): Promise<void> {
  await runLines(engine, 'client start', 'lab run 2s', 'fault link replication cut', 'lab undo');
  await runLines(engine, 'write S:\\note.txt here', 'lab run 3s', 'client rate 50', 'lab run 1s');
  await engine.seek(5500);
}

describe('A lab that a page has seen', () => {
  it('is made again as it was, with its past, its present and its lines to come', async () => {
    const first = await openSeen();
    await makeHistory(first.engine);
    const again = await openSeen(undefined, { seen: await first.seen() });
    expect([again.opened.resumed, again.opened.fromSeen]).to.deep.equal([true, true]);
    expect(again.engine.snapshot().atMs).to.equal(5500);
    expect(again.engine.digest()).to.equal(first.engine.digest());
    expect(again.engine.exportRun(true)).to.deep.equal(first.engine.exportRun(true));
    await Promise.all([first.engine.seek(9000), again.engine.seek(9000)]);
    expect(again.engine.digest()).to.equal(first.engine.digest());
    await Promise.all([first.engine.close(), again.engine.close()]);
  });

  it('has the files that were dropped on it', async () => {
    const first = await openSeen();
    const bytes = noiseBytes(50_000, 4);
    await first.engine.importFile('A1', 'S:\\mine.bin', bytes);
    first.memory.imported(bytes);
    const again = await openSeen(undefined, { seen: await first.seen() });
    expect(again.engine.readFile('A1', 'S:\\mine.bin')).to.deep.equal(bytes);
    expect(again.engine.digest()).to.equal(first.engine.digest());
    await Promise.all([first.engine.close(), again.engine.close()]);
  });

  it('has the files of a run that was opened on it', async () => {
    const first = await openSeen();
    const bytes = noiseBytes(9000, 5);
    await first.engine.importFile('A1', 'S:\\mine.bin', bytes);
    const run = first.engine.exportRun(true);
    const second = await openSeen();
    await second.engine.openRun(run);
    second.memory.opened(run);
    const again = await openSeen(undefined, { seen: await second.seen() });
    expect(again.engine.readFile('A1', 'S:\\mine.bin')).to.deep.equal(bytes);
    await Promise.all([first, second, again].map(({ engine }) => engine.close()));
  });

  it('goes on from what is stored of it, when it was saved', async () => {
    const shelf = emptyShelf();
    const first = await openSeen(shelved(shelf));
    await makeHistory(first.engine);
    const seen = await first.seen();
    await first.engine.close();
    const again = await openSeen(shelved(shelf), { seen });
    expect([again.opened.resumed, again.opened.fromSeen]).to.deep.equal([true, undefined]);
    expect(again.engine.digest()).to.equal(first.engine.digest());
    await again.engine.close();
  });

  it('goes on as it was seen where what is stored is older, and is stored anew', async () => {
    const shelf = emptyShelf();
    const first = await openSeen(shelved(shelf));
    await runLines(first.engine, 'client start', 'lab run 1s');
    await first.engine.flush();
    const before = structuredClone(shelf);
    await runLines(first.engine, 'write S:\\note.txt unsaved', 'lab run 2s');
    const seen = { ...(await first.seen()), unsavedAfterMs: 1000 };
    const left = shelved(before);
    const again = await openSeen(left, { seen });
    expect(again.opened.fromSeen).to.equal(true);
    expect(again.engine.digest()).to.equal(first.engine.digest());
    await again.engine.close();
    const stored = await openSeen(shelved(before));
    expect(stored.opened.fromSeen).to.equal(undefined);
    expect(stored.engine.digest()).to.equal(first.engine.digest());
    expect(stored.engine.snapshot().storage.problem).to.equal(null);
    await Promise.all([first.engine.close(), stored.engine.close()]);
  });

  it('never replaces what somebody else has stored since', async () => {
    const shelf = emptyShelf();
    const first = await openSeen(shelved(shelf));
    await runLines(first.engine, 'client start', 'lab run 1s');
    const seen = { ...(await first.seen()), unsavedAfterMs: 1000 };
    await runLines(first.engine, 'lab run 4s');
    await first.engine.close();
    const again = await openSeen(shelved(shelf), { seen });
    expect(again.opened.fromSeen).to.equal(undefined);
    expect(again.engine.snapshot().atMs).to.equal(5000);
    await again.engine.close();
  });

  it('never replaces what is stored and makes no sense', async () => {
    const shelf = emptyShelf();
    const first = await openSeen(shelved(shelf));
    await runLines(first.engine, 'client start', 'lab run 1s');
    const seen = await first.seen();
    await first.engine.close();
    shelf.lines = [];
    const before = structuredClone(shelf);
    const again = await openSeen(shelved(shelf), { seen });
    expect(again.engine.digest()).to.equal(first.engine.digest());
    expect(again.engine.snapshot().storage.problem).to.match(/damaged.*left untouched/);
    await again.engine.close();
    expect(shelf).to.deep.equal(before);
  });

  it('is given up where a new one is asked for, also what is stored of it', async () => {
    const shelf = emptyShelf();
    const first = await openSeen(shelved(shelf));
    await runLines(first.engine, 'client start', 'lab run 1s');
    await first.engine.close();
    const anew = await openSeen(shelved(shelf), { anew: true });
    expect([anew.opened.resumed, anew.engine.snapshot().atMs]).to.deep.equal([false, 0]);
    await anew.engine.close();
    expect(shelf.head?.atMs).to.equal(0);
    expect(shelf.lines).to.deep.equal([]);
  });
});
