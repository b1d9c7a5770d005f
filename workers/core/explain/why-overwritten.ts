import type { Reason } from './alarm-rule.ts';
import { ancestorsOf } from './chain.ts';
import { failedOverMonitor } from './pair-state.ts';
import {
  begins,
  faultBefore,
  hasOption,
  latestEvent,
  latestLine,
  missing,
  names,
  setBy,
} from './typed-lines.ts';
import { wasFirstLost } from './why-address-in-use.ts';
import { whyReconnected } from './why-reconnected.ts';
import { whyFailedOver } from './why-taken-over.ts';
import type { LabEvent } from '../events.ts';
import type { Job, Overwriting, World } from '../world.ts';

/** What led to older data going over work that only the other side had, by how it got there. */
export function whyOverwritten(world: World, overwriting: Overwriting): readonly Reason[] {
  const { connection } = overwriting;
  const begun = latestEvent(world, (each) => each.text.includes('failover begins'));
  const monitor = failedOverMonitor(world);
  const hasSplit = begun !== null && !wasFirstLost(world, begun);
  if (connection.purpose === 'restoration') {
    const isHomewards = connection.target.clusterId === 'first';
    const split = isHomewards && hasSplit && monitor !== null ? whyFailedOver(world, monitor) : [];
    return split.length > 0 ? split : [whyWrongWay(world, overwriting)];
  }
  const reconnected = whyReconnected(world, connection);
  if (reconnected !== null) return [reconnected];
  if (hasSplit && monitor !== null) {
    const reasons = whyFailedOver(world, monitor);
    if (reasons.length > 0) return reasons;
  }
  const restored = lastRestoration(world, overwriting, begun?.sequence ?? 0);
  return restored === null
    ? [whyNotRestored(world, overwriting, begun)]
    : [whyRestoredInVain(world, overwriting, restored)];
}

function whyWrongWay(world: World, { connection, event }: Overwriting): Reason {
  const line = latestLine(world, (each) => begins(each, 'dt', 'restore'), event);
  const { source, target } = connection;
  return setBy(
    line,
    `the restoration goes from ${source.name} to ${target.name}, whose data is the newer`,
    'M27',
    'FB-11b',
    'FB-11d',
  );
}

/** The latest restoration of the set that the target gave, begun since it took over. */
function lastRestoration(
  world: World,
  { connection }: Overwriting,
  sinceEvent: number,
): Job | null {
  const fits = (job: Job): boolean =>
    job.kind === 'restore' &&
    job.replicationSet === connection.replicationSet &&
    job.from.clusterId === connection.target.clusterId &&
    (job.connection.openEvent ?? 0) > sinceEvent;
  return world.jobs.findLast(fits) ?? null;
}

/** A restoration had been done, and the work was not in it: it came later, went elsewhere, or was left out. */
function whyRestoredInVain(world: World, overwriting: Overwriting, job: Job): Reason {
  const beganAt = job.connection.openEvent ?? 0;
  const restored = latestLine(world, (each) => begins(each, 'dt', 'restore'), beganAt);
  const beganMs = world.log.find(beganAt)?.atMs ?? 0;
  if (workSinceMs(world, overwriting) >= beganMs) return whyNotQuiet(world, overwriting, job);
  if (job.to.clusterId !== overwriting.connection.source.clusterId || job.map !== '')
    return setBy(
      restored,
      `the restoration wrote to ${job.map === '' ? job.to.name : `another drive (${job.map}) of ${job.to.name}`}, not to where the connection reads`,
      'M27',
      'FB-12',
    );
  if (job.overwrite !== 'always')
    return setBy(
      restored,
      `the restoration was told to overwrite ${job.overwrite === 'never' ? 'nothing' : 'only what is older'}: the rest stayed as it was`,
      ...(job.overwrite === 'newer' ? ['M28'] : []),
      'FB-12',
    );
  return setBy(
    restored,
    `the restoration was not complete (${job.state}) when the group was brought online`,
    'M25',
    'M35',
    'FB-13',
  );
}

/** When the first of the overwritten work was done. */
function workSinceMs({ workload }: World, { endangered, changedMs }: Overwriting): number {
  const orders = new Set(endangered);
  const oldest = workload.acknowledged.find((each) => orders.has(each.number));
  return oldest?.atMs ?? changedMs;
}

function whyNotQuiet(
  world: World,
  { connection, path, endangered }: Overwriting,
  job: Job,
): Reason {
  const { name } = world.clusters[connection.target.clusterId];
  const what = `restoration ${String(job.id)} carries nothing over that changes meanwhile`;
  if (endangered.length > 0)
    return missing(
      `${name} went on taking orders while it was restored from: ${what}; clients were to be kept off it first`,
      'M29',
      'FB-6',
    );
  const line = latestLine(
    world,
    (each) => connection.target.name === each.node && names(each, [path]),
  );
  return setBy(line, `${path} was changed on ${name} since: ${what}`, 'M29', 'FB-13');
}

/** Nothing was restored: a person brought the group online, or FIRST did so by itself. */
function whyNotRestored(world: World, { connection }: Overwriting, begun: LabEvent | null): Reason {
  const ancestors = ancestorsOf(world, connection.openEvent);
  const root = ancestors.findLast((each) => each.kind === 'line');
  const { name } = world.clusters[connection.target.clusterId];
  const typed = ancestors.find((each) => each.kind === 'line' && /^(cluster|dt) /i.test(each.text));
  if (typed !== undefined || begun === null)
    return setBy(
      typed ?? root ?? null,
      `the connection to ${name} was brought online before anything had been restored from there`,
      'M25',
      'M35',
      'FB-13',
      'FB-14',
    );
  const { source } = connection;
  const up = latestEvent(
    world,
    (each) => each.cluster === source.clusterId && / is Up and formed /.test(each.text),
    connection.openEvent ?? Infinity,
  );
  const wasCut = faultBefore(world, `fault nic ${source.name} PUBLIC cut`, up?.sequence ?? 0);
  if (wasCut !== null)
    return missing(
      "FIRST's group was not taken offline before FIRST was connected: its connection went on trying",
      'M22',
      'FB-3',
    );
  const connected = latestLine(
    world,
    (line) => begins(line, 'fault') && hasOption(line, 'on', 'restore', 'clear', 'start'),
    connection.openEvent ?? Infinity,
  );
  return setBy(
    connected,
    'FIRST came back connected to the network, its group not offline',
    'M21',
    'FB-1',
  );
}
