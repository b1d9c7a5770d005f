/*
 * The target holds what the source held at some moment, or calls its data Bad: the ways in which that was not so once,
 * each under the eyes of the oracle that the soak uses.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Lab } from '../../workers/core/lab.ts';
import { advanceUntil } from '../support/lab-views.ts';
import {
  assertSameFile,
  bytesOn,
  connected,
  DISK_TARGET,
  diskPair,
  NODE_TARGET,
  nodePair,
  settle,
} from '../support/replicated-pair.ts';
import { play, runLine } from '../support/run-lines.ts';
import { DataOracle } from '../soak/data-oracle.ts';

const CONNECT = `@A1 dt connect Work ${NODE_TARGET} mirror full`;

/** Two nodes, connected and alike, watched from now on. */
function watchedPair(...files: readonly string[]): Lab {
  const lab = nodePair();
  new DataOracle(lab);
  play(lab, ...files.map((line) => `@A1 ${line}`), CONNECT);
  settle(lab);
  return lab;
}

function dataState(lab: Lab): string {
  return connected(lab).dataState;
}

describe('a new file', () => {
  it('is the same on the target where another one of its name lay', () => {
    const lab = nodePair();
    new DataOracle(lab);
    play(lab, '@B1 fill C:\\Work\\a.dat 9000 1', '@B1 attrib C:\\Work\\a.dat +h', CONNECT);
    settle(lab);
    play(lab, '@A1 write C:\\Work\\a.dat short', 'lab run 5s');
    assertSameFile(lab, 'C:\\Work\\a.dat');
    assert.equal(runLine(lab, '@B1 attrib C:\\Work\\a.dat').output.trim().startsWith('A '), true);
  });
});

describe('a change that is not queued', () => {
  it('while a mirror runs leaves the data Bad at its end, and Good after the next one', () => {
    const lab = watchedPair('fill C:\\Work\\a.dat 50000 1', 'fill C:\\Work\\b.dat 50000 2');
    play(lab, 'fault link replication rate 100', '@A1 dt mirror start 1 full', 'lab run 6s');
    play(lab, '@A1 dt replication stop 1', 'write C:\\Work\\a.dat missed at 10');
    play(lab, 'dt replication start 1', 'write C:\\Work\\b.dat seen at 10');
    settle(lab);
    assert.equal(dataState(lab), 'Bad');
    assert.equal(connected(lab).targetStatus, 'Re-mirror required');
    play(lab, 'dt mirror start 1 full');
    settle(lab);
    assert.equal(dataState(lab), 'Good');
    assertSameFile(lab, 'C:\\Work\\a.dat');
  });

  it('does not let older ones that are still queued outlive the next mirror', () => {
    const lab = watchedPair('dt set BlockChecksumAll 1', 'fill C:\\Work\\a.dat 5000 1');
    play(
      lab,
      '@A1 dt transmit pause 1',
      'fill C:\\Work\\a.dat 5000 2',
      'attrib C:\\Work\\a.dat +h',
    );
    play(lab, 'dt replication stop 1', 'fill C:\\Work\\a.dat 5000 1', 'attrib C:\\Work\\a.dat -h');
    play(lab, 'dt replication start 1', 'dt mirror start 1 checksum', 'dt transmit start 1');
    settle(lab);
    assert.equal(dataState(lab), 'Good');
    assertSameFile(lab, 'C:\\Work\\a.dat');
  });

  it('makes the data Bad when the other node of the cluster wrote it, once the first one writes again', () => {
    const lab = diskPair(4);
    play(lab, `@A1 dt connect Work ${DISK_TARGET} mirror full`, 'write S:\\Work\\a.txt one');
    settle(lab);
    play(lab, 'cluster group Application /moveto:A2', '@A2 write S:\\Work\\a.txt two');
    play(lab, '@A1 cluster group Application /moveto:A1', 'lab run 10s');
    play(lab, 'write S:\\Work\\a.txt three');
    assert.equal(dataState(lab), 'Bad');
  });

  it('leaves the data Bad when a verification mends other files over it', () => {
    const lab = watchedPair('fill C:\\Work\\a.dat 5000 1', 'fill C:\\Work\\b.dat 5000 2');
    play(lab, '@A1 dt replication stop 1', 'write C:\\Work\\a.dat missed at 10');
    play(lab, 'dt verify 1 checksum remirror', 'lab run 10s');
    assert.equal(dataState(lab), 'Bad');
  });
});

