import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventsOf, snapshotOf } from '../../workers/core/lab.ts';
import { groupOf } from '../support/procedure.ts';
import { openLab, play } from '../support/run-lines.ts';

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
