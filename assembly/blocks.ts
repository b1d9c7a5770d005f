/** What is done with blocks: checksum, compare, copy, look for zeros. Indexes are checked by the caller. */
import { listBits, setBit, setBits, clearBits } from './bitmap';
import {
  BLOCK_BYTES,
  blockAt,
  blocksOf,
  changeMarksOf,
  checksumsOf,
  diskTotal,
  marksArea,
  regionStart,
  stagingArea,
} from './layout';
import {
  SHORT_BYTES_MAX,
  absorbLast,
  absorbPart,
  beginLong,
  copyBlock,
  hashBlock,
  hashShort,
} from './xxh3';

/** Bytes that are looked at before the next decision whether to go on. */
const LOOK_BYTES: usize = 128;

/** Gives every block of every disk the checksum of a block of zeros, which new memory holds. */
export function storeZeroChecksums(): void {
  const zeroChecksum = hashBlock(stagingArea());
  for (let disk: u32 = 0; disk < diskTotal(); disk++) {
    const checksums = checksumsOf(disk);
    const blocks = blocksOf(disk);
    for (let block: u32 = 0; block < blocks; block++)
      store<u64>(checksums + (block << 3), zeroChecksum);
  }
}

/** Renews the stored checksums of a run. */
export function storeChecksums(disk: u32, first: u32, count: u32): void {
  const checksums = checksumsOf(disk) + (first << 3);
  const start = blockAt(disk, first);
  for (let i: u32 = 0; i < count; i++) {
    store<u64>(checksums + (i << 3), hashBlock(start + i * BLOCK_BYTES));
  }
}

/** Copies bytes to a disk and renews the checksums of the blocks that they touch; what is copied does not overlap. */
export function storeCopied(from: usize, disk: u32, offset: u32, length: u32): void {
  const checksums = checksumsOf(disk);
  const start = regionStart(disk);
  const end = offset + length;
  while (offset < end) {
    const block = offset / BLOCK_BYTES;
    const blockStart = block * BLOCK_BYTES;
    const part = min(end, blockStart + BLOCK_BYTES) - offset;
    let checksum: u64;
    if (part == BLOCK_BYTES) {
      checksum = copyBlock(from, start + offset);
    } else {
      memory.copy(start + offset, from, part);
      checksum = hashBlock(start + blockStart);
    }
    store<u64>(checksums + (block << 3), checksum);
    from += part;
    offset += part;
  }
}

/** Lists the blocks of a run whose bytes do not match their stored checksum. Returns how many. */
export function listDamaged(disk: u32, first: u32, count: u32, list: usize): u32 {
  const checksums = checksumsOf(disk) + (first << 3);
  const start = blockAt(disk, first);
  let found: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (load<u64>(checksums + (i << 3)) == hashBlock(start + i * BLOCK_BYTES)) continue;
    store<u32>(list + (found << 2), first + i);
    found++;
  }
  return found;
}

/** Lists the blocks of a run that hold only zeros. Returns how many. */
export function listZero(disk: u32, first: u32, count: u32, list: usize): u32 {
  const start = blockAt(disk, first);
  let found: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (!isZero(start + i * BLOCK_BYTES)) continue;
    store<u32>(list + (found << 2), first + i);
    found++;
  }
  return found;
}

function isZero(block: usize): bool {
  for (let offset: usize = 0; offset < BLOCK_BYTES; offset += LOOK_BYTES) {
    const at = block + offset;
    const low = v128.or(
      v128.or(v128.load(at), v128.load(at, 16)),
      v128.or(v128.load(at, 32), v128.load(at, 48)),
    );
    const high = v128.or(
      v128.or(v128.load(at, 64), v128.load(at, 80)),
      v128.or(v128.load(at, 96), v128.load(at, 112)),
    );
    if (v128.any_true(v128.or(low, high))) return false;
  }
  return true;
}

/** The bits in which 32 bytes of two places differ. */
@inline
function difference(a: usize, b: usize): v128 {
  return v128.or(
    v128.xor(v128.load(a), v128.load(b)),
    v128.xor(v128.load(a, 16), v128.load(b, 16)),
  );
}

function isDifferent(a: usize, b: usize): bool {
  for (let offset: usize = 0; offset < BLOCK_BYTES; offset += LOOK_BYTES) {
    const left = a + offset;
    const right = b + offset;
    const low = v128.or(difference(left, right), difference(left + 32, right + 32));
    const high = v128.or(difference(left + 64, right + 64), difference(left + 96, right + 96));
    if (v128.any_true(v128.or(low, high))) return true;
  }
  return false;
}

/** Marks the positions at which two runs differ. Returns how many. */
export function markDifferent(a: usize, b: usize, count: u32): u32 {
  const marks = marksArea();
  clearBits(marks, count);
  let found: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (!isDifferent(a + i * BLOCK_BYTES, b + i * BLOCK_BYTES)) continue;
    setBit(marks, i);
    found++;
  }
  return found;
}

/** Copies the marked blocks of a run and their checksums, ascending. Returns how many. */
export function copyMarkedBlocks(
  disk: u32,
  first: u32,
  otherDisk: u32,
  otherFirst: u32,
  count: u32,
  list: usize,
): u32 {
  const found = listBits(marksArea(), count, list);
  const from = blockAt(disk, first);
  const to = blockAt(otherDisk, otherFirst);
  const fromChecksums = checksumsOf(disk) + (first << 3);
  const toChecksums = checksumsOf(otherDisk) + (otherFirst << 3);
  const changeMarks = changeMarksOf(otherDisk);
  for (let i: u32 = 0; i < found; i++) {
    const position = load<u32>(list + (i << 2));
    memory.copy(to + position * BLOCK_BYTES, from + position * BLOCK_BYTES, BLOCK_BYTES);
    store<u64>(toChecksums + (position << 3), load<u64>(fromChecksums + (position << 3)));
    setBit(changeMarks, otherFirst + position);
  }
  return found;
}

/** Marks as changed the blocks that a range of bytes touches, if the region is a disk. */
export function markTouched(region: u32, offset: u32, length: u32): void {
  if (region >= diskTotal() || length == 0) return;
  const first = offset / BLOCK_BYTES;
  const last = (offset + length - 1) / BLOCK_BYTES;
  setBits(changeMarksOf(region), first, last - first + 1);
}

/**
 * Hash of a file whose blocks lie scattered.
 *
 * @param runs how many runs the list holds, each a first block and a count; they hold the size, the last one
 * no more than its end
 */
export function hashRuns(disk: u32, list: usize, runs: u32, size: u32): u64 {
  if (size <= SHORT_BYTES_MAX)
    return hashShort(size == 0 ? 0 : blockAt(disk, load<u32>(list)), size);
  beginLong();
  let left = size;
  for (let run: u32 = 0; run < runs; run++) {
    const at = blockAt(disk, load<u32>(list + (run << 3)));
    const bytes = load<u32>(list + (run << 3), 4) * BLOCK_BYTES;
    if (bytes >= left) return absorbLast(at, left);
    absorbPart(at, bytes);
    left -= bytes;
  }
  return 0;
}
