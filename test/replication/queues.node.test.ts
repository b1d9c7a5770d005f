import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { advanceUntil } from '../support/lab-views.ts';
import { queueMoments, type QueueCase, type QueueMoments } from '../support/queue-model.ts';
import {
  assertRefused,
  assertSameFile,
  bytesOn,
  connected,
  connectionOf,
  diskPair,
  DISK_TARGET,
  goTo,
  NODE_TARGET,
  nodePair,
  settle,
  textOn,
} from '../support/replicated-pair.ts';
import { play } from '../support/run-lines.ts';

const LOG = 'C:\\Work\\log.bin';
const LOG_BYTES = 81_920;
const BYTES_PER_MB = 1_048_576;

/** Sets of the source's service, `NAME VALUE`. */
type Settings = readonly string[];

/** A connected pair whose line has no delay, nothing waiting; settings read when used. */
function pairAt(kbps: number, settings: Settings, diskMiB = 4): Lab {
  const lab = nodePair(diskMiB);
  play(lab, 'fault link replication latency 0', ...settings.map((each) => `@A1 dt set ${each}`));
  play(lab, `@A1 fill ${LOG} ${String(LOG_BYTES)} 1`);
  play(lab, `dt connect Work ${NODE_TARGET} mirror full`);
  settle(lab);
  play(
    lab,
    kbps === 0 ? 'fault link replication cut' : `fault link replication rate ${String(kbps)}`,
  );
  return lab;
}

const STALLED_WRITES = 700;

const writeLine = (bytes: number): string => `@A1 write ${LOG} ${'w'.repeat(bytes)} at 0`;

/** Writes at a steady pace until the queue is thrown away or time is up; tells what was first seen when. */
function measure(lab: Lab, flow: QueueCase, untilMs: number): QueueMoments {
  const startMs = nowMs(lab);
  const line = writeLine(flow.writeBytes);
  let spillMs: number | null = null;
  for (let afterMs = flow.everyMs; afterMs <= untilMs; afterMs += flow.everyMs) {
    goTo(lab, startMs + afterMs);
    play(lab, line);
    const queue = connectionOf(lab)?.queue;
    if (queue === undefined || queue.operations === 0) return { spillMs, disconnectMs: afterMs };
    assert.equal(queue.memoryBytes + queue.diskBytes, queue.bytes, `after ${String(afterMs)} ms`);
    if (queue.diskBytes > 0) spillMs ??= afterMs;
  }
  return { spillMs, disconnectMs: null };
}

interface Row {
  readonly title: string;
  readonly flow: QueueCase;
  readonly settings: Settings;
  readonly diskMiB?: number;
  readonly untilMs?: number;
}

const MB_1_1 = ['QmemoryBufferMax 1', 'QJournalSpaceMax 1'];

const ROWS: readonly Row[] = [
  {
    title: '400 bytes a ms on 1544 kbit/s, 1 and 1 MB',
    flow: { writeBytes: 8000, everyMs: 20, kbps: 1544, memoryMB: 1, diskMB: 1 },
    settings: MB_1_1,
  },
  {
    title: '160 bytes a ms on a line that is cut, 1 and 2 MB',
    flow: { writeBytes: 8000, everyMs: 50, kbps: 0, memoryMB: 1, diskMB: 2 },
    settings: ['QmemoryBufferMax 1', 'QJournalSpaceMax 2'],
  },
  {
    title: '80 bytes a ms on 512 kbit/s, which is little less',
    flow: { writeBytes: 8000, everyMs: 100, kbps: 512, memoryMB: 1, diskMB: 1 },
    settings: MB_1_1,
    untilMs: 200_000,
  },
  {
    title: 'memory alone, 2 MB of it',
    flow: { writeBytes: 4096, everyMs: 10, kbps: 2000, memoryMB: 2, diskMB: 0 },
    settings: ['QmemoryBufferMax 2', 'QJournalSpaceMax 0'],
  },
  {
    title: 'all of the region but the part that stays free',
    flow: { writeBytes: 8000, everyMs: 20, kbps: 1544, memoryMB: 1, diskMB: 2 },
    settings: ['QmemoryBufferMax 1', 'QJournalSpaceMax none'],
  },
  {
    title: 'a larger part that stays free',
    flow: { writeBytes: 8000, everyMs: 20, kbps: 768, memoryMB: 1, diskMB: 1 },
    settings: ['QmemoryBufferMax 1', 'QJournalSpaceMax none', 'QJournalFreeSpaceMin 2'],
  },
  {
    title: 'more memory than the region has, which means the region',
    flow: { writeBytes: 4096, everyMs: 5, kbps: 1000, memoryMB: 4, diskMB: 0 },
    settings: ['QmemoryBufferMax 8', 'QJournalSpaceMax 8'],
  },
  {
    title: 'small writes, of which the headers take their part',
    flow: { writeBytes: 1100, everyMs: 5, kbps: 1200, memoryMB: 1, diskMB: 1 },
    settings: MB_1_1,
  },
  {
    title: 'the sizes that come with it, on the disk of the lessons',
    flow: { writeBytes: 8000, everyMs: 10, kbps: 1544, memoryMB: 4, diskMB: 11 },
    settings: [],
    diskMiB: 16,
  },
  {
    title: 'a very slow line',
    flow: { writeBytes: 2000, everyMs: 20, kbps: 96, memoryMB: 1, diskMB: 1 },
    settings: MB_1_1,
  },
  {
    title: 'a line that is quicker than the writes',
    flow: { writeBytes: 8000, everyMs: 50, kbps: 1544, memoryMB: 1, diskMB: 1 },
    settings: MB_1_1,
    untilMs: 20_000,
  },
];

