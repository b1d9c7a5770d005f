import { digestOf, keptLines, nowMs, type Lab } from '../../workers/core/lab.ts';
import { createWasmKernel } from '../../workers/block-kernel.ts';
import { EXTENT_BLOCKS } from '../../workers/block-record.ts';
import { GroupWriter } from '../../workers/group-writer.ts';
import { emptyShelf, MemoryStore } from '../../workers/memory-store.ts';
import { StoredBlocks } from '../../workers/stored-blocks.ts';
import { compareStored, type RecoveredBlocks } from '../../workers/recovery.ts';
import { wasmModule } from '../support/run-lines.ts';

/** Stands for the hash of a lab's id. */
const LAB_KEY = 30n;

/** Keeps a lab as a page does, group after group, in a store whose bytes can be counted. */
export class DaysStore {
  readonly #shelf = emptyShelf();
  readonly #store = new MemoryStore(this.#shelf);
  readonly #writer: GroupWriter;

  constructor(lab: Lab) {
    const { scenario, seed, diskMiB } = lab;
    this.#writer = new GroupWriter(this.#store, LAB_KEY, null, {
      kernel: () => lab.kernel,
      files: () => lab.providedBytes,
      look: () => ({
        atMs: nowMs(lab),
        digest: digestOf(lab),
        run: { scenario, seed, diskMiB },
        lines: keptLines(lab),
      }),
    });
  }

  /** Stores what has changed, and ends what was begun to keep the log short. */
  async save(): Promise<void> {
    do await this.#writer.write();
    while (this.#writer.isFolding);
  }

  /** Bytes of blocks in the log, and in extents. */
  get bytes(): { readonly log: number; readonly extents: number } {
    const sum = (records: Iterable<{ readonly bytes: Uint8Array }>): number => {
      let bytes = 0;
      for (const record of records) bytes += record.bytes.length;
      return bytes;
    };
    return { log: sum(this.#shelf.log), extents: sum(this.#shelf.extents.values()) };
  }

  get digest(): string | null {
    return this.#shelf.head?.digest ?? null;
  }

  /** What is stored, beside what a lab holds. */
  async compare(lab: Lab): Promise<RecoveredBlocks> {
    const { kernel } = lab;
    const stored = await StoredBlocks.read(this.#store, {
      scratch: createWasmKernel(wasmModule, { diskBlocks: [EXTENT_BLOCKS], queueBytes: [] }),
      lab: LAB_KEY,
      sequence: this.#shelf.head?.sequence ?? 0,
      diskBlocks: Array.from({ length: kernel.diskCount }, (_, disk) => kernel.blockCount(disk)),
    });
    return compareStored(this.#store, stored, kernel);
  }
}
