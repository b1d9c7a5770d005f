import { quoteWord, type Snapshot } from '../../../workers/api.ts';
import {
  type DialogField,
  type DialogPage,
  type DialogSpec,
  type FieldValues,
  type Option,
  type PlannedLine,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { serversOf } from '../management-console/servers.ts';
import { clusterOf, drivesOf, type Parties } from './restoration-parties.ts';
import { RESTORATION_NOTES } from './field-notes.ts';
import { restorationWarning } from './restoration-warning.ts';

/**
 * The Restoration Manager's fields and options.
 *
 * @param node  on which the line runs
 * @param parties  what the fields hold at first
 */
export function restorationDialog(
  key: string,
  snapshot: Snapshot,
  node: string,
  { from, to, replicationSet }: Parties,
): DialogSpec {
  const drive = drivesOf(snapshot, to, replicationSet)[0] ?? 'S:';
  return {
    key,
    kind: 'sheet',
    title: 'Restore',
    subject: 'data back to where it came from',
    accept: 'Restore',
    node,
    notes: RESTORATION_NOTES,
    initial: {
      OriginalSource: to,
      RestoreFrom: from,
      ReplicationSet: replicationSet,
      RestoreTo: to,
      DriveFrom: drive,
      DriveTo: drive,
      overwrite: 'always',
      checksum: '1',
      orphans: 'keep',
      backup: '1',
      writeback: '0',
    },
    pages: (values) => {
      const warning = restorationWarning(snapshot, values);
      const above: readonly DialogField[] =
        warning === null ? [] : [{ kind: 'warning', ...warning }];
      return [partiesPage(snapshot, values), OPTIONS_PAGE, ORPHANS_PAGE].map((page) => ({
        ...page,
        fields: [...above, ...page.fields],
      }));
    },
    lines: (values) => (textIn(values, 'ReplicationSet') === '' ? [] : [plannedRestore(values)]),
    // What it prints says whether a connection was ended first.
    success: () => 'The restoration has begun.',
  };
}

function plannedRestore(values: FieldValues): PlannedLine {
  return {
    line: restoreLine(values),
    // A refusal that names no field is about where the data is to go.
    fields: [
      'RestoreTo',
      'RestoreFrom',
      'OriginalSource',
      'ReplicationSet',
      'DriveFrom',
      'DriveTo',
    ],
  };
}

function partiesPage(snapshot: Snapshot, values: FieldValues): DialogPage {
  const nodes: Option[] = serversOf(snapshot).map(({ node, cluster }) => ({
    value: node.name,
    words: `${node.name}, ${cluster.name}`,
  }));
  const node = (name: string, label: string): DialogField => ({
    kind: 'choice',
    name,
    label,
    options: nodes,
    none: '',
  });
  return {
    title: 'Selections',
    fields: [
      node('OriginalSource', 'Original Source'),
      node('RestoreFrom', 'Restore From'),
      {
        kind: 'choice',
        name: 'ReplicationSet',
        label: 'Replication Set',
        isRequired: true,
        options: setOptions(snapshot),
        none: 'No replication sets',
      },
      node('RestoreTo', 'Restore To'),
      drive('DriveFrom', `Drive on ${textIn(values, 'RestoreFrom')}`, snapshot, values),
      drive('DriveTo', `Drive on ${textIn(values, 'RestoreTo')}`, snapshot, values),
      { kind: 'note', text: directionWords(snapshot, values) },
    ],
  };
}

function setOptions({ services }: Snapshot): Option[] {
  const names = Object.values(services).flatMap(({ replicationSets }) =>
    replicationSets.map(({ name }) => name),
  );
  return [...new Set(names)].map((name) => ({ value: name, words: name }));
}

function drive(name: string, label: string, snapshot: Snapshot, values: FieldValues): DialogField {
  const drives = Object.values(snapshot.clusters).flatMap(({ disks }) =>
    disks.map((disk) => disk.drive),
  );
  const held = textIn(values, name);
  return {
    kind: 'choice',
    name,
    label,
    options: [...new Set([held, ...drives])].sort().map((each) => ({ value: each, words: each })),
    none: '',
  };
}

/** Which way the data goes, and what becomes of what lies there. */
function directionWords(snapshot: Snapshot, values: FieldValues): string {
  const from = textIn(values, 'RestoreFrom');
  const to = textIn(values, 'RestoreTo');
  const cluster = (node: string): string => clusterOf(snapshot, node)?.name ?? node;
  if (from === to) return `${from} cannot restore to itself.`;
  const drives = `${textIn(values, 'DriveFrom')} of ${from} (${cluster(from)}) to ${textIn(values, 'DriveTo')} of ${to} (${cluster(to)})`;
  return `From ${drives}. ${OVERWRITE_WORDS[textIn(values, 'overwrite')] ?? ''}`;
}

const OVERWRITE_WORDS: Readonly<Record<string, string>> = {
  always: 'What lies there is written over.',
  newer: 'There, only files that are older are written over.',
  never: 'There, only files that are missing are written.',
};

const OPTIONS_PAGE: DialogPage = {
  title: 'Options',
  fields: [
    {
      kind: 'radio',
      name: 'overwrite',
      label: 'Overwrite existing files',
      options: [
        { value: 'always', words: 'Always' },
        { value: 'newer', words: 'Only if the backup copy is more recent' },
        { value: 'never', words: 'Never: restore missing files only' },
      ],
    },
    { kind: 'tick', name: 'checksum', label: 'Block checksum: send only blocks that differ' },
    { kind: 'tick', name: 'backup', label: 'Use Backup Replication Set' },
    { kind: 'tick', name: 'writeback', label: 'Restore Replication Set' },
  ],
};

const ORPHANS_PAGE: DialogPage = {
  title: 'Orphans',
  fields: [
    {
      kind: 'radio',
      name: 'orphans',
      label: 'Files at the destination that the restored set has not',
      options: [
        { value: 'keep', words: 'Keep' },
        { value: 'delete', words: 'Delete' },
        { value: 'move', words: 'Move' },
      ],
    },
  ],
};

function restoreLine(values: FieldValues): string {
  const word = (name: string): string => quoteWord(textIn(values, name));
  const isTicked = (name: string): boolean => textIn(values, name) === '1';
  return [
    `dt restore ${word('ReplicationSet')} source ${word('OriginalSource')}`,
    `from ${word('RestoreFrom')} to ${word('RestoreTo')}`,
    `map ${word('DriveFrom')} ${word('DriveTo')}`,
    `overwrite ${textIn(values, 'overwrite')} checksum ${isTicked('checksum') ? 'on' : 'off'}`,
    ...(textIn(values, 'orphans') === 'keep' ? [] : [`orphans ${textIn(values, 'orphans')}`]),
    ...(isTicked('backup') ? [] : ['set original']),
    ...(isTicked('writeback') ? ['writeback on'] : []),
  ].join(' ');
}
