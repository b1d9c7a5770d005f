import { quoteWord, type Snapshot } from '../../../workers/api.ts';
import {
  type DialogField,
  type DialogSpec,
  type FieldValues,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { visibleDisks } from './file-tree.ts';
import { serverNamed } from './servers.ts';
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
      const isAsItWas = writeLine(values) === writeLine(initial);
      return path === '' || isAsItWas ? [] : [{ line: writeLine(values), fields: ['path'] }];
    },
    success: null,
  };
}

function writeLine(values: FieldValues): string {
  return `write ${quoteWord(textIn(values, 'path').trim())} ${scriptWord(linesIn(values))}`;
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

/** Lines that a script of this node's cluster may want: its groups and resources, online and offline. */
function usualLines(snapshot: Snapshot, node: string): string[] {
  const groups = serverNamed(snapshot, node)?.cluster.groups ?? [];
  const both = (object: string, name: string): string[] => [
    `Cluster ${object} "${name}" /ONLINE`,
    `Cluster ${object} "${name}" /OFFLINE`,
  ];
  return groups.flatMap(({ name, resources }) => [
    ...both('group', name),
    ...resources.flatMap((resource) => both('resource', resource.name)),
  ]);
}

/**
 * Lines as the one word that `write` takes: `\n` between them, and every backslash that would be read as an escape
 * written twice.
 */
function scriptWord(lines: readonly string[]): string {
  const [only = ''] = lines;
  if (lines.length === 1 && only !== '' && !/[\s"#]/.test(only)) return only;
  const escaped = lines.map((line) => line.replace(/\\(?=[n"\\]|$)/g, '\\\\').replace(/"/g, '\\"'));
  return `"${escaped.join('\\n')}"`;
}
