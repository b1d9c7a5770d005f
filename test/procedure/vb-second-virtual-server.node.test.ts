import {
  groupOf,
  isAllOffline,
  onlineNames,
  proveChapter,
  resourceOf,
} from '../support/procedure.ts';

const TWINS = ['IP Address for Application', 'Name for Application', 'Disk for Application'];
/** Properties that must be equal on both clusters; a disk's signature is its own. */
const ALIKE = ['Address', 'SubnetMask', 'Network', 'Name', 'Drive'];
const TARGET = 'IP Address for Double-Take';

proveChapter('8.6 the virtual server on SECOND', [
  {
    undone: [
      '@A1 cluster resource "Name for Application" /online',
      'cluster resource "Disk for Application" /offline',
    ],
    steps: {
      'VB-1': (snapshot) => onlineNames(snapshot, 'first').join() === 'Disk for Application',
    },
  },
  {
    steps: {
      'VB-2': (snapshot) =>
        isAllOffline(snapshot, 'second') &&
        TWINS.every((name) => {
          const one = resourceOf(snapshot, 'first', name);
          const other = resourceOf(snapshot, 'second', name);
          return (
            one !== undefined &&
            one.type === other?.type &&
            one.dependencies.join() === other.dependencies.join() &&
            ALIKE.every((key) => one.properties[key] === other.properties[key])
          );
        }),
    },
  },
  {
    steps: {
      'VB-3': (snapshot) => {
        const address = resourceOf(snapshot, 'second', TARGET)?.properties['Address'];
        const connection = resourceOf(snapshot, 'first', 'DT Connection for Application');
        return (
          address === connection?.properties['Target'] &&
          typeof address === 'string' &&
          snapshot.addresses[address] === undefined
        );
      },
    },
  },
  {
    steps: {
      'VB-4': (snapshot) =>
        onlineNames(snapshot, 'second').join() === `Disk for Application,${TARGET}` &&
        groupOf(snapshot, 'second')?.state === 'Partially Online',
    },
  },
]);
