import type { Cluster, ClusterNode, Resource, World } from '../world.ts';

/** Every address that a node would answer on PUBLIC: its card's, its online IP resources', what Double-Take added. */
export function onlineAddresses(world: World, node: ClusterNode): string[] {
  const addresses = node.cards
    .filter((card) => card.network === 'PUBLIC')
    .map((card) => card.address);
  for (const resource of resourcesOf(world.clusters[node.clusterId])) {
    if (isOnlineAddress(resource, node))
      addresses.push(String(resource.activeProperties.get('Address')));
  }
  return addresses.concat(node.takenAddresses);
}

/** Whether a node would answer this address. Asked at every ping and sample, so it makes no list. */
export function holdsAddress(world: World, node: ClusterNode, address: string): boolean {
  for (const card of node.cards) {
    if (card.network === 'PUBLIC' && card.address === address) return true;
  }
  for (const group of world.clusters[node.clusterId].groups) {
    for (const resource of group.resources) {
      if (isOnlineAddress(resource, node) && resource.activeProperties.get('Address') === address)
        return true;
    }
  }
  return node.takenAddresses.includes(address);
}

/** All resources of a cluster, group by group. */
export function resourcesOf(cluster: Cluster): Resource[] {
  const resources: Resource[] = [];
  for (const group of cluster.groups) resources.push(...group.resources);
  return resources;
}

function isOnlineAddress(resource: Resource, node: ClusterNode): boolean {
  return (
    resource.type === 'IP Address' && resource.state === 'Online' && resource.group.owner === node
  );
}

const QUAD = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** A dotted quad, each part 0–255, and not the broadcast address. */
export function isAddress(text: string): boolean {
  const match = QUAD.exec(text);
  return (
    match !== null &&
    match.slice(1).every((part) => Number(part) <= 255) &&
    text !== '255.255.255.255'
  );
}

/** A subnet mask: ones, then zeros. */
export function isMask(text: string): boolean {
  const match = QUAD.exec(text);
  if (match === null || match.slice(1).some((part) => Number(part) > 255)) return false;
  const bits = match
    .slice(1)
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return /^1+0*$/.test(bits);
}
