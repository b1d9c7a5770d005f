import type { Opened, OpenOptions, SeenLab } from './api.ts';
import type { StoredLab } from './disk-store.ts';
import type { FoundState } from './group-writer.ts';
import { LiveLab, type LabMaker } from './live-lab.ts';
import type { OpenedStore } from './open-store.ts';
import { loadStored, resumeLab } from './stored-lab.ts';

/** The lab that an engine begins with. */
export interface FoundLab {
  readonly live: LiveLab;
  readonly resumed: boolean;
  readonly fromSeen?: Opened['fromSeen'];
  /** What the saver may build on; null when all has to be stored anew. */
  readonly found: FoundState | null;
  /** False when what is stored could not be understood: it is not overwritten unasked. */
  readonly maySave: boolean;
  readonly problem: string | null;
}

/** The stored lab if there is one, else the one that the page has seen, else a new one. */
export async function findLab(
  options: OpenOptions,
  storage: OpenedStore,
  maker: LabMaker,
): Promise<FoundLab> {
  const fresh = (problem: string | null): FoundLab => ({
    live: new LiveLab(labOptions(options), maker),
    resumed: false,
    found: null,
    maySave: problem === null,
    problem,
  });
  if (options.anew === true) return fresh(null);
  const { seen = null } = options;
  if (storage.store === null) return seen === null ? fresh(null) : againAsSeen(seen, null, maker);
  const { stored, problem } = await loadStored(storage.store);
  if (problem !== null) {
    if (seen === null) return fresh(untouched(problem));
    const again = await againAsSeen(seen, null, maker);
    return { ...again, maySave: false, problem: untouched(problem) };
  }
  const lab = stored ?? storage.older?.stored ?? null;
  if (seen !== null && (lab === null || lab.head.atMs === seen.unsavedAfterMs)) {
    return againAsSeen(seen, lab, maker);
  }
  if (lab === null) return { ...fresh(null), problem: storage.loss };
  // While another tab writes, the blocks that are read belong to no one moment.
  const compared = stored === null || storage.readOnly ? null : storage.store;
  try {
    const resumed = await resumeLab(
      lab,
      compared,
      (run, toMs) => LiveLab.replay(run, toMs, maker),
      { labId: storage.labId, createKernel: (layout) => maker.createKernel(layout) },
    );
    return { ...resumed, resumed: true, maySave: true };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return fresh(untouched(`What is stored cannot be resumed: ${text}`));
  }
}

/** Plays the run that the page has seen once more; what is stored of it is replaced. */
async function againAsSeen(
  { run, atMs, files }: SeenLab,
  stored: StoredLab | null,
  maker: LabMaker,
): Promise<FoundLab> {
  const { scenario, seed, diskMiB, lines } = run;
  const bytes = [...(stored?.files.values() ?? []), ...files];
  const options = { scenario, seed, diskMiB };
  const live = await LiveLab.replay({ options, lines, files: bytes }, atMs, maker);
  return { live, resumed: true, fromSeen: true, found: null, maySave: true, problem: null };
}

/** What the core wants to know of the options. */
export function labOptions(options: OpenOptions): LiveLab['options'] {
  return { scenario: options.scenario, seed: options.seed, diskMiB: options.diskMiB };
}

/** Hash of a lab's id: every record carries it. */
export function labKey(live: LiveLab, labId: string): bigint {
  return live.kernel.hashBytes(new TextEncoder().encode(labId));
}

function untouched(problem: string): string {
  return `${problem} It was left untouched and a new lab runs unsaved; starting again replaces it.`;
}
