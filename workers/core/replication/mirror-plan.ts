import { drivesOf, filesIn } from './replication-set.ts';
import { settingOf } from './service.ts';
import { targetDrive } from './source-queue.ts';
import { volumeOn } from '../storage/disk-access.ts';
import { findFile } from '../storage/volume.ts';
import { foldCase } from '../text.ts';
import type {
  Connection,
  Mirror,
  MirrorFile,
  MirrorOrder,
  MirrorVariant,
  Overwrite,
  Volume,
  VolumeFile,
  World,
} from '../world.ts';

/** How a connection's mirror goes about it, from what was asked and the source's settings. */
export function mirrorOrder(
  world: World,
  { source, address }: Pick<Connection, 'source' | 'address'>,
  variant: MirrorVariant,
  isNewerOnly = false,
): MirrorOrder {
  const set: Overwrite =
    (['never', 'always', 'newer'] as const)[settingOf(source, 'MirrorOverwrite')] ?? 'always';
  return {
    variant,
    overwrite: isNewerOnly && set === 'always' ? 'newer' : set,
    comparesAll: settingOf(source, 'BlockChecksumAll') === 1,
    orphans: world.orphanModes.get(address) ?? 'off',
  };
}

/** The files that a mirror looks at, judged now, in path order; null when a path cannot be read here. */
export function planMirror(
  world: World,
  connection: Connection,
  { order, knowsAll }: Pick<Mirror, 'order' | 'knowsAll'>,
): MirrorFile[] | null {
  const files: MirrorFile[] = [];
  const uncertain = knowsAll ? new Set<string>() : pathsOnTheirWay(connection);
  for (const drive of drivesOf(connection.rules)) {
    const volume = volumeOn(world, connection.source, drive);
    if (volume === null) return null;
    const twins = twinVolume(world, connection, volume.drive);
    for (const file of filesIn(volume, connection.rules)) {
      const twin = twins === null ? undefined : findFile(twins, file.path);
      const judged = judge(order, file, twin);
      // What the target holds of it now is not what it will hold when the mirror's part comes.
      const isUncertain = judged !== LEFT && uncertain.has(foldCase(file.path));
      files.push({ drive: volume.drive, path: file.path, ...(isUncertain ? WHOLE : judged) });
    }
  }
  return files;
}

/** Where the target keeps what lies on this drive of the source; null while it is not online there. */
export function twinVolume(world: World, connection: Connection, drive: string): Volume | null {
  return volumeOn(world, connection.target, targetDrive(connection, drive));
}

const WHOLE = { content: 'whole', marks: true } as const;
const LEFT = { content: 'skip', marks: false } as const;

/** Folded paths of the files that operations will still change on the target. */
function pathsOnTheirWay({ queue, targetQueue }: Connection): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { change } of [...targetQueue.map(({ operation }) => operation), ...queue]) {
    if ('path' in change) paths.add(foldCase(change.path));
    if (change.kind === 'rename') paths.add(foldCase(change.to));
  }
  return paths;
}

function judge(
  { variant, overwrite, comparesAll }: MirrorOrder,
  file: VolumeFile,
  twin: VolumeFile | undefined,
): Pick<MirrorFile, 'content' | 'marks'> {
  if (twin === undefined) return WHOLE;
  if (overwrite === 'never' || (overwrite === 'newer' && file.modifiedMs <= twin.modifiedMs))
    return LEFT;
  const marks = twin.attributes !== file.attributes || twin.permissions !== file.permissions;
  if (variant === 'full') return { content: 'whole', marks };
  const isFlagged = twin.sizeBytes !== file.sizeBytes || twin.modifiedMs !== file.modifiedMs;
  if (variant === 'differences') return { content: isFlagged ? 'whole' : 'skip', marks };
  return { content: isFlagged || comparesAll ? 'blocks' : 'skip', marks };
}
