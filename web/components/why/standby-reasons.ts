import {
  quoteWord,
  type ClusterId,
  type GroupSnapshot,
  type MonitorSnapshot,
  type ResourceSnapshot,
  type Snapshot,
} from '../../../workers/api.ts';
import { hasFailedOver } from '../../words/monitor.ts';
import { applicationGroups, clusterOf, virtualServerOf } from '../stage/virtual-server.ts';

/** A cluster whose virtual server is answered by the other one: what is Offline here is as it should be. */
interface Standby {
  readonly group: GroupSnapshot;
  readonly address: string;
  /** The client address here, and what depends on it. */
  readonly waiting: readonly ResourceSnapshot[];
}

/**
 * Why a group or a resource of a cluster that stands by is offline, and what brings it online.
 *
 * @param name  of the group or the resource
 * @returns sentences; none where the other cluster does not answer, or something is wrong besides
 */
export function standbyReasons(id: ClusterId, name: string, snapshot: Snapshot): string[] {
  const standby = standbyOf(id, snapshot);
  if (standby === null) return [];
  const { group, address, waiting } = standby;
  const isMeant = group.name === name || waiting.some((resource) => resource.name === name);
  if (!isMeant) return [];
  const here = snapshot.clusters[id].name;
  const there = snapshot.clusters[otherOf(id)].name;
  return [
    `This is how a standby looks: ${there} answers ${address}, so it waits Offline on ${here}.`,
    id === 'second'
      ? bringsHere(group.name, address, snapshot)
      : bringsHome(group.name, address, snapshot),
  ];
}

function standbyOf(id: ClusterId, snapshot: Snapshot): Standby | null {
  const cluster = snapshot.clusters[id];
  const address = virtualServerOf(snapshot)?.address;
  const isUp = cluster.nodes.some(({ state }) => state === 'Up');
  if (address === undefined || !isUp) return null;
  const servers = snapshot.addresses[address] ?? [];
  const isThere = servers.every((node) => clusterOf(snapshot, node) === otherOf(id));
  if (servers.length === 0 || !isThere) return null;
  for (const group of applicationGroups(cluster)) {
    const held = group.resources.find(
      ({ type, properties }) => type === 'IP Address' && properties['Address'] === address,
    );
    if (held === undefined) continue;
    const waiting = group.resources.filter(
      (resource) => resource === held || needs(resource, held, group),
    );
    const isQuiet = waiting.every(({ state }) => state === 'Offline');
    return isQuiet ? { group, address, waiting } : null;
  }
  return null;
}

/** Does a resource depend on another, directly or through others? */
function needs(one: ResourceSnapshot, other: ResourceSnapshot, group: GroupSnapshot): boolean {
  return one.dependencies.some((name) => {
    if (name === other.name) return true;
    const between = group.resources.find((resource) => resource.name === name);
    return between !== undefined && needs(between, other, group);
  });
}

/** What makes the second cluster take over. */
function bringsHere(group: string, address: string, snapshot: Snapshot): string {
  const cluster = snapshot.clusters.second.name;
  const watching = snapshot.monitors.filter(
    (monitor) => monitor.address === address && monitor.state !== 'Idle',
  );
  const byHand = `${onlineLine(group)} would`;
  if (watching.length === 0) {
    return `No node of ${cluster} monitors ${address}: nothing brings it online by itself, ${byHand}.`;
  }
  const nodes = joined(watching.map(({ node }) => node));
  const script = watching.find(({ scripts }) => scripts.postFailover !== '')?.scripts.postFailover;
  if (script === undefined) {
    return `${nodes} monitor it but run no script after failover: nothing brings it online by itself, ${byHand}.`;
  }
  return `Failover brings it online: ${script} runs when ${nodes} hear nothing of ${address} for ${silence(watching)} s.`;
}

/** What brings the virtual server back to the first cluster. */
function bringsHome(group: string, address: string, snapshot: Snapshot): string {
  const standsIn = snapshot.monitors.filter(
    (monitor) => monitor.address === address && hasFailedOver(monitor),
  );
  const online = `${onlineLine(group)} here`;
  if (standsIn.length === 0) return `It comes online with ${online}, once nobody else answers.`;
  const nodes = joined(standsIn.map(({ node }) => node));
  return `Failback brings it home: fcc failback ${address} on ${nodes}, then ${online}.`;
}

function silence(watching: readonly MonitorSnapshot[]): string {
  return String(Math.min(...watching.map(({ timeoutMs }) => timeoutMs)) / 1000);
}

function onlineLine(group: string): string {
  return `cluster group ${quoteWord(group)} /online`;
}

function joined(names: readonly string[]): string {
  return names.join(' and ');
}

function otherOf(id: ClusterId): ClusterId {
  return id === 'first' ? 'second' : 'first';
}
