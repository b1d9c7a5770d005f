import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, lastSequence, snapshotOf } from '../../workers/core/lab.ts';
import { beginJob, endJob, jobNow, runJob } from '../support/jobs.ts';
import { advanceUntil } from '../support/lab-views.ts';
import { fileBytes } from '../support/order-evidence.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { DELETIONS, RESTORE, stoodIn } from '../support/stood-in.ts';
import {
  assertAgree,
  BLOCK_BYTES,
  blockChecksums,
  changedBlocks,
  filesOn,
  inScope,
  ordersOn,
  outOfScope,
} from '../support/two-disks.ts';

describe('a restoration', () => {
  it('is a job with the words of its line, and their defaults where none were said', () => {
    const { job } = beginJob(stoodIn(), RESTORE);
    const { kind, node, replicationSet, from, to, overwrite, checksum, orphans, state } = job;
    assert.deepEqual(
      { kind, node, replicationSet, from, to, overwrite, checksum, orphans, state },
      {
        kind: 'restore',
        node: 'B1',
        replicationSet: 'AppData',
        from: 'B1',
        to: 'A1',
        overwrite: 'always',
        checksum: true,
        orphans: 'keep',
        state: 'Running',
      },
    );
    assert.match(job.map, /^$|S:.*S:/);
  });

  it('brings everything home: bytes, names, times, attributes and permissions', () => {
    const lab = stoodIn();
    const second = filesOn(lab, 'second');
    assert.equal(runLine(lab, 'lab compare AppData').exitCode, 1);
    const job = runJob(lab, RESTORE);
    assert.deepEqual([job.state, job.percent], ['Done', 100]);
    play(lab, 'lab compare AppData');
    assertAgree(lab);
    assert.deepEqual(filesOn(lab, 'second'), second, 'what it was taken from is as it was');
    assert.match(runLine(lab, '@A1 attrib S:\\Docs\\suppliers.mdb').output, /^R.*H/);
    assert.match(runLine(lab, '@A1 cacls S:\\Docs\\handbook.doc').output, /clerks:R/);
    assert.equal(fileBytes(lab, 'A1', 'S:\\Docs\\empty.txt').length, 0);
  });

  it('gives the same checksums on both sides, in the scope and by each reading of them', () => {
    const lab = stoodIn();
    runJob(lab, RESTORE);
    const first = blockChecksums(inScope(filesOn(lab, 'first')));
    assert.deepEqual(first, blockChecksums(inScope(filesOn(lab, 'second'))));
    for (const path of first.keys()) {
      const [a, b] = ['A1', 'B1'].map((node) => runLine(lab, `@${node} xxh3 "${path}"`).output);
      assert.equal(a, b, path);
    }
  });

  it('mends what silently changed on FIRST, equal in size and time', () => {
    const lab = stoodIn('fault flip first "S:\\Docs\\insurance.doc" 7 1');
    runJob(lab, RESTORE);
    assertAgree(lab);
  });

  it('changes nothing outside the rules, on either side', () => {
    const lab = stoodIn('@A1 write S:\\preback.bat "rem of FIRST"', 'write C:\\own.txt x');
    const before = [outOfScope(filesOn(lab, 'first')), outOfScope(filesOn(lab, 'second'))];
    assert.deepEqual(
      before.map(({ size }) => size),
      [1, 2],
    );
    runJob(lab, `${RESTORE} orphans delete`);
    const after = [outOfScope(filesOn(lab, 'first')), outOfScope(filesOn(lab, 'second'))];
    assert.deepEqual(after, before);
    assert.equal(runLine(lab, '@A1 type C:\\own.txt').output, 'x');
  });

  it('sends what changed and hardly more', () => {
    const lab = stoodIn();
    const blocks = changedBlocks(inScope(filesOn(lab, 'second')), inScope(filesOn(lab, 'first')));
    assert.ok(blocks > 10);
    const { sentBytes } = runJob(lab, RESTORE);
    assert.ok(sentBytes > 0);
    assert.ok(
      sentBytes <= 1.02 * blocks * BLOCK_BYTES,
      `${String(sentBytes)} bytes for ${String(blocks)} blocks`,
    );
  });

  it('sends nothing when it is done once more', () => {
    const lab = stoodIn();
    runJob(lab, RESTORE);
    const again = runJob(lab, RESTORE);
    assert.deepEqual([again.state, again.sentBytes], ['Done', 0]);
  });

  it('makes every order that SECOND took readable on FIRST', () => {
    const lab = stoodIn();
    const orders = ordersOn(lab, 'second');
    assert.ok(ordersOn(lab, 'first').length < orders.length);
    runJob(lab, RESTORE);
    assert.deepEqual(ordersOn(lab, 'first'), orders);
    assert.deepEqual(snapshotOf(lab).ledger?.destroyedOrders, []);
    assert.deepEqual(
      snapshotOf(lab).alarms.map(({ code }) => code),
      ['unprotected'],
    );
  });

  it('takes longer over a slower line', () => {
    const took = (kbps: number): number => {
      const lab = stoodIn(`fault link replication rate ${String(kbps)}`);
      const { job } = beginJob(lab, RESTORE);
      const from = snapshotOf(lab).atMs;
      endJob(lab, job);
      return snapshotOf(lab).atMs - from;
    };
    assert.ok(took(128) > 4 * took(1544));
  });

  it('shows how far it is, and never goes back', () => {
    const lab = stoodIn('fault link replication rate 256');
    const { job } = beginJob(lab, RESTORE);
    const seen: number[] = [];
    while (jobNow(lab, job).state === 'Running') {
      const { percent } = jobNow(lab, job);
      assert.ok(percent < 100, 'it is not done');
      seen.push(percent);
      play(lab, 'lab run 500ms');
    }
    seen.push(jobNow(lab, job).percent);
    assert.ok(new Set(seen).size > 2, seen.join(' '));
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    );
    assert.equal(seen.at(-1), 100);
  });

  it('may be typed on any node that has Double-Take', () => {
    for (const node of ['A1', 'A2', 'B2']) {
      const lab = stoodIn();
      const job = runJob(lab, RESTORE.replace('@B1', `@${node}`));
      assert.deepEqual([job.state, job.node], ['Done', node]);
      assertAgree(lab);
    }
  });

  it('says in the log when it begins and how it ends', () => {
    const lab = stoodIn();
    const seen = lastSequence(lab);
    runJob(lab, RESTORE);
    const told = eventsOf(lab, seen).filter(({ kind, text }) => {
      return kind !== 'line' && /AppData|restor/i.test(text);
    });
    assert.ok(told.length >= 2, told.map(({ text }) => text).join('\n'));
  });

  it('goes on while orders are written on SECOND, and does not carry those over', () => {
    const lab = openLab({ scenario: 'failed-over', diskMiB: 4 });
    play(
      lab,
      'fault nic A1 PUBLIC cut',
      'fault nic A2 PUBLIC cut',
      'fault site first on',
      'lab run 60s',
      '@A1 cluster group Application /offline',
      'fault nic A1 PUBLIC restore',
      'fault nic A2 PUBLIC restore',
      'cluster group "Cluster Group" /online',
      'cluster resource "Disk for Application" /online',
      'client rate 20',
    );
    assert.equal(runJob(lab, RESTORE).state, 'Done');
    play(lab, 'lab run 10s', 'client stop', 'lab run 1s');
    assert.equal(runLine(lab, 'lab compare AppData').exitCode, 1);
    runJob(lab, RESTORE);
    play(lab, 'lab compare AppData');
    assertAgree(lab);
  });
});

