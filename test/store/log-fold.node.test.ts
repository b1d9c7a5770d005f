import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LOG_BYTES_MAX, LogFold } from '../../workers/log-fold.ts';
import type { ExtentKey } from '../../workers/disk-store.ts';

const MEBIBYTE = 1024 * 1024;
const EXTENTS: readonly ExtentKey[] = Array.from({ length: 20 }, (_, extent) => [0, extent]);

/** Stores a group as the writer does. @returns how many extents went with it */
function store(fold: LogFold, sequence: number, logBytes: number): number {
  const folded = fold.next(false, sequence);
  fold.stored(logBytes, logBytes > 0 ? EXTENTS : [], folded);
  return folded.length;
}

describe('a log that has grown', () => {
  it('is folded into its extents, a few with each group, once little is written', () => {
    const fold = new LogFold();
    assert.equal(store(fold, 1, LOG_BYTES_MAX + 1), 0);
    assert.equal(store(fold, 2, 0), 0);
    assert.equal(store(fold, 3, 0), 8);
    assert.equal(fold.isRunning, true);
    assert.deepEqual([store(fold, 4, 0), store(fold, 5, 0)], [8, 4]);
    assert.equal(fold.isRunning, false);
    assert.equal(store(fold, 6, 0), 0);
  });

  it('waits while a mirror is written, so that nothing is written twice at once', () => {
    const fold = new LogFold();
    let sequence = 0;
    store(fold, ++sequence, LOG_BYTES_MAX);
    for (let bytes = LOG_BYTES_MAX; bytes < 2 * EXTENTS.length * MEBIBYTE; bytes += 4 * MEBIBYTE)
      assert.equal(store(fold, ++sequence, 4 * MEBIBYTE), 0);
  });

  it('does not wait for ever: it never holds all its extents much more than twice over', () => {
    const fold = new LogFold();
    let [sequence, bytes, folded] = [0, 0, 0];
    while (folded === 0 && bytes < 10 * EXTENTS.length * MEBIBYTE) {
      folded = store(fold, ++sequence, 4 * MEBIBYTE);
      bytes += 4 * MEBIBYTE;
    }
    assert.equal(folded, 8);
    assert.ok(bytes <= 2 * EXTENTS.length * MEBIBYTE + 8 * MEBIBYTE, `${String(bytes)} bytes`);
  });
});
