import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { alarmCodes, chainBehind, lastCites } from '../support/explained.ts';
import { advanceUntil } from '../support/lab-views.ts';
import { endJob, runJob } from '../support/jobs.ts';
import { BOOK_PATH } from '../support/order-book.ts';
import { fileBytes } from '../support/order-evidence.ts';
import { openLab, play } from '../support/run-lines.ts';
import { RESTORE, stoodIn } from '../support/stood-in.ts';

function small(...lines: readonly string[]): Lab {
  const lab = openLab({ diskMiB: 4 });
  play(lab, ...lines);
  return lab;
}

function lastText(lab: Lab, code: string): string {
  return chainBehind(lab, code).at(-1)?.text ?? '';
}

const TINY_QUEUE = ['@A1 dt set QmemoryBufferMax 1', 'dt set QJournalSpaceMax 0'];

describe('a queue that fills', () => {
  it('is told when it has passed its threshold, and no longer when it has drained', () => {
    const lab = small(...TINY_QUEUE, 'fault link replication rate 64');
    play(lab, '@A1 fill S:\\new.bin 700000 5', 'lab run 2s');
    assert.deepEqual(alarmCodes(lab), ['queue-alert']);
    assert.match(lastText(lab, 'queue-alert'), /fill|rate 64/);
    play(lab, 'fault clear all', 'lab run 30s');
    assert.deepEqual(alarmCodes(lab), []);
  });

  it('is thrown away when it is full: alarmed until the data is Good, and that it happened to the end', () => {
    const lab = small(...TINY_QUEUE, 'fault link replication rate 64');
    play(lab, '@A1 fill S:\\new.bin 900000 5', 'fill S:\\more.bin 500000 6', 'lab run 1s');
    assert.equal(snapshotOf(lab).connections[0]?.transmitMode, 'Error');
    assert.deepEqual(alarmCodes(lab).sort(), ['protection-lost', 'queue-overflow']);
    play(lab, 'lab run 20s', 'fault clear all', 'lab run 12s');
    advanceUntil(lab, 60_000, () => {
      const isGood = snapshotOf(lab).connections[0]?.dataState === 'Good';
      assert.ok(isGood || alarmCodes(lab).includes('queue-overflow'));
      return isGood;
    });
    play(lab, 'lab run 1s');
    assert.deepEqual(alarmCodes(lab), ['protection-lost']);
    play(lab, 'lab run 10m');
    assert.deepEqual(alarmCodes(lab), ['protection-lost']);
  });

  it('by a transmission that was stopped by hand is explained by that line', () => {
    const lab = small(...TINY_QUEUE, 'dt transmit stop 1', 'fill S:\\new.bin 700000 5');
    play(lab, 'lab run 2s');
    assert.match(lastText(lab, 'queue-alert'), /dt transmit stop 1/);
  });
});

describe('a target that is left with half of the data', () => {
  const CASES: readonly (readonly [what: string, lines: readonly string[], told: RegExp])[] = [
    [
      'by a mirror that was stopped',
      ['@A1 fill S:\\new.bin 900000 5', 'dt mirror start 1 full', 'lab run 1s', 'dt mirror stop 1'],
      /dt mirror stop 1/,
    ],
    [
      'by a mirror that was paused',
      [
        ...['@A1 dt set QmemoryBufferMax 1', 'fault link replication rate 500'],
        ...['dt mirror start 1 full', 'lab run 1s', 'dt mirror pause 1'],
      ],
      /dt mirror pause 1/,
    ],
    [
      'by replication that was stopped',
      ['@A1 dt replication stop 1', 'write S:\\Docs\\holidays.txt changed'],
      /dt replication stop 1/,
    ],
    [
      'by a connection without a mirror',
      [
        '@A1 cluster resource "DT Connection for Application" /offline',
        'dt connect AppData 172.16.12.47 mirror none',
      ],
      /mirror none/,
    ],
  ];
  for (const [what, lines, told] of CASES) {
    it(`${what} is alarmed until somebody mirrors`, () => {
      const lab = small(...lines, 'lab run 10s');
      assert.deepEqual(alarmCodes(lab), ['mirror-needed']);
      assert.match(lastText(lab, 'mirror-needed'), told);
      const [connection] = snapshotOf(lab).connections;
      if (connection?.replicationStatus === 'Stopped') play(lab, 'dt replication start 1');
      play(lab, `dt mirror start ${String(connection?.id)} checksum`, 'lab run 1m');
      assert.deepEqual(alarmCodes(lab), []);
      assert.equal(snapshotOf(lab).connections[0]?.dataState, 'Good');
    });
  }

  it('by a full disk is alarmed until a mirror drops nothing', () => {
    const lab = small('fault disk second S: fill', '@A1 fill S:\\new.bin 200000 5', 'lab run 10s');
    assert.deepEqual(alarmCodes(lab), ['writes-dropped']);
    assert.match(lastText(lab, 'writes-dropped'), /fault disk second S: fill/);
    play(lab, 'dt mirror start 1 checksum', 'lab run 20s');
    assert.deepEqual(alarmCodes(lab), ['writes-dropped']);
    play(lab, 'fault clear all', 'dt mirror start 1 checksum', 'lab run 20s');
    assert.deepEqual(alarmCodes(lab), []);
  });
});

