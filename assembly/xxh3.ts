/**
 * XXH3-64 with the default secret and seed 0, as in the specification of xxHash by Yann Collet.
 *
 * Inputs up to 240 bytes have paths of their own. Longer ones are absorbed in chunks of 1024 bytes, 16 stripes
 * of 64; the last stripe is always the last 64 bytes of the input, whether or not they were absorbed before.
 * A long input may come in parts, each but the last a multiple of 1024 bytes.
 */

const PRIME32_1: u64 = 0x9e3779b1;
const PRIME32_2: u64 = 0x85ebca77;
const PRIME32_3: u64 = 0xc2b2ae3d;
const PRIME64_1: u64 = 0x9e3779b185ebca87;
const PRIME64_2: u64 = 0xc2b2ae3d27d4eb4f;
const PRIME64_3: u64 = 0x165667b19e3779f9;
const PRIME64_4: u64 = 0x85ebca77c2b2ae63;
const PRIME64_5: u64 = 0x27d4eb2f165667c5;
const PRIME_MX1: u64 = 0x165667919e3779f9;
const PRIME_MX2: u64 = 0x9fb21c651e98df25;

/** Longest input of the short paths. */
export const SHORT_BYTES_MAX: u32 = 240;
const CHUNK_BYTES: u32 = 1024;
const CHUNK_STRIPES: u32 = 16;
const STRIPE_BYTES: u32 = 64;
/** Chunks of a block of the disks. */
const BLOCK_CHUNKS: u32 = 4;
/** How much further in the secret each stripe of a chunk begins. */
const SECRET_STRIPE_STEP: usize = 8;
const CHUNK_SECRET_BYTES: usize = 128;
/** Where in the secret each stage begins. */
const SECRET_SCRAMBLE: usize = 128;
const SECRET_LAST_STRIPE: usize = 121;
const SECRET_MERGE: usize = 11;

// prettier-ignore
const secret: usize = memory.data<u8>([
  0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
  0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
  0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
  0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
  0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
  0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
  0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
  0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
  0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
  0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
  0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
  0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
], 16);

/** The eight 64-bit lanes of a long hash in progress. */
const lanes: usize = memory.data(64, 16);
/** The last stripe, where it straddles two parts: first the end of the part before, then the last bytes. */
const carry: usize = memory.data(128, 16);
/** Bytes absorbed so far. */
let absorbedBytes: u64 = 0;


@inline
function multiplyFold(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const lowLow = aLow * bLow;
  const highLow = aHigh * bLow;
  const cross = (lowLow >> 32) + (highLow & 0xffffffff) + aLow * bHigh;
  const upper = (highLow >> 32) + (cross >> 32) + aHigh * bHigh;
  return upper ^ ((cross << 32) | (lowLow & 0xffffffff));
}


@inline
function avalanche(hash: u64): u64 {
  hash ^= hash >> 37;
  hash *= PRIME_MX1;
  return hash ^ (hash >> 32);
}


@inline
function avalancheXxh64(hash: u64): u64 {
  hash ^= hash >> 33;
  hash *= PRIME64_2;
  hash ^= hash >> 29;
  hash *= PRIME64_3;
  return hash ^ (hash >> 32);
}

/** 16 bytes of input mixed with 16 bytes of the secret. */
@inline
function mix16(at: usize, secretOffset: usize): u64 {
  return multiplyFold(
    load<u64>(at) ^ load<u64>(secret + secretOffset),
    load<u64>(at, 8) ^ load<u64>(secret + secretOffset, 8),
  );
}

/** Hash of at most 240 bytes. */
export function hashShort(at: usize, length: u32): u64 {
  if (length > 128) return hash129To240(at, length);
  if (length > 16) return hash17To128(at, length);
  if (length > 8) return hash9To16(at, length);
  if (length >= 4) return hash4To8(at, length);
  if (length > 0) return hash1To3(at, length);
  return avalancheXxh64(load<u64>(secret, 56) ^ load<u64>(secret, 64));
}

function hash1To3(at: usize, length: u32): u64 {
  const first = <u32>load<u8>(at);
  const middle = <u32>load<u8>(at + (length >> 1));
  const last = <u32>load<u8>(at + length - 1);
  const combined = (first << 16) | (middle << 24) | last | (length << 8);
  return avalancheXxh64((<u64>combined) ^ (<u64>(load<u32>(secret) ^ load<u32>(secret, 4))));
}

