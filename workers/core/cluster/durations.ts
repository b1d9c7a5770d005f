/**
 * How long things of the cluster take, virtual ms.
 *
 * The heartbeat's figures are the product's; the rest is not documented anywhere and set for the lab
 * (domain notes, section 13).
 */
export const DURATION_MS = {
  heartbeat: 1200,
  regroup: 3000,
  arbitration: 10_000,
  boot: 20_000,
  join: 5000,
  /** How often a node that may not have the quorum disk asks again. */
  formRetry: 10_000,
  offline: 1000,
  restartPause: 500,
  doubleTakeStart: 2000,
} as const;

/** Missed beats on a network after which its link is called lost. */
export const LINK_LOST_BEATS = 2;
/** Missed beats on every network after which a node is called dead. */
export const NODE_DEAD_BEATS = 6;
