import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FOLDED_EXTENTS_MAX, LOG_BYTES_MAX, LogFold, nameOf } from '../../workers/log-fold.ts';

const MEBIBYTE = 1024 * 1024;
const EXTENT_BYTES = 4 * MEBIBYTE;
const EXTENTS = Array.from({ length: 5 }, (_, extent) => `0:${String(extent)}`);

/** Stores a group as the writer does. @returns how many extents were folded with it */
function store(
  fold: LogFold,
  sequence: number,
  logBytes: number,
  whole: readonly string[] = [],
): number {
  const folded = fold.next(sequence, new Set(whole)).map(nameOf);
  const written = new Set([...whole, ...folded]);
  const logged = logBytes > 0 ? EXTENTS.filter((name) => !written.has(name)) : [];
  fold.stored({ logBytes, extentBytes: 0, logged, written });
  return folded.length;
}

describe('a log that has grown', () => {
  it('is folded into its extents, a few with each group, once little is written', () => {
    const fold = new LogFold();
    assert.equal(store(fold, 1, LOG_BYTES_MAX + 1), 0);
    assert.equal(store(fold, 2, 0), 0);
    assert.equal(store(fold, 3, 0), FOLDED_EXTENTS_MAX);
    assert.equal(fold.isRunning, true);
    assert.deepEqual([store(fold, 4, 0), store(fold, 5, 0)], [FOLDED_EXTENTS_MAX, 1]);
    assert.equal(fold.isRunning, false);
    assert.equal(store(fold, 6, 0), 0);
  });

  it('is not folded into extents that were written whole since', () => {
    const fold = new LogFold();
    store(fold, 1, LOG_BYTES_MAX + 1);
    store(fold, 2, 0, EXTENTS.slice(0, 4));
    assert.equal(store(fold, 3, 0), 1);
    assert.equal(fold.isRunning, false);
  });

  it('goes with the group that writes the last of its extents whole, whoever wanted that', () => {
    const fold = new LogFold();
    store(fold, 1, LOG_BYTES_MAX + 1);
    store(fold, 2, 0);
    store(fold, 3, 0);
    assert.equal(fold.dropThrough(new Set()), 0);
    assert.equal(fold.dropThrough(new Set(EXTENTS)), 2);
    assert.equal(store(fold, 4, 0, EXTENTS), 0);
    assert.equal(fold.isRunning, false);
  });

  it('waits while a mirror is written, so that nothing is written twice at once', () => {
    const fold = new LogFold();
    let sequence = 0;
    store(fold, ++sequence, LOG_BYTES_MAX);
    for (
      let bytes = LOG_BYTES_MAX;
      bytes < 2 * EXTENTS.length * EXTENT_BYTES;
      bytes += EXTENT_BYTES
    )
      assert.equal(store(fold, ++sequence, EXTENT_BYTES), 0);
  });

  it('does not wait for ever: it never holds all its extents much more than twice over', () => {
    const fold = new LogFold();
    let [sequence, bytes, folded] = [0, 0, 0];
    while (folded === 0 && bytes < 10 * EXTENTS.length * EXTENT_BYTES) {
      folded = store(fold, ++sequence, EXTENT_BYTES);
      bytes += EXTENT_BYTES;
    }
    assert.equal(folded, FOLDED_EXTENTS_MAX);
    assert.ok(bytes <= 2 * (EXTENTS.length + 1) * EXTENT_BYTES, `${String(bytes)} bytes`);
  });
});
