import type { Cause } from '../../workers/core/events.ts';
import { explain, snapshotOf, type Lab } from '../../workers/core/lab.ts';

/** Codes of the alarms that stand, oldest first. */
export function alarmCodes(lab: Lab): string[] {
  return snapshotOf(lab).alarms.map(({ code }) => code);
}

/** The chain behind an alarm. @throws Error when there is none */
export function chainBehind(lab: Lab, code: string): readonly Cause[] {
  const chain = explain(lab, code);
  if ('exitCode' in chain)
    throw new Error(`${chain.output} These alarms stand: ${alarmCodes(lab).join(', ')}.`);
  return chain;
}

/** What the last link of a chain cites. */
export function lastCites(lab: Lab, code: string): readonly string[] {
  return chainBehind(lab, code).at(-1)?.cites ?? [];
}
