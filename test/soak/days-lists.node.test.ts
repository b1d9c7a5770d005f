import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf } from '../../workers/core/lab.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

const LISTED = 100;

describe('what a lab remembers of a long time', () => {
  it('is its last hundred jobs, whose numbers go on', () => {
    const lab = openLab({ diskMiB: 4 });
    for (let count = 1; count <= LISTED + 20; count++) play(lab, '@A1 dt verify 1', 'lab run 1s');
    const { jobs } = snapshotOf(lab);
    assert.deepEqual(
      jobs.map(({ id, state }) => `${String(id)} ${state}`),
      Array.from({ length: LISTED }, (_, index) => `${String(index + 21)} Done`),
    );
    assert.equal(lab.jobs.length, LISTED);
    assert.equal(runLine(lab, '@B1 dt restore stop 120').output, 'Job 120 is Done already.');
    assert.equal(runLine(lab, '@B1 dt restore stop 3').exitCode, 87);
  });

  it('is what the latest verification found, however many restorations came after it', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, '@A1 dt verify 1', 'lab run 5s', '@A1 cluster group Application /offline');
    play(lab, '@A1 cluster resource "Disk for Application" /online');
    for (let count = 1; count <= LISTED + 5; count++)
      play(lab, '@B1 dt restore AppData source A1 from B1 to A1', 'lab run 2s');
    const kinds = lab.jobs.map(({ kind, state }) => `${kind} ${state}`);
    assert.equal(kinds.length, LISTED);
    assert.equal(kinds[0], 'verify Done');
    assert.equal(kinds.filter((each) => each === 'restore Done').length, LISTED - 1);
  });

  it('is the failures of a restart period', () => {
    const lab = openLab({ diskMiB: 4 });
    const name = 'IP Address for Application';
    const resource = lab.clusters.first.groups
      .flatMap(({ resources }) => resources)
      .find((each) => each.name === name);
    for (let count = 1; count <= 6; count++)
      play(lab, `@A1 cluster resource "${name}" /fail`, 'lab run 20m');
    assert.equal(resource?.state, 'Online');
    assert.equal(resource.failures.length, 1);
  });
});
