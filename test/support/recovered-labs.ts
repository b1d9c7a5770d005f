/*
 * Labs brought back from what a failure has left. Equal runs lead to equal worlds, so each world is built once and
 * lent to whoever replays the same run; one that was changed is not lent again.
 */
import assert from 'node:assert/strict';
import type { BlockKernel } from '../../workers/core/storage/block-kernel.ts';
import type { DiskStore, HeadMark, StoredLab } from '../../workers/disk-store.ts';
import { labKey } from '../../workers/found-lab.ts';
import { LiveLab, type LabMaker } from '../../workers/live-lab.ts';
import { MemoryStore, type MemoryShelf } from '../../workers/memory-store.ts';
import { Saver } from '../../workers/saver.ts';
import { resumeLab, type Replay, type ResumedLab } from '../../workers/stored-lab.ts';
import { FailingStore, type Failure } from './failing-store.ts';
import { LAB_ID, maker } from './failure-courses.ts';

/** Worlds kept at most. */
const WORLDS_MAX = 16;

const worlds = new Map<string, LiveLab>();

const replay: Replay = async (run, toMs) => {
  const key = JSON.stringify([run.options, run.lines, toMs]);
  const known = worlds.get(key);
  if (known !== undefined) return known;
  const live = await LiveLab.replay(run, toMs, maker);
  const [oldest] = worlds.keys();
  if (worlds.size >= WORLDS_MAX && oldest !== undefined) worlds.delete(oldest);
  worlds.set(key, live);
  return live;
};

/** A copy that others may write on. */
export function copyOf(shelf: MemoryShelf): MemoryShelf {
  return {
    head: shelf.head,
    lines: [...shelf.lines],
    files: new Map(shelf.files),
    log: shelf.log.map((record) => ({ ...record })),
    extents: new Map([...shelf.extents].map(([key, record]) => [key, { ...record }])),
  };
}

/** One for all mounts: making it anew would take longer than all else. */
let scratch: BlockKernel | null = null;
const createKernel: LabMaker['createKernel'] = (layout) => (scratch ??= maker.createKernel(layout));

async function mount(stored: StoredLab, store: DiskStore): Promise<ResumedLab> {
  const resumed = await resumeLab(stored, store, replay, { createKernel, labId: LAB_ID });
  if (resumed.live.lines.length !== stored.lines.length) {
    for (const [key, live] of worlds) if (live === resumed.live) worlds.delete(key);
  }
  return resumed;
}

/** What a shelf has to hold. */
export interface Promised {
  /** The last head that was told as saved; null: none was. */
  readonly told: HeadMark | null;
  /** A record was cut short: bytes may have become faults. */
  readonly isTorn: boolean;
}

/** Holds a shelf against what was promised: it mounts, nothing told is lost, and the world is the one recorded. */
export async function assertMounts(
  shelf: MemoryShelf,
  { told, isTorn }: Promised,
  where: string,
): Promise<void> {
  const { head } = shelf;
  if (told !== null) {
    assert.ok(head !== null && head.sequence >= told.sequence, `${where}: a saved group is lost`);
    if (head.sequence === told.sequence) assert.equal(head.digest, told.digest, where);
  }
  if (head === null) return;
  const stored = await new MemoryStore(shelf).load();
  assert.ok(stored !== null, where);
  const { live, problem } = await mount(stored, new MemoryStore(shelf));
  if (isTorn && problem !== null) {
    assert.match(problem, /do not check|changed outside|gone/, where);
    return;
  }
  assert.equal(problem, null, where);
  assert.equal(live.digest, head.digest, where);
  assert.equal(live.nowMs, head.atMs, where);
}

/**
 * Opens what a first failure has left while a second one strikes: loads, compares, saves, takes the last line back,
 * saves again.
 *
 * @returns what has to be there afterwards
 */
export async function recoverWith(
  shelf: MemoryShelf,
  failure: Failure,
  before: Promised,
): Promise<Promised & { readonly operation: string | null }> {
  const store = new FailingStore(new MemoryStore(shelf), failure, shelf);
  try {
    await recover(store);
  } catch {
    // What could not be opened is left as it was.
  }
  const { told, operations } = store;
  return {
    told: told ?? before.told,
    isTorn: before.isTorn || failure.kind === 'torn',
    operation: operations[failure.at] ?? null,
  };
}

async function recover(store: FailingStore): Promise<void> {
  const stored = await store.load();
  if (stored === null) return;
  const { live, found } = await mount(stored, store);
  let shown = live;
  const source = {
    kernel: () => shown.kernel,
    files: () => shown.files,
    look: () => ({
      atMs: shown.nowMs,
      digest: shown.digest,
      run: shown.options,
      lines: shown.lines,
    }),
  };
  const saver = new Saver(
    { store, time: maker.time },
    labKey(live, LAB_ID),
    found,
    source,
    () => undefined,
  );
  await saver.flush();
  const { options, lines, files } = shown;
  shown = await replay({ options, lines: lines.slice(0, -1), files: files.values() }, shown.nowMs);
  saver.rewritten();
  await saver.flush();
  await saver.flush();
  await saver.stop();
}
