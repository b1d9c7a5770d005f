import type { Pace } from './pace-link.ts';

/** Pause and speed of a stored lab, kept with the tab: a reload leaves it as it stood. Two tabs each have their own. */

/** @returns null when nothing is kept, or nothing can be */
export function keptPace(labId: string): Pace | null {
  try {
    return paceOf(JSON.parse(sessionStorage.getItem(keyOf(labId)) ?? 'null'));
  } catch {
    return null; // storage may be forbidden; the lab then plays as its attributes say
  }
}

export function keepPace(labId: string, pace: Pace): void {
  try {
    sessionStorage.setItem(keyOf(labId), JSON.stringify(pace));
  } catch {
    // A reload then plays as the attributes say.
  }
}

function keyOf(labId: string): string {
  return `failover-lab-pace:${location.pathname}:${labId}`;
}

/** What is kept may have been written by anything on this site. */
function paceOf(kept: unknown): Pace | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { paused, speed } = kept as Partial<Record<keyof Pace, unknown>>;
  if (typeof paused !== 'boolean') return null;
  if (speed === 'max') return { paused, speed };
  return typeof speed === 'number' && speed >= 0.1 && speed <= 20 ? { paused, speed } : null;
}
