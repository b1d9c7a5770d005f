import type { ClusterLine } from './cluster-exe-line.ts';
import { MOVE_WAIT_SECONDS, waitForResources, waitMsOf } from './cluster-exe-wait.ts';
import { readGroupProperties, setGroupProperties } from './cluster-exe-properties.ts';
import { done, refuse, table, unexpected } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { considerFailback } from '../cluster/failback.ts';
import { createGroup } from '../cluster/create-group.ts';
import { canHost, groupState, leaveBehind, moveGroup, nextNode } from '../cluster/groups.ts';
import { onlineRefusal } from '../cluster/online-refusal.ts';
import { bringOnline, runsCluster, takeOffline } from '../cluster/resources.ts';
import { report } from '../happen.ts';
import { isSameName, raiseCase } from '../text.ts';
import type { ClusterNode, Group } from '../world.ts';

type GroupVerb = (line: ClusterLine, group: Group) => Outcome;

const VERBS: Readonly<Record<string, GroupVerb>> = {
  status: (_line, group) => done(groupTable([group])),
  delete: deleteGroup,
  rename: renameGroup,
  moveto: moveGroupTo,
  online: bringGroupOnline,
  offline: takeGroupOffline,
  listowners: (_line, group) =>
    done(['Preferred owners:', ...group.preferredOwners.map((node) => node.name)].join('\n')),
  setowners: setOwners,
  properties: (line, group) =>
    line.options.pairs.length === 0
      ? done(readGroupProperties(group))
      : setGroupProperties(line, group),
  privproperties: (line) =>
    line.options.pairs.length === 0
      ? done('A group has no private properties.')
      : refuse(87, 'A group has no private properties.'),
};

/** `cluster group [NAME] …` */
export function runGroupVerb(line: ClusterLine): Outcome {
  const { cluster, name, options } = line;
  const [verb = 'status'] = options.switches.keys();
  if (name === null) {
    if (verb !== 'status' && verb !== 'node')
      return refuse(87, `/${raiseCase(verb)} needs the name of a group.`);
    const wanted = options.switches.get('node') ?? null;
    const groups = cluster.groups.filter(
      (group) => wanted === null || isSameName(group.owner?.name ?? '', wanted),
    );
    return done(`Listing status for all available resource groups:\n\n${groupTable(groups)}`);
  }
  if (verb === 'create') return createNamedGroup(line, name);
  const group = cluster.groups.find((each) => isSameName(each.name, name));
  if (group === undefined) return refuse(5013, `There is no group "${name}" in ${cluster.name}.`);
  const run = VERBS[verb];
  return run === undefined
    ? unexpected(`/${verb}`, `one of ${Object.keys(VERBS).join(', ')}`)
    : run(line, group);
}

/** Rows of groups as the tool prints them. */
function groupTable(groups: readonly Group[]): string {
  return table(
    [20, 15, 6],
    [
      ['Group', 'Node', 'Status'],
      ['-'.repeat(20), '-'.repeat(15), '-'.repeat(6)],
      ...groups.map((group) => [group.name, group.owner?.name ?? '', groupState(group)]),
    ],
  );
}

function createNamedGroup({ world, cluster, node, begin }: ClusterLine, name: string): Outcome {
  if (name.trim() === '') return refuse(87, 'Name is required.');
  if (cluster.groups.some((each) => isSameName(each.name, name)))
    return refuse(5010, `The name "${name}" is taken in ${cluster.name}.`);
  begin();
  const owner = cluster.nodes.find((each) => each === node) ?? cluster.quorumOwner;
  const group = createGroup(name, cluster.id, owner);
  cluster.groups.push(group);
  report(world, 'group', owner ?? cluster.id, `group ${name} created`);
  return done(`Creating resource group "${name}".\n\n${groupTable([group])}`);
}

function deleteGroup({ world, cluster, begin }: ClusterLine, group: Group): Outcome {
  if (group.resources.length > 0)
    return refuse(
      5012,
      `The group "${group.name}" still holds ${String(group.resources.length)} resources.`,
    );
  begin();
  cluster.groups.splice(cluster.groups.indexOf(group), 1);
  report(world, 'group', cluster.id, `group ${group.name} deleted`);
  return done(`Deleting resource group "${group.name}".`);
}

function renameGroup({ world, cluster, options, begin }: ClusterLine, group: Group): Outcome {
  const to = options.switches.get('rename') ?? '';
  if (to === '') return refuse(87, '/RENAME needs the new name: /RENAME:"New name".');
  if (cluster.groups.some((each) => each !== group && isSameName(each.name, to)))
    return refuse(5010, `The name "${to}" is taken in ${cluster.name}.`);
  begin();
  report(world, 'group', cluster.id, `group ${group.name} renamed to ${to}`);
  group.name = to;
  return done(`Renaming the resource group to "${to}".\n\n${groupTable([group])}`);
}

