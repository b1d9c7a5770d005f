import type { ClusterSnapshot, GroupSnapshot } from '../../../workers/api.ts';
import {
  type DialogPage,
  type DialogSpec,
  type FieldValues,
  namesIn,
  type PlannedLine,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import {
  changedOf,
  clusterSheet,
  IDENTITY_FIELDS,
  renameLines,
  stateFacts,
} from './property-sheet.ts';
import { clusterLine, propertyWord, switchWord } from './cluster-lines.ts';
import { GROUP_NOTES } from './field-notes.ts';

const NO_WINDOW = '-1';

/**
 * Properties of a group: General, Failover, Failback.
 *
 * @param properties  what `/prop` printed of it
 */
export function groupPropertiesDialog(
  key: string,
  cluster: ClusterSnapshot,
  group: GroupSnapshot,
  properties: Readonly<Record<string, string>>,
): DialogSpec {
  const start = properties['FailbackWindowStart'] ?? NO_WINDOW;
  const end = properties['FailbackWindowEnd'] ?? NO_WINDOW;
  const isAtOnce = start === NO_WINDOW && end === NO_WINDOW;
  const initial: FieldValues = {
    name: group.name,
    Description: properties['Description'] ?? '',
    owners: group.preferredOwners,
    FailoverThreshold: properties['FailoverThreshold'] ?? '',
    FailoverPeriod: properties['FailoverPeriod'] ?? '',
    AutoFailbackType: properties['AutoFailbackType'] ?? '0',
    when: isAtOnce ? 'at-once' : 'between',
    FailbackWindowStart: isAtOnce ? '' : start,
    FailbackWindowEnd: isAtOnce ? '' : end,
  };
  return clusterSheet(key, cluster, group.name, {
    title: 'Properties',
    accept: 'OK',
    notes: GROUP_NOTES,
    initial,
    pages: (values) => [generalPage(cluster, group), FAILOVER_PAGE, failbackPage(values)],
    lines: (values) => lines(group.name, values, initial),
  });
}

function generalPage(cluster: ClusterSnapshot, { state, owner }: GroupSnapshot): DialogPage {
  return {
    title: 'General',
    fields: [
      ...IDENTITY_FIELDS,
      {
        kind: 'pick',
        name: 'owners',
        label: 'Preferred owners',
        availableLabel: 'Available nodes',
        options: cluster.nodes.map((node) => ({ value: node.name, words: node.name })),
        isOrdered: true,
        none: 'None',
      },
      ...stateFacts(state, owner),
    ],
  };
}

const FAILOVER_PAGE: DialogPage = {
  title: 'Failover',
  question: 'After so many failovers within the period the group stays where it is.',
  fields: [
    { kind: 'text', name: 'FailoverThreshold', label: 'Threshold', isRequired: true },
    { kind: 'text', name: 'FailoverPeriod', label: 'Period', isRequired: true, unit: 'hours' },
  ],
};

function failbackPage(values: FieldValues): DialogPage {
  const allows = textIn(values, 'AutoFailbackType') === '1';
  const isBetween = textIn(values, 'when') === 'between';
  return {
    title: 'Failback',
    fields: [
      {
        kind: 'radio',
        name: 'AutoFailbackType',
        label: 'When the preferred owner is back',
        options: [
          { value: '0', words: 'Prevent failback' },
          { value: '1', words: 'Allow failback' },
        ],
      },
      ...(allows
        ? [
            {
              kind: 'radio' as const,
              name: 'when',
              label: 'When it is allowed',
              options: [
                { value: 'at-once', words: 'Immediately' },
                { value: 'between', words: 'Failback between two hours' },
              ],
            },
          ]
        : []),
      ...(allows && isBetween
        ? [hour('FailbackWindowStart', 'From'), hour('FailbackWindowEnd', 'To')]
        : []),
    ],
  };
}

function hour(name: string, label: string): DialogPage['fields'][number] {
  return { kind: 'text', name, label, isRequired: true, unit: 'hours, 0 to 23' };
}

function lines(group: string, values: FieldValues, initial: FieldValues): PlannedLine[] {
  const changed = (...names: string[]): string[] => changedOf(values, initial, names);
  const set = (fields: readonly string[], words: readonly string[]): PlannedLine[] =>
    words.length === 0 ? [] : [{ line: clusterLine('group', group, '/prop', ...words), fields }];
  const simple = ['Description', 'FailoverThreshold', 'FailoverPeriod', 'AutoFailbackType'];
  const properties = changed(...simple);
  const window = changed('when', 'FailbackWindowStart', 'FailbackWindowEnd');
  return [
    ...set(
      [...properties, ...window],
      [
        ...properties.map((name) => propertyWord(name, textIn(values, name))),
        ...(window.length === 0 ? [] : windowWords(values)),
      ],
    ),
    ...changed('owners').map((field) => ({
      line: clusterLine('group', group, switchWord('setowners', namesIn(values, field).join(','))),
      fields: [field],
    })),
    ...renameLines('group', group, values),
  ];
}

function windowWords(values: FieldValues): string[] {
  const isBetween = textIn(values, 'when') === 'between';
  return ['FailbackWindowStart', 'FailbackWindowEnd'].map((name) =>
    propertyWord(name, isBetween ? textIn(values, name) : NO_WINDOW),
  );
}
