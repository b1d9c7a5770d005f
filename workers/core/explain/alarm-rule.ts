import type { Milliseconds } from '../units.ts';
import type { World } from '../world.ts';

/** One link behind an alarm, before it is numbered: what was done, or what was left out (no event). */
export interface Reason {
  readonly text: string;
  /** Sequence number of the event that says so; null when it is a step that nobody took. */
  readonly event: number | null;
  /** Ids of the procedure's steps, its gaps and the known mistakes. */
  readonly cites: readonly string[];
}

/** What a rule finds wrong now. */
export interface Finding {
  /** Plain words; it changes only when something else is wrong. */
  readonly text: string;
  /** The event at which it showed, for the chain of causes; null when there is none. Asked once. */
  readonly event: () => number | null;
  /** From what led to it towards the line, or the missing line, behind it. Asked once, when the alarm begins. */
  readonly why: () => readonly Reason[];
}

/** One rule of the review: which state is wrong. */
export interface AlarmRule {
  /** Published, kebab-case. */
  readonly code: string;
  /** How long the state must last before it is an alarm, virtual ms. */
  readonly holdMs: Milliseconds;
  /** How long it must be gone before the alarm ends. */
  readonly clearMs: Milliseconds;
  /** Something was lost: the alarm stands to the end of the run. */
  readonly lasts: boolean;
  /** Asked once a virtual second: while nothing is wrong it must cost next to nothing. */
  readonly look: (world: World) => Finding | null;
}

/** A rule with what most rules have in common. */
export function rule(
  code: string,
  look: AlarmRule['look'],
  times: Partial<Pick<AlarmRule, 'holdMs' | 'clearMs' | 'lasts'>> = {},
): AlarmRule {
  return { code, look, holdMs: 0, clearMs: 0, lasts: false, ...times };
}
