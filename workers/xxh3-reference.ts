/**
 * XXH3-64 (default secret, seed 0) in plain TypeScript, after the specification of xxHash by Yann Collet.
 *
 * Inputs up to 240 bytes use 64-bit BigInts, as the specification reads. Longer ones use pairs of 32-bit
 * halves, since a BigInt an operation would be far too slow for disks.
 */
const PRIME32_1 = 0x9e3779b1;
const PRIME64_1 = 0x9e3779b185ebca87n;
const PRIME64_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME64_3 = 0x165667b19e3779f9n;
const PRIME_MX1 = 0x165667919e3779f9n;
const PRIME_MX2 = 0x9fb21c651e98df25n;
const MASK64 = 0xffffffffffffffffn;

const SHORT_BYTES_MAX = 240;
const STRIPE_BYTES = 64;
const CHUNK_STRIPES = 16;
const SECRET_SCRAMBLE = 128;
const SECRET_LAST_STRIPE = 121;
const SECRET_MERGE = 11;

const SECRET_HEX =
  'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f' +
  'cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c' +
  '3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8' +
  'a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364' +
  'eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e' +
  '2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e';

const secret = new DataView(
  Uint8Array.from(SECRET_HEX.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).buffer,
);

/** The lanes at the start, low half before high half. */
const LANES_AT_START = [
  0xc2b2ae3d, 0, 0x85ebca87, 0x9e3779b1, 0x27d4eb4f, 0xc2b2ae3d, 0x9e3779f9, 0x165667b1, 0xc2b2ae63,
  0x85ebca77, 0x85ebca77, 0, 0x165667c5, 0x27d4eb2f, 0x9e3779b1, 0,
];

/** XXH3-64 of these bytes, unsigned 64 bits: what `xxhsum -H3` prints. */
export function xxh3(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length > SHORT_BYTES_MAX) return hashLong(view);
  if (bytes.length > 128) return hash129To240(view);
  if (bytes.length > 16) return hash17To128(view);
  if (bytes.length > 8) return hash9To16(view);
  if (bytes.length >= 4) return hash4To8(view);
  if (bytes.length > 0) return hash1To3(view);
  return avalancheXxh64(u64(secret, 56) ^ u64(secret, 64));
}

function u64(view: DataView, offset: number): bigint {
  return view.getBigUint64(offset, true);
}

function avalanche(hash: bigint): bigint {
  const multiplied = ((hash ^ (hash >> 37n)) * PRIME_MX1) & MASK64;
  return multiplied ^ (multiplied >> 32n);
}

function avalancheXxh64(hash: bigint): bigint {
  const once = ((hash ^ (hash >> 33n)) * PRIME64_2) & MASK64;
  const twice = ((once ^ (once >> 29n)) * PRIME64_3) & MASK64;
  return twice ^ (twice >> 32n);
}

/** The two halves of the 128-bit product, exclusive-or'ed. */
function multiplyFold(a: bigint, b: bigint): bigint {
  const product = a * b;
  return (product & MASK64) ^ (product >> 64n);
}

function mix16(view: DataView, offset: number, secretOffset: number): bigint {
  return multiplyFold(
    u64(view, offset) ^ u64(secret, secretOffset),
    u64(view, offset + 8) ^ u64(secret, secretOffset + 8),
  );
}

function hash1To3(view: DataView): bigint {
  const length = view.byteLength;
  const first = view.getUint8(0);
  const middle = view.getUint8(length >> 1);
  const last = view.getUint8(length - 1);
  const combined = (first << 16) | (middle << 24) | last | (length << 8);
  const flip = secret.getUint32(0, true) ^ secret.getUint32(4, true);
  return avalancheXxh64(BigInt((combined ^ flip) >>> 0));
}

function hash4To8(view: DataView): bigint {
  const length = view.byteLength;
  const first = BigInt(view.getUint32(0, true));
  const last = BigInt(view.getUint32(length - 4, true));
  let hash = ((first << 32n) + last) ^ u64(secret, 8) ^ u64(secret, 16);
  hash ^= rotateLeft(hash, 49n) ^ rotateLeft(hash, 24n);
  hash = (hash * PRIME_MX2) & MASK64;
  hash ^= (hash >> 35n) + BigInt(length);
  hash = (hash * PRIME_MX2) & MASK64;
  return hash ^ (hash >> 28n);
}

function rotateLeft(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (64n - bits))) & MASK64;
}

