import { allDependentsOf, dependentsOf } from './dependencies.ts';
import { typeOf } from './resource-types.ts';
import { after, afterByItself, report, withCause } from '../happen.ts';
import type { ResourceState } from '../snapshot.ts';
import type { Milliseconds } from '../units.ts';
import type { ClusterNode, Failure, Resource, World } from '../world.ts';

/** The resource monitor could not bring it online. */
const ONLINE_FAILED = 5018;
/** It was online and failed. */
const CHECK_FAILED = 5038;

/** Brings a resource online after what it depends on. Ask `onlineRefusal` first. */
export function bringOnline(world: World, resource: Resource): void {
  if (resource.state === 'Online' || resource.state === 'Online Pending') {
    resource.wish = null;
    return;
  }
  resource.wish = 'online';
  resource.lastFailure = null;
  for (const dependency of resource.dependencies) bringOnline(world, dependency);
  startWhenReady(world, resource);
}

/** Takes a resource offline after what depends on it. */
export function takeOffline(world: World, resource: Resource): void {
  for (const dependent of dependentsOf(resource)) takeOffline(world, dependent);
  if (resource.state === 'Offline' || resource.state === 'Online Pending') {
    abandon(world, resource);
    return;
  }
  if (resource.state === 'Failed') stopClocks(world, resource);
  resource.wish = 'offline';
  stopWhenReady(world, resource);
}

/**
 * Takes offline what depends on a resource that has just failed.
 *
 * Nothing may be Online above it, so all of it is Offline Pending at once; each still waits for its own dependents.
 */
export function takeDependentsOffline(world: World, failed: Resource): void {
  for (const dependent of dependentsOf(failed)) takeOffline(world, dependent);
  for (const dependent of allDependentsOf(failed)) {
    if (dependent.state === 'Online') enterOfflinePending(world, dependent);
  }
}

/** An Online or pending resource fails: its own work is undone, the policy decides what follows. */
export function failResource(world: World, resource: Resource, failure: Failure): void {
  release(world, resource);
  if (resource.wish === 'online') resource.wish = null;
  resource.lastFailure = failure;
  const sinceMs = resource.trouble?.sinceMs ?? world.nowMs;
  const event = enter(world, resource, 'Failed', failure.text);
  resource.trouble = { failure, sinceMs, event };
  withCause(world, event, () => {
    world.signals.resourceFailed(resource);
  });
}

