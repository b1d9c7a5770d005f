import type { StorageRemedy, StorageSnapshot } from './api.ts';
import type { FoundLab } from './found-lab.ts';
import { labKey } from './found-lab.ts';
import type { FoundState } from './group-writer.ts';
import type { LabRunner } from './lab-runner.ts';
import { DiskError } from './disk-store.ts';
import type { OpenedStore } from './open-store.ts';
import type { RealTime } from './pacer.ts';
import { LabRefusal } from './refusal.ts';
import { Saver } from './saver.ts';

const CLEAR_BY_HAND =
  'Restart the browser, or clear this site’s data in its settings; the lab runs on in memory.';
/** Real ms that closing a lab waits for a save that does not end. */
const CLOSE_WITHIN_MS = 3000;

/** Keeps one lab: what is saved of it, who may save it, and what there is to say of that. */
export class LabSaving {
  #storage: OpenedStore;
  readonly #time: RealTime;
  readonly #runner: LabRunner;
  readonly #tell: () => void;
  #saver: Saver | null = null;
  #isReadOnly: boolean;
  #older: OpenedStore['older'];
  /** What was found when the lab was opened, or happened to it since; beside what the saver says. */
  #note: string | null;
  /** What helps against what the note says. */
  #remedy: StorageRemedy | null;

  /** @param tell  called whenever there is something new to show */
  constructor(
    devices: { storage: OpenedStore; time: RealTime },
    runner: LabRunner,
    found: FoundLab,
    tell: () => void,
  ) {
    this.#storage = devices.storage;
    this.#time = devices.time;
    this.#runner = runner;
    this.#tell = tell;
    this.#isReadOnly = devices.storage.readOnly;
    this.#older = devices.storage.older;
    this.#note = joinTexts([devices.storage.problem, found.problem]);
    this.#remedy = found.maySave ? devices.storage.remedy : 'start-again';
    if (found.maySave && !this.#isReadOnly) this.#start(found.found);
  }

  changed(): void {
    this.#saver?.changed();
  }

  ran(): void {
    this.#saver?.ran();
  }

  rewritten(): void {
    this.#saver?.rewritten();
  }

  /** Somebody chose another run: what is stored needs no protection any more. */
  replaced(): void {
    if (this.#isReadOnly) return;
    if (this.#saver === null) this.#start(null);
    else this.#saver.rewritten();
    this.#note = this.#storage.problem;
    this.#remedy = this.#storage.remedy;
  }

  /**
   * Deletes what is stored of this lab and does not open; the lab itself goes on, and is saved from now on.
   *
   * @throws LabRefusal, with a text of what is to be done, when nothing opens after that either
   */
  async deleteStored(): Promise<void> {
    const storage = await this.#storage.deleteStored().catch((error: unknown) => {
      throw new LabRefusal(notDeletedText(error));
    });
    this.#storage = storage;
    this.#isReadOnly = storage.readOnly;
    this.#note = storage.problem;
    this.#remedy = storage.remedy;
    if (!storage.readOnly) this.#start(null);
    this.#tell();
    // It may have been deleted, and yet not open.
    if (storage.store === null) throw new LabRefusal(`That did not help. ${CLEAR_BY_HAND}`);
  }

  /** The tab that saved this lab is gone, and this one goes on from what it left. */
  takeOver(found: FoundLab): void {
    this.#isReadOnly = false;
    this.#note = found.problem;
    this.#remedy = found.maySave ? null : 'start-again';
    if (found.maySave) this.#start(found.found);
  }

  /** Says something besides what is said of saving, in place of what was said before. */
  note(text: string): void {
    this.#note = text;
    this.#remedy = null;
    this.#tell();
  }

  /** Settles when all that has happened so far is stored, or could not be. */
  async flush(): Promise<void> {
    await this.#saver?.flush();
  }

  /** Saves a last time, and lets go of the store. */
  async close(): Promise<void> {
    const saver = this.#saver;
    if (saver !== null) {
      const saved = saver.flush().then(() => saver.stop());
      await new Promise<void>((resolve) => {
        const cancel = this.#time.schedule(resolve, CLOSE_WITHIN_MS);
        void saved.then(() => {
          cancel();
          resolve();
        });
      });
    }
    this.#storage.close();
  }

  snapshot(): StorageSnapshot {
    const isOnlyNote = this.#note !== null && this.#saver?.state.problem === null;
    const remedy = this.#saver?.state.remedy ?? this.#remedy;
    return {
      kind: this.#storage.store === null ? 'memory' : 'indexeddb',
      savedAtMs: this.#saver?.state.savedAtMs ?? null,
      readOnly: this.#isReadOnly,
      problem: joinTexts([this.#saver?.state.problem ?? null, this.#note]),
      ...(isOnlyNote ? { savedAllTheSame: true } : {}),
      ...(remedy === null ? {} : { remedy }),
    };
  }

  #start(found: FoundState | null): void {
    const { store, labId } = this.#storage;
    if (store === null) return;
    const runner = this.#runner;
    this.#saver = new Saver(
      { store, time: this.#time },
      labKey(runner.live, labId),
      found,
      {
        kernel: () => (runner.isBroken ? null : runner.live.kernel),
        files: () => runner.live.files,
        look: () => ({
          atMs: runner.live.nowMs,
          digest: runner.live.digest,
          run: runner.live.options,
          lines: runner.live.lines,
        }),
      },
      ({ savedAtMs }) => {
        if (savedAtMs !== null) this.#forgetOlder();
        this.#tell();
      },
    );
    this.#saver.changed();
  }

  /** What an older version stored goes once it is stored anew. */
  #forgetOlder(): void {
    const older = this.#older;
    this.#older = null;
    older?.forget().catch(() => {
      // It stays beside the new one, and is not looked at again.
    });
  }
}

function notDeletedText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const isAnothers = error instanceof DiskError && error.kind === 'blocked';
  return `It was not deleted. ${text}${isAnothers ? '' : ` ${CLEAR_BY_HAND}`}`;
}

function joinTexts(texts: readonly (string | null)[]): string | null {
  const present = texts.filter((text) => text !== null);
  return present.length === 0 ? null : present.join(' ');
}
