import type { ClusterId, MonitorSnapshot, Snapshot } from '../../../workers/api.ts';
import { spanText } from '../../words/clock.ts';
import { hasFailedOver } from '../../words/monitor.ts';
import {
  addressResource,
  CLUSTER_IDS,
  isDark,
  nameOnline,
  type VirtualServer,
  watchersOf,
} from '../stage/virtual-server.ts';

/** How a plate hangs. `silent`: it answers nowhere and has not moved. */
export type PlateLook = 'answers' | 'silent' | 'travels' | 'no-name' | 'conflict';

/** One plate on the address wire. */
export interface Plate {
  readonly look: PlateLook;
  readonly nameless: boolean;
  /** The dock where it hangs, or to which it travels. */
  readonly at: ClusterId;
  /** Travelling: where from, and how far it has come (0–1). Otherwise `at` and 1. */
  readonly from: ClusterId;
  readonly progress: number;
}

/** What hangs from the address wire: none is an outage, two are a split service. */
export interface Plates {
  readonly plates: readonly Plate[];
  /** Docks without a plate, and why they are empty. */
  readonly docks: readonly { readonly at: ClusterId; readonly why: string }[];
}

/** Where the plates hang, from the resources and from who answers: a pure function of the snapshot. */
export function platesOf(snapshot: Snapshot, server: VirtualServer | null): Plates {
  const plates = server ? hung(snapshot, server) : [];
  const docks = CLUSTER_IDS.filter((at) => !plates.some((plate) => plate.at === at)).map((at) => ({
    at,
    why: dockWords(snapshot, server, at, plates),
  }));
  return { plates, docks };
}

/** Clusters of which a node answers the address. */
function answering(snapshot: Snapshot, address: string): readonly ClusterId[] {
  const nodes = snapshot.addresses[address] ?? [];
  return CLUSTER_IDS.filter((id) =>
    snapshot.clusters[id].nodes.some(({ name }) => nodes.includes(name)),
  );
}

function hung(snapshot: Snapshot, server: VirtualServer): Plate[] {
  const holders = answering(snapshot, server.address);
  if (holders.length > 0) {
    return holders.map((at) => {
      const nameless = !nameOnline(snapshot.clusters[at], server);
      const alone = nameless ? 'no-name' : 'answers';
      return resting(at, holders.length > 1 ? 'conflict' : alone, nameless);
    });
  }
  const travelling = onItsWay(snapshot, server);
  if (travelling) return [travelling];
  const holder = silentHolder(snapshot, server);
  return holder ? [resting(holder, 'silent', server.name === null)] : [];
}

function resting(at: ClusterId, look: PlateLook, nameless: boolean): Plate {
  return { look, nameless, at, from: at, progress: 1 };
}

function onItsWay(snapshot: Snapshot, server: VirtualServer): Plate | null {
  for (const at of CLUSTER_IDS) {
    const resource = addressResource(snapshot.clusters[at], server.address);
    if (resource?.state !== 'Online Pending' || !resource.pending) continue;
    const { sinceMs, untilMs } = resource.pending;
    const spanMs = Math.max(1, untilMs - sinceMs);
    const progress = Math.min(1, Math.max(0, (snapshot.atMs - sinceMs) / spanMs));
    const from = lastAnswered(snapshot, server) ?? at;
    return { look: 'travels', nameless: server.name === null, at, from, progress };
  }
  return null;
}

/** Where the address answered last, as far as monitors and clients have seen it; null if it never did. */
function lastAnswered(snapshot: Snapshot, server: VirtualServer): ClusterId | null {
  const watchers = watchersOf(snapshot, server.address);
  if (watchers.some((monitor) => hasFailedOver(monitor) || monitor.state === 'FailingBack')) {
    return 'second';
  }
  const seen =
    snapshot.clients.acknowledged > 0 || watchers.some((monitor) => monitor.lastReplyAtMs !== null);
  return seen ? 'first' : null;
}

/** A cluster that believes itself the holder, or lost all nodes while it was. */
function silentHolder(snapshot: Snapshot, server: VirtualServer): ClusterId | null {
  const believes = CLUSTER_IDS.find((id) => {
    const state = addressResource(snapshot.clusters[id], server.address)?.state;
    return state === 'Online' || state === 'Offline Pending';
  });
  if (believes) return believes;
  const last = lastAnswered(snapshot, server);
  if (last === null) return null;
  return snapshot.clusters[last].nodes.every((node) => node.state === 'Down') ? last : null;
}

function dockWords(
  snapshot: Snapshot,
  server: VirtualServer | null,
  at: ClusterId,
  plates: readonly Plate[],
): string {
  if (server === null) return 'empty: no address yet';
  const cluster = snapshot.clusters[at];
  const state = addressResource(cluster, server.address)?.state;
  if (state === undefined) return 'empty: no address here';
  if (state === 'Failed') return 'failed to come online';
  if (state === 'Online Pending') return 'coming online';
  if (isDark(cluster)) return 'empty: no power';
  if (at === 'second') return standbyWords(watchersOf(snapshot, server.address));
  return plates.some((plate) => plate.at === 'second') ? 'empty: address moved' : 'empty: offline';
}

function standbyWords(watchers: readonly MonitorSnapshot[]): string {
  const watcher = watchers.find(({ state }) => state !== 'Monitoring') ?? watchers[0];
  if (!watcher) return 'empty: nobody watches';
  switch (watcher.state) {
    case 'Monitoring':
      return watcher.bullet === 'green' || watcher.bullet === 'none'
        ? 'empty: stands by'
        : `ready in ${spanText(watcher.timeToFailMs)}`;
    case 'FailurePending':
      return 'waits for you';
    case 'FailingOver':
      return 'failing over';
    case 'FailingBack':
    case 'AwaitingDecision':
      return 'given back';
    default:
      return 'empty';
  }
}
