import type { DurationName } from '../snapshot.ts';
import { foldCase } from '../text.ts';
import type { Milliseconds } from '../units.ts';

/**
 * How long things of a cluster take unless a line says otherwise, virtual ms.
 *
 * None of it is documented anywhere: set for the lab (domain notes, section 13).
 */
export const DEFAULT_DURATIONS_MS: Readonly<Record<DurationName, Milliseconds>> = {
  regroup: 3000,
  arbitration: 10_000,
  disk: 4000,
  ip: 2000,
  name: 3000,
  connection: 2000,
  offline: 1000,
  boot: 20_000,
  join: 5000,
  restartPause: 500,
  genericApplication: 2000,
  doubleTakeStart: 2000,
};

/** Nothing goes round and round within one moment, and nobody waits for ever. */
export const DURATION_MS_MIN = 1;
export const DURATION_MS_MAX = 600_000;

/** Every name, in the order in which they are listed. */
export const DURATION_NAMES = Object.keys(DEFAULT_DURATIONS_MS) as readonly DurationName[];

/** The duration of that name, case aside. */
export function findDuration(name: string): DurationName | undefined {
  return DURATION_NAMES.find((each) => foldCase(each) === foldCase(name));
}

/** The product's own: a beat each 1.2 s on each network. */
export const HEARTBEAT_MS = 1200;
/** How often a node that may not have the quorum disk asks again. */
export const FORM_RETRY_MS = 10_000;

/** Missed beats on a network after which its link is called lost. */
export const LINK_LOST_BEATS = 2;
/** Missed beats on every network after which a node is called dead. */
export const NODE_DEAD_BEATS = 6;
