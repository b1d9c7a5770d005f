import { css, html, type TemplateResult } from 'lit';

import { shape } from '../shape/shape.ts';

/** What stands to be lost, said before it is. */
export interface Warning {
  /** `failed` when something is lost that nobody else has. */
  readonly severity: 'caution' | 'failed';
  readonly title: string;
  readonly sentences: readonly string[];
}

/** Looks of `warningBanner`. */
export const warningBannerStyles = css`
  .warning {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 1px 9px;
    padding: 8px 12px;
    border: 1px solid var(--state-caution);
    border-left-width: 4px;
    border-radius: var(--radius-2);
    background: var(--state-caution-soft);
    overflow-wrap: anywhere;
  }
  .warning.is-failed {
    border-color: var(--state-failed);
    background: var(--state-failed-soft);
  }
  .warning .shape {
    width: 15px;
    height: 15px;
    margin-top: 2px;
    color: var(--state-caution);
  }
  .warning.is-failed .shape {
    color: var(--state-failed);
  }
  .warning strong {
    font-weight: var(--weight-strong);
  }
  .warning span {
    grid-column: 2;
    color: var(--ink-1);
    font-size: var(--text-small);
  }
`;

/** A warning with its shape and its words. Its figures may run, so it is read where it stands and not called out. */
export function warningBanner({ severity, title, sentences }: Warning): TemplateResult {
  return html`<div class="warning is-wide is-${severity}" role="note">
    ${shape(severity === 'failed' ? 'square-x' : 'triangle')}<strong>${title}</strong>
    ${sentences.map((sentence) => html`<span>${sentence}</span>`)}
  </div>`;
}
