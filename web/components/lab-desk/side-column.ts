import { html, type TemplateResult } from 'lit';

import type { CommandResult, LabEvent, Snapshot } from '../../../workers/api.ts';
import { DRILL_LINES } from '../drill-panel/drill-phase.ts';
import '../event-log/event-log.ts';
import '../failover-console/failover-console.ts';
import '../fault-list/fault-list.ts';
import '../line-prompt/line-prompt.ts';

/** What the right column shows. */
export interface SideParts {
  readonly snapshot: Snapshot | null;
  readonly events: readonly LabEvent[];
  readonly monitorIndex: number;
  /** The front page's drill runs its first lines by itself. */
  readonly drill: boolean;
  readonly runTyped: ((line: string, node: string) => Promise<CommandResult>) | null;
}

/**
 * The right column: one monitor's point of view, what stands, what happened, and the prompt.
 *
 * @param foldsFaults  faults and alarms leave the log its room
 */
export function sideColumn(parts: SideParts, foldsFaults: boolean): TemplateResult {
  const { snapshot, events, monitorIndex, drill, runTyped } = parts;
  return html`<div class="side">
    <lab-failover-console
      class="console"
      .monitors=${snapshot?.monitors ?? []}
      index=${monitorIndex}
      .clusterName=${snapshot?.clusters.second.name ?? 'CLUS-B'}
    ></lab-failover-console>
    <lab-fault-list
      class="faults"
      ?folds=${foldsFaults}
      .faults=${snapshot?.faults ?? []}
      .alarms=${snapshot?.alarms ?? []}
      .nowMs=${snapshot?.atMs ?? 0}
    ></lab-fault-list>
    <div class="log">
      <lab-event-log
        .snapshot=${snapshot}
        .events=${events}
        .drillLines=${drill ? DRILL_LINES.length : 0}
      ></lab-event-log>
      <lab-line-prompt .snapshot=${snapshot} .events=${events} .run=${runTyped}></lab-line-prompt>
    </div>
  </div>`;
}
