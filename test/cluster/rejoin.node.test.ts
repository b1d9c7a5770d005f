import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkEvents, digestOf, eventsOf, keptLines, snapshotOf } from '../../workers/core/lab.ts';
import { groupOf } from '../support/procedure.ts';
import { nodeNamed } from '../support/lab-views.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';

describe('a cluster service that starts again before its loss is settled', () => {
  it('lets the other node take its groups over first, then joins and stays', () => {
    for (const pause of ['0ms', '5s', '11s', '14s', '19s']) {
      const lab = openLab({ diskMiB: 4 });
      play(lab, 'fault service A1 cluster stop', `lab run ${pause}`);
      play(lab, 'fault service A1 cluster start', 'lab run 60s');
      const snapshot = snapshotOf(lab);
      const group = groupOf(snapshot, 'first');
      assert.deepEqual([group?.owner, group?.state], ['A2', 'Online'], `after ${pause}`);
      assert.deepEqual(
        snapshot.clusters.first.nodes.map(({ state }) => state),
        ['Up', 'Up'],
        `after ${pause}`,
      );
      const texts = eventsOf(lab).map(({ text }) => text);
      const takenOver = texts.findIndex((text) => text.startsWith('A2 goes on as CLUS-A without'));
      const joined = texts.indexOf('A1 is Up and joined CLUS-A');
      assert.ok(takenOver > 0 && joined > takenOver, `after ${pause}`);
    }
  });
});

describe('a cluster service that lost the arbitration and stopped by itself', () => {
  const START = 'fault service A2 cluster start';

  it('starts with a line and joins again once the nodes hear each other', () => {
    const lab = openLab({ diskMiB: 4 });
    checkEvents(lab, { oneServes: true });
    play(lab, 'fault nic A2 PRIVATE cut', 'fault nic A2 PUBLIC cut', 'lab run 1m');
    play(lab, 'fault clear all', 'lab run 5m');
    assert.equal(nodeNamed(lab, 'A2').state, 'Down');
    const { exitCode, changed } = runLine(lab, START);
    assert.deepEqual([exitCode, changed, keptLines(lab).at(-1)?.[2]], [0, true, START]);
    assert.deepEqual(snapshotOf(lab).faults, []);
    play(lab, 'lab run 5s');
    assert.equal(nodeNamed(lab, 'A2').state, 'Up');
    play(lab, 'cluster group Application /moveto:A2');
    assert.equal(groupOf(snapshotOf(lab), 'first')?.owner, 'A2');
  });

  it('changes nothing where it runs, joins, or its node is not booted', () => {
    const lab = openLab({ diskMiB: 4 });
    const asks = (): void => {
      const before = digestOf(lab);
      const { exitCode, changed } = runLine(lab, START);
      assert.deepEqual([exitCode, changed, digestOf(lab)], [0, false, before]);
    };
    asks();
    play(lab, 'fault power A2 off', 'lab run 30s');
    asks();
    play(lab, 'fault power A2 on', 'lab run 10s');
    asks();
    play(lab, 'lab run 12s');
    assert.equal(nodeNamed(lab, 'A2').state, 'Joining');
    asks();
  });

  it('also ends a fault that holds it down, as before', () => {
    const lab = openLab({ diskMiB: 4 });
    play(lab, 'fault service A2 cluster stop', 'lab run 1m');
    assert.equal(runLine(lab, START).changed, true);
    assert.deepEqual(snapshotOf(lab).faults, []);
    play(lab, 'lab run 10s');
    assert.equal(nodeNamed(lab, 'A2').state, 'Up');
  });
});
