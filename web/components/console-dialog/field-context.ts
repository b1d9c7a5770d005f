import { html, type TemplateResult } from 'lit';

import type { FieldValue, FieldValues } from './dialog-spec.ts';
import type { DialogProblem } from './refusal.ts';

/** What drawing a field needs to know of its dialog. */
export interface FieldContext {
  readonly values: FieldValues;
  readonly problem: DialogProblem | null;
  /** Names of fields whose line has run: they can be changed no more. */
  readonly locked: ReadonlySet<string>;
  readonly change: (name: string, value: FieldValue) => void;
}

/** What is wrong with a field, to stand under it; it is read out when it comes. */
export function wrongText(name: string, { problem }: FieldContext): TemplateResult {
  return html`<p class="wrong" id="${name}-wrong" role="alert" ?hidden=${problem?.field !== name}>
    ${problem?.field === name ? problem.text : ''}
  </p>`;
}
