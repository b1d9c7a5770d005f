import { allDependentsOf } from './dependencies.ts';
import { moveGroup, nextNode } from './groups.ts';
import { bringOnline, takeDependentsOffline, takeOffline } from './resources.ts';
import { after, report } from '../happen.ts';
import type { Group, Resource, World } from '../world.ts';

const HOUR_MS = 3_600_000;
/** RetryPeriodOnFailure of a resource that is not tried again. */
const NEVER = 0xffffffff;

/**
 * What follows the failure of one resource: restarts on the same node, then the group moves, then nothing.
 *
 * Source: domain notes 3.3 (KB197047, KB228923).
 */
export function handleFailure(world: World, resource: Resource): void {
  const { group, settings } = resource;
  const { owner } = group;
  if (owner === null) return;
  const resume = [resource, ...allDependentsOf(resource).filter(isWantedOnline)];
  takeDependentsOffline(world, resource);
  if (resource.wish === 'offline') {
    // It was on its way down, alone or with its group: that goes on.
    takeOffline(world, resource);
    return;
  }
  if (settings.restartAction === 0) return;
  resource.failures = resource.failures.filter(
    (each) => world.nowMs - each.atMs < settings.restartPeriod,
  );
  const recent = resource.failures.filter((each) => each.node === owner);
  resource.failures.push({ node: owner, atMs: world.nowMs });
  if (recent.length < settings.restartThreshold) {
    resource.task = after(world, world.durations.restartPause, () => {
      resource.task = null;
      tryAgain(world, resource, resume);
    });
    return;
  }
  if (settings.restartAction === 2) failOver(world, group, resource);
  if (resource.state === 'Failed' && resource.wish === null) retryLater(world, resource, resume);
}

function isWantedOnline({ state, wish }: Resource): boolean {
  return wish === 'online' || (wish === null && (state === 'Online' || state === 'Online Pending'));
}

/** Left Failed: after its RetryPeriodOnFailure it is tried again, restarts and all. */
function retryLater(world: World, resource: Resource, resume: readonly Resource[]): void {
  const { retryPeriodOnFailure } = resource.settings;
  if (retryPeriodOnFailure === NEVER) return;
  resource.retryTask = after(world, retryPeriodOnFailure, () => {
    tryAgain(world, resource, resume);
  });
}

/** What was taken offline or deleted in the meantime stays so. */
function tryAgain(world: World, resource: Resource, resume: readonly Resource[]): void {
  for (const each of resume) {
    const isThere = each.group.resources.includes(each) && each.persistentState;
    if (each === resource || isThere) bringOnline(world, each);
  }
}

function failOver(world: World, group: Group, resource: Resource): void {
  const periodMs = group.failoverPeriodHours * HOUR_MS;
  const recent = group.failoverTimes.filter((atMs) => world.nowMs - atMs < periodMs);
  if (recent.length >= group.failoverThreshold) {
    report(
      world,
      'group',
      group.clusterId,
      `${group.name} stays down: ${String(recent.length)} failovers in ${String(group.failoverPeriodHours)} hours`,
    );
    return;
  }
  const target = nextNode(world, group);
  if (target === null) {
    report(
      world,
      'group',
      group.clusterId,
      `${group.name} stays on ${group.owner?.name ?? 'nobody'}: no other node can take it, "${resource.name}" stays Failed`,
    );
    return;
  }
  group.failoverTimes.push(world.nowMs);
  group.hasFailedOver = true;
  moveGroup(
    world,
    group,
    target,
    group.resources.filter((each) => each.persistentState),
  );
}
