import type { Reason } from './alarm-rule.ts';
import { findResourceIn } from './pair-state.ts';
import { foldCase, utf8Decode } from '../text.ts';
import { actsOn, begins, hasOption, latestLine, missing, setBy } from './typed-lines.ts';
import { whyUndependent } from './why-undependent.ts';
import { whyNotOnline } from './why-not-online.ts';
import { fileAt, isFailure, placeOf } from '../storage/disk-access.ts';
import { readFileBytes } from '../storage/volume.ts';
import type { LabEvent } from '../events.ts';
import type { ScriptSlot } from '../snapshot.ts';
import type { ClusterNode, Monitor, World } from '../world.ts';

/** A text that any of the scripts would fit into, bytes. */
const SCRIPT_BYTES_MAX = 4096;

/** Codes of a group or resource that nobody knows under that name. */
const UNKNOWN_OBJECT = [5007, 5013];
/** Codes of a file or path that is not there. */
const UNREACHABLE = [2, 3];
const MISSING_DEPENDENCY = 5002;

/** Why a monitor's script ended with an error, or why the slot did nothing. */
export function whyScript(world: World, monitor: Monitor, slot: ScriptSlot): readonly Reason[] {
  const { node, source } = monitor;
  const path = source.scripts[slot];
  const slots = latestLine(
    world,
    (line) => begins(line, 'fcc', 'scripts') && line.node === node.name,
  );
  const other = slot === 'postFailover' ? 'preFailback' : 'postFailover';
  if (path === '') {
    const what = `no script stands in the ${slotText(slot)} slot of ${node.name}`;
    return [
      source.scripts[other] === '' && slots === null
        ? missing(what, 'M10', 'ON-2k')
        : setBy(slots, what, 'M10', 'ON-2k'),
    ];
  }
  const code = source.lastScript?.exitCode ?? 0;
  if (UNREACHABLE.includes(code)) return [whyUnreachable(world, monitor, path, slots)];
  const written = writtenBy(world, path);
  if (UNKNOWN_OBJECT.includes(code)) return [whyNamesDiffer(world, path, written)];
  if (code === MISSING_DEPENDENCY) return whyUndependent(world);
  const troubled = findResourceIn(world, node.clusterId, (each) => each.trouble !== null);
  if (code !== 0 && troubled !== null) return whyNotOnline(world, troubled);
  if (code !== 0) return [setBy(written, `${path} ended with ${String(code)}`, 'SCR-1b')];
  return [
    setBy(
      slots,
      `${path} stands in the ${slotText(slot)} slot: wrong slot, or swapped`,
      'M10',
      'ON-2k',
    ),
  ];
}

/** What a script says, as this node reads it; null when it cannot. */
export function scriptText(world: World, node: ClusterNode, path: string): string | null {
  const place = placeOf(world, node, path);
  if (isFailure(place)) return null;
  const file = fileAt(place);
  if (isFailure(file)) return null;
  return utf8Decode(readFileBytes(world.kernel, place.volume, file, 0, SCRIPT_BYTES_MAX));
}

/** The line that last wrote a file. */
export function writtenBy(world: World, path: string): LabEvent | null {
  const folded = foldCase(path);
  return latestLine(
    world,
    (line) =>
      (['write', 'import', 'fill'].includes(line.words[0] ?? '') && line.words[1] === folded) ||
      (['copy', 'move'].includes(line.words[0] ?? '') && line.words[2] === folded),
  );
}

function whyUnreachable(
  world: World,
  { node }: Monitor,
  path: string,
  slots: LabEvent | null,
): Reason {
  const drive = foldCase(path.slice(0, 2));
  const disk = world.clusters[node.clusterId].disks.find((each) => foldCase(each.drive) === drive);
  if (disk?.owner === null)
    return missing(`${path}: the shared drive is online on no node`, 'G2', 'G1');
  const deleted = latestLine(world, (line) => begins(line, 'del', foldCase(path)));
  return setBy(deleted ?? slots, `no node that ran it reads ${path}`, 'M11', 'SCR-1c');
}

function whyNamesDiffer(world: World, path: string, written: LabEvent | null): Reason {
  const renamed = latestLine(
    world,
    (line) => actsOn(world, 'second', line) && hasOption(line, '/ren'),
  );
  const isLater = (renamed?.sequence ?? 0) > (written?.sequence ?? 0);
  return setBy(
    isLater ? renamed : written,
    `${path} names what is called otherwise on ${world.clusters.second.name}`,
    'M9',
    'VB-2',
  );
}

function slotText(slot: ScriptSlot): string {
  return {
    preFailover: 'Pre-Failover',
    postFailover: 'Post-Failover',
    preFailback: 'Pre-Failback',
    postFailback: 'Post-Failback',
  }[slot];
}
