/** Saving: a full mirror onto storage, beside the plainest loops over IndexedDB. */
import type { BenchmarkRow } from '../api.ts';
import { noiseBytes } from './block-core-rows.ts';
import { contest, rowBeside, rowLimit, type Contestant, type Tell } from './contest.ts';
import { MeasuredLab } from './measured-lab.ts';
import {
  BLOCK_SHAPES,
  quickestShape,
  RawDatabase,
  RECORD_SHAPES,
  shapeText,
  type RecordShape,
} from './raw-indexed-db.ts';
import {
  cloned,
  CLONED,
  encoded,
  ENCODED,
  HANDED_OVER,
  handedOver,
  MIRRORED,
  mirroredInMemory,
  oneAfterAnother,
} from './store-limits.ts';

const DISK_MIB = 36;
const FILE_BYTES = 32 * 2 ** 20;
/** Bytes with which shapes are tried: a record a block is slow. */
const TRIAL_BYTES = 32 * 2 ** 20;
const PACE = { turns: 1, passes: 1, warmUps: 0 };
const SPEED = { unit: 'MB/s', scale: 1e6 };
const OURS = 'full mirror, stored';
const BEST_LOOP = 'quickest raw loop';
const REPLACING = 'raw loop over the records that are there';
const BLOCK_LOOP = 'a record each 4 KiB';

/** Somebody else's block file system on IndexedDB. */
export interface FileSystemOpponent extends Contestant {
  /** Deletes what it stored. */
  readonly drop: () => Promise<void>;
}

/** Makes an opponent that writes these bytes to a file and waits until they are stored. */
export type MakeFileSystem = (bytes: Uint8Array<ArrayBuffer>) => Promise<FileSystemOpponent>;

/** Measures storage; figures are MB/s of what was mirrored. */
export async function storeRows(
  module: WebAssembly.Module,
  tell: Tell,
  fileSystems: readonly MakeFileSystem[] = [],
): Promise<BenchmarkRow[]> {
  const bytes = noiseBytes(FILE_BYTES);
  const database = await RawDatabase.open('failover-lab-benchmark:raw');
  const lab = new MeasuredLab(module, 'benchmark', DISK_MIB);
  const memoryLab = new MeasuredLab(module, 'benchmark-memory', DISK_MIB, 'memory');
  const clones = cloned(bytes);
  const others: FileSystemOpponent[] = [];
  try {
    const trial = bytes.subarray(0, TRIAL_BYTES);
    const best = await quickestShape(database, RECORD_SHAPES, trial);
    const block = await quickestShape(database, BLOCK_SHAPES, trial.subarray(0, TRIAL_BYTES / 8));
    tell(`quickest shapes: ${shapeText(best)}; of blocks ${shapeText(block)}`, 0.1);
    for (const one of [lab, memoryLab]) {
      await one.open();
      await one.fill(FILE_BYTES);
    }
    for (const make of fileSystems) others.push(await make(bytes));
    const speeds = await contest(
      [
        storedMirror(lab),
        rawLoop(BEST_LOOP, database, best, bytes),
        { name: REPLACING, amount: FILE_BYTES, work: () => database.write(bytes, best) },
        rawLoop(BLOCK_LOOP, database, block, bytes),
        mirroredInMemory(memoryLab, FILE_BYTES),
        encoded(module, bytes),
        handedOver(bytes),
        clones,
        ...others,
      ],
      PACE,
      SPEED,
      (text, share) => {
        tell(text, 0.1 + share * 0.9);
      },
    );
    await lab.verify();
    const ours = speeds.of(OURS);
    const row = (against: string, speed: number, bar: number): BenchmarkRow =>
      rowBeside(`full mirror stored, beside ${against}`, ours, speed, SPEED.unit, bar);
    const raw = speeds.of(BEST_LOOP);
    const limit = (what: string, speed: number): BenchmarkRow =>
      rowLimit(`${what}, beside the quickest raw IndexedDB loop`, speed, raw, SPEED.unit);
    const rows = [
      row('the quickest raw IndexedDB loop', raw, 0.9),
      limit(
        'mirrored in memory, hashed, encoded, then the raw loop',
        oneAfterAnother(speeds.of(MIRRORED), speeds.of(ENCODED), raw),
      ),
      ...[REPLACING, MIRRORED, ENCODED, HANDED_OVER, CLONED].map((name) =>
        limit(name, speeds.of(name)),
      ),
      row('one record each 4 KiB block', speeds.of(BLOCK_LOOP), 4),
    ];
    if (others.length === 0) return rows;
    return [
      ...rows,
      row('a file system on IndexedDB', speeds.best(others.map(({ name }) => name)), 1),
    ];
  } finally {
    clones.drop();
    await Promise.all([
      lab.drop(),
      memoryLab.drop(),
      database.drop(),
      ...others.map((one) => one.drop()),
    ]);
  }
}

function storedMirror(lab: MeasuredLab): Contestant {
  return {
    name: OURS,
    amount: FILE_BYTES,
    prepare: () => lab.forgetTwin(),
    work: () => lab.mirror(),
  };
}

function rawLoop(
  name: string,
  database: RawDatabase,
  shape: RecordShape,
  bytes: Uint8Array<ArrayBuffer>,
): Contestant {
  return {
    name,
    amount: bytes.length,
    prepare: () => database.clear(),
    work: () => database.write(bytes, shape),
  };
}