function hash4To8(at: usize, length: u32): u64 {
  const flip = load<u64>(secret, 8) ^ load<u64>(secret, 16);
  let hash = (((<u64>load<u32>(at)) << 32) + <u64>load<u32>(at + length - 4)) ^ flip;
  hash ^= rotl(hash, 49) ^ rotl(hash, 24);
  hash *= PRIME_MX2;
  hash ^= (hash >> 35) + <u64>length;
  hash *= PRIME_MX2;
  return hash ^ (hash >> 28);
}

function hash9To16(at: usize, length: u32): u64 {
  const low = load<u64>(at) ^ load<u64>(secret, 24) ^ load<u64>(secret, 32);
  const high = load<u64>(at + length - 8) ^ load<u64>(secret, 40) ^ load<u64>(secret, 48);
  return avalanche(<u64>length + bswap(low) + high + multiplyFold(low, high));
}

function hash17To128(at: usize, length: u32): u64 {
  const end = at + length;
  let hash = <u64>length * PRIME64_1;
  if (length > 96) hash += mix16(at + 48, 96) + mix16(end - 64, 112);
  if (length > 64) hash += mix16(at + 32, 64) + mix16(end - 48, 80);
  if (length > 32) hash += mix16(at + 16, 32) + mix16(end - 32, 48);
  return avalanche(hash + mix16(at, 0) + mix16(end - 16, 16));
}

function hash129To240(at: usize, length: u32): u64 {
  let hash = <u64>length * PRIME64_1;
  for (let offset: u32 = 0; offset < 128; offset += 16) hash += mix16(at + offset, offset);
  hash = avalanche(hash);
  const rounded = length & ~15;
  for (let offset: u32 = 128; offset < rounded; offset += 16)
    hash += mix16(at + offset, offset - 125);
  return avalanche(hash + mix16(at + length - 16, 119));
}

/** The low halves of `a` and `b` as one vector, to be multiplied by their high halves. */
@inline
function lowHalves(a: v128, b: v128): v128 {
  return v128.shuffle<u32>(a, b, 0, 2, 4, 6);
}


@inline
function highHalves(a: v128, b: v128): v128 {
  return v128.shuffle<u32>(a, b, 1, 3, 5, 7);
}
/** Both 64-bit halves, the other way round. */
@inline
function swapped(pair: v128): v128 {
  return v128.shuffle<u64>(pair, pair, 1, 0);
}


@inline
function scrambled(pair: v128, secretOffset: usize): v128 {
  const mixed = v128.xor(v128.xor(pair, i64x2.shr_u(pair, 47)), v128.load(secret + secretOffset));
  return i64x2.mul(mixed, i64x2.splat(PRIME32_1));
}

/** Sets the lanes to where every long hash begins. */
export function beginLong(): void {
  v128.store(lanes, i64x2(PRIME32_3, PRIME64_1));
  v128.store(lanes, i64x2(PRIME64_2, PRIME64_3), 16);
  v128.store(lanes, i64x2(PRIME64_4, PRIME32_2), 32);
  v128.store(lanes, i64x2(PRIME64_5, PRIME32_1), 48);
  absorbedBytes = 0;
}

/**
 * Absorbs whole chunks, then `stripes` single stripes (fewer than a chunk has) of the chunk after them, then, if
 * it is not 0, the stripe at `lastStripe`, which ends the input.
 *
 * Each lane gets the product of its own keyed halves and the input of its neighbour. The inputs are summed apart
 * and change places once a chunk, which saves a shuffle a vector. All of it is one loop, so that the lanes stay
 * in registers.
 */
