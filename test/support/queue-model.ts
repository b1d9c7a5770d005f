/*
 * A source queue on paper: writes of one size come at one pace, and leave one by one over a line of one rate. It
 * shares no code with the lab, and counts from event to event, so that it is exact to the millisecond.
 */

/** Bytes that go with each operation on the wire. */
const HEADER_BYTES = 64;
const BYTES_PER_MB = 1_048_576;

/** What flows in and out, and how much room there is. */
export interface QueueCase {
  /** Bytes of each write, and ms from one to the next; the first comes after one such pause. */
  readonly writeBytes: number;
  readonly everyMs: number;
  /** Thousand bits a second; 0 while the line is cut. */
  readonly kbps: number;
  /** Room in memory and behind it, in MB. */
  readonly memoryMB: number;
  readonly diskMB: number;
}

/** Moments in ms after the start; null where it does not come to it. */
export interface QueueMoments {
  readonly spillMs: number | null;
  readonly disconnectMs: number | null;
}

/**
 * When the queue first goes beyond memory, and when it has no room left.
 *
 * A write stays in the queue until it has crossed the line and is acknowledged; the line has no delay here. One that
 * has crossed in the very millisecond of a write left before it.
 */
export function queueMoments(flow: QueueCase, untilMs: number): QueueMoments {
  const memoryBytes = flow.memoryMB * BYTES_PER_MB;
  const roomBytes = memoryBytes + flow.diskMB * BYTES_PER_MB;
  const wireBits = (flow.writeBytes + HEADER_BYTES) * 8;
  let spillMs: number | null = null;
  let written = 0;
  let left = 0;
  let busySinceMs = 0;
  let leftBefore = 0;
  for (let atMs = flow.everyMs; atMs <= untilMs; atMs += flow.everyMs) {
    while (left < written && crossedMs(left + 1) <= atMs) left += 1;
    if (left === written) {
      busySinceMs = atMs;
      leftBefore = left;
    }
    written += 1;
    const queuedBytes = (written - left) * flow.writeBytes;
    if (queuedBytes > roomBytes) return { spillMs, disconnectMs: atMs };
    if (queuedBytes > memoryBytes) spillMs ??= atMs;
  }
  return { spillMs, disconnectMs: null };

  /** When the n-th write has crossed: the line keeps what is left of a millisecond while it is busy. */
  function crossedMs(nth: number): number {
    if (flow.kbps === 0) return Infinity;
    return busySinceMs + Math.ceil(((nth - leftBefore) * wireBits) / flow.kbps);
  }
}
