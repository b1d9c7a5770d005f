import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding, Reason } from './alarm-rule.ts';
import { begins, latestLine, names, setBy } from './typed-lines.ts';
import { differingNode, whyRulesDiffer } from './why-rules-differ.ts';
import { settingOf } from '../replication/service.ts';
import { findFile } from '../storage/volume.ts';
import { isSameName } from '../text.ts';
import type { ClusterId } from '../snapshot.ts';
import type { Job, RemovedTwin, World } from '../world.ts';

export const SET_RULES: readonly AlarmRule[] = [
  rule('verification-differs', verificationDiffers),
  rule('orphans-removed', orphansRemoved),
];

/** What the latest verification of a set found, until a later one or a mirror has mended it. */
function verificationDiffers(world: World): Finding | null {
  const job = world.jobs.findLast((each) => each.kind === 'verify' && each.state === 'Done');
  if (job === undefined || job.outOfSync.length === 0 || job.remirrors || isMended(world, job))
    return null;
  const { from, to, replicationSet, differentFiles, missingFiles } = job;
  return {
    text: `${to.name} does not hold what ${from.name} holds of ${replicationSet}: ${String(differentFiles)} files differ, ${String(missingFiles)} are missing`,
    event: () => job.endEvent,
    why: () => whyOutOfSync(world, job),
  };
}

/** A mirror completed since that looked at all that was found. */
function isMended(world: World, job: Job): boolean {
  return world.connections.some(({ replicationSet, source, lastMirror }) => {
    if (replicationSet !== job.replicationSet || source.clusterId !== job.from.clusterId)
      return false;
    if (lastMirror === null || lastMirror.event < (job.endEvent ?? 0)) return false;
    const { variant, comparesAll } = lastMirror.order;
    const seesAll = variant === 'full' || (variant === 'checksum' && comparesAll);
    return seesAll || job.outOfSync.every((each) => each.isFlagged);
  });
}

function whyOutOfSync(world: World, job: Job): readonly Reason[] {
  const { from, replicationSet, outOfSync, connection } = job;
  const paths = outOfSync.map(({ path }) => path);
  // What a mirror of these rules has gone over was not left out by other ones.
  const isMirrored = connection.lastMirror !== null;
  const other = isMirrored ? null : differingNode(world, from, replicationSet, paths);
  if (other !== null) return [whyRulesDiffer(world, from, other, replicationSet)];
  const drift = whyDrifted(world, job, paths);
  const isUnseen = outOfSync.some((each) => !each.isFlagged);
  if (!isUnseen || settingOf(from, 'BlockChecksumAll') === 1 || !isMirrored) return drift;
  const line = latestLine(
    world,
    (each) =>
      each.node === from.name &&
      (begins(each, 'dt', 'install') || begins(each, 'dt', 'set', 'blockchecksumall')),
  );
  return [
    ...drift,
    setBy(
      line,
      `Block Checksum All is off on ${from.name}: a mirror looks only into files whose size or time differ`,
      'M30',
      'DTA-1',
    ),
  ];
}

/** What changed a file on one side alone. */
function whyDrifted(world: World, { to }: Job, paths: readonly string[]): readonly Reason[] {
  const line = latestLine(world, (each) => {
    const isOfTarget = world.clusters[to.clusterId].nodes.some(({ name }) => name === each.node);
    const isFault = begins(each, 'fault', 'flip') || begins(each, 'fault', 'block');
    return (isFault || isOfTarget) && names(each, paths);
  });
  return line === null ? [] : [setBy(line, 'a file was changed on one side alone')];
}

/** Taken from the target as orphans, although the source has them and the other node's rules protect them. */
function orphansRemoved(world: World): Finding | null {
  if (world.removedTwins.length === 0) return null;
  const missingTwins = world.removedTwins.filter((each) => isMissed(world, each));
  const [first] = missingTwins;
  if (first === undefined) return null;
  const { source, target, targetPath, replicationSet, event, sourcePath } = first;
  const { name } = world.clusters[target.clusterId];
  return {
    text: `${targetPath} was removed from ${name} as an orphan, and ${world.clusters[source.clusterId].name} still has it: it has no second copy`,
    event: () => event,
    why: () => {
      const orphans = latestLine(world, (line) => begins(line, 'dt', 'orphans'), event);
      const other = differingNode(world, source, replicationSet, [sourcePath]);
      return [
        setBy(orphans, `${name} removes what the rules in use leave out`),
        ...(other === null ? [] : [whyRulesDiffer(world, source, other, replicationSet)]),
      ];
    },
  };
}

function isMissed(world: World, removed: RemovedTwin): boolean {
  const { source, target, replicationSet, sourcePath, targetPath } = removed;
  return (
    isThere(world, source.clusterId, sourcePath) &&
    !isThere(world, target.clusterId, targetPath) &&
    differingNode(world, source, replicationSet, [sourcePath]) !== null
  );
}

function isThere(world: World, id: ClusterId, path: string): boolean {
  const drive = path.slice(0, 2);
  const disk = world.clusters[id].disks.find((each) => isSameName(each.drive, drive));
  const volume = disk?.volume ?? null;
  return volume !== null && findFile(volume, path.slice(2)) !== undefined;
}
