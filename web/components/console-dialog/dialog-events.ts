import type { FieldValues } from './dialog-spec.ts';

/** Detail of `lab-dialog-close`. */
export interface DialogCloseDetail {
  /** True when all lines ran, false when it was cancelled. */
  readonly finished: boolean;
  readonly values: FieldValues;
}

/** Detail of `lab-dialog-notes`. */
export interface DialogNotesDetail {
  readonly shown: boolean;
}

/** Detail of `lab-dialog-page`. */
export interface DialogPageDetail {
  readonly title: string;
}

declare global {
  interface HTMLElementEventMap {
    'lab-dialog-close': CustomEvent<DialogCloseDetail>;
    'lab-dialog-notes': CustomEvent<DialogNotesDetail>;
    'lab-dialog-page': CustomEvent<DialogPageDetail>;
  }
}