function hash9To16(view: DataView): bigint {
  const length = view.byteLength;
  const low = u64(view, 0) ^ u64(secret, 24) ^ u64(secret, 32);
  const high = u64(view, length - 8) ^ u64(secret, 40) ^ u64(secret, 48);
  const sum = BigInt(length) + swapBytes(low) + high + multiplyFold(low, high);
  return avalanche(sum & MASK64);
}

function swapBytes(value: bigint): bigint {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, value, true);
  return bytes.getBigUint64(0, false);
}

function hash17To128(view: DataView): bigint {
  const length = view.byteLength;
  let hash = BigInt(length) * PRIME64_1;
  for (let step = (length - 1) >> 5; step >= 0; step--) {
    hash += mix16(view, step * 16, step * 32);
    hash += mix16(view, length - (step + 1) * 16, step * 32 + 16);
  }
  return avalanche(hash & MASK64);
}

function hash129To240(view: DataView): bigint {
  const length = view.byteLength;
  let hash = BigInt(length) * PRIME64_1;
  for (let offset = 0; offset < 128; offset += 16) hash += mix16(view, offset, offset);
  hash = avalanche(hash & MASK64);
  for (let offset = 128; offset + 16 <= length; offset += 16) {
    hash += mix16(view, offset, offset - 128 + 3);
  }
  return avalanche((hash + mix16(view, length - 16, 136 - 17)) & MASK64);
}

function hashLong(view: DataView): bigint {
  const lanes = Uint32Array.from(LANES_AT_START);
  const stripes = Math.floor((view.byteLength - 1) / STRIPE_BYTES);
  for (let stripe = 0; stripe < stripes; stripe++) {
    const place = stripe % CHUNK_STRIPES;
    accumulate(lanes, view, stripe * STRIPE_BYTES, place * 8);
    if (place === CHUNK_STRIPES - 1) scramble(lanes);
  }
  accumulate(lanes, view, view.byteLength - STRIPE_BYTES, SECRET_LAST_STRIPE);
  return merge(lanes, view.byteLength);
}

/** High half of the product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + (Math.imul(aLow, bLow) >>> 16);
  const carry = (Math.imul(aLow, bHigh) >>> 0) + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) >>> 0;
}

/** One stripe: each lane adds the product of its keyed halves, and its input goes to the other of its pair. */
function accumulate(
  lanes: Uint32Array,
  view: DataView,
  offset: number,
  secretOffset: number,
): void {
  for (let lane = 0; lane < 16; lane += 2) {
    const low = view.getUint32(offset + lane * 4, true);
    const high = view.getUint32(offset + lane * 4 + 4, true);
    addTo(lanes, lane ^ 2, low, high);
    const keyLow = (low ^ secret.getUint32(secretOffset + lane * 4, true)) >>> 0;
    const keyHigh = (high ^ secret.getUint32(secretOffset + lane * 4 + 4, true)) >>> 0;
    addTo(lanes, lane, Math.imul(keyLow, keyHigh) >>> 0, multiplyHigh(keyLow, keyHigh));
  }
}

function addTo(lanes: Uint32Array, lane: number, low: number, high: number): void {
  const sum = (lanes[lane] as number) + low;
  lanes[lane] = sum;
  lanes[lane + 1] = (lanes[lane + 1] as number) + high + (sum > 0xffffffff ? 1 : 0);
}

/** After each chunk: lane = (lane ^ lane >> 47 ^ secret) × prime. */
function scramble(lanes: Uint32Array): void {
  for (let lane = 0; lane < 16; lane += 2) {
    const high = lanes[lane + 1] as number;
    const secretOffset = SECRET_SCRAMBLE + lane * 4;
    const low =
      ((lanes[lane] as number) ^ (high >>> 15) ^ secret.getUint32(secretOffset, true)) >>> 0;
    const mixedHigh = high ^ secret.getUint32(secretOffset + 4, true);
    lanes[lane] = Math.imul(low, PRIME32_1);
    lanes[lane + 1] = multiplyHigh(low, PRIME32_1) + Math.imul(mixedHigh, PRIME32_1);
  }
}

function merge(lanes: Uint32Array, length: number): bigint {
  let hash = BigInt(length) * PRIME64_1;
  const view = new DataView(lanes.buffer);
  for (let offset = 0; offset < 64; offset += 16) {
    hash += multiplyFold(
      laneAt(view, offset) ^ u64(secret, SECRET_MERGE + offset),
      laneAt(view, offset + 8) ^ u64(secret, SECRET_MERGE + offset + 8),
    );
  }
  return avalanche(hash & MASK64);
}

/** A lane: its low half stands first, each half in the machine's own byte order. */
function laneAt(lanes: DataView, offset: number): bigint {
  return u64(lanes, offset);
}