describe('a queue that more flows into than out of', () => {
  for (const { title, flow, settings, diskMiB, untilMs = 60_000 } of ROWS) {
    it(`spills and ends when the arithmetic says so: ${title}`, () => {
      const lab = pairAt(flow.kbps, settings, diskMiB);
      assert.deepEqual(measure(lab, flow, untilMs), queueMoments(flow, untilMs));
    });
  }

  it('keeps memory within its share and hands over in order while it empties', () => {
    const lab = pairAt(512, ['QmemoryBufferMax 1', 'QJournalSpaceMax 2']);
    for (let count = 0; count < 250; count += 1) play(lab, writeLine(8000));
    play(lab, `write ${LOG} last at 4`);
    assert.ok(connected(lab).queue.diskBytes > 0, 'something went to disk');
    while (connected(lab).queue.operations > 0) {
      const { memoryBytes, diskBytes, bytes } = connected(lab).queue;
      assert.ok(memoryBytes <= BYTES_PER_MB, `${String(memoryBytes)} bytes in memory`);
      assert.equal(memoryBytes + diskBytes, bytes);
      if (bytes < BYTES_PER_MB / 2) assert.equal(diskBytes, 0, 'memory is filled up from disk');
      play(lab, 'lab run 1s');
    }
    assertSameFile(lab, LOG);
    assert.equal(connected(lab).dataState, 'Good');
  });

  it('tells how old its oldest operation is', () => {
    const lab = pairAt(0, []);
    play(lab, writeLine(100), 'lab run 7s', writeLine(100), 'lab run 3s');
    assert.equal(connected(lab).queue.lagMs, 10_000);
  });
});

/** Texts of the events that speak of the queue's fill. */
function alertsIn(lab: Lab): readonly (readonly [atMs: number, text: string])[] {
  return eventsOf(lab)
    .filter(
      ({ kind, text }) => kind !== 'line' && /queue/i.test(text) && /\d ?%|per cent/.test(text),
    )
    .map(({ atMs, text }) => [atMs, text] as const);
}

describe('the alert of a queue', () => {
  for (const [percent, settings] of [
    [50, []],
    [75, ['QueueSizeAlertThreshold 75']],
  ] as const) {
    it(`is written once, at the write that takes it to ${String(percent)} %`, () => {
      const lab = pairAt(0, ['QmemoryBufferMax 1', 'QJournalSpaceMax 0', ...settings]);
      const enough = Math.ceil((BYTES_PER_MB * percent) / 100 / 8000);
      for (let count = 1; count < enough; count += 1) play(lab, writeLine(8000));
      assert.deepEqual(alertsIn(lab), []);
      play(lab, 'lab run 1s', writeLine(8000));
      assert.deepEqual(
        alertsIn(lab).map(([atMs]) => atMs),
        [nowMs(lab)],
      );
      play(lab, writeLine(8000), 'lab run 1s', writeLine(8000));
      assert.equal(alertsIn(lab).length, 1);
    });
  }

  it('comes again when the queue has emptied and fills up again', () => {
    const lab = pairAt(0, ['QmemoryBufferMax 1', 'QJournalSpaceMax 0']);
    for (let count = 0; count < 80; count += 1) play(lab, writeLine(8000));
    play(lab, 'fault link replication restore', 'lab run 60s', 'fault link replication cut');
    assert.equal(alertsIn(lab).length, 1);
    for (let count = 0; count < 80; count += 1) play(lab, writeLine(8000));
    assert.equal(alertsIn(lab).length, 2);
  });
});

