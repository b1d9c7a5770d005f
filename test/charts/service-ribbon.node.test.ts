import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
  outageBeforeTakeover,
  placedSpans,
  serviceSpans,
} from '../../web/charts/service-ribbon/service-ribbon.layout.ts';
import { chartFrame } from '../../web/charts/time-axis/time-axis.layout.ts';
import { sampleAt } from '../support/samples.ts';

const RUN = (['first', 'first', 'none', 'none', 'second'] as const).map((servedBy, at) =>
  sampleAt(at * 1000, { servedBy }),
);

describe('the ribbon of who serves', () => {
  it('joins neighbouring samples and reaches to now', () => {
    assert.deepEqual(serviceSpans(RUN, 4500), [
      { servedBy: 'first', startMs: 0, endMs: 2000 },
      { servedBy: 'none', startMs: 2000, endMs: 4000 },
      { servedBy: 'second', startMs: 4000, endMs: 4500 },
    ]);
  });

  it('shows nothing later than now', () => {
    assert.deepEqual(serviceSpans(RUN, 2500).at(-1), {
      servedBy: 'none',
      startMs: 2000,
      endMs: 2500,
    });
  });

  it('names the outage once the second cluster has taken over', () => {
    assert.equal(outageBeforeTakeover(serviceSpans(RUN, 3500)), null);
    assert.equal(outageBeforeTakeover(serviceSpans(RUN, 4500))?.endMs, 4000);
  });

  it('cuts spans at the edges of the window', () => {
    const frame = chartFrame(1440);
    const spans = placedSpans(serviceSpans(RUN, 4500), { startMs: 1000, endMs: 3000 }, frame);
    assert.equal(spans[0]?.x, frame.left);
    const ends = spans.map((span) => span.x + span.width);
    assert.equal(ends.at(-1), frame.right);
  });
});
