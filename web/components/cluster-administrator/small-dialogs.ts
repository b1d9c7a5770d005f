import type { ClusterSnapshot } from '../../../workers/api.ts';
import type { DialogSpec } from '../console-dialog/dialog-spec.ts';
import { clusterLine } from './cluster-lines.ts';
import { clusterSheet, renameLines } from './property-sheet.ts';

/** What a small dialog is about. */
export interface Subject {
  readonly object: 'group' | 'resource';
  readonly name: string;
}

/** Asks for a new name. */
export function renameDialog(
  key: string,
  cluster: ClusterSnapshot,
  { object, name }: Subject,
): DialogSpec {
  return clusterSheet(key, cluster, name, {
    title: 'Rename',
    accept: 'Rename',
    initial: { name },
    pages: () => [
      {
        title: 'Rename',
        fields: [{ kind: 'text', name: 'name', label: 'New name', isRequired: true, isWide: true }],
      },
    ],
    lines: (values) => renameLines(object, name, values),
  });
}

/** Asks before something is deleted. */
export function deleteDialog(
  key: string,
  cluster: ClusterSnapshot,
  { object, name }: Subject,
): DialogSpec {
  return clusterSheet(key, cluster, name, {
    title: 'Delete',
    accept: 'Delete',
    initial: {},
    pages: () => [
      {
        title: 'Delete',
        fields: [{ kind: 'note', text: `The ${object} ${name} is deleted from ${cluster.name}.` }],
      },
    ],
    lines: () => [{ line: clusterLine(object, name, '/delete'), fields: [] }],
  });
}
