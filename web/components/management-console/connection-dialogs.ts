import { quoteWord, type ConnectionSnapshot } from '../../../workers/api.ts';
import { type DialogSpec, type FieldValues, textIn } from '../console-dialog/dialog-spec.ts';
import { MIRROR_OPTIONS, NEWER_FIELD } from './set-dialogs.ts';
import { CONNECTION_NOTES } from './field-notes.ts';

/** What a dialog about a connection is called, by the id of the entry that opens it. */
export type ConnectionDialogKind = 'mirror' | 'verify' | 'limit' | 'orphans';

const DIALOGS: Readonly<
  Record<ConnectionDialogKind, (key: string, connection: ConnectionSnapshot) => DialogSpec>
> = { mirror: mirrorDialog, verify: verifyDialog, limit: limitDialog, orphans: orphansDialog };

/** The dialog that an entry of a connection's menus opens; null when it runs its line at once. */
export function connectionDialog(
  id: string,
): ((key: string, connection: ConnectionSnapshot) => DialogSpec) | null {
  return id in DIALOGS ? DIALOGS[id as ConnectionDialogKind] : null;
}

function about(
  key: string,
  { id, source, address }: ConnectionSnapshot,
): Pick<DialogSpec, 'key' | 'kind' | 'node' | 'subject' | 'success'> {
  const subject = `connection ${String(id)}, ${source} to ${address}`;
  return { key, kind: 'sheet', node: source, subject, success: null };
}

function mirrorDialog(key: string, connection: ConnectionSnapshot): DialogSpec {
  return {
    ...about(key, connection),
    title: 'Start Mirror',
    accept: 'Start',
    notes: CONNECTION_NOTES,
    initial: { mirror: 'checksum', newer: '0' },
    pages: () => [
      {
        title: 'Start Mirror',
        fields: [
          { kind: 'radio', name: 'mirror', label: 'Mirror', options: MIRROR_OPTIONS },
          NEWER_FIELD,
        ],
      },
    ],
    lines: (values) => {
      const words = ['dt mirror start', String(connection.id)];
      const isNewerOnly = textIn(values, 'newer') === '1';
      const mirror = textIn(values, 'mirror');
      if (mirror !== 'checksum' || isNewerOnly) words.push(mirror);
      if (isNewerOnly) words.push('newer');
      return [{ line: words.join(' '), fields: ['mirror', 'newer'] }];
    },
  };
}

const VERIFY_OPTIONS = [
  { kind: 'tick', name: 'remirror', label: 'Remirror files that differ' },
  { kind: 'tick', name: 'newer', label: 'Only if the source’s date is newer' },
  { kind: 'tick', name: 'checksum', label: 'Block checksum' },
] as const;

function verifyDialog(key: string, connection: ConnectionSnapshot): DialogSpec {
  return {
    ...about(key, connection),
    title: 'Verify',
    accept: 'Verify',
    notes: CONNECTION_NOTES,
    initial: { remirror: '0', newer: '0', checksum: '0' },
    pages: () => [{ title: 'Verify', fields: VERIFY_OPTIONS }],
    lines: (values) => [
      {
        line: [
          'dt verify',
          String(connection.id),
          ...VERIFY_OPTIONS.map(({ name }) => name).filter((name) => textIn(values, name) === '1'),
        ].join(' '),
        fields: VERIFY_OPTIONS.map(({ name }) => name),
      },
    ],
  };
}

function limitDialog(key: string, connection: ConnectionSnapshot): DialogSpec {
  return {
    ...about(key, connection),
    title: 'Limit Bandwidth',
    accept: 'OK',
    notes: CONNECTION_NOTES,
    initial: { kind: 'none', kbps: '', from: '', to: '' },
    pages: (values) => [
      {
        title: 'Limit Bandwidth',
        fields: [
          {
            kind: 'radio',
            name: 'kind',
            label: `What ${connection.source} sends to ${connection.address}`,
            options: [
              { value: 'none', words: 'No limit' },
              { value: 'fixed', words: 'A fixed limit' },
              { value: 'hours', words: 'A limit between two times of day' },
            ],
          },
          ...(textIn(values, 'kind') === 'none'
            ? []
            : [
                {
                  kind: 'text' as const,
                  name: 'kbps',
                  label: 'Limit',
                  isRequired: true,
                  unit: 'kbit/s',
                },
              ]),
          ...(textIn(values, 'kind') === 'hours' ? [hour('from', 'From'), hour('to', 'To')] : []),
        ],
      },
    ],
    lines: (values) =>
      neededFor(textIn(values, 'kind')).some((name) => textIn(values, name).trim() === '')
        ? []
        : [{ line: limitLine(connection, values), fields: ['kbps', 'from', 'to'] }],
  };
}

/** Fields without which a limit of this kind says nothing. */
function neededFor(kind: string): readonly string[] {
  if (kind === 'none') return [];
  return kind === 'fixed' ? ['kbps'] : ['kbps', 'from', 'to'];
}

function hour(name: 'from' | 'to', label: string) {
  return { kind: 'text' as const, name, label, isRequired: true, unit: 'HH:MM' };
}

function limitLine({ address }: ConnectionSnapshot, values: FieldValues): string {
  const word = (name: string): string => quoteWord(textIn(values, name).trim());
  const kind = textIn(values, 'kind');
  if (kind === 'none') return `dt limit ${address} none`;
  const hours = kind === 'hours' ? ` from ${word('from')} to ${word('to')}` : '';
  return `dt limit ${address} ${word('kbps')}${hours}`;
}

function orphansDialog(key: string, connection: ConnectionSnapshot): DialogSpec {
  return {
    ...about(key, connection),
    title: 'Orphans',
    accept: 'OK',
    notes: CONNECTION_NOTES,
    initial: { mode: 'report' },
    pages: () => [
      {
        title: 'Orphans',
        question: 'The target keeps this, for every connection that leads to it.',
        fields: [
          {
            kind: 'radio',
            name: 'mode',
            label: `Files at ${connection.address} that the source’s set has not`,
            options: [
              { value: 'report', words: 'Report' },
              { value: 'delete', words: 'Delete' },
              { value: 'move', words: 'Move' },
              { value: 'off', words: 'Leave alone' },
            ],
          },
        ],
      },
    ],
    lines: (values) => [
      { line: `dt orphans ${connection.address} ${textIn(values, 'mode')}`, fields: ['mode'] },
    ],
  };
}
