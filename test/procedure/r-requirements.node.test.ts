import { proveChapter } from '../support/procedure.ts';
import type { NodeSnapshot, Snapshot } from '../../workers/core/snapshot.ts';

const ALLOWED_SYSTEMS = ['nt4sp4', 'w2kas', 'w2kdc'];

function nodesOf({ clusters }: Snapshot): NodeSnapshot[] {
  return [...clusters.first.nodes, ...clusters.second.nodes];
}

function isOneOf(values: readonly string[]): boolean {
  return new Set(values).size === 1;
}

proveChapter('8.1 requirements', [
  {
    undone: ['host A1 os nt4sp3'],
    steps: {
      R1: (snapshot) => nodesOf(snapshot).every(({ os }) => ALLOWED_SYSTEMS.includes(os)),
      R2: (snapshot) => isOneOf(nodesOf(snapshot).map(({ os }) => os)),
    },
  },
  {
    undone: ['host A2 domain SHOP', 'host B1 role controller'],
    steps: {
      R3: (snapshot) =>
        nodesOf(snapshot).every(({ member }) => member) &&
        isOneOf(nodesOf(snapshot).map(({ domain }) => domain)),
    },
  },
  {
    undone: ['host B2 licence off'],
    steps: { R4: (snapshot) => nodesOf(snapshot).filter(({ licensed }) => licensed).length === 4 },
  },
]);
