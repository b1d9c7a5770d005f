import type { Finding, Reason } from './alarm-rule.ts';
import type { Cause, LabEvent } from '../events.ts';
import type { World } from '../world.ts';

/** Longest explanation. */
const LINKS_MAX = 6;

/** Longest way back through events, so that an endless log costs an end. */
const ANCESTORS_MAX = 200;

/**
 * An explanation of at most six links: the alarm, events that led to its symptom, then the reasons behind them.
 *
 * @param symptom  the event at which it showed
 * @param alarm  the alarm's own event
 */
export function chainOf(
  world: World,
  finding: Finding,
  symptom: number | null,
  alarm: number,
): Cause[] {
  const head: Reason = { text: finding.text, event: alarm, cites: [] };
  const reasons = finding.why().slice(-(LINKS_MAX - 1));
  const known = new Set(reasons.map((each) => each.event));
  const between = thinned(
    ancestorsOf(world, symptom).filter((event) => !known.has(event.sequence)),
    LINKS_MAX - 1 - reasons.length,
  );
  const links = [head, ...between.map(reasonOf), ...reasons];
  return links.map((link) => ({ ...link, line: lineOf(world, link.event) }));
}

/** Events from this one back to what nothing led to, nearest first. */
export function ancestorsOf(world: World, sequence: number | null): LabEvent[] {
  const events: LabEvent[] = [];
  let next = sequence;
  while (next !== null && events.length < ANCESTORS_MAX) {
    const event = world.log.find(next);
    if (event === undefined) break;
    events.push(event);
    next = event.causes[0] ?? null;
  }
  return events;
}

/** An event as a link. */
function reasonOf(event: LabEvent): Reason {
  return { text: event.text, event: event.sequence, cites: [] };
}

/** Keeps the nearest events and the farthest one; steps on the way, such as pending states, go first. */
function thinned(events: readonly LabEvent[], count: number): LabEvent[] {
  if (count <= 0) return [];
  const telling = events.filter(
    ({ kind, text, causes }) =>
      !/: (Online|Offline)( Pending)?$/.test(text) && !(kind === 'fault' && causes.length > 0),
  );
  const root = telling.at(-1);
  if (telling.length <= count || root === undefined) return telling;
  return [...telling.slice(0, count - 1), root];
}

function lineOf(world: World, event: number | null): number | null {
  if (event === null) return null;
  return world.log.find(event)?.line ?? null;
}
