import type { CommandResult } from '../../../workers/api.ts';
import { type FieldValues, type PlannedLine, textIn } from './dialog-spec.ts';

/** Why a dialog did not go on: a text, and the field that it concerns if it concerns one. */
export interface DialogProblem {
  readonly text: string;
  readonly field: string | null;
}

/** First line of what the cluster's tool prints of a refusal. */
const SYSTEM_ERROR = /^System error (\d+) has occurred[^\n]*\n/;

/** A refusal in one sentence with its code: `There is no group "X" in CLUS-A. (5013)`. */
export function refusalText({ exitCode, output }: CommandResult): string {
  const said = output.replace(SYSTEM_ERROR, '').trim();
  return `${said === '' ? 'Refused.' : said} (${String(exitCode)})`;
}

/** The field that a refusal is about: the one that it names, else the one whose value it quotes, else the first. */
export function refusedField(
  { fields }: PlannedLine,
  values: FieldValues,
  text: string,
): string | null {
  const named = fields.find((name) => new RegExp(`\\b${name}\\b`, 'i').test(text));
  const quoted = fields.find((name) => text.includes(`"${textIn(values, name)}"`));
  return named ?? quoted ?? fields[0] ?? null;
}
