import {
  quoteWord,
  type ClusterId,
  type ClusterSnapshot,
  type Snapshot,
} from '../../../workers/api.ts';
import { applicationGroups, CLUSTER_IDS } from '../stage/virtual-server.ts';

/** A line that looks, with the node on which it runs. */
export interface LookLine {
  readonly node: string;
  readonly line: string;
}

/** Who takes part in a restoration, as far as the state tells. */
export interface Parties {
  /** Node of SECOND that has the data; the console runs on it. */
  readonly from: string;
  /** Node of FIRST that the data came from, and is to go back to. */
  readonly to: string;
  readonly replicationSet: string;
}

/** The node of a cluster that owns the application's group, else its first. */
function ownerIn(cluster: ClusterSnapshot, group: string | null): string {
  const owner = cluster.groups.find(({ name }) => name === group)?.owner ?? null;
  return owner ?? cluster.nodes[0]?.name ?? '';
}

/** The application's group, by the name that both clusters give it; null when they share none. */
function sharedGroup({ clusters: { first, second } }: Snapshot): string | null {
  const names = new Set(applicationGroups(first).map(({ name }) => name));
  return applicationGroups(second).find(({ name }) => names.has(name))?.name ?? null;
}

/** Who would restore to whom: SECOND's owner to FIRST's. */
export function partiesOf(snapshot: Snapshot): Parties {
  const { first, second } = snapshot.clusters;
  const group = sharedGroup(snapshot);
  const from = ownerIn(second, group);
  const to = ownerIn(first, group);
  const sets = snapshot.services[to]?.replicationSets ?? [];
  const other = first.nodes.flatMap(({ name }) => snapshot.services[name]?.replicationSets ?? []);
  return { from, to, replicationSet: (sets[0] ?? other[0])?.name ?? '' };
}

/** What is looked at before the fields are filled: who owns the group on either side, and what the set holds. */
export function lookLines(snapshot: Snapshot): LookLine[] {
  const group = sharedGroup(snapshot);
  const { from, to, replicationSet } = partiesOf(snapshot);
  const { first } = snapshot.clusters;
  return [
    ...(group === null
      ? []
      : [
          {
            node: from,
            line: `cluster /cluster:${quoteWord(first.name)} group ${quoteWord(group)}`,
          },
          { node: from, line: `cluster group ${quoteWord(group)}` },
        ]),
    ...(replicationSet === ''
      ? []
      : [{ node: to, line: `dt repset show ${quoteWord(replicationSet)}` }]),
  ];
}

/** The cluster of a node, with its id; undefined for a node that there is not. */
export function clusterOf(
  { clusters }: Snapshot,
  node: string,
): { readonly id: ClusterId; readonly name: string } | undefined {
  const id = CLUSTER_IDS.find((each) => clusters[each].nodes.some(({ name }) => name === node));
  return id === undefined ? undefined : { id, name: clusters[id].name };
}

/** Drives that the rules of a set name on a node, each once; `S:` when there are none. */
export function drivesOf(snapshot: Snapshot, node: string, set: string): string[] {
  const rules =
    snapshot.services[node]?.replicationSets.find(({ name }) => name === set)?.rules ?? [];
  const drives = [...new Set(rules.map(({ path }) => path.slice(0, 2).toUpperCase()))];
  return drives.length === 0 ? ['S:'] : drives;
}
