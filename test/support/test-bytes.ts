/** Bytes for tests: the same at every run, and unlike each other. */

/**
 * The buffer over which xxHash publishes its test vectors: the top bytes of a product that goes on.
 *
 * @see xxHash, `cli/xsum_sanity_check.c`
 */
export function sanityBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 2654435761n;
  for (let i = 0; i < length; i++) {
    bytes[i] = Number(state >> 56n);
    state = BigInt.asUintN(64, state * 11400714785074694797n);
  }
  return bytes;
}

/** Bytes without a pattern, made from a seed number. */
export function noiseBytes(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed | 0;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
