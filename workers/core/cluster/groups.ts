import { bringOnline, isUnsettled, takeOffline } from './resources.ts';
import { report } from '../happen.ts';
import { isLinked } from '../network/reach.ts';
import type { GroupState } from '../snapshot.ts';
import type { ClusterNode, Group, Resource, World } from '../world.ts';

/** The state of a group, from its resources, the first that holds. */
export function groupState(group: Group): GroupState {
  const { resources } = group;
  if (resources.some((each) => each.state === 'Failed')) return 'Failed';
  if (resources.some((each) => each.pending !== null)) return 'Pending';
  const online = resources.filter((each) => each.state === 'Online').length;
  if (online > 0) return online === resources.length ? 'Online' : 'Partially Online';
  return 'Offline';
}

/** Moves a group: everything offline, then the same online on the other node. */
export function moveGroup(
  world: World,
  group: Group,
  target: ClusterNode,
  resume: readonly Resource[],
): void {
  group.move = { target, resume };
  report(
    world,
    'group',
    group.clusterId,
    `${group.name} moves from ${group.owner?.name ?? 'nobody'} to ${target.name}`,
    () => {
      for (const resource of group.resources) takeOffline(world, resource);
      continueMove(world, group);
    },
  );
}

/** An administrator takes resources offline while their group moves: they stay so where it arrives. */
export function leaveBehind(group: Group, resources: readonly Resource[]): void {
  if (group.move === null) return;
  const resume = group.move.resume.filter((each) => !resources.includes(each));
  group.move = { ...group.move, resume };
}

/** Ends a move once everything is down. Asked whenever a resource of the group changed. */
export function continueMove(world: World, group: Group): void {
  const { move } = group;
  if (
    move === null ||
    group.resources.some((each) => each.state !== 'Offline' || isUnsettled(each))
  )
    return;
  group.move = null;
  // Who was to take it may be gone by now: it stays where it is.
  const owner = move.target.state === 'Up' ? move.target : group.owner;
  if (owner !== null) giveGroup(world, group, owner, move.resume);
}

/** Makes a node the owner and brings resources online there. */
export function giveGroup(
  world: World,
  group: Group,
  owner: ClusterNode,
  resume: readonly Resource[],
): void {
  group.owner = owner;
  report(world, 'group', owner, `${owner.name} owns ${group.name}`, () => {
    for (const resource of resume) {
      if (resource.possibleOwners.includes(owner)) bringOnline(world, resource);
    }
  });
}

/** Where a group goes next: a preferred owner first, else any node that can host it. */
export function nextNode(world: World, group: Group): ClusterNode | null {
  const candidates = [...group.preferredOwners, ...world.clusters[group.clusterId].nodes];
  return candidates.find((node) => node !== group.owner && canHost(world, group, node)) ?? null;
}

/** Up, a possible owner of everything, with link for the group's addresses. */
export function canHost(world: World, group: Group, node: ClusterNode): boolean {
  return (
    node.state === 'Up' &&
    group.resources.every((each) => each.possibleOwners.includes(node)) &&
    (isLinked(world, node, 'PUBLIC') || !group.resources.some((each) => each.type === 'IP Address'))
  );
}
