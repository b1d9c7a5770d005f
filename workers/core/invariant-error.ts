import type { Milliseconds } from './units.ts';
import type { World } from './world.ts';

/** What never may be, and was: a bug of the lab, never somebody's mistake. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
  /** As the papers number them: `I-3`. */
  readonly invariant: string;
  /** Virtual ms at which it was seen, as the outside counts. */
  readonly atMs: Milliseconds;

  constructor(invariant: string, world: World, what: string) {
    const atMs = world.nowMs - world.originMs;
    super(`${invariant} broken at ${String(atMs)} ms: ${what}`);
    this.invariant = invariant;
    this.atMs = atMs;
  }
}
