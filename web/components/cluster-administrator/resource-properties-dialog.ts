import type { ClusterSnapshot, GroupSnapshot, ResourceSnapshot } from '../../../workers/api.ts';
import {
  type DialogField,
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
import { dependenciesPage, ownersPage } from './new-resource-dialog.ts';
import { parametersPage, presentParameters } from './resource-parameters.ts';
import { RESOURCE_NOTES } from './field-notes.ts';

/** Properties that the dialog shows in seconds; the tool takes milliseconds. */
const IN_SECONDS: readonly string[] = ['RestartPeriod', 'PendingTimeout'];
const ADVANCED: readonly string[] = [
  'RestartAction',
  'RestartThreshold',
  'RestartPeriod',
  'LooksAlivePollInterval',
  'IsAlivePollInterval',
  'PendingTimeout',
];

/**
 * Properties of a resource: General, Possible Owners, Dependencies, Advanced, Parameters.
 *
 * @param properties  what `/prop` printed of it
 */
export function resourcePropertiesDialog(
  key: string,
  cluster: ClusterSnapshot,
  group: GroupSnapshot,
  resource: ResourceSnapshot,
  properties: Readonly<Record<string, string>>,
): DialogSpec {
  const { name, type } = resource;
  const parameters = presentParameters(type, resource.properties);
  const initial: FieldValues = {
    name,
    Description: properties['Description'] ?? '',
    SeparateMonitor: properties['SeparateMonitor'] ?? '0',
    owners: resource.possibleOwners,
    dependencies: resource.dependencies,
    ...Object.fromEntries(
      ADVANCED.map((each) => [each, shownSetting(each, properties[each] ?? '')]),
    ),
    ...parameters,
  };
  return clusterSheet(key, cluster, name, {
    title: 'Properties',
    accept: 'OK',
    notes: RESOURCE_NOTES,
    initial,
    pages: () => [
      generalPage(group, resource),
      ownersPage(cluster),
      dependenciesPage(group.resources, name),
      ADVANCED_PAGE,
      ownParametersPage(type, cluster),
    ],
    lines: (values) => lines(name, values, initial, Object.keys(parameters)),
  });
}

function generalPage(group: GroupSnapshot, { type, state }: ResourceSnapshot): DialogPage {
  return {
    title: 'General',
    fields: [
      ...IDENTITY_FIELDS,
      { kind: 'fact', label: 'Resource type', value: type },
      { kind: 'fact', label: 'Group', value: group.name },
      ...stateFacts(state, group.owner),
      {
        kind: 'tick',
        name: 'SeparateMonitor',
        label: 'Run this resource in a separate Resource Monitor',
      },
    ],
  };
}

const ADVANCED_PAGE: DialogPage = {
  title: 'Advanced',
  fields: [
    {
      kind: 'radio',
      name: 'RestartAction',
      label: 'When the resource fails',
      options: [
        { value: '0', words: 'Do not restart' },
        { value: '1', words: 'Restart' },
        { value: '2', words: 'Restart, and affect the group' },
      ],
    },
    setting('RestartThreshold', 'Threshold'),
    setting('RestartPeriod', 'Period', 'seconds'),
    setting('LooksAlivePollInterval', '“Looks Alive” poll interval', 'milliseconds'),
    setting('IsAlivePollInterval', '“Is Alive” poll interval', 'milliseconds'),
    setting('PendingTimeout', 'Pending timeout', 'seconds'),
  ],
};

function setting(name: string, label: string, unit?: string): DialogField {
  return {
    kind: 'text',
    name,
    label,
    isRequired: true,
    ...(unit === undefined ? {} : { unit }),
  };
}

function ownParametersPage(type: string, cluster: ClusterSnapshot): DialogPage {
  const { title, fields } = parametersPage(type, cluster, {});
  return { title, fields };
}

function lines(
  resource: string,
  values: FieldValues,
  initial: FieldValues,
  parameters: readonly string[],
): PlannedLine[] {
  const changed = (names: readonly string[]): string[] => changedOf(values, initial, names);
  const about = (fields: readonly string[], ...rest: readonly string[]): PlannedLine => ({
    line: clusterLine('resource', resource, ...rest),
    fields,
  });
  const properties = changed(['Description', 'SeparateMonitor', ...ADVANCED]);
  const privates = changed(parameters);
  const moved = (field: string, add: string, remove: string): PlannedLine[] => {
    const before = namesIn(initial, field);
    const after = namesIn(values, field);
    return [
      ...before
        .filter((each) => !after.includes(each))
        .map((each) => about([field], switchWord(remove, each))),
      ...after
        .filter((each) => !before.includes(each))
        .map((each) => about([field], switchWord(add, each))),
    ];
  };
  return [
    ...(properties.length === 0
      ? []
      : [about(properties, '/prop', ...properties.map((name) => settingWord(name, values)))]),
    ...moved('owners', 'addowner', 'removeowner'),
    ...moved('dependencies', 'adddependency', 'removedependency'),
    ...(privates.length === 0
      ? []
      : [
          about(
            privates,
            '/priv',
            ...privates.map((name) => propertyWord(name, textIn(values, name))),
          ),
        ]),
    ...renameLines('resource', resource, values),
  ];
}

function settingWord(name: string, values: FieldValues): string {
  const text = textIn(values, name);
  // What is no number goes through as it is: the tool says what it expects.
  const isSpan = IN_SECONDS.includes(name) && /^\d{1,9}(?:\.\d{1,3})?$/.test(text);
  return propertyWord(name, isSpan ? String(Math.round(Number(text) * 1000)) : text);
}

function shownSetting(name: string, value: string): string {
  return IN_SECONDS.includes(name) && /^\d+$/.test(value) ? String(Number(value) / 1000) : value;
}
