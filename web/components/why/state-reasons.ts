import type { MonitorSnapshot, Snapshot } from '../../../workers/api.ts';
import { bytesText, countText } from '../../words/amounts.ts';
import { clockText, secondsText } from '../../words/clock.ts';
import { missedInARow } from '../../words/monitor.ts';
import { crossing } from '../data-wire/traffic.ts';
import { standbyReasons } from './standby-reasons.ts';
import type { WhySubject } from './why-question.ts';

/** What the state itself says of its reasons, besides what has happened: sentences, the nearest first. */
export function stateReasons(about: WhySubject, snapshot: Snapshot): string[] {
  switch (about.kind) {
    case 'group': {
      const group = snapshot.clusters[about.cluster].groups.find(({ name }) => name === about.name);
      const open = group?.resources.filter(({ state }) => state !== 'Online') ?? [];
      if (open.length === 0) return [];
      return [
        ...standbyReasons(about.cluster, about.name, snapshot),
        `${open.map(({ name, state }) => `${name} is ${state}`).join(', ')}.`,
      ];
    }
    case 'resource':
      return [
        ...standbyReasons(about.cluster, about.name, snapshot),
        ...dependencyReasons(about.cluster, about.name, snapshot),
      ];
    case 'monitor': {
      const monitor = snapshot.monitors.find(
        ({ node, address }) => node === about.node && address === about.address,
      );
      return monitor === undefined ? [] : monitorReasons(monitor, snapshot);
    }
    case 'service': {
      const servers = Object.values(snapshot.addresses).filter((nodes) => nodes.length > 1);
      return servers.map((nodes) => `${nodes.join(' and ')} answer the same address.`);
    }
    case 'replication':
      return trafficReasons(snapshot);
    default:
      return [];
  }
}

function dependencyReasons(id: 'first' | 'second', name: string, snapshot: Snapshot): string[] {
  const resources = snapshot.clusters[id].groups.flatMap((group) => group.resources);
  const wanted = resources.find((resource) => resource.name === name)?.dependencies ?? [];
  const missing = resources.filter(
    (resource) => wanted.includes(resource.name) && resource.state !== 'Online',
  );
  return missing.map((resource) => `It needs ${resource.name}, which is ${resource.state}.`);
}

function monitorReasons(monitor: MonitorSnapshot, snapshot: Snapshot): string[] {
  const { state, checked, active, lastReplyAtMs, timeoutMs, intervalMs, address } = monitor;
  if (state === 'Idle') {
    if (!checked) return ['The address is not ticked, so nobody asks it.'];
    return active ? [] : ['Active monitoring is off, so nobody asks the address.'];
  }
  const missed = missedInARow(monitor);
  const reasons: string[] = [];
  if (lastReplyAtMs !== null && state === 'Monitoring') {
    const silentMs = Math.max(0, snapshot.atMs - lastReplyAtMs);
    reasons.push(
      missed === 0 && intervalMs * 4 >= timeoutMs
        ? `A ping each ${String(intervalMs / 1000)} s takes a quarter of ${String(timeoutMs / 1000)} s.`
        : `The last reply came at ${clockText(lastReplyAtMs)}: ${secondsText(silentMs)} of ${String(timeoutMs / 1000)} s have gone.`,
    );
  }
  const answers = snapshot.addresses[address] ?? [];
  if (state === 'Monitoring') {
    reasons.push(
      answers.length === 0
        ? `No node answers ${address}.`
        : `${answers.join(' and ')} answers ${address}; its replies do not come through.`,
    );
  }
  return missed === 0 && answers.length > 0 ? reasons.slice(0, 1) : reasons;
}

function trafficReasons(snapshot: Snapshot): string[] {
  const { link, connections, clients } = snapshot;
  const connection = crossing(snapshot) ?? connections[0];
  if (connection === undefined) {
    return ['No node has a connection to the other cluster: nothing replicates.'];
  }
  if (!link.up) return ['The link between the sites is cut.'];
  const { queue, transmitMode, mirrorStatus } = connection;
  const reasons: string[] = [];
  if (transmitMode !== 'Started') reasons.push(`Transmission: ${transmitMode}.`);
  if (queue.operations > 0) {
    const rate = `${String(link.limitKbps ?? link.kbps)} kbit/s`;
    reasons.push(
      `${countText(queue.operations, 'operation', 'operations')} (${bytesText(queue.bytes)}) wait for ${rate} and ${String(link.latencyMs)} ms one way.`,
    );
    if (clients.running) reasons.push(`Clients write ${String(clients.ratePerSecond)} orders/s.`);
  }
  if (connection.mirror.remainingBytes > 0) reasons.push(`Mirror: ${mirrorStatus}.`);
  return reasons;
}
