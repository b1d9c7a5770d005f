import { RECORD_BYTES } from './order-book.ts';
import { report } from '../happen.ts';
import type { World } from '../world.ts';

/**
 * Names what a failover lost, measured from the disk: what FIRST acknowledged and SECOND's book does not hold.
 *
 * Made when the application first starts on SECOND after a failover began; stays until the next.
 *
 * @param found  numbers readable in SECOND's book after its check
 */
export function makeLedger(world: World, found: ReadonlySet<number>): void {
  const { workload } = world;
  const { failoverAtMs } = workload;
  if (failoverAtMs === null) return;
  workload.failoverAtMs = null;
  const byFirst = workload.acknowledged.filter((each) => each.by === 'first');
  const before = byFirst.filter((each) => each.atMs <= failoverAtMs);
  const lost = before.filter((each) => !found.has(each.number));
  const oldest = lost[0];
  workload.ledger = {
    failoverAtMs,
    rpoMs: oldest === undefined ? 0 : (before.at(-1)?.atMs ?? 0) - oldest.atMs,
    rtoMs: null,
    between: {
      oldestLostAtMs: oldest?.atMs ?? null,
      lastBeforeAtMs: before.at(-1)?.atMs ?? null,
      outageFromMs: null,
      outageToMs: null,
    },
    lostBytes: lost.length * RECORD_BYTES,
    lostOrders: lost.map((each) => each.number),
    destroyedOrders: [],
    divergedOrders: byFirst.filter((each) => each.atMs > failoverAtMs).map((each) => each.number),
  };
  report(
    world,
    'failover',
    'second',
    lost.length === 0
      ? 'no order was lost'
      : `${String(lost.length)} orders were lost: ${numberText(workload.ledger.lostOrders)}`,
  );
}

/** SECOND took its first order: the recovery time is known. */
export function recordFirstOnSecond(world: World): void {
  const { workload } = world;
  if (workload.ledger?.rtoMs !== null) return;
  const lastByFirst = workload.acknowledged.findLast((each) => each.by === 'first');
  workload.ledger = {
    ...workload.ledger,
    rtoMs: world.nowMs - (lastByFirst?.atMs ?? 0),
    between: {
      ...workload.ledger.between,
      outageFromMs: lastByFirst?.atMs ?? null,
      outageToMs: world.nowMs,
    },
  };
}

/** FIRST took an order although SECOND had failed over. */
export function recordDiverged(world: World, number: number): void {
  const { workload } = world;
  // With SECOND's application stopped, FIRST is not beside it but home again.
  if (workload.ledger === null || workload.applications.second.node === null) return;
  workload.ledger = {
    ...workload.ledger,
    divergedOrders: [...workload.ledger.divergedOrders, number],
  };
}

/** Orders are gone from the only disk that had them. */
export function recordDestroyed(world: World, numbers: readonly number[]): void {
  const { workload } = world;
  if (workload.ledger === null) return;
  const destroyed = new Set([...workload.ledger.destroyedOrders, ...numbers]);
  workload.ledger = {
    ...workload.ledger,
    destroyedOrders: [...destroyed].sort((one, other) => one - other),
  };
}

/** `501–503, 507`: runs of numbers, at most ten of them. */
export function numberText(numbers: readonly number[]): string {
  const runs: string[] = [];
  for (let index = 0; index < numbers.length;) {
    let end = index;
    while (numbers[end + 1] === (numbers[end] ?? 0) + 1) end++;
    runs.push(
      end === index ? String(numbers[index]) : `${String(numbers[index])}–${String(numbers[end])}`,
    );
    index = end + 1;
  }
  return runs.length > 10 ? `${runs.slice(0, 10).join(', ')} and more` : runs.join(', ');
}
