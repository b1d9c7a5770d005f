import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf } from '../../workers/core/lab.ts';
import type { ClusterId, Snapshot } from '../../workers/core/snapshot.ts';
import { groupOf, linesOf, onlineNames, openBefore, procedureSteps } from '../support/procedure.ts';
import { play } from '../support/run-lines.ts';

const DISK = 'Disk for Application';
const CLIENTS = 'IP Address for Application';
const TARGET = 'IP Address for Double-Take';

/** One row of the table: what holds when the lines of this step are done. */
interface Milestone {
  readonly after: string;
  readonly first: string;
  readonly firstOnline?: readonly string[];
  readonly isFirstReachable?: boolean;
  readonly second: string;
  readonly secondOnline?: readonly string[];
  readonly connection: string;
  readonly monitors: string;
}

const MILESTONES: readonly Milestone[] = [
  { after: 'VS-5', first: 'Offline', second: '–', connection: '–', monitors: '–' },
  {
    after: 'VB-1',
    first: 'Partially Online',
    firstOnline: [DISK],
    second: '–',
    connection: '–',
    monitors: '–',
  },
  {
    after: 'VB-3',
    first: 'Partially Online',
    firstOnline: [DISK],
    second: 'Offline',
    connection: '–',
    monitors: '–',
  },
  {
    after: 'VB-4',
    first: 'Partially Online',
    firstOnline: [DISK],
    second: 'Partially Online',
    secondOnline: [DISK, TARGET],
    connection: '–',
    monitors: '–',
  },
  {
    after: 'ON-1',
    first: 'Online',
    second: 'Partially Online',
    connection: 'Started Mirroring',
    monitors: '–',
  },
  {
    after: 'ON-3',
    first: 'Online',
    second: 'Partially Online',
    connection: 'Started Idle',
    monitors: 'Monitoring green, Monitoring green',
  },
  {
    after: 'MON-6',
    first: 'Offline',
    isFirstReachable: false,
    second: 'Online',
    connection: '–',
    monitors: 'FailedOver red, FailedOver red',
  },
  {
    after: 'FB-3',
    first: 'Offline',
    isFirstReachable: false,
    second: 'Online',
    connection: '–',
    monitors: 'FailedOver red, FailedOver red',
  },
  {
    after: 'FB-6',
    first: 'Offline',
    isFirstReachable: false,
    second: 'Partially Online',
    secondOnline: [DISK, TARGET],
    connection: '–',
    monitors: 'AwaitingDecision red, AwaitingDecision red',
  },
  {
    after: 'FB-8b',
    first: 'Partially Online',
    firstOnline: [CLIENTS, DISK],
    second: 'Partially Online',
    connection: '–',
    monitors: 'AwaitingDecision red, AwaitingDecision red',
  },
  {
    after: 'FB-9',
    first: 'Partially Online',
    firstOnline: [CLIENTS, DISK],
    second: 'Partially Online',
    connection: '–',
    monitors: 'Monitoring green, Monitoring green',
  },
  {
    after: 'FB-13',
    first: 'Partially Online',
    firstOnline: [CLIENTS, DISK],
    second: 'Partially Online',
    secondOnline: [DISK, TARGET],
    connection: '–',
    monitors: 'Monitoring green, Monitoring green',
  },
  {
    after: 'FB-14',
    first: 'Online',
    second: 'Partially Online',
    secondOnline: [DISK, TARGET],
    connection: 'Started Idle',
    monitors: 'Monitoring green, Monitoring green',
  },
];

function stateOf(snapshot: Snapshot, cluster: ClusterId): string {
  return groupOf(snapshot, cluster)?.state ?? '–';
}

function connectionsOf({ connections }: Snapshot): string {
  const words = connections.map(({ transmitMode, mirrorStatus }) => {
    // A mirror that is read to its end is still on its way.
    return `${transmitMode} ${mirrorStatus.replace('Transmitting', 'Mirroring')}`;
  });
  return words.join(', ') || '–';
}

function monitorsOf({ monitors }: Snapshot): string {
  return monitors.map(({ state, bullet }) => `${state} ${bullet}`).join(', ') || '–';
}

describe('8.12 after each milestone', () => {
  const lab = openBefore('R1');
  let done = 0;
  const steps = procedureSteps();

  for (const milestone of MILESTONES) {
    it(`${milestone.after}: both groups, the connection and the monitors are as expected`, () => {
      const index = steps.findIndex(({ id }) => id === milestone.after);
      for (const step of steps.slice(done, index + 1)) play(lab, ...step.lines);
      done = index + 1;
      const snapshot = snapshotOf(lab);
      const { first, second, connection, monitors } = milestone;
      assert.deepEqual(
        [
          stateOf(snapshot, 'first'),
          stateOf(snapshot, 'second'),
          connectionsOf(snapshot),
          monitorsOf(snapshot),
        ],
        [first, second, connection, monitors],
      );
      assert.equal(snapshot.clusters.first.reachable, milestone.isFirstReachable ?? true);
      if (milestone.firstOnline)
        assert.deepEqual(onlineNames(snapshot, 'first'), milestone.firstOnline);
      if (milestone.secondOnline)
        assert.deepEqual(onlineNames(snapshot, 'second'), milestone.secondOnline);
    });
  }

  it('both FIRST nodes dead: nobody owns, the connection is gone, the target still stands by', () => {
    const drill = openBefore('MON-6');
    const before = snapshotOf(drill);
    play(drill, ...linesOf('MON-6').slice(0, 2));
    const snapshot = snapshotOf(drill);
    assert.equal(snapshot.clusters.first.reachable, false);
    assert.equal(groupOf(snapshot, 'first')?.owner, null);
    assert.deepEqual(
      [stateOf(before, 'first'), stateOf(snapshot, 'first'), stateOf(snapshot, 'second')],
      ['Online', 'Offline', 'Partially Online'],
    );
    assert.deepEqual([before.connections.length, snapshot.connections.length], [1, 0]);
    assert.equal(monitorsOf(snapshot), 'Monitoring yellow, Monitoring yellow');
  });
});
