import { DURATION_MS, NODE_DEAD_BEATS } from '../cluster/durations.ts';
import { ipAddressType } from '../cluster/ip-address.ts';
import type { Milliseconds } from '../units.ts';

/** From the crash of the quorum owner until its address answers from the other node. */
const LOCAL_ADDRESS_MS =
  NODE_DEAD_BEATS * DURATION_MS.heartbeat +
  DURATION_MS.regroup +
  DURATION_MS.arbitration +
  ipAddressType.onlineMs;

/**
 * The shortest time to fail that outlasts a failover within FIRST, for pings this far apart.
 *
 * Source: domain notes 7.3.
 */
export function localFailoverMs(intervalMs: Milliseconds): Milliseconds {
  return intervalMs * Math.ceil((LOCAL_ADDRESS_MS + intervalMs) / intervalMs);
}
