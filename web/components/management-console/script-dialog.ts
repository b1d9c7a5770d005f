import type { Snapshot } from '../../../workers/api.ts';
import {
  type DialogField,
  type DialogSpec,
  type FieldValues,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { usualLines } from '../disk-files/script-hints.ts';
import { writeLines } from '../disk-files/write-lines.ts';
import { visibleDisks } from './file-tree.ts';
import { SCRIPT_NOTES } from './field-notes.ts';

/** Lines of a script that the editor shows; the longest line of the lab bounds their length. */
const SCRIPT_LINES_MAX = 60;

/** A script that a node can see. */
export interface Script {
  readonly path: string;
  readonly text: string;
}

/** True for the path of a `.bat`. */
export function isScript(path: string): boolean {
  return path.toLowerCase().endsWith('.bat');
}

/** The scripts on the disks that a node can see. */
export function scriptsOf(snapshot: Snapshot, node: string): Script[] {
  return visibleDisks(snapshot, node).flatMap(({ files }) =>
    files
      .filter(({ path }) => isScript(path))
      .map(({ path, text }) => ({ path, text: text ?? '' })),
  );
}

/**
 * An editor for a `.bat`: one field a line, and an empty one to go on.
 *
 * @param script  what is edited; null for a new one
 */
export function scriptDialog(
  key: string,
  snapshot: Snapshot,
  node: string,
  script: Script | null,
): DialogSpec {
  const texts = (script?.text ?? '').replace(/\r?\n$/, '').split(/\r?\n/);
  const initial: FieldValues = {
    path: script?.path ?? '',
    ...Object.fromEntries(texts.map((text, index) => [lineField(index), text])),
  };
  return {
    key,
    kind: 'sheet',
    title: script === null ? 'New Script' : 'Edit Script',
    subject: `on ${node}`,
    accept: 'Save',
    node,
    notes: SCRIPT_NOTES,
    initial,
    pages: (values) => [
      {
        title: 'Script',
        fields: [pathField(snapshot, node), ...lineFields(values, usualLines(snapshot, node))],
      },
    ],
    lines: (values) => {
      const path = textIn(values, 'path').trim();
      const lines = linesToWrite(values);
      const isAsItWas = lines.join('\n') === linesToWrite(initial).join('\n');
      return path === '' || isAsItWas ? [] : lines.map((line) => ({ line, fields: ['path'] }));
    },
    success: null,
  };
}

function linesToWrite(values: FieldValues): string[] {
  return writeLines(textIn(values, 'path').trim(), linesIn(values).join('\n'));
}

function lineField(index: number): string {
  return `line-${String(index + 1)}`;
}

function pathField(snapshot: Snapshot, node: string): DialogField {
  const drives = visibleDisks(snapshot, node).map(({ drive }) => drive);
  const shared = drives.filter((drive) => drive !== 'C:' && drive !== 'Q:');
  return {
    kind: 'text',
    name: 'path',
    label: 'Save as',
    isRequired: true,
    isCode: true,
    isWide: true,
    suggestions: shared.flatMap((drive) => [`${drive}\\postover.bat`, `${drive}\\preback.bat`]),
  };
}

function lineFields(values: FieldValues, suggestions: readonly string[]): DialogField[] {
  const count = Math.min(linesIn(values).length + 1, SCRIPT_LINES_MAX);
  return Array.from({ length: count }, (_, index) => ({
    kind: 'text' as const,
    name: lineField(index),
    label: `Line ${String(index + 1)}`,
    isCode: true,
    isWide: true,
    suggestions,
  }));
}

/** The lines as typed, empty ones at the end aside. */
function linesIn(values: FieldValues): string[] {
  const lines: string[] = [];
  for (let index = 0; index < SCRIPT_LINES_MAX; index += 1) {
    lines.push(textIn(values, lineField(index)));
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}
