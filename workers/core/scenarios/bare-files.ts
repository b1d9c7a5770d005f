import { BARE_ORDER_COUNT } from '../console/client.ts';
import { drawBytes } from '../console/files.ts';
import { createFile, writeFile } from '../storage/volume.ts';
import {
  BOOK_PATH,
  drawGoods,
  encodeOrder,
  encodeTotals,
  JOURNAL_PATH,
  JOURNAL_RECORDS,
  RECORD_BYTES,
  TOTALS_PATH,
} from '../workload/order-book.ts';
import type { Volume, World } from '../world.ts';
import { Prng } from '../prng.ts';

/** Bytes that FIRST's `S:` holds in all. */
const FIRST_DISK_BYTES = 2 * 1_048_576;

const DOCUMENTS = [
  'handbook.doc',
  'price-list.xls',
  'floor-plan.bmp',
  'suppliers.mdb',
  'letter-to-bank.doc',
  'stock-2001.xls',
  'catalogue.pdf',
  'minutes-july.doc',
  'minutes-june.doc',
  'insurance.doc',
  'staff.mdb',
  'holidays.txt',
];

/** 500 orders and a dozen documents, made from the seed. */
export function fillFirstDisk(world: World): void {
  const volume = world.clusters.first.disks.find((disk) => disk.volume !== null)?.volume;
  if (volume === undefined || volume === null) throw new Error('FIRST has no shared disk');
  const writtenBytes = writeOrders(world, volume);
  writeDocuments(world, volume, FIRST_DISK_BYTES - writtenBytes);
}

function writeOrders(world: World, volume: Volume): number {
  const { kernel, workload } = world;
  const book = new Uint8Array(BARE_ORDER_COUNT * RECORD_BYTES);
  const journal = new Uint8Array(JOURNAL_RECORDS * RECORD_BYTES);
  const random = new Prng(world.seed, 3);
  for (let number = 1; number <= BARE_ORDER_COUNT; number++) {
    const record = encodeOrder(kernel, number, 0, 'A1', drawGoods(random));
    book.set(record, (number - 1) * RECORD_BYTES);
    journal.set(record, (number % JOURNAL_RECORDS) * RECORD_BYTES);
    workload.acknowledged.push({ number, atMs: 0, by: 'first' });
  }
  workload.nextNumber = BARE_ORDER_COUNT + 1;
  workload.lastAcknowledged = BARE_ORDER_COUNT;
  const totals = encodeTotals(BARE_ORDER_COUNT, BARE_ORDER_COUNT);
  put(world, volume, BOOK_PATH, book);
  put(world, volume, JOURNAL_PATH, journal);
  put(world, volume, TOTALS_PATH, totals);
  return book.length + journal.length + totals.length;
}

/** Documents of uneven sizes that together fill the rest. */
function writeDocuments(world: World, volume: Volume, totalBytes: number): void {
  const random = new Prng(world.seed, 4);
  const shares = DOCUMENTS.map(() => 1 + random.below(16));
  const shareSum = shares.reduce((sum, share) => sum + share, 0);
  let leftBytes = totalBytes;
  DOCUMENTS.forEach((name, index) => {
    const isLast = index === DOCUMENTS.length - 1;
    const sizeBytes = isLast
      ? leftBytes
      : Math.floor((totalBytes * (shares[index] ?? 1)) / shareSum);
    leftBytes -= sizeBytes;
    put(world, volume, `\\Docs\\${name}`, drawBytes(random.next32(), sizeBytes));
  });
}

function put(world: World, volume: Volume, path: string, bytes: Uint8Array): void {
  writeFile(world.kernel, volume, createFile(volume, path, 0), 0, bytes, 0);
}
