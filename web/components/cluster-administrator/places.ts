import type {
  ClusterId,
  ClusterSnapshot,
  GroupSnapshot,
  ResourceSnapshot,
  Snapshot,
} from '../../../workers/api.ts';
import { quoteWord } from '../../../workers/api.ts';
import type { TreeItem } from '../console-tree/console-tree.ts';
import { groupLook, nodeLook } from '../shape/state-look.ts';
import { CLUSTER_IDS } from '../stage/virtual-server.ts';
import { clusterLine } from './cluster-lines.ts';

/** Kinds of entries in the tree. */
export type PlaceKind =
  'cluster' | 'groups' | 'group' | 'resources' | 'configuration' | 'types' | 'networks' | 'node';

/** What is looked at: an entry of the tree. */
export interface Place {
  readonly clusterId: ClusterId;
  readonly kind: PlaceKind;
  /** Name of the group or node; empty for folders. */
  readonly name: string;
}

/** The entry with which the console opens. */
export const FIRST_PLACE: Place = { clusterId: 'first', kind: 'cluster', name: '' };

/** Id of a place in the tree. */
export function placeId({ clusterId, kind, name }: Place): string {
  return JSON.stringify([clusterId, kind, name]);
}

/** The place of an id that `placeId` made. */
export function placeOf(id: string): Place {
  const [clusterId, kind, name] = JSON.parse(id) as [ClusterId, PlaceKind, string];
  return { clusterId, kind, name };
}

/** Node of a cluster that answers the console: the first that is Up, else the first of all, which refuses. */
export function answeringNode({ nodes }: ClusterSnapshot): string {
  const up = nodes.find(({ state }) => state === 'Up' || state === 'Paused');
  return (up ?? nodes[0])?.name ?? '';
}

/** True when some node runs the cluster service: without one nothing can be listed. */
export function isAnswering({ nodes }: ClusterSnapshot): boolean {
  return nodes.some(({ state }) => state === 'Up' || state === 'Paused');
}

/** The line that shows the same as the place does; null where the tool has none. */
export function lookLine(place: Place, cluster: ClusterSnapshot): string | null {
  switch (place.kind) {
    case 'cluster':
      return `cluster /cluster:${quoteWord(cluster.name)} node`;
    case 'groups':
      return 'cluster group';
    case 'group':
      return clusterLine('group', place.name);
    case 'resources':
      return 'cluster resource';
    case 'types':
      return 'cluster restype';
    case 'node':
      return clusterLine('node', place.name);
    case 'configuration':
    case 'networks':
      return null;
  }
}

/** Both clusters with what they list. */
export function treeOf(snapshot: Snapshot): TreeItem[] {
  return CLUSTER_IDS.map((clusterId) => {
    const cluster = snapshot.clusters[clusterId];
    const isUp = isAnswering(cluster);
    return {
      id: placeId({ clusterId, kind: 'cluster', name: '' }),
      words: isUp ? cluster.name : `${cluster.name} (no answer)`,
      icon: 'server',
      look: null,
      children: isUp ? entriesOf(clusterId, cluster) : [],
    };
  });
}

function entriesOf(clusterId: ClusterId, cluster: ClusterSnapshot): TreeItem[] {
  const folder = (kind: PlaceKind, words: string, children: TreeItem[] = []): TreeItem => ({
    id: placeId({ clusterId, kind, name: '' }),
    words,
    icon: 'folder',
    look: null,
    children,
  });
  return [
    folder(
      'groups',
      'Groups',
      cluster.groups.map(({ name, state }) => ({
        id: placeId({ clusterId, kind: 'group', name }),
        words: name,
        icon: null,
        look: groupLook(state),
        children: [],
      })),
    ),
    folder('resources', 'Resources'),
    folder('configuration', 'Cluster Configuration', [
      folder('types', 'Resource Types'),
      folder('networks', 'Networks'),
    ]),
    ...cluster.nodes.map(({ name, state }) => ({
      id: placeId({ clusterId, kind: 'node', name }),
      words: name,
      icon: null,
      look: nodeLook(state),
      children: [],
    })),
  ];
}

/** A group by name, whatever its case; undefined when there is none. */
export function groupNamed(cluster: ClusterSnapshot, name: string): GroupSnapshot | undefined {
  return cluster.groups.find((group) => isSame(group.name, name));
}

/** A resource by name with its group; undefined when there is none. */
export function resourceNamed(
  cluster: ClusterSnapshot,
  name: string,
): { readonly resource: ResourceSnapshot; readonly group: GroupSnapshot } | undefined {
  for (const group of cluster.groups) {
    const resource = group.resources.find((each) => isSame(each.name, name));
    if (resource !== undefined) return { resource, group };
  }
  return undefined;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
