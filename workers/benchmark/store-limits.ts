/** What storing a mirror cannot do without, each part alone: the most that storing could reach is made of them. */
import { encodeRecord, EXTENT_BLOCKS, blocksOfExtent } from '../block-record.ts';
import { createWasmKernel } from '../block-kernel.ts';
import { BLOCK_BYTES } from '../core/storage/block-kernel.ts';
import { contentsOf } from '../stored-image.ts';
import type { Contestant } from './contest.ts';
import type { MeasuredLab } from './measured-lab.ts';

/** Records of the size that the lab makes. */
const RECORD_BYTES = EXTENT_BLOCKS * BLOCK_BYTES;
const LAB_KEY = 1n;

export const MIRRORED = 'full mirror, in memory alone';
export const ENCODED = 'hashed and encoded, not stored';
export const HANDED_OVER = 'made into blobs that can be read, not stored';
export const CLONED = 'cloned to another worker, not stored';

/** A contestant that holds something on to be let go of. */
export interface LimitContestant extends Contestant {
  readonly drop: () => void;
}

/**
 * The speed at which bytes go through several passes, one after another, each of which has a speed of its own. Passes
 * of different processes may overlap: then more can be reached.
 */
export function oneAfterAnother(...speeds: readonly number[]): number {
  return 1 / speeds.reduce((sum, speed) => sum + 1 / speed, 0);
}

/** The lab's own mirror where nothing is stored. */
export function mirroredInMemory(lab: MeasuredLab, fileBytes: number): Contestant {
  return {
    name: MIRRORED,
    amount: fileBytes,
    prepare: () => lab.forgetTwin(),
    work: () => lab.mirror(),
  };
}

/** Records as the lab makes them of its memory, up to where they would be packed for the store. */
export function encoded(module: WebAssembly.Module, bytes: Uint8Array): Contestant {
  const blocks = bytes.length / BLOCK_BYTES;
  const kernel = createWasmKernel(module, { diskBlocks: [blocks], queueBytes: [] });
  kernel.write(0, 0, bytes);
  kernel.checksumBlocks(0, 0, blocks);
  return {
    name: ENCODED,
    amount: bytes.length,
    work: () => {
      for (let extent = 0; extent * EXTENT_BLOCKS < blocks; extent++) {
        const part = { disk: 0, blocks: blocksOfExtent(blocks, extent) };
        encodeRecord(kernel, LAB_KEY, 1, contentsOf(kernel, [part]));
      }
    },
  };
}

/** Bytes that go where a browser keeps blobs, in Chromium its own process: waited for until their ends can be read. */
export function handedOver(bytes: Uint8Array<ArrayBuffer>): Contestant {
  const records = recordsOf(bytes);
  return {
    name: HANDED_OVER,
    amount: bytes.length,
    work: async () => {
      const blobs = records.map((record) => new Blob([record]));
      await Promise.all(blobs.map((blob) => blob.slice(-1).arrayBuffer()));
    },
  };
}

/** Bytes that go to another thread of the same process: what goes to another process is copied at least as often. */
export function cloned(bytes: Uint8Array<ArrayBuffer>): LimitContestant {
  const records = recordsOf(bytes);
  const receiver = new Worker(new URL('../benchmark-receiver.worker.ts', import.meta.url), {
    type: 'module',
  });
  const broken = new Promise<never>((_resolve, reject) => {
    receiver.onerror = () => {
      reject(new Error('The worker that takes the bytes does not start.'));
    };
  });
  broken.catch(() => {
    // Told by whoever waits for bytes to arrive.
  });
  return {
    name: CLONED,
    amount: bytes.length,
    work: async () => {
      const arrived = arrival(receiver, bytes.length);
      for (const record of records) receiver.postMessage(record);
      await Promise.race([arrived, broken]);
    },
    drop: () => {
      receiver.terminate();
    },
  };
}

/** Settles when so many bytes have come. */
function arrival(receiver: Worker, bytes: number): Promise<void> {
  let missing = bytes;
  return new Promise((resolve) => {
    receiver.onmessage = ({ data }: MessageEvent<number>) => {
      missing -= data;
      if (missing === 0) resolve();
    };
  });
}

/** Each with a buffer of its own: a clone of a view clones all that is behind it. */
function recordsOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(bytes.length / RECORD_BYTES) }, (_, at) =>
    bytes.slice(at * RECORD_BYTES, (at + 1) * RECORD_BYTES),
  );
}
