import { runRepset } from './dt-repset.ts';
import { done, NO_SERVICE, notBuilt, refuse, table, unexpected } from './outcome.ts';
import type { LineContext, Outcome, Verb } from './outcome.ts';
import { closeConnection, openConnection } from '../replication/connection.ts';
import { findReplicationSet } from '../replication/replication-set.ts';
import {
  installService,
  SERVICE_SETTINGS,
  startService,
  stopService,
} from '../replication/service.ts';
import { startMirror } from '../replication/mirror.ts';
import { nodeAnswering } from '../network/reach.ts';
import { foldCase, isSameName } from '../text.ts';
import { parseWhole } from '../units.ts';
import { report } from '../happen.ts';
import type { Connection, MirrorVariant } from '../world.ts';

const VERBS: Readonly<Record<string, Verb>> = {
  install,
  start: (context) => startOrStop(context, 'start'),
  stop: (context) => startOrStop(context, 'stop'),
  restart: (context) => startOrStop(context, 'restart'),
  get: getSettings,
  set: setSetting,
  repset: runRepset,
  connect,
  disconnect,
  connections: listConnections,
  statistics: showStatistics,
  mirror: controlMirror,
};

/** Not carried out yet, but of the language. */
const LATER = ['replication', 'transmit', 'limit', 'compression', 'verify', 'orphans', 'restore'];

/** `dt …`: the service and Management Console of this node. */
export function runDt(context: LineContext): Outcome {
  const [word, ...rest] = context.words;
  const verb = foldCase(word ?? '');
  if (!context.node.booted) return refuse(NO_SERVICE, `${context.node.name} is down.`);
  const run = VERBS[verb];
  if (run === undefined)
    return LATER.includes(verb)
      ? notBuilt(`"dt ${verb}"`)
      : unexpected(word, `one of ${Object.keys(VERBS).concat(LATER).join(', ')}`);
  const service = context.node.doubleTake;
  if (verb !== 'install' && !service.installed)
    return refuse(NO_SERVICE, `Double-Take is not installed on ${context.node.name}.`);
  if (!['install', 'start', 'stop', 'restart'].includes(verb) && !service.running)
    return refuse(NO_SERVICE, `Double-Take does not run on ${context.node.name}.`);
  return run({ ...context, words: rest });
}

const ALLOWED_SYSTEMS = ['nt4sp4', 'w2kas', 'w2kdc'];

function install({ world, node, words, begin }: LineContext): Outcome {
  const isTransactional = isSameName(words[0] ?? '', '/transactional');
  if (words.length > (isTransactional ? 1 : 0))
    return unexpected(words[isTransactional ? 1 : 0], '/transactional or nothing');
  if (node.doubleTake.installed)
    return refuse(87, `Double-Take is installed on ${node.name} already.`);
  if (!ALLOWED_SYSTEMS.includes(node.os))
    return refuse(
      87,
      `Double-Take needs Windows NT 4.0 SP4 or Windows 2000 Advanced Server or Datacenter; ${node.name} runs ${node.os}.`,
    );
  if (!node.member)
    return refuse(87, `Double-Take needs a member server; ${node.name} is a domain controller.`);
  if (!node.licensed) return refuse(87, `There is no Double-Take licence for ${node.name}.`);
  begin();
  installService(world, node, isTransactional);
  return done(`Double-Take is installed and runs on ${node.name}.`);
}

function startOrStop(
  { world, node, words, begin }: LineContext,
  what: 'start' | 'stop' | 'restart',
): Outcome {
  if (words.length > 0) return unexpected(words[0], 'nothing more');
  const { running } = node.doubleTake;
  if ((what === 'start' && running) || (what === 'stop' && !running))
    return done(`Double-Take ${running ? 'runs' : 'is stopped'} on ${node.name} already.`);
  begin();
  if (running) stopService(world, node);
  if (what !== 'stop') startService(world, node);
  return done(`Double-Take ${what === 'stop' ? 'is stopped' : 'runs'} on ${node.name}.`);
}

function getSettings({ node, words }: LineContext): Outcome {
  const [name] = words;
  const settings = [...node.doubleTake.settings].filter(
    ([key]) => name === undefined || isSameName(key, name),
  );
  if (settings.length === 0)
    return refuse(
      87,
      `There is no setting "${name ?? ''}"; expected one of ${Object.keys(SERVICE_SETTINGS).join(', ')}.`,
    );
  return done(settings.map(([key, value]) => `${key}=${String(value)}`).join('\n'));
}

