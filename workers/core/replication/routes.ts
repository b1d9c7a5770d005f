import { minuteOfDay } from '../units.ts';
import type { Milliseconds } from '../units.ts';
import type { BandwidthLimit, ClusterNode, Lane, Route, World } from '../world.ts';

/** What a source keeps for a target address; made when first asked for to be changed. */
export function routeTo(node: ClusterNode, address: string): Route {
  const { routes } = node.doubleTake;
  let route = routes.get(address);
  if (route === undefined) {
    route = { limit: null, compresses: false, lane: { freeAtMs: 0, remainderBits: 0 } };
    routes.set(address, route);
  }
  return route;
}

/** The limit in force now towards an address, kbit/s; null when there is none. */
export function limitInForce(world: World, node: ClusterNode, address: string): number | null {
  const limit = node.doubleTake.routes.get(address)?.limit ?? null;
  return limit !== null && holdsNow(world, limit) ? limit.kbps : null;
}

function holdsNow(world: World, { window }: BandwidthLimit): boolean {
  if (window === null) return true;
  const minute = minuteOfDay(world.nowMs);
  return window.from <= window.to
    ? minute >= window.from && minute < window.to
    : minute >= window.from || minute < window.to;
}

/** Puts bytes on a lane and says when they are through. One kbit/s is one bit a millisecond; begun ones are kept. */
export function occupy(lane: Lane, nowMs: Milliseconds, kbps: number, bytes: number): Milliseconds {
  if (lane.freeAtMs < nowMs) {
    lane.freeAtMs = nowMs;
    lane.remainderBits = 0;
  }
  const bits = bytes * 8 + lane.remainderBits;
  lane.freeAtMs += Math.floor(bits / kbps);
  lane.remainderBits = bits % kbps;
  return lane.freeAtMs;
}
