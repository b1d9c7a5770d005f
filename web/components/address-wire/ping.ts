import type { MonitorSnapshot, Snapshot } from '../../../workers/api.ts';
import { clockText, spanText } from '../../words/clock.ts';
import { hasFailedOver, missedInARow } from '../../words/monitor.ts';
import { clusterOf, type VirtualServer, watchersOf } from '../stage/virtual-server.ts';

/** Virtual ms in which the drawn reply crosses from one dock to the other. */
const REPLY_CROSSES_MS = 1500;

/** What the second cluster hears from the address, as the space between the docks shows it. */
export interface Ping {
  readonly look: 'replied' | 'missed' | 'moved';
  readonly words: string;
  /** The same where there is little room between the docks. */
  readonly short: string;
  /** Crosses to draw, at most three. */
  readonly crosses: number;
  /** Where the reply is between the address (0) and the monitor (1). */
  readonly reply: number;
}

/** Null while nobody in the second cluster watches the address, or nothing has been heard yet. */
export function pingOf(snapshot: Snapshot, server: VirtualServer | null): Ping | null {
  if (server === null) return null;
  const watchers = watchersOf(snapshot, server.address).filter(
    (monitor) => clusterOf(snapshot, monitor.node) === 'second',
  );
  if (watchers.some(hasFailedOver)) return moved(snapshot);
  const watcher = freshest(watchers);
  if (!watcher) return null;
  const missed = missedInARow(watcher);
  if (missed > 0) {
    const words = `${String(missed)} ${missed === 1 ? 'reply' : 'replies'} missed`;
    const short = `${String(missed)} missed`;
    return { look: 'missed', words, short, crosses: Math.min(3, missed), reply: 0 };
  }
  if (watcher.lastReplyAtMs === null) return null;
  const agoMs = Math.max(0, snapshot.atMs - watcher.lastReplyAtMs);
  return {
    look: 'replied',
    words: `replied ${spanText(agoMs)} ago`,
    short: `${spanText(agoMs)} ago`,
    crosses: 0,
    reply: Math.min(1, agoMs / REPLY_CROSSES_MS),
  };
}

function moved(snapshot: Snapshot): Ping {
  const atMs = snapshot.ledger?.failoverAtMs;
  const words = atMs === undefined ? 'failed over' : `failed over ${clockText(atMs)}`;
  const short = atMs === undefined ? 'moved' : clockText(atMs);
  return { look: 'moved', words, short, crosses: 0, reply: 0 };
}

function freshest(watchers: readonly MonitorSnapshot[]): MonitorSnapshot | undefined {
  return watchers.reduce<MonitorSnapshot | undefined>(
    (best, next) =>
      best === undefined || (next.lastReplyAtMs ?? -Infinity) > (best.lastReplyAtMs ?? -Infinity)
        ? next
        : best,
    undefined,
  );
}
