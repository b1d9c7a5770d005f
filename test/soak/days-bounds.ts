import { BLOCK_BYTES } from '../../workers/core/storage/block-kernel.ts';
import { LOG_BYTES_MAX } from '../../workers/log-fold.ts';
import { RECORD_BYTES } from '../../workers/core/workload/order-book.ts';
import type { DaysFigures } from './days-figures.ts';

/** What may grow, by path: at most so many members a failover, and so many in all. */
const MAY_GROW: readonly (readonly [path: string, aFailover: number, inAll: number])[] = [
  // Lines are the run itself, three words each; acknowledged orders are what a ledger is measured against.
  ['keptLines', 80, 0],
  ['keptLines[]', 240, 0],
  ['workload.acknowledged', 2000, 0],
  // What FIRST acknowledged and SECOND never had is named by every later ledger too.
  ['workload.ledger.lostOrders', 40, 0],
  // Each way home is a job that stays listed, its connection with it.
  ['jobs', 1, 0],
  ['jobs[].connection.rules', 3, 0],
  // Alarms of what was lost stand to the end, each with its chain.
  ['alarms.standing', 0, 2],
  ['alarms.standing[].chain', 0, 12],
  ['alarms.standing[].chain[].cites', 0, 24],
  ['alarms.standing[].cites', 0, 8],
  // One file is new on SECOND, and comes home; books grow in runs of blocks.
  ['clusters.first.disks[].volume.files', 0, 1],
  ['clusters.second.disks[].volume.files', 0, 1],
  ['clusters.first.disks[].volume.files[].extents', 2, 16],
  ['clusters.second.disks[].volume.files[].extents', 2, 16],
  // A resource keeps the failures of its restart period; SECOND's were online for the first time.
  ['clusters.first.groups[].resources[].failures', 0, 12],
  ['clusters.second.groups[].resources[].activeProperties', 0, 8],
];

/** Pings under way, and what else may be between two moments. */
const TASKS_MORE = 4;
/** Two books, the files that an arc writes, and their last blocks. */
const BLOCKS_MORE = 24;
/** Heap that an order or an event may keep, and that code, caches and the store's own account may. */
const ORDER_HEAP_BYTES = 96;
const EVENT_HEAP_BYTES = 512;
const HEAP_BYTES_MORE = 4 * 1024 * 1024;
/** Beside its bytes a stored block has a checksum, its number and a share of its record's head. */
const STORED_BLOCK_BYTES = BLOCK_BYTES + 32;

/** What has grown beyond its bound between two moments; empty when all is where it began, or may be where it is. */
export function grownTooFar(began: DaysFigures, ended: DaysFigures, failovers: number): string[] {
  const orders = ended.orders - began.orders;
  const events = ended.events - began.events;
  const heapBytes = HEAP_BYTES_MORE + orders * ORDER_HEAP_BYTES + events * EVENT_HEAP_BYTES;
  const blocks = BLOCKS_MORE + Math.ceil((2 * orders * RECORD_BYTES) / BLOCK_BYTES);
  const checks: readonly (readonly [what: string, found: number, atMost: number])[] = [
    ['bytes of heap', ended.heapBytes, began.heapBytes + heapBytes],
    ['tasks to come', ended.tasks, began.tasks + TASKS_MORE],
    ['chunks of the queue regions', ended.queueChunks, began.queueChunks],
    ['queued bytes', ended.queuedBytes, began.queuedBytes],
    ['blocks of files', ended.usedBlocks, began.usedBlocks + blocks],
    ['stored bytes of the log', ended.storedLogBytes, LOG_BYTES_MAX],
    ['stored bytes of extents', ended.storedExtentBytes, ended.usedBlocks * STORED_BLOCK_BYTES],
    ...listChecks(began, ended, failovers),
  ];
  return checks
    .filter(([, found, atMost]) => found > atMost)
    .map(([what, found, atMost]) => `${what}: ${String(found)}, at most ${String(atMost)}`);
}

function listChecks(began: DaysFigures, ended: DaysFigures, failovers: number) {
  return [...ended.lists].map(([path, count]) => {
    const [, aFailover = 0, inAll = 0] = MAY_GROW.find(([name]) => name === path) ?? [];
    const more = aFailover * failovers + inAll;
    return [`members of ${path}`, count, (began.lists.get(path) ?? 0) + more] as const;
  });
}
