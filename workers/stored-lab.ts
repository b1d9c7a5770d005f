import { EXTENT_BLOCKS } from './block-record.ts';
import { compareStored, FAULT_BLOCKS_MAX, type RecoveredBlocks } from './recovery.ts';
import { execute, futureLines, kernelLayout, provideBytes, setFuture } from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import { DiskError, type DiskStore, type StoredLab } from './disk-store.ts';
import type { FoundState } from './group-writer.ts';
import type { LabMaker, LiveLab } from './live-lab.ts';
import { StoredBlocks } from './stored-blocks.ts';

/** Which clusters' or nodes' drive a disk region is, in the order of the core's layout. */
const DRIVES = [
  ['first', 'S:'],
  ['second', 'S:'],
  ['A1', 'C:'],
  ['A2', 'C:'],
  ['B1', 'C:'],
  ['B2', 'C:'],
] as const;

/** Builds the lab that a run makes, at one moment. */
export type Replay = (
  run: { options: LiveLab['options']; lines: readonly RunLine[]; files: Iterable<Uint8Array> },
  toMs: number,
) => Promise<LiveLab>;

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
 * becomes a `fault block` line at that moment, so that it is a disk fault like any other. A block
 * that is stored nowhere holds zero bytes.
 *
 * @param store  whose blocks are compared; null leaves them alone (another tab writes them, or an older version did)
 * @param labId  names the lab in its records
 * @throws DiskError when the store cannot be read
 */
export async function resumeLab(
  stored: StoredLab,
  store: DiskStore | null,
  replay: Replay,
  { labId, createKernel }: { labId: string } & Pick<LabMaker, 'createKernel'>,
): Promise<ResumedLab> {
  const { head } = stored;
  const options = { scenario: head.scenario, seed: head.seed, diskMiB: head.diskMiB };
  const run = { options, lines: stored.lines, files: stored.files.values() };
  const scratch = createKernel({ diskBlocks: [EXTENT_BLOCKS], queueBytes: [] });
  // What is stored is read while the run is played.
  const reading =
    store === null || head.withoutBlocks === true
      ? null
      : StoredBlocks.read(store, {
          scratch,
          lab: scratch.hashBytes(new TextEncoder().encode(labId)),
          sequence: head.sequence,
          diskBlocks: kernelLayout(options).diskBlocks,
        });
  reading?.catch(() => {
    // Told below, if the run leads to where it should.
  });
  const live = await replay(run, head.atMs);
  if (live.digest !== head.digest) {
    await reading?.catch(() => null);
    const problem =
      lostFilesText(stored, live) ??
      'The stored run now leads to another state than the one that was saved ' +
        `(digest ${live.digest}, expected ${head.digest}); the lab goes on from the run, and the stored disks were given up.`;
    return { live, found: null, problem };
  }
  if (reading === null || store === null) return { live, found: null, problem: null };
  const blocks = await compareStored(store, await reading, live.kernel);
  for (let disk = 0; disk < live.kernel.diskCount; disk += 1) {
    live.kernel.clearChanged(disk, live.kernel.changedBlocks(disk));
  }
  const isWhole = blocks.damagedRecords === 0 && blocks.missingBlocks === 0;
  // Of what the store holds before the faults are entered: their blocks are written with the next group.
  const found = isWhole ? foundState(stored, live, blocks) : null;
  const areFaults = blocks.different.length <= FAULT_BLOCKS_MAX;
  const refused = areFaults ? bringBack(live, blocks) : null;
  const problem = describe(blocks, areFaults, refused);
  return { live, found: areFaults ? found : null, problem };
}

function foundState(stored: StoredLab, live: LiveLab, blocks: RecoveredBlocks): FoundState {
  const image = blocks.memory;
  image.doubt(blocks.different.map(({ disk, block }) => ({ disk, blocks: [block] })));
  return {
    head: stored.head,
    lines: stored.lines,
    files: stored.files.keys(),
    logBytes: blocks.logBytes,
    logged: blocks.logged,
    image,
  };
}

/** Enters the stored bytes as faults. @returns the first refusal's text */
function bringBack(live: LiveLab, blocks: RecoveredBlocks): string | null {
  let refused: string | null = null;
  const future = futureLines(live.lab);
  for (const { disk, block, bytes } of blocks.different) {
    if (bytes === null) continue;
    const hash = provideBytes(live.lab, bytes);
    const [holder, drive] = DRIVES[disk] ?? ['first', 'S:'];
    const outcome = execute(live.lab, `fault block ${holder} ${drive} ${String(block)} ${hash}`);
    if (outcome.kind === 'done' && outcome.exitCode !== 0) refused ??= outcome.output;
  }
  // Somebody's bit flip is no reason to forget what was still to come.
  if (future.length > 0) setFuture(live.lab, future);
  return refused;
}

function describe(
  blocks: RecoveredBlocks,
  areFaults: boolean,
  refused: string | null,
): string | null {
  const { different, damagedRecords, missingBlocks } = blocks;
  const texts: string[] = [];
  if (different.length > 0)
    texts.push(`Stored bytes were changed outside the lab: ${namesOf(blocks)}.`);
  if (damagedRecords > 0) {
    texts.push(`Stored records that cannot be read or do not check: ${String(damagedRecords)}.`);
  }
  if (missingBlocks > 0) {
    texts.push(`Stored blocks that are gone: ${String(missingBlocks)}.`);
  }
  if (texts.length === 0) return null;
  if (!areFaults) {
    texts.push(
      `That is more than ${String(FAULT_BLOCKS_MAX)} blocks: the run’s own bytes serve, and are stored again.`,
    );
  } else if (different.length > 0) {
    texts.push(
      'Each is a disk fault now, where blocks that are gone read as zeros: verify and mirror or restore from the other cluster, or clear the faults.',
    );
  }
  if (refused !== null) texts.push(`Some could not be brought back: ${refused}`);
  return texts.join(' ');
}

function namesOf({ different }: RecoveredBlocks): string {
  const names = different.slice(0, 4).map(({ disk, block }) => {
    const [holder, drive] = DRIVES[disk] ?? ['?', '?'];
    return `${holder} ${drive} block ${String(block)}`;
  });
  const more = different.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

/** Files that lines of the run name, and whose bytes are no longer those. */
function lostFilesText(stored: StoredLab, live: LiveLab): string | null {
  const broken = [...stored.files].filter(
    ([hash, bytes]) => live.kernel.hashBytes(bytes).toString(16).padStart(16, '0') !== hash,
  );
  const missed = broken.filter(([hash]) => stored.lines.some(([, , line]) => line.includes(hash)));
  if (missed.length === 0) return null;
  const names = missed.map(([hash]) => hash).join(', ');
  return `Bytes of dropped files were lost from the browser’s storage: ${names}. The lab goes on without them; drop the files again.`;
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
