import { LiveLab, type LabMaker, type PlayedRun } from './live-lab.ts';
import { LabRefusal } from './refusal.ts';

/**
 * Builds the lab that a run makes, at one moment, beside the one that is shown.
 *
 * @param start  a lab of the run that stands before that moment, if there is one at hand
 * @throws LabRefusal if it cannot be played: the present lab stays as it is
 */
export async function buildLab(
  run: Omit<PlayedRun, 'files'> & { readonly files: Iterable<Uint8Array> },
  toMs: number,
  maker: LabMaker,
  start: LiveLab | null = null,
): Promise<LiveLab> {
  try {
    if (start === null) return await LiveLab.replay(run, toMs, maker);
    await start.play(toMs, maker.time);
    return start;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new LabRefusal(`This run cannot be played: ${text}`);
  }
}