/** A pair whose queue has just overflowed on a cut line. @returns the lab, and when it was */
function overflown(settings: Settings = []): { lab: Lab; atMs: number } {
  const lab = pairAt(1544, ['QmemoryBufferMax 1', 'QJournalSpaceMax 0', ...settings]);
  play(lab, '@A1 fill C:\\Work\\still.bin 40000 2');
  settle(lab);
  play(lab, 'fault link replication cut', 'lab run 1s');
  for (let count = 0; count < 132; count += 1) play(lab, writeLine(8000));
  return { lab, atMs: nowMs(lab) };
}

/** When the next mirror or reconnection shows: the target is known again. */
function reconnectedMs(lab: Lab, withinMs = 120_000): number {
  return advanceUntil(lab, withinMs, () => {
    const connection = connectionOf(lab);
    return (
      connection !== undefined &&
      connection.target !== null &&
      connection.transmitMode === 'Started'
    );
  });
}

describe('a connection whose queue is full', () => {
  it('is dropped, and what waited is thrown away', () => {
    const { lab, atMs } = overflown();
    const connection = connectionOf(lab);
    assert.notEqual(connection?.transmitMode, 'Started');
    assert.equal(connection?.queue.bytes ?? 0, 0);
    assert.equal(connection?.dataState ?? 'Bad', 'Bad');
    const texts = eventsOf(lab).filter(({ kind, atMs: when }) => kind !== 'line' && when === atMs);
    assert.ok(
      texts.some(({ text }) => /full.*disconnected/.test(text)),
      'the event log tells it',
    );
  });

  it('holds back no write of the source', () => {
    const { lab } = overflown();
    play(lab, `@A1 write ${LOG} "still written" at 0`, 'write C:\\Work\\new.txt new');
    assert.match(textOn(lab, 'A1', LOG) ?? '', /^still written/);
  });

  for (const [setting, retryMs] of [
    ['AutoRemirrorRetry 30', 30_000],
    ['AutoRemirrorRetry 10', 10_000],
  ] as const) {
    it(`comes back by itself after ${setting}`, () => {
      const { lab, atMs } = overflown([setting]);
      play(lab, 'lab run 3s', 'fault link replication restore');
      assert.equal(reconnectedMs(lab) - atMs, retryMs);
    });
  }

  it('tries again until the line is there', () => {
    const { lab, atMs } = overflown(['AutoRemirrorRetry 30']);
    play(lab, 'lab run 45s', 'fault link replication restore');
    const afterMs = reconnectedMs(lab) - atMs;
    assert.ok(afterMs >= 45_000 && afterMs <= 60_000, `it came back after ${String(afterMs)} ms`);
  });

  for (const [autoRemirror, bytes, what] of [
    [1, 2 * 4096, 'the blocks that differ'],
    [2, LOG_BYTES + 40_000, 'everything'],
    [3, LOG_BYTES, 'the files that differ'],
  ] as const) {
    it(`sends ${what} when it is back: AutoRemirror ${String(autoRemirror)}`, () => {
      const { lab } = overflown([`AutoRemirror ${String(autoRemirror)}`]);
      play(lab, 'fault link replication restore');
      reconnectedMs(lab);
      assert.equal(connected(lab).dataState, 'Bad');
      settle(lab);
      assert.equal(connected(lab).mirror.sentBytes, bytes);
      assert.equal(connected(lab).dataState, 'Good');
      assertSameFile(lab, LOG);
      play(lab, `@A1 write ${LOG} "and on" at 9000`);
      settle(lab);
      assertSameFile(lab, LOG);
    });
  }

  it('waits for a mirror by hand when there is none by itself: AutoRemirror 0', () => {
    const { lab } = overflown(['AutoRemirror 0']);
    play(lab, 'fault link replication restore', 'lab run 90s');
    const { dataState, targetStatus, mirrorStatus } = connected(lab);
    assert.deepEqual(
      [dataState, targetStatus, mirrorStatus],
      ['Bad', 'Re-mirror required', 'Idle'],
    );
    play(lab, '@A1 write C:\\Work\\new.txt new', 'lab run 30s');
    assert.equal(bytesOn(lab, 'B1', 'C:\\Work\\new.txt'), null);
    play(lab, '@A1 dt mirror start 1 checksum');
    settle(lab);
    assert.equal(connected(lab).dataState, 'Good');
    assertSameFile(lab, LOG);
    assertSameFile(lab, 'C:\\Work\\new.txt');
  });
});