function absorb(at: usize, chunks: u32, stripes: u32, lastStripe: usize): void {
  let lane01 = v128.load(lanes);
  let lane23 = v128.load(lanes, 16);
  let lane45 = v128.load(lanes, 32);
  let lane67 = v128.load(lanes, 48);
  let input10 = i64x2.splat(0);
  let input32 = i64x2.splat(0);
  let input54 = i64x2.splat(0);
  let input76 = i64x2.splat(0);
  let left = chunks > 0 ? CHUNK_STRIPES : stripes;
  let key = secret;
  for (;;) {
    while (left > 0) {
      const data01 = v128.load(at);
      const data23 = v128.load(at, 16);
      const key01 = v128.xor(data01, v128.load(key));
      const key23 = v128.xor(data23, v128.load(key, 16));
      const low0123 = lowHalves(key01, key23);
      const high0123 = highHalves(key01, key23);
      lane01 = i64x2.add(lane01, i64x2.extmul_low_i32x4_u(low0123, high0123));
      lane23 = i64x2.add(lane23, i64x2.extmul_high_i32x4_u(low0123, high0123));
      input10 = i64x2.add(input10, data01);
      input32 = i64x2.add(input32, data23);
      const data45 = v128.load(at, 32);
      const data67 = v128.load(at, 48);
      const key45 = v128.xor(data45, v128.load(key, 32));
      const key67 = v128.xor(data67, v128.load(key, 48));
      const low4567 = lowHalves(key45, key67);
      const high4567 = highHalves(key45, key67);
      lane45 = i64x2.add(lane45, i64x2.extmul_low_i32x4_u(low4567, high4567));
      lane67 = i64x2.add(lane67, i64x2.extmul_high_i32x4_u(low4567, high4567));
      input54 = i64x2.add(input54, data45);
      input76 = i64x2.add(input76, data67);
      at += STRIPE_BYTES;
      key += SECRET_STRIPE_STEP;
      left--;
    }
    if (chunks == 0 && lastStripe != 0) {
      at = lastStripe;
      key = secret + SECRET_LAST_STRIPE;
      left = 1;
      lastStripe = 0;
      continue;
    }
    lane01 = i64x2.add(lane01, swapped(input10));
    lane23 = i64x2.add(lane23, swapped(input32));
    lane45 = i64x2.add(lane45, swapped(input54));
    lane67 = i64x2.add(lane67, swapped(input76));
    if (chunks == 0) break;
    lane01 = scrambled(lane01, SECRET_SCRAMBLE);
    lane23 = scrambled(lane23, SECRET_SCRAMBLE + 16);
    lane45 = scrambled(lane45, SECRET_SCRAMBLE + 32);
    lane67 = scrambled(lane67, SECRET_SCRAMBLE + 48);
    input10 = i64x2.splat(0);
    input32 = i64x2.splat(0);
    input54 = i64x2.splat(0);
    input76 = i64x2.splat(0);
    chunks--;
    left = chunks > 0 ? CHUNK_STRIPES : stripes;
    key = secret;
  }
  v128.store(lanes, lane01);
  v128.store(lanes, lane23, 16);
  v128.store(lanes, lane45, 32);
  v128.store(lanes, lane67, 48);
}

/** Absorbs a part that is not the last: `bytes` is a multiple of 1024, not 0. */
export function absorbPart(at: usize, bytes: u32): void {
  absorb(at, bytes / CHUNK_BYTES, 0, 0);
  absorbedBytes += bytes;
  memory.copy(carry, at + bytes - STRIPE_BYTES, STRIPE_BYTES);
}

/** Absorbs the last part, 1 byte or more, and returns the hash of the whole, which is more than 240 bytes. */
export function absorbLast(at: usize, bytes: u32): u64 {
  const before = bytes - 1;
  let lastStripe = at + bytes - STRIPE_BYTES;
  if (bytes < STRIPE_BYTES) {
    memory.copy(carry + STRIPE_BYTES, at, bytes);
    lastStripe = carry + bytes;
  }
  absorb(at, before / CHUNK_BYTES, (before % CHUNK_BYTES) / STRIPE_BYTES, lastStripe);
  return mergedLanes(absorbedBytes + bytes);
}

function mergedLanes(total: u64): u64 {
  return merged(
    total,
    v128.load(lanes),
    v128.load(lanes, 16),
    v128.load(lanes, 32),
    v128.load(lanes, 48),
  );
}


@inline
function merged(total: u64, lane01: v128, lane23: v128, lane45: v128, lane67: v128): u64 {
  let hash = total * PRIME64_1;
  hash += mergedPair(lane01, SECRET_MERGE);
  hash += mergedPair(lane23, SECRET_MERGE + 16);
  hash += mergedPair(lane45, SECRET_MERGE + 32);
  hash += mergedPair(lane67, SECRET_MERGE + 48);
  return avalanche(hash);
}


