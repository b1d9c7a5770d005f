import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import { assertRefused, beginJob, endJob, jobNow, runJob } from '../support/jobs.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { RESTORE, stoodIn } from '../support/stood-in.ts';
import { assertAgree, changedBlocks, filesOn, inScope } from '../support/two-disks.ts';

describe('a restoration is refused, with a text and without a trace,', () => {
  const lab = stoodIn();

  it('onto the node that it is taken from', () => {
    const same = /source and destination .* same node/i;
    for (const line of [
      'dt restore AppData source A1 from B1 to B1',
      'dt restore AppData source A1 from A1 to A1',
      'dt restore AppData source A1 from b1 to B1 map S: C:',
    ]) {
      assert.match(assertRefused(lab, `@B1 ${line}`), same);
      assert.equal(runLine(lab, `@B1 ${line}`).exitCode, 87);
    }
  });

  it('onto a drive that is not there, and says which', () => {
    assert.match(assertRefused(lab, `${RESTORE} map S: Z:`), /Z:/);
    assertRefused(lab, `${RESTORE} map Z: S:`);
  });

  it('onto a node that does not own the drive, or from one', () => {
    assertRefused(lab, '@B1 dt restore AppData source A1 from B1 to A2');
    assertRefused(lab, '@B1 dt restore AppData source A1 from B2 to A1');
  });

  it('onto a disk that is too small, and says so', () => {
    const text = assertRefused(lab, `${RESTORE} map S: C:`);
    assert.match(text, /C:/);
    assert.match(text, /\d/, 'how much is needed, or there');
  });

  it('of a set that is not there: upper and lower case count', () => {
    for (const name of ['Nope', 'appdata', '""', '__proto__', 'constructor']) {
      assertRefused(lab, `@B1 dt restore ${name} source A1 from B1 to A1`);
      assertRefused(lab, `@B1 dt restore ${name} source A1 from B1 to A1 set original`);
    }
    assertRefused(lab, '@B1 dt restore AppData source B2 from B1 to A1 set original');
  });

  it('of nodes that are none', () => {
    for (const words of [
      'source C1 from B1 to A1',
      'source A1 from C1 to A1',
      'source A1 from B1 to C1',
      'source A1 from B1 to 172.16.12.99',
      'source A1 from B1 to CLUS-A',
    ]) {
      assertRefused(lab, `@B1 dt restore AppData ${words}`);
    }
  });

  it('by words that are none of its own, or too few', () => {
    for (const words of [
      '',
      'AppData',
      'AppData source A1 from B1',
      'AppData source A1 to A1',
      'AppData from B1 to A1',
      'AppData source A1 from B1 to',
      'AppData source A1 from B1 to A1 overwrite sometimes',
      'AppData source A1 from B1 to A1 overwrite',
      'AppData source A1 from B1 to A1 checksum yes',
      'AppData source A1 from B1 to A1 orphans report',
      'AppData source A1 from B1 to A1 set copy',
      'AppData source A1 from B1 to A1 writeback',
      'AppData source A1 from B1 to A1 map S:',
      'AppData source A1 from B1 to A1 map S S',
      'AppData source A1 from B1 to A1 now',
      'AppData source A1 from B1 to A1 checksum on checksum off',
      'stop',
      'stop one',
      'stop 1',
      'stop -1',
    ]) {
      assertRefused(lab, `@B1 dt restore ${words}`);
    }
  });

  const beginnings: readonly (readonly [what: string, ...lines: string[]])[] = [
    ['while the node it goes to is down', 'fault power A1 off'],
    ['while the node it comes from is down', 'fault power B1 off'],
    ['while the sites are parted', 'fault link replication cut'],
    ['while Double-Take is stopped where it goes to', 'fault service A1 dt stop'],
    ['while the disk is offline where it goes to', '@A1 cluster group Application /offline'],
    [
      'while the disk is offline where it comes from',
      '@B1 cluster resource "Disk for Application" /offline',
    ],
  ];
  for (const [what, ...lines] of beginnings) {
    it(what, () => {
      const other = stoodIn(...lines);
      const line = RESTORE.replace('@B1', '@B2');
      assertRefused(other, line);
    });
  }

  it('while Double-Take is stopped where it is typed, or comes from, or was never there', () => {
    assertRefused(stoodIn('fault service B1 dt stop'), RESTORE);
    assertRefused(stoodIn('fault service B1 dt stop'), RESTORE.replace('@B1', '@B2'));
    assertRefused(openLab({ scenario: 'first-built', diskMiB: 4 }), RESTORE);
  });

  it('while another of the same set runs', () => {
    const busy = stoodIn('fault link replication rate 64');
    const { job } = beginJob(busy, RESTORE);
    play(busy, 'lab run 1s');
    assertRefused(busy, RESTORE);
    assertRefused(busy, RESTORE.replace('@B1', '@A2'));
    play(busy, 'fault clear all');
    assert.equal(endJob(busy, job).state, 'Done');
    assert.equal(runJob(busy, RESTORE).state, 'Done');
  });
});

