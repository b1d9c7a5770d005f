import type { ClusterLine } from './cluster-exe-line.ts';
import { done, refuse, table } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { considerFailback } from '../cluster/failback.ts';
import { startPolling } from '../cluster/resources.ts';
import { typeOf } from '../cluster/resource-types.ts';
import { report } from '../happen.ts';
import { isSameName } from '../text.ts';
import { parseWhole } from '../units.ts';
import type { ClusterNode, Group, Resource, ResourceSettings } from '../world.ts';

/** A property by the product's name: how it is read, and set from a text that fits. */
interface Property<T> {
  readonly name: string;
  readonly range: readonly [min: number, max: number] | null;
  readonly read: (object: T) => string | number;
  readonly set: (object: T, value: string) => void;
}

const GROUP_PROPERTIES: readonly Property<Group>[] = [
  {
    name: 'Description',
    range: null,
    read: (group) => group.description,
    set: (group, value) => (group.description = value),
  },
  {
    name: 'PersistentState',
    range: [0, 1],
    read: (group) => Number(group.persistentState),
    set: (group, value) => (group.persistentState = value === '1'),
  },
  {
    name: 'FailoverThreshold',
    range: [0, 1_000_000],
    read: (group) => group.failoverThreshold,
    set: (group, value) => (group.failoverThreshold = Number(value)),
  },
  {
    name: 'FailoverPeriod',
    range: [1, 1193],
    read: (group) => group.failoverPeriodHours,
    set: (group, value) => (group.failoverPeriodHours = Number(value)),
  },
  {
    name: 'AutoFailbackType',
    range: [0, 1],
    read: (group) => group.autoFailbackType,
    set: (group, value) => (group.autoFailbackType = Number(value)),
  },
  {
    name: 'FailbackWindowStart',
    range: [-1, 23],
    read: (group) => group.failbackWindowStart,
    set: (group, value) => (group.failbackWindowStart = Number(value)),
  },
  {
    name: 'FailbackWindowEnd',
    range: [-1, 23],
    read: (group) => group.failbackWindowEnd,
    set: (group, value) => (group.failbackWindowEnd = Number(value)),
  },
];

const NODE_PROPERTIES: readonly Property<ClusterNode>[] = [
  {
    name: 'Description',
    range: null,
    read: (node) => node.description,
    set: (node, value) => (node.description = value),
  },
];

const RESOURCE_PROPERTIES: readonly Property<Resource>[] = [
  {
    name: 'Description',
    range: null,
    read: (resource) => resource.description,
    set: (resource, value) => (resource.description = value),
  },
  {
    name: 'PersistentState',
    range: [0, 1],
    read: (resource) => Number(resource.persistentState),
    set: (resource, value) => (resource.persistentState = value === '1'),
  },
  {
    name: 'SeparateMonitor',
    range: [0, 1],
    read: (resource) => Number(resource.settings.separateMonitor),
    set: (resource, value) => (resource.settings.separateMonitor = value === '1'),
  },
  setting('LooksAlivePollInterval', 'looksAlivePollInterval', 10, 0x7fffffff),
  setting('IsAlivePollInterval', 'isAlivePollInterval', 10, 0x7fffffff),
  setting('PendingTimeout', 'pendingTimeout', 1000, 0x7fffffff),
  setting('RestartAction', 'restartAction', 0, 2),
  setting('RestartThreshold', 'restartThreshold', 0, 1_000_000),
  setting('RestartPeriod', 'restartPeriod', 0, 0x7fffffff),
  setting('RetryPeriodOnFailure', 'retryPeriodOnFailure', 0, 0xffffffff),
];

function setting(
  name: string,
  key: Exclude<keyof ResourceSettings, 'separateMonitor'>,
  min: number,
  max: number,
): Property<Resource> {
  return {
    name,
    range: [min, max],
    read: (resource) => resource.settings[key],
    set: (resource, value) => (resource.settings[key] = Number(value)),
  };
}

/** What `/PROP` prints of a group. */
export function readGroupProperties(group: Group): string {
  return propertyTable(
    GROUP_PROPERTIES.map(({ name, read }) => [group.name, name, String(read(group))]),
  );
}

/** `/PROP NAME=VALUE …` on a group. */
export function setGroupProperties(line: ClusterLine, group: Group): Outcome {
  const outcome = setProperties(line, GROUP_PROPERTIES, group, group.name);
  if ('exitCode' in outcome && outcome.exitCode === 0) considerFailback(line.world, group);
  return outcome;
}

/** What `/PROP` prints of a node. */
export function readNodeProperties(node: ClusterNode): string {
  return propertyTable(
    NODE_PROPERTIES.map(({ name, read }) => [node.name, name, String(read(node))]),
  );
}

