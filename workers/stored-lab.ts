import { compareStored, type RecoveredBlocks } from './recovery.ts';
import { execute, futureLines, provideBytes, setFuture } from './core/lab.ts';
import { DiskError, type DiskStore, type StoredLab } from './disk-store.ts';
import { LiveLab, type LabMaker } from './live-lab.ts';
import type { FoundState } from './saver.ts';

/** Which clusters' or nodes' drive a disk region is, in the order of the core's layout. */
const DRIVES = [
  ['first', 'S:'],
  ['second', 'S:'],
  ['A1', 'C:'],
  ['A2', 'C:'],
  ['B1', 'C:'],
  ['B2', 'C:'],
] as const;

/** A lab brought back from its store. */
export interface ResumedLab {
  readonly live: LiveLab;
  /** What the saver may build on; null when all has to be stored anew. */
  readonly found: FoundState | null;
  /** What was not as it was left, in words; null when everything agreed. */
  readonly problem: string | null;
}

/**
 * Brings a lab back: replays its run, compares the outcome with what is stored.
 *
 * Where stored bytes differ from what the run makes of them, the stored bytes win: each such block
 * becomes a `fault block` line at that moment, so that it is a disk fault like any other.
 *
 * @param labKey  gives the hash of the lab's id
 * @throws DiskError when the store cannot be read
 */
export async function resumeLab(
  stored: StoredLab,
  store: DiskStore,
  maker: LabMaker,
  labKey: (live: LiveLab) => bigint,
): Promise<ResumedLab> {
  const { head } = stored;
  const options = { scenario: head.scenario, seed: head.seed, diskMiB: head.diskMiB };
  const run = { options, lines: stored.lines, files: stored.files.values() };
  const live = await LiveLab.replay(run, head.atMs, maker);
  if (live.digest !== head.digest) {
    const problem =
      'The stored run now leads to another state than the one that was saved ' +
      `(digest ${live.digest}, expected ${head.digest}); the lab goes on from the run, and the stored disks were given up.`;
    return { live, found: null, problem };
  }
  const blocks = await compareStored(store, live.kernel, labKey(live));
  for (let disk = 0; disk < live.kernel.diskCount; disk += 1) {
    live.kernel.clearChanged(disk, live.kernel.changedBlocks(disk));
  }
  const refused = bringBack(live, blocks);
  const found: FoundState = {
    sequence: head.sequence,
    savedAtMs: head.atMs,
    lines: stored.lines,
    files: stored.files.keys(),
    logBytes: blocks.logBytes,
    logged: blocks.logged,
  };
  const isWhole = blocks.damagedRecords === 0 && blocks.missingBlocks === 0;
  return { live, found: isWhole ? found : null, problem: describe(blocks, refused) };
}

/** Enters the stored bytes as faults. @returns the first refusal's text */
function bringBack(live: LiveLab, blocks: RecoveredBlocks): string | null {
  let refused: string | null = null;
  const future = futureLines(live.lab);
  for (const { disk, block, bytes } of blocks.different) {
    const hash = provideBytes(live.lab, bytes);
    const [holder, drive] = DRIVES[disk] ?? ['first', 'S:'];
    const outcome = execute(live.lab, `fault block ${holder} ${drive} ${String(block)} ${hash}`);
    if (outcome.kind === 'done' && outcome.exitCode !== 0) refused ??= outcome.output;
  }
  // Somebody's bit flip is no reason to forget what was still to come.
  if (future.length > 0) setFuture(live.lab, future);
  return refused;
}

function describe(blocks: RecoveredBlocks, refused: string | null): string | null {
  const texts: string[] = [];
  if (blocks.different.length > 0) {
    const names = blocks.different.slice(0, 4).map(({ disk, block }) => {
      const [holder, drive] = DRIVES[disk] ?? ['?', '?'];
      return `${holder} ${drive} block ${String(block)}`;
    });
    const more = blocks.different.length - names.length;
    texts.push(
      `Stored bytes were changed outside the lab: ${names.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}.`,
    );
  }
  if (refused !== null) texts.push(`They could not be brought back: ${refused}`);
  if (blocks.damagedRecords > 0) {
    texts.push(
      `Stored records that cannot be read or do not check: ${String(blocks.damagedRecords)}.`,
    );
  }
  if (blocks.missingBlocks > 0) {
    texts.push(
      `Stored blocks that are gone: ${String(blocks.missingBlocks)}; the run's own bytes are stored again.`,
    );
  }
  return texts.length === 0 ? null : texts.join(' ');
}

/** Reads the store's head, in words where that fails. */
export async function loadStored(
  store: DiskStore,
): Promise<{ stored: StoredLab | null; problem: string | null }> {
  try {
    return { stored: await store.load(), problem: null };
  } catch (error) {
    const text = error instanceof DiskError ? error.message : String(error);
    return { stored: null, problem: `What is stored cannot be read: ${text}` };
  }
}
