import { closeConnection, createConnection } from './connection.ts';
import { beginJob, endJob, nextJobId } from './jobs.ts';
import { startMirror } from './mirror.ts';
import { cardOf } from '../network/reach.ts';
import { report } from '../happen.ts';
import type { ClusterNode, Connection, Job, Overwrite, Rule, World } from '../world.ts';

/** What a restoration is asked for, everything looked at. */
export interface RestoreOrder {
  readonly node: ClusterNode;
  readonly original: ClusterNode;
  readonly from: ClusterNode;
  readonly to: ClusterNode;
  readonly replicationSet: string;
  readonly rules: readonly Rule[];
  readonly driveMap: Connection['driveMap'];
  readonly overwrite: Overwrite;
  readonly checksum: boolean;
  readonly orphans: 'keep' | 'delete' | 'move';
  readonly writesBack: boolean;
}

/** Ends the connections of a set that stand, since they would send the other way. @returns them */
export function disconnectSet(world: World, name: string): Connection[] {
  const open = world.connections.filter((each) => each.replicationSet === name);
  for (const each of open) closeConnection(world, each, 'disconnected for a restoration');
  return open;
}

/** Mirrors a set the other way: nothing that changes meanwhile is carried over. */
export function startRestoration(world: World, order: RestoreOrder): Job {
  const { node, from, to, replicationSet, driveMap, overwrite, checksum, orphans } = order;
  const id = nextJobId(world);
  const connection = createConnection({
    id,
    purpose: 'restoration',
    source: from,
    target: to,
    address: cardOf(to, 'PUBLIC').address,
    replicationSet,
    rules: order.rules,
    driveMap,
  });
  const job = beginJob(world, {
    id,
    kind: 'restore',
    node,
    replicationSet,
    from,
    to,
    map: driveMap === null ? '' : `${driveMap.from} ${driveMap.to}`,
    overwrite,
    checksum,
    orphans,
    remirrors: false,
    connection,
  });
  report(
    world,
    'replication',
    node,
    `restoration ${String(id)} of ${replicationSet} from ${from.name} to ${to.name} begins`,
    () => {
      connection.openEvent = world.cause;
      if (order.writesBack) writeBack(order);
      startMirror(world, connection, {
        variant: checksum ? 'checksum' : 'full',
        overwrite,
        comparesAll: true,
        orphans: orphans === 'keep' ? 'off' : orphans,
      });
    },
  );
  return job;
}

/** Stops a job where it is. */
export function stopJob(world: World, job: Job): void {
  endJob(world, job, 'Stopped');
  if (job.connection.purpose === 'restoration') closeConnection(world, job.connection, 'stopped');
}

/** Gives the original source the definition of the set that is used. */
function writeBack({ original, replicationSet, rules }: RestoreOrder): void {
  const service = original.doubleTake;
  const set = {
    name: replicationSet,
    saved: true,
    rules: rules.map((rule) => ({ ...rule })),
    savedRules: rules,
  };
  service.replicationSets = [
    ...service.replicationSets.filter((each) => each.name !== replicationSet),
    set,
  ];
}
