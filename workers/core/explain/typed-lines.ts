import type { Reason } from './alarm-rule.ts';
import { cutWords } from '../console/words.ts';
import type { LabEvent } from '../events.ts';
import { foldCase } from '../text.ts';
import type { ClusterId } from '../snapshot.ts';
import type { World } from '../world.ts';

/** A line that was entered, its words folded to lower case. */
export interface TypedLine {
  readonly event: LabEvent;
  readonly words: readonly string[];
  /** Node on which it ran. */
  readonly node: string;
}

/** The latest line that fits, before an event if one is given; lines of the scenario count. */
export function latestLine(
  world: World,
  fits: (line: TypedLine) => boolean,
  before = Infinity,
): LabEvent | null {
  const events = world.log.after(0);
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (event?.kind !== 'line' || event.sequence >= before) continue;
    const cut = cutWords(event.text);
    const words = 'words' in cut ? cut.words.map(foldCase) : [];
    if (fits({ event, words, node: event.node ?? '' })) return event;
  }
  return null;
}

/** The latest event of any kind that fits. */
export function latestEvent(
  world: World,
  fits: (event: LabEvent) => boolean,
  before = Infinity,
): LabEvent | null {
  return world.log.after(0).findLast((event) => event.sequence < before && fits(event)) ?? null;
}

/** A reason that names a line: what it did, then the line itself. */
export function setBy(event: LabEvent | null, what: string, ...cites: string[]): Reason {
  return {
    text: event === null ? what : `${what} (${event.node ?? 'lab'}: ${event.text})`,
    event: event?.sequence ?? null,
    cites,
  };
}

/** A reason that names a step which nobody took. */
export function missing(what: string, ...cites: string[]): Reason {
  return { text: what, event: null, cites };
}

/** Whether a line begins with these words. */
export function begins(line: TypedLine, ...words: readonly string[]): boolean {
  return words.every((word, index) => line.words[index] === word);
}

/** Whether any word of a line begins so: for options such as `/online:A1` or `missed`. */
export function hasOption(line: TypedLine, ...starts: readonly string[]): boolean {
  return line.words.some((word) => starts.some((start) => word.startsWith(start)));
}

/** Whether a line names one of these objects, upper and lower case alike. */
export function names(line: TypedLine, objects: readonly string[]): boolean {
  return objects.some((object) => line.words.includes(foldCase(object)));
}

/** The line that made a fault that stands, of one of these kinds: `link`, `nic`, `power`. */
export function faultLine(world: World, ...kinds: readonly string[]): LabEvent | null {
  const fault = world.faults.findLast(({ key }) => kinds.some((kind) => key.startsWith(kind)));
  if (fault === undefined) return null;
  const wanted = foldCase(fault.line);
  return latestLine(world, (line) => foldCase(line.event.text) === wanted);
}

/** The line behind a fault that stood when something happened; null when it had been cleared, or never was. */
export function faultBefore(world: World, fault: string, before: number): LabEvent | null {
  const latest = latestEvent(
    world,
    (event) =>
      event.kind === 'fault' && (event.text === fault || event.text === `cleared: ${fault}`),
    before,
  );
  if (latest?.text !== fault) return null;
  return world.log.find(latest.causes[0] ?? latest.sequence) ?? latest;
}

/** Whether a `cluster` line acts on this cluster: named, or that of the node it runs on. */
export function actsOn(world: World, id: ClusterId, line: TypedLine): boolean {
  const { name, nodes } = world.clusters[id];
  const named = line.words.find((word) => word.startsWith('/cluster:'));
  if (line.words[0] !== 'cluster') return false;
  return named === undefined
    ? nodes.some((node) => node.name === line.node)
    : named === `/cluster:${foldCase(name)}`;
}
