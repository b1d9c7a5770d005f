import { html, noChange, type TemplateResult } from 'lit';

import type { Snapshot } from '../../../workers/api.ts';
import '../cluster-administrator/cluster-administrator.ts';
import type { LineRunner } from '../console-dialog/dialog-spec.ts';
import type { ConsoleName } from '../console-window/console-names.ts';
import '../failover-console/failover-control-center.ts';
import '../management-console/management-console.ts';
import '../restoration-manager/restoration-manager.ts';

/**
 * The console of a name, to stand beside the stage.
 *
 * @param isShown  one that is minimised stays as it is, and follows the state again when it is shown
 */
export function openConsole(
  name: ConsoleName,
  snapshot: Snapshot | null,
  run: LineRunner | null,
  isShown: boolean,
): TemplateResult {
  // The template checker knows nothing of this value.
  const shown = isShown ? snapshot : (noChange as unknown as Snapshot | null);
  switch (name) {
    case 'cluster-administrator':
      return html`<lab-cluster-administrator
        class="open-console"
        ?hidden=${!isShown}
        .snapshot=${shown}
        .run=${run}
      ></lab-cluster-administrator>`;
    case 'management-console':
      return html`<lab-management-console
        class="open-console"
        ?hidden=${!isShown}
        .snapshot=${shown}
        .run=${run}
      ></lab-management-console>`;
    case 'restoration-manager':
      return html`<lab-restoration-manager
        class="open-console"
        ?hidden=${!isShown}
        .snapshot=${shown}
        .run=${run}
      ></lab-restoration-manager>`;
    case 'failover-control-center':
      return html`<lab-failover-control-center
        class="open-console"
        ?hidden=${!isShown}
        .snapshot=${shown}
        .run=${run}
      ></lab-failover-control-center>`;
  }
}
