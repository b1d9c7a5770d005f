import { BLOCK_BYTES, type KernelLayout } from './core/storage/block-kernel.ts';

/** How far back a seek is quick, virtual ms. */
const REACH_MS = 30 * 60_000;
/** Virtual ms between two parked labs at least. */
const SPACING_MIN_MS = 5 * 60_000;
/** Shorter runs are replayed from their beginning. */
const RUN_MIN_MS = 60_000;
/** Parked labs of one lab at most. */
export const PLACES_MAX = 8;
/** Memory of all parked labs of a worker: eight with the lessons' disks. Most of it is never touched. */
const ROOM_BYTES = 832 * 2 ** 20;

/** What is left of the memory that parked labs may have, all labs of a worker together. */
export class ParkingRoom {
  #bytesLeft: number;

  constructor(bytes: number = ROOM_BYTES) {
    this.#bytesLeft = bytes;
  }

  /** How many more labs of that layout fit. */
  countFor(layout: KernelLayout): number {
    return Math.floor(this.#bytesLeft / bytesOf(layout));
  }

  /** @returns whether there was room */
  take(layout: KernelLayout): boolean {
    if (this.countFor(layout) < 1) return false;
    this.#bytesLeft -= bytesOf(layout);
    return true;
  }

  give(layout: KernelLayout): void {
    this.#bytesLeft += bytesOf(layout);
  }
}

/** Where labs are to stand, and until when that is so. */
export interface ParkingPlan {
  /** Ascending, virtual ms. */
  readonly momentsMs: readonly number[];
  /** The plan is another one once the run has come this far. */
  readonly untilMs: number;
}

/**
 * Evenly spaced moments, so that every one of the last thirty minutes has a lab not far before it.
 *
 * @param furthestMs  how far the run has come
 * @param places  how many labs there is room for; one place is left for the lab that a seek leaves behind
 */
export function parkingPlan(furthestMs: number, places: number): ParkingPlan {
  if (furthestMs < RUN_MIN_MS) return { momentsMs: [], untilMs: RUN_MIN_MS };
  const count = Math.min(places, PLACES_MAX) - 1;
  // Another lab of the page may leave room.
  const laterMs = furthestMs + SPACING_MIN_MS;
  if (count < 1) return { momentsMs: [], untilMs: laterMs };
  if (count === 1) return { momentsMs: [0], untilMs: laterMs };
  const spacingMs = Math.max(SPACING_MIN_MS, Math.ceil(REACH_MS / (count - 1)));
  const last = Math.ceil(furthestMs / spacingMs) - 1;
  const first = Math.max(0, last - count + 1);
  return {
    momentsMs: Array.from({ length: last - first + 1 }, (_, at) => (first + at) * spacingMs),
    untilMs: (last + 1) * spacingMs + 1,
  };
}

/** Planned moments at which nobody stands, the most wanted first: those just before the shown one. */
export function emptyPlaces(
  { momentsMs }: ParkingPlan,
  taken: readonly number[],
  shownMs: number,
): number[] {
  const empty = momentsMs.filter((moment) => !taken.includes(moment));
  const before = empty.filter((moment) => moment <= shownMs).reverse();
  return [...before, ...empty.filter((moment) => moment > shownMs)];
}

function bytesOf({ diskBlocks, queueBytes }: KernelLayout): number {
  const blocks = diskBlocks.reduce((sum, count) => sum + count, 0);
  return queueBytes.reduce((sum, bytes) => sum + bytes, blocks * BLOCK_BYTES);
}
