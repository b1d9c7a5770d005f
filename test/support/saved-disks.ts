import type { RunLine } from '../../workers/api.ts';
import { EXTENT_BLOCKS } from '../../workers/block-record.ts';
import { createWasmKernel } from '../../workers/block-kernel.ts';
import { BLOCK_BYTES, type BlockKernel } from '../../workers/core/storage/block-kernel.ts';
import type { FoundState } from '../../workers/group-writer.ts';
import { emptyShelf, MemoryStore } from '../../workers/memory-store.ts';
import { compareStored, type RecoveredBlocks } from '../../workers/recovery.ts';
import { Saver, type SaverState } from '../../workers/saver.ts';
import { StoredBlocks } from '../../workers/stored-blocks.ts';
import { loadBlockCore } from './block-core.ts';
import { FailingStore } from './failing-store.ts';
import { FakeTime } from './fake-time.ts';
import { noiseBytes } from './test-bytes.ts';

const blockCore = await loadBlockCore();

/** Blocks of the two disks: more than one transaction carries, and a small one. */
const DISK_BLOCKS = [4700, 10];
const LAB_KEY = 77n;

/** Disks, lines and clock of a lab that a saver writes, without a core. */
export class SavedDisks {
  readonly time = new FakeTime();
  readonly shelf = emptyShelf();
  readonly store = new FailingStore(new MemoryStore(this.shelf));
  readonly states: SaverState[] = [];
  kernel = freshKernel();
  saver: Saver;
  lines: RunLine[] = [];
  files = new Map<string, Uint8Array>();
  atMs = 0;

  constructor(found: FoundState | null = null) {
    this.saver = this.#saver(found);
  }

  /** Goes on from what was found, as a new page would. */
  resume(found: FoundState): void {
    this.saver = this.#saver(found);
  }

  write(disk: number, block: number, seed: number): void {
    this.kernel.write(disk, block * BLOCK_BYTES, noiseBytes(BLOCK_BYTES, seed));
    this.kernel.checksumBlocks(disk, block, 1);
  }

  /** What a reader finds who has the same memory. */
  async compare(kernel: BlockKernel = this.kernel): Promise<RecoveredBlocks> {
    const store = new MemoryStore(this.shelf);
    const stored = await StoredBlocks.read(store, {
      scratch: createWasmKernel(blockCore, { diskBlocks: [EXTENT_BLOCKS], queueBytes: [] }),
      lab: LAB_KEY,
      sequence: this.shelf.head?.sequence ?? 0,
      diskBlocks: DISK_BLOCKS,
    });
    return compareStored(store, stored, kernel);
  }

  #saver(found: FoundState | null): Saver {
    return new Saver(
      { store: this.store, time: this.time },
      LAB_KEY,
      found,
      {
        kernel: () => this.kernel,
        files: () => this.files,
        look: () => ({
          atMs: this.atMs,
          digest: `digest at ${String(this.atMs)}`,
          run: { scenario: 'bare', seed: 1, diskMiB: 4 },
          lines: this.lines,
        }),
      },
      (state) => this.states.push(state),
    );
  }
}

export function freshKernel(): BlockKernel {
  return createWasmKernel(blockCore, { diskBlocks: DISK_BLOCKS, queueBytes: [] });
}
