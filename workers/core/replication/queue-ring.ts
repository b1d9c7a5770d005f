import type { QueueRing, RingChunk } from '../world.ts';

/** An empty ring over one queue region. */
export function createRing(region: number, capacity: number): QueueRing {
  return { region, capacity, chunks: [] };
}

/** Takes a contiguous run of bytes behind the last one taken. @returns null when there is no room */
export function takeChunk(ring: QueueRing, length: number): RingChunk | null {
  const start = placeFor(ring, length);
  if (start === null) return null;
  const chunk: RingChunk = { start, length, isFree: false };
  ring.chunks.push(chunk);
  return chunk;
}

/** Gives a run back; the room is there again once all that was taken before it is back too. */
export function giveChunk(ring: QueueRing, chunk: RingChunk | null): void {
  if (chunk === null) return;
  chunk.isFree = true;
  const { chunks } = ring;
  while (chunks.length > 0 && chunks[0]?.isFree === true) chunks.shift();
}

/** Takes the first entries off a list: most often it is one. */
export function dropFirst(list: unknown[], count: number): void {
  if (count === 1) list.shift();
  else if (count > 1) list.splice(0, count);
}

function placeFor(ring: QueueRing, length: number): number | null {
  const { chunks, capacity } = ring;
  // Most often it is empty: then nothing is looked up beside the list.
  const first = chunks.length === 0 ? undefined : chunks[0];
  const last = chunks.length === 0 ? undefined : chunks[chunks.length - 1];
  if (first === undefined || last === undefined) return length <= capacity ? 0 : null;
  const end = last.start + last.length;
  if (last.start < first.start) return first.start - end >= length ? end : null;
  if (capacity - end >= length) return end;
  return first.start >= length ? 0 : null;
}
