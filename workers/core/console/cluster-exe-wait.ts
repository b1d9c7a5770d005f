import { refuse } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { isUnsettled } from '../cluster/resources.ts';
import { parseWhole } from '../units.ts';
import type { Options } from './cluster-exe-options.ts';
import type { Resource } from '../world.ts';

/** How long a line waits when it does not say, virtual seconds. */
const WAIT_SECONDS = 180;
/** How long `/MOVETO` waits. */
export const MOVE_WAIT_SECONDS = 20;
const WAIT_SECONDS_MAX = 86_400;

/** What `/WAIT:seconds` says, in virtual ms; a refusal when it is not a number. */
export function waitMsOf(options: Options, otherwiseSeconds = WAIT_SECONDS): number | Outcome {
  const text = options.switches.get('wait');
  if (text === undefined || text === null) return otherwiseSeconds * 1000;
  const seconds = parseWhole(text, 0, WAIT_SECONDS_MAX);
  return seconds === null
    ? refuse(87, `/WAIT takes seconds from 0 to ${String(WAIT_SECONDS_MAX)}, not "${text}".`)
    : seconds * 1000;
}

/** Waits until these resources have settled: printed then, with the code of the one that failed first. */
export function waitForResources(
  resources: readonly Resource[],
  waitMs: number,
  print: () => string,
): Outcome {
  let firstFailure: { exitCode: number; text: string } | null = null;
  return {
    waitMs,
    look(isOver) {
      firstFailure ??=
        resources.find((each) => each.state === 'Failed' && each.wish !== 'offline')?.lastFailure ??
        null;
      const isSettled = resources.every(
        (each) => !isUnsettled(each) || (firstFailure !== null && each.pending === null),
      );
      if (!isSettled && !isOver) return null;
      if (isSettled && firstFailure !== null)
        return {
          exitCode: firstFailure.exitCode,
          output: `${systemError(firstFailure.exitCode, firstFailure.text)}\n${print()}`,
        };
      return { exitCode: 0, output: print() };
    },
  };
}

/** How the tool prints an error. */
export function systemError(code: number, text: string): string {
  return `System error ${String(code)} has occurred (0x${code.toString(16).padStart(8, '0')}).\n${text}`;
}
