import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { advanceUntil, groupIn } from '../support/lab-views.ts';
import {
  assertSameFile,
  bytesOn,
  connected,
  connectionOf,
  diskPair,
  DISK_TARGET,
  NODE_TARGET,
  nodePair,
  setLines,
  settle,
  textOn,
  textsSince,
} from '../support/replicated-pair.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

const LOG = 'C:\\Work\\log.bin';
const SHARED = 'S:\\Work\\log.bin';

/** Mirrors that began since a moment. */
const mirrorsSince = (lab: Lab, sinceMs: number): string[] =>
  textsSince(lab, sinceMs).filter((text) => /^mirror of .* begins/.test(text));

/** Two nodes, mirrored and Good: 40,000 bytes in one file, 8,000 in another. */
function mirroredPair(...settings: readonly string[]): Lab {
  const lab = nodePair();
  play(lab, ...settings.map((each) => `@A1 dt set ${each}`));
  play(lab, `@A1 fill ${LOG} 40000 1`, 'fill C:\\Work\\still.bin 8000 2');
  play(lab, `dt connect Work ${NODE_TARGET} mirror full`);
  settle(lab);
  return lab;
}

describe('a connection whose target node dies', () => {
  it('finds the node that takes over, mirrors again, and is Bad until that is done', () => {
    const lab = openLab();
    play(lab, 'client start', 'lab run 10s');
    const sinceMs = nowMs(lab);
    play(lab, 'fault power B1 off');
    advanceUntil(lab, 300_000, () => connectionOf(lab, 'AppData')?.target === 'B2');
    assert.equal(groupIn(lab, 'second', 'Application').owner, 'B2');
    advanceUntil(lab, 60_000, () => mirrorsSince(lab, sinceMs).length > 0);
    assert.equal(connected(lab, 'AppData').dataState, 'Bad');
    play(lab, 'client stop');
    advanceUntil(lab, 300_000, () => connectionOf(lab, 'AppData')?.dataState === 'Good');
    settle(lab, 'AppData');
    play(lab, 'lab compare AppData');
    assert.equal(connected(lab, 'AppData').targetStatus, 'Online');
  });

  it('is Bad from the death on: what was acknowledged may be lost with its queue', () => {
    const lab = diskPair();
    play(lab, `@A1 fill ${SHARED} 40000 1`, `dt connect Work ${DISK_TARGET} mirror full`);
    settle(lab);
    play(lab, 'fault disk second S: stall', `@A1 write ${SHARED} waits at 0`, 'lab run 1s');
    const { acknowledgedOperations, queue } = connected(lab);
    assert.ok(acknowledgedOperations > 0 && queue.operations === 0, 'the target holds it');
    play(lab, 'fault power B1 off');
    assert.equal(connected(lab).dataState, 'Bad');
    play(lab, 'fault disk second S: restore');
    advanceUntil(lab, 300_000, () => connectionOf(lab)?.dataState === 'Good');
    settle(lab);
    assertSameFile(lab, SHARED, ['A1', 'B2']);
  });

  it('reconnects and mirrors when the same node is back', () => {
    const lab = mirroredPair();
    const sinceMs = nowMs(lab);
    play(lab, 'fault power B1 off', `@A1 write ${LOG} meanwhile at 9000`, 'lab run 30s');
    assert.equal(connected(lab).transmitMode, 'Error');
    play(lab, 'fault power B1 on');
    advanceUntil(
      lab,
      600_000,
      () => connectionOf(lab)?.dataState === 'Good' && nowMs(lab) > sinceMs + 31_000,
    );
    settle(lab);
    assert.equal(mirrorsSince(lab, sinceMs).length, 1);
    assertSameFile(lab, LOG);
  });
});

