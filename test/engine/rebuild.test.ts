import { expect } from '@open-wc/testing';
import type { BlockKernel } from '../../workers/core/storage/block-kernel.ts';
import { Engine } from '../../workers/engine.ts';
import { wasmSource, type KernelSource } from '../../workers/load-kernel.ts';
import { emptyShelf, MemoryStore } from '../../workers/memory-store.ts';
import { noStore, type OpenedStore } from '../../workers/open-store.ts';
import { loadBlockCore } from '../support/block-core.ts';
import { FakeTime, wallTime } from '../support/fake-time.ts';
import { runLines } from '../support/lab-engine.ts';

const good = wasmSource(await loadBlockCore());

/** Block cores of which the one in use traps when told. */
class TrappingKernels implements KernelSource {
  readonly kind = 'wasm';
  readonly problem = null;
  made = 0;
  /** Writes to a disk that still succeed, in any instance; null: all. */
  writesLeft: number | null = null;

  get isArmed(): boolean {
    return this.writesLeft !== null;
  }

  create: KernelSource['create'] = (layout) => {
    this.made += 1;
    const kernel = good.create(layout);
    return new Proxy(kernel, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...parameters: unknown[]): unknown => {
          if (name === 'write') this.#countWrite();
          return (value as (...all: unknown[]) => unknown).apply(target, parameters);
        };
      },
    }) satisfies BlockKernel;
  };

  #countWrite(): void {
    if (this.writesLeft === null) return;
    this.writesLeft -= 1;
    if (this.writesLeft >= 0) return;
    this.writesLeft = null;
    throw new WebAssembly.RuntimeError('unreachable');
  }
}

async function openEngine(
  kernels: KernelSource,
  storage: OpenedStore = noStore('x'),
  time = wallTime,
) {
  const { engine } = await Engine.open(
    {
      scenario: 'protected',
      seed: 2001,
      diskMiB: 4,
      storage: 'memory',
      labId: 'x',
      wasmUrl: null,
      paused: true,
      speed: 1,
      firstLines: [],
    },
    { kernels, storage, time, waits: 'at-once' },
    null,
  );
  return engine;
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'answered',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

describe('A lab whose block core traps', () => {
  it('in a line is built anew on another instance, without that line', async () => {
    const kernels = new TrappingKernels();
    const engine = await openEngine(kernels);
    await runLines(engine, 'client start', 'lab run 2s');
    const digest = engine.digest();
    const { made } = kernels;
    kernels.writesLeft = 0;
    expect(await failureOf(engine.execute('fill S:\\big.bin 200000 1', null))).to.match(
      /unreachable.*built anew from its run/,
    );
    expect(kernels.made).to.equal(made + 1);
    expect(engine.digest()).to.equal(digest);
    expect(engine.snapshot().atMs).to.equal(2000);
    expect(engine.snapshot().storage.problem).to.match(/unreachable.*paused/);
    await runLines(engine, 'fill S:\\big.bin 200000 1', 'lab run 1s');
    expect(engine.snapshot().atMs).to.equal(3000);
    await engine.close();
  });

  it('while time is run goes back to where that began, with all its lines', async () => {
    const kernels = new TrappingKernels();
    const engine = await openEngine(kernels);
    await runLines(engine, 'client start', 'lab run 2s', 'client rate 50');
    const digest = engine.digest();
    kernels.writesLeft = 20;
    expect(await failureOf(engine.advance(5000))).to.match(/built anew/);
    expect([engine.digest(), engine.snapshot().atMs]).to.deep.equal([digest, 2000]);
    await engine.advance(5000);
    expect(engine.snapshot().atMs).to.equal(7000);
    await engine.close();
  });

  it('while it plays by itself stands paused, and answers what is asked', async () => {
    const kernels = new TrappingKernels();
    const time = new FakeTime();
    const engine = await openEngine(kernels, noStore('x'), {
      now: () => time.now(),
      // Replays go on by themselves; the pace is the test's.
      schedule: (callback, delayMs) =>
        delayMs === 0 ? wallTime.schedule(callback, 0) : time.schedule(callback, delayMs),
    });
    await runLines(engine, 'client start');
    engine.setPace(false, 20);
    kernels.writesLeft = 3;
    const before = kernels.made;
    for (let wakes = 0; wakes < 400 && kernels.isArmed; wakes += 1) time.pass(16);
    const { atMs, paused } = await engine.advance(0);
    expect(kernels.made).to.equal(before + 1);
    expect(paused).to.equal(true);
    expect((await engine.advance(1000)).atMs).to.equal(atMs + 1000);
    await engine.close();
  });

  it('saves nothing of the broken instance, and the rebuilt lab afterwards', async () => {
    const kernels = new TrappingKernels();
    const shelf = emptyShelf();
    const storage = { ...noStore('x'), store: new MemoryStore(shelf) };
    const engine = await openEngine(kernels, storage);
    await runLines(engine, 'client start', 'lab run 1s');
    await engine.flush();
    const saved = shelf.head?.digest;
    kernels.writesLeft = 0;
    const failed = failureOf(engine.execute('fill S:\\big.bin 300000 1', null));
    await engine.flush();
    expect(shelf.head?.digest).to.equal(saved);
    await failed;
    await runLines(engine, 'write S:\\after.txt here');
    await engine.close();
    const again = await openEngine(good, storage);
    expect(again.snapshot().storage.problem).to.equal(null);
    expect(new TextDecoder().decode(again.readFile('A1', 'S:\\after.txt')).trim()).to.equal('here');
    await again.close();
  });
});
