import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { digestOf, runOf, snapshotOf } from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

/** A figure of the link that is wrong, and the line that sets it to what it usually is. */
const FIGURES = [
  ['fault link replication rate 96', 'fault link replication rate 1544'],
  ['fault link replication latency 400', 'fault link replication latency 20'],
  ['fault link replication loss 9', 'fault link replication loss 0'],
] as const;

describe('a figure of the link between the sites', () => {
  for (const [wrong, usual] of FIGURES) {
    it(`is no fault any more once "${usual}" has set it back`, () => {
      const lab = openLab({ diskMiB: 4 });
      const { link } = snapshotOf(lab);
      play(lab, wrong);
      assert.deepEqual(
        snapshotOf(lab).faults.map(({ line }) => line),
        [wrong],
      );
      const { exitCode, output, changed } = runLine(lab, usual);
      assert.deepEqual([exitCode, output, changed], [0, `Cleared: ${wrong}`, true]);
      assert.deepEqual(snapshotOf(lab).faults, []);
      assert.deepEqual(snapshotOf(lab).link, link);
    });

    it(`leaves no trace when "${usual}" finds nothing to set back`, () => {
      const lab = openLab({ diskMiB: 4 });
      const before = digestOf(lab);
      const { exitCode, output, changed } = runLine(lab, usual);
      assert.deepEqual([exitCode, changed], [0, false]);
      assert.match(output, /is what the link has; no fault stands/);
      assert.equal(digestOf(lab), before);
      assert.deepEqual(runOf(lab).lines, []);
    });
  }

  it('stays a fault while it is another than the usual one, and goes back to that when cleared', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, 'fault link replication rate 96', 'fault link replication rate 2000');
    assert.deepEqual(
      snapshotOf(lab).faults.map(({ line }) => line),
      ['fault link replication rate 2000'],
    );
    play(lab, 'fault clear all');
    assert.equal(snapshotOf(lab).link.kbps, 1544);
  });
});
