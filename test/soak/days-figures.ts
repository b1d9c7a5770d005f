import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eventsOf, lastSequence, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { Connection, QueueRing } from '../../workers/core/world.ts';
import { listSizes } from './days-census.ts';
import type { DaysStore } from './days-store.ts';

/** What a lab holds at one moment. */
export interface DaysFigures {
  readonly heapBytes: number;
  readonly storedLogBytes: number;
  readonly storedExtentBytes: number;
  /** Blocks of all disks that files take. */
  readonly usedBlocks: number;
  /** Runs of bytes in the four queue regions, and the bytes that connections say are queued. */
  readonly queueChunks: number;
  readonly queuedBytes: number;
  readonly tasks: number;
  /** Events that are listed, and that there ever were. */
  readonly listedEvents: number;
  readonly events: number;
  /** Orders that were acknowledged, those of the first book included. */
  readonly orders: number;
  readonly alarms: readonly string[];
  /** Members of every list of the world, by path. */
  readonly lists: ReadonlyMap<string, number>;
}

setFlagsFromString('--expose-gc');
const collectOnce = runInNewContext('gc') as () => void;
/** Code that is not run any more ages by one with each collection, and goes when it is old. */
const COLLECTIONS = 12;

/** Looks at everything that might grow. */
export function figuresOf(lab: Lab, store: DaysStore): DaysFigures {
  const { first, second } = lab.rings;
  const rings: QueueRing[] = [first.source, first.target, second.source, second.target];
  const known: Connection[] = [...lab.connections, ...lab.leftovers];
  const figures = {
    storedLogBytes: store.bytes.log,
    storedExtentBytes: store.bytes.extents,
    usedBlocks: sum(volumesOf(lab).map(({ usedCount }) => usedCount)),
    queueChunks: sum(rings.map(({ chunks }) => chunks.length)),
    queuedBytes: sum(known.map((each) => each.queuedBytes + each.targetQueuedBytes)),
    tasks: lab.schedule.count,
    listedEvents: eventsOf(lab).length,
    events: lastSequence(lab),
    orders: lab.workload.acknowledged.length,
    alarms: snapshotOf(lab).alarms.map(({ code }) => code),
    lists: listSizes(lab),
  };
  for (let count = 0; count < COLLECTIONS; count++) collectOnce();
  return { ...figures, heapBytes: process.memoryUsage().heapUsed };
}

function volumesOf(lab: Lab) {
  const { clusters, nodes } = lab;
  const shared = [...clusters.first.disks, ...clusters.second.disks].map(({ volume }) => volume);
  return [...shared, ...nodes.map(({ localVolume }) => localVolume)].filter(
    (each) => each !== null,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((whole, each) => whole + each, 0);
}
