import { textOf } from '../cluster/resource-type.ts';
import { holdsAddress } from '../network/addresses.ts';
import { isLinked } from '../network/reach.ts';
import { isSameName } from '../text.ts';
import type { ClusterId } from '../snapshot.ts';
import type { ClusterNode, World } from '../world.ts';

/** What clients look up, and where they connect. */
export const CLIENT_NAME = 'APPSRV';
export const CLIENT_ADDRESS = '172.16.12.35';
/** The drive of the order application. */
export const DATA_DRIVE = 'S:';

/** The node that takes orders now, first's before second's; null when nobody does. */
export function servingNode(world: World): ClusterNode | null {
  // Clients connect to whom they reach first; one that cannot take the order refuses it.
  const holder = clientAddressHolder(world, 'first') ?? clientAddressHolder(world, 'second');
  if (holder === null || world.workload.applications[holder.clusterId].node !== holder) return null;
  return isNameFound(world) ? holder : null;
}

/** Who serves, as the snapshot says it. */
export function servedBy(world: World): ClusterId | 'both' | 'none' {
  const isSplit =
    clientAddressHolder(world, 'first') !== null && clientAddressHolder(world, 'second') !== null;
  return isSplit ? 'both' : (servingNode(world)?.clusterId ?? 'none');
}

/** The node of a cluster that answers clients at their address. */
function clientAddressHolder(world: World, id: ClusterId): ClusterNode | null {
  for (const node of world.clusters[id].nodes) {
    if (isLinked(world, node, 'PUBLIC') && holdsAddress(world, node, CLIENT_ADDRESS)) return node;
  }
  return null;
}

/** Some Network Name resource with the name is Online on a node that clients reach. */
function isNameFound(world: World): boolean {
  for (const node of world.nodes) {
    if (isLinked(world, node, 'PUBLIC') && registersClientName(world, node)) return true;
  }
  return false;
}

function registersClientName(world: World, node: ClusterNode): boolean {
  for (const group of world.clusters[node.clusterId].groups) {
    if (group.owner !== node) continue;
    for (const resource of group.resources) {
      const isOnline = resource.type === 'Network Name' && resource.state === 'Online';
      if (isOnline && isSameName(textOf(resource, 'Name'), CLIENT_NAME)) return true;
    }
  }
  return false;
}
