import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf, nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import {
  assertAbout,
  LOG,
  pairAt,
  statisticsOf,
  wireDuring,
  write,
} from '../support/paced-pair.ts';
import {
  assertRefused,
  assertSameFile,
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

const HEADER_BYTES = 64;

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
