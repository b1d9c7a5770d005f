import { quoteWord, type Snapshot } from '../../../workers/api.ts';
import { systemsNamed } from '../../words/system.ts';
import {
  type DialogSpec,
  type FieldValues,
  isChanged,
  type PlannedLine,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { INSTALL_NOTES, SET_NOTES, SETTING_NOTES } from './field-notes.ts';
import type { Server } from './servers.ts';
import { SETTING_NAMES, settingPages, settingValues } from './service-settings.ts';

/** What every dialog about one node says of itself. */
function about(key: string, node: string): Pick<DialogSpec, 'key' | 'kind' | 'node' | 'subject'> {
  return { key, kind: 'sheet', node, subject: `on ${node}` };
}

const APPLICATIONS = 'applications';

/** Installs Double-Take, with the question that its installer asks. */
export function installDialog(key: string, node: string): DialogSpec {
  return {
    ...about(key, node),
    title: 'Install Double-Take',
    accept: 'Install',
    notes: INSTALL_NOTES,
    initial: { [APPLICATIONS]: 'other' },
    pages: () => [
      {
        title: 'Install Double-Take',
        fields: [
          {
            kind: 'radio',
            name: APPLICATIONS,
            label: 'What does this server run?',
            options: [
              { value: 'other', words: 'Files, and applications without transactions' },
              { value: 'transactional', words: 'Transactional applications' },
            ],
          },
        ],
      },
    ],
    lines: (values) => [
      {
        line:
          textIn(values, APPLICATIONS) === 'transactional'
            ? 'dt install /transactional'
            : 'dt install',
        fields: [APPLICATIONS],
      },
    ],
    success: null,
  };
}

/**
 * Properties of a server: General, and a page for each family of settings.
 *
 * @param server  the node as it was when its properties were read
 */
export function serverPropertiesDialog(key: string, server: Server): DialogSpec {
  const { node, service } = server;
  const initial = settingValues(service.settings);
  const general = {
    title: 'General',
    fields: [
      { kind: 'fact' as const, label: 'Server', value: `${node.name}, in ${server.cluster.name}` },
      { kind: 'fact' as const, label: 'Installed for', value: profileWords(server) },
      { kind: 'fact' as const, label: 'Operating system', value: systemsNamed(node.os) },
      { kind: 'fact' as const, label: 'Service listen port', value: '1100' },
    ],
  };
  return {
    ...about(key, node.name),
    title: 'Properties',
    subject: `of ${node.name}`,
    accept: 'OK',
    notes: SETTING_NOTES,
    initial,
    pages: () => [general, ...settingPages()],
    lines: (values) => settingLines(values, initial),
    success: null,
  };
}

function settingLines(values: FieldValues, initial: FieldValues): PlannedLine[] {
  return SETTING_NAMES.filter((name) => isChanged(values, initial, name)).map((name) => ({
    line: `dt set ${name} ${quoteWord(textIn(values, name).trim())}`,
    fields: [name],
  }));
}

/** What the installer was answered, in words. */
export function profileWords({ service }: Server): string {
  return service.settings['InstallProfile'] === 'transactional'
    ? 'Transactional applications'
    : 'Files, and applications without transactions';
}

/** A new replication set. Names of sets elsewhere are offered while typing. */
export function newSetDialog(key: string, node: string, { services }: Snapshot): DialogSpec {
  const names = Object.values(services).flatMap(({ replicationSets }) =>
    replicationSets.map(({ name }) => name),
  );
  return {
    ...about(key, node),
    title: 'New Replication Set',
    accept: 'OK',
    notes: SET_NOTES,
    initial: { name: '' },
    pages: () => [
      {
        title: 'New Replication Set',
        fields: [
          {
            kind: 'text',
            name: 'name',
            label: 'Name',
            isRequired: true,
            isWide: true,
            suggestions: [...new Set(names)],
          },
        ],
      },
    ],
    lines: (values) =>
      textIn(values, 'name') === ''
        ? []
        : [{ line: `dt repset create ${quoteWord(textIn(values, 'name'))}`, fields: ['name'] }],
    success: null,
  };
}
