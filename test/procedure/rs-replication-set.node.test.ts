import { proveChapter } from '../support/procedure.ts';
import type { ServiceSnapshot, Snapshot } from '../../workers/core/snapshot.ts';

type SetSnapshot = ServiceSnapshot['replicationSets'][number];

function setOn({ services }: Snapshot, node: string): SetSnapshot | undefined {
  return services[node]?.replicationSets.find(({ name }) => name === 'AppData');
}

function rulesOn(snapshot: Snapshot, node: string): string {
  return JSON.stringify(setOn(snapshot, node)?.rules ?? []);
}

proveChapter('8.4 the replication set', [
  // The node of the console is no part of what the lab shows.
  { steps: { 'RS-1': null, 'RS-2': null, 'RS-3': null } },
  { steps: { 'RS-4': (snapshot) => setOn(snapshot, 'A1') !== undefined } },
  {
    steps: {
      'RS-5': (snapshot) => {
        const rules = setOn(snapshot, 'A1')?.rules ?? [];
        return (
          rules.some(({ type, path }) => type === 'include' && path.startsWith('S:')) &&
          snapshot.clusters.first.disks.some(({ drive, owner }) => drive === 'S:' && owner === 'A1')
        );
      },
    },
  },
  { steps: { 'RS-6': (snapshot) => setOn(snapshot, 'A1')?.saved === true } },
  { steps: { 'RS-7': null, 'RS-8': null, 'RS-9': null, 'RS-10': null } },
  { steps: { 'RS-11': (snapshot) => setOn(snapshot, 'A2') !== undefined } },
  {
    steps: {
      'RS-12': null,
      'RS-13': null,
      'RS-14': (snapshot) =>
        setOn(snapshot, 'A2')?.rules.some(
          ({ path, type, recurse }) => path === 'S:\\' && type === 'include' && recurse,
        ) === true,
      'RS-15': null,
      'RS-16': (snapshot) =>
        rulesOn(snapshot, 'A2') !== '[]' && rulesOn(snapshot, 'A1') === rulesOn(snapshot, 'A2'),
    },
  },
  { steps: { 'RS-17': (snapshot) => setOn(snapshot, 'A2')?.saved === true } },
]);