describe('a damaged block', () => {
  const FLIP = 'fault flip first "S:\\Docs\\insurance.doc" 7 1';

  it('is no alarm before anything reads it; a mirror that does finds it', () => {
    const lab = small(FLIP, 'lab run 5m');
    assert.deepEqual(alarmCodes(lab), []);
    play(lab, '@A1 dt mirror start 1 checksum', 'lab run 10s');
    assert.deepEqual(alarmCodes(lab), ['block-damaged']);
    assert.match(lastText(lab, 'block-damaged'), /fault flip first/);
    play(lab, 'fault clear all', 'lab run 2s');
    assert.deepEqual(alarmCodes(lab), []);
  });

  it('is found by a verification on either side', () => {
    for (const side of ['first', 'second']) {
      const lab = small(FLIP.replace('first', side));
      runJob(lab, '@A1 dt verify 1 checksum');
      play(lab, 'lab run 2s');
      assert.deepEqual(alarmCodes(lab).sort(), ['block-damaged', 'verification-differs'], side);
      const told = snapshotOf(lab).alarms.find(({ code }) => code === 'block-damaged');
      assert.match(told?.text ?? '', side === 'first' ? /CLUS-A/ : /CLUS-B/);
    }
  });

  /** The pair after a bit of FIRST's order book has flipped and the application has started anew. */
  function readAgain(block: number): Lab {
    const lab = small(`fault flip first "S:\\Orders\\orders.txt" ${String(block)} 9`);
    play(lab, '@A1 cluster group Application /moveto:A2', 'lab run 10s');
    return lab;
  }

  it('in the order book costs no other order, and is told with what is missing', () => {
    const before = fileBytes(small(), 'A1', BOOK_PATH);
    const lab = readAgain(3);
    const after = fileBytes(lab, 'A2', BOOK_PATH);
    const changed = after.filter((byte, index) => byte !== before[index]);
    assert.deepEqual([after.length, changed.length], [before.length, 1]);
    assert.deepEqual(alarmCodes(lab).sort(), ['block-damaged', 'order-book-misfit']);
    assert.match(lastText(lab, 'order-book-misfit'), /damaged/);
  });

  it('in the order book is mended where the journal still has the order', () => {
    const lab = readAgain(25);
    assert.deepEqual(fileBytes(lab, 'A2', BOOK_PATH), fileBytes(small(), 'A1', BOOK_PATH));
    assert.deepEqual(alarmCodes(lab), []);
  });
});

describe('the data plane in good order', () => {
  it('has no alarm: a verification without a difference, orphans reported, every kind of mirror', () => {
    const lab = small('client start', 'lab run 10s');
    endJob(lab, runJob(lab, '@A1 dt verify 1 checksum'));
    play(lab, '@B1 write S:\\Docs\\stray.txt x', '@A1 dt orphans 172.16.12.47 report');
    for (const variant of ['full', 'differences', 'checksum'])
      play(lab, `@A1 dt mirror start 1 ${variant}`, 'lab run 1m');
    play(lab, 'dt orphans 172.16.12.47 delete', 'lab run 10s');
    assert.deepEqual(alarmCodes(lab), []);
  });

  it('has no alarm of its own for a restoration that is still to be done, or is under way', () => {
    const lab = stoodIn();
    const before = alarmCodes(lab);
    play(lab, 'lab run 5m', 'fault link replication rate 64', RESTORE, 'lab run 20s');
    play(lab, 'fault clear all', 'lab run 1m', '@A1 cluster group Application /online');
    play(lab, 'lab run 1m');
    assert.deepEqual(alarmCodes(lab), before);
  });
});

describe('two connections of one set', () => {
  it('made by hand are told, and explained by that line', () => {
    const lab = small('@A1 dt connect AppData 172.16.12.47 mirror none', 'lab run 5s');
    assert.ok(alarmCodes(lab).includes('duplicate-connection'));
    assert.deepEqual(lastCites(lab, 'duplicate-connection'), ['ON-1']);
    assert.match(lastText(lab, 'duplicate-connection'), /dt connect AppData/);
    play(lab, '@A1 dt disconnect 2', 'lab run 5s');
    assert.deepEqual(alarmCodes(lab), []);
  });
});