describe('a target service that is stopped and started in order', () => {
  /** The target has acknowledged forty writes that its disk does not have, and is stopped. */
  const stoppedWithQueue = (): { lab: Lab; sinceMs: number } => {
    const lab = diskPair();
    play(lab, `@A1 fill ${SHARED} 40000 1`, `dt connect Work ${DISK_TARGET} mirror full`);
    settle(lab);
    play(lab, 'fault disk second S: stall');
    for (let number = 1; number <= 40; number += 1) {
      play(lab, `@A1 write ${SHARED} "number ${String(number).padStart(3, '0')}" at 0`);
    }
    play(lab, 'lab run 10s');
    assert.equal(connected(lab).queue.operations, 0, 'all is acknowledged');
    assert.ok(!(textOn(lab, 'B1', SHARED) ?? '').startsWith('number'), 'and nothing on the disk');
    const sinceMs = nowMs(lab);
    play(lab, 'lab run 1s', '@B1 dt stop', 'fault disk second S: restore', 'lab run 20s');
    return { lab, sinceMs };
  };

  it('keeps what it had taken and goes on without a mirror', () => {
    const { lab, sinceMs } = stoppedWithQueue();
    assert.equal(connected(lab).transmitMode, 'Error');
    assert.ok(!(textOn(lab, 'B1', SHARED) ?? '').startsWith('number'), 'it applies nothing now');
    play(lab, '@B1 dt start', 'lab run 2m');
    assertSameFile(lab, SHARED);
    assert.match(textOn(lab, 'B1', SHARED) ?? '', /^number 040/);
    assert.deepEqual(mirrorsSince(lab, sinceMs), []);
    const { transmitMode, targetStatus, dataState } = connected(lab);
    assert.deepEqual([transmitMode, targetStatus, dataState], ['Started', 'Online', 'Good']);
  });

  it('takes what came meanwhile after what it had', () => {
    const { lab, sinceMs } = stoppedWithQueue();
    play(lab, `@A1 write ${SHARED} "number 041" at 0`, `write ${SHARED} more at 20000`);
    play(lab, '@B1 dt start', 'lab run 2m');
    assertSameFile(lab, SHARED);
    assert.match(textOn(lab, 'B1', SHARED) ?? '', /^number 041/);
    assert.deepEqual(mirrorsSince(lab, sinceMs), []);
  });
});

describe('connections of a service that starts', () => {
  for (const [autoRemirror, bytes] of [
    [1, 4096],
    [2, 48_000],
    [3, 40_000],
  ] as const) {
    it(`are opened again, and mirrored as AutoRemirror ${String(autoRemirror)} says`, () => {
      const lab = mirroredPair('AutoReconnect 1', `AutoRemirror ${String(autoRemirror)}`);
      play(lab, '@A1 dt stop', `write ${LOG} meanwhile at 100`, 'lab run 5s', 'dt start');
      settle(lab);
      const { id, mirror, dataState } = connected(lab);
      assert.deepEqual([id, mirror.sentBytes, dataState], [1, bytes, 'Good']);
      assertSameFile(lab, LOG);
    });
  }

  it('wait for a mirror by hand with AutoRemirror 0', () => {
    const lab = mirroredPair('AutoReconnect 1', 'AutoRemirror 0');
    play(lab, '@A1 dt stop', `write ${LOG} meanwhile at 100`, 'dt start');
    play(lab, `write ${LOG} after at 20000`, 'lab run 60s');
    const { dataState, targetStatus, mirrorStatus } = connected(lab);
    assert.deepEqual(
      [dataState, targetStatus, mirrorStatus],
      ['Bad', 'Re-mirror required', 'Idle'],
    );
    const target = bytesOn(lab, 'B1', LOG);
    const source = bytesOn(lab, 'A1', LOG);
    assert.notDeepEqual(target?.subarray(20_000, 20_005), source?.subarray(20_000, 20_005));
    play(lab, '@A1 dt mirror start 1 checksum');
    settle(lab);
    assertSameFile(lab, LOG);
  });

  it('stay away with AutoReconnect 0, which is read when the service starts', () => {
    const lab = mirroredPair();
    play(lab, '@A1 dt set AutoReconnect 0', 'lab run 5s');
    assert.equal(connected(lab).transmitMode, 'Started');
    play(lab, '@A1 dt restart', 'lab run 2m');
    assert.deepEqual(snapshotOf(lab).connections, []);
  });

  it('are opened again after the node was lost', () => {
    const lab = mirroredPair();
    play(lab, 'fault power A1 off', 'lab run 10s', 'fault power A1 on', 'lab run 10m');
    assert.deepEqual([connected(lab).id, connected(lab).dataState], [1, 'Good']);
    play(lab, `@A1 write ${LOG} again at 0`);
    settle(lab);
    assertSameFile(lab, LOG);
  });

  it('are not those that somebody had ended', () => {
    const lab = mirroredPair();
    play(lab, '@A1 dt disconnect 1', 'dt restart', 'lab run 2m');
    assert.deepEqual(snapshotOf(lab).connections, []);
  });

  it('count from 1 again', () => {
    const lab = mirroredPair('AutoReconnect 0');
    play(lab, '@A1 dt disconnect 1', `dt connect Work ${NODE_TARGET} mirror none`);
    assert.equal(connected(lab).id, 2);
    play(lab, '@A1 dt restart', `dt connect Work ${NODE_TARGET} mirror none`);
    assert.equal(connected(lab).id, 1);
  });
});

