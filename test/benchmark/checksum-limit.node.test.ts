import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noiseBytes } from '../../workers/benchmark/block-core-rows.ts';
import { createChecksumLimit } from '../../workers/benchmark/checksum-limit.ts';

const STRIPE_WORDS = 8;
const HALF = 0xffff_ffffn;

function wordsOf(bytes: Uint8Array): bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 8 }, (_, at) => view.getBigUint64(at * 8, true));
}

function sum(words: readonly bigint[]): bigint {
  return BigInt.asUintN(
    64,
    words.reduce((total, word) => total + word, 0n),
  );
}

describe('the limit of a checksum', () => {
  const noise = noiseBytes(64 * 301);
  const key = noise.subarray(0, 64);
  const bytes = noise.subarray(64);
  const limit = createChecksumLimit(bytes, key);

  it('reads every byte', () => {
    assert.equal(limit.read(), sum(wordsOf(bytes)));
  });

  it('multiplies both halves of every keyed word, as XXH3 does', () => {
    const keys = wordsOf(key);
    const products = wordsOf(bytes).map((word, at) => {
      const keyed = word ^ (keys[at % STRIPE_WORDS] ?? 0n);
      return (keyed & HALF) * (keyed >> 32n);
    });
    assert.equal(limit.multiply(), sum(products));
  });

  it('goes over the same bytes each time', () => {
    assert.equal(limit.multiply(), limit.multiply());
    assert.equal(limit.read(), limit.read());
  });
});
