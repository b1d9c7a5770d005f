import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Bullet, Sample, Snapshot } from '../../workers/api.ts';
import {
  advance,
  eventsOf,
  nowMs,
  sampleOf,
  snapshotOf,
  type Lab,
} from '../../workers/core/lab.ts';
import { nextSampleMs } from '../../workers/timeline.ts';
import { lagLayout, type LagMeasure } from '../../web/charts/lag-chart/lag-chart.layout.ts';
import { ratesOf } from '../../web/charts/lag-chart/throughput.ts';
import { samplesToNow } from '../../web/charts/present-sample.ts';
import {
  chartFrame,
  followWindow,
  timeScale,
} from '../../web/charts/time-axis/time-axis.layout.ts';
import { timeToFailLayout } from '../../web/charts/time-to-fail-chart/time-to-fail-chart.layout.ts';
import { openLab, runLine } from '../support/run-lines.ts';
import { plottedY } from '../support/plotted.ts';

const FRAME = chartFrame(1440);
const LAG_LANE = { top: 16, bottom: 62 };
const FAIL_LANE = { top: 82, bottom: 145 };
const MOMENTS = 100;
const RUN_MS = 200_000;

const LINES: readonly (readonly [atMs: number, line: string])[] = [
  [0, 'client rate 20'],
  [0, 'client start'],
  [5_000, 'fault link replication rate 64'],
  [40_000, 'fault link replication rate 1544'],
  [60_000, 'fault monitor cut'],
  [72_000, 'fault monitor restore'],
  [80_000, 'fault link replication rate 48'],
  [110_000, 'fault site first off'],
];

/** Plays up to a moment as the engine does, with a sample each 100 ms. */
function playTo(lab: Lab, samples: Sample[], toMs: number): void {
  while (nowMs(lab) < toMs) {
    const nextMs = Math.min(toMs, nextSampleMs(nowMs(lab)));
    advance(lab, nextMs);
    if (nextMs % 100 === 0) samples.push(sampleOf(lab));
  }
}

/** The same moments each time, in no pattern: a linear congruential generator. */
function moments(count: number): number[] {
  let state = 2001;
  const picked = Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 1 + (state % RUN_MS);
  });
  return picked.sort((one, other) => one - other);
}

interface Seen {
  readonly snapshot: Snapshot;
  readonly samples: readonly Sample[];
  readonly events: ReturnType<typeof eventsOf>;
}

function seenAtMoments(): Seen[] {
  const lab = openLab();
  const samples: Sample[] = [sampleOf(lab)];
  const seen: Seen[] = [];
  const lines = [...LINES];
  for (const atMs of moments(MOMENTS)) {
    for (let next = lines[0]; next !== undefined && next[0] <= atMs; next = lines[0]) {
      playTo(lab, samples, next[0]);
      assert.equal(runLine(lab, next[1]).exitCode, 0, next[1]);
      lines.shift();
    }
    playTo(lab, samples, atMs);
    seen.push({ snapshot: snapshotOf(lab), samples: [...samples], events: eventsOf(lab) });
  }
  return seen;
}

