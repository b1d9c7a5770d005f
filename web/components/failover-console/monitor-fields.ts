import {
  quoteWord,
  type MonitorSnapshot,
  type ScriptSlot,
  type Snapshot,
} from '../../../workers/api.ts';
import {
  type DialogField,
  type DialogPage,
  type FieldValues,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { visiblePaths } from '../management-console/file-tree.ts';
import { isScript } from '../management-console/script-dialog.ts';

/** The four slots of scripts: what they are called on the screen and in a line. */
export const SCRIPT_SLOTS: readonly {
  readonly slot: ScriptSlot;
  readonly label: string;
  readonly word: string;
}[] = [
  { slot: 'preFailover', label: 'Pre-Failover', word: 'pre-failover' },
  { slot: 'postFailover', label: 'Post-Failover', word: 'post-failover' },
  { slot: 'preFailback', label: 'Pre-Failback', word: 'pre-failback' },
  { slot: 'postFailback', label: 'Post-Failback', word: 'post-failback' },
];

/** What may be failed over, in the order in which a line lists it. */
export const ITEMS = [
  { item: 'ip', field: 'item-ip', label: 'IP addresses' },
  { item: 'name', field: 'item-name', label: 'Server name' },
  { item: 'shares', field: 'item-shares', label: 'Shares' },
] as const;

/** Words of a line that are on or off, by the fields that hold them. */
export const SWITCHES = ['shr', 'manual', 'active'] as const;

/** What the options of a new monitor are at first: the product's defaults. */
export const DEFAULT_OPTIONS: FieldValues = {
  checked: '0',
  interval: '5',
  missed: '5',
  trigger: 'all',
  'item-ip': '1',
  'item-name': '1',
  'item-shares': '1',
  shr: '1',
  manual: '0',
  active: '1',
  ...Object.fromEntries(SCRIPT_SLOTS.map(({ word }) => [word, ''])),
};

/** What the options of a monitor are now. */
export function optionsOf(monitor: MonitorSnapshot): FieldValues {
  const tick = (isOn: boolean): string => (isOn ? '1' : '0');
  return {
    checked: tick(monitor.checked),
    interval: String(monitor.intervalMs / 1000),
    missed: String(monitor.missed),
    trigger: monitor.trigger,
    ...Object.fromEntries(
      ITEMS.map(({ item, field }) => [field, tick(monitor.items.includes(item))]),
    ),
    shr: tick(monitor.shr),
    manual: tick(monitor.manual),
    active: tick(monitor.active),
    ...Object.fromEntries(SCRIPT_SLOTS.map(({ slot, word }) => [word, monitor.scripts[slot]])),
  };
}

/** Names to Monitor: the tick of an address. */
export function tickField(address: string): DialogField {
  return {
    kind: 'tick',
    name: 'checked',
    label: `Names to Monitor: ${address === '' ? 'the address' : address}`,
  };
}

/** How often the address is asked, and what its silence means. */
export function monitoringFields(values: FieldValues): DialogField[] {
  return [
    {
      kind: 'text',
      name: 'interval',
      label: 'Monitor Interval',
      isRequired: true,
      unit: 's',
    },
    { kind: 'text', name: 'missed', label: 'Missed Packets', isRequired: true },
    { kind: 'fact', label: 'Time to Fail', value: timeoutWords(values) },
    {
      kind: 'choice',
      name: 'trigger',
      label: 'Failover Trigger',
      options: [
        { value: 'all', words: 'All monitored addresses fail' },
        { value: 'one', words: 'One monitored address fails' },
      ],
      none: '',
    },
    { kind: 'tick', name: 'active', label: 'Active Monitoring' },
    { kind: 'tick', name: 'manual', label: 'Manual Intervention Required' },
  ];
}

/** `5 s × 6 = 30 s`, from what is typed; empty while it is no number. */
function timeoutWords(values: FieldValues): string {
  const seconds = Number(textIn(values, 'interval'));
  const missed = Number(textIn(values, 'missed'));
  if (!Number.isInteger(seconds) || !Number.isInteger(missed) || seconds * missed <= 0) return '–';
  return `${String(seconds)} s × ${String(missed)} = ${String(seconds * missed)} s`;
}

/** Perform Failover Of. */
export const ITEMS_PAGE: DialogPage = {
  title: 'Failover',
  question: 'Perform Failover Of',
  fields: [
    ...ITEMS.map(({ field, label }) => ({ kind: 'tick' as const, name: field, label })),
    { kind: 'tick', name: 'shr', label: 'Use .SHR Share Mapping File (If Available)' },
  ],
};

/** The four slots, with the scripts that the node can see offered while typing. */
export function scriptsPage(snapshot: Snapshot, node: string): DialogPage {
  const suggestions = visiblePaths(snapshot, node).filter((path) => isScript(path));
  return {
    title: 'Scripts',
    fields: SCRIPT_SLOTS.map(({ label, word }) => ({
      kind: 'text' as const,
      name: word,
      label,
      isCode: true,
      suggestions,
    })),
  };
}

/** `items none`, `items ip,name`. */
export function itemsWords(values: FieldValues): string {
  const items = ITEMS.filter(({ field }) => textIn(values, field) === '1').map(({ item }) => item);
  return `items ${items.length === 0 ? 'none' : items.join(',')}`;
}

/** `interval 5`, `shr off`: one option of a line. */
export function optionWords(values: FieldValues, name: string): string {
  const value = textIn(values, name).trim();
  const isSwitch = SWITCHES.some((each) => each === name);
  return `${name} ${isSwitch ? (value === '1' ? 'on' : 'off') : quoteWord(value)}`;
}
