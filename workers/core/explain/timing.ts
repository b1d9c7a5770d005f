import { HEARTBEAT_MS, NODE_DEAD_BEATS } from '../cluster/durations.ts';
import type { Milliseconds } from '../units.ts';
import type { World } from '../world.ts';

/**
 * The shortest time to fail that outlasts a failover within FIRST, for pings this far apart.
 *
 * That failover lasts from the crash of the quorum owner until its address answers from the other node.
 * Source: domain notes 7.3.
 */
export function localFailoverMs(
  { durations: { regroup, arbitration, ip } }: World,
  intervalMs: Milliseconds,
): Milliseconds {
  const localMs = NODE_DEAD_BEATS * HEARTBEAT_MS + regroup + arbitration + ip;
  return intervalMs * Math.ceil((localMs + intervalMs) / intervalMs);
}
