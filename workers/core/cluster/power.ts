import { isMember, loseClusterService, startClusterService } from './membership.ts';
import { after, report } from '../happen.ts';
import type { ClusterNode, World } from '../world.ts';

/** Cuts a node's power: everything that ran on it is gone at once. */
export function powerOff(world: World, node: ClusterNode): void {
  const wasMember = isMember(node);
  world.schedule.cancel(node.startTask);
  node.startTask = null;
  node.powered = false;
  node.booted = false;
  report(world, 'node', node, `${node.name} has no power`, () => {
    world.signals.nodeLost(node);
    if (wasMember || node.state === 'Joining') loseClusterService(world, node);
    world.signals.networkChanged();
  });
}

/** Gives a node power: it boots, its services start, its cluster service joins or forms. */
export function powerOn(world: World, node: ClusterNode): void {
  node.powered = true;
  report(world, 'node', node, `${node.name} has power and boots`, () => {
    node.startTask = after(world, world.durations.boot, () => {
      node.startTask = null;
      node.booted = true;
      report(world, 'node', node, `${node.name} has booted`, () => {
        if (!isServiceKeptDown(world, node, 'cluster')) startClusterService(world, node);
        world.signals.nodeBooted(node);
        world.signals.networkChanged();
      });
    });
  });
}

/** A fault keeps this service stopped. */
export function isServiceKeptDown(
  world: World,
  node: ClusterNode,
  service: 'dt' | 'cluster',
): boolean {
  return world.faults.some((fault) => fault.key === `service ${node.name} ${service}`);
}
