import type { ClusterId } from '../snapshot.ts';
import type { ClusterNode, Group } from '../world.ts';

/** A new group with the product's defaults. Source: domain notes 2.2. */
export function createGroup(name: string, clusterId: ClusterId, owner: ClusterNode | null): Group {
  return {
    name,
    description: '',
    clusterId,
    owner,
    preferredOwners: [],
    autoFailbackType: 0,
    failbackWindowStart: -1,
    failbackWindowEnd: -1,
    failoverThreshold: 10,
    failoverPeriodHours: 6,
    persistentState: false,
    failoverTimes: [],
    hasFailedOver: false,
    resources: [],
    move: null,
  };
}