describe('what the charts plot is what the core holds', () => {
  const seen = seenAtMoments();

  for (const measure of ['operations', 'bytes', 'ms'] as const satisfies LagMeasure[]) {
    it(`at ${String(MOMENTS)} moments the lag in ${measure}, read off the line, is the queue's`, () => {
      let busy = 0;
      for (const { snapshot, samples } of seen) {
        const window = followWindow(null, snapshot.atMs);
        const shown = samplesToNow(samples, snapshot);
        const layout = lagLayout(shown, window, FRAME, LAG_LANE, snapshot.atMs, measure);
        const point = layout.stretches.at(-1)?.at(-1);
        const queue = snapshot.connections[0]?.queue;
        if (queue === undefined) {
          assert.ok(point === undefined || point.atMs < snapshot.atMs);
          continue;
        }
        const held = { operations: queue.operations, bytes: queue.bytes, ms: queue.lagMs }[measure];
        const y = plottedY(layout.linePath, timeScale(window, FRAME)(snapshot.atMs));
        const read =
          ((LAG_LANE.bottom - (y ?? NaN)) / (LAG_LANE.bottom - LAG_LANE.top)) * layout.top;
        // The path is written to a tenth of a pixel.
        const tenth = (0.05 * layout.top) / (LAG_LANE.bottom - LAG_LANE.top);
        assert.ok(Math.abs(read - held) <= tenth + 1e-9, `${String(read)} for ${String(held)}`);
        assert.equal(point?.value, held);
        assert.ok(Math.abs(point.y - (y ?? NaN)) <= 0.05 + 1e-9);
        if (held > 0) busy += 1;
      }
      assert.ok(busy > MOMENTS / 4, `only ${String(busy)} moments had anything queued`);
    });
  }

  it(`at ${String(MOMENTS)} moments each monitor's bullet can be read off its chart`, () => {
    const bullets = new Set<Bullet>();
    for (const { snapshot, samples, events } of seen) {
      const window = followWindow(null, snapshot.atMs);
      const shown = samplesToNow(samples, snapshot);
      snapshot.monitors.forEach(({ node, timeoutMs, intervalMs, bullet }, index) => {
        const layout = timeToFailLayout(
          shown,
          events,
          { index, node, timeoutMs, intervalMs },
          window,
          FRAME,
          FAIL_LANE,
          snapshot.atMs,
        );
        const x = timeScale(window, FRAME)(snapshot.atMs);
        assert.equal(bulletRead(layout, x), bullet, `${node} at ${String(snapshot.atMs)} ms`);
        bullets.add(bullet);
      });
    }
    assert.deepEqual([...bullets].sort(), ['green', 'red', 'yellow']);
  });

  it('throughput adds up to the bytes that crossed the line', () => {
    const { samples } = seen.findLast(({ snapshot }) => snapshot.atMs < 110_000) as Seen;
    const rates = ratesOf(samples);
    for (const [at, sample] of samples.entries()) {
      const before = samples[at - 10];
      if (before === undefined) continue;
      const bits = (sample.wireBytes - before.wireBytes) * 8;
      assert.equal(rates.get(sample), bits / (sample.atMs - before.atMs));
    }
  });

  it('throughput tells what the target applied apart from what crossed the line', () => {
    const lab = openLab();
    const samples: Sample[] = [sampleOf(lab)];
    runLine(lab, 'client start');
    playTo(lab, samples, 20_000);
    assert.equal(
      runLine(lab, 'cluster resource "Disk for Application" /offline', 'B1').exitCode,
      0,
    );
    playTo(lab, samples, 40_000);
    const waiting = samples.at(-1);
    const [rate, applied] = ratesAtEnd(samples);
    assert.ok(rate > 0, 'the line goes on');
    assert.equal(applied, 0, 'nothing is applied while the disk is away');
    assert.equal(runLine(lab, 'cluster resource "Disk for Application" /online', 'B1').exitCode, 0);
    assert.equal(runLine(lab, 'client stop').exitCode, 0);
    playTo(lab, samples, 60_000);
    const caughtUp = samples.at(-1);
    assert.ok(waiting.wireBytes > waiting.appliedWireBytes);
    assert.equal(caughtUp.appliedWireBytes, caughtUp.wireBytes, 'all that crossed is applied');
    const { appliedPath, linePath } = lagLayout(
      samples,
      followWindow(null, 60_000),
      FRAME,
      LAG_LANE,
      60_000,
      'throughput',
    );
    const x = timeScale(followWindow(null, 60_000), FRAME)(40_000);
    assert.equal(plottedY(appliedPath, x), LAG_LANE.bottom);
    assert.ok((plottedY(linePath, x) ?? NaN) < LAG_LANE.bottom);
  });
});

/** What crosses the line and what is applied at the last sample, kbit/s. */
function ratesAtEnd(samples: readonly Sample[]): [line: number, applied: number] {
  const last = samples.at(-1) as Sample;
  return [ratesOf(samples).get(last) ?? 0, ratesOf(samples, 'appliedWireBytes').get(last) ?? 0];
}

/** The bullet as eyes read it: a bar on 0 or a line on 0 is red, at or below the dashes yellow, above green. */
function bulletRead(layout: ReturnType<typeof timeToFailLayout>, x: number): Bullet {
  const barred = layout.bars.some((bar) => bar.x - 0.06 <= x && x <= bar.x + bar.width + 0.06);
  if (barred) return 'red';
  const y = plottedY(layout.linePath, x);
  if (y === null) return 'none';
  if (y >= layout.zeroY - 1e-9) return 'red';
  return y >= layout.cautionY - 1e-9 ? 'yellow' : 'green';
}
