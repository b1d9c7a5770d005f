import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { lagLayout } from '../../web/charts/lag-chart/lag-chart.layout.ts';
import { chartFrame, timeScale } from '../../web/charts/time-axis/time-axis.layout.ts';
import { visibleSamples } from '../../web/charts/visible-samples.ts';
import { sampleAt } from '../support/samples.ts';

const FRAME = chartFrame(1440);
const WINDOW = { startMs: 0, endMs: 120_000 };
const LANE = { top: 16, bottom: 62 };

describe('the lane of replication lag', () => {
  it('plots each sample at its moment and at its value', () => {
    const samples = [0, 450, 1400, 3900].map((lagMs, at) => sampleAt(at * 100, { lagMs }));
    const { stretches, top } = lagLayout(samples, WINDOW, FRAME, LANE, 400);
    assert.equal(top, 4000);
    assert.equal(stretches.length, 1);
    for (const [at, point] of (stretches[0] ?? []).entries()) {
      const read = ((LANE.bottom - point.y) / (LANE.bottom - LANE.top)) * top;
      assert.ok(Math.abs(read - (samples[at]?.lag?.ms ?? NaN)) < 1e-6);
      assert.equal(point.x, timeScale(WINDOW, FRAME)(samples[at]?.atMs ?? NaN));
    }
  });

  it('draws no line while there is no connection', () => {
    const samples = [5, 5, null, null, 5].map((lagMs, at) => sampleAt(at * 100, { lagMs }));
    const { stretches } = lagLayout(samples, WINDOW, FRAME, LANE, 1000);
    assert.deepEqual(
      stretches.map((points) => points.length),
      [2, 1],
    );
  });

  it('draws nothing that lies after now', () => {
    const samples = [0, 100, 200, 300].map((atMs) => sampleAt(atMs, { lagMs: 9 }));
    const { stretches } = lagLayout(samples, WINDOW, FRAME, LANE, 150);
    assert.deepEqual(
      stretches[0]?.map((point) => point.atMs),
      [0, 100],
    );
  });

  it('keeps the highest and the lowest value when samples are many', () => {
    const samples = Array.from({ length: 5000 }, (_, at) =>
      sampleAt(at * 10, { lagMs: at === 3333 ? 9000 : at === 1234 ? 1 : 500 }),
    );
    const kept = visibleSamples(samples, WINDOW, 120_000, 200, (sample) => sample.lag?.ms ?? null);
    const values = kept.map((sample) => sample.lag?.ms);
    assert.ok(kept.length <= 260);
    assert.ok(values.includes(9000) && values.includes(1));
  });
});
