import type { ClusterId, ClusterSnapshot, Snapshot } from '../../../workers/api.ts';
import { clusterOf, property } from '../stage/virtual-server.ts';

/** Where a line is completed: the lab as it is, the node, and the cluster that the line addresses. */
export interface LinePlace {
  readonly snapshot: Snapshot;
  readonly node: string;
  /** Name behind `/cluster:`; null for the node's own. */
  readonly clusterName: string | null;
}

/** Names that may stand for a slot of the grammar; none for a slot that holds something new. */
export function slotNames(slot: string, place: LinePlace): readonly string[] {
  const { snapshot, node } = place;
  const both = [snapshot.clusters.first, snapshot.clusters.second];
  const here = addressed(place);
  const service = snapshot.services[node];
  switch (slot) {
    case 'cluster':
      return both.map(({ name }) => `/cluster:${name}`);
    case 'own':
      return here.nodes.map(({ name }) => name);
    case 'node':
      return both.flatMap(({ nodes }) => nodes.map(({ name }) => name));
    case 'group':
      return here.groups.map(({ name }) => name);
    case 'resource':
      return resourcesOf(here).map(({ name }) => name);
    case 'any-resource':
      return unique(both.flatMap(resourcesOf).map(({ name }) => name));
    case 'type':
      return unique(both.flatMap(resourcesOf).map(({ type }) => type));
    case 'set':
      return service?.replicationSets.map(({ name }) => name) ?? [];
    case 'setting':
      return Object.keys(service?.settings ?? {});
    case 'connection':
      return snapshot.connections
        .filter(({ source }) => source === node)
        .map(({ id }) => String(id));
    case 'address':
      return addresses(snapshot, both);
    case 'monitored': {
      const own = snapshot.monitors.filter((each) => each.node === node);
      return unique((own.length > 0 ? own : snapshot.monitors).map(({ address }) => address));
    }
    case 'name':
      return unique(both.flatMap(resourcesOf).flatMap((each) => property(each, 'Name') ?? []));
    case 'path':
      return pathsOn(snapshot, node);
    case 'drive':
      return unique(both.flatMap(({ disks }) => disks.map(({ drive }) => drive)));
    case 'site':
      return ['first', 'second'];
    case 'network':
      return unique(
        both.flatMap(({ nodes }) =>
          nodes.flatMap(({ cards }) => cards.map((card) => card.network)),
        ),
      );
    case 'fault':
      return snapshot.faults.map(({ id }) => String(id));
    case 'alarm':
      return snapshot.alarms.map(({ code }) => code);
    case 'duration':
      return Object.keys(snapshot.durations);
    default:
      return [];
  }
}

function addressed({ snapshot, node, clusterName }: LinePlace): ClusterSnapshot {
  const { first, second } = snapshot.clusters;
  const named = [first, second].find(
    ({ name }) => name.toLowerCase() === clusterName?.toLowerCase(),
  );
  return named ?? snapshot.clusters[clusterOf(snapshot, node) ?? 'first'];
}

function resourcesOf(
  cluster: ClusterSnapshot,
): readonly ClusterSnapshot['groups'][number]['resources'][number][] {
  return cluster.groups.flatMap(({ resources }) => resources);
}

function addresses(snapshot: Snapshot, both: readonly ClusterSnapshot[]): string[] {
  const cards = both.flatMap(({ nodes }) => nodes.flatMap((each) => each.cards));
  return unique([
    ...both.flatMap(resourcesOf).flatMap((each) => property(each, 'Address') ?? []),
    ...Object.keys(snapshot.addresses),
    ...cards.map(({ address }) => address),
  ]);
}

/** Drives, folders and files that a node can see. */
function pathsOn(snapshot: Snapshot, node: string): string[] {
  const id: ClusterId = clusterOf(snapshot, node) ?? 'first';
  return snapshot.clusters[id].disks
    .filter((disk) => disk.owner === node || disk.node === node)
    .flatMap(({ drive, files }) => [`${drive}\\`, ...files.map(({ path }) => path)]);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
