import type { ClusterSnapshot } from '../../../workers/api.ts';

/** Virtual ms that one beat of the drawn heart lasts, and how far it swells. */
const BEAT_MS = 360;
const SWELLS = 0.22;

/** The heart between two nodes. */
export interface Heartbeat {
  /** Do the nodes hear each other on this network? */
  readonly heard: boolean;
  readonly network: string;
  readonly lastBeatMs: number | null;
}

/** The network that only the nodes of the cluster share; any other when there is none. */
export function heartbeatOf(cluster: ClusterSnapshot, clientNetwork: string): Heartbeat | null {
  return (
    cluster.heartbeats.find(({ network }) => network !== clientNetwork) ??
    cluster.heartbeats[0] ??
    null
  );
}

/** Size of the heart at a moment: 1 at rest, 1.22 at the height of a beat. */
export function heartScale(beat: Heartbeat, atMs: number): number {
  if (!beat.heard || beat.lastBeatMs === null) return 1;
  const sinceMs = atMs - beat.lastBeatMs;
  if (sinceMs < 0 || sinceMs >= BEAT_MS) return 1;
  const part = sinceMs / BEAT_MS;
  const swell = part < 0.4 ? part / 0.4 : (1 - part) / 0.6;
  return Math.round((1 + SWELLS * swell) * 100) / 100;
}
