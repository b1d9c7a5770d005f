import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
  chartFrame,
  FOLLOW_WINDOW_MS,
  followWindow,
  momentAt,
  timeScale,
  timeTicks,
  wholeRunWindow,
} from '../../web/charts/time-axis/time-axis.layout.ts';

describe('the time axis', () => {
  it('keeps still until four fifths of the window have passed, then follows', () => {
    const early = followWindow(null, 90_000);
    assert.deepEqual(early, { startMs: 0, endMs: FOLLOW_WINDOW_MS });
    const late = followWindow(early, 112_000);
    assert.deepEqual(late, { startMs: 16_000, endMs: 136_000 });
  });

  it('stays where it is when a moment inside the window is picked', () => {
    const window = followWindow(null, 200_000);
    assert.deepEqual(followWindow(window, 150_000), window);
  });

  it('moves back when a moment before the window is picked, never before 0', () => {
    const window = followWindow(null, 500_000);
    const back = followWindow(window, 10_000);
    assert.equal(back.startMs, 0);
    assert.ok(followWindow(window, 300_000).startMs < 300_000);
  });

  it('shows a whole run, rounded up to half minutes', () => {
    assert.deepEqual(wholeRunWindow(12_000), { startMs: 0, endMs: 120_000 });
    assert.deepEqual(wholeRunWindow(121_000), { startMs: 0, endMs: 150_000 });
  });

  it('finds the moment under a pixel, and the pixel of a moment', () => {
    const frame = chartFrame(1440);
    const window = { startMs: 0, endMs: 120_000 };
    const x = timeScale(window, frame)(41_600);
    assert.equal(momentAt(x, window, frame, 120_000), 41_600);
  });

  it('never gives a moment past what the run has reached, or before 0', () => {
    const frame = chartFrame(1440);
    const window = { startMs: 0, endMs: 120_000 };
    assert.equal(momentAt(frame.right, window, frame, 50_000), 50_000);
    assert.equal(momentAt(0, window, frame, 50_000), 0);
  });

  it('leaves the gutter of 264 px on a wide page and puts no two tick texts on each other', () => {
    for (const width of [1440, 1024, 724, 390]) {
      const frame = chartFrame(width);
      const ticks = timeTicks({ startMs: 16_000, endMs: 136_000 }, frame);
      assert.ok(ticks.length >= 2, `ticks at ${String(width)} px`);
      for (const [at, tick] of ticks.entries()) {
        const before = ticks[at - 1];
        assert.ok(before === undefined || tick.x - before.x >= 40);
      }
    }
    assert.equal(chartFrame(1440).left, 264);
  });
});
