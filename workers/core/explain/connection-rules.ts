import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding } from './alarm-rule.ts';
import { ancestorsOf } from './chain.ts';
import { findResource } from './pair-state.ts';
import { begins, latestEvent, latestLine, setBy } from './typed-lines.ts';
import { whyTargetSilent } from './why-not-connected.ts';
import { isTargetSilent, whyQueueGrew } from './why-queue-grew.ts';
import { isReconnected, whyReconnected } from './why-reconnected.ts';
import type { Connection, World } from '../world.ts';

/** A target that moves within its cluster is back by then. */
const RECONNECT_MS = 15_000;
/** A connection that ends and the one that follows it lie this close together. */
const SUCCESSION_MS = 2000;

export const CONNECTION_RULES: readonly AlarmRule[] = [
  rule('connection-error', connectionError, { holdMs: RECONNECT_MS }),
  rule('no-connection', noConnection, { holdMs: RECONNECT_MS }),
  rule('duplicate-connection', duplicateConnection, { holdMs: SUCCESSION_MS }),
  rule('queue-alert', queueAlert),
  rule('queue-overflow', queueOverflow),
  rule('protection-lost', protectionLost, { lasts: true }),
];

/** The target does not answer. A queue that was thrown away has an alarm of its own. */
function connectionError(world: World): Finding | null {
  const found = findConnection(
    world,
    (each) =>
      each.transmitMode === 'Error' && (each.overflowEvent === null || isTargetSilent(world, each)),
  );
  if (found === null) return null;
  const { id, source, address, overflowEvent } = found;
  const text = `connection ${String(id)}: the target ${address} does not answer`;
  return {
    text: `connection ${String(id)} of ${source.name} to ${address} is in Error`,
    event: () =>
      latestEvent(world, (each) => each.node === source.name && each.text === text)?.sequence ??
      overflowEvent,
    why: () => whyTargetSilent(world, source, address),
  };
}

function noConnection(world: World): Finding | null {
  const resource = findResource(
    world,
    (each) =>
      each.type === 'Double-Take Source Connection' &&
      each.state === 'Online' &&
      each.connection?.isOpen !== true,
  );
  if (resource === null) return null;
  return {
    text: `"${resource.name}" is Online, and there is no connection`,
    event: () =>
      latestEvent(
        world,
        (each) => each.kind === 'replication' && each.node === resource.group.owner?.name,
      )?.sequence ?? null,
    why: () => [
      setBy(
        latestLine(
          world,
          (line) => begins(line, 'dt', 'disconnect') || begins(line, 'dt', 'restore'),
        ),
        'the connection was ended behind its resource',
        'ON-1',
      ),
    ],
  };
}

/** One set is connected twice: only its resource was to do so. */
function duplicateConnection(world: World): Finding | null {
  const twin = findConnection(world, (each) => otherOf(world, each) !== null);
  const other = twin === null ? null : otherOf(world, twin);
  if (twin === null || other === null) return null;
  const extra = [twin, other].find((each) => isReconnected(world, each)) ?? other;
  return {
    text: `${twin.replicationSet} is connected twice: ${nameOf(twin)} and ${nameOf(other)}`,
    event: () => extra.openEvent,
    why: () => [
      whyReconnected(world, extra) ??
        setBy(
          ancestorsOf(world, extra.openEvent).find(({ kind }) => kind === 'line') ?? null,
          'it was connected by hand beside its resource',
          'ON-1',
        ),
    ],
  };
}

/** A later connection of the same set of the same cluster. */
function otherOf({ connections }: World, one: Connection): Connection | null {
  for (let index = connections.indexOf(one) + 1; index < connections.length; index++) {
    const each = connections[index];
    if (
      each?.replicationSet === one.replicationSet &&
      each.source.clusterId === one.source.clusterId
    )
      return each;
  }
  return null;
}

function queueAlert(world: World): Finding | null {
  const found = findConnection(world, (each) => each.hasAlerted && each.overflowEvent === null);
  if (found === null) return null;
  return {
    text: `the queue of ${nameOf(found)} grows: changes reach ${targetOf(world, found)} late`,
    event: () =>
      latestEvent(
        world,
        ({ node, text }) => node === found.source.name && text.includes(' has passed '),
      )?.sequence ?? null,
    why: () => whyQueueGrew(world, found),
  };
}

/** Thrown away, and not Good again since: nothing is protected. */
function queueOverflow(world: World): Finding | null {
  const found = findOverflown(world);
  return found === null
    ? null
    : {
        text: `the queue of ${nameOf(found)} was full and is thrown away: nothing is protected until a mirror is complete`,
        event: () => found.overflowEvent,
        why: () => whyQueueGrew(world, found),
      };
}

function protectionLost(world: World): Finding | null {
  const found = findOverflown(world);
  return found === null
    ? null
    : {
        text: `protection was lost: changes on their way to ${targetOf(world, found)} were thrown away`,
        event: () => found.overflowEvent,
        why: () => whyQueueGrew(world, found),
      };
}

function findOverflown(world: World): Connection | null {
  return findConnection(world, (each) => each.overflowEvent !== null);
}

function findConnection(
  { connections }: World,
  fits: (connection: Connection) => boolean,
): Connection | null {
  for (const connection of connections) if (fits(connection)) return connection;
  return null;
}

function nameOf({ id, source }: Connection): string {
  return `connection ${String(id)} of ${source.name}`;
}

function targetOf(world: World, { target }: Connection): string {
  return world.clusters[target.clusterId].name;
}
