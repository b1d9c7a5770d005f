import { holdsAddress } from '../network/addresses.ts';
import { isLinked } from '../network/reach.ts';
import { CLIENT_ADDRESS } from '../workload/served.ts';
import type { ClusterId } from '../snapshot.ts';
import type { ClusterNode, Monitor, MonitoredSource, Resource, World } from '../world.ts';

/** From the start of a failover to the answer after the failback. */
export function hasFailedOver({ state }: MonitoredSource): boolean {
  return (
    state === 'FailingOver' ||
    state === 'FailedOver' ||
    state === 'FailingBack' ||
    state === 'AwaitingDecision'
  );
}

/** A monitor whose source has failed over and not come home, on any node. */
export function failedOverMonitor(world: World): Monitor | null {
  for (const node of world.nodes) {
    for (const monitor of node.monitors) if (hasFailedOver(monitor.source)) return monitor;
  }
  return null;
}

/** A node of this cluster that holds the address on a linked card. */
function holderIn(world: World, id: ClusterId, address: string): ClusterNode | null {
  for (const node of world.clusters[id].nodes) {
    if (isLinked(world, node, 'PUBLIC') && holdsAddress(world, node, address)) return node;
  }
  return null;
}

/** A node of this cluster that clients find at their address. */
export function clientHolder(world: World, id: ClusterId): ClusterNode | null {
  return holderIn(world, id, CLIENT_ADDRESS);
}

/** No node of the cluster runs its cluster service. */
export function isClusterDown(world: World, id: ClusterId): boolean {
  return world.clusters[id].quorumOwner === null;
}

/** Failed, and nothing will try again. */
export function hasSettledFailed(resource: Resource): boolean {
  return resource.state === 'Failed' && resource.task === null && resource.wish === null;
}

/** The address that an IP Address resource has, or would have. */
export function addressOf(resource: Resource): string {
  return String(resource.properties.get('Address') ?? '');
}

/** The first resource that fits, of any cluster; makes no list. */
export function findResource(world: World, fits: (resource: Resource) => boolean): Resource | null {
  return findResourceIn(world, 'first', fits) ?? findResourceIn(world, 'second', fits);
}

/** The first resource of one cluster that fits. */
export function findResourceIn(
  world: World,
  id: ClusterId,
  fits: (resource: Resource) => boolean,
): Resource | null {
  for (const group of world.clusters[id].groups) {
    for (const resource of group.resources) if (fits(resource)) return resource;
  }
  return null;
}
