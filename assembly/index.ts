/**
 * The block core: every export, and nothing else.
 *
 * A layout is declared first (`addDisk`…, `addBytes`…, `endLayout`), on a memory of any size to learn how much
 * is needed, then on a memory of that size, which `begin` makes ready. Disks are the first regions. Each export
 * asserts its ranges; the loops behind them do not. Block lists go in and out through the list area.
 */
import { clearBit, listBits, testBit } from './bitmap';
import {
  copyMarkedBlocks,
  hashRuns,
  listDamaged,
  listZero,
  markDifferent,
  markTouched,
  storeChecksums,
  storeCopied,
  storeZeroChecksums,
} from './blocks';
import {
  BLOCK_BYTES,
  REGIONS_MAX,
  STAGING_BYTES,
  blockAt,
  blocksOf,
  changeMarksOf,
  checksumsOf,
  diskTotal,
  holdsBlocks,
  holdsBytes,
  layoutBytes,
  layoutDisk,
  layoutEnd,
  listArea,
  listEntriesMax,
  marksArea,
  regionStart,
  regionTotal,
  stagingArea,
} from './layout';
import { absorbLast, absorbPart, beginLong, hashWhole } from './xxh3';

export { BLOCK_BYTES, REGIONS_MAX, STAGING_BYTES };

/** Declares a disk. Disks come before byte regions. */
export function addDisk(blocks: u32): void {
  assert(regionTotal() < REGIONS_MAX, 'too many regions');
  assert(diskTotal() == regionTotal(), 'disks come before byte regions');
  layoutDisk(blocks);
}

/** Declares a region of plain bytes. */
export function addBytes(bytes: u32): void {
  assert(regionTotal() < REGIONS_MAX, 'too many regions');
  layoutBytes(bytes);
}

/** Ends the layout. Returns the bytes of memory it needs; a double, as it may exceed 32 bits. */
export function endLayout(): f64 {
  assert(regionTotal() > 0, 'a layout needs a region');
  return <f64>layoutEnd();
}

/** Makes new memory ready: every block is zero, so is every checksum that of a zero block. */
export function begin(): void {
  assert((<u64>memory.size()) << 16 >= <u64>listArea(), 'memory smaller than the layout');
  storeZeroChecksums();
}

/** Address of a region. */
export function startOf(region: u32): usize {
  assert(region < regionTotal(), 'no such region');
  return regionStart(region);
}

/** Address of the staging area, `STAGING_BYTES` long. */
export function startOfStaging(): usize {
  return stagingArea();
}

/** Address of the list, u32 entries. */
export function startOfList(): usize {
  return listArea();
}

/** How many entries the list can hold. */
export function listCapacity(): u32 {
  return listEntriesMax();
}

/** Marks the touched blocks changed, if the region is a disk: what a writer from outside calls. */
export function markChanged(region: u32, offset: u32, length: u32): void {
  assert(holdsBytes(region, offset, length), 'range outside its region');
  markTouched(region, offset, length);
}

/** Copies bytes between two regions or within one. */
export function copyBytes(from: u32, fromOffset: u32, to: u32, toOffset: u32, length: u32): void {
  assert(holdsBytes(from, fromOffset, length), 'range outside its region');
  assert(holdsBytes(to, toOffset, length), 'range outside its region');
  memory.copy(regionStart(to) + toOffset, regionStart(from) + fromOffset, length);
  markTouched(to, toOffset, length);
}

/** As `copyBytes` onto a disk, not overlapping, with the checksums of the touched blocks renewed. */
export function copyToDisk(from: u32, fromOffset: u32, disk: u32, offset: u32, length: u32): void {
  assert(holdsBytes(from, fromOffset, length), 'range outside its region');
  assert(disk < diskTotal() && holdsBytes(disk, offset, length), 'range outside its disk');
  storeCopied(regionStart(from) + fromOffset, disk, offset, length);
  markTouched(disk, offset, length);
}

/** Fills bytes with zero. */
export function zeroBytes(region: u32, offset: u32, length: u32): void {
  assert(holdsBytes(region, offset, length), 'range outside its region');
  memory.fill(regionStart(region) + offset, 0, length);
  markTouched(region, offset, length);
}

