import { beginFailover } from './failover-sequence.ts';
import { timeoutMs, timeToFailMs } from './indicators.ts';
import { afterByItself, report } from '../happen.ts';
import { isLost, isReachable, nodeAnswering, oneWayMs } from '../network/reach.ts';
import type { ClusterNode, Monitor, MonitoredSource, World } from '../world.ts';

/** A monitor looks at its countdowns this often, virtual ms. */
const LOOK_MS = 1000;

/** A ping, its arrival and the arrival of its reply may all fall into one millisecond. */
const HOPS_IN_A_MOMENT = 3;

/** How many pings the panel remembers. */
const REPLIES_MAX = 10;

/** Monitors of one source on one node. */
export function monitorsOf(node: ClusterNode, source: MonitoredSource): Monitor[] {
  return node.monitors.filter((monitor) => monitor.source === source);
}

/** Starts or stops the clocks of a source to fit its ticks, its options and its node. */
export function reviewMonitors(world: World, node: ClusterNode): void {
  for (const source of new Set(node.monitors.map((monitor) => monitor.source))) {
    const monitors = monitorsOf(node, source);
    const ticked = monitors.filter((monitor) => monitor.checked);
    const mayWatch = node.doubleTake.running && source.active && ticked.length > 0;
    if (mayWatch && source.state === 'Idle') beginMonitoring(world, node, source);
    else if (!mayWatch && (source.state === 'Monitoring' || source.state === 'FailurePending'))
      becomeIdle(world, node, source);
    if (source.state !== 'Monitoring') continue;
    for (const monitor of monitors) {
      if (monitor.checked && monitor.pingTask === null)
        startPinging(world, monitor, source.lookTask === null);
      else if (!monitor.checked) stopPinging(world, monitor);
    }
  }
}

/** Counts from the first ping, as if that had been answered. */
export function beginMonitoring(world: World, node: ClusterNode, source: MonitoredSource): void {
  source.state = 'Monitoring';
  source.isCautious = false;
  for (const monitor of monitorsOf(node, source).filter((each) => each.checked)) {
    stopPinging(world, monitor);
    startPinging(world, monitor, source.lookTask === null);
    report(world, 'service', node, `${node.name} monitors ${source.name} at ${monitor.address}`);
  }
}

/** The node or its service is gone: nothing is watched until it is back. */
export function silenceMonitors(world: World, node: ClusterNode): void {
  for (const source of new Set(node.monitors.map((monitor) => monitor.source))) {
    world.schedule.cancel(source.lookTask);
    source.lookTask = null;
    for (const monitor of monitorsOf(node, source)) stopPinging(world, monitor);
    if (
      source.state === 'Monitoring' ||
      source.state === 'FailurePending' ||
      source.state === 'FailingOver'
    )
      source.state = 'Idle';
  }
}

/** Stops what watches this source: for the time after a failover, and for good. */
export function stopWatching(world: World, node: ClusterNode, source: MonitoredSource): void {
  world.schedule.cancel(source.lookTask);
  source.lookTask = null;
  for (const monitor of monitorsOf(node, source)) stopPinging(world, monitor);
}

function becomeIdle(world: World, node: ClusterNode, source: MonitoredSource): void {
  stopWatching(world, node, source);
  source.state = 'Idle';
}

function startPinging(world: World, monitor: Monitor, looksToo: boolean): void {
  const phaseMs = world.random.phases.below(monitor.source.intervalMs);
  monitor.lastReplyMs = world.nowMs + phaseMs;
  monitor.wasAnswered = false;
  monitor.openPingMs = null;
  monitor.missedInARow = 0;
  monitor.pingTask = afterByItself(world, phaseMs, () => {
    ping(world, monitor);
  });
  if (looksToo) {
    monitor.source.lookTask = afterByItself(world, phaseMs, () => {
      look(world, monitor.node, monitor.source);
    });
  }
}

function stopPinging(world: World, monitor: Monitor): void {
  world.schedule.cancel(monitor.pingTask);
  monitor.pingTask = null;
  monitor.openPingMs = null;
}

function ping(world: World, monitor: Monitor): void {
  if (monitor.openPingMs !== null) missReply(world, monitor, monitor.openPingMs);
  monitor.openPingMs = world.nowMs;
  monitor.pingTask = afterByItself(world, monitor.source.intervalMs, () => {
    ping(world, monitor);
  });
  send(world, monitor, world.nowMs);
}

