import type { Reason } from './alarm-rule.ts';
import { findResourceIn } from './pair-state.ts';
import {
  begins,
  faultLine,
  hasOption,
  latestEvent,
  latestLine,
  missing,
  names,
  setBy,
} from './typed-lines.ts';
import { whyTargetSilent } from './why-not-connected.ts';
import { nodeAnswering } from '../network/reach.ts';
import { volumeOn } from '../storage/disk-access.ts';
import { isSameName } from '../text.ts';
import type { ClusterId } from '../snapshot.ts';
import type { Connection, Resource, World } from '../world.ts';

/** Nobody that may be the target answers. */
export function isTargetSilent(world: World, { source, address }: Connection): boolean {
  const answering = nodeAnswering(world, source, address);
  return answering === null || answering === source || !answering.doubleTake.running;
}

/** A drive on which the target has something to apply, and that is not online there; null when it can apply. */
export function missingDrive(world: World, { target, targetQueue }: Connection): string | null {
  const first = targetQueue[0];
  if (first === undefined || !target.doubleTake.running) return null;
  const { drive } = first.operation;
  return drive === '' || volumeOn(world, target, drive) !== null ? null : drive;
}

/** Why changes pile up at the source: the target is silent, cannot write, must wait, or the line is too narrow. */
export function whyQueueGrew(world: World, connection: Connection): readonly Reason[] {
  const { source, address } = connection;
  if (isTargetSilent(world, connection)) return whyTargetSilent(world, source, address);
  const drive = missingDrive(world, connection);
  if (drive !== null) return [whyDriveMissing(world, connection, drive)];
  const held = latestLine(
    world,
    (line) => line.node === source.name && begins(line, 'dt', 'transmit'),
  );
  if (held !== null && /^dt transmit (stop|pause)/i.test(held.text))
    return [setBy(held, 'transmission was held by hand')];
  if (connection.awaitsMirror)
    return [
      setBy(
        latestLine(world, (line) => begins(line, 'dt', 'set') && line.words[2] === 'autoremirror'),
        'nothing is sent until somebody starts a mirror: AutoRemirror is off',
      ),
    ];
  return [whyNarrow(world)];
}

/** Why the target has nowhere to write. */
export function whyDriveMissing(world: World, { target }: Connection, drive: string): Reason {
  const stalled = faultLine(world, `disk ${target.clusterId} ${drive}`);
  if (stalled !== null)
    return setBy(stalled, `the disk ${drive} of ${target.name} does not answer`);
  const disk = diskResource(world, target.clusterId, drive);
  const what = `the disk ${drive} of SECOND is not online on ${target.name}`;
  const line =
    disk === null
      ? null
      : latestLine(
          world,
          (each) =>
            begins(each, 'cluster') &&
            hasOption(each, '/off') &&
            names(each, [disk.name, disk.group.name]),
        );
  return line === null ? missing(what, 'M8', 'G1') : setBy(line, what, 'M8', 'G1');
}

/** The event at which the target's drive went offline; null when it never was online. */
export function driveGoneEvent(
  world: World,
  { target: { clusterId } }: Connection,
  drive: string,
): number | null {
  const text = `${diskResource(world, clusterId, drive)?.name ?? drive}: Offline`;
  const event = latestEvent(world, (each) => each.cluster === clusterId && each.text === text);
  return event?.sequence ?? null;
}

function diskResource(world: World, id: ClusterId, drive: string): Resource | null {
  return findResourceIn(
    world,
    id,
    (each) =>
      each.type === 'Physical Disk' && isSameName(String(each.properties.get('Drive')), drive),
  );
}

const WRITING = ['fill', 'import', 'copy', 'write'];

function whyNarrow(world: World): Reason {
  const line = latestLine(
    world,
    (each) =>
      begins(each, 'fault', 'link') ||
      begins(each, 'dt', 'limit') ||
      begins(each, 'dt', 'set') ||
      begins(each, 'client', 'rate') ||
      WRITING.includes(each.words[0] ?? ''),
  );
  return setBy(line, 'more is written than the line and the queue carry');
}
