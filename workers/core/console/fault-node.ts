import type { Understood } from './fault-wish.ts';
import { nodeNamed, onOff, unknownNode } from './fault-words.ts';
import { isMember, loseClusterService, startClusterService } from '../cluster/membership.ts';
import { powerOff, powerOn } from '../cluster/power.ts';
import { report } from '../happen.ts';
import { resourcesOf } from '../network/addresses.ts';
import { startService, stopService } from '../replication/service.ts';
import { foldCase, isSameName } from '../text.ts';
import type { ClusterNode, World } from '../world.ts';

export function powerFault(world: World, [name = '', state = '']: readonly string[]): Understood {
  const node = nodeNamed(world, name);
  if (node === undefined) return unknownNode(world, name);
  const isOff = onOff(state, 'off', 'on');
  if (isOff === null) return { problem: `"${state}" is not understood; expected off or on.` };
  return {
    key: `power ${node.name}`,
    line: `fault power ${node.name} off`,
    make: isOff ? () => cutPower(world, [node]) : null,
  };
}

export function siteFault(world: World, [site = '', state = '']: readonly string[]): Understood {
  const id = foldCase(site);
  if (id !== 'first' && id !== 'second')
    return { problem: `"${site}" is no site; expected first or second.` };
  const isOff = onOff(state, 'off', 'on');
  if (isOff === null) return { problem: `"${state}" is not understood; expected off or on.` };
  return {
    key: `site ${id}`,
    line: `fault site ${id} off`,
    make: isOff ? () => cutPower(world, world.clusters[id].nodes) : null,
  };
}

/** Cuts the power of nodes that have it; a node comes back when no fault keeps it down. */
function cutPower(world: World, nodes: readonly ClusterNode[]): () => void {
  for (const node of nodes) if (node.powered) powerOff(world, node);
  return () => {
    for (const node of nodes) if (!node.powered && !isKeptDown(world, node)) powerOn(world, node);
  };
}

function isKeptDown(world: World, node: ClusterNode): boolean {
  return world.faults.some(
    (fault) => fault.key === `power ${node.name}` || fault.key === `site ${node.clusterId}`,
  );
}

/** `fault service NODE dt|cluster stop|start`; a cluster service that gave up by itself starts too. */
export function serviceFault(
  world: World,
  [name = '', which = '', state = '']: readonly string[],
): Understood {
  const node = nodeNamed(world, name);
  if (node === undefined) return unknownNode(world, name);
  const service = foldCase(which);
  if (service !== 'dt' && service !== 'cluster')
    return { problem: `"${which}" is no service; expected dt or cluster.` };
  const isStop = onOff(state, 'stop', 'start');
  if (isStop === null) return { problem: `"${state}" is not understood; expected stop or start.` };
  return {
    key: `service ${node.name} ${service}`,
    line: `fault service ${node.name} ${service} stop`,
    make: isStop
      ? () => (service === 'dt' ? stopDoubleTake(world, node) : stopClusterService(world, node))
      : null,
    mend:
      service === 'cluster' && canStartClusterService(node)
        ? () => {
            startClusterService(world, node);
          }
        : null,
  };
}

function stopDoubleTake(world: World, node: ClusterNode): () => void {
  if (node.doubleTake.running) stopService(world, node);
  return () => {
    if (node.booted && node.doubleTake.installed && !node.doubleTake.running)
      startService(world, node);
  };
}

function stopClusterService(world: World, node: ClusterNode): () => void {
  if (isMember(node) || node.state === 'Joining') {
    report(world, 'node', node, `the cluster service of ${node.name} stops`, () => {
      loseClusterService(world, node);
      world.signals.networkChanged();
    });
  }
  return () => {
    if (canStartClusterService(node)) startClusterService(world, node);
  };
}

function canStartClusterService({ booted, state, isEvicted }: ClusterNode): boolean {
  return booted && state === 'Down' && !isEvicted;
}

/** `fault resource "NAME" on CLUSTER|NODE`: it fails its checks there until cleared. */
export function resourceFault(
  world: World,
  [name = '', on = '', where = '']: readonly string[],
): Understood {
  if (!isSameName(on, 'on')) return { problem: `"${on}" is not understood; expected on.` };
  const node = nodeNamed(world, where);
  const cluster =
    node === undefined
      ? [world.clusters.first, world.clusters.second].find(
          (each) => isSameName(each.id, where) || isSameName(each.name, where),
        )
      : world.clusters[node.clusterId];
  if (cluster === undefined)
    return {
      problem: `"${where}" is neither a cluster nor a node; expected first, second or ${world.nodes.map((each) => each.name).join(', ')}.`,
    };
  const resource = resourcesOf(cluster).find((each) => isSameName(each.name, name));
  if (resource === undefined)
    return { problem: `There is no resource "${name}" in ${cluster.name}.`, exitCode: 5007 };
  const nodes = node === undefined ? [...cluster.nodes] : [node];
  const place = node?.name ?? cluster.id;
  return {
    key: `resource ${foldCase(resource.name)} on ${place}`,
    line: `fault resource "${resource.name}" on ${place}`,
    make: () => {
      resource.sickOn.push(...nodes);
      return () => {
        for (const each of nodes) resource.sickOn.splice(resource.sickOn.indexOf(each), 1);
      };
    },
  };
}
