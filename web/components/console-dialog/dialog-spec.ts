import type { CommandResult } from '../../../workers/api.ts';
import type { Warning } from './warning-banner.ts';

/** Runs one line on a node; settles when the line has, with what it printed. A refusal is a result. */
export type LineRunner = (line: string, node: string) => Promise<CommandResult>;

/** What a field holds: a text, or names in their order. A tick is `1` or `0`. */
export type FieldValue = string | readonly string[];
/** Values of all fields of a dialog by the fields' names. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** One thing to choose, by the value that goes into the line. */
export interface Option {
  readonly value: string;
  readonly words: string;
  /** A second line: what it is. */
  readonly detail?: string;
}

interface NamedField {
  /** Unique in the dialog; the property's own name where it stands for one, so that refusals find it. */
  readonly name: string;
  readonly label: string;
}

export interface TextField extends NamedField {
  readonly kind: 'text';
  readonly isRequired?: boolean;
  readonly isSecret?: boolean;
  /** Addresses, paths, command lines: set in mono. */
  readonly isCode?: boolean;
  readonly isWide?: boolean;
  readonly unit?: string;
  /** Texts offered while typing. */
  readonly suggestions?: readonly string[];
}

/** A drop-down list. */
export interface ChoiceField extends NamedField {
  readonly kind: 'choice';
  readonly isRequired?: boolean;
  readonly options: readonly Option[];
  /** Said where there is nothing to choose. */
  readonly none: string;
}

/** One of a few, all in sight. */
export interface RadioField extends NamedField {
  readonly kind: 'radio';
  readonly options: readonly Option[];
}

export interface TickField extends NamedField {
  readonly kind: 'tick';
}

/** Two lists: what there is, and what was moved over. */
export interface PickField extends NamedField {
  readonly kind: 'pick';
  /** Heading of what there is; `label` heads what was moved over. */
  readonly availableLabel: string;
  readonly options: readonly Option[];
  /** The order of what was moved over matters, so it can be changed. */
  readonly isOrdered: boolean;
  /** Said in the right list while it is empty. */
  readonly none: string;
}

/** Something to read. */
export interface FactField {
  readonly kind: 'fact';
  readonly label: string;
  readonly value: string;
}

/** A sentence. */
export interface NoteField {
  readonly kind: 'note';
  readonly text: string;
}

/** What stands to be lost. */
export interface WarningField extends Warning {
  readonly kind: 'warning';
}

export type DialogField =
  | TextField
  | ChoiceField
  | RadioField
  | TickField
  | PickField
  | FactField
  | NoteField
  | WarningField;

/** One page of a wizard, or one tab of a property sheet. */
export interface DialogPage {
  readonly title: string;
  /** What the page asks. */
  readonly question?: string;
  readonly fields: readonly DialogField[];
}

/** A line that a dialog will run, and the fields that it carries. */
export interface PlannedLine {
  readonly line: string;
  readonly fields: readonly string[];
}

/** What fields are for, one or two sentences each, by their names. */
export type FieldNotes = Readonly<Record<string, string>>;

/** A dialog as data; the frame draws it, keeps what is typed, and runs its lines. */
export interface DialogSpec {
  /** Another key is another dialog: it starts with its own initial values. */
  readonly key: string;
  readonly kind: 'wizard' | 'sheet';
  readonly title: string;
  /** What it is about, beside the title. */
  readonly subject: string;
  /** Word on the button that runs the lines. */
  readonly accept: string;
  /** Node on which the lines run. */
  readonly node: string;
  readonly initial: FieldValues;
  /** Shown under the fields when they are asked for. */
  readonly notes?: FieldNotes;
  readonly pages: (values: FieldValues) => readonly DialogPage[];
  /** All lines in their order; none when there is nothing to do. */
  readonly lines: (values: FieldValues) => readonly PlannedLine[];
  /** What is said when all lines ran; null closes the dialog at once. */
  readonly success: ((values: FieldValues) => string) | null;
}

/** The text in a field; empty when it holds none. */
export function textIn(values: FieldValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

/** The names in a field; none when it holds a text. */
export function namesIn(values: FieldValues, name: string): readonly string[] {
  const value = values[name];
  return typeof value === 'string' || value === undefined ? [] : value;
}

/** True when a field holds something else than at the beginning. */
export function isChanged(values: FieldValues, initial: FieldValues, name: string): boolean {
  return JSON.stringify(values[name]) !== JSON.stringify(initial[name]);
}