/** `/PROP NAME=VALUE …` on a node. */
export function setNodeProperties(line: ClusterLine, node: ClusterNode): Outcome {
  return setProperties(line, NODE_PROPERTIES, node, node.name);
}

/** What `/PROP` prints of a resource. */
export function readResourceProperties(resource: Resource): string {
  return propertyTable(
    RESOURCE_PROPERTIES.map(({ name, read }) => [resource.name, name, String(read(resource))]),
  );
}

/** `/PROP NAME=VALUE …` on a resource. */
export function setResourceProperties(line: ClusterLine, resource: Resource): Outcome {
  const problem = periodProblem(line, resource);
  if (problem !== null) return refuse(87, problem);
  const { looksAlivePollInterval, isAlivePollInterval } = resource.settings;
  const outcome = setProperties(line, RESOURCE_PROPERTIES, resource, resource.name);
  const isAsBefore =
    resource.settings.looksAlivePollInterval === looksAlivePollInterval &&
    resource.settings.isAlivePollInterval === isAlivePollInterval;
  if (!isAsBefore && resource.state === 'Online') startPolling(line.world, resource);
  return outcome;
}

/** A resource that is tried again within the period in which its failures count would never come to its end. */
function periodProblem({ options }: ClusterLine, { settings }: Resource): string | null {
  const wanted = (name: string, present: number): number =>
    Number(options.pairs.findLast(([key]) => isSameName(key, name))?.[1] ?? present);
  const restartPeriod = wanted('RestartPeriod', settings.restartPeriod);
  const retryPeriod = wanted('RetryPeriodOnFailure', settings.retryPeriodOnFailure);
  return retryPeriod <= restartPeriod
    ? `RetryPeriodOnFailure must exceed RestartPeriod: ${String(retryPeriod)} ms is not more than ${String(restartPeriod)} ms.`
    : null;
}

/** What `/PRIV` prints; a password is never shown again. */
export function readPrivateProperties(resource: Resource): string {
  return propertyTable(
    [...resource.properties].map(([name, value]) => [resource.name, name, shownValue(name, value)]),
  );
}

/** A property as it may be shown. */
export function shownValue(name: string, value: string | number | boolean): string {
  return name === 'Password' && value !== '' ? '********' : String(value);
}

/** `/PRIV NAME=VALUE …`: stored at once; on an online resource it takes effect at the next online (5024, exit code 0). */
export function setPrivateProperties(
  { world, cluster, options, begin }: ClusterLine,
  resource: Resource,
): Outcome {
  const changes: [string, string | number][] = [];
  for (const [key, value] of options.pairs) {
    const property = typeOf(resource).privateProperties.find((each) => isSameName(each.name, key));
    if (property === undefined) {
      const known = typeOf(resource)
        .privateProperties.map((each) => each.name)
        .join(', ');
      return refuse(
        87,
        `A resource of type ${resource.type} has no property "${key}"; expected one of ${known}.`,
      );
    }
    const problem = property.refuse(value);
    if (problem !== null) return refuse(87, problem);
    changes.push([property.name, property.kind === 'number' ? Number(value) : value]);
  }
  begin();
  for (const [name, value] of changes) resource.properties.set(name, value);
  report(
    world,
    'resource',
    cluster.id,
    `${resource.name}: ${changes.map(([name, value]) => `${name}=${shownValue(name, value)}`).join(' ')}`,
  );
  return done(
    resource.state === 'Online'
      ? '5024: the properties are stored and take effect when the resource is brought online next.'
      : '',
  );
}

function setProperties<T>(
  line: ClusterLine,
  known: readonly Property<T>[],
  object: T,
  objectName: string,
): Outcome {
  const changes: [Property<T>, string][] = [];
  for (const [key, value] of line.options.pairs) {
    const property = known.find((each) => isSameName(each.name, key));
    if (property === undefined)
      return refuse(
        87,
        `There is no property "${key}"; expected one of ${known.map((each) => each.name).join(', ')}.`,
      );
    if (property.range !== null && parseWhole(value, ...property.range) === null) {
      return refuse(
        87,
        `${property.name} takes a whole number from ${String(property.range[0])} to ${String(property.range[1])}, not "${value}".`,
      );
    }
    changes.push([property, value]);
  }
  line.begin();
  for (const [property, value] of changes) property.set(object, value);
  report(
    line.world,
    'group',
    line.cluster.id,
    `${objectName}: ${line.options.pairs.map(([key, value]) => `${key}=${value}`).join(' ')}`,
  );
  return done();
}

function propertyTable(rows: readonly (readonly string[])[]): string {
  return table(
    [20, 30, 20],
    [['Name', 'Property', 'Value'], ['-'.repeat(20), '-'.repeat(30), '-'.repeat(20)], ...rows],
  );
}
