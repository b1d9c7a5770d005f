import type { ClusterId, LabEvent, LabEventKind, Snapshot } from '../../../workers/api.ts';

/** Groups of kinds that the log may be narrowed to. */
export type KindFilter = 'All' | 'Cluster' | 'Data' | 'You';

/** The groups in the order of their buttons. */
export const KIND_FILTERS: readonly KindFilter[] = ['All', 'Cluster', 'Data', 'You'];

const KINDS: Readonly<Record<Exclude<KindFilter, 'All'>, readonly LabEventKind[]>> = {
  Cluster: [
    'node',
    'group',
    'resource',
    'network',
    'missed',
    'failover',
    'script',
    'alarm',
    'service',
  ],
  Data: ['replication', 'application', 'alarm'],
  You: ['line', 'fault'],
};

/** What of the log is shown. */
export interface EventFilter {
  readonly kinds: KindFilter;
  /** A cluster or a node; empty for everywhere. */
  readonly place: string;
  /** Words that stand in the text, without regard to case; empty for all. */
  readonly text: string;
}

export const NO_FILTER: EventFilter = { kinds: 'All', place: '', text: '' };

/** Does an entry pass? What belongs to no cluster is left out only where a place is asked for. */
function passes(event: LabEvent, { kinds, place, text }: EventFilter): boolean {
  if (kinds !== 'All' && !KINDS[kinds].includes(event.kind)) return false;
  if (place !== '' && event.cluster !== place && event.node !== place) return false;
  return text === '' || event.text.toLowerCase().includes(text.toLowerCase());
}

/** Places to choose from: each cluster with its nodes. */
export function places({
  clusters,
}: Snapshot): readonly (readonly [value: string, words: string])[] {
  return (Object.entries(clusters) as [ClusterId, Snapshot['clusters'][ClusterId]][]).flatMap(
    ([id, { name, nodes }]) => [
      [id, name] as const,
      ...nodes.map((node) => [node.name, node.name] as const),
    ],
  );
}

/** The entries that pass, kept while the log grows: only what is new is looked at. */
export class FilteredLog {
  #filter = NO_FILTER;
  #first: LabEvent | undefined;
  #last: LabEvent | undefined;
  #seen = 0;
  #passing: LabEvent[] = [];

  /** @param events  the log, ascending in `sequence`. @returns those that pass, oldest first */
  update(events: readonly LabEvent[], filter: EventFilter): readonly LabEvent[] {
    const isLonger =
      filter === this.#filter &&
      events[0] === this.#first &&
      events.length >= this.#seen &&
      events[this.#seen - 1] === this.#last;
    if (!isLonger) {
      this.#passing = [];
      this.#seen = 0;
    }
    for (let at = this.#seen; at < events.length; at += 1) {
      const event = events[at] as LabEvent;
      if (passes(event, filter)) this.#passing.push(event);
    }
    this.#filter = filter;
    this.#first = events[0];
    this.#seen = events.length;
    this.#last = events.at(-1);
    return this.#passing;
  }
}

/** Entries as JSON, one a line. */
export function jsonLines(events: readonly LabEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}
