import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { eventMark, eventParts } from '../../web/components/event-log/event-words.ts';
import type { LabEvent } from '../../workers/api.ts';

const EVENT: LabEvent = {
  sequence: 1,
  atMs: 0,
  kind: 'line',
  cluster: null,
  node: 'A1',
  text: 'client start',
  causes: [],
  line: 2,
};

describe('the words of the event log', () => {
  it('tell lines that the drill ran from lines that the reader typed', () => {
    assert.equal(eventParts(EVENT, 3).subject, 'Drill');
    assert.equal(eventParts({ ...EVENT, line: 3 }, 3).subject, 'You');
    assert.equal(eventParts({ ...EVENT, line: null }, 3).subject, 'Scenario');
  });

  it('give a setting no mark of failure, whatever it is called', () => {
    const text = 'B1: scripts of APPSRV: post-failover S:\\postover.bat';
    assert.equal(eventMark({ ...EVENT, kind: 'service', text }).icon, 'setting');
  });

  it('name an operating system in full, where a line writes it short', () => {
    const event: LabEvent = { ...EVENT, kind: 'node', text: 'A1: os nt4sp3' };
    assert.equal(eventParts(event, 0).rest, 'os NT 4.0, Service Pack 3');
    const line: LabEvent = { ...EVENT, text: 'host A1 os nt4sp3' };
    assert.equal(eventParts(line, 0).rest, 'host A1 os nt4sp3');
  });

  it('name an alarm by its text, and say when it is over', () => {
    const alarm: LabEvent = { ...EVENT, kind: 'alarm', node: null, line: null };
    const parts = (text: string) => eventParts({ ...alarm, text }, 0).rest;
    assert.equal(parts('alarm split-service: Both serve'), 'Both serve');
    assert.equal(parts('alarm split-service is over: Both serve'), 'Over: Both serve');
  });
});
