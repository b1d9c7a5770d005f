import { html, type TemplateResult } from 'lit';

import type { Snapshot } from '../../../workers/api.ts';

/** Views of a narrow lab. */
export type TabName = 'guide' | 'clusters' | 'charts' | 'events' | 'disks' | 'console';
/** What stands in the dock of a lab of middle width. */
export type DockName = 'lag' | 'time-to-fail' | 'events' | 'faults';

/** Names of things that are picked from, with their words. */
export type Choices<Name extends string> = readonly (readonly [name: Name, words: string])[];

export const TABS: Choices<TabName> = [
  ['guide', 'Guide'],
  ['clusters', 'Clusters'],
  ['charts', 'Charts'],
  ['events', 'Events'],
  ['disks', 'Disks'],
];

/** The views while a console is open. */
export const TABS_WITH_CONSOLE: Choices<TabName> = [...TABS, ['console', 'Console']];

/** What the dock can show; what stands is counted on its tab. */
export function docksOf(snapshot: Snapshot | null): Choices<DockName> {
  return [
    ['lag', 'Replication lag'],
    ['time-to-fail', 'Time to fail'],
    ['events', 'Events'],
    ['faults', snapshot === null ? 'Faults' : standingWords(snapshot)],
  ];
}

/** `Faults`, `Faults 2, alarms 1`. */
function standingWords({ faults, alarms }: Snapshot): string {
  const words = faults.length === 0 ? 'Faults' : `Faults ${String(faults.length)}`;
  return alarms.length === 0 ? words : `${words}, alarms ${String(alarms.length)}`;
}

/** A row of buttons that change what is shown; the current one says so. */
export function tabButtons<Name extends string>(
  className: string,
  label: string,
  choices: Choices<Name>,
  current: Name,
  choose: (name: Name) => void,
): TemplateResult {
  return html`<nav class=${className} aria-label=${label}>
    ${choices.map(
      ([name, words]) =>
        html`<button
          class="tab"
          aria-current=${name === current ? 'true' : 'false'}
          @click=${() => {
            choose(name);
          }}
        >
          ${words}
        </button>`,
    )}
  </nav>`;
}
