import assert from 'node:assert/strict';
import {
  advance,
  digestOf,
  eventsOf,
  keptLines,
  nowMs,
  readFile,
  snapshotOf,
  type Lab,
} from '../../workers/core/lab.ts';
import type { ConnectionSnapshot } from '../../workers/core/snapshot.ts';
import { advanceUntil } from './lab-views.ts';
import { openLab, play, runLine, type LineResult } from './run-lines.ts';

/** The target address of `nodePair`: B1's own. */
export const NODE_TARGET = '172.16.12.41';
/** The target address of `diskPair`: SECOND's address for Double-Take. */
export const DISK_TARGET = '172.16.12.47';

/**
 * A1 and B1 with Double-Take and nothing else: each node's own `C:`, saved set `Work` of all below `C:\Work`, no
 * connection. The clock stands at 2001-08-01 08:00:00.
 */
export function nodePair(diskMiB = 4): Lab {
  const lab = openLab({ scenario: 'bare', diskMiB });
  play(lab, '@B1 dt install', '@A1 dt install', ...setLines('Work', 'C:\\Work'));
  return lab;
}

/**
 * The protected pair, its own connection taken offline, with a saved set `Work` of all below `S:\Work`; no connection.
 */
export function diskPair(diskMiB = 16): Lab {
  const lab = openLab({ diskMiB });
  play(lab, '@A1 cluster resource "DT Connection for Application" /offline');
  play(lab, ...setLines('Work', 'S:\\Work'));
  return lab;
}

/** Lines that make and save a set of everything below the given folders. */
export function setLines(name: string, ...folders: readonly string[]): string[] {
  return [
    `dt repset create ${name}`,
    ...folders.map((folder) => `dt repset rule ${name} add ${folder} include recurse`),
    `dt repset save ${name}`,
  ];
}

/** The connection of a set, if there is one. */
export function connectionOf(lab: Lab, set = 'Work'): ConnectionSnapshot | undefined {
  return snapshotOf(lab).connections.find(({ replicationSet }) => replicationSet === set);
}

/** The connection of a set. @throws AssertionError when there is none */
export function connected(lab: Lab, set = 'Work'): ConnectionSnapshot {
  const connection = connectionOf(lab, set);
  assert.ok(connection !== undefined, `at ${String(nowMs(lab))} ms ${set} has no connection`);
  return connection;
}

/** Goes on until the connection of a set has nothing left to mirror or to send. */
export function settle(lab: Lab, set = 'Work', withinMs = 600_000): number {
  return advanceUntil(lab, withinMs, () => {
    const connection = connectionOf(lab, set);
    return connection?.mirrorStatus === 'Idle' && connection.queue.operations === 0;
  });
}

/** Bytes of a file as the node reads it; null when it does not. */
export function bytesOn(lab: Lab, node: string, path: string): Uint8Array | null {
  const bytes = readFile(lab, node, path);
  return bytes instanceof Uint8Array ? bytes : null;
}

/** Text of a file as the node reads it; null when it does not. */
export function textOn(lab: Lab, node: string, path: string): string | null {
  const bytes = bytesOn(lab, node, path);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** That both nodes read the same bytes, or neither any. */
export function assertSameFile(lab: Lab, path: string, nodes = ['A1', 'B1']): void {
  const [left = null, right = null] = nodes.map((node) => bytesOn(lab, node, path));
  assert.equal(left === null, right === null, `${path} is on one of ${nodes.join(', ')} alone`);
  if (left !== null && right !== null) {
    assert.ok(Buffer.from(left).equals(right), `${path} differs between ${nodes.join(' and ')}`);
  }
}

/** That a line is refused with a text and leaves no trace. @returns the refusal */
export function assertRefused(lab: Lab, line: string): LineResult {
  const before = [digestOf(lab), keptLines(lab).length, nowMs(lab)];
  const result = runLine(lab, line);
  assert.notEqual(result.exitCode, 0, `"${line}" was accepted: ${result.output}`);
  assert.notEqual(result.exitCode, 120, `"${line}": ${result.output}`);
  assert.notEqual(result.output.trim(), '', `"${line}" is refused without a text`);
  assert.equal(result.changed, false, line);
  assert.deepEqual([digestOf(lab), keptLines(lab).length, nowMs(lab)], before, line);
  return result;
}

/** Texts of the events since a moment. */
export function textsSince(lab: Lab, sinceMs: number): string[] {
  return eventsOf(lab)
    .filter(({ atMs, kind }) => atMs >= sinceMs && kind !== 'line')
    .map(({ text }) => text);
}

/** Goes on to a moment of the lab's clock, virtual ms. */
export function goTo(lab: Lab, atMs: number): void {
  advance(lab, atMs);
}
