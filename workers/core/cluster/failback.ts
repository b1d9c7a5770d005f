import { groupState, moveGroup } from './groups.ts';
import { isUnsettled, runsCluster } from './resources.ts';
import { afterByItself, report } from '../happen.ts';
import { minuteOfDay } from '../units.ts';
import type { Group, World } from '../world.ts';

const HOUR_MS = 3_600_000;

/**
 * Sends a group back to its first preferred owner that is Up, where its policy and window allow it.
 *
 * Asked when a node comes up, when the group is online again after a failover, when policy or owners change,
 * and when a window opens. A failback is not counted as a failover. Source: domain notes 3.5.
 */
export function considerFailback(world: World, group: Group): void {
  const preferred = group.preferredOwners.find((node) => node.state === 'Up');
  if (group.autoFailbackType !== 1 || preferred === undefined || group.owner === null) return;
  if (preferred === group.owner || group.move !== null || !isWindowOpen(world, group)) return;
  if (!runsCluster(group.owner)) return;
  report(
    world,
    'group',
    group.clusterId,
    `${group.name} goes back to its preferred owner ${preferred.name}`,
    () => {
      moveGroup(
        world,
        group,
        preferred,
        group.resources.filter((each) => each.persistentState),
      );
    },
  );
}

/** A group that a failure moved has settled again. */
export function reviewAfterFailover(world: World, group: Group): void {
  if (
    !group.hasFailedOver ||
    group.move !== null ||
    group.resources.some((each) => isUnsettled(each))
  )
    return;
  const state = groupState(group);
  if (state !== 'Online' && state !== 'Partially Online') return;
  group.hasFailedOver = false;
  considerFailback(world, group);
}

/** Looks at the windows of all groups at each whole hour. */
export function startFailbackClock(world: World): void {
  afterByItself(world, HOUR_MS - (world.nowMs % HOUR_MS), () => {
    for (const cluster of [world.clusters.first, world.clusters.second]) {
      for (const group of cluster.groups) {
        if (group.failbackWindowStart >= 0) considerFailback(world, group);
      }
    }
    startFailbackClock(world);
  });
}

function isWindowOpen(
  world: World,
  { failbackWindowStart: start, failbackWindowEnd: end }: Group,
): boolean {
  if (start < 0 || end < 0) return true;
  const hour = Math.floor(minuteOfDay(world.nowMs) / 60);
  return start <= end ? hour >= start && hour < end : hour >= start || hour < end;
}
