import { recordFirstOnSecond, recordDiverged } from './ledger.ts';
import {
  BOOK_PATH,
  drawGoods,
  encodeOrder,
  encodeTotals,
  JOURNAL_PATH,
  JOURNAL_RECORDS,
  RECORD_BYTES,
  TOTALS_EVERY,
  TOTALS_PATH,
} from './order-book.ts';
import { DATA_DRIVE, servingNode } from './served.ts';
import { volumeOn, writeRange } from '../storage/disk-access.ts';
import type { ClusterNode, Volume, World } from '../world.ts';

/** Orders a second at the most. */
export const RATE_MAX = 5000;

/** Lets clients order, or stops them. */
export function setClientsRunning(world: World, isRunning: boolean): void {
  const { workload } = world;
  workload.running = isRunning;
  endOutage(world);
  planOrders(world);
}

/** Sets how many orders a second they send on average. */
export function setClientRate(world: World, ratePerSecond: number): void {
  world.workload.ratePerSecond = ratePerSecond;
  planOrders(world);
}

/** How long the present outage has lasted, virtual ms; the last one's length once service is back. */
export function outageMs(world: World): number {
  const { outageSinceMs, lastOutageMs } = world.workload;
  return outageSinceMs === null ? lastOutageMs : world.nowMs - outageSinceMs;
}

function planOrders(world: World): void {
  const { workload } = world;
  world.schedule.cancel(workload.orderTask);
  workload.orderTask = null;
  if (!workload.running || workload.ratePerSecond === 0) return;
  workload.nextOrderUs = world.nowMs * 1000 + drawGapUs(world);
  planNext(world);
}

function planNext(world: World): void {
  const { workload } = world;
  workload.orderTask = world.schedule.add(Math.ceil(workload.nextOrderUs / 1000), null, () => {
    while (workload.nextOrderUs <= world.nowMs * 1000) {
      placeOrder(world);
      workload.nextOrderUs += drawGapUs(world);
    }
    planNext(world);
  });
}

/** The product of two even draws: many short gaps, few long ones, so that orders come in bursts and lulls. */
function drawGapUs(world: World): number {
  const { orders } = world.random;
  const longestUs = Math.floor(4_000_000 / world.workload.ratePerSecond);
  return Math.floor((orders.below(longestUs) * orders.below(1024)) / 1024) + 1;
}

function placeOrder(world: World): void {
  const { workload } = world;
  const node = servingNode(world);
  const volume = node === null ? null : volumeOn(world, node, DATA_DRIVE);
  if (node === null || volume === null || !writeOrder(world, node, volume)) {
    workload.refused++;
    workload.outageSinceMs ??= workload.lastAcknowledgedMs ?? world.nowMs;
    return;
  }
  acknowledge(world, node);
}

/** Journal, then book, each 100 orders the totals. @returns false when the disk is full */
function writeOrder(world: World, node: ClusterNode, volume: Volume): boolean {
  const { workload, kernel } = world;
  const application = workload.applications[node.clusterId];
  const number = workload.nextNumber;
  const record = encodeOrder(
    kernel,
    number,
    world.nowMs,
    node.name,
    drawGoods(world.random.orders),
  );
  const slot = number % JOURNAL_RECORDS;
  const journal = { volume, path: JOURNAL_PATH };
  const book = { volume, path: BOOK_PATH };
  workload.writingOrder = number;
  const isFull =
    writeRange(world, journal, slot * RECORD_BYTES, record) !== null ||
    writeRange(world, book, application.bookBytes, record) !== null;
  workload.writingOrder = null;
  if (isFull) return false;
  application.bookBytes += RECORD_BYTES;
  application.orderCount++;
  if (application.orderCount % TOTALS_EVERY === 0) {
    application.misfitEvent = null;
    writeRange(
      world,
      { volume, path: TOTALS_PATH },
      0,
      encodeTotals(number, application.orderCount),
    );
  }
  return true;
}

function acknowledge(world: World, node: ClusterNode): void {
  const { workload } = world;
  const number = workload.nextNumber++;
  endOutage(world);
  workload.acknowledged.push({ number, atMs: world.nowMs, by: node.clusterId });
  workload.taken[node.clusterId]++;
  workload.lastAcknowledged = number;
  workload.lastAcknowledgedMs = world.nowMs;
  if (node.clusterId === 'first') {
    workload.behind.push(number);
    recordDiverged(world, number);
  } else {
    recordFirstOnSecond(world);
  }
}

function endOutage(world: World): void {
  const { workload } = world;
  workload.lastOutageMs = outageMs(world);
  workload.outageSinceMs = null;
}
