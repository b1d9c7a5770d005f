/** Replication in memory: a full mirror, small writes, and how quickly time passes when nothing happens. */
import type { BenchmarkRow } from '../api.ts';
import { createWasmKernel } from '../block-kernel.ts';
import {
  advance,
  createLab,
  execute,
  kernelLayout,
  nowMs,
  openForWriting,
  snapshotOf,
  type Lab,
} from '../core/lab.ts';
import { BLOCK_BYTES } from '../core/storage/block-kernel.ts';
import { contest, rowAsked, rowBeside, type Contestant, type Tell } from './contest.ts';
import { BIG_FILE, fastLinkLines, fillLine, REMOVE_TWIN_LINE, MIRROR_LINE } from './lab-lines.ts';

/** The sandbox's disk for a mirror, the lessons' for the rest. */
const MIRROR_DISK_MIB = 64;
const MIRROR_BYTES = 60 * 2 ** 20;
const LESSON_DISK_MIB = 16;
const WRITTEN_BYTES = 12 * 2 ** 20;
/** Bytes that a mirror reads at once. */
const CHUNK_BYTES = 65_536;
const WRITES = 16_384;
/** Writes between two moments of virtual time. */
const WRITES_AT_ONCE = 64;
const IDLE_MS = 4 * 3600 * 1000;
/** Virtual ms between two looks whether a mirror is complete: a look costs as much as some chunks. */
const LOOK_EVERY_MS = 1000;
/** Virtual ms after which a mirror counts as stuck. */
const MIRROR_WITHIN_MS = 600_000;

/** Measures the core alone: no worker, no storage. */
export async function replicationRows(
  module: WebAssembly.Module,
  tell: Tell,
): Promise<BenchmarkRow[]> {
  const bytes = await contest(
    [
      mirror(filledLab(module, MIRROR_DISK_MIB, MIRROR_BYTES)),
      memoryCopy(module),
      passesAlone(module),
    ],
    { turns: 4, passes: 1, warmUps: 1 },
    { unit: 'GB/s', scale: 1e9 },
    (text, share) => {
      tell(text, share / 2);
    },
  );
  const writes = await contest(
    [smallWrites(filledLab(module, LESSON_DISK_MIB, WRITTEN_BYTES))],
    { turns: 4, passes: 1, warmUps: 1 },
    { unit: 'writes/s', scale: 1 },
    (text, share) => {
      tell(text, 0.5 + share / 4);
    },
  );
  const idle = await contest(
    [idlePair(openLab(module, LESSON_DISK_MIB))],
    { turns: 1, passes: 1, warmUps: 1 },
    { unit: '× real time', scale: 1000 },
    (text, share) => {
      tell(text, 0.75 + share / 4);
    },
  );
  const mirrored = bytes.of('full mirror');
  return [
    rowAsked('full mirror in memory, checksums kept', mirrored, 1.5, 'GB/s'),
    rowBeside(
      'full mirror in memory, beside memory.copy',
      mirrored,
      bytes.of('memory.copy'),
      'GB/s',
      0.25,
    ),
    rowBeside(
      'full mirror in memory, beside its passes over the bytes alone',
      mirrored,
      bytes.of('passes of a mirror alone'),
      'GB/s',
      0.6,
    ),
    rowAsked(
      'replicated 4 KiB writes, queue to target, checksummed',
      writes.of('4 KiB writes'),
      200_000,
      'writes/s',
    ),
    rowAsked('idle protected pair', idle.of('idle pair'), 20_000, '× real time'),
  ];
}

/** A full mirror onto a disk that does not have the file yet. */
function mirror(lab: Lab): Contestant {
  return {
    name: 'full mirror',
    amount: MIRROR_BYTES,
    prepare: () => {
      runLine(lab, REMOVE_TWIN_LINE);
    },
    work: () => {
      runLine(lab, MIRROR_LINE);
      const untilMs = nowMs(lab) + MIRROR_WITHIN_MS;
      do advance(lab, nowMs(lab) + LOOK_EVERY_MS);
      while (!isMirrored(lab) && nowMs(lab) < untilMs);
      demandTwin(lab);
    },
  };
}

