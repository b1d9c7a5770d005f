import {
  groupOf,
  isAllOffline,
  proveChapter,
  resourceOf,
  type StepCheck,
} from '../support/procedure.ts';

const IP = 'IP Address for Application';
const NAME = 'Name for Application';
const DISK = 'Disk for Application';

function isOfType(name: string, type: string): StepCheck {
  return (snapshot) => resourceOf(snapshot, 'first', name)?.type === type;
}

function hasBothOwners(name: string): StepCheck {
  return (snapshot) => resourceOf(snapshot, 'first', name)?.possibleOwners.join(' ') === 'A1 A2';
}

function dependsOn(name: string, ...others: readonly string[]): StepCheck {
  return (snapshot) => resourceOf(snapshot, 'first', name)?.dependencies.join() === others.join();
}

/** Private properties, by name. */
function holds(name: string, properties: Readonly<Record<string, string>>): StepCheck {
  return (snapshot) => {
    const resource = resourceOf(snapshot, 'first', name);
    return Object.entries(properties).every(([key, value]) => resource?.properties[key] === value);
  };
}

proveChapter('8.2 the virtual server on FIRST', [
  { steps: { 'VS-1a': null, 'VS-1b': null } },
  {
    steps: {
      'VS-1c': (snapshot) => groupOf(snapshot, 'first') !== undefined,
      'VS-1d': (snapshot) => (groupOf(snapshot, 'first')?.preferredOwners.length ?? 2) <= 1,
      'VS-1e': (snapshot) => groupOf(snapshot, 'first')?.state === 'Offline',
    },
  },
  {
    steps: {
      'VS-2a': null,
      'VS-2b': isOfType(IP, 'IP Address'),
      'VS-2c': null,
      'VS-2d': hasBothOwners(IP),
      'VS-2e': dependsOn(IP),
      'VS-2f': holds(IP, {
        Address: '172.16.12.35',
        SubnetMask: '255.255.255.0',
        Network: 'PUBLIC',
      }),
      'VS-2g': null,
    },
  },
  {
    steps: {
      'VS-3a': null,
      'VS-3b': isOfType(NAME, 'Network Name'),
      'VS-3c': null,
      'VS-3d': hasBothOwners(NAME),
      'VS-3e': dependsOn(NAME, IP),
      'VS-3f': holds(NAME, { Name: 'APPSRV' }),
      'VS-3g': null,
    },
  },
  {
    steps: {
      'VS-4a': null,
      'VS-4b': isOfType(DISK, 'Physical Disk'),
      'VS-4c': null,
      'VS-4d': hasBothOwners(DISK),
      'VS-4e': dependsOn(DISK),
      'VS-4f': holds(DISK, { Drive: 'S:' }),
      'VS-4g': null,
    },
  },
  {
    undone: [`cluster resource "${DISK}" /online`],
    steps: {
      'VS-5': (snapshot) =>
        isAllOffline(snapshot, 'first') && groupOf(snapshot, 'first')?.resources.length === 3,
    },
  },
]);
