import type { ClusterLine } from './cluster-exe-line.ts';
import {
  readPrivateProperties,
  readResourceProperties,
  setPrivateProperties,
  setResourceProperties,
} from './cluster-exe-properties.ts';
import { waitForResources, waitMsOf } from './cluster-exe-wait.ts';
import { done, refuse, table, unexpected } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { leaveBehind } from '../cluster/groups.ts';
import { createResource } from '../cluster/create-resource.ts';
import { allDependentsOf, dependentsOf, dependsOn } from '../cluster/dependencies.ts';
import { onlineRefusal } from '../cluster/online-refusal.ts';
import {
  bringOnline,
  failResource,
  proceed,
  stopClocks,
  takeOffline,
} from '../cluster/resources.ts';
import { findResourceType } from '../cluster/resource-types.ts';
import { report } from '../happen.ts';
import { resourcesOf } from '../network/addresses.ts';
import { isSameName, raiseCase } from '../text.ts';
import type { Resource } from '../world.ts';

type ResourceVerb = (line: ClusterLine, resource: Resource) => Outcome;

const VERBS: Readonly<Record<string, ResourceVerb>> = {
  status: (_line, resource) => done(resourceTable([resource])),
  delete: deleteResource,
  rename: renameResource,
  addowner: (line, resource) => changeOwner(line, resource, 'addowner'),
  removeowner: (line, resource) => changeOwner(line, resource, 'removeowner'),
  listowners: (_line, resource) =>
    done(['Possible owners:', ...resource.possibleOwners.map((node) => node.name)].join('\n')),
  moveto: moveToGroup,
  fail: failOnline,
  online: bringResourceOnline,
  offline: takeResourceOffline,
  listdependencies: (_line, resource) =>
    done(['Dependencies:', ...resource.dependencies.map((each) => each.name)].join('\n')),
  adddependency: addDependency,
  removedependency: removeDependency,
  properties: (line, resource) =>
    line.options.pairs.length === 0
      ? done(readResourceProperties(resource))
      : setResourceProperties(line, resource),
  privproperties: (line, resource) =>
    line.options.pairs.length === 0
      ? done(readPrivateProperties(resource))
      : setPrivateProperties(line, resource),
};

/** `cluster resource [NAME] …` */
export function runResourceVerb(line: ClusterLine): Outcome {
  const { cluster, name, options } = line;
  const [verb = 'status'] = options.switches.keys();
  if (name === null) {
    if (verb !== 'status') return refuse(87, `/${raiseCase(verb)} needs the name of a resource.`);
    return done(
      `Listing status for all available resources:\n\n${resourceTable(resourcesOf(cluster))}`,
    );
  }
  if (verb === 'create' || options.switches.has('create')) return createNamedResource(line, name);
  const resource = findResource(line, name);
  if (resource === undefined)
    return refuse(5007, `There is no resource "${name}" in ${cluster.name}.`);
  const run = VERBS[verb];
  return run === undefined
    ? unexpected(`/${verb}`, `one of ${Object.keys(VERBS).join(', ')}`)
    : run(line, resource);
}

/** Rows of resources as the tool prints them. */
function resourceTable(resources: readonly Resource[]): string {
  return table(
    [20, 20, 15, 6],
    [
      ['Resource', 'Group', 'Node', 'Status'],
      ['-'.repeat(20), '-'.repeat(20), '-'.repeat(15), '-'.repeat(6)],
      ...resources.map((each) => [
        each.name,
        each.group.name,
        each.group.owner?.name ?? '',
        each.state,
      ]),
    ],
  );
}

function findResource({ cluster }: ClusterLine, name: string): Resource | undefined {
  return resourcesOf(cluster).find((each) => isSameName(each.name, name));
}