/** Renews the stored checksums of a run. */
export function checksumBlocks(disk: u32, first: u32, count: u32): void {
  assert(holdsBlocks(disk, first, count), 'blocks outside their disk');
  storeChecksums(disk, first, count);
}

/** The stored checksum of a block. */
export function storedChecksum(disk: u32, block: u32): u64 {
  assert(holdsBlocks(disk, block, 1), 'blocks outside their disk');
  return load<u64>(checksumsOf(disk) + (block << 3));
}

/** Lists the blocks whose bytes do not match their stored checksum. Returns how many. */
export function findDamaged(disk: u32, first: u32, count: u32): u32 {
  assert(holdsBlocks(disk, first, count), 'blocks outside their disk');
  return listDamaged(disk, first, count, listArea());
}

/** Lists the blocks of nothing but zero bytes. Returns how many. */
export function findZero(disk: u32, first: u32, count: u32): u32 {
  assert(holdsBlocks(disk, first, count), 'blocks outside their disk');
  return listZero(disk, first, count, listArea());
}

/** Compares two runs by their bytes and marks what differs. Returns how many do. */
export function compareBlocks(
  disk: u32,
  first: u32,
  otherDisk: u32,
  otherFirst: u32,
  count: u32,
): u32 {
  assert(holdsBlocks(disk, first, count), 'blocks outside their disk');
  assert(holdsBlocks(otherDisk, otherFirst, count), 'blocks outside their disk');
  return markDifferent(blockAt(disk, first), blockAt(otherDisk, otherFirst), count);
}

/** Whether the last comparison marked this position. */
export function isMarked(position: u32): bool {
  assert(position < listEntriesMax() >> 1, 'position outside every disk');
  return testBit(marksArea(), position);
}

/** Copies the marked blocks of the first run to the second, checksums along. Returns how many. */
export function copyMarked(
  disk: u32,
  first: u32,
  otherDisk: u32,
  otherFirst: u32,
  count: u32,
): u32 {
  assert(holdsBlocks(disk, first, count), 'blocks outside their disk');
  assert(holdsBlocks(otherDisk, otherFirst, count), 'blocks outside their disk');
  return copyMarkedBlocks(disk, first, otherDisk, otherFirst, count, listArea());
}

/** Lists the changed blocks of a disk. Returns how many. */
export function findChanged(disk: u32): u32 {
  assert(disk < diskTotal(), 'no such disk');
  return listBits(changeMarksOf(disk), blocksOf(disk), listArea());
}

/** Forgets the change marks of the blocks in the list, each within the disk. */
export function clearChanged(disk: u32, count: u32): void {
  assert(disk < diskTotal(), 'no such disk');
  assert(count <= listEntriesMax(), 'more blocks than the list holds');
  const list = listArea();
  const marks = changeMarksOf(disk);
  for (let i: u32 = 0; i < count; i++) clearBit(marks, load<u32>(list + (i << 2)));
}

/** XXH3-64 of a file whose runs stand in the list, in pairs of first block and count, each within the disk. */
export function hashFile(disk: u32, runs: u32, size: u32): u64 {
  assert(disk < diskTotal(), 'no such disk');
  assert(runs <= listEntriesMax() >> 1, 'more runs than the list holds');
  return hashRuns(disk, listArea(), runs, size);
}

/** XXH3-64 of bytes in the staging area. */
export function hashStaged(length: u32): u64 {
  assert(length <= STAGING_BYTES, 'more bytes than the staging area holds');
  return hashWhole(stagingArea(), length);
}

/** Begins the hash of more bytes than the staging area holds. */
export function hashBegin(): void {
  beginLong();
}

/** Goes on with a full staging area. */
export function hashFull(): void {
  absorbPart(stagingArea(), STAGING_BYTES);
}

/** Ends with what is left in the staging area, 1 byte or more. */
export function hashEnd(length: u32): u64 {
  assert(length > 0 && length <= STAGING_BYTES, 'length outside the staging area');
  return absorbLast(stagingArea(), length);
}
