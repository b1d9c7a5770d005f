import type { ClusterId, ConnectionSnapshot, JobSnapshot, Snapshot } from '../../../workers/api.ts';
import { bytesText, countText } from '../../words/amounts.ts';
import { spanText } from '../../words/clock.ts';
import { orderRangesText } from '../../words/order-ranges.ts';
import { CLUSTER_IDS, clusterOf, isDark } from '../stage/virtual-server.ts';

/** What the data wire shows, as one of six pictures. */
export type TrafficLook = 'none' | 'idle' | 'flows' | 'mirrors' | 'broken' | 'restores';

/** The wire between the disks, in figures and words: a pure function of the snapshot. */
export interface Traffic {
  readonly look: TrafficLook;
  /** From which side data goes, or would. */
  readonly from: ClusterId;
  readonly title: string;
  readonly detail: string;
  /** Order numbers on beads, oldest first; all that are waiting is `waiting`. */
  readonly beads: readonly number[];
  readonly waiting: number;
  /** Beads that the wire cannot carry any more. */
  readonly stranded: boolean;
  readonly figure: string;
  readonly figureDetail: string;
  /** Done part of a mirror or restore, 0–1; null for none. */
  readonly done: number | null;
}

/** Traffic at one moment. */
export function trafficOf(snapshot: Snapshot): Traffic {
  const restore = snapshot.jobs.find((job) => job.kind === 'restore' && job.state === 'Running');
  if (restore) return restoring(snapshot, restore);
  const connection = crossing(snapshot);
  const lost = stillLost(snapshot);
  if (connection && carries(snapshot, connection)) return flowing(snapshot, connection);
  if (lost.length > 0) return leftBehind(snapshot, lost, lost.length);
  if (connection) return broken(snapshot, connection);
  const { behind, behindCount } = snapshot.clients;
  return behindCount > 0 ? leftBehind(snapshot, behind, behindCount) : unconnected(snapshot);
}

/** The connection between the two clusters; one that runs before one that waits. */
export function crossing(snapshot: Snapshot): ConnectionSnapshot | null {
  const between = snapshot.connections.filter(({ source }) => clusterOf(snapshot, source) !== null);
  return between.find(({ transmitMode }) => transmitMode === 'Started') ?? between[0] ?? null;
}

/** Orders that the ledger counts as lost and that no later copy destroyed: one disk still has them. */
export function stillLost(snapshot: Snapshot): readonly number[] {
  const { ledger } = snapshot;
  if (ledger === null) return [];
  return ledger.lostOrders.filter((order) => !ledger.destroyedOrders.includes(order));
}

function carries(
  snapshot: Snapshot,
  { source, transmitMode, target }: ConnectionSnapshot,
): boolean {
  const id = clusterOf(snapshot, source);
  return (
    snapshot.link.up &&
    target !== null &&
    transmitMode !== 'Error' &&
    CLUSTER_IDS.every((side) => !isDark(snapshot.clusters[side])) &&
    id !== null &&
    snapshot.clusters[id].nodes.some(({ name, state }) => name === source && state !== 'Down')
  );
}

const NOTHING = { beads: [], waiting: 0, stranded: false, done: null } as const;

function flowing(snapshot: Snapshot, connection: ConnectionSnapshot): Traffic {
  const { queue, mirror } = connection;
  const from = clusterOf(snapshot, connection.source) ?? 'first';
  const beads = snapshot.clients.behind;
  const waiting = Math.max(snapshot.clients.behindCount, beads.length);
  const base = { from, beads, waiting, stranded: false, detail: routeWords(connection) };
  if (mirror.remainingBytes > 0) {
    return {
      ...base,
      look: 'mirrors',
      title: connection.mirrorStatus === 'Idle' ? 'Mirror' : connection.mirrorStatus,
      figure: `${String(Math.floor(mirror.percent))} %`,
      figureDetail: `${bytesText(mirror.remainingBytes)} to go`,
      done: mirror.percent / 100,
    };
  }
  const held = connection.transmitMode !== 'Started' ? connection.transmitMode : null;
  const title = held === null ? 'Replication' : `Replication, ${held.toLowerCase()}`;
  if (queue.operations === 0) {
    const figures = { figure: 'Nothing queued', figureDetail: `target ${connection.targetStatus}` };
    return { ...base, ...figures, look: 'idle', title, done: null };
  }
  const size = bytesText(queue.bytes);
  return {
    ...base,
    look: held === null ? 'flows' : 'idle',
    title,
    figure: `${spanText(queue.lagMs)} behind`,
    figureDetail:
      waiting > 0
        ? `${countText(waiting, 'order', 'orders')} queued, ${size}`
        : `${countText(queue.operations, 'operation', 'operations')} queued, ${size}`,
    done: null,
  };
}

function broken(snapshot: Snapshot, connection: ConnectionSnapshot): Traffic {
  const from = clusterOf(snapshot, connection.source) ?? 'first';
  const to = from === 'first' ? 'second' : 'first';
  const waiting = Math.max(snapshot.clients.behindCount, snapshot.clients.behind.length);
  return {
    look: 'broken',
    from,
    title: 'Replication lost',
    detail: routeWords(connection),
    beads: snapshot.clients.behind,
    waiting,
    stranded: true,
    figure:
      waiting > 0 ? `${countText(waiting, 'order', 'orders')} still queued` : 'No order queued',
    figureDetail:
      waiting > 0 ? `not on ${snapshot.clusters[to].name}` : 'nothing reaches the other side',
    done: null,
  };
}

function leftBehind(snapshot: Snapshot, beads: readonly number[], waiting: number): Traffic {
  return {
    look: 'broken',
    from: 'first',
    title: 'No replication',
    detail: whyNone(snapshot),
    beads,
    waiting,
    stranded: true,
    figure: `${countText(waiting, 'order', 'orders')} left behind`,
    figureDetail: `on ${snapshot.clusters.first.name} only`,
    done: null,
  };
}

/** Stretches of destroyed orders that the link has room to name. */
const RANGES_MAX = 2;

function unconnected(snapshot: Snapshot): Traffic {
  const destroyed = snapshot.ledger?.destroyedOrders ?? [];
  return {
    ...NOTHING,
    look: 'none',
    from: 'first',
    title: 'No replication',
    detail: whyNone(snapshot),
    figure:
      destroyed.length > 0 ? `${countText(destroyed.length, 'order', 'orders')} destroyed` : '',
    figureDetail:
      destroyed.length > 0 ? orderRangesText(destroyed, RANGES_MAX) : 'a connection brings it',
  };
}

/** Why there is no connection. */
function whyNone({ clients, clusters }: Snapshot): string {
  if (clients.servedBy === 'second') return `${clusters.second.name} is unprotected`;
  return isDark(clusters.first) || isDark(clusters.second) ? 'the connection is gone' : 'none yet';
}

function restoring(snapshot: Snapshot, job: JobSnapshot): Traffic {
  const from = clusterOf(snapshot, job.from) ?? 'second';
  return {
    ...NOTHING,
    look: 'restores',
    from,
    title: from === 'second' ? 'Restore, the other way' : 'Restore',
    detail: `${job.replicationSet}, ${job.from} → ${job.to ?? 'nowhere'}`,
    figure: `${String(Math.floor(job.percent))} %`,
    figureDetail: `${bytesText(job.sentBytes)} copied`,
    done: job.percent / 100,
  };
}

function routeWords({ replicationSet, address }: ConnectionSnapshot): string {
  return `${replicationSet} → ${address}`;
}
