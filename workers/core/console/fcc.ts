import { done, NO_SERVICE, refuse, table, surplus, unexpected } from './outcome.ts';
import type { LineContext, Outcome, Verb } from './outcome.ts';
import { parseMonitorOptions } from './fcc-options.ts';
import type { MonitorOptions } from './fcc-options.ts';
import {
  beginFailback,
  beginFailover,
  giveBack,
  giveBackAddress,
} from '../failover/failover-sequence.ts';
import { report } from '../happen.ts';
import { timeToFailMs, timeToFailText } from '../failover/indicators.ts';
import { beginMonitoring, monitorsOf, reviewMonitors, stopWatching } from '../failover/monitor.ts';
import { isAddress } from '../network/addresses.ts';
import { cardOf, nodeAnswering } from '../network/reach.ts';
import { foldCase, isSameName } from '../text.ts';
import type { MonitorState, ScriptSlot } from '../snapshot.ts';
import type { Monitor, MonitoredSource } from '../world.ts';

type MonitorVerb = (context: LineContext, monitor: Monitor) => Outcome;

const MONITOR_VERBS: Readonly<Record<string, MonitorVerb>> = {
  set: setOptions,
  check: (context, monitor) => tick(context, monitor, true),
  uncheck: (context, monitor) => tick(context, monitor, false),
  scripts: setScripts,
  remove,
  failover,
  failback,
  answer,
  intervene,
};

/** Verbs that look at all their words themselves. */
const FREE_VERBS = ['set', 'scripts'];

/** A monitor's state as the product words it. */
const STATE_WORDS: Readonly<Record<MonitorState, string>> = {
  Idle: 'Idle',
  Monitoring: 'Monitoring',
  FailurePending: 'Failure Pending',
  FailingOver: 'Failing Over',
  FailedOver: 'Failed Over',
  FailingBack: 'Failing Back',
  AwaitingDecision: 'Awaiting Decision',
};

const SLOT_WORDS: Readonly<Record<string, ScriptSlot>> = {
  'pre-failover': 'preFailover',
  'post-failover': 'postFailover',
  'pre-failback': 'preFailback',
  'post-failback': 'postFailback',
};

/** `fcc …`: the Failover Control Center of this node. */
export const runFcc: Verb = (context) => {
  const { node } = context;
  const [word, address, ...rest] = context.words;
  const verb = foldCase(word ?? '');
  if (!node.booted || !node.doubleTake.running)
    return refuse(
      NO_SERVICE,
      `Double-Take does not run on ${node.name}: no Failover Control Center answers.`,
    );
  if (verb === 'status') return status(context);
  if (verb !== 'add' && MONITOR_VERBS[verb] === undefined)
    return unexpected(word, `status, add, ${Object.keys(MONITOR_VERBS).join(', ')}`);
  if (address === undefined) return unexpected(undefined, 'an address');
  if (verb === 'add') return add({ ...context, words: rest }, address);
  const watched = watchedAddress(context, address);
  const monitor = node.monitors.find((each) => isSameName(each.address, watched));
  if (monitor === undefined)
    return refuse(87, `${node.name} has no monitor of "${address}"; "fcc status" lists them.`);
  const taken = FREE_VERBS.includes(verb)
    ? rest.length
    : ['answer', 'intervene'].includes(verb)
      ? 1
      : 0;
  const tooMuch = surplus(rest, taken);
  if (tooMuch !== null) return tooMuch;
  return MONITOR_VERBS[verb]?.({ ...context, words: rest }, monitor) ?? unexpected(word, 'a verb');
};

function add(context: LineContext, address: string): Outcome {
  const { world, node, words, begin } = context;
  const [name, ...optionWords] = words;
  const machine = world.nodes.find((each) => isSameName(each.name, address));
  if (!isAddress(address) && machine === undefined)
    return refuse(87, `"${address}" is neither an IPv4 address nor the name of a machine.`);
  if (name === undefined || name === '') return refuse(87, 'Name is required.');
  const watched = watchedAddress(context, address);
  const stranger = nodeAnswering(world, node, watched) ?? machine;
  if (stranger !== undefined && stranger.domain !== node.domain) {
    return refuse(
      5,
      `${stranger.name} is in the domain ${stranger.domain}, ${node.name} in ${node.domain}.`,
    );
  }
  if (node.monitors.some((each) => isSameName(each.address, watched)))
    return refuse(87, `${node.name} monitors ${address} already.`);
  const options = parseMonitorOptions(optionWords);
  if ('problem' in options) return refuse(87, options.problem);
  begin();
  const source =
    node.monitors.find((each) => isSameName(each.source.name, name))?.source ?? createSource(name);
  Object.assign(source, options);
  node.monitors.push({
    node,
    address: watched,
    source,
    checked: false,
    lastReplyMs: 0,
    wasAnswered: false,
    replies: [],
    openPingMs: null,
    missedInARow: 0,
    pingTask: null,
  });
  report(
    world,
    'service',
    node,
    `${node.name}: monitor of ${name} at ${watched} added, not ticked`,
  );
  return done(`${name} ${watched} added; it is not ticked.`);
}

/** The address of a machine that is named instead of it. */
function watchedAddress({ world }: LineContext, address: string): string {
  const machine = world.nodes.find((each) => isSameName(each.name, address));
  return machine === undefined ? address : cardOf(machine, 'PUBLIC').address;
}

