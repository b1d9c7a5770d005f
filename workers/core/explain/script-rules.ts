import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding, Reason } from './alarm-rule.ts';
import { clientHolder, hasFailedOver } from './pair-state.ts';
import { scriptText, whyScript, writtenBy } from './script-text.ts';
import { actsOn, hasOption, latestEvent, latestLine, setBy } from './typed-lines.ts';
import { whyNotOnline } from './why-not-online.ts';
import type { ScriptSlot } from '../snapshot.ts';
import { DATA_DRIVE } from '../workload/served.ts';
import type { Monitor, World } from '../world.ts';

/** Longest time between what two monitors do about the same thing: an interval and a script. */
const BOTH_MONITORS_MS = 15_000;

export const SCRIPT_RULES: readonly AlarmRule[] = [
  rule('script-failed', scriptFailed, { holdMs: BOTH_MONITORS_MS }),
  rule('script-did-nothing', scriptDidNothing, { holdMs: BOTH_MONITORS_MS }),
  rule('failed-over-not-serving', failedOverNotServing, { holdMs: BOTH_MONITORS_MS }),
  rule('still-serving-after-failback', stillServing, { holdMs: BOTH_MONITORS_MS }),
  rule('disk-offline-after-failback', diskOffline),
];

/** A script ended with an error, and no other node's did the work. */
export function scriptFailed(world: World): Finding | null {
  const monitor = findMonitor(world, isScriptFailed);
  if (monitor === null) return null;
  const { node, source } = monitor;
  const { path, exitCode } = source.lastScript ?? { path: '', exitCode: 0 };
  return {
    text: `${path} ended with ${String(exitCode)} on ${node.name}`,
    event: () => scriptEvent(world, node.name),
    why: () => whyScript(world, monitor, slotOf(monitor)),
  };
}

function isScriptFailed(world: World, { source }: Monitor): boolean {
  const { state, lastScript } = source;
  if (lastScript === null || lastScript.exitCode === 0) return false;
  const isUndone =
    state === 'FailedOver'
      ? world.workload.applications.second.node === null
      : state === 'AwaitingDecision' && clientHolder(world, 'second') !== null;
  if (!isUndone) return false;
  // A node that does not own the disk cannot read the script there: harmless while another one does.
  const isUnreachable = lastScript.exitCode < 5;
  for (const node of world.nodes) {
    for (const { source: other } of node.monitors) {
      if (other === source || other.name !== source.name) continue;
      if (other.state === state && other.lastScript?.exitCode === 0) return false;
      if (other.state === state && isUnreachable && (other.lastScript?.exitCode ?? 0) > 5)
        return false;
      const isElsewhere = other.state === 'Monitoring' || hasFailedOver(other);
      if (isUnreachable && other.state !== state && isElsewhere) return false;
    }
  }
  return true;
}

/** A script ended well and changed nothing, and what it was for has not happened. */
export function scriptDidNothing(world: World): Finding | null {
  const monitor = findMonitor(
    world,
    (_world, { source }) =>
      source.scriptDidNothing &&
      (source.state === 'FailedOver'
        ? clientHolder(world, 'second') === null
        : source.state === 'AwaitingDecision' && clientHolder(world, 'second') !== null),
  );
  return monitor === null
    ? null
    : {
        text: `${monitor.source.lastScript?.path ?? 'a script'} ended with 0 on ${monitor.node.name} and changed nothing`,
        event: () => scriptEvent(world, monitor.node.name),
        why: () => whyScript(world, monitor, slotOf(monitor)),
      };
}

/** Failed Over, say the monitors, and SECOND does not answer the clients. */
export function failedOverNotServing(world: World): Finding | null {
  const monitor = findMonitor(world, (_world, { source }) => source.state === 'FailedOver');
  if (monitor === null || clientHolder(world, 'second') !== null) return null;
  if (clientHolder(world, 'first') !== null) return null;
  const isOnWayHome = findMonitor(
    world,
    (_world, { source }) =>
      source.state === 'FailingBack' ||
      source.state === 'AwaitingDecision' ||
      source.state === 'Monitoring',
  );
  if (isOnWayHome !== null) return null;
  return {
    text: `${monitor.source.name} is Failed Over, but ${world.clusters.second.name} does not serve it`,
    event: () => scriptEvent(world, monitor.node.name),
    why: () => {
      const failed = scriptFailed(world) ?? scriptDidNothing(world);
      if (failed !== null) return failed.why();
      const resource = world.clusters.second.groups
        .flatMap((group) => group.resources)
        .find((each) => each.trouble !== null);
      if (resource !== undefined) return whyNotOnline(world, resource);
      return monitor.source.lastScript?.exitCode === 0
        ? [whyTakenOffline(world)]
        : whyScript(world, monitor, 'postFailover');
    },
  };
}

function whyTakenOffline(world: World): Reason {
  const line = latestLine(
    world,
    (each) => actsOn(world, 'second', each) && hasOption(each, '/off'),
  );
  return setBy(line, 'what the script had brought online was taken offline');
}

/** The failback is done, and SECOND still answers the clients. */
function stillServing(world: World): Finding | null {
  const monitor = findMonitor(world, (_world, { source }) => source.state === 'AwaitingDecision');
  if (monitor === null || clientHolder(world, 'second') === null) return null;
  const others = findMonitor(
    world,
    (_world, { source }) => hasFailedOver(source) && source.state !== 'AwaitingDecision',
  );
  if (others !== null) return null;
  return {
    text: `the failback is done, but ${world.clusters.second.name} still answers the clients' address`,
    event: () => scriptEvent(world, monitor.node.name),
    why: () => whyScript(world, monitor, 'preFailback'),
  };
}

/** The failback took SECOND's disk offline: nothing can be read back from it. */
function diskOffline(world: World): Finding | null {
  const monitor = findMonitor(
    world,
    (_world, { source }) =>
      source.state === 'AwaitingDecision' && source.lastScript?.exitCode === 0,
  );
  const { disks, quorumOwner } = world.clusters.second;
  if (monitor === null || quorumOwner === null) return null;
  if (disks.some((disk) => disk.drive === DATA_DRIVE && disk.owner !== null)) return null;
  return {
    text: `the failback took ${DATA_DRIVE} of ${world.clusters.second.name} offline: nothing can be restored from it`,
    event: () => scriptEvent(world, monitor.node.name),
    why: () => {
      const path = monitor.source.lastScript?.path ?? '';
      const text = scriptText(world, monitor.node, path);
      return [
        setBy(
          writtenBy(world, path),
          `${path} takes more than the clients' address offline${text === null ? '' : `: ${text.trim()}`}`,
          'M26',
          'SCR-2b',
        ),
      ];
    },
  };
}

function slotOf({ source }: Monitor): ScriptSlot {
  return source.state === 'AwaitingDecision' ? 'preFailback' : 'postFailover';
}

function scriptEvent(world: World, node: string): number | null {
  return (
    latestEvent(
      world,
      (each) => each.kind === 'script' && each.node === node && each.text.includes('ended with'),
    )?.sequence ?? null
  );
}

function findMonitor(
  world: World,
  fits: (world: World, monitor: Monitor) => boolean,
): Monitor | null {
  for (const node of world.nodes) {
    for (const monitor of node.monitors) if (fits(world, monitor)) return monitor;
  }
  return null;
}
