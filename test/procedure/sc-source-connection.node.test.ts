import { proveChapter, resourceOf } from '../support/procedure.ts';

const CONNECTION = 'DT Connection for Application';

proveChapter('8.5 the Source Connection', [
  { steps: { 'SC-1': null, 'SC-2': null } },
  {
    steps: {
      'SC-3': (snapshot) =>
        resourceOf(snapshot, 'first', CONNECTION)?.type === 'Double-Take Source Connection',
      'SC-4': null,
      'SC-5': (snapshot) => resourceOf(snapshot, 'first', CONNECTION)?.possibleOwners.length === 2,
      'SC-6': (snapshot) => resourceOf(snapshot, 'first', CONNECTION)?.dependencies.length === 0,
      'SC-7': (snapshot) => {
        const set = resourceOf(snapshot, 'first', CONNECTION)?.properties['ReplicationSet'];
        const target = resourceOf(snapshot, 'first', CONNECTION)?.properties['Target'];
        const clients = resourceOf(snapshot, 'first', 'IP Address for Application');
        return (
          ['A1', 'A2'].every((node) =>
            snapshot.services[node]?.replicationSets.some(({ name }) => name === set),
          ) &&
          target === '172.16.12.47' &&
          target !== clients?.properties['Address']
        );
      },
      'SC-8': (snapshot) => resourceOf(snapshot, 'first', CONNECTION)?.state === 'Offline',
    },
  },
]);
