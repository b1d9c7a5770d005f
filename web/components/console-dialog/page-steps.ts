import { html, type TemplateResult } from 'lit';

import type { DialogPage } from './dialog-spec.ts';

/** Pages of a wizard as a row of steps; the current one says so. */
export function wizardSteps(pages: readonly DialogPage[], current: number): TemplateResult {
  return html`<ol class="steps" aria-label="Steps">
    ${pages.map(
      ({ title }, index) =>
        html`<li
          class=${index < current ? 'is-past' : ''}
          aria-current=${index === current ? 'step' : 'false'}
        >
          ${title}
        </li>`,
    )}
  </ol>`;
}

/** Pages of a property sheet as tabs; arrow keys go from one to the next. */
export function pageTabs(
  pages: readonly DialogPage[],
  current: number,
  pick: (index: number) => void,
): TemplateResult {
  const key = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    pick((current + step + pages.length) % pages.length);
  };
  return html`<div class="page-tabs" role="tablist" aria-label="Pages" @keydown=${key}>
    ${pages.map(
      ({ title }, index) =>
        html`<button
          type="button"
          role="tab"
          tabindex=${index === current ? 0 : -1}
          aria-selected=${index === current ? 'true' : 'false'}
          @click=${() => {
            pick(index);
          }}
        >
          ${title}
        </button>`,
    )}
  </div>`;
}
