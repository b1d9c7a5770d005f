import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding, Reason } from './alarm-rule.ts';
import { ancestorsOf } from './chain.ts';
import { begins, faultLine, latestLine, setBy } from './typed-lines.ts';
import { driveGoneEvent, missingDrive, whyDriveMissing } from './why-queue-grew.ts';
import { whyMisfit } from './why-misfit.ts';
import { standingDamage } from '../storage/damage.ts';
import type { Connection, World } from '../world.ts';

/** A mirror that follows by itself has begun by then. */
const MIRROR_FOLLOWS_MS = 5000;
/** A disk that moves with its group is online again by then. */
const MOVE_MS = 30_000;

export const DATA_RULES: readonly AlarmRule[] = [
  rule('mirror-needed', mirrorNeeded, { holdMs: MIRROR_FOLLOWS_MS }),
  rule('target-disk-offline', targetDiskOffline, { holdMs: MOVE_MS }),
  rule('writes-dropped', writesDropped),
  rule('block-damaged', blockDamaged),
  rule('order-book-misfit', orderBookMisfit),
];

/** What the target holds is no state that the source ever had, and no mirror is on its way to change that. */
function mirrorNeeded(world: World): Finding | null {
  const found = findConnection(world, isLeftBad);
  if (found === null) return null;
  const { target, replicationSet, mirrorEvent, openEvent } = found;
  const { name } = world.clusters[target.clusterId];
  const [what, why] = whyLeftBad(world, found);
  return {
    text: `${name} cannot stand in with ${replicationSet}: ${what}`,
    event: () => mirrorEvent ?? openEvent,
    why: () => [why],
  };
}

function isLeftBad({
  isGood,
  mirror,
  hasGap,
  overflowEvent,
  dropEvent,
  transmitMode,
}: Connection): boolean {
  if (overflowEvent !== null || dropEvent !== null || transmitMode === 'Error') return false;
  if (mirror !== null) return mirror.isPaused;
  return !isGood || hasGap;
}

/** What is the matter, in words, and the line behind it. */
function whyLeftBad(world: World, connection: Connection): readonly [string, Reason] {
  const { source, mirror, condition, hasGap, awaitsMirror, openEvent } = connection;
  const typed = (what: string, ...words: readonly string[]): Reason =>
    setBy(
      latestLine(world, (line) => line.node === source.name && begins(line, 'dt', ...words)),
      what,
    );
  if (mirror !== null)
    return ['the mirror is paused half way', typed('the mirror was paused', 'mirror', 'pause')];
  if (condition === 'Mirroring Stopped')
    return [
      'the mirror was stopped half way',
      typed('the mirror was stopped by hand', 'mirror', 'stop'),
    ];
  if (awaitsMirror)
    return [
      'nothing is sent until a mirror is started',
      typed('AutoRemirror is off: no mirror follows by itself', 'set', 'autoremirror'),
    ];
  if (hasGap || condition === 'Re-mirror required')
    return [
      'changes were not replicated',
      typed('replication was stopped by hand', 'replication', 'stop'),
    ];
  const line = ancestorsOf(world, openEvent).find(({ kind }) => kind === 'line') ?? null;
  return ['it was never mirrored', setBy(line, 'it was connected without a mirror')];
}

/** The target takes what comes and has nowhere to write it. */
function targetDiskOffline(world: World): Finding | null {
  const found = findConnection(world, (each) => missingDrive(world, each) !== null);
  if (found === null) return null;
  const drive = missingDrive(world, found) ?? '';
  return {
    text: `${found.target.name} cannot write what it receives: its ${drive} is not online`,
    event: () => driveGoneEvent(world, found, drive),
    why: () => [whyDriveMissing(world, found, drive)],
  };
}

/** Stands until a mirror that dropped nothing is complete. */
function writesDropped(world: World): Finding | null {
  const found = findConnection(world, (each) => each.dropEvent !== null);
  if (found === null) return null;
  const { target, dropEvent } = found;
  return {
    text: `the disk of ${world.clusters[target.clusterId].name} is full: changes were dropped, and a mirror is needed`,
    event: () => dropEvent,
    why: () => {
      const line =
        faultLine(world, `disk ${target.clusterId}`) ??
        latestLine(world, (each) => isFilling(each.words), dropEvent ?? Infinity);
      return [setBy(line, `${target.name} has no room left`)];
    },
  };
}

function isFilling([first = '', second = '']: readonly string[]): boolean {
  return (
    ['fill', 'import', 'copy'].includes(first) ||
    (first === 'client' && (second === 'start' || second === 'rate'))
  );
}

/** Found by a mirror, a verification or the application, and not written anew since. */
function blockDamaged(world: World): Finding | null {
  const found = standingDamage(world);
  if (found === null) return null;
  const { path, node, event } = found;
  return {
    text: `${path} is damaged on ${world.clusters[node.clusterId].name}: a block does not hold what was written there`,
    event: () => event,
    why: () => {
      const line = latestLine(
        world,
        (each) => begins(each, 'fault', 'flip') || begins(each, 'fault', 'block'),
        event,
      );
      return [setBy(line, 'the disk changed a block by itself')];
    },
  };
}

/** Stands until the totals are written anew, or a later check finds them right. */
function orderBookMisfit(world: World): Finding | null {
  const { first, second } = world.workload.applications;
  const id = first.misfitEvent !== null ? 'first' : 'second';
  const event = first.misfitEvent ?? second.misfitEvent;
  if (event === null) return null;
  return {
    text: `the order book of ${world.clusters[id].name} does not fit its totals: orders are missing, or its files are of different age`,
    event: () => event,
    why: () => whyMisfit(world, id, event),
  };
}

function findConnection(
  { connections }: World,
  fits: (connection: Connection) => boolean,
): Connection | null {
  for (const connection of connections) if (fits(connection)) return connection;
  return null;
}
