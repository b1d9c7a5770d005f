import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf, eventsOf, nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import {
  assertRefused,
  assertSameFile,
  bytesOn,
  connected,
  goTo,
  NODE_TARGET,
  nodePair,
  setLines,
  settle,
  textOn,
  textsSince,
} from '../support/replicated-pair.ts';
import { play, runLine } from '../support/run-lines.ts';

const LOG = 'C:\\Work\\log.bin';
const HEADER_BYTES = 64;

/** A pair that is mirrored and Good, on a line of the given rate. */
function pairAt(kbps: number, diskMiB = 4): Lab {
  const lab = nodePair(diskMiB);
  play(lab, `@A1 fill ${LOG} 40000 1`, `dt connect Work ${NODE_TARGET} mirror full`);
  settle(lab);
  play(lab, `fault link replication rate ${String(kbps)}`);
  return lab;
}

/** Writes of one size into one file, at once. */
function write(lab: Lab, count: number, bytes: number, path = LOG): void {
  for (let each = 0; each < count; each += 1) {
    play(lab, `@A1 write ${path} ${'w'.repeat(bytes)} at 0`);
  }
}

/** Bytes that go over the line of a set's connection meanwhile. */
function wireDuring(lab: Lab, durationMs: number, set = 'Work'): number {
  const before = connected(lab, set).sent.wireBytes;
  goTo(lab, nowMs(lab) + durationMs);
  return connected(lab, set).sent.wireBytes - before;
}

function assertAbout(actual: number, expected: number, within: number, what: string): void {
  const message = `${what}: ${String(actual)}, expected ${String(expected)} within ${String(within)}`;
  assert.ok(Math.abs(actual - expected) <= within, message);
}

describe('a bandwidth limit', () => {
  it('acts at once on what waits, and starts no mirror', () => {
    const lab = pairAt(800);
    write(lab, 300, 2000);
    assertAbout(wireDuring(lab, 2000), 200_000, 2 * 2064, 'without a limit');
    const sinceMs = nowMs(lab);
    play(lab, `@A1 dt limit ${NODE_TARGET} 80`);
    assert.equal(snapshotOf(lab).link.limitKbps, 80);
    assert.equal(snapshotOf(lab).link.kbps, 800);
    play(lab, 'lab run 1s');
    assertAbout(wireDuring(lab, 10_000), 100_000, 2 * 2064, 'with a limit');
    play(lab, `@A1 dt limit ${NODE_TARGET} none`);
    assert.equal(snapshotOf(lab).link.limitKbps, null);
    play(lab, 'lab run 1s');
    assertAbout(wireDuring(lab, 1000), 100_000, 2 * 2064, 'without it again');
    assert.ok(!textsSince(lab, sinceMs).some((text) => /mirror/i.test(text)), 'no mirror begins');
    settle(lab);
    assertSameFile(lab, LOG);
  });

  it('above the rate of the line means that rate', () => {
    const lab = pairAt(80);
    play(lab, `@A1 dt limit ${NODE_TARGET} 800`);
    write(lab, 100, 2000);
    assertAbout(wireDuring(lab, 10_000), 100_000, 2 * 2064, 'on the wire');
  });

  it('holds between its hours and no longer', () => {
    const lab = pairAt(800);
    play(lab, `@A1 dt limit ${NODE_TARGET} 80 from 08:01 to 08:02`);
    assert.equal(snapshotOf(lab).link.limitKbps, null);
    goTo(lab, 55_000);
    write(lab, 900, 2000);
    for (let second = 55; second < 126; second += 1) {
      const isLimited = second >= 60 && second < 120;
      const isTurning = second === 60 || second === 120;
      const sent = wireDuring(lab, 1000);
      if (isTurning) continue;
      const where = `in second ${String(second)}`;
      assertAbout(sent, isLimited ? 10_000 : 100_000, 2 * 2064, where);
      if (second !== 119 && second !== 59) {
        assert.equal(snapshotOf(lab).link.limitKbps, isLimited ? 80 : null, where);
      }
    }
  });

  it('holds over midnight', () => {
    const lab = pairAt(800);
    play(lab, `@A1 dt limit ${NODE_TARGET} 80 from 22:00 to 08:01`);
    assert.equal(snapshotOf(lab).link.limitKbps, 80);
    play(lab, 'lab run 62s');
    assert.equal(snapshotOf(lab).link.limitKbps, null);
  });

  it('comes again each day', () => {
    const lab = pairAt(800);
    play(lab, `@A1 dt limit ${NODE_TARGET} 80 from 09:00 to 10:00`);
    const seen = [];
    for (let hour = 8; hour < 36; hour += 1) {
      play(lab, 'lab run 30m');
      if (snapshotOf(lab).link.limitKbps !== null) seen.push(hour);
      play(lab, 'lab run 30m');
    }
    assert.deepEqual(seen, [9, 33]);
  });

  it('is shared by the connections of a source to one address', () => {
    const lab = pairAt(800);
    play(lab, '@A1 fill C:\\Else\\log.bin 4000 1', ...setLines('Else', 'C:\\Else'));
    play(lab, `dt connect Else ${NODE_TARGET} mirror full`);
    settle(lab, 'Else');
    play(lab, `@A1 dt limit ${NODE_TARGET} 80`);
    const before = connected(lab, 'Else').sent.wireBytes;
    write(lab, 150, 2000);
    write(lab, 150, 2000, 'C:\\Else\\log.bin');
    const work = wireDuring(lab, 20_000);
    const other = connected(lab, 'Else').sent.wireBytes - before;
    assertAbout(work + other, 200_000, 3 * 2064, 'both together');
  });

  it('is one of its source and its address', () => {
    const lab = pairAt(800);
    play(lab, '@A2 dt install', `dt limit ${NODE_TARGET} 8`, '@A1 dt limit 172.16.12.42 8');
    write(lab, 100, 2000);
    assertAbout(wireDuring(lab, 1000), 100_000, 2 * 2064, 'on the wire');
  });

  for (const words of [
    'B1 80',
    NODE_TARGET,
    `${NODE_TARGET} 0`,
    `${NODE_TARGET} -80`,
    `${NODE_TARGET} 8.5`,
    `${NODE_TARGET} fast`,
    `${NODE_TARGET} 80 from 08:00`,
    `${NODE_TARGET} 80 from 24:00 to 25:00`,
    `${NODE_TARGET} 80 from 08:60 to 09:00`,
    `${NODE_TARGET} 80 from 8 to 9`,
    `${NODE_TARGET} none from 08:00 to 09:00`,
    `${NODE_TARGET} 80 between 08:00 and 09:00`,
    '172.16.12.256 80',
  ]) {
    it(`is refused where it cannot be meant: ${words}`, () => {
      assertRefused(nodePair(), `@A1 dt limit ${words}`);
    });
  }
});

