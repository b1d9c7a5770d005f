import {
  connect,
  controlMirror,
  controlReplication,
  controlTransmission,
  disconnect,
  listConnections,
} from './dt-connection.ts';
import { runRepset } from './dt-repset.ts';
import { restore } from './dt-restore.ts';
import { setCompression, setLimit, setOrphans } from './dt-route.ts';
import { showStatistics } from './dt-statistics.ts';
import { verify } from './dt-verify.ts';
import { done, NO_SERVICE, refuse, unexpected } from './outcome.ts';
import type { LineContext, Outcome, Verb } from './outcome.ts';
import {
  ALLOWED_SYSTEMS,
  changeSetting,
  INSTALL_PROFILE,
  installService,
  SERVICE_SETTINGS,
  startService,
  stopService,
} from '../replication/service.ts';
import { foldCase, isSameName } from '../text.ts';
import { parseWhole } from '../units.ts';
import { report } from '../happen.ts';

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
  replication: controlReplication,
  transmit: controlTransmission,
  limit: setLimit,
  compression: setCompression,
  orphans: setOrphans,
  verify,
  restore,
};

/** `dt …`: the service and Management Console of this node. */
export function runDt(context: LineContext): Outcome {
  const [word, ...rest] = context.words;
  const verb = foldCase(word ?? '');
  if (!context.node.booted) return refuse(NO_SERVICE, `${context.node.name} is down.`);
  const run = VERBS[verb];
  if (run === undefined) return unexpected(word, `one of ${Object.keys(VERBS).join(', ')}`);
  const service = context.node.doubleTake;
  if (verb !== 'install' && !service.installed)
    return refuse(NO_SERVICE, `Double-Take is not installed on ${context.node.name}.`);
  if (!['install', 'start', 'stop', 'restart'].includes(verb) && !service.running)
    return refuse(NO_SERVICE, `Double-Take does not run on ${context.node.name}.`);
  return run({ ...context, words: rest });
}

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
  if (isSameName(name, INSTALL_PROFILE))
    return refuse(87, `${INSTALL_PROFILE} is what the installer was answered; it cannot be set.`);
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
    changeSetting(node, key, value);
    report(world, 'service', node, `${key}=${String(value)} on ${node.name}`);
  }
  return done(`${key}=${String(value)}`);
}
