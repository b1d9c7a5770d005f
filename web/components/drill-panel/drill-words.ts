import { html, type TemplateResult } from 'lit';

import type { MonitorSnapshot, Snapshot } from '../../../workers/api.ts';
import { secondsText } from '../../words/clock.ts';
import type { DrillPhase } from './drill-phase.ts';

/** Title of the panel in a phase. */
export const DRILL_TITLES: Readonly<Record<DrillPhase, string>> = {
  flowing: 'Pull the plug',
  restored: 'The power is back',
  counting: 'Read the countdown',
  caution: 'Read the countdown',
  'taking-over': 'CLUS-B takes over',
  serving: 'CLUS-B takes over',
  ledger: 'Count what is missing',
};

/** One sentence or two on a phone, where the panel is not in sight. */
export const DRILL_NOTES: Readonly<Record<DrillPhase, string>> = {
  flowing:
    'CLUS-A takes orders. CLUS-B asks its address for a sign of life. Cut the power and watch the clock.',
  restored: 'CLUS-A has power again and starts up.',
  counting: 'CLUS-A is dark. CLUS-B counts the seconds without a reply.',
  caution: 'A quarter gone, not a quarter left. One reply now would turn it green again.',
  'taking-over': 'Time to fail is 0. CLUS-B takes over.',
  serving: 'The address has moved to CLUS-B.',
  ledger: 'CLUS-B has the address and takes orders.',
};

/** Steps of the procedure that a phase shows, cited by their ids. */
export const DRILL_CITES: Readonly<Record<DrillPhase, readonly [id: string, where: string]>> = {
  flowing: ['MON-1', 'Monitoring, time to fail'],
  restored: ['MON-1', 'Monitoring, time to fail'],
  counting: ['MON-1', 'Monitoring, time to fail'],
  caution: ['MON-3', 'Monitoring, bullets'],
  'taking-over': ['MON-2', 'Monitoring, status bar'],
  serving: ['MON-2', 'Monitoring, status bar'],
  ledger: ['MON-4', 'Monitoring, end state'],
};

/** What happens, in the present tense: one or two short paragraphs. */
export function drillProse(snapshot: Snapshot, phase: DrillPhase): TemplateResult {
  const first = html`<b class="c-first">${snapshot.clusters.first.name}</b>`;
  const second = html`<b class="c-second">${snapshot.clusters.second.name}</b>`;
  const monitor = snapshot.monitors[0];
  const seconds = (monitor?.timeoutMs ?? 30_000) / 1000;
  switch (phase) {
    case 'flowing':
      return html`<p>
          ${first} takes orders. Every ${(monitor?.intervalMs ?? 5000) / 1000} seconds ${second}
          asks the address <code>${monitor?.address ?? '172.16.12.35'}</code> for a sign of life.
          Cut its power and watch the clock.
        </p>
        <p class="why">
          <b>Why the address?</b> If one node dies, its neighbour takes over. Only when the
          <i>address</i> is silent for ${seconds} seconds does ${snapshot.clusters.second.name} step
          in.
        </p>`;
    case 'restored':
      return html`<p>
        ${first} has power again and starts up. When its address answers, the bullets turn green and
        the countdown jumps back to ${seconds} s.
      </p>`;
    case 'counting':
      return html`<p>
          ${first} is dark. Its address is silent, and ${second} counts: no reply for
          <span class="num">${silence(monitor)}</span> s of ${seconds}.
        </p>
        <p class="why">
          <b>Nothing fails over yet.</b> A lost reply is no disaster: one reply now puts the clock
          back to ${seconds} s.
        </p>`;
    case 'caution':
      return html`<p>
          No reply for <span class="num">${silence(monitor)}</span> s. A quarter of the ${seconds}
          seconds has gone, so the bullet is a yellow triangle. One reply now would turn it green
          again.
        </p>
        <p class="why">
          <b>A quarter gone, not a quarter left.</b> The mark is at ${(seconds * 0.75).toFixed(1)}
          of ${seconds} s, or quarter past on the ring.
        </p>`;
    case 'taking-over':
      return html`<p>
        Time to fail is 0. ${second} runs its script, and the address comes online on its side, then
        the name, then the application.
      </p>`;
    case 'serving':
      return html`<p>
        The address has moved to ${second}. The application reads the order book that replication
        brought, and clients find their way back.
      </p>`;
    case 'ledger':
      return html`<p>${second} has the address and takes orders. ${lossSentence(snapshot)}</p>`;
  }
}

function silence(monitor: MonitorSnapshot | undefined): string {
  if (monitor === undefined) return '';
  return secondsText(monitor.timeoutMs - monitor.timeToFailMs);
}

function lossSentence(snapshot: Snapshot): string {
  const count = snapshot.ledger?.lostOrders.length ?? 0;
  if (count === 0) return 'No order is missing.';
  const orders = count === 1 ? '1 order is' : `${String(count)} orders are`;
  return `${orders} left behind: acknowledged, and only on ${snapshot.clusters.first.name}’s disk.`;
}