function createNamedResource(line: ClusterLine, name: string): Outcome {
  const { cluster, options, world, begin } = line;
  const groupName = options.switches.get('group') ?? null;
  const typeName = options.switches.get('type') ?? null;
  if (name.trim() === '') return refuse(87, 'Name is required.');
  if (groupName === null || typeName === null)
    return refuse(87, `/CREATE needs ${groupName === null ? '/GROUP:"name"' : '/TYPE:"type"'}.`);
  if (findResource(line, name) !== undefined)
    return refuse(5010, `The name "${name}" is taken in ${cluster.name}.`);
  const group = cluster.groups.find((each) => isSameName(each.name, groupName));
  if (group === undefined)
    return refuse(5013, `There is no group "${groupName}" in ${cluster.name}.`);
  const type = findResourceType(typeName);
  const needsService = type?.name === 'Double-Take Source Connection';
  if (
    type === undefined ||
    (needsService && !cluster.nodes.some((each) => each.doubleTake.installed))
  ) {
    return refuse(
      5078,
      needsService
        ? `The resource type "${typeName}" is not known: Double-Take is not installed on ${cluster.name}.`
        : `There is no resource type "${typeName}".`,
    );
  }
  begin();
  const resource = createResource(
    name,
    type.name,
    group,
    cluster.nodes,
    options.switches.has('separate'),
  );
  group.resources.push(resource);
  report(
    world,
    'resource',
    group.owner ?? cluster.id,
    `resource ${name} (${type.name}) created in ${group.name}`,
  );
  return done(`Creating resource "${name}".\n\n${resourceTable([resource])}`);
}

function deleteResource({ world, cluster, begin }: ClusterLine, resource: Resource): Outcome {
  if (isQuorum(resource)) return refuse(5068, 'Not allowed on the quorum resource.');
  if (dependentsOf(resource).length > 0)
    return refuse(5001, `Other resources still depend on "${resource.name}".`);
  if (resource.state !== 'Offline' && resource.state !== 'Failed')
    return refuse(5019, `"${resource.name}" is ${resource.state}; take it offline first.`);
  begin();
  stopClocks(world, resource);
  resource.group.resources.splice(resource.group.resources.indexOf(resource), 1);
  report(world, 'resource', cluster.id, `resource ${resource.name} deleted`);
  return done(`Deleting resource "${resource.name}".`);
}

function renameResource(line: ClusterLine, resource: Resource): Outcome {
  const to = line.options.switches.get('rename') ?? '';
  if (to === '') return refuse(87, '/RENAME needs the new name: /RENAME:"New name".');
  const other = findResource(line, to);
  if (other !== undefined && other !== resource)
    return refuse(5010, `The name "${to}" is taken in ${line.cluster.name}.`);
  line.begin();
  report(line.world, 'resource', line.cluster.id, `resource ${resource.name} renamed to ${to}`);
  resource.name = to;
  return done(`Renaming the resource to "${to}".\n\n${resourceTable([resource])}`);
}

/** Puts a resource that nothing ties to its group into another one. */
function moveToGroup({ world, cluster, options, begin }: ClusterLine, resource: Resource): Outcome {
  const name = options.switches.get('moveto') ?? '';
  const group = cluster.groups.find((each) => isSameName(each.name, name));
  if (group === undefined) return refuse(5013, `There is no group "${name}" in ${cluster.name}.`);
  if (group === resource.group) return done(resourceTable([resource]));
  if (isQuorum(resource)) return refuse(5068, 'Not allowed on the quorum resource.');
  if (dependentsOf(resource).length > 0 || resource.dependencies.length > 0) {
    return refuse(
      5001,
      `"${resource.name}" is tied by dependencies to others of "${resource.group.name}".`,
    );
  }
  if (resource.group.owner !== group.owner || resource.group.move !== null || group.move !== null) {
    return refuse(5012, `"${resource.group.name}" and "${group.name}" are not on the same node.`);
  }
  begin();
  resource.group.resources.splice(resource.group.resources.indexOf(resource), 1);
  resource.group = group;
  group.resources.push(resource);
  report(world, 'resource', cluster.id, `${resource.name} moved to the group ${group.name}`);
  return done(`Moving resource "${resource.name}".\n\n${resourceTable([resource])}`);
}

function changeOwner(
  { world, cluster, options, begin }: ClusterLine,
  resource: Resource,
  verb: 'addowner' | 'removeowner',
): Outcome {
  const name = options.switches.get(verb) ?? '';
  const node = cluster.nodes.find((each) => isSameName(each.name, name));
  if (node === undefined) return refuse(5042, `There is no node "${name}" in ${cluster.name}.`);
  const isOwner = resource.possibleOwners.includes(node);
  if (verb === 'addowner' && isOwner)
    return refuse(5010, `${node.name} is a possible owner already.`);
  if (verb === 'removeowner' && !isOwner) return refuse(5042, `${node.name} is no possible owner.`);
  begin();
  resource.possibleOwners = cluster.nodes.filter((each) =>
    each === node ? verb === 'addowner' : resource.possibleOwners.includes(each),
  );
  report(
    world,
    'resource',
    cluster.id,
    `possible owners of ${resource.name}: ${resource.possibleOwners.map((each) => each.name).join(', ') || 'none'}`,
  );
  return done(['Possible owners:', ...resource.possibleOwners.map((each) => each.name)].join('\n'));
}

