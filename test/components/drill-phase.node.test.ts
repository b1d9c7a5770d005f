import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { drillChecks, drillPhase } from '../../web/components/drill-panel/drill-phase.ts';
import { fakeSnapshot } from '../support/fake-engine.ts';
import { failedOverSnapshot, healthySnapshot } from '../support/specimen-snapshots.ts';

describe('the drill', () => {
  it('goes from flowing orders through the countdown to the ledger', () => {
    const phases = [40_000, 42_000, 48_000, 70_500, 74_000, 76_000].map((atMs) =>
      drillPhase(fakeSnapshot(atMs, atMs < 41_600 ? null : 41_600)),
    );
    assert.deepEqual(phases, [
      'flowing',
      'counting',
      'caution',
      'taking-over',
      'serving',
      'ledger',
    ]);
  });

  it('shows no ledger before the first order of the second cluster is acknowledged', () => {
    const after = failedOverSnapshot();
    const before = { ...after, ledger: after.ledger && { ...after.ledger, rtoMs: null } };
    assert.equal(drillPhase(before), 'serving');
  });

  it('ticks its first checks while all is well, and unticks them when it is not', () => {
    const healthy = healthySnapshot();
    const done = (snapshot: typeof healthy): boolean[] =>
      drillChecks(snapshot, 'flowing').map((check) => check.done);
    assert.deepEqual(done(healthy), [true, true, false]);
    const stopped = { ...healthy, clients: { ...healthy.clients, running: false } };
    assert.deepEqual(done(stopped), [false, true, false]);
  });
});
