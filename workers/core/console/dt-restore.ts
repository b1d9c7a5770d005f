import { nodeNamed } from './fault-words.ts';
import { done, NO_SERVICE, refuse, unexpected } from './outcome.ts';
import type { Ended, LineContext, Outcome } from './outcome.ts';
import { isReachable } from '../network/reach.ts';
import {
  drivesOf,
  findReplicationSet,
  isSelected,
  rulesInUse,
} from '../replication/replication-set.ts';
import { disconnectSet, startRestoration, stopJob } from '../replication/restoration.ts';
import type { RestoreOrder } from '../replication/restoration.ts';
import { blocksFor, fileBlockCount } from '../storage/allocation.ts';
import { volumeOn } from '../storage/disk-access.ts';
import { findFile } from '../storage/volume.ts';
import { foldCase, isSameName, raiseCase } from '../text.ts';
import type { ClusterNode, Rule, World } from '../world.ts';

/** Options that take one word of a list, the default first. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  overwrite: ['always', 'newer', 'never'],
  checksum: ['on', 'off'],
  orphans: ['keep', 'delete', 'move'],
  set: ['backup', 'original'],
  writeback: ['off', 'on'],
};

const PATH_NOT_FOUND = 3;
const DISK_FULL = 112;
const NODE_NOT_FOUND = 5042;
const NODE_UNREACHABLE = 5051;

/** `dt restore NAME source NODE from NODE to NODE [map DRIVE: DRIVE:] …` · `dt restore stop ID` */
export function restore(context: LineContext): Outcome {
  const { world, words, begin } = context;
  if (words.length === 2 && isSameName(words[0] ?? '', 'stop')) return stop(context);
  const options = readOptions(words);
  if ('exitCode' in options) return options;
  const order = lookAtOrder(context, options);
  if ('exitCode' in order) return order;
  const running = world.jobs.find(
    (job) =>
      job.kind === 'restore' &&
      job.state === 'Running' &&
      job.replicationSet === order.replicationSet,
  );
  if (running !== undefined)
    return refuse(87, `Restoration ${String(running.id)} of ${order.replicationSet} is under way.`);
  begin();
  const ended = disconnectSet(world, order.replicationSet);
  const job = startRestoration(world, order);
  return done(
    [
      ...ended.map(
        ({ id, source }) =>
          `Connection ${String(id)} of ${source.name} was disconnected first: it sends the other way.`,
      ),
      `Restoration ${String(job.id)} of ${job.replicationSet} from ${job.from.name} to ${job.to.name} started.`,
    ].join('\n'),
  );
}

function stop({ world, words, begin }: LineContext): Outcome {
  const job = world.jobs.find((each) => String(each.id) === words[1]);
  if (job === undefined) return refuse(87, `There is no job ${words[1] ?? ''}.`);
  if (job.state !== 'Running') return done(`Job ${String(job.id)} is ${job.state} already.`);
  begin();
  stopJob(world, job);
  return done(`Job ${String(job.id)} is stopped.`);
}

interface Options {
  readonly name: string;
  readonly nodes: Readonly<Record<string, string>>;
  readonly map: readonly [string, string] | null;
  readonly choices: Readonly<Record<string, string>>;
}

function readOptions([name, ...words]: readonly string[]): Options | Ended {
  if (name === undefined) return unexpected(undefined, 'the name of a replication set');
  const nodes: Record<string, string> = {};
  const choices: Record<string, string> = {};
  let map: [string, string] | null = null;
  for (let index = 0; index < words.length; index += 2) {
    const word = words[index] ?? '';
    const key = foldCase(word);
    const value = words[index + 1];
    if (key in nodes || key in choices || (key === 'map' && map !== null))
      return unexpected(word, 'each option once');
    if (key === 'source' || key === 'from' || key === 'to') {
      if (value === undefined) return unexpected(undefined, `a node behind ${key}`);
      nodes[key] = value;
    } else if (key === 'map') {
      const to = words[++index + 1];
      if (value === undefined || to === undefined || !isDrive(value) || !isDrive(to))
        return unexpected(isDrive(value ?? '') ? to : value, 'two drives such as S: T: behind map');
      map = [raiseCase(value), raiseCase(to)];
    } else {
      const allowed = CHOICES[key];
      if (allowed === undefined)
        return unexpected(word, `source, from, to, map, ${Object.keys(CHOICES).join(', ')}`);
      if (!allowed.includes(foldCase(value ?? ''))) return unexpected(value, allowed.join(' or '));
      choices[key] = foldCase(value ?? '');
    }
  }
  const missing = ['source', 'from', 'to'].find((each) => !(each in nodes));
  return missing === undefined
    ? { name, nodes, map, choices }
    : unexpected(undefined, `${missing} and a node`);
}