/** Double-Take stopped on a node: a Source Connection that is online there fails at once. */
export function failConnections(world: World, node: ClusterNode): void {
  if (!runsCluster(node)) return;
  const failure = { exitCode: 5038, text: `Double-Take stopped on ${node.name}` };
  for (const { owner, resources } of world.clusters[node.clusterId].groups) {
    if (owner !== node) continue;
    for (const resource of resources)
      if (resource.type === 'Double-Take Source Connection' && resource.state === 'Online')
        failResource(world, resource, failure);
  }
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

/** Whether it is between two states, or waits for others to let it begin. */
export function isUnsettled(resource: Resource): boolean {
  return resource.wish !== null || resource.pending !== null;
}

/** What holds it back may be gone: begins what it is waiting to do. */
export function proceed(world: World, resource: Resource): void {
  stopWhenReady(world, resource);
  startWhenReady(world, resource);
}

/** Its own work goes on no more, and has not begun. */
function isDown({ state }: Resource): boolean {
  return state === 'Offline' || state === 'Failed';
}

/** What it stands on has failed, and what stands on it is still there: its own work of going offline has not begun. */
export function waitsForDependents(resource: Resource): boolean {
  return resource.state === 'Offline Pending' && resource.task === null;
}

/** Starts the type's work once everything it depends on is Online, and all that depends on it is down. */
function startWhenReady(world: World, resource: Resource): void {
  if (resource.wish !== 'online' || !isDown(resource)) return;
  if (resource.dependencies.some((each) => each.state !== 'Online')) return;
  if (!dependentsOf(resource).every(isDown)) return;
  // Its node is gone and the group not yet taken over: it begins where the group arrives.
  if (!runsCluster(ownerOf(resource))) return;
  stopClocks(world, resource);
  resource.wish = null;
  resource.activeProperties = new Map(resource.properties);
  const workMs = world.durations[typeOf(resource).onlineDuration];
  const { pendingTimeout } = resource.settings;
  beginPending(world, resource, Math.min(workMs, pendingTimeout));
  enter(world, resource, 'Online Pending');
  resource.task = after(world, Math.min(workMs, pendingTimeout), () => {
    if (workMs <= pendingTimeout) attemptOnline(world, resource);
    else giveUp(world, resource);
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
    giveUp(world, resource);
  }
}

function giveUp(world: World, resource: Resource): void {
  failResource(world, resource, {
    exitCode: ONLINE_FAILED,
    text: `not online within its PendingTimeout of ${String(resource.settings.pendingTimeout)} ms`,
  });
}

function finishOnline(world: World, resource: Resource): void {
  resource.pending = null;
  resource.task = null;
  resource.trouble = null;
  enter(world, resource, 'Online');
  startPolling(world, resource);
  for (const dependent of dependentsOf(resource)) startWhenReady(world, dependent);
}

/** Begins to go offline, where that is wanted, once all that depends on it is down. */
function stopWhenReady(world: World, resource: Resource): void {
  if (!dependentsOf(resource).every(isDown)) return;
  if (resource.state === 'Failed' && resource.wish === 'offline') {
    abandon(world, resource);
  } else if (resource.state === 'Online' && resource.wish === 'offline') {
    enterOfflinePending(world, resource);
    startLeaving(world, resource);
  } else if (waitsForDependents(resource)) {
    startLeaving(world, resource);
  }
}

function enterOfflinePending(world: World, resource: Resource): void {
  resource.wish = null;
  stopClocks(world, resource);
  beginPending(world, resource, offlineMs(world, resource), Infinity);
  enter(world, resource, 'Offline Pending');
}

/** The work of going offline; a type that took longer than its PendingTimeout would be cut off. */
function startLeaving(world: World, resource: Resource): void {
  const workMs = offlineMs(world, resource);
  beginPending(world, resource, workMs);
  resource.task = after(world, workMs, () => {
    finishOffline(world, resource);
  });
}

function offlineMs({ durations }: World, { settings }: Resource): Milliseconds {
  return Math.min(durations.offline, settings.pendingTimeout);
}

function finishOffline(world: World, resource: Resource): void {
  release(world, resource);
  if (resource.wish === 'offline') resource.wish = null;
  forgetTrouble(resource);
  enter(world, resource, 'Offline');
  for (const dependency of resource.dependencies) proceed(world, dependency);
  startWhenReady(world, resource);
}

/** From Online Pending or Failed straight to Offline; a wish to come online is dropped. */
function abandon(world: World, resource: Resource): void {
  resource.wish = null;
  forgetTrouble(resource);
  if (resource.state === 'Offline') return;
  release(world, resource);
  enter(world, resource, 'Offline');
  for (const dependency of resource.dependencies) proceed(world, dependency);
}

/** Offline because somebody wants it so: what failed before is over. */
function forgetTrouble(resource: Resource): void {
  if (!resource.persistentState && resource.group.move === null) resource.trouble = null;
}

/** Lets both checks of an online resource begin, or begin anew, in its present intervals. */
export function startPolling(world: World, resource: Resource): void {
  pollLooksAlive(world, resource);
  pollIsAlive(world, resource);
}

/** The cheap check. One that fails asks for the thorough one at once. */
function pollLooksAlive(world: World, resource: Resource): void {
  world.schedule.cancel(resource.looksAliveTask);
  const { looksAlivePollInterval } = resource.settings;
  resource.looksAliveTask = afterByItself(world, looksAlivePollInterval, () => {
    pollLooksAlive(world, resource);
    if (!isAlive(world, resource)) checkThoroughly(world, resource);
  });
}

function pollIsAlive(world: World, resource: Resource): void {
  world.schedule.cancel(resource.isAliveTask);
  resource.isAliveTask = afterByItself(world, resource.settings.isAlivePollInterval, () => {
    pollIsAlive(world, resource);
    checkThoroughly(world, resource);
  });
}

/** The thorough check decides. What is on its way down is not asked any more. */
function checkThoroughly(world: World, resource: Resource): void {
  if (resource.wish === 'offline' || isAlive(world, resource)) return;
  failResource(world, resource, {
    exitCode: CHECK_FAILED,
    text: `its check on ${ownerOf(resource).name} failed`,
  });
}

/** What both checks ask: no type has anything that only a closer look would find. */
function isAlive(world: World, resource: Resource): boolean {
  const node = ownerOf(resource);
  return !resource.sickOn.includes(node) && typeOf(resource).isAlive(world, resource, node);
}

/** Gives back what the resource holds and stops its clocks. */
function release(world: World, resource: Resource): void {
  stopClocks(world, resource);
  resource.pending = null;
  typeOf(resource).goOffline(world, resource, ownerOf(resource));
}

/** Nothing of it happens by itself any more: no work, no check, no other try. */
export function stopClocks({ schedule }: World, resource: Resource): void {
  schedule.cancel(resource.task);
  schedule.cancel(resource.looksAliveTask);
  schedule.cancel(resource.isAliveTask);
  schedule.cancel(resource.retryTask);
  resource.task = null;
  resource.looksAliveTask = null;
  resource.isAliveTask = null;
  resource.retryTask = null;
}

function beginPending(
  world: World,
  resource: Resource,
  workMs: Milliseconds,
  timeoutMs: Milliseconds = resource.settings.pendingTimeout,
): void {
  const sinceMs = world.nowMs;
  resource.pending = { sinceMs, untilMs: sinceMs + workMs, deadlineMs: sinceMs + timeoutMs };
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