function memoryCopy(module: WebAssembly.Module): Contestant {
  const blocks = MIRROR_BYTES / BLOCK_BYTES;
  const kernel = createWasmKernel(module, { diskBlocks: [blocks, blocks], queueBytes: [] });
  return {
    name: 'memory.copy',
    amount: MIRROR_BYTES,
    work: () => {
      kernel.copy(0, 0, 1, 0, MIRROR_BYTES);
    },
  };
}

/**
 * What a mirror asks of the block core and nothing else, chunk by chunk: the source's blocks are checked, copied to its
 * queue, to the target's queue, and to the target's disk with new checksums. No mirror can be quicker.
 */
function passesAlone(module: WebAssembly.Module): Contestant {
  const blocks = MIRROR_BYTES / BLOCK_BYTES;
  const kernel = createWasmKernel(module, {
    diskBlocks: [blocks, blocks],
    queueBytes: [CHUNK_BYTES, CHUNK_BYTES],
  });
  return {
    name: 'passes of a mirror alone',
    amount: MIRROR_BYTES,
    work: () => {
      const count = CHUNK_BYTES / BLOCK_BYTES;
      for (let block = 0; block < blocks; block += count) {
        const offset = block * BLOCK_BYTES;
        kernel.damagedBlocks(0, block, count);
        kernel.copy(0, offset, 2, 0, CHUNK_BYTES);
        kernel.copy(2, 0, 3, 0, CHUNK_BYTES);
        kernel.copyToDisk(3, 0, 1, offset, CHUNK_BYTES);
      }
    },
  };
}

/** A program on the source writes all over its file; each write is queued, sent, applied, checksummed, acknowledged. */
function smallWrites(lab: Lab): Contestant {
  const write = openForWriting(lab, 'A1', BIG_FILE);
  if (typeof write !== 'function') throw new Error(write.output);
  const block = new Uint8Array(BLOCK_BYTES);
  const blocks = WRITTEN_BYTES / BLOCK_BYTES;
  let written = 0;
  return {
    name: '4 KiB writes',
    amount: WRITES,
    work: () => {
      for (let i = 1; i <= WRITES; i++) {
        written++;
        block.fill(written);
        write(((written * 7919) % blocks) * BLOCK_BYTES, block);
        if (i % WRITES_AT_ONCE === 0) advance(lab, nowMs(lab) + 1);
      }
      settle(lab);
    },
  };
}

function idlePair(lab: Lab): Contestant {
  return {
    name: 'idle pair',
    amount: IDLE_MS,
    work: () => {
      advance(lab, nowMs(lab) + IDLE_MS);
    },
  };
}

/** A protected pair with one large file on both sides. */
function filledLab(module: WebAssembly.Module, diskMiB: number, fileBytes: number): Lab {
  const lab = openLab(module, diskMiB);
  for (const line of [...fastLinkLines(), fillLine(fileBytes)]) runLine(lab, line);
  settle(lab);
  return lab;
}

function openLab(module: WebAssembly.Module, diskMiB: number): Lab {
  const options = { scenario: 'protected', seed: 2001, diskMiB } as const;
  return createLab(options, createWasmKernel(module, kernelLayout(options)));
}

/** Runs on until the target has all, and checks that it does. */
function settle(lab: Lab): void {
  const untilMs = nowMs(lab) + MIRROR_WITHIN_MS;
  do advance(lab, nowMs(lab) + 10);
  while (snapshotOf(lab).connections[0]?.queue.operations !== 0 && nowMs(lab) < untilMs);
  demandTwin(lab);
}

function isMirrored(lab: Lab): boolean {
  return snapshotOf(lab).connections[0]?.mirrorStatus === 'Idle';
}

/** Sizes are looked at within the time, contents beside it: a mirror that is not one must not count. */
function demandTwin(lab: Lab): void {
  const connection = snapshotOf(lab).connections[0];
  if (connection?.dataState === 'Good' && connection.transmitMode === 'Started') return;
  throw new Error(`the pair is not in step: ${JSON.stringify(connection)}`);
}

function runLine(lab: Lab, line: string): void {
  const outcome = execute(lab, line);
  if (outcome.kind !== 'done' || outcome.exitCode !== 0) {
    throw new Error(`"${line}" was refused: ${'output' in outcome ? outcome.output : ''}`);
  }
}
