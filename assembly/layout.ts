/**
 * The regions of linear memory.
 *
 * Memory is imported, sized once and never grown. In order: static data, the staging area, the regions (disks
 * first, each followed by its checksums and its change marks), then what one call leaves for the next: the
 * marks of the last comparison and the list of block indexes.
 *
 * The layout needs no memory beyond the first page, so a caller learns the size from a throw-away instance.
 */

/** Bytes in a block. */
export const BLOCK_BYTES: u32 = 4096;
/** Most regions of one memory, disks and byte regions together. */
export const REGIONS_MAX: u32 = 64;
/** Bytes that fit into the staging area at once. A multiple of 1024, so that a hash can go on after it. */
export const STAGING_BYTES: u32 = 65536;

const CHECKSUM_BYTES: u32 = 8;
/** An entry of the list holds a block index, or a run of blocks in two entries. */
const LIST_BYTES_PER_BLOCK: u32 = 8;

/** One region: start, bytes, start of its checksums, start of its change marks; four u32. */
const ENTRY_BYTES: u32 = 16;
const table: usize = memory.data(<i32>(REGIONS_MAX * ENTRY_BYTES), 16);

let regions: u32 = 0;
let disks: u32 = 0;
let largestDiskBlocks: u32 = 0;
let staging: usize = 0;
let marksAt: usize = 0;
let listAt: usize = 0;
/** Wider than an address, so that a layout too large for one memory is seen as such. */
let cursor: u64 = 0;

function take(bytes: u64, alignment: u64): usize {
  cursor = (cursor + alignment - 1) & ~(alignment - 1);
  const start = cursor;
  cursor += bytes;
  return <usize>start;
}

/** Bytes of a bitmap: whole 64-bit words. */
function bitmapBytes(bits: u32): u64 {
  return ((<u64>bits + 63) >> 6) << 3;
}

function addRegion(bytes: u64): usize {
  if (regions == 0) {
    cursor = <u64>__heap_base;
    staging = take(STAGING_BYTES, BLOCK_BYTES);
  }
  const entry = table + regions * ENTRY_BYTES;
  store<u32>(entry, <u32>take(bytes, BLOCK_BYTES));
  store<u32>(entry, <u32>bytes, 4);
  regions++;
  return entry;
}

/** Adds a disk; its index is the number of disks before it. */
export function layoutDisk(blocks: u32): void {
  const entry = addRegion(<u64>blocks * BLOCK_BYTES);
  store<u32>(entry, <u32>take(<u64>blocks * CHECKSUM_BYTES, 64), 8);
  store<u32>(entry, <u32>take(bitmapBytes(blocks), 64), 12);
  if (blocks > largestDiskBlocks) largestDiskBlocks = blocks;
  disks++;
}

/** Adds a region of plain bytes. */
export function layoutBytes(bytes: u32): void {
  addRegion(bytes);
}

/** Ends the layout. Returns the bytes of memory that it needs, which may exceed what an address can hold. */
export function layoutEnd(): u64 {
  marksAt = take(bitmapBytes(largestDiskBlocks), 64);
  listAt = take(<u64>largestDiskBlocks * LIST_BYTES_PER_BLOCK, 64);
  return cursor;
}

export function regionTotal(): u32 {
  return regions;
}
export function diskTotal(): u32 {
  return disks;
}
export function stagingArea(): usize {
  return staging;
}
/** Marks of the last comparison, bit 0 its first block. */
export function marksArea(): usize {
  return marksAt;
}
/** Block indexes going in or out, u32 each. */
export function listArea(): usize {
  return listAt;
}
/** How many u32 the list holds. */
export function listEntriesMax(): u32 {
  return largestDiskBlocks * (LIST_BYTES_PER_BLOCK >> 2);
}

export function regionStart(region: u32): usize {
  return load<u32>(table + region * ENTRY_BYTES);
}
export function regionBytes(region: u32): u32 {
  return load<u32>(table + region * ENTRY_BYTES, 4);
}
export function checksumsOf(disk: u32): usize {
  return load<u32>(table + disk * ENTRY_BYTES, 8);
}
export function changeMarksOf(disk: u32): usize {
  return load<u32>(table + disk * ENTRY_BYTES, 12);
}
export function blocksOf(disk: u32): u32 {
  return regionBytes(disk) / BLOCK_BYTES;
}
export function blockAt(disk: u32, block: u32): usize {
  return regionStart(disk) + block * BLOCK_BYTES;
}

/** Whether these bytes lie within the region. */
export function holdsBytes(region: u32, offset: u32, length: u32): bool {
  return region < regions && <u64>offset + <u64>length <= <u64>regionBytes(region);
}
/** Whether these blocks lie within the disk. */
export function holdsBlocks(disk: u32, first: u32, count: u32): bool {
  return disk < disks && <u64>first + <u64>count <= <u64>blocksOf(disk);
}
