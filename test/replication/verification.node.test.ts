import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { JobSnapshot } from '../../workers/core/snapshot.ts';
import { assertRefused, beginJob, endJob, runJob } from '../support/jobs.ts';
import { advanceUntil, diskIn } from '../support/lab-views.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { assertAgree, BLOCK_BYTES, filesOn } from '../support/two-disks.ts';

const FILE = 'S:\\Docs\\insurance.doc';
const OTHER = 'S:\\Docs\\staff.mdb';
const VERIFY = '@A1 dt verify 1';

function protectedPair(...lines: readonly string[]): Lab {
  const lab = openLab({ diskMiB: 4 });
  play(lab, ...lines);
  return lab;
}

function flip(path: string, block: number, bit: number): string {
  return `fault flip second "${path}" ${String(block)} ${String(bit)}`;
}

function sizeOf(lab: Lab, path: string): number {
  return diskIn(lab, 'first', 'S:').files.find((file) => file.path === path)?.sizeBytes ?? 0;
}

function counts(job: JobSnapshot): (number | string)[] {
  return [job.state, job.differentFiles, job.missingFiles, job.outOfSyncBytes];
}

describe('verification by block checksum', () => {
  it('finds nothing on a pair that agrees, and is listed as a job of the connection', () => {
    const lab = protectedPair();
    const job = runJob(lab, `${VERIFY} checksum`);
    assert.deepEqual(counts(job), ['Done', 0, 0, 0]);
    const { kind, node, replicationSet, from, to, checksum, percent } = job;
    assert.deepEqual(
      { kind, node, replicationSet, from, to, checksum, percent },
      {
        kind: 'verify',
        node: 'A1',
        replicationSet: 'AppData',
        from: 'A1',
        to: 'B1',
        checksum: true,
        percent: 100,
      },
    );
  });

  for (const [block, bit] of [
    [0, 0],
    [7, 4093],
    [95, 5],
  ] as const) {
    it(`reports bit ${String(bit)} of block ${String(block)} as that file and that block`, () => {
      const lab = protectedPair(flip(FILE, block, bit));
      const { differentFiles, missingFiles, outOfSyncBytes } = runJob(lab, `${VERIFY} checksum`);
      const rest = sizeOf(lab, FILE) - block * BLOCK_BYTES;
      assert.deepEqual(
        [differentFiles, missingFiles, outOfSyncBytes],
        [1, 0, Math.min(BLOCK_BYTES, rest)],
      );
    });
  }

  it('counts blocks once, however many of their bits differ, and each file', () => {
    const lab = protectedPair(
      flip(FILE, 3, 1),
      flip(FILE, 3, 900),
      flip(FILE, 4, 1),
      flip(OTHER, 0, 5),
    );
    assert.deepEqual(counts(runJob(lab, `${VERIFY} checksum`)), ['Done', 2, 0, 3 * BLOCK_BYTES]);
  });

  it('counts what is missing on the target', () => {
    const lab = protectedPair(`@B1 del ${OTHER}`);
    const { differentFiles, missingFiles } = runJob(lab, `${VERIFY} checksum`);
    assert.deepEqual([differentFiles, missingFiles], [0, 1]);
  });

  it('says nothing of files outside the set', () => {
    const lab = protectedPair('@B1 write S:\\postover.bat "rem other"', '@B1 del S:\\preback.bat');
    assert.deepEqual(counts(runJob(lab, `${VERIFY} checksum`)), ['Done', 0, 0, 0]);
  });

  it('changes nothing when it only reports', () => {
    const lab = protectedPair(
      flip(FILE, 7, 1),
      `@B1 write ${OTHER} new`,
      `@B1 del S:\\Docs\\holidays.txt`,
    );
    const before = [
      filesOn(lab, 'first'),
      filesOn(lab, 'second'),
      runLine(lab, 'lab compare AppData'),
    ];
    const connections = snapshotOf(lab).connections.map(({ dataState, targetStatus, mirror }) => {
      return { dataState, targetStatus, mirror };
    });
    runJob(lab, `${VERIFY} checksum`);
    play(lab, 'lab run 30s');
    const after = [
      filesOn(lab, 'first'),
      filesOn(lab, 'second'),
      runLine(lab, 'lab compare AppData'),
    ];
    assert.deepEqual(after, before);
    assert.deepEqual(
      snapshotOf(lab).connections.map(({ dataState, targetStatus, mirror }) => {
        return { dataState, targetStatus, mirror };
      }),
      connections,
    );
  });

  it('shows itself while it runs, and leaves the data as good as it is', () => {
    const lab = protectedPair('fault link replication rate 64', flip(FILE, 7, 1));
    const { job } = beginJob(lab, `${VERIFY} checksum`);
    assert.equal(job.state, 'Running');
    advanceUntil(lab, 60_000, () => snapshotOf(lab).connections[0]?.mirrorStatus === 'Verifying');
    assert.equal(snapshotOf(lab).connections[0]?.dataState, 'Good');
    endJob(lab, job);
    assert.equal(snapshotOf(lab).connections[0]?.mirrorStatus, 'Idle');
  });
});

