import type {
  ClusterId,
  ClusterSnapshot,
  GroupSnapshot,
  NodeSnapshot,
  ResourceSnapshot,
} from '../../workers/api.ts';

/** Where clients find the application. */
export const CLIENT_ADDRESS = '172.16.12.35';
/** Where replication finds the second cluster. */
export const TARGET_ADDRESS = '172.16.12.47';

/** One of the clusters, well, with an application group that serves or waits. */
export function cluster(id: ClusterId, atMs: number, serves: boolean): ClusterSnapshot {
  const letter = id === 'first' ? 'A' : 'B';
  const beat = Math.floor(atMs / 1200) * 1200;
  return {
    name: `CLUS-${letter}`,
    quorumOwner: `${letter}1`,
    reachable: true,
    nodes: [1, 2].map((number) => node(id, `${letter}${String(number)}`, number)),
    groups: [coreGroup(letter), applicationGroup(id, letter, serves)],
    disks: disks(`${letter}1`, 2_097_152),
    heartbeats: ['PRIVATE', 'PUBLIC'].map((network) => ({
      network,
      heard: true,
      lastBeatMs: beat,
    })),
  };
}

function node(id: ClusterId, name: string, number: number): NodeSnapshot {
  const site = id === 'first' ? 1 : 2;
  return {
    name,
    state: 'Up',
    powered: true,
    os: 'w2kas',
    domain: 'LAB',
    member: true,
    licensed: true,
    cards: [
      { network: 'PUBLIC', address: `172.16.12.${String(20 + site * 10 + number)}`, linked: true },
      { network: 'PRIVATE', address: `10.0.${String(site)}.${String(number)}`, linked: true },
    ],
  };
}

/** `Q:` and `S:` of a cluster; `S:` holds the orders when it is in use. */
export function disks(owner: string, usedBytes: number): ClusterSnapshot['disks'] {
  const files =
    usedBytes > 0 ? [{ path: 'S:\\Orders\\orders.txt', sizeBytes: 128_000, text: null }] : [];
  return [
    { drive: 'Q:', node: null, owner, sizeBytes: 1_048_576, usedBytes: 0, folders: [], files: [] },
    {
      drive: 'S:',
      node: null,
      owner,
      sizeBytes: 16_777_216,
      usedBytes,
      folders: files.length > 0 ? ['S:\\Orders'] : [],
      files,
    },
  ];
}

function group(
  name: string,
  owner: string,
  state: GroupSnapshot['state'],
  resources: readonly ResourceSnapshot[],
): GroupSnapshot {
  return { name, state, owner, preferredOwners: [], failback: 'prevent', failovers: 0, resources };
}

function resource(
  name: string,
  type: string,
  isOnline: boolean,
  properties: ResourceSnapshot['properties'],
  dependencies: readonly string[] = [],
): ResourceSnapshot {
  const state = isOnline ? 'Online' : 'Offline';
  return { name, type, state, possibleOwners: [], dependencies, properties, pending: null };
}

function coreGroup(letter: string): GroupSnapshot {
  const ip = letter === 'A' ? '172.16.12.30' : '172.16.12.40';
  return group('Cluster Group', `${letter}1`, 'Online', [
    resource('Cluster IP Address', 'IP Address', true, { Address: ip, Network: 'PUBLIC' }),
    resource('Cluster Name', 'Network Name', true, { Name: `CLUS-${letter}` }, [
      'Cluster IP Address',
    ]),
    resource('Disk Q:', 'Physical Disk', true, { Drive: 'Q:' }),
  ]);
}

function applicationGroup(id: ClusterId, letter: string, serves: boolean): GroupSnapshot {
  const ip = { SubnetMask: '255.255.255.0', Network: 'PUBLIC' };
  const target = { ReplicationSet: 'AppData', Target: TARGET_ADDRESS };
  const last =
    id === 'first'
      ? resource('DT Connection for Application', 'Double-Take Source Connection', true, target)
      : resource('IP Address for Double-Take', 'IP Address', true, {
          Address: TARGET_ADDRESS,
          ...ip,
        });
  return group('Application', `${letter}1`, serves ? 'Online' : 'Partially Online', [
    resource('IP Address for Application', 'IP Address', serves, {
      Address: CLIENT_ADDRESS,
      ...ip,
    }),
    resource('Name for Application', 'Network Name', serves, { Name: 'APPSRV' }, [
      'IP Address for Application',
    ]),
    resource('Disk for Application', 'Physical Disk', true, { Drive: 'S:' }),
    last,
  ]);
}

/** The cluster with its application group changed. */
export function regroup(from: ClusterSnapshot, change: Partial<GroupSnapshot>): ClusterSnapshot {
  return {
    ...from,
    groups: from.groups.map((each) =>
      each.name === 'Application' ? { ...each, ...change } : each,
    ),
  };
}

/** The cluster with one resource changed. */
export function withResource(
  from: ClusterSnapshot,
  name: string,
  change: Partial<ResourceSnapshot>,
): ClusterSnapshot {
  return {
    ...from,
    groups: from.groups.map((each) => ({
      ...each,
      resources: each.resources.map((old) => (old.name === name ? { ...old, ...change } : old)),
    })),
  };
}

/** The cluster with its application group online and serving. */
export function online(from: ClusterSnapshot): ClusterSnapshot {
  const named = withResource(from, 'Name for Application', { state: 'Online' });
  const both = withResource(named, 'IP Address for Application', { state: 'Online' });
  return regroup(both, { state: 'Online' });
}

/** The cluster without power. */
export function dark(from: ClusterSnapshot): ClusterSnapshot {
  return {
    ...from,
    quorumOwner: null,
    reachable: false,
    nodes: from.nodes.map((each) => ({ ...each, state: 'Down', powered: false })),
    groups: from.groups.map((each) => ({
      ...each,
      state: 'Offline',
      resources: each.resources.map((old) => ({ ...old, state: 'Offline', pending: null })),
    })),
    disks: from.disks.map((disk) => ({ ...disk, owner: null })),
    heartbeats: from.heartbeats.map((beat) => ({ ...beat, heard: false })),
  };
}
