import { html, nothing, type TemplateResult } from 'lit';

import type { DrillPhase } from '../drill-panel/drill-phase.ts';
import { DRILL_NOTES } from '../drill-panel/drill-words.ts';
import { icon } from '../icon/icon.ts';

/** A phone's primary act, below whatever tab is shown; nothing outside the drill. */
export function actBar(
  phase: DrillPhase | null,
  pullPlug: () => void,
  startAgain: () => void,
): TemplateResult | typeof nothing {
  if (phase === null) return nothing;
  return html`<div class="act-bar">
    <p class="act-note" tabindex="-1">${DRILL_NOTES[phase]}</p>
    ${
      phase === 'flowing'
        ? html`<button class="btn btn--main btn--wide is-next" @click=${pullPlug}>
            ${icon('bolt')}Pull the plug on CLUS-A
          </button>`
        : nothing
    }
    ${
      phase === 'ledger'
        ? html`<button class="btn btn--main btn--wide" @click=${startAgain}>
            ${icon('reset')}Start again
          </button>`
        : nothing
    }
  </div>`;
}
