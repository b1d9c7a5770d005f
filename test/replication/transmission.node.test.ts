import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf, eventsOf, type Lab } from '../../workers/core/lab.ts';
import { LOG, pairAt, statisticsOf, write } from '../support/paced-pair.ts';
import {
  assertRefused,
  assertSameFile,
  bytesOn,
  connected,
  NODE_TARGET,
  nodePair,
  settle,
} from '../support/replicated-pair.ts';
import { play, runLine } from '../support/run-lines.ts';

describe('transmission', () => {
  for (const [verb, mode, again] of [
    ['stop', 'Stopped', 'start'],
    ['pause', 'Paused', 'resume'],
  ] as const) {
    it(`holds back everything while it is ${mode}, and hands it over after ${again}`, () => {
      const lab = pairAt(1544);
      play(lab, `@A1 dt transmit ${verb} 1`, 'lab run 1s');
      const { sent } = connected(lab);
      play(lab, `write ${LOG} changed at 3`, 'write C:\\Work\\new.txt new', 'lab run 60s');
      const held = connected(lab);
      assert.equal(held.transmitMode, mode);
      assert.equal(held.replicationStatus, 'Replicating');
      assert.equal(held.dataState, 'Good');
      assert.deepEqual(held.sent, sent);
      assert.equal(held.queue.bytes, 7 + 3);
      assert.equal(held.queue.lagMs, 60_000);
      assert.equal(bytesOn(lab, 'B1', 'C:\\Work\\new.txt'), null);
      play(lab, `@A1 dt transmit ${again} 1`);
      settle(lab);
      assert.equal(connected(lab).transmitMode, 'Started');
      assertSameFile(lab, LOG);
      assertSameFile(lab, 'C:\\Work\\new.txt');
    });
  }

  it('stops in the midst of a mirror, which goes on where it was', () => {
    const lab = nodePair();
    play(lab, 'fault link replication rate 800', '@A1 fill C:\\Work\\big.bin 600000 4');
    play(lab, `dt connect Work ${NODE_TARGET} mirror full`, 'lab run 2s', 'dt transmit stop 1');
    play(lab, 'lab run 30s');
    assert.equal(connected(lab).dataState, 'Bad');
    assert.ok(connected(lab).mirror.sentBytes < 600_000, 'the mirror is not done');
    play(lab, '@A1 dt transmit start 1');
    settle(lab);
    assert.equal(connected(lab).mirror.sentBytes, 600_000);
    assert.equal(connected(lab).dataState, 'Good');
    assertSameFile(lab, 'C:\\Work\\big.bin');
  });

  it('is in Error while its line is cut or its target serves nobody, and Started after', () => {
    const lab = pairAt(1544);
    for (const [off, on] of [
      ['fault link replication cut', 'fault link replication restore'],
      ['fault service B1 dt stop', 'fault service B1 dt start'],
      ['fault nic B1 PUBLIC cut', 'fault nic B1 PUBLIC restore'],
    ] as const) {
      play(lab, off, `@A1 write ${LOG} during at 0`, 'lab run 10s');
      assert.equal(connected(lab).transmitMode, 'Error', off);
      play(lab, on, 'lab run 60s');
      settle(lab);
      assert.equal(connected(lab).transmitMode, 'Started', on);
      assert.equal(connected(lab).dataState, 'Good', on);
      assertSameFile(lab, LOG);
    }
  });

  it('is refused for a connection that is not there, and for words that are none', () => {
    const lab = nodePair();
    for (const line of [
      'transmit stop 1',
      'transmit',
      'replication stop 1',
      'statistics 1',
      'statistics',
      'disconnect 1',
    ]) {
      assertRefused(lab, `@A1 dt ${line}`);
    }
    play(lab, `@A1 dt connect Work ${NODE_TARGET} mirror none`);
    for (const line of [
      'transmit hold 1',
      'transmit stop',
      'transmit stop x',
      'replication pause 1',
      'statistics 2',
      'disconnect all',
    ]) {
      assertRefused(lab, `@A1 dt ${line}`);
    }
  });
});