/** Runs in small steps until some of it is done and some is not. */
function halfWay(lab: Lab): { job: ReturnType<typeof beginJob>['job'] } {
  play(lab, 'fault link replication rate 128');
  const { job } = beginJob(lab, RESTORE);
  while (jobNow(lab, job).sentBytes === 0) play(lab, 'lab run 100ms');
  play(lab, 'lab run 1s');
  assert.equal(jobNow(lab, job).state, 'Running');
  return { job };
}

describe('a restoration that does not come to its end', () => {
  it('is stopped by its number, and leaves what it was taken from as it was', () => {
    const lab = stoodIn();
    const second = filesOn(lab, 'second');
    const { job } = halfWay(lab);
    play(lab, `@A2 dt restore stop ${String(job.id)}`);
    assert.equal(jobNow(lab, job).state, 'Stopped');
    const first = filesOn(lab, 'first');
    play(lab, 'lab run 60s');
    assert.equal(jobNow(lab, job).state, 'Stopped');
    assert.deepEqual(filesOn(lab, 'first'), first, 'nothing more arrives');
    assert.deepEqual(filesOn(lab, 'second'), second);
    assert.ok(changedBlocks(inScope(second), inScope(first)) > 0);
    assert.equal(runLine(lab, `@A2 dt restore stop ${String(job.id)}`).changed, false);
    play(lab, 'fault clear all');
    assert.equal(runJob(lab, RESTORE).state, 'Done');
    assertAgree(lab);
  });

  const losses: readonly (readonly [what: string, line: string])[] = [
    ['the link', 'fault link replication cut'],
    ['the power of the node it goes to', 'fault power A1 off'],
    ['the power of the node it comes from', 'fault power B1 off'],
    ['Double-Take where it goes to', 'fault service A1 dt stop'],
    ['Double-Take where it comes from', 'fault service B1 dt stop'],
    ['the disk it goes to', '@A1 cluster resource "Disk for Application" /offline'],
  ];
  for (const [what, line] of losses) {
    it(`because it loses ${what} is not told as done, and can be run again`, () => {
      const lab = stoodIn();
      const { job } = halfWay(lab);
      play(lab, line, 'lab run 5m');
      assert.notEqual(jobNow(lab, job).state, 'Done');
      play(lab, 'fault clear all', 'lab run 2m');
      const { first, second } = snapshotOf(lab).clusters;
      const owner = (groups: (typeof first)['groups']): string =>
        groups.find(({ name }) => name === 'Application')?.owner ?? '';
      const [from, to] = [owner(second.groups), owner(first.groups)];
      for (const node of [from, to]) {
        play(lab, `@${node} cluster resource "Disk for Application" /online`);
      }
      if (jobNow(lab, job).state === 'Running') endJob(lab, job);
      const { state } = jobNow(lab, job);
      if (state !== 'Done') {
        const again = runJob(lab, `@${from} dt restore AppData source A1 from ${from} to ${to}`);
        assert.equal(again.state, 'Done');
      }
      assertAgree(lab);
    });
  }

  it('because the disk is full is not told as done, and names the disk', () => {
    const lab = stoodIn('fault disk first S: fill');
    const { exitCode, output } = runLine(lab, RESTORE);
    play(lab, 'lab run 5m');
    if (exitCode !== 0) assert.match(output, /S:/);
    else
      assert.deepEqual(
        snapshotOf(lab).jobs.map(({ state }) => state),
        ['Failed'],
      );
  });
});
