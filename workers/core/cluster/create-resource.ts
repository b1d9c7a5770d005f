import { findResourceType } from './resource-types.ts';
import type { ClusterNode, Group, Resource, ResourceTypeName } from '../world.ts';

/** A new resource with the product's defaults, Offline. Source: domain notes 2.3. */
export function createResource(
  name: string,
  type: ResourceTypeName,
  group: Group,
  nodes: readonly ClusterNode[],
  separateMonitor: boolean,
): Resource {
  const properties = findResourceType(type)?.privateProperties ?? [];
  return {
    name,
    description: '',
    type,
    group,
    possibleOwners: [...nodes],
    sickOn: [],
    dependencies: [],
    properties: new Map(properties.map((property) => [property.name, property.initial])),
    activeProperties: new Map(),
    settings: {
      separateMonitor,
      looksAlivePollInterval: 5000,
      isAlivePollInterval: 60_000,
      pendingTimeout: 180_000,
      restartAction: 2,
      restartThreshold: 3,
      restartPeriod: 900_000,
      retryPeriodOnFailure: 0xffffffff,
    },
    state: 'Offline',
    wish: null,
    persistentState: group.persistentState,
    failures: [],
    lastFailure: null,
    trouble: null,
    pending: null,
    task: null,
    looksAliveTask: null,
    isAliveTask: null,
    retryTask: null,
    connection: null,
  };
}
