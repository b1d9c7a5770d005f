import { html, nothing, type TemplateResult } from 'lit';

import type { FieldNotes, FieldValue, FieldValues } from './dialog-spec.ts';
import type { DialogProblem } from './refusal.ts';

/** What drawing a field needs to know of its dialog. */
export interface FieldContext {
  readonly values: FieldValues;
  readonly problem: DialogProblem | null;
  /** Names of fields whose line has run: they can be changed no more. */
  readonly locked: ReadonlySet<string>;
  /** What to say under the fields; nothing while it is not asked for. */
  readonly notes: FieldNotes;
  readonly change: (name: string, value: FieldValue) => void;
}

/** Ids of what describes a field. */
export function describedBy(name: string): string {
  return `${name}-wrong ${name}-note`;
}

/** What is to be said under a field: what is wrong with it, read out when it comes, and what it is for. */
export function fieldFoot(name: string, { problem, notes }: FieldContext): TemplateResult {
  const note = notes[name];
  return html`<p class="wrong" id="${name}-wrong" role="alert" ?hidden=${problem?.field !== name}>
      ${problem?.field === name ? problem.text : ''}
    </p>
    ${note === undefined ? nothing : html`<p class="note" id="${name}-note">${note}</p>`}`;
}
