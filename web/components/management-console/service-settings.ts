import type { ServiceSnapshot } from '../../../workers/api.ts';
import type {
  ChoiceField,
  DialogField,
  DialogPage,
  FieldValues,
  Option,
} from '../console-dialog/dialog-spec.ts';

/** Pages of a server's properties; each field is named after the setting that it stands for. */
export const STARTUP_PAGE = 'Startup';

const REMIRROR: readonly Option[] = [
  { value: '0', words: 'None' },
  { value: '1', words: 'Differences with checksum' },
  { value: '2', words: 'Full' },
  { value: '3', words: 'Differences without checksum' },
];
const OVERWRITE: readonly Option[] = [
  { value: '1', words: 'Always' },
  { value: '0', words: 'Never' },
  { value: '2', words: 'If older' },
];
const ORPHANS: readonly Option[] = [
  { value: '0', words: 'Delete' },
  { value: '1', words: 'Move' },
];

/** Settings that are on or off. */
const TICKS: Readonly<Record<string, string>> = {
  AutoReconnect: 'Automatically Reconnect During Source Initialization',
  BlockChecksumAll: 'Block Checksum All on a difference mirror',
  IgnoreDeleteOperations: 'Ignore delete operations',
};

const PAGES: readonly { readonly title: string; readonly fields: readonly DialogField[] }[] = [
  {
    title: STARTUP_PAGE,
    fields: [
      tick('AutoReconnect'),
      choice('AutoRemirror', 'Automatically remirror', REMIRROR),
      number('AutoRemirrorRetry', 'Try again every', 's'),
    ],
  },
  {
    title: 'Queue',
    fields: [
      number('QmemoryBufferMax', 'System memory for queue', 'MB'),
      number('QJournalSpaceMax', 'Disk queue at most, or none', 'MB'),
      number('QJournalFreeSpaceMin', 'Disk space kept free', 'MB'),
      number('QJournalFileSize', 'Size of a transaction log', 'MB'),
      number('QueueSizeAlertThreshold', 'Alert at', '%'),
      {
        kind: 'note',
        text: 'The product: 128 MB of memory, a disk queue without limit, 50 MB kept free. The lab’s disks are small, and so are its queues.',
      },
    ],
  },
  {
    title: 'Source',
    fields: [
      tick('BlockChecksumAll'),
      tick('IgnoreDeleteOperations'),
      number('MirrorChunkSize', 'Mirror chunk', 'bytes'),
      number('MirrorQueueLimit', 'Pending mirror operations', ''),
      number('MinCompressionFileSize', 'Compress files from', 'bytes'),
    ],
  },
  {
    title: 'Target',
    fields: [
      choice('MirrorOverwrite', 'A mirror overwrites', OVERWRITE),
      choice('MoveOrphanedFiles', 'Orphans that are removed', ORPHANS),
    ],
  },
];

/** Names of the settings that the pages change, in their order. */
export const SETTING_NAMES: readonly string[] = PAGES.flatMap(({ fields }) =>
  fields.flatMap((field) => ('name' in field ? [field.name] : [])),
);

/** What the fields hold at first. @param settings  what the service answered */
export function settingValues(settings: ServiceSnapshot['settings']): FieldValues {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, String(settings[name] ?? '')]));
}

/** The pages behind General. */
export function settingPages(): readonly DialogPage[] {
  return PAGES;
}

function tick(name: string): DialogField {
  return { kind: 'tick', name, label: TICKS[name] ?? name };
}

function choice(name: string, label: string, options: readonly Option[]): ChoiceField {
  return { kind: 'choice', name, label, options, none: '' };
}

function number(name: string, label: string, unit: string): DialogField {
  return { kind: 'text', name, label, isRequired: true, ...(unit === '' ? {} : { unit }) };
}