describe('verification that remirrors', () => {
  it('mends a flipped bit and reports what it found before', () => {
    const lab = protectedPair(flip(FILE, 7, 1));
    const found = runJob(lab, `${VERIFY} remirror checksum`);
    assert.deepEqual(counts(found), ['Done', 1, 0, BLOCK_BYTES]);
    play(lab, 'lab run 30s', 'lab compare AppData');
    assertAgree(lab);
    assert.deepEqual(counts(runJob(lab, `${VERIFY} checksum`)), ['Done', 0, 0, 0]);
    assert.equal(snapshotOf(lab).connections[0]?.dataState, 'Good');
  });

  it('sends no more of a file than its differing blocks', () => {
    const lab = protectedPair(flip(FILE, 7, 1), flip(OTHER, 2, 1));
    const wireBytes = (): number => snapshotOf(lab).connections[0]?.sent.bytes ?? 0;
    const before = wireBytes();
    const { sentBytes } = runJob(lab, `${VERIFY} remirror checksum`);
    play(lab, 'lab run 30s');
    assert.ok(sentBytes <= 2.04 * BLOCK_BYTES, `${String(sentBytes)} bytes`);
    assert.ok(wireBytes() - before <= 2.04 * BLOCK_BYTES, `${String(wireBytes() - before)} bytes`);
  });

  it('brings back what is missing', () => {
    const lab = protectedPair(`@B1 del ${OTHER}`, '@B1 del S:\\Docs\\holidays.txt');
    assert.equal(runJob(lab, `${VERIFY} remirror checksum`).missingFiles, 2);
    play(lab, 'lab run 30s', 'lab compare AppData');
    assertAgree(lab);
  });

  it('takes only what is newer on the source when asked to', () => {
    const lab = protectedPair(
      'lab run 5s',
      '@A1 dt replication stop 1',
      `write ${OTHER} "newer on the source" at 0`,
      'dt replication start 1',
      'lab run 5s',
      '@B1 write S:\\Docs\\holidays.txt "newer on the target" at 0',
      flip(FILE, 7, 1),
    );
    const before = filesOn(lab, 'second');
    runJob(lab, `${VERIFY} remirror newer checksum`);
    play(lab, 'lab run 30s');
    const after = filesOn(lab, 'second');
    assert.deepEqual(after.get(OTHER), filesOn(lab, 'first').get(OTHER));
    for (const path of ['S:\\Docs\\holidays.txt', FILE]) {
      assert.deepEqual(after.get(path), before.get(path), path);
    }
  });

  it('leaves the pair equal when orders flow meanwhile', () => {
    const lab = protectedPair('client rate 20', 'client start', 'lab run 5s', flip(FILE, 7, 1));
    runJob(lab, `${VERIFY} remirror checksum`);
    play(lab, 'client stop', 'lab run 60s', 'lab compare AppData');
    assertAgree(lab);
  });
});

describe('verification without block checksums', () => {
  it('takes files of equal size and time for equal', () => {
    const lab = protectedPair(flip(FILE, 7, 1));
    assert.deepEqual(counts(runJob(lab, VERIFY)), ['Done', 0, 0, 0]);
  });

  it('sees another time, another size and a missing file', () => {
    const lab = protectedPair(
      'lab run 1s',
      `@B1 write ${OTHER} x at 0`,
      '@B1 truncate S:\\Docs\\holidays.txt 10',
      '@B1 del S:\\Docs\\price-list.xls',
    );
    const { state, differentFiles, missingFiles } = runJob(lab, VERIFY);
    assert.deepEqual([state, differentFiles, missingFiles], ['Done', 2, 1]);
  });
});

describe('verification is refused, and changes nothing,', () => {
  it('while a mirror runs', () => {
    const lab = protectedPair('@A1 dt mirror start 1 full', 'lab run 200ms');
    assert.notEqual(snapshotOf(lab).connections[0]?.mirrorStatus, 'Idle');
    assertRefused(lab, `${VERIFY} checksum`);
  });

  it('while another of the same connection runs', () => {
    const lab = protectedPair('fault link replication rate 16');
    const { job } = beginJob(lab, `${VERIFY} checksum`);
    assertRefused(lab, `${VERIFY} checksum`);
    assert.equal(endJob(lab, job).state, 'Done');
  });

  it('for a connection that is not there', () => {
    const lab = protectedPair();
    for (const line of [
      '@A1 dt verify 2',
      '@A1 dt verify 0',
      '@A2 dt verify 1',
      '@B1 dt verify 1',
    ]) {
      assertRefused(lab, line);
    }
  });

  it('for words that are none of its own', () => {
    const lab = protectedPair();
    for (const words of [
      '',
      ' one',
      ' 1 full',
      ' 1 checksum checksum',
      ' 1 -1',
      ' 1.5',
      ' 1 remirror x',
    ]) {
      assertRefused(lab, `@A1 dt verify${words}`);
    }
  });

  it('where no service runs', () => {
    const lab = protectedPair('fault service A1 dt stop');
    assertRefused(lab, '@A1 dt verify 1 checksum');
    assertRefused(openLab({ scenario: 'bare', diskMiB: 4 }), '@A1 dt verify 1');
  });
});

describe('verification that cannot reach the target', () => {
  it('never says that nothing differs while the disk there is offline', () => {
    const lab = protectedPair(
      flip(FILE, 7, 1),
      '@B1 cluster resource "Disk for Application" /offline',
    );
    const { exitCode } = runLine(lab, `${VERIFY} checksum`);
    play(lab, 'lab run 5m');
    const done = snapshotOf(lab).jobs.filter(({ state }) => state === 'Done');
    assert.deepEqual(done, [], `exit ${String(exitCode)}`);
  });

  it('never says that nothing differs', () => {
    const lab = protectedPair(flip(FILE, 7, 1), 'fault link replication cut');
    const { exitCode } = runLine(lab, `${VERIFY} checksum`);
    play(lab, 'lab run 20s');
    const done = snapshotOf(lab).jobs.filter(({ state }) => state === 'Done');
    assert.deepEqual(done, []);
    if (exitCode !== 0) return;
    play(lab, 'fault link replication restore', 'lab run 5m');
    for (const job of snapshotOf(lab).jobs) {
      assert.ok(job.state !== 'Done' || job.differentFiles > 0, 'it found the flipped bit');
    }
  });
});