function isDrive(word: string): boolean {
  return /^[a-zA-Z]:$/.test(word);
}

/** Looks at everything that can be wrong before anything is done. */
function lookAtOrder(
  { world, node }: LineContext,
  { name, nodes, map, choices }: Options,
): RestoreOrder | Ended {
  const named = (key: string): ClusterNode | undefined => nodeNamed(world, nodes[key] ?? '');
  const [original, from, to] = [named('source'), named('from'), named('to')];
  const unknown = ['source', 'from', 'to'].find((key) => named(key) === undefined);
  if (original === undefined || from === undefined || to === undefined)
    return refuse(NODE_NOT_FOUND, `There is no node "${nodes[unknown ?? ''] ?? ''}".`);
  if (from === to) return refuse(87, 'Source and destination of the restore are the same node.');
  for (const each of [from, to])
    if (!each.doubleTake.running)
      return refuse(NO_SERVICE, `Double-Take does not run on ${each.name}.`);
  if (!isReachable(world, from, to))
    return refuse(NODE_UNREACHABLE, `${to.name} does not answer ${from.name}.`);
  const usesBackup = choices['set'] !== 'original';
  const rules = rulesFor(world, name, usesBackup ? null : original, from, to);
  if (rules === null)
    return refuse(
      87,
      usesBackup
        ? `Neither ${from.name}'s nor ${to.name}'s side keeps a copy of a replication set "${name}"; upper and lower case count.`
        : `There is no replication set "${name}" on ${original.name}; upper and lower case count.`,
    );
  const driveMap = map === null ? null : { from: map[0], to: map[1] };
  const order: RestoreOrder = {
    node,
    original,
    from,
    to,
    replicationSet: name,
    rules,
    driveMap,
    overwrite: (choices['overwrite'] ?? 'always') as RestoreOrder['overwrite'],
    checksum: choices['checksum'] !== 'off',
    orphans: (choices['orphans'] ?? 'keep') as RestoreOrder['orphans'],
    writesBack: choices['writeback'] === 'on',
  };
  return driveRefusal(world, order) ?? order;
}

function rulesFor(
  world: World,
  name: string,
  original: ClusterNode | null,
  from: ClusterNode,
  to: ClusterNode,
): readonly Rule[] | null {
  if (original === null) {
    // The copy lies where the set was replicated to, whichever way the restoration is to go.
    const sides = [from.clusterId, to.clusterId];
    const kept = sides.map((id) => world.clusters[id].backupSets.get(name));
    return kept.find((rules) => rules !== undefined) ?? null;
  }
  const set = findReplicationSet(original, name);
  return set === null ? null : rulesInUse(set);
}

/** A drive that is not online on either node, or without room for what would be restored. */
function driveRefusal(world: World, order: RestoreOrder): Ended | null {
  const { from, to, rules, driveMap } = order;
  const drives = drivesOf(rules);
  if (driveMap !== null && !drives.includes(driveMap.from))
    return refuse(
      87,
      `${order.replicationSet} holds nothing on ${driveMap.from}; expected one of ${drives.join(', ')}.`,
    );
  for (const drive of drives) {
    const source = volumeOn(world, from, drive);
    if (source === null)
      return refuse(PATH_NOT_FOUND, `Drive ${drive} is not available on ${from.name}.`);
    const mapped = driveMap?.from === drive ? driveMap.to : drive;
    const target = volumeOn(world, to, mapped);
    if (target === null)
      return refuse(PATH_NOT_FOUND, `Drive ${mapped} is not available on ${to.name}.`);
    let missing = 0;
    for (const file of source.files.values()) {
      if (!isSelected(rules, drive + file.path)) continue;
      const twin = findFile(target, file.path);
      if (twin !== undefined && order.overwrite === 'never') continue;
      missing += blocksFor(file.sizeBytes) - (twin === undefined ? 0 : fileBlockCount(twin));
    }
    if (missing > target.blockCount - target.usedCount)
      return refuse(
        DISK_FULL,
        `Drive ${mapped} on ${to.name} is too small: ${String(missing)} blocks of 4096 bytes are missing, ${String(target.blockCount - target.usedCount)} are free. Nothing was restored.`,
      );
  }
  return null;
}
