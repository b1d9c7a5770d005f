import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { advanceUntil } from '../support/lab-views.ts';
import {
  assertRefused,
  assertSameFile,
  connected,
  NODE_TARGET,
  nodePair,
  settle,
  textOn,
} from '../support/replicated-pair.ts';
import { play } from '../support/run-lines.ts';

const BIG_BYTES = 640 * 1024;

/** A full mirror of one large file and some small ones, over a slow line, some seconds after it began. */
function mirroringPair(...settings: readonly string[]): Lab {
  const lab = nodePair();
  play(lab, 'fault link replication rate 512', ...settings.map((each) => `@A1 dt set ${each}`));
  play(lab, `@A1 fill C:\\Work\\big.bin ${String(BIG_BYTES)} 3`);
  play(lab, 'write C:\\Work\\zz.txt "small, and last"', 'write C:\\Work\\zy.txt "and this"');
  play(lab, `dt connect Work ${NODE_TARGET} mirror full`, 'lab run 4s');
  assert.notEqual(connected(lab).mirrorStatus, 'Idle');
  return lab;
}

describe('while a mirror runs', () => {
  it('the data is Bad, and Good at its end', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    assert.deepEqual(stateOf(lab), ['Bad', 'Mirroring', 'Mirroring']);
    settle(lab);
    assert.deepEqual(stateOf(lab), ['Good', 'Idle', 'Online']);
    play(lab, '@A1 dt mirror start 1 checksum');
    assert.equal(connected(lab).dataState, 'Bad');
    settle(lab);
    assert.deepEqual(stateOf(lab), ['Good', 'Idle', 'Online']);
  });

  it('later writes land later, before and behind where it is', () => {
    const lab = mirroringPair();
    play(lab, '@A1 write C:\\Work\\big.bin EARLY at 10', 'lab run 1s');
    play(lab, `write C:\\Work\\big.bin LATE at ${String(BIG_BYTES - 10)}`);
    play(lab, 'write C:\\Work\\zz.txt "other text" at 3', 'lab run 1s');
    play(lab, `write C:\\Work\\big.bin MIDDLE at ${String(BIG_BYTES / 2)}`);
    play(lab, 'write C:\\Work\\new.txt new');
    settle(lab);
    for (const name of ['big.bin', 'zz.txt', 'zy.txt', 'new.txt']) {
      assertSameFile(lab, `C:\\Work\\${name}`);
    }
  });

  it('files that go, change name or shrink end as on the source', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 del C:\\Work\\zz.txt', 'move C:\\Work\\zy.txt C:\\Work\\aa.txt');
    play(lab, `truncate C:\\Work\\big.bin ${String(BIG_BYTES / 2 + 1)}`);
    settle(lab);
    for (const name of ['big.bin', 'zz.txt', 'zy.txt', 'aa.txt']) {
      assertSameFile(lab, `C:\\Work\\${name}`);
    }
    assert.equal(connected(lab).dataState, 'Good');
  });

  it('no more of its chunks wait than are allowed, and other writes pass between', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 write C:\\Work\\between.txt between');
    const arrivedMs = advanceUntil(
      lab,
      60_000,
      () => textOn(lab, 'B1', 'C:\\Work\\between.txt') === 'between',
    );
    assert.equal(connected(lab).mirrorStatus, 'Mirroring');
    assert.ok(arrivedMs < 10_000, `it came at ${String(arrivedMs)} ms, behind the whole mirror`);
    while (connected(lab).mirrorStatus === 'Mirroring') {
      const { bytes } = connected(lab).queue;
      assert.ok(bytes <= 2 * 65_536, `${String(bytes)} bytes wait`);
      play(lab, 'lab run 100ms');
    }
  });
});

function stateOf(lab: Lab): string[] {
  const { dataState, mirrorStatus, targetStatus } = connected(lab);
  return [dataState, mirrorStatus, targetStatus];
}

