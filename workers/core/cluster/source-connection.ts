import { textOf, textProperty } from './resource-type.ts';
import type { OnlineOutcome, ResourceType } from './resource-type.ts';
import { closeConnection, openConnection, overlappingSet } from '../replication/connection.ts';
import { mirrorOrder } from '../replication/mirror-plan.ts';
import { drivesOf, findReplicationSet, rulesInUse } from '../replication/replication-set.ts';
import { nodeAnswering } from '../network/reach.ts';
import { volumeOn } from '../storage/disk-access.ts';
import type { ClusterNode, Resource, World } from '../world.ts';

/** How often a connection that cannot be made is tried again, virtual ms. */
const RETRY_MS = 5000;

/**
 * Double-Take Source Connection: opens the connection from whichever node owns the group, and mirrors.
 *
 * While anything is missing it stays pending and tries again; its PendingTimeout ends that.
 */
export const sourceConnectionType: ResourceType = {
  name: 'Double-Take Source Connection',
  requiredDependency: null,
  privateProperties: [
    textProperty('ReplicationSet'),
    textProperty('Target'),
    {
      name: 'InteractWithDesktop',
      kind: 'number',
      initial: 0,
      isRequired: false,
      refuse: (value) =>
        value === '0' || value === '1' ? null : `InteractWithDesktop takes 0 or 1, not "${value}".`,
    },
    textProperty('UserName'),
    textProperty('Password'),
    textProperty('Domain'),
  ],
  onlineDuration: 'connection',
  goOnline(world, resource, node): OnlineOutcome {
    const set = findReplicationSet(node, textOf(resource, 'ReplicationSet'));
    const address = textOf(resource, 'Target');
    const target = nodeAnswering(world, node, address);
    const isReady =
      node.doubleTake.running &&
      set !== null &&
      drivesOf(rulesInUse(set)).every((drive) => volumeOn(world, node, drive) !== null) &&
      overlappingSet(world, node, set) === null &&
      target !== null &&
      target !== node &&
      target.doubleTake.running;
    if (!isReady) return { retryMs: RETRY_MS };
    resource.connection = openConnection(
      world,
      node,
      set,
      address,
      target,
      mirrorOrder(world, { source: node, address }, 'checksum'),
    );
    return 'online';
  },
  goOffline(world, resource, node) {
    const { connection } = resource;
    resource.connection = null;
    if (connection?.source === node && connection.isOpen)
      closeConnection(world, connection, 'disconnected by its resource');
  },
  isAlive: (_world: World, _resource: Resource, node: ClusterNode) => node.doubleTake.running,
};
