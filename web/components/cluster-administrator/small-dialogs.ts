import type { ClusterSnapshot } from '../../../workers/api.ts';
import { type DialogSpec, textIn } from '../console-dialog/dialog-spec.ts';
import { clusterLine, switchWord } from './cluster-lines.ts';
import { answeringNode } from './places.ts';

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
  return {
    key,
    kind: 'sheet',
    title: 'Rename',
    subject: `${name}, in ${cluster.name}`,
    accept: 'Rename',
    node: answeringNode(cluster),
    initial: { name },
    pages: () => [
      {
        title: 'Rename',
        fields: [{ kind: 'text', name: 'name', label: 'New name', isRequired: true, isWide: true }],
      },
    ],
    lines: (values) =>
      textIn(values, 'name') === name
        ? []
        : [
            {
              line: clusterLine(object, name, switchWord('rename', textIn(values, 'name'))),
              fields: ['name'],
            },
          ],
    success: null,
  };
}

/** Asks before something is deleted. */
export function deleteDialog(
  key: string,
  cluster: ClusterSnapshot,
  { object, name }: Subject,
): DialogSpec {
  return {
    key,
    kind: 'sheet',
    title: 'Delete',
    subject: `${name}, in ${cluster.name}`,
    accept: 'Delete',
    node: answeringNode(cluster),
    initial: {},
    pages: () => [
      {
        title: 'Delete',
        fields: [{ kind: 'note', text: `The ${object} ${name} is deleted from ${cluster.name}.` }],
      },
    ],
    lines: () => [{ line: clusterLine(object, name, '/delete'), fields: [] }],
    success: null,
  };
}
