import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Engine } from '../../workers/engine.ts';
import { wasmSource } from '../../workers/load-kernel.ts';
import { emptyShelf, MemoryStore } from '../../workers/memory-store.ts';
import { noStore } from '../../workers/open-store.ts';
import { FakeTime } from '../support/fake-time.ts';

const TEN_MINUTES_MS = 600_000;

const kernels = wasmSource(
  new WebAssembly.Module(readFileSync(new URL('../../build/block-core.wasm', import.meta.url))),
);

/** A pair under orders that plays, stored, in a time that the test moves. */
async function playingLab() {
  const time = new FakeTime();
  const shelf = emptyShelf();
  const { engine } = await Engine.open(
    {
      scenario: 'protected',
      seed: 2001,
      diskMiB: 4,
      storage: 'persist',
      labId: 'hidden',
      wasmUrl: null,
      paused: false,
      speed: 1,
      firstLines: [['A1', 'client start']],
    },
    {
      kernels,
      storage: { ...noStore('hidden'), store: new MemoryStore(shelf) },
      time,
      waits: 'paced',
    },
    null,
  );
  time.pass(7000);
  return { engine, time, shelf };
}

describe('A page that is hidden for ten minutes', () => {
  it('changes nothing in its lab but the pause, and what is stored is where it stands', async () => {
    const { engine, time, shelf } = await playingLab();
    // What the page asks for in that moment.
    engine.setPace(true, 1);
    await engine.flush();
    const before = {
      snapshot: engine.snapshot(),
      digest: engine.digest(),
      run: engine.exportRun(false),
    };
    assert.ok(before.snapshot.atMs > 0);
    assert.equal(shelf.head?.atMs, before.snapshot.atMs);
    time.pass(TEN_MINUTES_MS);
    const after = {
      snapshot: engine.snapshot(),
      digest: engine.digest(),
      run: engine.exportRun(false),
    };
    assert.deepEqual(after, before);
    assert.equal(after.snapshot.paused, true);
    assert.equal(shelf.head.digest, after.digest);
    await engine.close();
  });

  it('plays on from there, and makes up for nothing', async () => {
    const { engine, time } = await playingLab();
    engine.setPace(true, 1);
    const { atMs } = engine.snapshot();
    time.pass(TEN_MINUTES_MS);
    engine.setPace(false, 1);
    time.pass(1600);
    const { monitors, atMs: laterMs } = engine.snapshot();
    assert.equal(laterMs - atMs, 1600);
    assert.ok(monitors.every(({ bullet }) => bullet === 'green'));
    await engine.close();
  });
});
