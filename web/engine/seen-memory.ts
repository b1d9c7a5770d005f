import type {
  FeedMessage,
  SeenLab,
  SeenRun,
  Snapshot,
  StorageSnapshot,
} from '../../workers/api.ts';

/** What a page remembers of the lab that it shows: enough to make it again when its worker is gone. */
export class SeenMemory {
  #run: SeenRun | null = null;
  /** The browser may keep these on its disk. */
  #files: Blob[] = [];

  /** Takes what a message of the feed tells of the run. */
  take({ run }: FeedMessage): void {
    if (run === undefined) return;
    const { linesFrom, ...fresh } = run;
    const before = this.#run?.lines.slice(0, linesFrom) ?? [];
    this.#run = { ...fresh, lines: [...before, ...fresh.lines] };
  }

  /** Keeps the bytes of a file that was imported. */
  imported(bytes: Uint8Array): void {
    this.#files.push(new Blob([bytes.slice()]));
  }

  /** Keeps the files that another run brings; those before are forgotten. */
  opened(run: unknown): void {
    this.#files = filesOf(run).map((bytes) => new Blob([bytes]));
  }

  /** The lab as it was shown; null when nothing was told of it. */
  async asOf({ atMs, storage }: Snapshot): Promise<SeenLab | null> {
    const run = this.#run;
    if (run === null) return null;
    const read = await Promise.allSettled(this.#files.map((file) => file.arrayBuffer()));
    const files = read.flatMap((one) =>
      one.status === 'fulfilled' ? [new Uint8Array(one.value)] : [],
    );
    return { run, atMs, files, unsavedAfterMs: unsavedAfterMs(storage) };
  }
}

/** Another tab's work and what cannot be read are not older: they stay, whatever happened here. */
function unsavedAfterMs(storage: StorageSnapshot): number | null {
  const { kind, readOnly, problem, savedAllTheSame = false, remedy } = storage;
  const isKept =
    kind === 'indexeddb' && !readOnly && remedy !== 'again' && remedy !== 'start-again';
  return isKept && problem !== null && !savedAllTheSame ? storage.savedAtMs : null;
}

/** Bytes of the files that a run carries; what is no base64 has been refused, or will be. */
function filesOf(run: unknown): Uint8Array<ArrayBuffer>[] {
  const files: unknown =
    typeof run === 'object' && run !== null && 'files' in run ? run.files : null;
  if (typeof files !== 'object' || files === null) return [];
  return Object.values(files).flatMap((text: unknown) => {
    try {
      return [Uint8Array.from(atob(String(text)), (sign) => sign.charCodeAt(0))];
    } catch {
      return [];
    }
  });
}