function send(world: World, monitor: Monitor, sentMs: number): void {
  const { node } = monitor;
  const answering = nodeAnswering(world, node, monitor.address);
  if (answering === null || isOwnStandIn(node, answering, monitor.address)) return;
  if (isLost(world, node, answering)) return;
  if (oneWayMs(world, node, answering) === 0) {
    hear(world, monitor, sentMs);
    return;
  }
  afterByItself(world, oneWayMs(world, node, answering), () => {
    const isThere = nodeAnswering(world, node, monitor.address) === answering;
    if (!isThere || world.network.monitorRepliesCut || isLost(world, answering, node)) return;
    afterByItself(world, oneWayMs(world, answering, node), () => {
      if (isReachable(world, answering, node)) hear(world, monitor, sentMs);
    });
  });
}

/**
 * Whether the reply comes from the monitor's own cluster, which has taken the address over: no sign of life of
 * the source. Else the node whose countdown ends later would never fail over. Source: domain notes 9, G8 and G10.
 */
function isOwnStandIn(node: ClusterNode, answering: ClusterNode, address: string): boolean {
  return (
    answering.clusterId === node.clusterId &&
    !answering.cards.some((card) => card.address === address)
  );
}

function hear(world: World, monitor: Monitor, sentMs: number): void {
  const { source, node } = monitor;
  if (world.network.monitorRepliesCut || monitor.pingTask === null || source.state !== 'Monitoring')
    return;
  if (monitor.openPingMs === sentMs) {
    monitor.openPingMs = null;
    remember(monitor, sentMs, true);
  }
  if (monitor.missedInARow > 0)
    report(world, 'failover', node, `${node.name}: ${monitor.address} replies again`);
  monitor.missedInARow = 0;
  monitor.wasAnswered = true;
  monitor.lastReplyMs = world.nowMs;
  source.isCautious = false;
}

function missReply(world: World, monitor: Monitor, sentMs: number): void {
  remember(monitor, sentMs, false);
  monitor.missedInARow++;
  if (monitor.source.state !== 'Monitoring') return;
  const { node, address, source } = monitor;
  report(
    world,
    'missed',
    node,
    `${node.name}: no reply from ${address}, ${String(monitor.missedInARow)} missed of ${String(source.missed)}`,
  );
}

function remember(monitor: Monitor, atMs: number, came: boolean): void {
  monitor.replies.push({ atMs, came });
  if (monitor.replies.length > REPLIES_MAX) monitor.replies.shift();
}

/** All ticked addresses are silent, or any of them, as the trigger says. */
function isTimeOver(world: World, node: ClusterNode, source: MonitoredSource): boolean {
  const left = monitorsOf(node, source)
    .filter((monitor) => monitor.checked)
    .map((monitor) => timeToFailMs(monitor, world.nowMs));
  return source.trigger === 'all'
    ? left.length > 0 && left.every((ms) => ms === 0)
    : left.includes(0);
}

function look(world: World, node: ClusterNode, source: MonitoredSource): void {
  source.lookTask = afterByItself(world, LOOK_MS, () => {
    look(world, node, source);
  });
  if (source.state !== 'Monitoring') return;
  const least = Math.min(
    ...monitorsOf(node, source)
      .filter((each) => each.checked)
      .map((each) => timeToFailMs(each, world.nowMs)),
  );
  if (!source.isCautious && least > 0 && least * 4 <= timeoutMs(source) * 3) {
    source.isCautious = true;
    report(
      world,
      'failover',
      node,
      `${node.name}: caution, ${String(Math.ceil(least / 1000))} s left before failover of ${source.name}`,
    );
  }
  if (isTimeOver(world, node, source)) actAfterArrivals(world, node, source, HOPS_IN_A_MOMENT);
}

/** What arrives in the millisecond of a look is heard before it. */
function actAfterArrivals(
  world: World,
  node: ClusterNode,
  source: MonitoredSource,
  hops: number,
): void {
  afterByItself(world, 0, () => {
    if (hops > 1) actAfterArrivals(world, node, source, hops - 1);
    else if (source.state === 'Monitoring' && isTimeOver(world, node, source))
      runOutOfTime(world, node, source);
  });
}

function runOutOfTime(world: World, node: ClusterNode, source: MonitoredSource): void {
  if (source.manual) {
    source.state = 'FailurePending';
    report(
      world,
      'failover',
      node,
      `${node.name}: time to fail of ${source.name} reached 0; failover waits for a person`,
    );
    return;
  }
  stopWatching(world, node, source);
  beginFailover(world, node, source, monitorsOf(node, source));
}