describe('files that SECOND no longer has', () => {
  it('stay on FIRST unless orphans were spoken of, and are all that differs', () => {
    const lab = stoodIn(...DELETIONS);
    runJob(lab, RESTORE);
    const { exitCode, output } = runLine(lab, 'lab compare AppData');
    assert.equal(exitCode, 1);
    const lines = output.trim().split('\n');
    assert.deepEqual(lines.sort(), [
      'S:\\Docs\\floor-plan.bmp: only on first',
      'S:\\Docs\\price-list.xls: only on first',
    ]);
  });

  for (const choice of ['delete', 'move']) {
    it(`leave the set on FIRST with: orphans ${choice}`, () => {
      const lab = stoodIn(...DELETIONS);
      runJob(lab, `${RESTORE} orphans ${choice}`);
      play(lab, 'lab compare AppData');
      assertAgree(lab);
    });
  }
});

describe('an open connection of the set', () => {
  it('is disconnected before the restoration begins, and the line says so', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, '@B1 write S:\\Docs\\holidays.txt kept at 5000', 'fill S:\\Docs\\new.bin 9000 4');
    const { job, output } = beginJob(lab, RESTORE);
    assert.match(output, /disconnect/i);
    assert.deepEqual(snapshotOf(lab).connections, []);
    assert.equal(endJob(lab, job).state, 'Done');
    assertAgree(lab);
    play(lab, 'lab compare AppData');
  });

  it('is not spoken of when there is none', () => {
    assert.doesNotMatch(beginJob(stoodIn(), RESTORE).output, /disconnect/i);
  });

  it('of another set goes on', () => {
    const lab = stoodIn(
      '@A1 dt repset create Other',
      'dt repset rule Other add S:\\Else include recurse',
      'dt repset save Other',
      'dt connect Other 172.16.12.47 mirror none',
      'lab run 5s',
    );
    runJob(lab, RESTORE);
    assert.deepEqual(
      snapshotOf(lab).connections.map(({ replicationSet }) => replicationSet),
      ['Other'],
    );
  });
});

