/** The largest disk there is: mirrored, stored, opened again, compared with what is stored. */
import type { BenchmarkRow } from '../api.ts';
import { noiseBytes } from './block-core-rows.ts';
import { contest, rowAsked, rowBeside, type Tell } from './contest.ts';
import { MeasuredLab } from './measured-lab.ts';
import { quickestShape, RawDatabase, RECORD_SHAPES, shapeText } from './raw-indexed-db.ts';

const DISK_MIB = 256;
const FILE_BYTES = 248 * 2 ** 20;
const TRIAL_BYTES = 32 * 2 ** 20;
const PACE = { turns: 1, passes: 1, warmUps: 0 };
const SPEED = { unit: 'MB/s', scale: 1e6 };
/** A disk of 64 MiB is there again within a second. */
const REOPEN_ASKED = (64 * 2 ** 20) / SPEED.scale;

/** Measures a lab of two disks of 256 MiB; figures are MB/s of one of them. */
export async function wholeDiskRows(
  module: WebAssembly.Module,
  tell: Tell,
): Promise<BenchmarkRow[]> {
  const database = await RawDatabase.open('failover-lab-benchmark:raw-disk');
  const lab = new MeasuredLab(module, 'benchmark-disk', DISK_MIB);
  try {
    const bytes = noiseBytes(FILE_BYTES);
    const shape = await quickestShape(database, RECORD_SHAPES, bytes.subarray(0, TRIAL_BYTES));
    tell(`quickest shape: ${shapeText(shape)}`, 0.05);
    const speeds = await contest(
      [
        {
          name: 'mirrored and stored',
          amount: FILE_BYTES,
          prepare: () => renew(lab),
          work: () => lab.mirror(),
        },
        {
          name: 'opened again and verified',
          amount: FILE_BYTES,
          prepare: () => lab.close(),
          work: () => reopen(lab),
        },
        {
          name: 'raw loop',
          amount: FILE_BYTES,
          prepare: () => database.clear(),
          work: () => database.write(bytes, shape),
        },
        // What opening cannot be quicker than: it reads two disks.
        {
          name: 'raw loop, read back',
          amount: FILE_BYTES,
          work: async () => {
            const found = await database.read();
            if (found !== FILE_BYTES) throw new Error(`${found} bytes, expected ${FILE_BYTES}`);
          },
        },
      ],
      PACE,
      SPEED,
      (text, share) => {
        tell(text, 0.05 + share * 0.95);
      },
    );
    const stored = speeds.of('mirrored and stored');
    return [
      rowBeside(
        'disk of 256 MiB mirrored and stored, beside the quickest raw IndexedDB loop',
        stored,
        speeds.of('raw loop'),
        SPEED.unit,
        0.9,
      ),
      rowAsked(
        'disk of 256 MiB opened again and verified',
        speeds.of('opened again and verified'),
        REOPEN_ASKED,
        SPEED.unit,
      ),
    ];
  } finally {
    await Promise.all([lab.drop(), database.drop()]);
  }
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
