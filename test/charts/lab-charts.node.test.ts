import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { LabEvent } from '../../workers/api.ts';
import { tableSamples, TABLE_ROWS_MAX } from '../../web/charts/lab-charts/table-samples.ts';
import {
  chartFacts,
  chartSentence,
  silentProjection,
} from '../../web/charts/lab-charts/lab-charts.layout.ts';
import { chartFrame, timeScale } from '../../web/charts/time-axis/time-axis.layout.ts';
import { scrubberLayout, timeMarks } from '../../web/components/transport/scrubber.layout.ts';
import { countdownSamples } from '../support/samples.ts';
import {
  cautionSnapshot,
  failedOverSnapshot,
  healthySnapshot,
} from '../support/specimen-snapshots.ts';

const FRAME = chartFrame(1440);
const WINDOW = { startMs: 0, endMs: 120_000 };

function event(atMs: number, kind: LabEvent['kind'], text: string): LabEvent {
  return {
    sequence: atMs,
    atMs,
    kind,
    cluster: 'second',
    node: null,
    text,
    causes: [],
    line: null,
  };
}

describe('the charts together', () => {
  it('name a fault in words, at its moment', () => {
    const facts = chartFacts(
      [event(41_600, 'fault', 'fault site first off')],
      [],
      WINDOW,
      FRAME,
      60_000,
      'CLUS-B',
    );
    assert.equal(facts.map((fact) => fact.text).join(), 'CLUS-A without power 00:41.6');
    assert.equal(facts[0]?.x, timeScale(WINDOW, FRAME)(41_600));
  });

  it('never print words of two facts over each other', () => {
    const events = [10, 12, 14, 16].map((second) =>
      event(second * 1000, 'fault', 'fault link replication cut'),
    );
    const facts = chartFacts(events, [], WINDOW, FRAME, 60_000, 'CLUS-B');
    assert.equal(facts.length, 4);
    assert.ok(facts.filter((fact) => fact.side !== null).length <= 2);
  });

  it('project the end of the countdown only while nothing replies', () => {
    const caution = cautionSnapshot();
    const projection = silentProjection(caution.monitors[0], WINDOW, FRAME, caution.atMs);
    assert.equal(projection?.zeroAtMs, 130_000);
    const healthy = healthySnapshot();
    assert.equal(silentProjection(healthy.monitors[0], WINDOW, FRAME, healthy.atMs), null);
  });

  it('are summed up in one sentence', () => {
    const { monitors, atMs } = failedOverSnapshot();
    assert.equal(
      chartSentence(monitors[0], null, 'CLUS-B', atMs),
      'At 02:24.0: no connection, failed over, orders served by CLUS-B.',
    );
  });

  it('have a table of at most as many rows as fit, from the same samples', () => {
    const samples = countdownSamples(80_000, 41_600);
    const rows = tableSamples(samples, WINDOW);
    assert.ok(rows.length > 10 && rows.length <= TABLE_ROWS_MAX);
    assert.ok(rows.every((row) => samples.includes(row)));
  });

  it('share their marks with the scrubber, to the pixel', () => {
    const events = [
      event(41_600, 'fault', 'fault site first off'),
      event(47_500, 'failover', 'B1: caution, 23 s left before failover of APPSRV'),
      event(70_000, 'failover', 'B1: time to fail of APPSRV reached 0'),
    ];
    const { marks, headX } = scrubberLayout(timeMarks(events), WINDOW, FRAME, 80_000);
    const scale = timeScale(WINDOW, FRAME);
    assert.deepEqual(
      marks.map((mark) => [mark.kind, mark.x]),
      [
        ['fault', scale(41_600)],
        ['caution', scale(47_500)],
        ['failover', scale(70_000)],
      ],
    );
    assert.equal(headX, scale(80_000));
  });
});
