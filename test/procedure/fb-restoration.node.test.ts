import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JobSnapshot, Snapshot } from '../../workers/core/snapshot.ts';
import { eventsOf, snapshotOf } from '../../workers/core/lab.ts';
import { linesOf, openBefore, proveChapter, groupOf, onlineNames } from '../support/procedure.ts';
import { play, runLine } from '../support/run-lines.ts';
import { assertAgree, ordersOn } from '../support/two-disks.ts';

const STANDING_BY = 'Disk for Application,IP Address for Double-Take';

function restoration({ jobs }: Snapshot): JobSnapshot | undefined {
  return jobs.filter(({ kind }) => kind === 'restore').at(-1);
}

/** Sizes of what lies below `S:` of both clusters, scripts aside. */
function sizesAgree({ clusters }: Snapshot): boolean {
  const [first, second] = (['first', 'second'] as const).map((id) =>
    clusters[id].disks
      .filter(({ drive }) => drive === 'S:')
      .flatMap(({ files }) => files)
      .filter(({ path }) => !path.endsWith('.bat'))
      .map(({ path, sizeBytes }) => `${path} ${String(sizeBytes)}`)
      .join('\n'),
  );
  return first === second;
}

proveChapter('8.11 restoration, and FIRST at work again', [
  { steps: { 'FB-10': null, 'FB-11a': null, 'FB-11b': null, 'FB-11c': null } },
  {
    steps: {
      'FB-11d': (snapshot) => {
        const { node, replicationSet, from, to } = restoration(snapshot) ?? {};
        const owners = [groupOf(snapshot, 'second')?.owner, groupOf(snapshot, 'first')?.owner];
        return (
          replicationSet === 'AppData' && node === owners[0] && [from, to].join() === owners.join()
        );
      },
      'FB-12': (snapshot) => {
        const { map, overwrite } = restoration(snapshot) ?? {};
        return /S:.*S:/.test(map ?? '') && overwrite === 'always';
      },
      'FB-13': (snapshot) => restoration(snapshot)?.state === 'Done' && sizesAgree(snapshot),
    },
  },
  {
    steps: {
      'FB-14': (snapshot) => {
        const [connection] = snapshot.connections;
        return (
          groupOf(snapshot, 'first')?.state === 'Online' &&
          onlineNames(snapshot, 'second').join() === STANDING_BY &&
          connection?.transmitMode === 'Started' &&
          connection.dataState === 'Good' &&
          connection.targetStatus === 'Online' &&
          connection.mirror.sentBytes === 0 &&
          connection.mirror.skippedBytes > 0 &&
          snapshot.monitors.every(({ state, bullet }) => {
            return state === 'Monitoring' && bullet === 'green';
          })
        );
      },
    },
  },
]);

describe('the end of the procedure', () => {
  it('has FIRST serving every order that SECOND took, and no alarm but that SECOND had stood alone', () => {
    const lab = openBefore('FB-13');
    const orders = ordersOn(lab, 'second');
    assert.ok(orders.length > ordersOn(lab, 'first').length);
    play(lab, ...linesOf('FB-13'), ...linesOf('FB-14'));
    const { alarms, ledger, clusters } = snapshotOf(lab);
    assert.deepEqual(
      alarms.map(({ code }) => code),
      ['unprotected'],
    );
    assert.deepEqual(ledger?.destroyedOrders, []);
    assert.deepEqual(ordersOn(lab, 'first'), orders);
    const names = [...clusters.first.groups, ...clusters.second.groups].map(({ state }) => state);
    assert.ok(names.every((state) => state === 'Online' || state === 'Partially Online'));
    play(lab, 'client start', 'lab run 20s', 'client stop', 'lab run 10s', 'lab compare AppData');
    assert.ok(ordersOn(lab, 'second').length > orders.length, 'SECOND follows again');
    assertAgree(lab);
  });

  it('is reached only through the restoration: without it the mirror destroys the work', () => {
    const lab = openBefore('FB-10');
    const taken = ordersOn(lab, 'second').filter(
      (
        (known) => (number: number) =>
          !known.has(number)
      )(new Set(ordersOn(lab, 'first'))),
    );
    assert.ok(taken.length > 0);
    play(lab, '@A1 cluster group Application /online', 'lab run 30s');
    const { ledger, alarms } = snapshotOf(lab);
    assert.deepEqual(ledger?.destroyedOrders, taken);
    assert.ok(alarms.some(({ cites }) => cites.includes('M25')));
    assert.ok(eventsOf(lab).some(({ kind }) => kind === 'alarm'));
    assert.equal(runLine(lab, 'lab compare AppData').exitCode, 0);
  });
});