describe('replication', () => {
  it('that is stopped queues nothing, so that the target falls behind for good', () => {
    const lab = pairAt(1544);
    play(lab, '@A1 dt replication stop 1', `write ${LOG} missed at 0`, 'lab run 10s');
    const { replicationStatus, transmitMode, queue } = connected(lab);
    assert.deepEqual(
      [replicationStatus, transmitMode, queue.operations],
      ['Stopped', 'Started', 0],
    );
    play(lab, '@A1 dt replication start 1', `write ${LOG} later at 9000`);
    settle(lab);
    assert.equal(connected(lab).replicationStatus, 'Replicating');
    const [source, target] = ['A1', 'B1'].map((node) => bytesOn(lab, node, LOG));
    assert.ok(source && target, 'both are there');
    assert.notDeepEqual(target.subarray(0, 6), source.subarray(0, 6));
    assert.deepEqual(target.subarray(9000, 9005), source.subarray(9000, 9005));
  });

  it('that missed a write leaves the data Bad until a mirror has made it good', () => {
    const lab = pairAt(1544);
    play(lab, '@A1 dt replication stop 1', `write ${LOG} missed at 0`, 'dt replication start 1');
    play(lab, `write ${LOG} later at 9000`);
    settle(lab);
    assert.equal(connected(lab).dataState, 'Bad');
    play(lab, '@A1 dt mirror start 1 full');
    settle(lab);
    assert.equal(connected(lab).dataState, 'Good');
    assertSameFile(lab, LOG);
  });

  it('still sends what it had queued before it was stopped', () => {
    const lab = pairAt(1544);
    play(lab, '@A1 dt transmit pause 1', `write ${LOG} queued at 0`, 'dt replication stop 1');
    play(lab, 'dt transmit resume 1', 'lab run 10s');
    assertSameFile(lab, LOG);
  });

  it('leaves deletions out when it is told to', () => {
    const lab = pairAt(1544);
    play(lab, '@A1 dt set IgnoreDeleteOperations 1', `del ${LOG}`, 'lab run 10s');
    assert.equal(bytesOn(lab, 'A1', LOG), null);
    assert.equal(bytesOn(lab, 'B1', LOG)?.length, 40_000);
  });
});

describe('the statistics of a connection', () => {
  /** 40,000 bytes mirrored, 500 replicated, 300 waiting behind a cut line. */
  const busy = (): Lab => {
    const lab = pairAt(1544);
    write(lab, 1, 500);
    settle(lab);
    play(lab, 'fault link replication cut');
    write(lab, 3, 100);
    return lab;
  };

  it('have every column of the console, and what they say adds up', () => {
    const lab = busy();
    assert.deepEqual(
      Object.entries({
        'Replication Set': 'Work',
        'Connection ID': '1',
        'Target IP': NODE_TARGET,
        'Target Status': 'Retrying',
        'Transmit Mode': 'Error',
        'Mirror Status': 'Idle',
        'Queued (Ops)': '3',
        'Sent (Bytes)': '40500',
        'Sent Compressed (Bytes)': '40500',
        'Intermediate Queue (Bytes)': '300',
        'Disk Queue (Bytes)': '0',
        'Queued Replication (Bytes)': '300',
        'Sent Replication (Bytes)': '500',
        'Sent Mirror (Bytes)': '40000',
        'Skipped Mirror (Bytes)': '0',
        'Remaining Mirror (Bytes)': '0',
      }).filter(([column, value]) => statisticsOf(lab)[column] !== value),
      [],
      JSON.stringify(statisticsOf(lab)),
    );
    assert.equal(statisticsOf(lab)['Replication Status'], connected(lab).replicationStatus);
  });

  it('have the counters of the statistics program', () => {
    const told = statisticsOf(busy());
    assert.deepEqual(
      Object.entries({
        conOpsInRepQueue: '3',
        conOpsInMirQueue: '0',
        conBytesInRepQueue: '300',
        conOpsInCmdQueue: '0',
        conOpsInAckQueue: '0',
        RepOpsGenerated: '4',
        RepBytesGenerated: '800',
      }).filter(([column, value]) => told[column] !== value),
      [],
      JSON.stringify(told),
    );
    for (const column of ['conOpsTx', 'MirOpsGenerated']) {
      assert.ok(Number(told[column]) > 0, `${column} is ${String(told[column])}`);
    }
  });

  it('agree with what is shown elsewhere', () => {
    const lab = busy();
    const { queue, sent, mirror, transmitMode, mirrorStatus, targetStatus } = connected(lab);
    const told = statisticsOf(lab);
    assert.equal(told['Queued (Ops)'], String(queue.operations));
    assert.equal(told['Disk Queue (Bytes)'], String(queue.diskBytes));
    assert.equal(told['Sent (Bytes)'], String(sent.bytes));
    assert.equal(told['Sent Mirror (Bytes)'], String(mirror.sentBytes));
    assert.deepEqual(
      [told['Transmit Mode'], told['Mirror Status'], told['Target Status']],
      [transmitMode, mirrorStatus, targetStatus],
    );
  });

  it('change nothing by being asked for', () => {
    const lab = busy();
    const before = [digestOf(lab), eventsOf(lab).length];
    statisticsOf(lab);
    runLine(lab, '@A1 dt connections');
    assert.deepEqual([digestOf(lab), eventsOf(lab).length], before);
  });
});
