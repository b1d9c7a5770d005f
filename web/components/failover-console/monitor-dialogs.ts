import { quoteWord, type MonitorSnapshot, type Snapshot } from '../../../workers/api.ts';
import {
  type DialogField,
  type DialogSpec,
  type FieldValues,
  isChanged,
  type PlannedLine,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { clusterAddresses, serversOf } from '../management-console/servers.ts';
import { applicationGroups, CLUSTER_IDS } from '../stage/virtual-server.ts';
import {
  DEFAULT_OPTIONS,
  ITEMS,
  ITEMS_PAGE,
  itemsWords,
  monitoringFields,
  optionsOf,
  optionWords,
  SCRIPT_SLOTS,
  scriptsPage,
  SWITCHES,
  tickField,
} from './monitor-fields.ts';
import { MONITOR_NOTES } from './field-notes.ts';

/** Options that a new monitor's line always names; the others only where they differ from the defaults. */
const ALWAYS_NAMED = ['interval', 'missed'];
const NAMED_IF_CHANGED = ['trigger', 'manual', 'active'];
const OPTION_FIELDS = [...ALWAYS_NAMED, 'trigger', ...ITEMS.map(({ field }) => field), ...SWITCHES];

/** Add Monitor on a node: a machine, or an address and a name by Custom Insert. */
export function addMonitorDialog(key: string, snapshot: Snapshot, node: string): DialogSpec {
  return {
    key,
    kind: 'sheet',
    title: 'Add Monitor',
    subject: `on ${node}`,
    accept: 'OK',
    node,
    notes: MONITOR_NOTES,
    initial: { insert: 'machine', machine: '', address: '', name: '', ...DEFAULT_OPTIONS },
    pages: (values) => [
      {
        title: 'Source',
        fields: [...sourceFields(snapshot, values), tickField(sourceOf(values).address)],
      },
      { title: 'Monitoring', fields: monitoringFields(values) },
      ITEMS_PAGE,
      scriptsPage(snapshot, node),
    ],
    lines: addLines,
    success: null,
  };
}

function sourceFields(snapshot: Snapshot, values: FieldValues): DialogField[] {
  const insert: DialogField = {
    kind: 'radio',
    name: 'insert',
    label: 'What is monitored',
    options: [
      { value: 'machine', words: 'Insert Source Machine' },
      { value: 'custom', words: 'Custom Insert' },
    ],
  };
  if (textIn(values, 'insert') === 'machine') {
    const machines = serversOf(snapshot).map(({ node }) => node.name);
    return [
      insert,
      {
        kind: 'text',
        name: 'machine',
        label: 'Source Machine',
        isRequired: true,
        suggestions: machines,
      },
    ];
  }
  return [
    insert,
    {
      kind: 'text',
      name: 'address',
      label: 'IP Address',
      isRequired: true,
      isCode: true,
      suggestions: clusterAddresses(snapshot),
    },
    {
      kind: 'text',
      name: 'name',
      label: 'Network Name',
      isRequired: true,
      suggestions: networkNames(snapshot),
    },
  ];
}

/** Names that Network Name resources hold, each once. */
function networkNames({ clusters }: Snapshot): string[] {
  const names = CLUSTER_IDS.flatMap((id) =>
    applicationGroups(clusters[id]).flatMap(({ resources }) =>
      resources
        .filter(({ type }) => type === 'Network Name')
        .map(({ properties }) => String(properties['Name'] ?? '')),
    ),
  );
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Address and name as the line has them; a machine is both. */
function sourceOf(values: FieldValues): { address: string; name: string; field: string } {
  const isMachine = textIn(values, 'insert') === 'machine';
  const address = textIn(values, isMachine ? 'machine' : 'address').trim();
  return isMachine
    ? { address, name: address, field: 'machine' }
    : { address, name: textIn(values, 'name').trim(), field: 'address' };
}

function addLines(values: FieldValues): PlannedLine[] {
  const { address, name, field } = sourceOf(values);
  if (address === '' || name === '') return [];
  const words = [
    ...ALWAYS_NAMED.map((each) => optionWords(values, each)),
    ...NAMED_IF_CHANGED.filter((each) => each === 'trigger' && isNotDefault(values, each)).map(
      (each) => optionWords(values, each),
    ),
    itemsWords(values),
    optionWords(values, 'shr'),
    ...['manual', 'active']
      .filter((each) => isNotDefault(values, each))
      .map((each) => optionWords(values, each)),
  ];
  return [
    {
      line: `fcc add ${quoteWord(address)} ${quoteWord(name)} ${words.join(' ')}`,
      fields: [field, 'name', ...OPTION_FIELDS],
    },
    ...scriptLines(address, values, DEFAULT_OPTIONS),
    ...(textIn(values, 'checked') === '1'
      ? [{ line: `fcc check ${quoteWord(address)}`, fields: ['checked'] }]
      : []),
  ];
}

function isNotDefault(values: FieldValues, name: string): boolean {
  return isChanged(values, DEFAULT_OPTIONS, name);
}

function scriptLines(address: string, values: FieldValues, initial: FieldValues): PlannedLine[] {
  const changed = SCRIPT_SLOTS.map(({ word }) => word).filter((word) =>
    isChanged(values, initial, word),
  );
  if (changed.length === 0) return [];
  const words = changed.map((word) => `${word} ${quoteWord(textIn(values, word).trim())}`);
  return [{ line: `fcc scripts ${quoteWord(address)} ${words.join(' ')}`, fields: changed }];
}

/** The options of a monitor; its lines name what was changed. */
export function editMonitorDialog(
  key: string,
  snapshot: Snapshot,
  monitor: MonitorSnapshot,
): DialogSpec {
  const initial = optionsOf(monitor);
  return {
    key,
    kind: 'sheet',
    title: 'Edit Monitor',
    subject: `${monitor.name} ${monitor.address}, on ${monitor.node}`,
    accept: 'OK',
    node: monitor.node,
    notes: MONITOR_NOTES,
    initial,
    pages: (values) => [
      { title: 'Monitoring', fields: [tickField(monitor.address), ...monitoringFields(values)] },
      ITEMS_PAGE,
      scriptsPage(snapshot, monitor.node),
    ],
    lines: (values) => editLines(monitor.address, values, initial),
    success: null,
  };
}

function editLines(address: string, values: FieldValues, initial: FieldValues): PlannedLine[] {
  const hasChanged = (name: string): boolean => isChanged(values, initial, name);
  const itemFields = ITEMS.map(({ field }) => field).filter(hasChanged);
  const single = [...ALWAYS_NAMED, 'trigger', ...SWITCHES].filter(hasChanged);
  const words = [
    ...single.map((name) => optionWords(values, name)),
    ...(itemFields.length === 0 ? [] : [itemsWords(values)]),
  ];
  const word = quoteWord(address);
  return [
    ...(words.length === 0
      ? []
      : [{ line: `fcc set ${word} ${words.join(' ')}`, fields: [...single, ...itemFields] }]),
    ...scriptLines(address, values, initial),
    ...(hasChanged('checked')
      ? [
          {
            line: `fcc ${textIn(values, 'checked') === '1' ? 'check' : 'uncheck'} ${word}`,
            fields: ['checked'],
          },
        ]
      : []),
  ];
}

/** The four slots of a monitor alone. */
export function scriptsDialog(
  key: string,
  snapshot: Snapshot,
  monitor: MonitorSnapshot,
): DialogSpec {
  const initial = optionsOf(monitor);
  return {
    ...editMonitorDialog(key, snapshot, monitor),
    title: 'Scripts',
    pages: () => [scriptsPage(snapshot, monitor.node)],
    lines: (values) => scriptLines(monitor.address, values, initial),
  };
}

/** Asks before a monitor is removed. */
export function removeMonitorDialog(key: string, monitor: MonitorSnapshot): DialogSpec {
  const { node, name, address } = monitor;
  return {
    key,
    kind: 'sheet',
    title: 'Remove Monitor',
    subject: `on ${node}`,
    accept: 'Remove',
    node,
    initial: {},
    pages: () => [
      {
        title: 'Remove Monitor',
        fields: [{ kind: 'note', text: `${node} monitors ${name} ${address} no more.` }],
      },
    ],
    lines: () => [{ line: `fcc remove ${quoteWord(address)}`, fields: [] }],
    success: null,
  };
}