function bringGroupOnline(line: ClusterLine, group: Group): Outcome {
  const waitMs = waitMsOf(line.options);
  if (typeof waitMs !== 'number') return waitMs;
  for (const resource of group.resources) {
    const refusal = onlineRefusal(resource);
    if (refusal !== null) return refuse(refusal.exitCode, refusal.text);
  }
  if (group.owner === null) return refuse(5050, `No node of ${line.cluster.name} is up.`);
  const isThere =
    group.persistentState &&
    group.resources.every(
      (each) => each.state === 'Online' && each.wish === null && each.persistentState,
    );
  if (!isThere) line.begin();
  group.persistentState = true;
  for (const resource of group.resources) {
    resource.persistentState = true;
    bringOnline(line.world, resource);
  }
  return waitForResources(
    group.resources,
    waitMs,
    () => `Bringing resource group "${group.name}" online.\n\n${groupTable([group])}`,
  );
}

function takeGroupOffline(line: ClusterLine, group: Group): Outcome {
  const waitMs = waitMsOf(line.options);
  if (typeof waitMs !== 'number') return waitMs;
  if (group.resources.some((each) => each.properties.get('Drive') === 'Q:'))
    return refuse(5020, 'The quorum resource may not be taken offline.');
  const isThere =
    !group.persistentState &&
    group.resources.every(
      (each) => each.state === 'Offline' && each.wish === null && !each.persistentState,
    );
  if (!isThere) line.begin();
  group.persistentState = false;
  leaveBehind(group, group.resources);
  for (const resource of group.resources) {
    resource.persistentState = false;
    takeOffline(line.world, resource);
  }
  return waitForResources(
    group.resources,
    waitMs,
    () => `Taking resource group "${group.name}" offline.\n\n${groupTable([group])}`,
  );
}

function moveGroupTo(line: ClusterLine, group: Group): Outcome {
  const { cluster, options, world } = line;
  const waitMs = waitMsOf(options, MOVE_WAIT_SECONDS);
  if (typeof waitMs !== 'number') return waitMs;
  const wanted = options.switches.get('moveto') ?? null;
  const target =
    wanted === null
      ? nextNode(world, group)
      : (cluster.nodes.find((each) => isSameName(each.name, wanted)) ?? null);
  if (target === null) {
    return wanted === null
      ? refuse(5036, `No other node can take "${group.name}" now.`)
      : refuse(5042, `There is no node "${wanted}" in ${cluster.name}.`);
  }
  const problem = moveProblem(line, group, target);
  if (problem !== null) return problem;
  const resume = group.resources.filter(
    (each) => each.state === 'Online' || each.state === 'Online Pending',
  );
  if (target !== group.owner) {
    line.begin();
    moveGroup(world, group, target, resume);
  }
  const print = (): string => `Moving resource group "${group.name}".\n\n${groupTable([group])}`;
  const settled = waitForResources(group.resources, waitMs, print);
  if (!('look' in settled)) return settled;
  return {
    waitMs,
    look: (isOver) => (group.move !== null && !isOver ? null : settled.look(isOver)),
  };
}

function moveProblem({ world }: ClusterLine, group: Group, target: ClusterNode): Outcome | null {
  if (group.owner === null || group.move !== null || !runsCluster(group.owner))
    return refuse(5012, `The group "${group.name}" accepts no request at the moment.`);
  if (target.state === 'Paused') return refuse(5070, `${target.name} is paused.`);
  if (target.state !== 'Up') return refuse(5050, `${target.name} is down.`);
  if (group.resources.some((each) => !each.possibleOwners.includes(target))) {
    return refuse(5016, `${target.name} may not own every resource of "${group.name}".`);
  }
  return canHost(world, group, target) || target === group.owner
    ? null
    : refuse(5036, `${target.name} cannot be used now: its PUBLIC card has no link.`);
}

function setOwners({ world, cluster, options, begin }: ClusterLine, group: Group): Outcome {
  const text = options.switches.get('setowners') ?? '';
  const names = text === '' ? [] : text.split(',');
  const owners = names.map((name) =>
    cluster.nodes.find((each) => isSameName(each.name, name.trim())),
  );
  const unknown = owners.indexOf(undefined);
  if (unknown >= 0)
    return refuse(5042, `There is no node "${names[unknown] ?? ''}" in ${cluster.name}.`);
  begin();
  group.preferredOwners = owners.filter((each) => each !== undefined);
  considerFailback(world, group);
  report(
    world,
    'group',
    cluster.id,
    `preferred owners of ${group.name}: ${names.join(', ') || 'none'}`,
  );
  return done(['Preferred owners:', ...group.preferredOwners.map((node) => node.name)].join('\n'));
}
