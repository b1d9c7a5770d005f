import type { Snapshot } from '../../../workers/api.ts';

/** An event of the element. */
export interface PageEvent {
  readonly type: 'lab-fault' | 'lab-failover';
  readonly detail: object;
}

/** What the page is told of the way from one state to a later one. */
export function pageEvents(before: Snapshot, after: Snapshot): PageEvent[] {
  const known = new Set(before.faults.map((fault) => fault.id));
  const events = after.faults
    .filter(({ id }) => !known.has(id))
    .map(({ id, line }): PageEvent => ({ type: 'lab-fault', detail: { id, line } }));
  const { ledger } = after;
  const isServed = ledger !== null && ledger.rtoMs !== null;
  if (isServed && (before.ledger?.rtoMs ?? null) === null) {
    const { rtoMs, rpoMs, lostOrders } = ledger;
    events.push({ type: 'lab-failover', detail: { rtoMs, rpoMs, lostCount: lostOrders.length } });
  }
  return events;
}