describe('a file that moves while a mirror runs', () => {
  it('arrives under its last name, though another one of its first name had been mirrored', () => {
    const lab = watchedPair('fill C:\\Work\\a.dat 900 1', 'fill C:\\Work\\b.dat 90000 2');
    play(lab, '@A1 fill C:\\x.dat 700 3', 'fault link replication rate 100');
    play(lab, 'dt set MirrorQueueLimit 2', 'dt mirror start 1 full', 'lab run 1s');
    play(lab, 'move C:\\Work\\a.dat C:\\Work\\c.dat', 'move C:\\x.dat C:\\Work\\a.dat');
    play(lab, 'move C:\\Work\\a.dat C:\\Work\\d.dat');
    settle(lab);
    assert.notEqual(bytesOn(lab, 'B1', 'C:\\Work\\d.dat'), null);
    for (const name of ['a', 'b', 'c', 'd']) assertSameFile(lab, `C:\\Work\\${name}.dat`);
  });
});

describe('what an ended connection had sent', () => {
  it('is applied before all that its successor sends', () => {
    const lab = diskPair(4);
    play(lab, `@A1 dt connect Work ${DISK_TARGET} mirror full`, 'write S:\\Work\\a.txt one');
    settle(lab);
    play(lab, 'fault disk second S: stall', 'write S:\\Work\\a.txt two', 'lab run 5s');
    play(lab, `dt disconnect ${String(connected(lab).id)}`);
    play(lab, `dt connect Work ${DISK_TARGET} mirror full`, 'lab run 5s');
    play(lab, 'write S:\\Work\\a.txt three', 'lab run 5s', 'fault clear all', 'lab run 10s');
    assert.equal(runLine(lab, '@B1 type S:\\Work\\a.txt').output, 'three');
    assert.equal(dataState(lab), 'Good');
  });

  it('comes too late once its successor is there', () => {
    const lab = watchedPair('write C:\\Work\\a.txt one');
    play(lab, 'fault link replication latency 5000', '@A1 write C:\\Work\\a.txt two', 'lab run 1s');
    play(lab, 'fault clear all', 'dt disconnect 1', CONNECT, 'write C:\\Work\\a.txt three');
    play(lab, 'lab run 20s');
    assert.equal(dataState(lab), 'Good');
    assertSameFile(lab, 'C:\\Work\\a.txt');
  });
});

describe('a queue that is thrown away', () => {
  /** Nothing gets through, and more is written than the queue takes. */
  function overflown(): Lab {
    const lab = watchedPair('dt set QmemoryBufferMax 1', 'dt set QJournalSpaceMax 0');
    play(lab, 'fault link replication cut');
    return lab;
  }
  const WRITES = [1, 2, 3].map((seed) => `@A1 fill C:\\Work\\big.dat 400000 ${String(seed)}`);

  it('is mirrored anew also where somebody starts the replication meanwhile', () => {
    const lab = overflown();
    play(lab, ...WRITES);
    const { transmitMode, queue } = connected(lab);
    assert.deepEqual([transmitMode, queue.operations, dataState(lab)], ['Error', 0, 'Bad']);
    play(lab, 'dt replication start 1', 'write C:\\Work\\a.txt later', 'fault clear all');
    play(lab, 'lab run 60s');
    assert.equal(dataState(lab), 'Good');
    for (const name of ['big.dat', 'a.txt']) assertSameFile(lab, `C:\\Work\\${name}`);
  });

  it('ends the verification whose questions were in it', () => {
    const lab = overflown();
    play(lab, '@A1 write C:\\Work\\a.txt x', 'dt verify 1', 'lab run 1s', ...WRITES);
    play(lab, 'fault clear all', 'lab run 60s', 'dt verify 1', 'lab run 10s');
    assert.deepEqual(
      lab.jobs.map(({ state }) => state),
      ['Failed', 'Done'],
    );
  });

  it('keeps nobody from writing, and shows until the mirror is through that nothing is protected', () => {
    const lab = overflown();
    play(lab, ...WRITES, 'write C:\\Work\\a.txt x', 'fault clear all');
    assert.equal(dataState(lab), 'Bad');
    advanceUntil(lab, 600_000, () => dataState(lab) === 'Good');
    for (const name of ['big.dat', 'a.txt']) assertSameFile(lab, `C:\\Work\\${name}`);
  });
});

describe('a mirror', () => {
  it('that is started while transmission is stopped begins when that is started', () => {
    const lab = watchedPair('fill C:\\Work\\a.dat 5000 1');
    play(lab, '@A1 dt transmit stop 1', 'dt mirror start 1 full', 'lab run 10s');
    play(lab, 'dt transmit start 1');
    settle(lab);
    assert.equal(dataState(lab), 'Good');
  });
});