@inline
function mergedPair(pair: v128, secretOffset: usize): u64 {
  const mixed = v128.xor(pair, v128.load(secret + secretOffset));
  return multiplyFold(i64x2.extract_lane(mixed, 0), i64x2.extract_lane(mixed, 1));
}

/** Hash of bytes that lie in one piece. */
export function hashWhole(at: usize, bytes: u32): u64 {
  if (bytes <= SHORT_BYTES_MAX) return hashShort(at, bytes);
  beginLong();
  return absorbLast(at, bytes);
}

/** Hash of one block. */
export function hashBlock(at: usize): u64 {
  return blockHash(at, 0, false);
}

/** Copies one block to another place, not overlapping, and returns its hash: each byte is read once. */
export function copyBlock(at: usize, to: usize): u64 {
  return blockHash(at, to - at, true);
}

/**
 * As `absorb` with the whole of a block, whose last stripe is the last of its fourth chunk: the lanes begin and end
 * in registers.
 *
 * @param copies known when compiling: whether the bytes are also stored, so much further on
 */
@inline
function blockHash(at: usize, distance: usize, copies: bool): u64 {
  let lane01 = i64x2(PRIME32_3, PRIME64_1);
  let lane23 = i64x2(PRIME64_2, PRIME64_3);
  let lane45 = i64x2(PRIME64_4, PRIME32_2);
  let lane67 = i64x2(PRIME64_5, PRIME32_1);
  for (let chunks = BLOCK_CHUNKS; ;) {
    let input10 = i64x2.splat(0);
    let input32 = i64x2.splat(0);
    let input54 = i64x2.splat(0);
    let input76 = i64x2.splat(0);
    let key = secret;
    chunks--;
    const end =
      secret + (chunks > 0 ? CHUNK_SECRET_BYTES : CHUNK_SECRET_BYTES - SECRET_STRIPE_STEP);
    for (;;) {
      const data01 = v128.load(at);
      const data23 = v128.load(at, 16);
      const key01 = v128.xor(data01, v128.load(key));
      const key23 = v128.xor(data23, v128.load(key, 16));
      if (copies) {
        v128.store(at + distance, data01);
        v128.store(at + distance, data23, 16);
      }
      const low0123 = lowHalves(key01, key23);
      const high0123 = highHalves(key01, key23);
      lane01 = i64x2.add(lane01, i64x2.extmul_low_i32x4_u(low0123, high0123));
      lane23 = i64x2.add(lane23, i64x2.extmul_high_i32x4_u(low0123, high0123));
      input10 = i64x2.add(input10, data01);
      input32 = i64x2.add(input32, data23);
      const data45 = v128.load(at, 32);
      const data67 = v128.load(at, 48);
      const key45 = v128.xor(data45, v128.load(key, 32));
      const key67 = v128.xor(data67, v128.load(key, 48));
      if (copies) {
        v128.store(at + distance, data45, 32);
        v128.store(at + distance, data67, 48);
      }
      const low4567 = lowHalves(key45, key67);
      const high4567 = highHalves(key45, key67);
      lane45 = i64x2.add(lane45, i64x2.extmul_low_i32x4_u(low4567, high4567));
      lane67 = i64x2.add(lane67, i64x2.extmul_high_i32x4_u(low4567, high4567));
      input54 = i64x2.add(input54, data45);
      input76 = i64x2.add(input76, data67);
      at += STRIPE_BYTES;
      key += SECRET_STRIPE_STEP;
      if (key < end) continue;
      if (chunks > 0 || key != end) break;
      key = secret + SECRET_LAST_STRIPE;
    }
    lane01 = i64x2.add(lane01, swapped(input10));
    lane23 = i64x2.add(lane23, swapped(input32));
    lane45 = i64x2.add(lane45, swapped(input54));
    lane67 = i64x2.add(lane67, swapped(input76));
    if (chunks == 0) break;
    lane01 = scrambled(lane01, SECRET_SCRAMBLE);
    lane23 = scrambled(lane23, SECRET_SCRAMBLE + 16);
    lane45 = scrambled(lane45, SECRET_SCRAMBLE + 32);
    lane67 = scrambled(lane67, SECRET_SCRAMBLE + 48);
  }
  return merged(BLOCK_CHUNKS * CHUNK_BYTES, lane01, lane23, lane45, lane67);
}
