/** The part of `npm run soak` that lets a pair run for days: `npm run soak -- --days N`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { DaysFigures } from './days-figures.ts';
import { playDays } from './days-play.ts';

const FAILURES_DIRECTORY = 'build/soak';
/** A lab runs no longer than that. */
export const DAYS_MAX = 30;

/** Plays some days and says what they left. @returns whether everything is where it began, or where it may be */
export async function runDaysSoak(days: number): Promise<boolean> {
  const beganMs = performance.now();
  const { began, ended, failovers, run, problems } = await playDays(days);
  const seconds = ((performance.now() - beganMs) / 1000).toFixed(1);
  const what = `${String(days)} days with ${String(failovers)} failovers and failbacks, played twice in ${seconds} s`;
  console.table(besideEachOther(began, ended));
  if (problems.length === 0) {
    console.log(`${what}: everything is where it began, or where it may be`);
    return true;
  }
  mkdirSync(FAILURES_DIRECTORY, { recursive: true });
  const file = `${FAILURES_DIRECTORY}/days-${String(days)}.json`;
  writeFileSync(file, `${JSON.stringify(run)}\n`);
  console.log(`${what}: failed\n  ${problems.join('\n  ')}`);
  console.log(`its lines: ${file}`);
  return false;
}

/** Every figure, and every list that has changed, before and after. */
function besideEachOther(began: DaysFigures, ended: DaysFigures) {
  const rows: Record<string, { before: unknown; after: unknown }> = {};
  for (const [name, after] of Object.entries(ended)) {
    if (name === 'lists') continue;
    const before: unknown = began[name as keyof DaysFigures];
    rows[name] = { before: inWords(before), after: inWords(after) };
  }
  for (const [path, after] of ended.lists) {
    const before = began.lists.get(path) ?? 0;
    if (before !== after) rows[path] = { before, after };
  }
  return rows;
}

function inWords(value: unknown): unknown {
  return Array.isArray(value) ? value.join(', ') : value;
}
