import { REFUSAL_NAME } from './api.ts';

/** Bad input, nothing changed. Across the worker line only the name and the text survive. */
export class LabRefusal extends Error {
  override readonly name = REFUSAL_NAME;
}
