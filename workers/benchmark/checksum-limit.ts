/**
 * The least that a checksum of the kind of XXH3 must do, as two loops of WebAssembly: reading every byte once, and
 * reading, keying and multiplying it. Neither keeps order, mixes or begins anew with a block, so neither is a hash;
 * no XXH3 that this engine compiles can be quicker than the second.
 *
 * The loops are put together here, instruction by instruction, so that the block core carries none of it.
 */
import type { Contestant } from './contest.ts';

/** What both loops take at a time. */
const STRIPE_BYTES = 64;
const VECTOR_BYTES = 16;
const PAGE_BYTES = 65_536;
/** Where the key lies, in front of the bytes. */
const KEY_AT = 0;
const BYTES_AT = PAGE_BYTES;

export const READING = 'loads of XXH3 alone';
export const MULTIPLYING = 'loads and products of XXH3 alone';

/** What the module exports: each goes over the bytes between two addresses and returns the sum of its lanes. */
interface Loops {
  readonly read: (at: number, end: number) => bigint;
  readonly multiply: (at: number, end: number) => bigint;
}

/** The two loops over bytes of their own. */
export interface ChecksumLimit {
  /** Sum of all 64-bit words. */
  readonly read: () => bigint;
  /** Sum of the products of both halves of each word, keyed with the word of `key` in the same place of its 64 bytes. */
  readonly multiply: () => bigint;
}

/**
 * @param bytes  a multiple of 64 of them
 * @param key  64 bytes
 */
export function createChecksumLimit(bytes: Uint8Array, key: Uint8Array): ChecksumLimit {
  const pages = BYTES_AT / PAGE_BYTES + Math.ceil(bytes.length / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const whole = new Uint8Array(memory.buffer);
  whole.set(key, KEY_AT);
  whole.set(bytes, BYTES_AT);
  const module = new WebAssembly.Module(moduleBytes(pages));
  const loops = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Loops;
  const end = BYTES_AT + bytes.length;
  return {
    read: () => BigInt.asUintN(64, loops.read(BYTES_AT, end)),
    multiply: () => BigInt.asUintN(64, loops.multiply(BYTES_AT, end)),
  };
}

/** Both loops as contestants, over these bytes. */
export function checksumLimits(bytes: Uint8Array): Contestant[] {
  const limit = createChecksumLimit(bytes, bytes.subarray(0, STRIPE_BYTES));
  const contestant = (name: string, loop: () => bigint): Contestant => ({
    name,
    amount: bytes.length,
    work: () => {
      loop();
    },
  });
  return [contestant(READING, limit.read), contestant(MULTIPLYING, limit.multiply)];
}

const [I32, I64, V128] = [0x7f, 0x7e, 0x7b];
const [END, LOOP, BR_IF, LOCAL_GET, LOCAL_SET, LOCAL_TEE] = [0x0b, 0x03, 0x0d, 0x20, 0x21, 0x22];
const [I32_CONST, I32_ADD, I32_LESS_UNSIGNED, I64_ADD, NO_RESULT] = [0x41, 0x6a, 0x49, 0x7c, 0x40];
const V128_LOAD = [0xfd, 0x00];
const V128_XOR = [0xfd, 0x51];
const I8X16_SHUFFLE = [0xfd, 0x0d];
const I64X2_ADD = [0xfd, 0xce, 0x01];
const I64X2_LANE = [0xfd, 0x1d];
const I64X2_EXTMUL_LOW = [0xfd, 0xde, 0x01];
const I64X2_EXTMUL_HIGH = [0xfd, 0xdf, 0x01];
const ALIGNED_16 = 4;

/** Locals: two parameters, the sums of the four vectors of a stripe, and four more to work with. */
const [AT, STOP, SUMS, KEYED0, KEYED1, LOW, HIGH] = [0, 1, 2, 6, 7, 8, 9];
const VECTORS = 8;
/** Lanes of 32 bits that are multiplied: the even ones of two vectors by the odd ones. */
const EVEN_LANES = [0, 2, 4, 6];
const ODD_LANES = [1, 3, 5, 7];

const get = (local: number): number[] => [LOCAL_GET, local];
const set = (local: number): number[] => [LOCAL_SET, local];
const load = (address: number[], offset: number): number[] => [
  ...address,
  ...V128_LOAD,
  ALIGNED_16,
  offset,
];
const addTo = (sum: number, value: number[]): number[] => [
  ...get(sum),
  ...value,
  ...I64X2_ADD,
  ...set(sum),
];

function readStripe(): number[] {
  return [0, 1, 2, 3].flatMap((vector) =>
    addTo(SUMS + vector, load(get(AT), vector * VECTOR_BYTES)),
  );
}

function multiplyStripe(): number[] {
  return [0, 2].flatMap((vector) => [
    ...keyed(vector, KEYED0),
    ...keyed(vector + 1, KEYED1),
    ...chosenLanes(EVEN_LANES, LOW),
    ...chosenLanes(ODD_LANES, HIGH),
    ...addTo(SUMS + vector, [...get(LOW), ...get(HIGH), ...I64X2_EXTMUL_LOW]),
    ...addTo(SUMS + vector + 1, [...get(LOW), ...get(HIGH), ...I64X2_EXTMUL_HIGH]),
  ]);
}

function keyed(vector: number, to: number): number[] {
  const offset = vector * VECTOR_BYTES;
  const key = load([I32_CONST, KEY_AT], offset);
  return [...load(get(AT), offset), ...key, ...V128_XOR, ...set(to)];
}

function chosenLanes(lanes: readonly number[], to: number): number[] {
  const bytes = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
  return [...get(KEYED0), ...get(KEYED1), ...I8X16_SHUFFLE, ...bytes, ...set(to)];
}

/** The function around a stripe: over all of them, then the sum of all lanes. */
function loopOver(stripe: readonly number[]): number[] {
  const sums = [0, 1, 2, 3].flatMap((vector) => [
    ...[0, 1].flatMap((lane) => [...get(SUMS + vector), ...I64X2_LANE, lane]),
  ]);
  return sized([
    ...[1, VECTORS, V128],
    ...[LOOP, NO_RESULT, ...stripe],
    ...[...get(AT), I32_CONST, ...signed(STRIPE_BYTES), I32_ADD, LOCAL_TEE, AT],
    ...[...get(STOP), I32_LESS_UNSIGNED, BR_IF, 0, END],
    ...[...sums, ...Array<number>(7).fill(I64_ADD), END],
  ]);
}

function moduleBytes(pages: number): Uint8Array<ArrayBuffer> {
  const limits = [0x01, ...unsigned(pages), ...unsigned(pages)];
  const section = (id: number, content: readonly number[]): number[] => [id, ...sized(content)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 2, I32, I32, 1, I64]),
    ...section(2, [1, ...named('env'), ...named('memory'), 0x02, ...limits]),
    ...section(3, [2, 0, 0]),
    ...section(7, [2, ...named('read'), 0, 0, ...named('multiply'), 0, 1]),
    ...section(10, [2, ...loopOver(readStripe()), ...loopOver(multiplyStripe())]),
  ]);
}

function sized(content: readonly number[]): number[] {
  return [...unsigned(content.length), ...content];
}

function named(name: string): number[] {
  return sized([...new TextEncoder().encode(name)]);
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** Signed LEB128 of a number that is not negative. */
function signed(value: number): number[] {
  return value < 64 ? [value] : [(value & 127) | 128, ...signed(value >>> 7)];
}
