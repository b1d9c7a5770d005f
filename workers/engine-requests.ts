import type { CommandResult, Snapshot } from './api.ts';
import type { EngineRequest } from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import { RUN_MS_MAX } from './run-shape.ts';

/** A tenth of all script, and nothing of the lab waits for it: fetched at once, but behind what opens a lab. */
const conditionLanguage = import('./exercise/condition.ts').catch(() => null);
const LANGUAGE_MISSING =
  'The part of the page that reads conditions did not arrive. Open the page again for "lab until".';

/** Exit codes of what is answered here, in the manner of the tools' own. */
const EXIT = { done: 0, notDone: 1, badParameter: 87 } as const;

type Request<Verb> = Extract<EngineRequest, { readonly verb: Verb }>;

/** The lab that is asked. */
export interface RequestedLab {
  readonly live: { readonly nowMs: number };
  /** Runs time to a moment as quickly as it can. */
  run(toMs: number, options?: { isOver?: () => boolean }): Promise<void>;
  /** Each gives the line that was taken out, put back or played on to; null when there is none. */
  readonly past: { undo(): Promise<RunLine | null>; redo(): Promise<RunLine | null> };
}

/** Carries out a line of the console that moves the lab as a whole; the core only reads it. */
export async function carryOut(
  request: EngineRequest,
  lab: RequestedLab,
  snapshot: () => Snapshot,
): Promise<CommandResult> {
  switch (request.verb) {
    case 'run':
      return runFor(request, lab);
    case 'until':
      return runUntil(request, lab, snapshot);
    case 'undo':
      return changed('Undone', await lab.past.undo(), 'There is no line to undo.');
    case 'redo':
      return changed('Done again', await lab.past.redo(), 'There is no line to do again.');
  }
}

async function runFor({ durationMs }: Request<'run'>, lab: RequestedLab): Promise<CommandResult> {
  const toMs = lab.live.nowMs + durationMs;
  if (toMs > RUN_MS_MAX) return answer(EXIT.badParameter, tooLong());
  await lab.run(toMs);
  return answer(EXIT.done, '');
}

async function runUntil(
  { expression, withinMs }: Request<'until'>,
  lab: RequestedLab,
  snapshot: () => Snapshot,
): Promise<CommandResult> {
  const language = await conditionLanguage;
  if (language === null) return answer(EXIT.notDone, LANGUAGE_MISSING);
  const toMs = lab.live.nowMs + withinMs;
  if (toMs > RUN_MS_MAX) return answer(EXIT.badParameter, tooLong());
  const holds = language.compileCondition(expression);
  if (typeof holds === 'string') return answer(EXIT.badParameter, holds);
  let isTrue = holds(snapshot());
  const isOver = () => {
    // Looked at each whole 100 ms, where steps end.
    isTrue ||= holds(snapshot());
    return isTrue;
  };
  if (!isTrue) await lab.run(toMs, { isOver });
  return isTrue
    ? answer(EXIT.done, '')
    : answer(EXIT.notDone, `It did not come true within ${String(withinMs)} ms.`);
}

function changed(words: string, line: RunLine | null, none: string): CommandResult {
  if (line === null) return answer(EXIT.notDone, none);
  return { exitCode: EXIT.done, output: `${words}: ${line[2]}`, changed: true };
}

function answer(exitCode: number, output: string): CommandResult {
  return { exitCode, output, changed: false };
}

function tooLong(): string {
  return `A lab runs for at most ${String(RUN_MS_MAX / 86_400_000)} days.`;
}
