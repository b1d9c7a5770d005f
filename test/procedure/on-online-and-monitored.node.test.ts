import { groupOf, proveChapter, type StepCheck } from '../support/procedure.ts';
import type { MonitorSnapshot } from '../../workers/core/snapshot.ts';

/** Of the monitor on one node of SECOND. */
function monitored(node: string, check: (monitor: MonitorSnapshot) => boolean): StepCheck {
  return ({ monitors }) => {
    const monitor = monitors.find((each) => each.node === node);
    return monitor !== undefined && check(monitor);
  };
}

const isWatching: StepCheck = ({ monitors }) =>
  monitors.length === 2 &&
  monitors.every(
    ({ state, bullet, items, shr, scripts }) =>
      state === 'Monitoring' &&
      bullet === 'green' &&
      items.length === 0 &&
      !shr &&
      scripts.postFailover === 'S:\\postover.bat' &&
      scripts.preFailback === 'S:\\preback.bat',
  );

proveChapter('8.9 online and monitored', [
  {
    steps: {
      'ON-1': (snapshot) => {
        const [connection] = snapshot.connections;
        return (
          groupOf(snapshot, 'first')?.state === 'Online' &&
          connection?.transmitMode === 'Started' &&
          ['Mirroring', 'Transmitting'].includes(connection.mirrorStatus)
        );
      },
    },
  },
  { steps: { 'ON-2a': null, 'ON-2b': null, 'ON-2c': null, 'ON-2d': null, 'ON-2e': null } },
  {
    steps: {
      'ON-2f': monitored('B1', ({ address, name }) => {
        return address === '172.16.12.35' && name === 'APPSRV';
      }),
      'ON-2h': monitored('B1', ({ items }) => items.length === 0),
      'ON-2i': monitored('B1', ({ shr }) => !shr),
      'ON-2j': null,
    },
  },
  {
    steps: {
      'ON-2k': (snapshot) =>
        monitored('B1', ({ scripts }) => {
          const disk = snapshot.clusters.second.disks.find(
            ({ drive, owner }) => drive === 'S:' && owner === 'B1',
          );
          return [scripts.postFailover, scripts.preFailback].every((path) =>
            disk?.files.some((file) => file.path === path),
          );
        })(snapshot),
      'ON-2l': null,
    },
  },
  {
    steps: {
      'ON-2g': monitored('B1', ({ checked }) => checked),
      'ON-2m': monitored('B1', ({ state, bullet }) => state === 'Monitoring' && bullet === 'green'),
    },
  },
  {
    steps: {
      'ON-3': (snapshot) => isWatching(snapshot) && snapshot.connections[0]?.dataState === 'Good',
    },
  },
]);