describe('the target', () => {
  const CONNECT = '@A1 dt connect AppData 172.16.12.47 mirror none';
  const status = ({ targetStatus, dataState }: { targetStatus: string; dataState: string }) =>
    `${targetStatus}, ${dataState}`;

  it('requires a restore after a failover, which the next connection shows', () => {
    const lab = stoodIn(CONNECT, 'lab run 5s');
    assert.deepEqual(snapshotOf(lab).connections.map(status), ['Restore Required, Bad']);
  });

  it('requires none once it was restored from', () => {
    const lab = stoodIn();
    runJob(lab, RESTORE);
    play(lab, CONNECT, 'lab run 5s');
    assert.deepEqual(
      snapshotOf(lab).connections.map(({ targetStatus }) => targetStatus),
      ['Online'],
    );
  });

  it('requires it still when the restoration was stopped', () => {
    const lab = stoodIn('fault link replication rate 64');
    const { job } = beginJob(lab, RESTORE);
    play(lab, 'lab run 1s', `dt restore stop ${String(job.id)}`, 'fault clear all', CONNECT);
    play(lab, 'lab run 5s');
    assert.deepEqual(snapshotOf(lab).connections.map(status), ['Restore Required, Bad']);
  });

  it('requires it still when the disk was gone to which its data should go', () => {
    const lab = stoodIn('fault link replication rate 128');
    const { job } = beginJob(lab, RESTORE);
    const disk = 'cluster resource "Disk for Application"';
    play(lab, 'lab run 2s', `@A1 ${disk} /offline`, 'fault clear all', 'lab run 60s');
    if (jobNow(lab, job).state === 'Running') play(lab, `dt restore stop ${String(job.id)}`);
    play(lab, `${disk} /online`, CONNECT, 'lab run 5s');
    assert.equal(runLine(lab, 'lab compare AppData').exitCode, 1);
    assert.deepEqual(snapshotOf(lab).connections.map(status), ['Restore Required, Bad']);
  });

  it('requires none once a mirror onto it is done', () => {
    const lab = stoodIn(CONNECT.replace('none', 'checksum'));
    advanceUntil(lab, 600_000, () => snapshotOf(lab).connections[0]?.mirrorStatus === 'Idle');
    assert.deepEqual(snapshotOf(lab).connections.map(status), ['Online, Good']);
  });
});
