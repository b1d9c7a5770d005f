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

const DISK_MIB = 64;
const FILE_BYTES = 60 * 2 ** 20;
const WRITES = 16_384;
/** Writes between two moments of virtual time. */
const WRITES_AT_ONCE = 64;
const IDLE_MS = 4 * 3600 * 1000;
/** Virtual ms between two looks whether a mirror is complete. */
const LOOK_EVERY_MS = 500;
/** Virtual ms after which a mirror counts as stuck. */
const MIRROR_WITHIN_MS = 600_000;

/** Measures the core alone: no worker, no storage. */
export async function replicationRows(
  module: WebAssembly.Module,
  tell: Tell,
): Promise<BenchmarkRow[]> {
  const lab = openLab(module);
  for (const line of [...fastLinkLines(), fillLine(FILE_BYTES)]) runLine(lab, line);
  settle(lab);
  const bytes = await contest(
    [mirror(lab), memoryCopy(module)],
    { turns: 4, passes: 1, warmUps: 1 },
    { unit: 'GB/s', scale: 1e9 },
    (text, share) => {
      tell(text, share / 2);
    },
  );
  const writes = await contest(
    [smallWrites(lab)],
    { turns: 2, passes: 1, warmUps: 1 },
    { unit: 'writes/s', scale: 1 },
    (text, share) => {
      tell(text, 0.5 + share / 4);
    },
  );
  const idle = await contest(
    [idlePair(openLab(module))],
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
    amount: FILE_BYTES,
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
  const blocks = FILE_BYTES / BLOCK_BYTES;
  const kernel = createWasmKernel(module, { diskBlocks: [blocks, blocks], queueBytes: [] });
  return {
    name: 'memory.copy',
    amount: FILE_BYTES,
    work: () => {
      kernel.copy(0, 0, 1, 0, FILE_BYTES);
    },
  };
}

/** A program on the source writes all over its file; each write is queued, sent, applied, checksummed, acknowledged. */
function smallWrites(lab: Lab): Contestant {
  const write = openForWriting(lab, 'A1', BIG_FILE);
  if (typeof write !== 'function') throw new Error(write.output);
  const block = new Uint8Array(BLOCK_BYTES);
  const blocks = FILE_BYTES / BLOCK_BYTES;
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

function openLab(module: WebAssembly.Module): Lab {
  const options = { scenario: 'protected', seed: 2001, diskMiB: DISK_MIB } as const;
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
