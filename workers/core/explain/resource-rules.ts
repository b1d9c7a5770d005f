import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding } from './alarm-rule.ts';
import { findResource, hasSettledFailed } from './pair-state.ts';
import { latestEvent } from './typed-lines.ts';
import { whyBound } from './why-bound.ts';
import { whyGroupMoves, whyNotOnline } from './why-not-online.ts';
import type { Group, Resource, World } from '../world.ts';

const ADDRESS_IN_USE = 5057;
const HOUR_MS = 3_600_000;

/** A resource that is pending longer than any type's work takes. */
const PENDING_LONG_MS = 30_000;
/** A resource that failed and is not online again after restarts that would have helped. */
const FAILING_LONG_MS = 20_000;
/** A group that has changed its node this often within the hour, with something failing, goes to and fro. */
const PING_PONG_FAILOVERS = 3;
/** Longest time for which a group on its way seems well. */
const SETTLED_MS = 60_000;

export const RESOURCE_RULES: readonly AlarmRule[] = [
  rule('resource-failed', resourceFailed),
  rule('resource-pending', resourcePending, { clearMs: FAILING_LONG_MS }),
  rule('group-ping-pong', groupPingPong, { clearMs: SETTLED_MS }),
  rule('group-down', groupDown),
  rule('cannot-run-here', cannotRunHere),
];

/** Failed for good, or for some time already. */
export function resourceFailed(world: World): Finding | null {
  const resource =
    findResource(world, (each) => hasFailed(world, each) && !isOfCluster(each)) ??
    findResource(world, (each) => hasFailed(world, each));
  return resource === null
    ? null
    : {
        text: `"${resource.name}" of ${world.clusters[resource.group.clusterId].name} has failed`,
        event: () => resource.trouble?.event ?? null,
        why: () => whyNotOnline(world, resource),
      };
}

function hasFailed(world: World, resource: Resource): boolean {
  const { trouble, group } = resource;
  if (trouble === null || trouble.failure.exitCode === ADDRESS_IN_USE || isDown(world, group))
    return false;
  if (hasSettledFailed(resource)) return true;
  return (
    resource.type !== 'Double-Take Source Connection' &&
    world.nowMs - trouble.sinceMs >= FAILING_LONG_MS
  );
}

/** In the group that holds the quorum disk. */
function isOfCluster({ group }: Resource): boolean {
  return group.resources.some((each) => each.properties.get('Drive') === 'Q:');
}

/** Pending for long, or again and again. */
export function resourcePending(world: World): Finding | null {
  const resource = findResource(world, (each) => isPendingLong(world, each));
  return resource === null
    ? null
    : {
        text: `"${resource.name}" of ${world.clusters[resource.group.clusterId].name} stays pending`,
        event: () => resource.trouble?.event ?? pendingEvent(world, resource),
        why: () => whyNotOnline(world, resource),
      };
}

function isPendingLong(world: World, resource: Resource): boolean {
  const { pending, trouble } = resource;
  if (pending !== null && world.nowMs - pending.sinceMs >= PENDING_LONG_MS) return true;
  return (
    resource.type === 'Double-Take Source Connection' &&
    trouble !== null &&
    resource.group.owner !== null &&
    !hasSettledFailed(resource)
  );
}

function pendingEvent(world: World, resource: Resource): number | null {
  const start = `${resource.name}: `;
  return (
    latestEvent(
      world,
      (each) =>
        each.cluster === resource.group.clusterId &&
        each.kind === 'resource' &&
        each.text.startsWith(start),
    )?.sequence ?? null
  );
}

function groupPingPong(world: World): Finding | null {
  const group = findGroup(world, (each) => goesToAndFro(world, each));
  return group === null
    ? null
    : {
        text: `${group.name} of ${world.clusters[group.clusterId].name} goes to and fro between its nodes`,
        event: () => troubleEvent(group),
        why: () => whyGroupMoves(world, group),
      };
}

function goesToAndFro(world: World, group: Group): boolean {
  const nth = group.failoverTimes.at(-PING_PONG_FAILOVERS);
  return (
    nth !== undefined &&
    world.nowMs - nth < HOUR_MS &&
    !isDown(world, group) &&
    group.resources.some((each) => each.trouble !== null)
  );
}

/** Failed over as often as it may, and failed again. */
export function groupDown(world: World): Finding | null {
  const group = findGroup(world, (each) => isDown(world, each));
  return group === null
    ? null
    : {
        text: `${group.name} of ${world.clusters[group.clusterId].name} stays down after ${String(group.failoverThreshold)} failovers`,
        event: () => troubleEvent(group),
        why: () => whyGroupMoves(world, group),
      };
}

function isDown(world: World, group: Group): boolean {
  const { failoverTimes, failoverThreshold, failoverPeriodHours } = group;
  const oldest = failoverThreshold === 0 ? world.nowMs : failoverTimes.at(-failoverThreshold);
  return (
    oldest !== undefined &&
    world.nowMs - oldest < failoverPeriodHours * HOUR_MS &&
    group.resources.some(hasSettledFailed)
  );
}

/** Wanted online, and its group's node may not run it. */
export function cannotRunHere(world: World): Finding | null {
  const resource = findResource(world, isBarred);
  return resource === null
    ? null
    : {
        text: `"${resource.name}" of ${world.clusters[resource.group.clusterId].name} is Offline: ${resource.group.owner?.name ?? 'its node'} may not run it`,
        event: () =>
          latestEvent(
            world,
            (each) => each.kind === 'group' && each.text.endsWith(` owns ${resource.group.name}`),
          )?.sequence ?? null,
        why: () => {
          const reason = whyBound(world, resource.group);
          return reason === null ? [] : [reason];
        },
      };
}

function isBarred(resource: Resource): boolean {
  const { owner, move } = resource.group;
  return (
    resource.state === 'Offline' &&
    resource.persistentState &&
    owner !== null &&
    move === null &&
    !resource.possibleOwners.includes(owner)
  );
}

function findGroup(world: World, fits: (group: Group) => boolean): Group | null {
  for (const id of ['first', 'second'] as const)
    for (const group of world.clusters[id].groups) if (fits(group)) return group;
  return null;
}

function troubleEvent(group: Group): number | null {
  return group.resources.find((each) => each.trouble !== null)?.trouble?.event ?? null;
}
