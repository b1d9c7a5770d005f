import { explainRefusal } from './refusals.ts';
import type { Cause } from '../events.ts';
import { foldCase } from '../text.ts';
import type { Alarm, Failure, World } from '../world.ts';

/** Not the code of anything that stands. */
const INVALID_PARAMETER = 87;

/**
 * The chain behind an alarm that stands, from the symptom to the line, or the missing line, behind it; or what
 * refuses a line with a code of `cluster`.
 *
 * @returns a failure when there is no such alarm
 */
export function explainCode(world: World, code: string): readonly Cause[] | Failure {
  const alarm = world.alarms.standing.find((each) => each.code === foldCase(code));
  if (alarm !== undefined) return alarm.chain;
  const reasons = explainRefusal(world, code);
  if (reasons !== null)
    return reasons.map((reason) => ({
      ...reason,
      line: reason.event === null ? null : (world.log.find(reason.event)?.line ?? null),
    }));
  const known = world.alarms.standing.map((each) => each.code).join(', ');
  return {
    exitCode: INVALID_PARAMETER,
    text: `No alarm "${code}" stands; ${known === '' ? 'none does' : `these do: ${known}`}.`,
  };
}

/** Whether an answer of `explainCode` is a chain. */
export function isChain(answer: readonly Cause[] | Failure): answer is readonly Cause[] {
  return !('exitCode' in answer);
}

/** `code: text [M1, VS-1d]` */
export function alarmText({ code, text, cites }: Alarm): string {
  return `${code}: ${text}${citesText(cites)}`;
}

/** The links of a chain, numbered, one a line. */
export function chainText(chain: readonly Cause[]): string {
  return chain
    .map(
      (cause, index) =>
        `${String(index + 1)}. ${cause.text}${cause.event === null ? '' : ` (event ${String(cause.event)})`}${citesText(cause.cites)}`,
    )
    .join('\n');
}

function citesText(cites: readonly string[]): string {
  return cites.length === 0 ? '' : ` [${cites.join(', ')}]`;
}
