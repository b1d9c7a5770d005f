import { resourcesOf } from '../network/addresses.ts';
import { holdersOf, isLinked } from '../network/reach.ts';
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
  if (!isNameFound(world)) return null;
  // Clients connect to whom they reach first; one that cannot take the order refuses it.
  const holder = holdersOf(world, CLIENT_ADDRESS)[0];
  return holder !== undefined && world.workload.applications[holder.clusterId].node === holder
    ? holder
    : null;
}

/** Who serves, as the snapshot says it. */
export function servedBy(world: World): ClusterId | 'both' | 'none' {
  const holders = new Set(holdersOf(world, CLIENT_ADDRESS).map((node) => node.clusterId));
  if (holders.size === 2) return 'both';
  return servingNode(world)?.clusterId ?? 'none';
}

/** Some Network Name resource with the name is Online on a node that clients reach. */
function isNameFound(world: World): boolean {
  return world.nodes.some(
    (node) =>
      isLinked(world, node, 'PUBLIC') &&
      resourcesOf(world.clusters[node.clusterId]).some(
        (each) =>
          each.type === 'Network Name' &&
          each.state === 'Online' &&
          each.group.owner === node &&
          isSameName(String(each.activeProperties.get('Name') ?? ''), CLIENT_NAME),
      ),
  );
}
