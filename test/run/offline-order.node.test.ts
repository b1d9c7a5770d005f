import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  advance,
  eventsOf,
  lastSequence,
  nextEventMs,
  nowMs,
  snapshotOf,
  type Lab,
} from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { assertDependenciesOnline } from '../support/world-checks.ts';

describe('going offline', () => {
  it('takes dependents first and brings dependencies first, at every event', () => {
    for (const line of [
      '@A1 cluster group Application /moveto:A2',
      '@A1 cluster group Application /offline',
      '@A1 cluster resource "IP Address for Application" /offline',
      '@A1 cluster resource "IP Address for Application" /fail',
      'fault nic A1 PUBLIC cut',
    ]) {
      const lab = openLab({ seed: 5, diskMiB: 4 });
      play(lab, '@A1 cluster resource "DT Connection for Application" /offline');
      play(
        lab,
        '@A1 cluster resource "DT Connection for Application" /adddep:"Disk for Application"',
        '@A1 cluster group Application /online',
      );
      const sequence = lastSequence(lab);
      const startMs = nowMs(lab);
      runLine(lab, `${line}${line.includes('/o') || line.includes('/m') ? ' /wait:0' : ''}`);
      assertDependenciesOnline(snapshotOf(lab));
      for (;;) {
        const nextMs = nextEventMs(lab);
        if (nextMs === null || nextMs > startMs + 40_000) break;
        advance(lab, nextMs);
        assertDependenciesOnline(snapshotOf(lab));
      }
      assertOrder(lab, sequence, line);
    }
  });
});

const CHAINS = [
  ['IP Address for Application', 'Name for Application'],
  ['Disk for Application', 'DT Connection for Application'],
] as const;

/** In the log, no dependency begins to go while its dependent is not gone, nor a dependent to come before it. */
function assertOrder(lab: Lab, after: number, line: string): void {
  const events = eventsOf(lab, after).filter(({ kind, cluster }) => {
    return kind === 'resource' && cluster === 'first';
  });
  assert.ok(events.length > 3, `"${line}" moved something`);
  for (const [below, above] of CHAINS) {
    const states = new Map<string, string>([
      [below, 'Online'],
      [above, 'Online'],
    ]);
    for (const { text } of events) {
      const name = [below, above].find((each) => text.startsWith(`${each}: `));
      if (name === undefined) continue;
      states.set(name, text.slice(name.length + 2));
      const [lower, upper] = [states.get(below) ?? '', states.get(above) ?? ''];
      if (name === below && lower === 'Offline Pending') assert.match(upper, /^(Offline|Failed)$/);
      if (name === above && upper.startsWith('Online')) assert.equal(lower, 'Online');
    }
  }
}
