import { done, NO_SERVICE, refuse, table, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { report } from '../happen.ts';
import { nodeAnswering } from '../network/reach.ts';
import { closeConnection, openConnection, overlappingSet } from '../replication/connection.ts';
import {
  loseContinuity,
  mirrorStatusOf,
  transmitModeOf,
} from '../replication/connection-status.ts';
import {
  continueMirror,
  haltMirror,
  pauseMirror,
  resumeMirror,
  startMirror,
} from '../replication/mirror.ts';
import { mirrorOrder } from '../replication/mirror-plan.ts';
import { findReplicationSet } from '../replication/replication-set.ts';
import { haltTransmission } from '../replication/transmission.ts';
import { foldCase, isSameName } from '../text.ts';
import type { Connection, MirrorVariant } from '../world.ts';

const VARIANTS: Readonly<Record<string, MirrorVariant>> = {
  full: 'full',
  differences: 'differences',
  checksum: 'checksum',
};

/** `dt connect NAME ADDRESS [mirror full|differences|checksum|none] [newer]` */
export function connect({ world, node, words, begin }: LineContext): Outcome {
  const [name = '', address = '', mirrorWord, variantWord = 'checksum', ...more] = words;
  const set = findReplicationSet(node, name);
  if (set === null)
    return refuse(
      87,
      `There is no replication set "${name}" on ${node.name}; upper and lower case count.`,
    );
  if (mirrorWord !== undefined && !isSameName(mirrorWord, 'mirror'))
    return unexpected(mirrorWord, 'mirror');
  if (mirrorWord !== undefined && words.length === 3)
    return unexpected(undefined, 'full, differences, checksum or none behind mirror');
  const isNone = isSameName(variantWord, 'none');
  const variant = VARIANTS[foldCase(variantWord)];
  if (variant === undefined && !isNone)
    return unexpected(variantWord, 'full, differences, checksum or none');
  const isNewerOnly = more.length === 1 && isSameName(more[0] ?? '', 'newer') && !isNone;
  if (more.length > 0 && !isNewerOnly) return unexpected(more[0], 'newer or nothing');
  const target = nodeAnswering(world, node, address);
  if (target === null) return refuse(5051, `Nothing answers at ${address}.`);
  if (target === node)
    return refuse(
      87,
      `${address} is answered by ${node.name} itself; a node cannot be its own target.`,
    );
  if (!target.doubleTake.running)
    return refuse(NO_SERVICE, `Double-Take does not run on ${target.name}.`);
  const other = overlappingSet(world, node, set);
  if (other !== null)
    return refuse(
      87,
      `${name} selects files that the connected set ${other} of ${node.name} replicates already.`,
    );
  begin();
  const order =
    variant === undefined
      ? null
      : mirrorOrder(world, { source: node, address }, variant, isNewerOnly);
  const connection = openConnection(world, node, set, address, target, order);
  return done(`Connection ${String(connection.id)} to ${target.name}.`);
}

/** The connection of this node with an id, or the refusal of one that has none. */
export function ownConnection(
  { world, node }: LineContext,
  word: string | undefined,
): Connection | Outcome {
  const connection = world.connections.find(
    (each) => each.source === node && String(each.id) === word,
  );
  return (
    connection ??
    refuse(87, `There is no connection ${word ?? ''} of ${node.name}; "dt connections" lists them.`)
  );
}

/** Tells what `ownConnection` gave apart. */
export function isConnection(given: Connection | Outcome): given is Connection {
  return 'queue' in given;
}

/** `dt disconnect ID` */
export function disconnect(context: LineContext): Outcome {
  const connection = ownConnection(context, context.words[0]);
  if (!isConnection(connection)) return connection;
  if (context.words.length > 1) return unexpected(context.words[1], 'nothing more');
  context.begin();
  closeConnection(context.world, connection, 'disconnected by hand');
  return done(`Connection ${String(connection.id)} is disconnected.`);
}

/** `dt connections` */
export function listConnections({ world, node }: LineContext): Outcome {
  const rows = world.connections
    .filter((each) => each.source === node)
    .map((each) => [
      String(each.id),
      each.replicationSet,
      each.target.name,
      each.address,
      transmitModeOf(each),
      mirrorStatusOf(world, each),
      String(each.queue.length),
    ]);
  return done(
    table(
      [4, 16, 8, 16, 10, 16, 8],
      [
        ['ID', 'Replication Set', 'Target', 'Target IP', 'Transmit', 'Mirror', 'Queued (Ops)'],
        ...rows,
      ],
    ),
  );
}

/** `dt mirror start ID [full|differences|checksum] [newer]` · `dt mirror stop|pause|resume ID` */
export function controlMirror(context: LineContext): Outcome {
  const [verbWord, id, variantWord = 'checksum', ...more] = context.words;
  const verb = foldCase(verbWord ?? '');
  if (!['start', 'stop', 'pause', 'resume'].includes(verb))
    return unexpected(verbWord, 'start, stop, pause or resume');
  const connection = ownConnection(context, id);
  if (!isConnection(connection)) return connection;
  if (verb !== 'start') return changeMirror(context, connection, verb);
  const variant = VARIANTS[foldCase(variantWord)];
  if (variant === undefined) return unexpected(variantWord, 'full, differences or checksum');
  const isNewerOnly = more.length === 1 && isSameName(more[0] ?? '', 'newer');
  if (more.length > 0 && !isNewerOnly) return unexpected(more[0], 'newer or nothing');
  const { world } = context;
  context.begin();
  startMirror(world, connection, mirrorOrder(world, connection, variant, isNewerOnly));
  world.signals.queueGrew(connection);
  return done(`Mirror of ${connection.replicationSet} started.`);
}

function changeMirror(
  { world, words, begin }: LineContext,
  connection: Connection,
  verb: string,
): Outcome {
  if (words.length > 2) return unexpected(words[2], 'nothing more');
  const { mirror, replicationSet, id } = connection;
  if (mirror === null)
    return refuse(87, `No mirror of connection ${String(id)} is under way; nothing to ${verb}.`);
  if (verb !== 'stop' && mirror.isPaused === (verb === 'pause'))
    return done(`The mirror of ${replicationSet} is ${mirror.isPaused ? 'paused' : 'going on'}.`);
  begin();
  if (verb === 'stop') haltMirror(world, connection);
  else if (verb === 'pause') pauseMirror(world, connection, mirror);
  else resumeMirror(world, connection, mirror);
  return done(`Mirror of ${replicationSet}: ${verb}.`);
}

/** `dt replication start|stop ID`: stopped, it queues nothing, and the target falls apart from the source. */
export function controlReplication(context: LineContext): Outcome {
  const { world, words, begin } = context;
  const [verbWord, id, ...more] = words;
  const verb = foldCase(verbWord ?? '');
  if (verb !== 'start' && verb !== 'stop') return unexpected(verbWord, 'start or stop');
  const connection = ownConnection(context, id);
  if (!isConnection(connection)) return connection;
  if (more.length > 0) return unexpected(more[0], 'nothing more');
  const starts = verb === 'start';
  if (connection.isReplicating === starts)
    return done(`Replication of connection ${String(connection.id)} is ${verb}ed already.`);
  begin();
  connection.isReplicating = starts;
  if (starts && connection.hasGap) loseContinuity(connection);
  const text = `replication of connection ${String(connection.id)}: ${verb}`;
  report(world, 'replication', connection.source, text);
  return done(`Replication of connection ${String(connection.id)}: ${verb}.`);
}

const TRANSMIT_MODES = {
  start: 'Started',
  stop: 'Stopped',
  pause: 'Paused',
  resume: 'Started',
} as const;

/** `dt transmit start|stop|pause|resume ID`: what is queued waits, and nothing is lost. */
export function controlTransmission(context: LineContext): Outcome {
  const { world, words, begin } = context;
  const [verbWord, id, ...more] = words;
  const verb = foldCase(verbWord ?? '');
  if (!isTransmitVerb(verb)) return unexpected(verbWord, 'start, stop, pause or resume');
  const connection = ownConnection(context, id);
  if (!isConnection(connection)) return connection;
  if (more.length > 0) return unexpected(more[0], 'nothing more');
  const name = `connection ${String(connection.id)}`;
  if (connection.transmitMode === 'Error')
    return refuse(87, `The target of ${name} does not answer; it goes on by itself when it does.`);
  const mode = TRANSMIT_MODES[verb];
  if (connection.transmitMode === mode) return done(`Transmission of ${name} is ${mode} already.`);
  begin();
  connection.transmitMode = mode;
  if (mode !== 'Started') haltTransmission(world, connection);
  report(world, 'replication', connection.source, `transmission of ${name}: ${mode}`, () => {
    world.signals.queueGrew(connection);
    // With nothing queued, no acknowledgement will ask a mirror to go on.
    continueMirror(world, connection);
  });
  return done(`Transmission of ${name}: ${mode}.`);
}

function isTransmitVerb(word: string): word is keyof typeof TRANSMIT_MODES {
  return word in TRANSMIT_MODES;
}
