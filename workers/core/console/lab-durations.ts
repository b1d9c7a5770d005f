import { done, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import {
  DURATION_MS_MAX,
  DURATION_MS_MIN,
  DURATION_NAMES,
  findDuration,
} from '../cluster/durations.ts';
import { report } from '../happen.ts';
import { durationText, parseDuration } from '../units.ts';

/** `lab set NAME DURATION`: how long something of the clusters takes from now on; what has begun ends as it was. */
export function setDuration({ world, words, begin }: LineContext): Outcome {
  const [, word, value] = words;
  const name = findDuration(word ?? '');
  if (name === undefined) return unexpected(word, `one of ${DURATION_NAMES.join(', ')}`);
  const ms = parseDuration(value ?? '');
  if (ms === null || ms < DURATION_MS_MIN || ms > DURATION_MS_MAX)
    return unexpected(
      value,
      `a duration from ${durationText(DURATION_MS_MIN)} to ${durationText(DURATION_MS_MAX)}, such as 500ms or 3s`,
    );
  if (world.durations[name] !== ms) {
    begin();
    world.durations[name] = ms;
    report(world, 'node', null, `${name} takes ${durationText(ms)} from now on`);
  }
  return done(`${name} ${durationText(ms)}`);
}

/** `lab get [NAME]`: one of these durations, or all. */
export function getDurations({ world, words }: LineContext): Outcome {
  const [, word] = words;
  const name = findDuration(word ?? '');
  if (word !== undefined && name === undefined)
    return unexpected(word, `one of ${DURATION_NAMES.join(', ')}`);
  const names = name === undefined ? DURATION_NAMES : [name];
  return done(names.map((each) => `${each} ${durationText(world.durations[each])}`).join('\n'));
}
