import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LabEvent } from '../../workers/api.ts';
import { isRewritten } from '../../web/components/lab-desk/rewritten-log.ts';

function entry(sequence: number, text = `entry ${String(sequence)}`): LabEvent {
  return {
    sequence,
    atMs: sequence * 1000,
    kind: 'line',
    cluster: null,
    node: null,
    text,
    causes: [],
    line: 0,
  };
}

describe('A log that was rewritten', () => {
  const log = [entry(1), entry(2), entry(3)];

  it('is told from one that grew or lost its oldest entries', () => {
    assert.equal(isRewritten([], log), false);
    assert.equal(isRewritten(log, log), false);
    assert.equal(isRewritten(log, [...log, entry(4)]), false);
    assert.equal(isRewritten(log, [entry(3), entry(4)]), false);
  });

  it('ends earlier, or goes on otherwise', () => {
    assert.equal(isRewritten(log, [entry(1), entry(2)]), true);
    assert.equal(isRewritten(log, []), true);
    assert.equal(isRewritten(log, [entry(1), entry(2), entry(3, 'another line')]), true);
  });
});
