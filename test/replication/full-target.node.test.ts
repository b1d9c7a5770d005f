import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { openLab, play } from '../support/run-lines.ts';

function stateOf(lab: Lab): readonly string[] {
  return snapshotOf(lab).connections.map(({ dataState, targetStatus }) => {
    return `${dataState} ${targetStatus}`;
  });
}

function dropsIn(lab: Lab): number {
  return eventsOf(lab).filter(({ text }) => text.includes('dropped a write')).length;
}

describe('a target whose disk is full', () => {
  it('says once that writes are dropped, and is Good again only by a mirror that drops none', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, 'fault disk second S: fill', '@A1 fill S:\\new.bin 200000 5', 'lab run 10s');
    assert.deepEqual(stateOf(lab), ['Bad Re-mirror required']);
    play(lab, 'client start', 'lab run 10s', 'client stop');
    assert.equal(dropsIn(lab), 1);

    play(lab, 'dt mirror start 1 checksum', 'lab run 30s');
    assert.equal(snapshotOf(lab).connections[0]?.mirrorStatus, 'Idle');
    assert.deepEqual(stateOf(lab), ['Bad Re-mirror required']);
    assert.equal(dropsIn(lab), 2);

    play(lab, 'fault clear all', 'dt mirror start 1 checksum', 'lab run 30s');
    assert.deepEqual(stateOf(lab), ['Good Online']);
    play(lab, 'lab compare AppData');
  });
});