describe('a target whose queue is full', () => {
  /** The target's disk stands still, and more comes than its queue can hold. */
  const stalled = (latencyMs = 0, diskMiB = 16, settings: Settings = MB_1_1): Lab => {
    const lab = diskPair(diskMiB);
    play(lab, ...settings.map((each) => `@B1 dt set ${each}`));
    play(lab, `fault link replication latency ${String(latencyMs)}`);
    play(lab, 'fault link replication rate 100000', '@A1 fill S:\\Work\\log.bin 80000 1');
    play(lab, `dt connect Work ${DISK_TARGET} mirror full`);
    settle(lab);
    play(lab, 'fault disk second S: stall');
    for (let count = 0; count < STALLED_WRITES; count += 1) {
      play(lab, `@A1 write S:\\Work\\log.bin ${String(count).padEnd(8000, 'w')} at 0`);
      play(lab, 'lab run 1ms');
    }
    play(lab, 'lab run 20s');
    return lab;
  };

  it('tells the source to pause, which keeps the rest', () => {
    const lab = stalled();
    const { transmitMode, targetStatus, queue, dataState } = connected(lab);
    assert.deepEqual([transmitMode, targetStatus, dataState], ['Paused', 'Paused', 'Good']);
    const taken = (STALLED_WRITES * 8000 - queue.bytes) / 8000;
    const room = Math.floor((2 * BYTES_PER_MB) / 8000);
    assert.ok(taken === room || taken === room + 1, `the target took ${String(taken)} writes`);
  });

  it('loses nothing of what was under way when not even its region has room', () => {
    const lab = stalled(20, 4, ['QmemoryBufferMax 128', 'QJournalSpaceMax none']);
    assert.deepEqual(connected(lab).transmitMode, 'Paused');
    play(lab, 'fault disk second S: restore');
    settle(lab);
    play(lab, 'lab run 5s');
    assertSameFile(lab, 'S:\\Work\\log.bin');
    assert.equal(connected(lab).dataState, 'Good');
  });

  it('acknowledges what it holds before its disk has it', () => {
    const lab = stalled();
    assert.ok(connected(lab).acknowledgedOperations > 200, 'most of its queue is acknowledged');
    assert.match(textOn(lab, 'A1', 'S:\\Work\\log.bin') ?? '', /^699w/);
  });

  it('tells it to go on when its disk does', () => {
    const lab = stalled();
    play(lab, 'fault disk second S: restore');
    settle(lab);
    play(lab, 'lab run 5s');
    const { transmitMode, targetStatus, dataState } = connected(lab);
    assert.deepEqual([transmitMode, targetStatus, dataState], ['Started', 'Online', 'Good']);
    assertSameFile(lab, 'S:\\Work\\log.bin');
  });
});

describe('the settings of the queues', () => {
  it('are refused below the least or above the most, and are kept as they were', () => {
    const lab = nodePair();
    const before = snapshotOf(lab).services.A1?.settings;
    for (const setting of [
      'QmemoryBufferMax 0',
      'QmemoryBufferMax none',
      'QmemoryBufferMax -1',
      'QmemoryBufferMax 1.5',
      'QmemoryBufferMax much',
      'QJournalSpaceMax -1',
      'QueueSizeAlertThreshold 101',
      'AutoRemirror 4',
      'AutoRemirror x',
      'AutoRemirrorRetry -5',
      'NoSuchThing 1',
    ]) {
      assertRefused(lab, `@A1 dt set ${setting}`);
    }
    assert.deepEqual(snapshotOf(lab).services.A1?.settings, before);
  });

  it('are stored as they are given, larger than the region too', () => {
    const lab = nodePair();
    play(lab, '@A1 dt set QmemoryBufferMax 128', 'dt set QJournalSpaceMax none');
    const settings = snapshotOf(lab).services.A1?.settings;
    assert.equal(settings?.QmemoryBufferMax, 128);
    assert.equal(settings.QJournalSpaceMax, 'none');
  });
});
