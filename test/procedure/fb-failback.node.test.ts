import {
  isAllOffline,
  onlineNames,
  proveChapter,
  resourceOf,
  type StepCheck,
} from '../support/procedure.ts';
import type { MonitorState, Snapshot } from '../../workers/core/snapshot.ts';

const CLIENTS = 'IP Address for Application';
const DISK = 'Disk for Application';

/** PUBLIC cards of FIRST, on or off: how many have their cable. */
function cables({ clusters }: Snapshot): number {
  return clusters.first.nodes
    .flatMap(({ cards }) => cards)
    .filter(({ network, linked }) => {
      return network === 'PUBLIC' && linked;
    }).length;
}

function monitorsAre(...states: readonly MonitorState[]): StepCheck {
  return ({ monitors }) =>
    monitors.length === 2 && monitors.every(({ state }) => states.includes(state));
}

proveChapter('8.11 failback, up to the answered questions', [
  { steps: { 'FB-1': (snapshot) => cables(snapshot) === 0 } },
  {
    steps: {
      'FB-2': ({ clusters }) => clusters.first.nodes.every(({ state }) => state === 'Up'),
    },
  },
  { steps: { 'FB-3': (snapshot) => isAllOffline(snapshot, 'first') } },
  { steps: { 'FB-4': null, 'FB-5': null } },
  {
    steps: {
      'FB-6': (snapshot) =>
        resourceOf(snapshot, 'second', CLIENTS)?.state === 'Offline' &&
        resourceOf(snapshot, 'second', 'Name for Application')?.state === 'Offline' &&
        onlineNames(snapshot, 'second').join() === `${DISK},IP Address for Double-Take` &&
        monitorsAre('FailingBack', 'AwaitingDecision', 'Monitoring', 'Idle')(snapshot),
      'FB-7': monitorsAre('AwaitingDecision'),
    },
  },
  { steps: { 'FB-8': (snapshot) => cables(snapshot) === 2 } },
  {
    steps: {
      'FB-8b': (snapshot) => onlineNames(snapshot, 'first').join() === `${CLIENTS},${DISK}`,
    },
  },
  {
    steps: {
      'FB-9': (snapshot) =>
        snapshot.addresses['172.16.12.35']?.join() === 'A1' &&
        monitorsAre('Monitoring', 'Idle')(snapshot),
    },
  },
]);
