import type { ClusterId, Snapshot } from '../../../workers/api.ts';
import { countText, orderText } from '../../words/amounts.ts';
import { orderRangesText } from '../../words/order-ranges.ts';
import { type FieldValues, textIn } from '../console-dialog/dialog-spec.ts';
import type { Warning } from '../console-dialog/warning-banner.ts';
import { trafficOf } from '../data-wire/traffic.ts';
import { clusterOf } from './restoration-parties.ts';

/** Stretches of order numbers that are named. */
const RANGES_MAX = 4;
/** Alarms of older data over newer. */
const OVERWRITING_ALARMS: readonly string[] = ['orders-destroyed', 'work-overwritten'];

/** What a restoration would write over or delete; null when it takes nothing away. */
export function restorationWarning(snapshot: Snapshot, values: FieldValues): Warning | null {
  const from = textIn(values, 'RestoreFrom');
  const to = textIn(values, 'RestoreTo');
  const target = clusterOf(snapshot, to);
  const writesOver = textIn(values, 'overwrite') !== 'never';
  const deletes =
    textIn(values, 'orphans') === 'delete' ? [`Files that only ${to} has are deleted.`] : [];
  const hasSet = textIn(values, 'ReplicationSet') !== '';
  const takesNothing = !writesOver && deletes.length === 0;
  if (!hasSet || from === to || target === undefined || takesNothing) return null;
  const drive = `${textIn(values, 'DriveTo')} of ${to}`;
  if (!writesOver) {
    return { severity: 'caution', title: `Files on ${drive} will be deleted`, sentences: deletes };
  }
  const { servedBy } = snapshot.clients;
  const isServing = servedBy === target.id || servedBy === 'both';
  const { orders, count } = onlyAt(snapshot, target.id);
  const what = overwriteWords(values, drive);
  const serving = isServing ? [`${target.name} takes orders now; what ${from} has is older.`] : [];
  if (count > 0) {
    const numbers =
      count > orders.length
        ? `${orderText(orders[0] ?? 0)} and later`
        : orderRangesText(orders, RANGES_MAX);
    return {
      severity: 'failed',
      title: `${countText(count, 'order', 'orders')} would be lost for good`,
      sentences: [
        `${numbers}: on ${target.name} only. Keep a copy of its files first.`,
        ...serving,
        what,
        ...deletes,
      ],
    };
  }
  return isServing
    ? {
        severity: 'failed',
        title: `Newer data of ${target.name} would be written over`,
        sentences: [...serving, what, ...deletes],
      }
    : {
        severity: 'caution',
        title: `${drive} will be written over`,
        sentences: [what, ...deletes],
      };
}

/** What a restoration has written over; null when no alarm tells of it. */
export function overwritingWarning({ alarms }: Snapshot): Warning | null {
  const standing = alarms.filter(({ code }) => OVERWRITING_ALARMS.includes(code));
  return standing.length === 0
    ? null
    : {
        severity: 'failed',
        title: 'Older data is written over newer',
        sentences: standing.map(({ text }) => text),
      };
}

function overwriteWords(values: FieldValues, drive: string): string {
  return textIn(values, 'overwrite') === 'always'
    ? `Every file of the set on ${drive} becomes what it is on ${textIn(values, 'RestoreFrom')}.`
    : `Files on ${drive} that are older are written over; old and new may mix.`;
}

/** Orders that have an acknowledgement and stand on this side only; those on their way are not counted. */
function onlyAt(
  snapshot: Snapshot,
  id: ClusterId,
): { readonly orders: readonly number[]; readonly count: number } {
  const { clients, ledger } = snapshot;
  if (clients.servedBy === id) {
    return trafficOf(snapshot).stranded
      ? { orders: clients.behind, count: clients.behindCount }
      : { orders: [], count: 0 };
  }
  if (id === 'second' || ledger === null) return { orders: [], count: 0 };
  const gone = new Set(ledger.destroyedOrders);
  const orders = [...new Set([...ledger.lostOrders, ...ledger.divergedOrders])]
    .filter((order) => !gone.has(order))
    .sort((one, other) => one - other);
  return { orders, count: orders.length };
}
