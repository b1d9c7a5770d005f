import type { MonitorSnapshot, Snapshot, StorageSnapshot } from '../../../workers/api.ts';
import { countText } from '../../words/amounts.ts';
import { secondsText } from '../../words/clock.ts';
import { faultWords } from '../../words/fault.ts';
import { bulletWord } from '../../words/monitor.ts';
import { orderRangesText } from '../../words/order-ranges.ts';

/** A sentence for people who do not see the page. */
export interface Announcement {
  readonly text: string;
  /** Interrupts: only for caution, red and failed over. */
  readonly assertive: boolean;
}

/** What is worth saying when one state follows another. */
export function announcements(before: Snapshot, after: Snapshot): Announcement[] {
  return [
    ...monitorWords(before, after),
    ...serviceWords(before, after),
    ...faultsWords(before, after),
    ...ledgerWords(before, after),
    ...storageWords(before.storage, after.storage),
  ];
}

function monitorWords(before: Snapshot, after: Snapshot): Announcement[] {
  const nodesByWord = new Map<string, MonitorSnapshot[]>();
  for (const monitor of after.monitors) {
    const earlier = before.monitors.find(
      ({ node, address }) => node === monitor.node && address === monitor.address,
    );
    if (earlier === undefined) continue;
    const word = bulletWord(monitor);
    if (bulletWord(earlier) === word) continue;
    nodesByWord.set(word, [...(nodesByWord.get(word) ?? []), monitor]);
  }
  return [...nodesByWord].map(([word, monitors]) => {
    const nodes = monitors.map((monitor) => monitor.node).join(' and ');
    const first = monitors[0] as MonitorSnapshot;
    const left =
      word === 'Caution'
        ? `: ${secondsText(first.timeToFailMs)} of ${String(first.timeoutMs / 1000)} seconds left`
        : '';
    return {
      text: `${nodes}: ${word}${left}.`,
      assertive: first.bullet === 'yellow' || first.bullet === 'red',
    };
  });
}

function serviceWords(before: Snapshot, after: Snapshot): Announcement[] {
  const { servedBy } = after.clients;
  if (servedBy === before.clients.servedBy) return [];
  const text =
    servedBy === 'none'
      ? 'Nobody takes orders.'
      : servedBy === 'both'
        ? 'Both clusters take orders apart.'
        : `${after.clusters[servedBy].name} takes orders.`;
  return [{ text, assertive: false }];
}

function faultsWords(before: Snapshot, after: Snapshot): Announcement[] {
  const had = new Set(before.faults.map((fault) => fault.id));
  const has = new Set(after.faults.map((fault) => fault.id));
  return [
    ...after.faults
      .filter((fault) => !had.has(fault.id))
      .map((fault) => ({ text: `Fault: ${faultWords(fault.line)}.`, assertive: false })),
    ...before.faults
      .filter((fault) => !has.has(fault.id))
      .map((fault) => ({ text: `Cleared: ${faultWords(fault.line)}.`, assertive: false })),
  ];
}

function ledgerWords(before: Snapshot, after: Snapshot): Announcement[] {
  const { ledger } = after;
  if (ledger === null || ledger.rtoMs === null) return [];
  if (before.ledger !== null && before.ledger.rtoMs !== null) return [];
  const lost = countText(ledger.lostOrders.length, 'order', 'orders');
  const which = ledger.lostOrders.length === 0 ? '' : `: ${orderRangesText(ledger.lostOrders)}`;
  const text = `${lost} lost${which}. Without service for ${secondsText(ledger.rtoMs)} seconds.`;
  return [{ text, assertive: false }];
}

/** Told when it begins and when it is over, not each time that it is tried again. */
function storageWords(before: StorageSnapshot, after: StorageSnapshot): Announcement[] {
  if (after.problem !== null) {
    return before.problem === null ? [{ text: after.problem, assertive: false }] : [];
  }
  const isOver = before.problem !== null && after.savedAtMs !== null;
  return isOver ? [{ text: 'The lab is saved again.', assertive: false }] : [];
}
