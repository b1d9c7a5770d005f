import { html, nothing, type TemplateResult } from 'lit';

import { drillEnd } from '../drill-panel/drill-end.ts';
import type { DrillPhase } from '../drill-panel/drill-phase.ts';
import { DRILL_NOTES } from '../drill-panel/drill-words.ts';
import '../drill-panel/guess-bar.ts';
import { icon } from '../icon/icon.ts';

/** A phone's guess and primary act, below whatever tab is shown; nothing outside the drill. */
export function actBar(
  phase: DrillPhase | null,
  pullPlug: () => void,
  startAgain: () => void,
): TemplateResult | typeof nothing {
  if (phase === null) return nothing;
  return html`<div class="act-bar">
    ${
      phase === 'flowing'
        ? html`<lab-guess-bar></lab-guess-bar>`
        : html`<p class="act-note" tabindex="-1">${DRILL_NOTES[phase]}</p>`
    }
    ${
      phase === 'flowing'
        ? html`<button class="btn btn--main btn--wide is-next" @click=${pullPlug}>
            ${icon('bolt')}Pull the plug on CLUS-A
          </button>`
        : nothing
    }
    ${phase === 'ledger' ? drillEnd(startAgain) : nothing}
  </div>`;
}
