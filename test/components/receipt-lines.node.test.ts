import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { foundOfLast, receiptLines } from '../../web/components/loss-receipt/receipt-lines.ts';

const LEDGER = {
  failoverAtMs: 130_000,
  rpoMs: 1400,
  rtoMs: 33_600,
  between: {
    oldestLostAtMs: 100_200,
    lastBeforeAtMs: 101_600,
    outageFromMs: 101_600,
    outageToMs: 135_200,
  },
  lostBytes: 768,
  lostOrders: [410, 411, 412],
  destroyedOrders: [],
  divergedOrders: [],
};

describe('the receipt', () => {
  it('prints what the ledger measured', () => {
    const lines = receiptLines(LEDGER, 'CLUS-A', 'CLUS-B');
    assert.deepEqual(lines.rows, [
      { label: 'acknowledged by CLUS-A', value: '0412' },
      { label: 'last found on CLUS-B', value: '0409' },
      { label: 'bytes not found', value: '768 B' },
    ]);
    assert.deepEqual(lines.lost, ['0410', '0411', '0412']);
    assert.deepEqual([lines.lostCount, lines.rpo, lines.rto], ['3', '1.4 s', '33.6 s']);
  });

  it('names the events that RPO and RTO were measured between, in order of time', () => {
    const { moments } = receiptLines(LEDGER, 'CLUS-A', 'CLUS-B');
    assert.deepEqual(moments, [
      { label: 'RPO from: oldest lost order, on CLUS-A', atMs: 100_200 },
      { label: 'RPO to, RTO from: last order on CLUS-A', atMs: 101_600 },
      { label: 'Failover begins: time to fail is 0', atMs: 130_000 },
      { label: 'RTO to: first order on CLUS-B', atMs: 135_200 },
    ]);
    const [from = 0, to = 0, , end = 0] = moments.map((moment) => moment.atMs);
    assert.equal(to - from, LEDGER.rpoMs);
    assert.equal(end - to, LEDGER.rtoMs);
  });

  it('claims no last order found when the lost ones have gaps', () => {
    const lines = receiptLines({ ...LEDGER, lostOrders: [410, 412] }, 'CLUS-A', 'CLUS-B');
    assert.ok(lines.rows.every((row) => !row.label.startsWith('last found')));
  });

  it('prints long losses as numbers, then ranges', () => {
    const lostOrders = Array.from({ length: 40 }, (_, at) => 501 + at);
    const lines = receiptLines({ ...LEDGER, lostOrders }, 'CLUS-A', 'CLUS-B');
    assert.equal(lines.lost.length, 18);
    assert.equal(lines.more, '0519–0540');
  });

  it('says how many of the last orders were found', () => {
    assert.equal(foundOfLast(LEDGER, 12), 9);
    assert.equal(foundOfLast({ ...LEDGER, lostOrders: [] }, 12), 12);
  });
});
