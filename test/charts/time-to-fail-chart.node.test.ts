import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { LabEvent } from '../../workers/api.ts';
import { chartFrame, timeScale } from '../../web/charts/time-axis/time-axis.layout.ts';
import {
  countdownStretches,
  impliedReplyMs,
  timeToFailLayout,
} from '../../web/charts/time-to-fail-chart/time-to-fail-chart.layout.ts';
import { countdownSamples, sampleAt } from '../support/samples.ts';

const FRAME = chartFrame(1440);
const WINDOW = { startMs: 0, endMs: 120_000 };
const LANE = { top: 82, bottom: 145 };
const MONITOR = { index: 0, node: 'B1', timeoutMs: 30_000, intervalMs: 5000 };

function missed(atMs: number, node: string): LabEvent {
  return {
    sequence: atMs,
    atMs,
    kind: 'missed',
    cluster: 'second',
    node,
    text: '',
    causes: [],
    line: null,
  };
}

describe('the lane of time to fail', () => {
  const samples = countdownSamples(80_000, 41_600);
  const events = [missed(45_000, 'B1'), missed(45_000, 'B2'), missed(50_000, 'B1')];
  const layout = timeToFailLayout(samples, events, MONITOR, WINDOW, FRAME, LANE, 80_000);

  it('has its caution line at three quarters and its failover line at 0', () => {
    assert.equal(layout.cautionY, LANE.bottom - 0.75 * (LANE.bottom - LANE.top));
    assert.equal(layout.zeroY, LANE.bottom);
  });

  it('jumps to the full time at the very moment of a reply', () => {
    const [points = []] = countdownStretches(samples, MONITOR);
    const jump = points.filter((point) => point.atMs === 35_000);
    assert.deepEqual(jump.map((point) => point.timeToFailMs).slice(0, 2), [25_000, 30_000]);
  });

  it('plots every sample at its own value', () => {
    const [points = []] = countdownStretches(samples, MONITOR);
    for (const sample of samples.filter((each) => each.atMs < 70_000)) {
      const found = points.some(
        (point) =>
          point.atMs === sample.atMs && point.timeToFailMs === sample.monitors[0]?.timeToFailMs,
      );
      assert.ok(found, `sample of ${String(sample.atMs)} ms`);
    }
  });

  it('sets a dot at each reply and a cross at each that was missed on this node', () => {
    const scale = timeScale(WINDOW, FRAME);
    assert.deepEqual(
      layout.replies.map((reply) => reply.atMs),
      [0, 5000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000, 40_000],
    );
    assert.deepEqual(layout.missed, [
      { atMs: 45_000, x: scale(45_000) },
      { atMs: 50_000, x: scale(50_000) },
    ]);
  });

  it('hatches from the moment a quarter has gone', () => {
    const cautionX = timeScale(WINDOW, FRAME)(47_500);
    assert.ok(layout.cautionPath.startsWith(`M${cautionX.toFixed(1).replace(/\.0$/, '')}`));
    const healthy = timeToFailLayout(
      countdownSamples(40_000, 99_000),
      [],
      MONITOR,
      WINDOW,
      FRAME,
      LANE,
      40_000,
    );
    assert.equal(healthy.cautionPath, '');
  });

  it('lays a bar on 0 from the failover to now', () => {
    const scale = timeScale(WINDOW, FRAME);
    assert.deepEqual(
      layout.bars.map((bar) => [bar.kind, bar.startMs]),
      [['failed-over', 70_000]],
    );
    const ends = layout.bars.map((bar) => bar.x + bar.width);
    assert.ok(Math.abs((ends[0] ?? 0) - scale(80_000)) < 1e-6);
  });

  it('knows no reply of a monitor that does not count', () => {
    assert.equal(impliedReplyMs(sampleAt(5000, { state: 'Idle' }), MONITOR), null);
    assert.equal(impliedReplyMs(sampleAt(5000, { timeToFailMs: 28_000 }), MONITOR), 3000);
  });
});
