import type {
  ClusterSnapshot,
  GroupSnapshot,
  NodeSnapshot,
  ResourceSnapshot,
} from '../../../workers/api.ts';
import type { MenuChoice } from '../console-menu/console-menu.ts';
import { clusterLine, switchWord } from './cluster-lines.ts';
import { groupNamed, type Place } from './places.ts';

/** Things that open a dialog, by the id of their entry. */
export type DialogKind = 'new-group' | 'new-resource' | 'properties' | 'rename' | 'delete';

const OPENS: readonly DialogKind[] = [
  'new-group',
  'new-resource',
  'properties',
  'rename',
  'delete',
];

/** The dialog that an entry opens; null when it runs its line at once. */
export function dialogOf(id: string): DialogKind | null {
  return OPENS.find((kind) => kind === id) ?? null;
}

/** What can be done with a group. */
export function groupActions(
  cluster: ClusterSnapshot,
  { name, owner }: GroupSnapshot,
): MenuChoice[] {
  return [
    opens('new-resource', 'New Resource…'),
    runs('Bring Online', clusterLine('group', name, '/online')),
    runs('Take Offline', clusterLine('group', name, '/offline')),
    ...cluster.nodes
      .filter((node) => node.name !== owner)
      .map((node) =>
        runs(
          `Move Group to ${node.name}`,
          clusterLine('group', name, switchWord('moveto', node.name)),
        ),
      ),
    opens('rename', 'Rename…'),
    opens('delete', 'Delete…'),
    opens('properties', 'Properties…'),
  ];
}

/** What can be done with a resource that stands in this group. */
export function resourceActions(
  cluster: ClusterSnapshot,
  group: GroupSnapshot,
  { name }: ResourceSnapshot,
): MenuChoice[] {
  return [
    runs('Bring Online', clusterLine('resource', name, '/online')),
    runs('Take Offline', clusterLine('resource', name, '/offline')),
    runs('Initiate Failure', clusterLine('resource', name, '/fail')),
    ...cluster.groups
      .filter((other) => other.name !== group.name)
      .map((other) =>
        runs(
          `Change Group to ${other.name}`,
          clusterLine('resource', name, switchWord('moveto', other.name)),
        ),
      ),
    opens('rename', 'Rename…'),
    opens('delete', 'Delete…'),
    opens('properties', 'Properties…'),
  ];
}

/** What can be done with a node. */
export function nodeActions({ name }: NodeSnapshot): MenuChoice[] {
  return [
    runs('Pause Node', clusterLine('node', name, '/pause')),
    runs('Resume Node', clusterLine('node', name, '/resume')),
    runs('Evict Node', clusterLine('node', name, '/evict')),
  ];
}

/** What can be done with an entry of the tree. */
export function placeActions({ kind, name }: Place, cluster: ClusterSnapshot): MenuChoice[] {
  const group = kind === 'group' ? groupNamed(cluster, name) : undefined;
  if (group !== undefined) return groupActions(cluster, group);
  if (kind === 'groups') return [opens('new-group', 'New Group…')];
  if (kind === 'resources') return [opens('new-resource', 'New Resource…')];
  const node = kind === 'node' ? cluster.nodes.find((each) => each.name === name) : undefined;
  return node === undefined ? [] : nodeActions(node);
}

function runs(words: string, line: string): MenuChoice {
  return { id: line, words, line };
}

function opens(kind: DialogKind, words: string): MenuChoice {
  return { id: kind, words, line: null };
}
