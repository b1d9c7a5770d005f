import { drivesOf, filesIn, isExcluded, liesUnder } from './replication-set.ts';
import { enqueueMark } from './source-queue.ts';
import { report } from '../happen.ts';
import { volumeOn } from '../storage/disk-access.ts';
import {
  createFile,
  deleteFile,
  findFile,
  hasRoomFor,
  readFileBytes,
  sortedFiles,
  writeFile,
} from '../storage/volume.ts';
import { foldCase } from '../text.ts';
import { watchOverwriting } from '../workload/overwritten.ts';
import type { Connection, OrphanMode, QueueMark, Volume, VolumeFile, World } from '../world.ts';

/** Where moved orphans go, on the target node's own disk. */
const ORPHANS_FOLDER = '\\Orphans';

type OrphansMark = QueueMark & { readonly kind: 'orphans' };

/** Asks the target, behind everything queued now, to look for files that the source does not have. */
export function enqueueOrphans(world: World, connection: Connection, mode: OrphanMode): void {
  if (mode === 'off') return;
  for (const drive of drivesOf(connection.rules)) {
    const volume = volumeOn(world, connection.source, drive);
    // What cannot be read is not known to be missing.
    if (volume === null) continue;
    const present = new Set(filesIn(volume, connection.rules).map((file) => foldCase(file.path)));
    const { rules } = connection;
    const mark: OrphansMark = { kind: 'orphans', mode, sourceDrive: volume.drive, rules, present };
    enqueueMark(world, connection, volume.drive, mark);
  }
}

/** Finds the orphans on the target and does with them what is set; the target's log says which. */
export function disposeOfOrphans(
  world: World,
  connection: Connection,
  volume: Volume,
  mark: OrphansMark,
): void {
  const orphans = orphansOn(volume, mark);
  if (orphans.length === 0) return;
  const kept = orphans.filter((file) => !dispose(world, connection, volume, file, mark.mode));
  const done = { off: 'found', report: 'found', delete: 'deleted', move: 'moved' }[mark.mode];
  const names = orphans.slice(0, 10).map((file) => volume.drive + file.path);
  const more = orphans.length > 10 ? ` and ${String(orphans.length - 10)} more` : '';
  const stay =
    mark.mode === 'move' && kept.length > 0 ? `; ${String(kept.length)} did not fit and stay` : '';
  const event = report(
    world,
    'replication',
    connection.target,
    `${String(orphans.length)} orphans ${done} on ${connection.target.name}: ${names.join(', ')}${more}${stay}`,
  );
  if (mark.mode === 'delete' || mark.mode === 'move')
    for (const file of orphans)
      if (!kept.includes(file)) noteTwin(world, connection, mark.sourceDrive, volume, file, event);
}

/** What was taken from the target is on the source's disk: the rules in use do not select it there. */
function noteTwin(
  world: World,
  { source, target, replicationSet }: Connection,
  sourceDrive: string,
  { drive }: Volume,
  { path }: VolumeFile,
  event: number,
): void {
  const volume = volumeOn(world, source, sourceDrive);
  if (volume === null || findFile(volume, path) === undefined) return;
  const [sourcePath, targetPath] = [sourceDrive + path, drive + path];
  const twin = { source, target, replicationSet, sourcePath, targetPath, event };
  const known = world.removedTwins.findIndex(
    (each) => each.targetPath === targetPath && each.target === target && each.source === source,
  );
  // It came back in between, and is gone once more.
  world.removedTwins.splice(known < 0 ? world.removedTwins.length : known, 1, twin);
}

/** Files below what the rules include that the source does not have; what a rule excludes never is one. */
function orphansOn(volume: Volume, { sourceDrive, rules, present }: OrphansMark): VolumeFile[] {
  const includes = rules.filter((rule) => rule.type === 'include');
  return sortedFiles(volume).filter((file) => {
    const path = sourceDrive + file.path;
    return (
      !present.has(foldCase(file.path)) &&
      includes.some((rule) => liesUnder(rule, path)) &&
      !isExcluded(rules, path)
    );
  });
}

/** @returns false when it stays where it is */
function dispose(
  world: World,
  connection: Connection,
  volume: Volume,
  file: VolumeFile,
  mode: OrphanMode,
): boolean {
  if (mode !== 'delete' && mode !== 'move') return false;
  if (mode === 'move' && !keepAside(world, connection.target.localVolume, volume, file))
    return false;
  const change = { kind: 'delete', path: file.path, atMs: world.nowMs } as const;
  const overwritten = watchOverwriting(world, connection, volume, change, true);
  deleteFile(volume, file);
  overwritten();
  return true;
}

/** The path itself, or with the first number behind it that nothing has yet. */
function freePath(volume: Volume, path: string): string {
  if (findFile(volume, path) === undefined) return path;
  let number = 2;
  while (findFile(volume, `${path} (${String(number)})`) !== undefined) number++;
  return `${path} (${String(number)})`;
}

function keepAside(world: World, aside: Volume, volume: Volume, file: VolumeFile): boolean {
  const path = freePath(aside, `${ORPHANS_FOLDER}\\${volume.drive.slice(0, 1)}${file.path}`);
  const { kernel } = world;
  if (!hasRoomFor(aside, undefined, file.sizeBytes)) return false;
  const { attributes, permissions, modifiedMs } = file;
  const copy = createFile(aside, path, modifiedMs, attributes, permissions);
  return writeFile(kernel, aside, copy, 0, readFileBytes(kernel, volume, file), modifiedMs);
}