function failOnline({ world, begin }: ClusterLine, resource: Resource): Outcome {
  if (resource.state !== 'Online') return refuse(5004, `"${resource.name}" is not online.`);
  begin();
  failResource(world, resource, { exitCode: 5038, text: 'failed by an administrator' });
  return done(`Failing resource "${resource.name}".\n\n${resourceTable([resource])}`);
}

function bringResourceOnline(line: ClusterLine, resource: Resource): Outcome {
  const waitMs = waitMsOf(line.options);
  if (typeof waitMs !== 'number') return waitMs;
  const refusal = onlineRefusal(resource);
  if (refusal !== null) return refuse(refusal.exitCode, refusal.text);
  const along = resource.group.resources.filter(
    (each) => each === resource || dependsOn(resource, each),
  );
  if (!along.every((each) => each.state === 'Online' && each.wish === null && each.persistentState))
    line.begin();
  for (const each of along) each.persistentState = true;
  bringOnline(line.world, resource);
  return waitForResources(
    along,
    waitMs,
    () => `Bringing resource "${resource.name}" online.\n\n${resourceTable([resource])}`,
  );
}

function takeResourceOffline(line: ClusterLine, resource: Resource): Outcome {
  const waitMs = waitMsOf(line.options);
  if (typeof waitMs !== 'number') return waitMs;
  if (isQuorum(resource)) return refuse(5020, 'The quorum resource may not be taken offline.');
  const along = [resource, ...allDependentsOf(resource)];
  if (
    !along.every((each) => each.state === 'Offline' && each.wish === null && !each.persistentState)
  )
    line.begin();
  for (const each of along) each.persistentState = false;
  leaveBehind(resource.group, along);
  takeOffline(line.world, resource);
  return waitForResources(
    along,
    waitMs,
    () => `Taking resource "${resource.name}" offline.\n\n${resourceTable([resource])}`,
  );
}

function addDependency(line: ClusterLine, resource: Resource): Outcome {
  const name = line.options.switches.get('adddependency') ?? '';
  const other = findResource(line, name);
  if (other === undefined)
    return refuse(5007, `There is no resource "${name}" in ${line.cluster.name}.`);
  if (isQuorum(resource)) return refuse(5069, 'The quorum resource may not have dependencies.');
  if (resource.dependencies.includes(other))
    return refuse(5003, `"${resource.name}" depends on "${other.name}" already.`);
  if (other.group !== resource.group) return refuse(5023, `"${other.name}" is in another group.`);
  if (other === resource || dependsOn(other, resource))
    return refuse(5023, `That would be a circle: "${other.name}" depends on "${resource.name}".`);
  if (resource.state !== 'Offline' && resource.state !== 'Failed')
    return refuse(5019, `Not possible while "${resource.name}" is online.`);
  line.begin();
  resource.dependencies.push(other);
  report(line.world, 'resource', line.cluster.id, `${resource.name} depends on ${other.name}`);
  return done(`"${resource.name}" depends on "${other.name}".`);
}

function removeDependency(line: ClusterLine, resource: Resource): Outcome {
  const name = line.options.switches.get('removedependency') ?? '';
  const index = resource.dependencies.findIndex((each) => isSameName(each.name, name));
  if (index < 0) return refuse(5002, `"${resource.name}" has no dependency "${name}".`);
  line.begin();
  const removed = resource.dependencies.splice(index, 1);
  report(line.world, 'resource', line.cluster.id, `${resource.name} no longer depends on ${name}`);
  for (const each of [resource, ...removed]) proceed(line.world, each);
  return done(`"${resource.name}" no longer depends on "${name}".`);
}

function isQuorum(resource: Resource): boolean {
  return resource.properties.get('Drive') === 'Q:';
}