describe('a mirror that is paused', () => {
  it('keeps its place: resumed, it sends what was left and no more', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror pause 1', 'lab run 5s');
    const { mirror, sent } = connected(lab);
    assert.equal(connected(lab).mirrorStatus, 'Paused');
    assert.equal(connected(lab).dataState, 'Bad');
    assert.ok(mirror.sentBytes > 0 && mirror.sentBytes < BIG_BYTES, 'a part was sent');
    assert.ok(mirror.remainingBytes > 0, 'a part is left');

    play(lab, 'lab run 60s');
    assert.deepEqual(connected(lab).mirror, mirror);
    assert.deepEqual(connected(lab).sent, sent);

    play(lab, '@A1 dt mirror resume 1');
    settle(lab);
    assert.equal(connected(lab).mirror.sentBytes, BIG_BYTES + 23);
    assert.equal(connected(lab).sent.bytes, BIG_BYTES + 23);
    assert.deepEqual(stateOf(lab), ['Good', 'Idle', 'Online']);
    assertSameFile(lab, 'C:\\Work\\big.bin');
  });

  it('lets replication go on', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror pause 1', 'lab run 5s', '@A1 write C:\\Work\\now.txt now');
    play(lab, 'lab run 5s');
    assert.equal(textOn(lab, 'B1', 'C:\\Work\\now.txt'), 'now');
    play(lab, '@A1 write C:\\Work\\big.bin changed at 5', 'dt mirror resume 1');
    settle(lab);
    assertSameFile(lab, 'C:\\Work\\big.bin');
  });
});

describe('a mirror that is stopped', () => {
  it('leaves the data Bad and says so', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror stop 1', 'lab run 30s');
    assert.deepEqual(stateOf(lab), ['Bad', 'Idle', 'Mirroring Stopped']);
    assert.equal(connected(lab).queue.operations, 0);
  });

  it('forgets its place: the next one begins with the whole set', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror stop 1', 'lab run 30s');
    const before = connected(lab).sent.bytes;
    assert.ok(before > 0 && before < BIG_BYTES, `${String(before)} bytes were sent`);
    play(lab, '@A1 dt mirror start 1 full');
    settle(lab);
    assert.equal(connected(lab).mirror.sentBytes, BIG_BYTES + 23);
    assert.equal(connected(lab).sent.bytes, before + BIG_BYTES + 23);
    assert.deepEqual(stateOf(lab), ['Good', 'Idle', 'Online']);
  });

  it('lets replication go on', () => {
    const lab = mirroringPair('MirrorQueueLimit 2');
    play(lab, '@A1 dt mirror stop 1', 'lab run 30s', '@A1 write C:\\Work\\now.txt now');
    play(lab, 'lab run 5s');
    assert.equal(textOn(lab, 'B1', 'C:\\Work\\now.txt'), 'now');
    assert.equal(connected(lab).dataState, 'Bad');
  });
});

describe('the lines of a mirror', () => {
  it('are refused where there is no such connection, or the words are wrong', () => {
    const lab = nodePair();
    for (const line of [
      'dt mirror start 1',
      'dt mirror stop 1',
      'dt mirror pause 1',
      'dt mirror resume 1',
      `dt connect Work ${NODE_TARGET} mirror half`,
      `dt connect Work ${NODE_TARGET} mirror full older`,
      `dt connect Work ${NODE_TARGET} mirror`,
      'dt connect Work',
    ]) {
      assertRefused(lab, `@A1 ${line}`);
    }
    play(lab, `@A1 dt connect Work ${NODE_TARGET} mirror none`);
    for (const line of [
      'dt mirror start 2',
      'dt mirror start 1 none',
      'dt mirror jump 1',
      'dt mirror',
    ]) {
      assertRefused(lab, `@A1 ${line}`);
    }
    assert.equal(nowMs(lab), 0);
    assert.equal(snapshotOf(lab).connections.length, 1);
  });
});
