import type { ClusterSnapshot } from '../../../workers/api.ts';
import {
  type DialogField,
  type DialogSpec,
  type FieldValues,
  isChanged,
  type PlannedLine,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { clusterLine, switchWord } from './cluster-lines.ts';
import { answeringNode } from './places.ts';

/** What distinguishes one sheet about an object of a cluster from another. */
type SheetParts = Pick<DialogSpec, 'title' | 'accept' | 'initial' | 'pages' | 'lines'> &
  Partial<Pick<DialogSpec, 'notes'>>;

/** A sheet about an object of a cluster, that closes when its lines have run. */
export function clusterSheet(
  key: string,
  cluster: ClusterSnapshot,
  name: string,
  parts: SheetParts,
): DialogSpec {
  return {
    key,
    kind: 'sheet',
    subject: `${name}, in ${cluster.name}`,
    node: answeringNode(cluster),
    success: null,
    ...parts,
  };
}

/** What every object is called, and what is said of it. */
export const IDENTITY_FIELDS: readonly DialogField[] = [
  { kind: 'text', name: 'name', label: 'Name', isRequired: true },
  { kind: 'text', name: 'Description', label: 'Description' },
];

/** State of an object, and the node that it is on. */
export function stateFacts(state: string, owner: string | null): DialogField[] {
  return [
    { kind: 'fact', label: 'State', value: state },
    { kind: 'fact', label: 'Node', value: owner ?? 'none' },
  ];
}

/** Those of the fields that hold something else than at first. */
export function changedOf(
  values: FieldValues,
  initial: FieldValues,
  names: readonly string[],
): string[] {
  return names.filter((name) => isChanged(values, initial, name));
}

/** The line of a new name; it comes last, since the lines before it still use the old one. */
export function renameLines(
  object: 'group' | 'resource',
  name: string,
  values: FieldValues,
): PlannedLine[] {
  const next = textIn(values, 'name');
  return next === name
    ? []
    : [{ line: clusterLine(object, name, switchWord('rename', next)), fields: ['name'] }];
}
