/** The largest disk there is: mirrored, stored, opened again, compared with what is stored. */
import type { BenchmarkRow, Run } from '../api.ts';
import { noiseBytes } from './block-core-rows.ts';
import {
  contest,
  figure,
  rowAsked,
  rowBeside,
  rowLimit,
  type Contestant,
  type Speeds,
  type Tell,
} from './contest.ts';
import { MeasuredLab } from './measured-lab.ts';
import {
  quickestShape,
  RawDatabase,
  RECORD_SHAPES,
  shapeText,
  type RecordShape,
} from './raw-indexed-db.ts';
import { encoded, ENCODED, MIRRORED, mirroredInMemory, oneAfterAnother } from './store-limits.ts';

const DISK_MIB = 256;
const FILE_BYTES = 248 * 2 ** 20;
const TRIAL_BYTES = 32 * 2 ** 20;
/** A memory lab that is to become another one begins small. */
const DISK_MIB_MIN = 4;
const PACE = { turns: 1, passes: 1, warmUps: 0 };
const SPEED = { unit: 'MB/s', scale: 1e6 };
/** A disk of 64 MiB is there again within a second. */
const REOPEN_ASKED = (64 * 2 ** 20) / SPEED.scale;
const STORED_BAR = 0.9;
/** What is opened again is both clusters' disks; figures are of one. */
const DISKS_READ = 2;
const STORED = 'mirrored and stored';
const OPENED = 'opened again and verified';
const REPLAYED = 'run replayed in memory alone';
const RAW_WRITTEN = 'raw loop';
const RAW_REPLACED = 'raw loop, over the records that are there';
const RAW_READ = 'raw loop, read back';

/** Measures a lab of two disks of 256 MiB; figures are MB/s of one of them. */
export async function wholeDiskRows(
  module: WebAssembly.Module,
  tell: Tell,
): Promise<BenchmarkRow[]> {
  const database = await RawDatabase.open('failover-lab-benchmark:raw-disk');
  const lab = new MeasuredLab(module, 'benchmark-disk', DISK_MIB);
  const memoryLab = new MeasuredLab(module, 'benchmark-memory', DISK_MIB_MIN, 'memory');
  try {
    const bytes = noiseBytes(FILE_BYTES);
    const trial = bytes.subarray(0, TRIAL_BYTES);
    const shape = await quickestShape(database, RECORD_SHAPES, trial);
    tell(`quickest shape: ${shapeText(shape)}`, 0.05);
    const speeds = await contest(
      [
        ...labContestants(lab, memoryLab),
        encoded(module, trial),
        ...rawContestants(database, memoryLab, bytes, shape),
      ],
      PACE,
      SPEED,
      (text, share) => {
        tell(text, 0.05 + share * 0.95);
      },
    );
    return rowsOf(speeds);
  } finally {
    await Promise.all([lab.drop(), memoryLab.drop(), database.drop()]);
  }
}

/** Never two labs of this size at once: each closes the one before it. */
function labContestants(lab: MeasuredLab, memoryLab: MeasuredLab): Contestant[] {
  let run: Run | null = null;
  return [
    {
      name: STORED,
      amount: FILE_BYTES,
      prepare: () => renew(lab),
      work: () => lab.mirror(),
    },
    {
      name: OPENED,
      amount: FILE_BYTES,
      prepare: () => {
        run = lab.run();
        return lab.close();
      },
      work: () => reopen(lab),
    },
    {
      name: REPLAYED,
      amount: FILE_BYTES,
      prepare: async () => {
        await lab.close();
        await memoryLab.open();
      },
      work: async () => {
        if (run !== null) await memoryLab.replay(run);
      },
    },
    mirroredInMemory(memoryLab, FILE_BYTES),
  ];
}

function rawContestants(
  database: RawDatabase,
  memoryLab: MeasuredLab,
  bytes: Uint8Array<ArrayBuffer>,
  shape: RecordShape,
): Contestant[] {
  return [
    {
      name: RAW_WRITTEN,
      amount: bytes.length,
      prepare: async () => {
        await memoryLab.close();
        await database.clear();
      },
      work: () => database.write(bytes, shape),
    },
    {
      name: RAW_REPLACED,
      amount: bytes.length,
      work: () => database.write(bytes, shape),
    },
    {
      name: RAW_READ,
      amount: bytes.length,
      work: async () => {
        const found = await database.read();
        if (found !== bytes.length) throw new Error(`${found} bytes, expected ${bytes.length}`);
      },
    },
  ];
}

function rowsOf(speeds: Speeds): BenchmarkRow[] {
  const { unit } = SPEED;
  const raw = speeds.of(RAW_WRITTEN);
  const loop = 'beside the quickest raw IndexedDB loop';
  const asked = `beside ${figure(REOPEN_ASKED)} ${unit}`;
  return [
    rowBeside(
      `disk of 256 MiB mirrored and stored, ${loop}`,
      speeds.of(STORED),
      raw,
      unit,
      STORED_BAR,
    ),
    rowLimit(
      `disk of 256 MiB mirrored in memory, hashed, encoded, then the raw loop, ${loop}`,
      oneAfterAnother(speeds.of(MIRRORED), speeds.of(ENCODED), raw),
      raw,
      unit,
    ),
    rowLimit(`disk of 256 MiB by the ${RAW_REPLACED}, ${loop}`, speeds.of(RAW_REPLACED), raw, unit),
    rowAsked('disk of 256 MiB opened again and verified', speeds.of(OPENED), REOPEN_ASKED, unit),
    rowLimit(`disk of 256 MiB, its ${REPLAYED}, ${asked}`, speeds.of(REPLAYED), REOPEN_ASKED, unit),
    rowLimit(
      `disk of 256 MiB and its twin, raw bytes read back alone, ${asked}`,
      speeds.of(RAW_READ) / DISKS_READ,
      REOPEN_ASKED,
      unit,
    ),
  ];
}

/** A run grows with every mirror: each round begins with a new one. */
async function renew(lab: MeasuredLab): Promise<void> {
  await lab.drop();
  await lab.open();
  await lab.fill(FILE_BYTES);
  await lab.forgetTwin();
}

async function reopen(lab: MeasuredLab): Promise<void> {
  const { resumed } = await lab.open();
  if (!resumed) throw new Error('What was stored was not found again.');
  await lab.verify();
}
