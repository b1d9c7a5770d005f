import { DURATION_MS } from './durations.ts';
import { typeOf } from './resource-types.ts';
import { after, afterByItself, report, withCause } from '../happen.ts';
import type { ResourceState } from '../snapshot.ts';
import type { ClusterNode, Failure, Resource, World } from '../world.ts';

/** The resource monitor could not bring it online. */
const ONLINE_FAILED = 5018;

/** Why this resource cannot be asked to come online now; null when it can. Looks through what it depends on. */
export function onlineRefusal(resource: Resource): Failure | null {
  const { owner, move } = resource.group;
  if (owner === null)
    return {
      exitCode: 5050,
      text: `No node of the cluster is up: nobody owns the group "${resource.group.name}".`,
    };
  if (move !== null)
    return {
      exitCode: 5012,
      text: `The group "${resource.group.name}" accepts no request at the moment: it is moving.`,
    };
  if (!resource.possibleOwners.includes(owner)) {
    return {
      exitCode: 5071,
      text: `${owner.name} owns the group, and "${resource.name}" may not run there.`,
    };
  }
  const required = typeOf(resource).requiredDependency;
  if (required !== null && !resource.dependencies.some((each) => each.type === required)) {
    return {
      exitCode: 5002,
      text: `"${resource.name}" needs a dependency on a resource of type ${required}; it has none.`,
    };
  }
  const unset = typeOf(resource).privateProperties.find(
    ({ name, isRequired }) => isRequired && resource.properties.get(name) === '',
  );
  if (unset !== undefined) {
    return {
      exitCode: 87,
      text: `"${resource.name}" has no ${unset.name}; set it with /PRIV ${unset.name}=…`,
    };
  }
  for (const dependency of resource.dependencies) {
    const refusal = onlineRefusal(dependency);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** Brings a resource online after what it depends on. Ask `onlineRefusal` first. */
export function bringOnline(world: World, resource: Resource): void {
  if (resource.state === 'Online' || resource.state === 'Online Pending') {
    resource.wish = null;
    return;
  }
  resource.wish = 'online';
  for (const dependency of resource.dependencies) bringOnline(world, dependency);
  startWhenReady(world, resource);
}

/** Takes a resource offline after what depends on it. */
export function takeOffline(world: World, resource: Resource): void {
  for (const dependent of dependentsOf(resource)) takeOffline(world, dependent);
  if (resource.state === 'Online') {
    resource.wish = 'offline';
    stopWhenReady(world, resource);
  } else if (resource.state === 'Offline Pending') {
    resource.wish = 'offline';
  } else {
    abandon(world, resource);
  }
}

/** An Online or pending resource fails: its own work is undone, the policy decides what follows. */
export function failResource(world: World, resource: Resource, failure: Failure): void {
  release(world, resource);
  resource.wish = null;
  resource.lastFailure = failure;
  const sinceMs = resource.trouble?.sinceMs ?? world.nowMs;
  const event = enter(world, resource, 'Failed', failure.text);
  resource.trouble = { failure, sinceMs, event };
  withCause(world, event, () => {
    world.signals.resourceFailed(resource);
  });
}

/** Its node is gone: what ran there is Offline, without an offline time. */
export function loseResource(world: World, resource: Resource): void {
  resource.wish = null;
  resource.trouble = null;
  if (resource.state === 'Offline') return;
  release(world, resource);
  resource.state = 'Offline';
  world.signals.resourceChanged(resource);
}

/** Resources of the group that depend on this one directly. */
export function dependentsOf(resource: Resource): Resource[] {
  return resource.group.resources.filter((each) => each.dependencies.includes(resource));
}

/** Everything that depends on this one, directly or not. */
export function allDependentsOf(resource: Resource): Resource[] {
  return resource.group.resources.filter((each) => each !== resource && dependsOn(each, resource));
}

/** Whether one resource depends on another, directly or not. */
export function dependsOn(resource: Resource, other: Resource): boolean {
  return resource.dependencies.some((each) => each === other || dependsOn(each, other));
}

/** Whether it is between two states, or waits for others to let it begin. */
export function isUnsettled(resource: Resource): boolean {
  return resource.wish !== null || resource.pending !== null;
}

/** Starts the type's work once everything it depends on is Online. */
function startWhenReady(world: World, resource: Resource): void {
  if (resource.wish !== 'online' || (resource.state !== 'Offline' && resource.state !== 'Failed'))
    return;
  if (resource.dependencies.some((each) => each.state !== 'Online')) return;
  // Its node is gone and the group not yet taken over: it begins where the group arrives.
  if (!runsCluster(ownerOf(resource))) return;
  const { onlineMs } = typeOf(resource);
  resource.wish = null;
  resource.lastFailure = null;
  resource.activeProperties = new Map(resource.properties);
  beginPending(world, resource, onlineMs);
  enter(world, resource, 'Online Pending');
  resource.task = after(world, onlineMs, () => {
    attemptOnline(world, resource);
  });
}

function attemptOnline(world: World, resource: Resource): void {
  const node = ownerOf(resource);
  const outcome = resource.sickOn.includes(node)
    ? { exitCode: ONLINE_FAILED, text: `its check on ${node.name} failed` }
    : typeOf(resource).goOnline(world, resource, node);
  const deadlineMs = resource.pending?.deadlineMs ?? world.nowMs;
  if (outcome === 'online') {
    finishOnline(world, resource);
  } else if ('exitCode' in outcome) {
    failResource(world, resource, outcome);
  } else if (world.nowMs < deadlineMs) {
    const delayMs = Math.min(outcome.retryMs, deadlineMs - world.nowMs);
    resource.task = after(world, delayMs, () => {
      attemptOnline(world, resource);
    });
  } else {
    failResource(world, resource, {
      exitCode: ONLINE_FAILED,
      text: `not online within its PendingTimeout of ${String(resource.settings.pendingTimeout)} ms`,
    });
  }
}

function finishOnline(world: World, resource: Resource): void {
  resource.pending = null;
  resource.task = null;
  resource.trouble = null;
  enter(world, resource, 'Online');
  poll(world, resource);
  for (const dependent of dependentsOf(resource)) startWhenReady(world, dependent);
}

function stopWhenReady(world: World, resource: Resource): void {
  if (resource.wish !== 'offline' || resource.state !== 'Online') return;
  if (dependentsOf(resource).some((each) => each.state !== 'Offline' && each.state !== 'Failed'))
    return;
  resource.wish = null;
  world.schedule.cancel(resource.pollTask);
  beginPending(world, resource, DURATION_MS.offline);
  enter(world, resource, 'Offline Pending');
  resource.task = after(world, DURATION_MS.offline, () => {
    finishOffline(world, resource);
  });
}

function finishOffline(world: World, resource: Resource): void {
  release(world, resource);
  if (resource.wish === 'offline') resource.wish = null;
  forgetTrouble(resource);
  enter(world, resource, 'Offline');
  for (const dependency of resource.dependencies) stopWhenReady(world, dependency);
  startWhenReady(world, resource);
}

/** From pending or Failed straight to Offline; a wish to come online is dropped. */
function abandon(world: World, resource: Resource): void {
  resource.wish = null;
  forgetTrouble(resource);
  if (resource.state === 'Offline') return;
  release(world, resource);
  enter(world, resource, 'Offline');
  for (const dependency of resource.dependencies) stopWhenReady(world, dependency);
}

/** Offline because somebody wants it so: what failed before is over. */
function forgetTrouble(resource: Resource): void {
  if (!resource.persistentState && resource.group.move === null) resource.trouble = null;
}

/** Lets an online resource be polled: for those that are online from the beginning. */
export function resumePolling(world: World, resource: Resource): void {
  poll(world, resource);
}

function poll(world: World, resource: Resource): void {
  resource.pollTask = afterByItself(world, resource.settings.looksAlivePollInterval, () => {
    if (isAlive(world, resource)) poll(world, resource);
    else
      failResource(world, resource, {
        exitCode: 5038,
        text: `its check on ${ownerOf(resource).name} failed`,
      });
  });
}

function isAlive(world: World, resource: Resource): boolean {
  const node = ownerOf(resource);
  return !resource.sickOn.includes(node) && typeOf(resource).isAlive(world, resource, node);
}

/** Gives back what the resource holds and stops its clocks. */
function release(world: World, resource: Resource): void {
  world.schedule.cancel(resource.task);
  world.schedule.cancel(resource.pollTask);
  resource.task = null;
  resource.pollTask = null;
  resource.pending = null;
  typeOf(resource).goOffline(world, resource, ownerOf(resource));
}

function beginPending(world: World, resource: Resource, workMs: number): void {
  resource.pending = {
    sinceMs: world.nowMs,
    untilMs: world.nowMs + workMs,
    deadlineMs: world.nowMs + resource.settings.pendingTimeout,
  };
}

function enter(world: World, resource: Resource, state: ResourceState, reason?: string): number {
  resource.state = state;
  const owner = ownerOf(resource);
  const text = `${resource.name}: ${state}${reason === undefined ? '' : `, ${reason}`}`;
  return report(world, 'resource', owner, text, () => {
    world.signals.resourceChanged(resource);
  });
}

/** Whether a node runs its cluster service as a member: Up or Paused. */
export function runsCluster(node: ClusterNode): boolean {
  return node.state === 'Up' || node.state === 'Paused';
}

function ownerOf(resource: Resource): ClusterNode {
  const { owner } = resource.group;
  if (owner === null) throw new Error(`"${resource.name}" has no owner`);
  return owner;
}
