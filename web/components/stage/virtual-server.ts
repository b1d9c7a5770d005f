import type {
  ClusterId,
  ClusterSnapshot,
  GroupSnapshot,
  MonitorSnapshot,
  ResourceSnapshot,
  Snapshot,
} from '../../../workers/api.ts';

/** Name of the group that every cluster has; it holds no application. */
const CORE_GROUP = 'Cluster Group';

/** Both clusters, in the order in which they stand. */
export const CLUSTER_IDS: readonly ClusterId[] = ['first', 'second'];

/** What clients connect to, found by its resources and never by a name. */
export interface VirtualServer {
  readonly address: string;
  /** Null while no Network Name depends on the address. */
  readonly name: string | null;
  readonly network: string;
  /** Subnet in words, such as `172.16.12.0/24`; empty without a mask. */
  readonly subnet: string;
}

/** The groups that a person made: all but the cluster's own. */
export function applicationGroups(cluster: ClusterSnapshot): readonly GroupSnapshot[] {
  return cluster.groups.filter((group) => group.name !== CORE_GROUP);
}

/** Null while no application group holds an address. */
export function virtualServerOf(snapshot: Snapshot): VirtualServer | null {
  const groups = CLUSTER_IDS.flatMap((id) => applicationGroups(snapshot.clusters[id]));
  for (const group of groups) {
    const name = group.resources.find((resource) => resource.type === 'Network Name');
    const address = name && addressUnder(group, name);
    if (name && address) return described(address, property(name, 'Name'));
  }
  const nameless = applicationGroups(snapshot.clusters.first)
    .flatMap((group) => group.resources)
    .find((resource) => resource.type === 'IP Address');
  return nameless ? described(nameless, null) : null;
}

function addressUnder(group: GroupSnapshot, name: ResourceSnapshot): ResourceSnapshot | undefined {
  return group.resources.find(
    (resource) => resource.type === 'IP Address' && name.dependencies.includes(resource.name),
  );
}

function described(address: ResourceSnapshot, name: string | null): VirtualServer {
  const ip = property(address, 'Address') ?? '';
  return {
    address: ip,
    name,
    network: property(address, 'Network') ?? '',
    subnet: subnetWords(ip, property(address, 'SubnetMask') ?? ''),
  };
}

/** A resource's property as text; null when it is not set. */
export function property(resource: ResourceSnapshot, key: string): string | null {
  const value = resource.properties[key];
  return value === undefined || value === '' ? null : String(value);
}

function subnetWords(address: string, mask: string): string {
  const octets = address.split('.').map(Number);
  const bits = mask.split('.').map(Number);
  if (octets.length !== 4 || bits.length !== 4) return '';
  const network = octets.map((octet, index) => octet & (bits[index] ?? 0)).join('.');
  const ones = bits.reduce((sum, octet) => sum + octet.toString(2).split('1').length - 1, 0);
  return `${network}/${String(ones)}`;
}

/** The resource of this cluster that holds the address; undefined when there is none. */
export function addressResource(
  cluster: ClusterSnapshot,
  address: string,
): ResourceSnapshot | undefined {
  return applicationGroups(cluster)
    .flatMap((group) => group.resources)
    .find(
      (resource) => resource.type === 'IP Address' && property(resource, 'Address') === address,
    );
}

/** Is the virtual server's name Online in this cluster? */
export function nameOnline(cluster: ClusterSnapshot, server: VirtualServer): boolean {
  return applicationGroups(cluster)
    .flatMap((group) => group.resources)
    .some(
      (resource) =>
        resource.type === 'Network Name' &&
        property(resource, 'Name') === server.name &&
        resource.state === 'Online',
    );
}

/** Monitors that watch this address and are not idle. */
export function watchersOf(snapshot: Snapshot, address: string): readonly MonitorSnapshot[] {
  return snapshot.monitors.filter(
    (monitor) => monitor.address === address && monitor.state !== 'Idle',
  );
}

/** No node of the cluster has power. */
export function isDark(cluster: ClusterSnapshot): boolean {
  return cluster.nodes.every((node) => !node.powered);
}

/** Which cluster a node belongs to; null for an unknown name. */
export function clusterOf(snapshot: Snapshot, node: string): ClusterId | null {
  return (
    CLUSTER_IDS.find((id) => snapshot.clusters[id].nodes.some(({ name }) => name === node)) ?? null
  );
}
