import type {
  ClusterId,
  ClusterSnapshot,
  DiskSnapshot,
  GroupSnapshot,
  MonitorSnapshot,
  NodeSnapshot,
  ResourceSnapshot,
  Snapshot,
} from '../../../workers/api.ts';
import { bulletWord } from '../../words/monitor.ts';
import { systemsNamed } from '../../words/system.ts';
import { stillLost, type Traffic } from '../data-wire/traffic.ts';
import { clusterOf, isDark } from '../stage/virtual-server.ts';
import type { WhyQuestion } from './why-question.ts';

/* What may be asked of each thing that the page shows; null of what is well. */

/** A site without power, or out of reach. */
export function siteWhy(cluster: ClusterSnapshot, id: ClusterId): WhyQuestion | null {
  if (cluster.reachable) return null;
  const state = isDark(cluster) ? 'has no power' : 'cannot be reached';
  return { state: `${cluster.name} ${state}`, about: { kind: 'site', cluster: id } };
}

/** A node that is not Up, or lacks a service or a cable. */
export function nodeWhy(snapshot: Snapshot, node: NodeSnapshot): WhyQuestion | null {
  const ask = (state: string): WhyQuestion => ({
    state: `${node.name} ${state}`,
    about: { kind: 'node', node: node.name },
  });
  if (node.state !== 'Up') return ask(`is ${node.state}`);
  const service = snapshot.services[node.name];
  if (service?.installed === true && !service.running) return ask('runs no Double-Take');
  const loose = node.cards.find(({ linked }) => !linked);
  return loose === undefined ? null : ask(`has no link on ${loose.network}`);
}

/** A group that is not Online. */
export function groupWhy(group: GroupSnapshot, id: ClusterId): WhyQuestion | null {
  const { name, state } = group;
  if (state === 'Online') return null;
  return { state: `${name} is ${state}`, about: { kind: 'group', cluster: id, name } };
}

/** A resource that is not Online. */
export function resourceWhy(resource: ResourceSnapshot, id: ClusterId): WhyQuestion | null {
  const { name, state } = resource;
  if (state === 'Online') return null;
  return { state: `${name} is ${state}`, about: { kind: 'resource', cluster: id, name } };
}

/** A monitor that hears nothing, has failed over or waits for a person. */
export function monitorWhy(monitor: MonitorSnapshot): WhyQuestion | null {
  const { node, address, bullet, state } = monitor;
  if (bullet === 'green' && state === 'Monitoring') return null;
  return {
    state: `${monitor.name} on ${node}: ${bulletWord(monitor)}`,
    about: { kind: 'monitor', node, address },
  };
}

/** Clients that nobody serves, or two at once. */
export function serviceWhy({ clients }: Snapshot): WhyQuestion | null {
  if (clients.servedBy === 'both') {
    return { state: 'Both clusters take orders', about: { kind: 'service' } };
  }
  if (clients.servedBy !== 'none' || !clients.running) return null;
  return { state: 'Nobody takes orders', about: { kind: 'service' } };
}

/** A wire that carries nothing, or is behind. */
export function trafficWhy({ look, title, detail, figure, waiting }: Traffic): WhyQuestion | null {
  const about = { kind: 'replication' } as const;
  if (look === 'broken' || look === 'none') return { state: `${title}, ${detail}`, about };
  if (look === 'restores' || (waiting === 0 && look === 'idle')) return null;
  return { state: `${title}: ${figure}`, about };
}

/** Alarms that concern what a disk holds. */
const DISK_CODES = ['block-damaged', 'writes-dropped', 'verification-differs', 'order-book-misfit'];

/** A disk that holds something else than it should, or that nobody can read. */
export function diskWhy(snapshot: Snapshot, id: ClusterId, disk: DiskSnapshot): WhyQuestion | null {
  const name = `${disk.drive} of ${snapshot.clusters[id].name}`;
  const ask = (state: string): WhyQuestion => ({
    state: `${name} ${state}`,
    about: { kind: 'disk', cluster: id },
  });
  const alarm = snapshot.alarms.find(({ code }) => DISK_CODES.includes(code));
  if (alarm !== undefined) return ask(`is not well: ${systemsNamed(alarm.text)}`);
  const stalled = snapshot.faults.some(({ line }) => line.startsWith(`fault disk ${id} `));
  if (stalled) return ask('does not work as it should');
  if (disk.owner === null) return ask('has no owner');
  if (stillLost(snapshot).length > 0) {
    return ask(id === 'first' ? 'holds orders that only it has' : 'lacks orders');
  }
  const isTarget = snapshot.connections.some(
    ({ target, dataState }) =>
      target !== null && dataState === 'Bad' && clusterOf(snapshot, target) === id,
  );
  return isTarget ? ask('holds data in state Bad') : null;
}