/** The product's defaults. Source: domain notes 6.1. */
function createSource(name: string): MonitoredSource {
  return {
    name,
    intervalMs: 5000,
    missed: 5,
    trigger: 'all',
    items: ['ip', 'name', 'shares'],
    shr: true,
    manual: false,
    active: true,
    scripts: { preFailover: '', postFailover: '', preFailback: '', postFailback: '' },
    state: 'Idle',
    lastScript: null,
    scriptDidNothing: false,
    hasOpenShares: false,
    isCautious: false,
    lookTask: null,
  };
}

function setOptions({ world, node, words, begin }: LineContext, { source }: Monitor): Outcome {
  const options = parseMonitorOptions(words);
  if ('problem' in options) return refuse(87, options.problem);
  const keys = Object.keys(options) as (keyof MonitorOptions)[];
  if (keys.every((key) => String(source[key]) === String(options[key])))
    return done('Nothing to change.');
  begin();
  Object.assign(source, options);
  report(world, 'service', node, `${node.name}: ${source.name} ${words.join(' ')}`);
  giveBack(world, node, source, source.items, source.shr);
  reviewMonitors(world, node);
  return done();
}

function tick({ world, node, begin }: LineContext, monitor: Monitor, isChecked: boolean): Outcome {
  if (monitor.checked === isChecked)
    return done(`${monitor.address} is ${isChecked ? '' : 'not '}ticked already.`);
  begin();
  monitor.checked = isChecked;
  report(
    world,
    'service',
    node,
    `${node.name}: ${monitor.address} ${isChecked ? 'ticked' : 'no longer ticked'}`,
  );
  reviewMonitors(world, node);
  return done();
}

function setScripts({ world, node, words, begin }: LineContext, { source }: Monitor): Outcome {
  const changes: [ScriptSlot, string][] = [];
  for (let index = 0; index < words.length; index += 2) {
    const slot = SLOT_WORDS[foldCase(words[index] ?? '')];
    const path = words[index + 1];
    if (slot === undefined) return unexpected(words[index], Object.keys(SLOT_WORDS).join(', '));
    if (path === undefined) return refuse(87, `${words[index] ?? ''} needs the path of a script.`);
    changes.push([slot, path]);
  }
  if (changes.length === 0) return unexpected(undefined, Object.keys(SLOT_WORDS).join(', '));
  if (changes.every(([slot, path]) => source.scripts[slot] === path))
    return done('Nothing to change.');
  begin();
  for (const [slot, path] of changes) source.scripts[slot] = path;
  report(world, 'service', node, `${node.name}: scripts of ${source.name}: ${words.join(' ')}`);
  return done();
}

function remove({ world, node, begin }: LineContext, monitor: Monitor): Outcome {
  begin();
  monitor.checked = false;
  reviewMonitors(world, node);
  giveBackAddress(world, node, monitor.address);
  if (monitorsOf(node, monitor.source).length === 1) {
    stopWatching(world, node, monitor.source);
    giveBack(world, node, monitor.source, []);
  }
  node.monitors.splice(node.monitors.indexOf(monitor), 1);
  report(world, 'service', node, `${node.name}: monitor of ${monitor.address} removed`);
  return done();
}

function failover({ world, node, begin }: LineContext, { source }: Monitor): Outcome {
  if (source.state !== 'Monitoring' && source.state !== 'FailurePending' && source.state !== 'Idle')
    return wrongState(source, 'Monitoring', 'FailurePending', 'Idle');
  begin();
  stopWatching(world, node, source);
  beginFailover(world, node, source, monitorsOf(node, source));
  return done(`Failover of ${source.name} begins.`);
}

function failback({ world, node, begin }: LineContext, { source }: Monitor): Outcome {
  if (source.state !== 'FailedOver') return wrongState(source, 'FailedOver');
  begin();
  beginFailback(world, node, source);
  return done(`Failback of ${source.name} begins.`);
}

function answer({ world, node, words, begin }: LineContext, { source }: Monitor): Outcome {
  const choice = foldCase(words[0] ?? '');
  if (choice !== 'continue' && choice !== 'stop') return unexpected(words[0], 'continue or stop');
  if (source.state !== 'AwaitingDecision') return wrongState(source, 'AwaitingDecision');
  begin();
  if (choice === 'continue') {
    beginMonitoring(world, node, source);
  } else {
    source.state = 'Idle';
    for (const monitor of monitorsOf(node, source)) monitor.checked = false;
    report(world, 'service', node, `${node.name}: monitoring of ${source.name} stopped`);
  }
  return done();
}

function intervene(context: LineContext, monitor: Monitor): Outcome {
  const { world, node, words, begin } = context;
  const choice = foldCase(words[0] ?? '');
  if (choice !== 'failover' && choice !== 'wait') return unexpected(words[0], 'failover or wait');
  if (monitor.source.state !== 'FailurePending')
    return wrongState(monitor.source, 'FailurePending');
  if (choice === 'failover') return failover(context, monitor);
  begin();
  beginMonitoring(world, node, monitor.source);
  return done();
}

function wrongState(source: MonitoredSource, ...expected: readonly MonitorState[]): Outcome {
  const needed = expected.map((state) => STATE_WORDS[state]).join(' or ');
  return refuse(5023, `${source.name} is ${STATE_WORDS[source.state]}; this needs ${needed}.`);
}

function status({ world, node }: LineContext): Outcome {
  const rows = node.monitors.map((monitor) => {
    const { source } = monitor;
    return [
      source.name,
      monitor.address,
      monitor.checked ? 'yes' : 'no',
      STATE_WORDS[source.state],
      timeToFailText(source.state, timeToFailMs(monitor, world.nowMs)),
    ];
  });
  return done(
    table([16, 16, 6, 18, 12], [['Name', 'Address', 'Ticked', 'State', 'Time to Fail'], ...rows]),
  );
}
