import {
  type ChoiceField,
  type DialogPage,
  type FieldValues,
  type TextField,
  textIn,
} from './dialog-spec.ts';

/** The first field that has to be filled in and is not; null when there is none. */
export function missingField(
  pages: readonly DialogPage[],
  values: FieldValues,
): TextField | ChoiceField | null {
  for (const field of pages.flatMap(({ fields }) => fields)) {
    if ((field.kind !== 'text' && field.kind !== 'choice') || field.isRequired !== true) continue;
    if (textIn(values, field.name).trim() === '') return field;
  }
  return null;
}

/** Index of the page that has a field; -1 when none has. */
export function pageWith(pages: readonly DialogPage[], name: string): number {
  return pages.findIndex(({ fields }) =>
    fields.some((field) => 'name' in field && field.name === name),
  );
}
