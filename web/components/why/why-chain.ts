import type { Cause, FaultSnapshot, LabEvent, Snapshot } from '../../../workers/api.ts';
import { faultWords } from '../../words/fault.ts';
import { clusterOf } from '../stage/virtual-server.ts';
import { stateReasons } from './state-reasons.ts';
import type { WhyQuestion, WhySubject } from './why-question.ts';

/** Longest chain, as the lab's own explanations have it. */
const LINKS_MAX = 6;
/** Longest way back through events. */
const ANCESTORS_MAX = 50;

/** Alarms that answer for a subject, the most telling first. */
const CODES: Readonly<Record<Exclude<WhySubject['kind'], 'alarm'>, readonly string[]>> = {
  site: [],
  node: [],
  group: ['group-down', 'group-ping-pong', 'cannot-run-here'],
  resource: ['address-in-use', 'resource-failed', 'resource-pending', 'cannot-run-here'],
  monitor: ['failover-waits', 'blinking-yellow', 'failed-over-not-serving', 'covers-nothing'],
  service: ['two-owners', 'no-service', 'failed-over-not-serving'],
  replication: [
    'queue-overflow',
    'connection-error',
    'no-connection',
    'target-disk-offline',
    'mirror-needed',
    'queue-alert',
    'unprotected',
  ],
  disk: [
    'block-damaged',
    'writes-dropped',
    'orders-lost',
    'verification-differs',
    'order-book-misfit',
  ],
};

/** The alarm whose chain answers a question; null when the log has to. */
export function alarmFor({ about }: WhyQuestion, snapshot: Snapshot): string | null {
  if (about.kind === 'alarm') return about.code;
  for (const code of CODES[about.kind]) {
    const alarm = snapshot.alarms.find((each) => each.code === code);
    const name = 'name' in about ? about.name : '';
    const cluster = 'name' in about ? snapshot.clusters[about.cluster].name : '';
    if (alarm?.text.includes(name) === true && alarm.text.includes(cluster)) return code;
  }
  return null;
}

/**
 * A chain out of the log: the state, the event at which it showed, what led there, and the faults that stand behind it.
 *
 * @param events  the log up to the moment of the snapshot, ascending in `sequence`
 */
export function chainFromLog(
  question: WhyQuestion,
  snapshot: Snapshot,
  events: readonly LabEvent[],
): Cause[] {
  const { about } = question;
  const tells = telling(about, snapshot);
  const symptom = events.findLast((event) => event.atMs >= 0 && tells(event));
  // A fault and the line that made it read alike: the line stays.
  const way = ancestors(symptom, events).filter(({ text }, at, all) => text !== all[at + 1]?.text);
  const head: Cause = { text: `${question.state}.`, event: null, line: null, cites: [] };
  const reasons = stateReasons(about, snapshot).map((text) => ({ ...head, text }));
  const known = new Set(way.map(({ text }) => text));
  const faults = snapshot.faults
    .filter((fault) => concerns(fault, about, snapshot) && !known.has(fault.line))
    .map((fault) => faultCause(fault, events));
  const isBare = way.length + reasons.length + faults.length === 0;
  const room = Math.max(1, LINKS_MAX - 1 - reasons.length - faults.length);
  return [
    head,
    ...reasons,
    ...(way.length <= room ? way : [...way.slice(0, room - 1), ...way.slice(-1)]).map(causeOf),
    ...faults,
    ...(isBare ? [{ ...head, text: 'Nothing in this run has changed that.' }] : []),
  ].slice(0, LINKS_MAX);
}

/** Which events tell of a subject's state. */
function telling(about: WhySubject, snapshot: Snapshot): (event: LabEvent) => boolean {
  switch (about.kind) {
    case 'alarm':
      return ({ kind, text }) => kind === 'alarm' && text.startsWith(`alarm ${about.code}:`);
    case 'site':
      return ({ kind, cluster }) => kind === 'node' && cluster === about.cluster;
    case 'node':
      return ({ kind, node, text }) =>
        (kind === 'node' && node === about.node) ||
        (kind === 'service' && node === about.node && text.includes('stopped')) ||
        (kind === 'fault' && text.includes(` ${about.node} `));
    case 'group': {
      const group = snapshot.clusters[about.cluster].groups.find(({ name }) => name === about.name);
      const open = group?.resources.filter(({ state }) => state !== 'Online') ?? [];
      const starts = open.map(({ name }) => `${name}: `);
      return ({ kind, cluster, text }) =>
        cluster === about.cluster &&
        ((kind === 'group' && text.startsWith(`${about.name} `)) ||
          (kind === 'resource' && starts.some((start) => text.startsWith(start))));
    }
    case 'resource':
      return ({ kind, cluster, text }) =>
        kind === 'resource' && cluster === about.cluster && text.startsWith(`${about.name}: `);
    case 'monitor':
      return ({ kind, node }) => (kind === 'missed' || kind === 'failover') && node === about.node;
    case 'service':
      return ({ kind, text }) => kind === 'application' && /stops|starts|ends/.test(text);
    case 'replication':
      return ({ kind }) => kind === 'replication';
    case 'disk':
      return ({ kind, cluster, text }) =>
        kind === 'resource' && cluster === about.cluster && text.startsWith('Disk ');
  }
}

/** The event and those that led to it, nearest first. */
function ancestors(symptom: LabEvent | undefined, events: readonly LabEvent[]): LabEvent[] {
  const way: LabEvent[] = [];
  const first = events[0]?.sequence ?? 0;
  let next = symptom;
  while (next !== undefined && way.length < ANCESTORS_MAX) {
    way.push(next);
    const cause = next.causes[0];
    next = cause === undefined ? undefined : events[cause - first];
  }
  return way;
}

function causeOf({ text, sequence, line }: LabEvent): Cause {
  return { text, event: sequence, line, cites: [] };
}

function faultCause({ line }: FaultSnapshot, events: readonly LabEvent[]): Cause {
  const event = events.findLast(({ kind, text }) => kind === 'fault' && text === line);
  const typed = event && ancestors(event, events).find((each) => each.line !== null);
  return {
    text: `${faultWords(line)}: this fault stands.`,
    event: event?.sequence ?? null,
    line: typed?.line ?? null,
    cites: [],
  };
}

/** Whether a fault that stands can be behind a subject's state. */
function concerns({ line }: FaultSnapshot, about: WhySubject, snapshot: Snapshot): boolean {
  const [, kind, place] = line.split(' ');
  switch (about.kind) {
    case 'alarm':
      return false;
    case 'site':
      return kind === 'network' || isAt(place, about.cluster, snapshot);
    case 'node':
      return kind === 'network' || place === about.node || place === cluster(about.node, snapshot);
    case 'group':
      return kind === 'resource'
        ? line.endsWith(` ${about.cluster}`)
        : isAt(place, about.cluster, snapshot);
    case 'resource':
      return kind === 'resource'
        ? line.includes(`"${about.name}"`)
        : isAt(place, about.cluster, snapshot);
    case 'monitor':
      return (
        ['monitor', 'network', 'link', 'site', 'power'].includes(kind ?? '') || place === about.node
      );
    case 'service':
    case 'replication':
      return kind !== 'monitor';
    case 'disk':
      return ['disk', 'flip', 'block', 'site'].includes(kind ?? '') && place === about.cluster;
  }
}

function cluster(node: string, snapshot: Snapshot): string | null {
  return clusterOf(snapshot, node);
}

/** A site, or a node of it. */
function isAt(place: string | undefined, id: string, snapshot: Snapshot): boolean {
  return place === id || (place !== undefined && clusterOf(snapshot, place) === id);
}
