import type { Finding, Reason } from './alarm-rule.ts';
import {
  addressOf,
  clientHolder,
  findResourceIn,
  hasFailedOver,
  isClusterDown,
} from './pair-state.ts';
import { begins, latestEvent, latestLine, missing, setBy } from './typed-lines.ts';
import { isClusterReachable } from '../network/reach.ts';
import { CLIENT_ADDRESS } from '../workload/served.ts';
import { whyFailedOver } from './why-taken-over.ts';
import type { ClusterNode, Monitor, World } from '../world.ts';

/**
 * A monitor that covers nothing, once that matters: FIRST is lost and nobody watches, one node does not know of the
 * other's failover, or one says Failed Over still.
 */
export function coversNothing(world: World): Finding | null {
  return (
    leftFailedOver(world) ?? unawareNode(world) ?? watchedNowhere(world) ?? nobodyWatches(world)
  );
}

/** One node watches again, another was left Failed Over: it ignores replies. */
function leftFailedOver(world: World): Finding | null {
  const left = findMonitor(world, (each) => each.source.state === 'FailedOver');
  if (left === null) return null;
  const other = findMonitor(
    world,
    (each) => each.node !== left.node && each.checked && each.source.state === 'Monitoring',
  );
  if (other === null) return null;
  return {
    text: `${left.node.name} still says Failed Over while ${other.node.name} watches ${left.source.name}: it covers nothing`,
    event: () => failoverEvent(world, left.node),
    why: () => {
      const answered = latestLine(
        world,
        (line) => begins(line, 'fcc', 'answer') && line.node === other.node.name,
      );
      return answered === null
        ? whyFailedOver(world, left)
        : [
            setBy(answered, `${other.node.name} was told to go on`),
            missing(`failback and answer were not done on ${left.node.name}`, 'G12', 'FB-9'),
          ];
    },
  };
}

/** One node has failed over; another one runs and watches nothing. */
function unawareNode(world: World): Finding | null {
  const active = findMonitor(world, (each) => hasFailedOver(each.source));
  if (active === null) return null;
  for (const node of world.clusters[active.node.clusterId].nodes) {
    if (node === active.node || !node.doubleTake.running || node.monitors.some(isAware)) continue;
    return {
      text: `${node.name} watches nothing, while ${active.node.name} has failed over`,
      event: () => failoverEvent(world, active.node),
      why: () => [whyUnwatched(world, [node])],
    };
  }
  return null;
}

/** FIRST serves, and every monitor says Failed Over: replies are ignored. */
function watchedNowhere(world: World): Finding | null {
  const left = findMonitor(world, (each) => each.source.state === 'FailedOver');
  if (left === null || clientHolder(world, 'first') === null) return null;
  if (clientHolder(world, 'second') !== null) return null;
  if (findMonitor(world, (each) => each.checked && each.source.state !== 'FailedOver') !== null)
    return null;
  return {
    text: 'FIRST serves, but the monitors say Failed Over: they cover nothing',
    event: () => failoverEvent(world, left.node),
    why: () => whyFailedOver(world, left),
  };
}

/** FIRST is lost, clients had something to lose, and no node watches or has taken over. */
function nobodyWatches(world: World): Finding | null {
  const isLost = isClusterDown(world, 'first') || !isClusterReachable(world, 'first');
  if (!isLost || clientHolder(world, 'second') !== null) return null;
  const twin = findResourceIn(
    world,
    'second',
    (each) => each.type === 'IP Address' && addressOf(each) === CLIENT_ADDRESS,
  );
  if (twin === null) return null;
  const { nodes } = world.clusters.second;
  for (const node of nodes) if (node.doubleTake.running && node.monitors.some(isAware)) return null;
  return {
    text: 'FIRST is lost, and no node of SECOND watches it',
    event: () =>
      latestEvent(
        world,
        (each) => each.cluster === 'first' && (each.kind === 'node' || each.kind === 'network'),
      )?.sequence ?? null,
    why: () => [whyUnwatched(world, nodes)],
  };
}

function isAware({ source, checked }: Monitor): boolean {
  return hasFailedOver(source) || (checked && source.state !== 'Idle');
}

function whyUnwatched(world: World, nodes: readonly ClusterNode[]): Reason {
  const names = nodes.map((node) => node.name);
  const monitors = nodes.flatMap((node) => node.monitors);
  const down = monitors.find((each) => each.checked && !each.node.doubleTake.running);
  if (monitors.length === 0 || down !== undefined) {
    const bare = nodes.find((node) => node.monitors.length === 0);
    const removed = latestLine(
      world,
      (line) => begins(line, 'fcc', 'remove') && names.includes(line.node),
    );
    const what = `there is no monitor on ${bare?.name ?? names.join(' and ')}`;
    const off = latestLine(world, (line) => begins(line, 'fault'));
    if (bare === undefined) return setBy(off, `no node that monitors runs: ${names.join(' and ')}`);
    return removed === null ? missing(what, 'M15', 'ON-3') : setBy(removed, what, 'M15', 'ON-3');
  }
  const stopped = latestLine(
    world,
    (line) =>
      begins(line, 'fcc', 'answer') && line.words[3] === 'stop' && names.includes(line.node),
  );
  const ticks = latestLine(
    world,
    (line) =>
      names.includes(line.node) &&
      (begins(line, 'fcc', 'check') ||
        begins(line, 'fcc', 'uncheck') ||
        begins(line, 'fcc', 'add')),
  );
  if (stopped !== null && stopped.sequence > (ticks?.sequence ?? 0))
    return setBy(stopped, 'monitoring was told to stop', 'M24', 'FB-9');
  const inactive = monitors.find((each) => each.checked && !each.source.active);
  if (inactive !== undefined) {
    const line = latestLine(
      world,
      (each) =>
        each.words[0] === 'fcc' && each.words.includes('active') && names.includes(each.node),
    );
    return setBy(line, `Active Monitoring is off on ${inactive.node.name}`, 'ON-2m');
  }
  return setBy(
    ticks,
    `no address is ticked in Names to Monitor on ${names.join(' and ')}`,
    'M16',
    'ON-2g',
  );
}

function failoverEvent(world: World, node: ClusterNode): number | null {
  return (
    latestEvent(world, (each) => each.node === node.name && each.text.endsWith(' failed over'))
      ?.sequence ?? null
  );
}

function findMonitor(world: World, fits: (monitor: Monitor) => boolean): Monitor | null {
  for (const node of world.nodes) {
    for (const monitor of node.monitors) if (fits(monitor)) return monitor;
  }
  return null;
}
