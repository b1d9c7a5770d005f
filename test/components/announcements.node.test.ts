import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { announcements } from '../../web/components/failover-lab/announcements.ts';
import {
  cautionSnapshot,
  failedOverSnapshot,
  healthySnapshot,
} from '../support/specimen-snapshots.ts';

describe('what is announced', () => {
  it('is nothing while nothing changes but the time', () => {
    const healthy = healthySnapshot();
    assert.deepEqual(announcements(healthy, { ...healthy, atMs: healthy.atMs + 16 }), []);
  });

  it('interrupts for caution, in one sentence for both monitors', () => {
    const said = announcements(healthySnapshot(), cautionSnapshot());
    assert.deepEqual(
      said.filter((each) => each.assertive).map((each) => each.text),
      ['B1 and B2: Caution: 17.6 of 30 seconds left.'],
    );
    const polite = said.filter((each) => !each.assertive).map((each) => each.text);
    assert.ok(polite.includes('Fault: CLUS-A without power.'));
    assert.ok(polite.includes('Nobody takes orders.'));
  });

  it('tells once that saving fails and why, and once that it goes on', () => {
    const storage = { kind: 'indexeddb', savedAtMs: 0, readOnly: false, problem: null } as const;
    const saved = { ...healthySnapshot(), storage };
    const unsaved = { ...saved, storage: { ...storage, problem: 'No room.' } };
    const still = { ...saved, storage: { ...storage, problem: 'No room, tried again.' } };
    assert.deepEqual(announcements(saved, unsaved), [{ text: 'No room.', assertive: false }]);
    assert.deepEqual(announcements(unsaved, still), []);
    assert.deepEqual(
      announcements(still, saved).map(({ text }) => text),
      ['The lab is saved again.'],
    );
  });

  it('names the lost orders once, politely', () => {
    const said = announcements(cautionSnapshot(), failedOverSnapshot());
    const ledger = said.find((each) => each.text.includes('lost'));
    assert.equal(ledger?.text, '3 orders lost: 0410–0412. Without service for 33.6 seconds.');
    assert.equal(ledger.assertive, false);
    assert.equal(announcements(failedOverSnapshot(), failedOverSnapshot()).length, 0);
  });
});
