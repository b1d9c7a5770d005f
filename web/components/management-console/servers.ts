import type {
  ClusterId,
  ClusterSnapshot,
  ConnectionSnapshot,
  NodeSnapshot,
  ServiceSnapshot,
  Snapshot,
} from '../../../workers/api.ts';
import type { TreeItem } from '../console-tree/console-tree.ts';
import type { StateLook } from '../shape/state-look.ts';
import { CLUSTER_IDS } from '../stage/virtual-server.ts';

/** What is looked at: a server, one of its replication sets, or its connections. */
export interface Place {
  readonly node: string;
  readonly kind: 'server' | 'set' | 'connections';
  /** Name of the replication set; empty otherwise. */
  readonly name: string;
}

/** A replication set as the state lists it. */
export type SetSnapshot = ServiceSnapshot['replicationSets'][number];

/** A node with the cluster that it belongs to. */
export interface Server {
  readonly clusterId: ClusterId;
  readonly cluster: ClusterSnapshot;
  readonly node: NodeSnapshot;
  readonly service: ServiceSnapshot;
}

const NO_SERVICE: ServiceSnapshot = {
  installed: false,
  running: false,
  settings: {},
  replicationSets: [],
};

/** All nodes, FIRST's before SECOND's. */
export function serversOf({ clusters, services }: Snapshot): Server[] {
  return CLUSTER_IDS.flatMap((clusterId) => {
    const cluster = clusters[clusterId];
    return cluster.nodes.map((node) => ({
      clusterId,
      cluster,
      node,
      service: services[node.name] ?? NO_SERVICE,
    }));
  });
}

/** A node by its name; undefined when there is none. */
export function serverNamed(snapshot: Snapshot, name: string): Server | undefined {
  return serversOf(snapshot).find(({ node }) => node.name === name);
}

/** The set of a place; undefined when it is gone. Upper and lower case count. */
export function setAt(snapshot: Snapshot, { node, name }: Place): SetSnapshot | undefined {
  return snapshot.services[node]?.replicationSets.find((set) => set.name === name);
}

/** Connections whose source a node is. */
export function connectionsOf({ connections }: Snapshot, node: string): ConnectionSnapshot[] {
  return connections.filter(({ source }) => source === node);
}

/** Id of a place in the tree. */
export function placeId({ node, kind, name }: Place): string {
  return JSON.stringify([node, kind, name]);
}

/** The place of an id that `placeId` made. */
export function placeOf(id: string): Place {
  const [node, kind, name] = JSON.parse(id) as [string, Place['kind'], string];
  return { node, kind, name };
}

/** How the service of a node looks. */
export function serviceLook({ node, service }: Server): StateLook {
  if (!node.powered) return { shape: 'slash', tone: 'off', word: 'no answer' };
  if (!service.installed) return { shape: 'hollow', tone: 'off', word: 'not installed' };
  return service.running
    ? { shape: 'disc', tone: 'ok', word: 'running' }
    : { shape: 'square-x', tone: 'failed', word: 'stopped' };
}

const NOT_SAVED: StateLook = { shape: 'half', tone: 'pending', word: 'not saved' };

/** Servers with their replication sets and connections. */
export function treeOf(snapshot: Snapshot): TreeItem[] {
  return serversOf(snapshot).map((server) => {
    const { node, service } = server;
    return {
      id: placeId({ node: node.name, kind: 'server', name: '' }),
      words: node.name,
      icon: 'server',
      look: serviceLook(server),
      children: service.running ? entriesOf(snapshot, node.name, service) : [],
    };
  });
}

function entriesOf(snapshot: Snapshot, node: string, service: ServiceSnapshot): TreeItem[] {
  const count = connectionsOf(snapshot, node).length;
  return [
    ...service.replicationSets.map(({ name, saved }): TreeItem => ({
      id: placeId({ node, kind: 'set', name }),
      words: name,
      icon: 'layers',
      look: saved ? null : NOT_SAVED,
      children: [],
    })),
    {
      id: placeId({ node, kind: 'connections', name: '' }),
      words: `Connections (${String(count)})`,
      icon: null,
      look: null,
      children: [],
    },
  ];
}

/** Addresses that IP Address resources hold, each once: what a connection may lead to. */
export function clusterAddresses({ clusters }: Snapshot): string[] {
  const addresses = CLUSTER_IDS.flatMap((id) =>
    clusters[id].groups.flatMap(({ resources }) =>
      resources.map(({ properties }) => properties['Address']),
    ),
  );
  return [...new Set(addresses.filter((each) => typeof each === 'string' && each !== ''))].map(
    String,
  );
}