/** What `dt statistics` tells, by column. */
function statisticsOf(lab: Lab, id = 1): Record<string, string> {
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

const sentCompressed = (lab: Lab): number =>
  Number(statisticsOf(lab)['Sent Compressed (Bytes)'] ?? Number.NaN);

describe('compression', () => {
  it('is off at first: what is sent compressed is what is sent', () => {
    const lab = pairAt(800);
    write(lab, 10, 4000);
    settle(lab);
    const { bytes, operations, wireBytes } = connected(lab).sent;
    assert.equal(sentCompressed(lab), bytes);
    assert.equal(wireBytes, bytes + HEADER_BYTES * operations);
  });

  it('puts less on the line where data allows it, and so takes less time', () => {
    const times = ['off', 'on'].map((state) => {
      const lab = pairAt(100);
      play(lab, `@A1 dt compression ${NODE_TARGET} ${state}`);
      const before = connected(lab).sent;
      const compressedBefore = sentCompressed(lab);
      const startMs = nowMs(lab);
      write(lab, 50, 4000);
      settle(lab);
      assertSameFile(lab, LOG);
      assert.equal(connected(lab).sent.bytes - before.bytes, 200_000);
      const wire = connected(lab).sent.wireBytes - before.wireBytes;
      const compressed = sentCompressed(lab) - compressedBefore;
      assert.equal(wire, compressed + 50 * HEADER_BYTES);
      if (state === 'on') assert.ok(compressed < 10_000, `${String(compressed)} bytes compressed`);
      return nowMs(lab) - startMs;
    });
    assertAbout(times[0] ?? 0, ((4064 * 8) / 100) * 50, 100, 'without, in ms');
    assert.ok((times[1] ?? 0) < 1000, `with: ${String(times[1])} ms`);
  });

  it('ends when it is switched off', () => {
    const lab = pairAt(800);
    play(lab, `@A1 dt compression ${NODE_TARGET} on`, `dt compression ${NODE_TARGET} off`);
    const before = [connected(lab).sent.bytes, sentCompressed(lab)] as const;
    write(lab, 3, 4000);
    settle(lab);
    assert.deepEqual(
      [connected(lab).sent.bytes, sentCompressed(lab)],
      [before[0] + 12_000, before[1] + 12_000],
    );
  });

  it('works on a mirror too', () => {
    const lab = nodePair();
    play(
      lab,
      ...Array.from(
        { length: 5 },
        (_, at) => `@A1 write ${LOG} ${'w'.repeat(8000)} at ${String(at * 8000)}`,
      ),
    );
    play(lab, `dt compression ${NODE_TARGET} on`, `dt connect Work ${NODE_TARGET} mirror full`);
    settle(lab);
    assert.equal(connected(lab).mirror.sentBytes, 40_000);
    assert.ok(sentCompressed(lab) < 4000, `${String(sentCompressed(lab))} bytes compressed`);
    assertSameFile(lab, LOG);
  });

  it('leaves small files plain', () => {
    for (const [setting, bytes, isPlain] of [
      ['MinCompressionFileSize 1024', 1023, true],
      ['MinCompressionFileSize 1024', 1024, false],
      ['MinCompressionFileSize 5000', 4999, true],
      ['MinCompressionFileSize 5000', 5000, false],
    ] as const) {
      const lab = pairAt(800);
      play(lab, `@A1 dt set ${setting}`, `dt compression ${NODE_TARGET} on`);
      const before = sentCompressed(lab);
      play(lab, `write C:\\Work\\small.txt ${'s'.repeat(bytes)}`);
      settle(lab);
      const compressed = sentCompressed(lab) - before;
      const where = `${setting}, a file of ${String(bytes)}: ${String(compressed)}`;
      assert.equal(compressed === bytes, isPlain, where);
      assert.ok(compressed <= bytes, where);
    }
  });

  it('is refused where it is neither on nor off', () => {
    for (const words of [NODE_TARGET, `${NODE_TARGET} zip`, 'B1 on', '']) {
      assertRefused(nodePair(), `@A1 dt compression ${words}`);
    }
  });
});

describe('a line that loses packets', () => {
  it('delays, and changes neither order nor content', () => {
    const lab = pairAt(1544);
    play(lab, '@A1 write C:\\Work\\a.txt 000000', 'write C:\\Work\\b.txt 000000');
    settle(lab);
    const before = connected(lab).sent;
    play(lab, 'fault link replication loss 30');
    let highest = 0;
    let lagMs = 0;
    for (let number = 1; number <= 300; number += 1) {
      const text = String(number).padStart(6, '0');
      play(lab, `@A1 write C:\\Work\\a.txt ${text} at 0`, `write C:\\Work\\b.txt ${text} at 0`);
      play(lab, 'lab run 50ms');
      lagMs = Math.max(lagMs, connected(lab).queue.lagMs);
      const [a, b] = ['a', 'b'].map((name) => Number(textOn(lab, 'B1', `C:\\Work\\${name}.txt`)));
      assert.ok(a !== undefined && (a === b || a - 1 === b), `a is ${String(a)}, b ${String(b)}`);
      assert.ok(a >= highest, `a was ${String(highest)}, is ${String(a)}`);
      highest = a;
      assert.equal(connected(lab).dataState, 'Good');
    }
    settle(lab);
    for (const name of ['a', 'b']) assertSameFile(lab, `C:\\Work\\${name}.txt`);
    assert.ok(lagMs > 50, `the lag never passed ${String(lagMs)} ms`);
    const wire = connected(lab).sent.wireBytes - before.wireBytes;
    assert.ok(wire > 600 * (6 + HEADER_BYTES), 'what was lost is sent again');
    assert.equal(connected(lab).queue.lagMs, 0);
  });

  it('brings every kind of change through', () => {
    const lab = pairAt(1544);
    play(lab, 'fault link replication loss 40');
    play(lab, '@A1 fill C:\\Work\\one.bin 150000 3', 'move C:\\Work\\one.bin C:\\Work\\two.bin');
    play(lab, 'truncate C:\\Work\\two.bin 70001', 'attrib C:\\Work\\two.bin +h', 'lab run 1s');
    play(
      lab,
      'cacls C:\\Work\\two.bin "clerks:R"',
      'write C:\\Work\\gone.txt x',
      'del C:\\Work\\gone.txt',
    );
    settle(lab);
    for (const name of ['one.bin', 'two.bin', 'gone.txt']) assertSameFile(lab, `C:\\Work\\${name}`);
    for (const line of ['attrib', 'cacls']) {
      const path = 'C:\\Work\\two.bin';
      assert.equal(
        runLine(lab, `@B1 ${line} ${path}`).output,
        runLine(lab, `@A1 ${line} ${path}`).output,
      );
    }
  });

  it('is the same line at every run of one seed', () => {
    const digests = [0, 1].map(() => {
      const lab = pairAt(1544);
      play(lab, 'fault link replication loss 30');
      write(lab, 50, 500);
      settle(lab);
      return `${digestOf(lab)} ${String(nowMs(lab))}`;
    });
    assert.equal(digests[0], digests[1]);
  });
});

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
