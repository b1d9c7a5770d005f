import type { Reason } from './alarm-rule.ts';
import { ancestorsOf } from './chain.ts';
import { failedOverMonitor } from './pair-state.ts';
import {
  actsOn,
  begins,
  faultBefore,
  hasOption,
  latestEvent,
  latestLine,
  names,
  setBy,
} from './typed-lines.ts';
import type { TypedLine } from './typed-lines.ts';
import { localFailoverMs } from './timing.ts';
import type { LabEvent } from '../events.ts';
import { timeoutMs } from '../failover/indicators.ts';
import { CLIENT_ADDRESS } from '../workload/served.ts';
import type { Monitor, World } from '../world.ts';

/** Beyond its countdown, how long a monitor may take to its failover: a ping, a look. */
const COUNTDOWN_SLACK_MS = 7000;

/** Why SECOND has the clients' address, or tries to: a person brought it online, or a monitor failed over. */
export function whyTakenOver(world: World, event: number | null): readonly Reason[] {
  const ancestors = ancestorsOf(world, event);
  const monitor = failedOverMonitor(world);
  const isByScript = ancestors.some(({ kind }) => kind === 'script' || kind === 'failover');
  if (isByScript && monitor !== null) return whyFailedOver(world, monitor);
  const byHand = ancestors.find((each) => isOnlineLine(each)) ?? latestOnlineLine(world);
  if (byHand === null && monitor !== null) return whyFailedOver(world, monitor);
  return [setBy(byHand, "SECOND's client address was brought online while it is the target", 'M7')];
}

/** Why this monitor failed over although FIRST lives, or could have. */
export function whyFailedOver(world: World, monitor: Monitor): readonly Reason[] {
  const { node, source, address } = monitor;
  const begun = latestEvent(
    world,
    (each) => each.node === node.name && each.text.includes('failover begins'),
  );
  const before = begun?.sequence ?? Infinity;
  const onMonitor = (line: TypedLine): boolean =>
    line.words[0] === 'fcc' && line.node === node.name;
  if (address !== CLIENT_ADDRESS) {
    const line = latestLine(world, (each) => onMonitor(each) && begins(each, 'fcc', 'add'));
    return [
      setBy(line, `the monitor watches the machine ${address}, not the clients' address`, 'M14'),
    ];
  }
  const answered = latestLine(
    world,
    (each) => onMonitor(each) && each.words[1] === 'answer' && each.words[3] === 'continue',
    before,
  );
  const wasEarly =
    answered !== null &&
    begun !== null &&
    begun.atMs - answered.atMs <= timeoutMs(source) + COUNTDOWN_SLACK_MS;
  if (wasEarly)
    return [setBy(answered, `monitoring went on before FIRST answered ${address}`, 'M23')];
  const parted = partingLine(world, before);
  if (parted !== null)
    return [setBy(parted, 'FIRST lives, but no reply of it reaches SECOND', 'M20')];
  const needMs = localFailoverMs(world, source.intervalMs);
  if (timeoutMs(source) < needMs) {
    const line = latestLine(
      world,
      (each) =>
        onMonitor(each) && (each.words[1] === 'add' || hasOption(each, 'missed', 'interval')),
      before,
    );
    return [
      setBy(
        line,
        `time to fail is ${seconds(timeoutMs(source))}; a move within FIRST may take up to ${seconds(needMs)}`,
        'M17',
      ),
    ];
  }
  const pressed = ancestorsOf(world, begun?.sequence ?? null).find((each) =>
    each.text.startsWith('fcc failover'),
  );
  if (pressed !== undefined) return [setBy(pressed, 'somebody let it fail over', 'MON-2')];
  const offline = latestLine(
    world,
    (line) => actsOn(world, 'first', line) && hasOption(line, '/off'),
    before,
  );
  return offline === null
    ? []
    : [setBy(offline, `${address} was offline on FIRST for longer than the time to fail`)];
}

/** A cut that stood when this event happened and keeps FIRST's replies from SECOND. */
function partingLine(world: World, before: number): LabEvent | null {
  for (const what of ['link replication', 'monitor', 'network public']) {
    const line = faultBefore(world, `fault ${what} cut`, before);
    if (line !== null) return line;
  }
  return null;
}

function latestOnlineLine(world: World): LabEvent | null {
  const { groups } = world.clusters.second;
  const objects = groups.flatMap((group) => [
    group.name,
    ...group.resources.map((resource) => resource.name),
  ]);
  return latestLine(
    world,
    (line) =>
      actsOn(world, 'second', line) &&
      hasOption(line, '/online') &&
      names(line, objects) &&
      !line.words.some((word) => word.startsWith('disk ') || word.includes('double-take')),
  );
}

function isOnlineLine(event: LabEvent): boolean {
  return event.kind === 'line' && /^cluster .*\/on/i.test(event.text);
}

function seconds(ms: number): string {
  return `${String(ms / 1000)} s`;
}
