import type { ClusterSnapshot } from '../../../workers/api.ts';
import {
  type DialogSpec,
  type FieldValues,
  namesIn,
  type PlannedLine,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { clusterLine, propertyWord, switchWord } from './cluster-lines.ts';
import { answeringNode } from './places.ts';
import { GROUP_NOTES } from './field-notes.ts';

/**
 * The New Group wizard: name and description, preferred owners, Finish.
 *
 * @param suggestions  names offered while typing: those of the other cluster's groups
 * @param looks  whether the group is listed when it is made
 */
export function newGroupDialog(
  key: string,
  cluster: ClusterSnapshot,
  suggestions: readonly string[],
  looks: boolean,
): DialogSpec {
  return {
    key,
    kind: 'wizard',
    title: 'New Group',
    subject: `in ${cluster.name}`,
    accept: 'Finish',
    node: answeringNode(cluster),
    notes: GROUP_NOTES,
    initial: { name: '', Description: '', owners: [] },
    pages: () => [
      {
        title: 'New Group',
        fields: [
          { kind: 'text', name: 'name', label: 'Name', isRequired: true, suggestions },
          { kind: 'text', name: 'Description', label: 'Description' },
        ],
      },
      {
        title: 'Preferred Owners',
        question: 'On which nodes should the group run by preference?',
        fields: [
          {
            kind: 'pick',
            name: 'owners',
            label: 'Preferred owners',
            availableLabel: 'Available nodes',
            options: cluster.nodes.map(({ name }) => ({ value: name, words: name })),
            isOrdered: true,
            none: 'None',
          },
        ],
      },
    ],
    lines: (values) => lines(values, looks),
    success: (values) => `The group ${textIn(values, 'name')} is made.`,
  };
}

function lines(values: FieldValues, looks: boolean): PlannedLine[] {
  const name = textIn(values, 'name');
  const description = textIn(values, 'Description');
  if (name.trim() === '') return [];
  return [
    { line: clusterLine('group', name, '/create'), fields: ['name'] },
    ...(description === ''
      ? []
      : [
          {
            line: clusterLine('group', name, '/prop', propertyWord('Description', description)),
            fields: ['Description'],
          },
        ]),
    {
      line: clusterLine(
        'group',
        name,
        switchWord('setowners', namesIn(values, 'owners').join(',')),
      ),
      fields: ['owners'],
    },
    // The look at what came of it, which the message of success shows.
    ...(looks ? [{ line: clusterLine('group', name), fields: ['name'] }] : []),
  ];
}
