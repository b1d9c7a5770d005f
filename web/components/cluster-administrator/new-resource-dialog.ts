import type { ClusterSnapshot, ResourceSnapshot } from '../../../workers/api.ts';
import {
  type DialogPage,
  type DialogSpec,
  type FieldValues,
  namesIn,
  type Option,
  type PlannedLine,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { clusterLine, propertyWord, switchWord } from './cluster-lines.ts';
import { answeringNode, groupNamed } from './places.ts';
import {
  newParameters,
  newParameterWords,
  parametersPage,
  RESOURCE_TYPES,
} from './resource-parameters.ts';
import { RESOURCE_NOTES } from './field-notes.ts';

/** What a resource of a type is usually called, before the name of its group. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  'IP Address': 'IP Address for',
  'Network Name': 'Name for',
  'Physical Disk': 'Disk for',
  'Double-Take Source Connection': 'DT Connection for',
};

/**
 * The New Resource wizard: name, type and group; possible owners; dependencies; parameters; Finish.
 *
 * @param other  the other cluster: what it has of the type is offered while typing, since both are built alike
 * @param looks  whether a page on which nothing is changed is looked at
 */
export function newResourceDialog(
  key: string,
  cluster: ClusterSnapshot,
  other: ClusterSnapshot,
  groupName: string,
  looks: boolean,
): DialogSpec {
  const nodes = cluster.nodes.map(({ name }) => name);
  return {
    key,
    kind: 'wizard',
    title: 'New Resource',
    subject: `in ${cluster.name}`,
    accept: 'Finish',
    node: answeringNode(cluster),
    notes: RESOURCE_NOTES,
    initial: {
      name: '',
      Description: '',
      type: RESOURCE_TYPES[0],
      group: groupName,
      separate: '0',
      owners: nodes,
      dependencies: [],
      ...newParameters(cluster),
    },
    pages: (values) => pages(values, cluster, other),
    lines: (values) => lines(values, nodes, looks),
    success: (values) =>
      `${textIn(values, 'name')} is made. It is Offline until it is brought online.`,
  };
}

function pages(
  values: FieldValues,
  cluster: ClusterSnapshot,
  other: ClusterSnapshot,
): DialogPage[] {
  const type = textIn(values, 'type');
  const group = textIn(values, 'group');
  const alike = other.groups
    .flatMap(({ resources }) => resources)
    .filter((each) => each.type === type && !each.name.startsWith('Cluster '));
  const twin = alike.find((each) => each.name === textIn(values, 'name')) ?? alike[0];
  const usual = USUAL_NAMES[type];
  const names = [
    ...alike.map(({ name }) => name),
    ...(usual === undefined ? [] : [`${usual} ${group}`]),
  ];
  return [
    {
      title: 'Name and type',
      fields: [
        {
          kind: 'text',
          name: 'name',
          label: 'Name',
          isRequired: true,
          suggestions: [...new Set(names)],
        },
        { kind: 'text', name: 'Description', label: 'Description' },
        choice('type', 'Resource type', RESOURCE_TYPES),
        choice(
          'group',
          'Group',
          cluster.groups.map((each) => each.name),
        ),
        {
          kind: 'tick',
          name: 'separate',
          label: 'Run this resource in a separate Resource Monitor',
        },
      ],
    },
    ownersPage(cluster),
    dependenciesPage(groupNamed(cluster, group)?.resources ?? [], textIn(values, 'name')),
    parametersPage(type, cluster, twin?.properties ?? {}),
  ];
}

/** The page of nodes that may run a resource. */
export function ownersPage(cluster: ClusterSnapshot): DialogPage {
  return {
    title: 'Possible Owners',
    question: 'Which nodes may run it?',
    fields: [
      {
        kind: 'pick',
        name: 'owners',
        label: 'Possible owners',
        availableLabel: 'Available nodes',
        options: cluster.nodes.map(({ name }) => ({ value: name, words: name })),
        isOrdered: false,
        none: 'None: no node may run it',
      },
    ],
  };
}

/** The page of resources that must be online first. */
export function dependenciesPage(resources: readonly ResourceSnapshot[], name: string): DialogPage {
  return {
    title: 'Dependencies',
    question: 'What must be online before this resource can be?',
    fields: [
      {
        kind: 'pick',
        name: 'dependencies',
        label: 'Resource dependencies',
        availableLabel: 'Available resources',
        options: resources.filter((each) => each.name !== name).map(optionOf),
        isOrdered: false,
        none: 'None',
      },
    ],
  };
}

function optionOf({ name, type, properties }: ResourceSnapshot): Option {
  const value = properties['Address'] ?? properties['Name'] ?? properties['Drive'] ?? '';
  return { value: name, words: name, detail: value === '' ? type : `${type}, ${String(value)}` };
}

function choice(
  name: string,
  label: string,
  words: readonly string[],
): DialogPage['fields'][number] {
  return {
    kind: 'choice',
    name,
    label,
    options: words.map((value) => ({ value, words: value })),
    none: 'None',
  };
}

function lines(values: FieldValues, nodes: readonly string[], looks: boolean): PlannedLine[] {
  const name = textIn(values, 'name');
  if (name.trim() === '') return [];
  const type = textIn(values, 'type');
  const description = textIn(values, 'Description');
  const refused = nodes.filter((node) => !namesIn(values, 'owners').includes(node));
  const dependencies = namesIn(values, 'dependencies');
  const parameters = newParameterWords(type, values);
  const about = (rest: readonly string[], ...fields: string[]): PlannedLine => ({
    line: clusterLine('resource', name, ...rest),
    fields,
  });
  return [
    about(
      [
        '/create',
        switchWord('group', textIn(values, 'group')),
        switchWord('type', type),
        ...(textIn(values, 'separate') === '1' ? ['/separate'] : []),
      ],
      // As a refusal names them: a text about the type or the group quotes the name too.
      'type',
      'group',
      'name',
      'separate',
    ),
    ...(description === ''
      ? []
      : [about(['/prop', propertyWord('Description', description)], 'Description')]),
    ...(looks && refused.length === 0 ? [about(['/listowners'], 'owners')] : []),
    ...refused.map((node) => about([switchWord('removeowner', node)], 'owners')),
    ...(looks && dependencies.length === 0 ? [about(['/listdependencies'], 'dependencies')] : []),
    ...dependencies.map((each) => about([switchWord('adddependency', each)], 'dependencies')),
    about(['/priv', ...parameters.words], ...parameters.fields),
  ];
}
