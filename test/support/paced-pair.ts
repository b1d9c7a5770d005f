/* A pair on a line of a chosen rate: what is written, what crosses meanwhile, and what the statistics say. */
import assert from 'node:assert/strict';
import { nowMs, type Lab } from '../../workers/core/lab.ts';
import { connected, goTo, NODE_TARGET, nodePair, settle } from './replicated-pair.ts';
import { play, runLine } from './run-lines.ts';

export const LOG = 'C:\\Work\\log.bin';

/** A pair that is mirrored and Good, on a line of the given rate. */
export function pairAt(kbps: number, diskMiB = 4): Lab {
  const lab = nodePair(diskMiB);
  play(lab, `@A1 fill ${LOG} 40000 1`, `dt connect Work ${NODE_TARGET} mirror full`);
  settle(lab);
  play(lab, `fault link replication rate ${String(kbps)}`);
  return lab;
}

/** Writes of one size into one file, at once. */
export function write(lab: Lab, count: number, bytes: number, path = LOG): void {
  for (let each = 0; each < count; each += 1) {
    play(lab, `@A1 write ${path} ${'w'.repeat(bytes)} at 0`);
  }
}

/** Bytes that go over the line of a set's connection meanwhile. */
export function wireDuring(lab: Lab, durationMs: number, set = 'Work'): number {
  const before = connected(lab, set).sent.wireBytes;
  goTo(lab, nowMs(lab) + durationMs);
  return connected(lab, set).sent.wireBytes - before;
}

export function assertAbout(actual: number, expected: number, within: number, what: string): void {
  const message = `${what}: ${String(actual)}, expected ${String(expected)} within ${String(within)}`;
  assert.ok(Math.abs(actual - expected) <= within, message);
}

/** What `dt statistics` tells, by column. */
export function statisticsOf(lab: Lab, id = 1): Record<string, string> {
  const { exitCode, output } = runLine(lab, `@A1 dt statistics ${String(id)}`);
  assert.equal(exitCode, 0, output);
  return Object.fromEntries(
    output
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => /^(.+?)(?: {2,}| (?=\d+$))(.*)$/.exec(line.trim()))
      .map((match) => [match?.[1] ?? '', match?.[2] ?? '']),
  );
}
