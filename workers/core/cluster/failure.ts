import { DURATION_MS } from './durations.ts';
import { moveGroup, nextNode } from './groups.ts';
import { allDependentsOf, bringOnline, takeOffline } from './resources.ts';
import { after, report } from '../happen.ts';
import type { Group, Resource, World } from '../world.ts';

const HOUR_MS = 3_600_000;

/**
 * What follows the failure of one resource: restarts on the same node, then the group moves, then nothing.
 *
 * Source: domain notes 3.3 (KB197047, KB228923).
 */
export function handleFailure(world: World, resource: Resource): void {
  const { group, settings } = resource;
  const { owner } = group;
  if (owner === null || group.move !== null) return;
  const dependents = allDependentsOf(resource);
  const resume = [
    resource,
    ...dependents.filter(
      (each) =>
        each.state === 'Online' || each.state === 'Online Pending' || each.wish === 'online',
    ),
  ];
  for (const dependent of dependents) takeOffline(world, dependent);
  if (settings.restartAction === 0) return;
  const recent = resource.failures.filter(
    (each) => each.node === owner && world.nowMs - each.atMs < settings.restartPeriod,
  );
  resource.failures.push({ node: owner, atMs: world.nowMs });
  if (recent.length < settings.restartThreshold) {
    restartLater(world, resource, resume);
  } else if (settings.restartAction === 2) {
    failOver(world, group, resource);
  }
}

function restartLater(world: World, resource: Resource, resume: readonly Resource[]): void {
  const { owner } = resource.group;
  resource.task = after(world, DURATION_MS.restartPause, () => {
    if (resource.state !== 'Failed' || resource.group.owner !== owner) return;
    for (const each of resume) bringOnline(world, each);
  });
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