describe('a connection whose paths its node cannot read', () => {
  const waiting = (): Lab => {
    const lab = diskPair();
    play(lab, `@A1 fill ${SHARED} 40000 1`, `@B1 fill ${SHARED} 40000 2`, '@A2');
    play(lab, ...setLines('Work', 'S:\\Work'), `dt connect Work ${DISK_TARGET} mirror full`);
    return lab;
  };

  it('waits in Calculating size, sends nothing and deletes nothing', () => {
    const lab = waiting();
    const before = bytesOn(lab, 'B1', SHARED);
    play(lab, 'lab run 2m');
    const { mirrorStatus, sent, queue } = connected(lab);
    assert.deepEqual([mirrorStatus, sent.bytes, queue.operations], ['Calculating size', 0, 0]);
    assert.deepEqual(bytesOn(lab, 'B1', SHARED), before);
  });

  it('begins when its node has the disk', () => {
    const lab = waiting();
    play(lab, '@A1 cluster group Application /moveto:A2', 'lab run 2m');
    settle(lab);
    assert.equal(connected(lab).dataState, 'Good');
    assertSameFile(lab, SHARED, ['A2', 'B1']);
  });

  it('is no hindrance to the one that can read them', () => {
    const lab = waiting();
    play(lab, `@A1 dt connect Work ${DISK_TARGET} mirror full`, 'lab run 1m');
    const states = snapshotOf(lab).connections.map(({ source, mirrorStatus }) => [
      source,
      mirrorStatus,
    ]);
    assert.deepEqual(states.sort(), [
      ['A1', 'Idle'],
      ['A2', 'Calculating size'],
    ]);
    assertSameFile(lab, SHARED);
  });
});

/** Every word that the screens of a connection may show. */
const WORDS = {
  transmitMode: ['Started', 'Stopped', 'Paused', 'Error', 'Warning'],
  mirrorStatus: [
    ...['Calculating size', 'Idle', 'Mirroring', 'Paused', 'Removing orphans', 'Verifying'],
    ...['Restoring', 'Transmitting', 'Unknown'],
  ],
  replicationStatus: ['Replicating', 'Ready', 'Stopped', 'Out of memory'],
  targetStatus: [
    ...['Online', 'Mirroring', 'Mirroring Stopped', 'Re-mirror required', 'Retrying', 'Paused'],
    ...['Pausing', 'Restore Required'],
  ],
} as const;

describe('the words of a connection', () => {
  it('are those of the product, whatever happens to it', () => {
    const lab = mirroredPair('QmemoryBufferMax 1', 'QJournalSpaceMax 0');
    const unknown = new Set<string>();
    const look = (): void => {
      for (const connection of snapshotOf(lab).connections) {
        for (const [column, words] of Object.entries(WORDS)) {
          const word = connection[column as keyof typeof WORDS];
          if (!(words as readonly string[]).includes(word)) unknown.add(`${column}: ${word}`);
        }
      }
    };
    for (const line of [
      'fault link replication rate 512',
      '@A1 dt mirror start 1 full',
      'lab run 300ms',
      'dt mirror pause 1',
      'lab run 5s',
      'dt mirror resume 1',
      'lab run 5s',
      'dt mirror start 1 checksum',
      'dt mirror stop 1',
      'dt transmit pause 1',
      'dt transmit resume 1',
      'dt transmit stop 1',
      'dt transmit start 1',
      'dt replication stop 1',
      'dt replication start 1',
      'dt verify 1',
      'lab run 100ms',
      'lab run 1m',
      'fault link replication cut',
      ...Array.from({ length: 140 }, () => `write ${LOG} ${'w'.repeat(8000)} at 0`),
      'lab run 1s',
      'fault link replication restore',
      'lab run 30s',
      'lab run 1m',
      '@B1 dt stop',
      'lab run 10s',
      'dt start',
      'lab run 1m',
    ]) {
      runLine(lab, line);
      look();
    }
    assert.deepEqual([...unknown], []);
    assert.equal(connected(lab).dataState, 'Good');
    const isTold = (pattern: RegExp): boolean =>
      eventsOf(lab).some(({ text }) => pattern.test(text));
    assert.ok(isTold(/full: disconnected/), 'the queue was full on the way');
  });
});