function setSetting({ world, node, words, begin }: LineContext): Outcome {
  const [name = '', text] = words;
  const entry = Object.entries(SERVICE_SETTINGS).find(([key]) => isSameName(key, name));
  if (entry === undefined)
    return refuse(
      87,
      `There is no setting "${name}"; expected one of ${Object.keys(SERVICE_SETTINGS).join(', ')}.`,
    );
  if (words.length > 2) return unexpected(words[2], 'one value');
  const [key, rule] = entry;
  const value =
    rule.takesNone && text !== undefined && isSameName(text, 'none')
      ? 'none'
      : parseWhole(text ?? '', rule.min, rule.max);
  if (value === null) {
    return refuse(
      87,
      `${key} takes a whole number from ${String(rule.min)} to ${String(rule.max)}${rule.takesNone ? ' or none' : ''}, not "${text ?? ''}".`,
    );
  }
  if (node.doubleTake.settings.get(key) !== value) {
    begin();
    node.doubleTake.settings.set(key, value);
    report(world, 'service', node, `${key}=${String(value)} on ${node.name}`);
  }
  return done(`${key}=${String(value)}`);
}

const VARIANTS: Readonly<Record<string, MirrorVariant | null>> = {
  full: 'full',
  differences: 'differences',
  checksum: 'checksum',
  none: null,
};

function connect({ world, node, words, begin }: LineContext): Outcome {
  const [name = '', address = '', mirrorWord, variantWord = 'checksum', ...more] = words;
  const set = findReplicationSet(node, name);
  if (set === null)
    return refuse(
      87,
      `There is no replication set "${name}" on ${node.name}; upper and lower case count.`,
    );
  if (mirrorWord !== undefined && !isSameName(mirrorWord, 'mirror'))
    return unexpected(mirrorWord, 'mirror');
  const variant = VARIANTS[foldCase(variantWord)];
  if (variant === undefined) return unexpected(variantWord, 'full, differences, checksum or none');
  if (more.length > 0)
    return isSameName(more[0] ?? '', 'newer')
      ? notBuilt('"newer"')
      : unexpected(more[0], 'newer or nothing');
  const target = nodeAnswering(world, node, address);
  if (target === null) return refuse(5051, `Nothing answers at ${address}.`);
  if (target === node)
    return refuse(
      87,
      `${address} is answered by ${node.name} itself; a node cannot be its own target.`,
    );
  if (!target.doubleTake.running)
    return refuse(NO_SERVICE, `Double-Take does not run on ${target.name}.`);
  begin();
  const connection = openConnection(world, node, set, address, target, variant);
  return done(`Connection ${String(connection.id)} to ${target.name}.`);
}

function ownConnection(
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

function disconnect(context: LineContext): Outcome {
  const connection = ownConnection(context, context.words[0]);
  if (!('queue' in connection)) return connection;
  context.begin();
  closeConnection(context.world, connection, 'disconnected by hand');
  return done(`Connection ${String(connection.id)} is disconnected.`);
}

function listConnections({ world, node }: LineContext): Outcome {
  const rows = world.connections
    .filter((each) => each.source === node)
    .map((each) => [
      String(each.id),
      each.replicationSet,
      each.target.name,
      each.address,
      each.transmitMode,
      each.mirror === null ? 'Idle' : 'Mirroring',
      String(each.queue.length),
    ]);
  return done(
    table(
      [4, 16, 8, 16, 10, 10, 8],
      [
        ['ID', 'Replication Set', 'Target', 'Target IP', 'Transmit', 'Mirror', 'Queued (Ops)'],
        ...rows,
      ],
    ),
  );
}

function showStatistics(context: LineContext): Outcome {
  const connection = ownConnection(context, context.words[0]);
  if (!('queue' in connection)) return connection;
  const { sent, mirrorCounters } = connection;
  return done(
    [
      ['Replication Set', connection.replicationSet],
      ['Connection ID', String(connection.id)],
      ['Target Name', connection.target.name],
      ['Target IP', connection.address],
      ['Target Status', connection.targetStatus],
      ['Transmit Mode', connection.transmitMode],
      ['Queued (Ops)', String(connection.queue.length)],
      ['Queued (Bytes)', String(connection.queuedBytes)],
      ['Sent (Bytes)', String(sent.bytes)],
      ['Sent Mirror (Bytes)', String(mirrorCounters.sentBytes)],
      ['Skipped Mirror (Bytes)', String(mirrorCounters.skippedBytes)],
      [
        'Remaining Mirror (Bytes)',
        String(Math.max(0, mirrorCounters.totalBytes - mirrorCounters.lookedBytes)),
      ],
    ]
      .map(([label = '', value = '']) => `${label.padEnd(26)} ${value}`)
      .join('\n'),
  );
}

function controlMirror(context: LineContext): Outcome {
  const [verb = '', id, variantWord = 'checksum'] = context.words;
  const connection = ownConnection(context, id);
  if (!('queue' in connection)) return connection;
  if (foldCase(verb) !== 'start') return notBuilt(`"dt mirror ${verb}"`);
  const variant = VARIANTS[foldCase(variantWord)];
  if (variant === undefined || variant === null)
    return unexpected(variantWord, 'full, differences or checksum');
  context.begin();
  startMirror(context.world, connection, variant);
  return done(`Mirror of ${connection.replicationSet} started.`);
}
