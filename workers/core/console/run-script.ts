import { NO_SERVICE, refuse, refused } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { startScript } from './batch.ts';
import { fileAt, isFailure, placeOf } from '../storage/disk-access.ts';

/** How long `run` waits for its script, as a monitor does, virtual ms. */
const SCRIPT_WAIT_MS = 180_000;

/** `run PATH`: a `.bat` on this node. */
export function runRun(context: LineContext): Outcome {
  const { world, node, words, begin } = context;
  const [path = ''] = words;
  if (!node.booted) return refuse(NO_SERVICE, `${node.name} is down.`);
  const place = placeOf(world, node, path);
  if (isFailure(place)) return refused(place);
  const file = fileAt(place);
  if (isFailure(file)) return refused(file);
  begin();
  let finished: number | null = null;
  startScript(world, node, path, (exitCode) => {
    finished = exitCode;
  });
  return {
    waitMs: SCRIPT_WAIT_MS,
    look: (isOver) =>
      finished === null && !isOver
        ? null
        : {
            exitCode: finished ?? 0,
            output: `${path} ended with ${String(finished ?? 'no code yet')}`,
          },
  };
}
