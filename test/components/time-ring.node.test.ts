import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ringLayout, ringPieces } from '../../web/components/time-ring/time-ring.layout.ts';
import {
  cautionSnapshot,
  failedOverSnapshot,
  healthySnapshot,
} from '../support/specimen-snapshots.ts';

describe('the ring of time to fail', () => {
  it('has one segment for each reply that may be missed', () => {
    assert.equal(ringPieces(6, 0).length, 6);
    assert.equal(ringPieces(10, 1).length, 10);
  });

  it('is a clock: what has gone lies before the hand, what is left behind it', () => {
    for (const piece of ringPieces(6, 0.4)) {
      if (piece.part === 'gone') assert.ok(piece.to <= 144);
      else assert.ok(piece.from >= 144);
    }
  });

  it('reads 17.6 of 30 s in caution, with a cross where each reply was missed', () => {
    const layout = ringLayout(cautionSnapshot().monitors[0] ?? null);
    assert.equal(layout.look, 'caution');
    assert.deepEqual(layout.words, ['17.6']);
    assert.equal(layout.detail, 'of 30 s');
    assert.deepEqual(layout.missAngles, [60, 120]);
  });

  it('is green while replies come, full and red once failed over, empty when nobody monitors', () => {
    assert.equal(ringLayout(healthySnapshot().monitors[0] ?? null).look, 'ok');
    const over = ringLayout(failedOverSnapshot().monitors[0] ?? null);
    assert.equal(over.look, 'failed');
    assert.deepEqual(over.words, ['Failed', 'Over']);
    assert.ok(over.pieces.every((piece) => piece.part === 'gone'));
    assert.equal(ringLayout(null).look, 'off');
  });

  it('waits, dashed, when a person must decide', () => {
    const [monitor] = cautionSnapshot().monitors;
    if (monitor === undefined) assert.fail('the specimen has a monitor');
    const layout = ringLayout({ ...monitor, state: 'FailurePending', timeToFailMs: 0 });
    assert.deepEqual([layout.look, layout.words[0]], ['pending', 'Waits']);
  });
});
