import { holdsAddress } from './addresses.ts';
import type { Card, ClusterNode, NetworkName, World } from '../world.ts';
import type { ClusterId } from '../snapshot.ts';

/** A node's card on a network. */
export function cardOf(node: ClusterNode, network: NetworkName): Card {
  const card = node.cards.find((each) => each.network === network);
  if (card === undefined) throw new Error(`${node.name} has no card on ${network}`);
  return card;
}

/** Whether a card has link: its node runs and neither card nor network is cut. */
export function isLinked(world: World, node: ClusterNode, network: NetworkName): boolean {
  return node.booted && hasCable(world, node, network);
}

/** Whether a card is connected, its node running or not. */
export function hasCable(world: World, node: ClusterNode, network: NetworkName): boolean {
  return !cardOf(node, network).cut && !(network === 'PUBLIC' && world.network.publicCut);
}

/** Whether one node's PUBLIC card reaches another's: over the link when the sites differ. */
export function isReachable(world: World, from: ClusterNode, to: ClusterNode): boolean {
  if (from === to) return from.booted;
  if (!isLinked(world, from, 'PUBLIC') || !isLinked(world, to, 'PUBLIC')) return false;
  return from.clusterId === to.clusterId || !world.network.link.cut;
}

/** The node that answers an address when this one asks on PUBLIC, its own addresses first. */
export function nodeAnswering(
  world: World,
  from: ClusterNode,
  address: string,
): ClusterNode | null {
  const holders = holdersOf(world, address);
  if (holders.includes(from)) return from;
  return holders.find((node) => isReachable(world, from, node)) ?? null;
}

/** Nodes that hold an address on a card with link. */
export function holdersOf(world: World, address: string): ClusterNode[] {
  return world.nodes.filter(
    (node) => isLinked(world, node, 'PUBLIC') && holdsAddress(world, node, address),
  );
}

/** Whether two nodes of one cluster hear each other on a network. */
export function hearEachOther(
  world: World,
  one: ClusterNode,
  other: ClusterNode,
  network: NetworkName,
): boolean {
  return isLinked(world, one, network) && isLinked(world, other, network);
}

/** One way between two nodes, virtual ms: the link's latency between the sites, nothing within one. */
export function oneWayMs(world: World, from: ClusterNode, to: ClusterNode): number {
  return from.clusterId === to.clusterId ? 0 : world.network.link.latencyMs;
}

/** Whether the link loses what crosses now. Draws only for what crosses. */
export function isLost(world: World, from: ClusterNode, to: ClusterNode): boolean {
  return (
    from.clusterId !== to.clusterId && world.random.loss.percent(world.network.link.lossPercent)
  );
}

/** At least one node of the cluster is Up and its PUBLIC card has link. */
export function isClusterReachable(world: World, clusterId: ClusterId): boolean {
  return world.clusters[clusterId].nodes.some(
    (node) => node.state === 'Up' && isLinked(world, node, 'PUBLIC'),
  );
}
