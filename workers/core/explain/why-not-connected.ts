import type { Reason } from './alarm-rule.ts';
import { addressOf, findResource, findResourceIn } from './pair-state.ts';
import { begins, faultLine, hasOption, latestLine, missing, names, setBy } from './typed-lines.ts';
import { whyBound } from './why-bound.ts';
import { whyUnlinked } from './why-unlinked.ts';
import { isLinked, nodeAnswering } from '../network/reach.ts';
import { findReplicationSet } from '../replication/replication-set.ts';
import { volumeOn } from '../storage/disk-access.ts';
import { foldCase, isSameName } from '../text.ts';
import type { ClusterNode, Resource, World } from '../world.ts';

/** Why a Source Connection stays pending: what its node lacks, or the target. */
export function whyNotConnected(world: World, resource: Resource): readonly Reason[] {
  const node = resource.group.owner;
  if (node === null) return [];
  const name = String(resource.properties.get('ReplicationSet') ?? '');
  const target = String(resource.properties.get('Target') ?? '');
  if (!node.doubleTake.running) return [whyServiceSilent(world, node)];
  const set = findReplicationSet(node, name);
  if (set === null) return [whySetMissing(world, node, name)];
  const rule = set.rules.find((each) => volumeOn(world, node, each.path.slice(0, 2)) === null);
  if (rule !== undefined) {
    const isBarred = resource.group.resources.some((each) => !each.possibleOwners.includes(node));
    const bound = isBarred ? whyBound(world, resource.group) : null;
    return [bound ?? missing(`the disk of ${rule.path} is not online on ${node.name}`, 'G4', 'G7')];
  }
  if (!isLinked(world, node, 'PUBLIC')) return [whyUnlinked(world, resource.group, node)];
  return whyTargetSilent(world, node, target);
}

/** Why nobody that may be a target answers this address. */
export function whyTargetSilent(
  world: World,
  node: ClusterNode,
  target: string,
): readonly Reason[] {
  const own = findResourceIn(
    world,
    node.clusterId,
    (each) => each.type === 'IP Address' && addressOf(each) === target,
  );
  if (own !== null) {
    const line = latestLine(world, (each) => each.words.includes(`target=${target}`));
    return [
      setBy(
        line,
        `the target ${target} is the address of "${own.name}", FIRST's own, not SECOND's second one`,
        'M6',
        'SC-7',
      ),
    ];
  }
  if (!isLinked(world, node, 'PUBLIC')) return [whyParted(world, `${node.name} has no link`)];
  const answering = nodeAnswering(world, node, target);
  if (answering !== null && !answering.doubleTake.running)
    return [whyServiceSilent(world, answering)];
  const twin = findResource(
    world,
    (each) =>
      each.type === 'IP Address' &&
      each.group.clusterId !== node.clusterId &&
      addressOf(each) === target,
  );
  if (twin === null) {
    const line = latestLine(world, (each) => each.words.includes(`target=${target}`));
    return [setBy(line, `SECOND has no resource with the address ${target}`, 'VB-3', 'SC-7')];
  }
  if (twin.state === 'Online') return [whyParted(world, `${node.name} does not reach ${target}`)];
  const offline = latestLine(
    world,
    (line) =>
      begins(line, 'cluster') &&
      hasOption(line, '/off') &&
      names(line, [twin.name, twin.group.name]),
  );
  if (twin.persistentState)
    return [
      setBy(
        faultLine(world, 'power', 'site', 'service', 'nic', 'resource'),
        `"${twin.name}" is ${twin.state} on ${world.clusters.second.name}`,
      ),
    ];
  return offline === null
    ? [missing(`nobody brought "${twin.name}" of ${world.clusters.second.name} online`, 'M8', 'G1')]
    : [setBy(offline, `"${twin.name}" was taken offline`, 'M8', 'G1')];
}

function whyParted(world: World, what: string): Reason {
  return setBy(
    faultLine(world, 'link replication', 'network public', 'nic'),
    what,
    ...(world.network.link.cut ? ['M20'] : []),
  );
}

function whyServiceSilent(world: World, node: ClusterNode): Reason {
  const { installed } = node.doubleTake;
  const line = latestLine(
    world,
    (each) =>
      (begins(each, 'dt', 'stop') && each.node === node.name) ||
      (begins(each, 'fault', 'service') && names(each, [node.name])),
  );
  if (installed) return setBy(line, `Double-Take does not run on ${node.name}`);
  return missing(
    `Double-Take is not installed on ${node.name}`,
    node.clusterId === 'first' ? 'DTA-3' : 'DTB-3',
  );
}

/** The set's name in other letters (M3), made but never saved (M4), or never made. */
function whySetMissing(world: World, node: ClusterNode, name: string): Reason {
  const similar = node.doubleTake.replicationSets.find((set) => isSameName(set.name, name));
  const line = latestLine(
    world,
    (each) =>
      each.node === node.name &&
      begins(each, 'dt', 'repset') &&
      names(each, [name]) &&
      hasOption(each, 'create', 'rename'),
  );
  if (similar !== undefined) {
    const typed =
      line ?? latestLine(world, (each) => each.words.includes(`replicationset=${foldCase(name)}`));
    return setBy(
      typed,
      `the resource asks for the replication set ${name}; on ${node.name} it is called ${similar.name}, and upper and lower case count`,
      'M3',
      'RS-11',
    );
  }
  const isFirstNode = world.clusters[node.clusterId].nodes[0] === node;
  return line === null
    ? missing(`there is no replication set ${name} on ${node.name}`, isFirstNode ? 'RS-4' : 'RS-11')
    : setBy(
        line,
        `the replication set ${name} of ${node.name} was lost: it was not saved`,
        'M4',
        isFirstNode ? 'RS-6' : 'RS-17',
      );
}
