import { quoteWord, type Snapshot } from '../../../workers/api.ts';
import { type DialogSpec, type FieldValues, textIn } from '../console-dialog/dialog-spec.ts';
import { clusterAddresses, type Place } from './servers.ts';
import { SET_NOTES } from './field-notes.ts';

function about(
  key: string,
  { node, name }: Place,
): Pick<DialogSpec, 'key' | 'kind' | 'node' | 'subject'> {
  return { key, kind: 'sheet', node, subject: `${name}, on ${node}` };
}

/** A line about the rules of a set. */
export function ruleLine(set: string, verb: 'add' | 'remove', ...words: readonly string[]): string {
  return ['dt repset rule', quoteWord(set), verb, ...words].join(' ');
}

/**
 * A rule typed by hand: its path need not exist, or be visible from this node.
 *
 * @param suggestions  paths offered while typing
 */
export function addRuleDialog(
  key: string,
  place: Place,
  suggestions: readonly string[],
): DialogSpec {
  return {
    ...about(key, place),
    title: 'Add Rule',
    accept: 'OK',
    notes: SET_NOTES,
    initial: { path: '', type: 'include', recurse: '0' },
    pages: () => [
      {
        title: 'Add Rule',
        fields: [
          {
            kind: 'text',
            name: 'path',
            label: 'Path',
            isRequired: true,
            isCode: true,
            isWide: true,
            suggestions,
          },
          {
            kind: 'radio',
            name: 'type',
            label: 'Type',
            options: [
              { value: 'include', words: 'Include' },
              { value: 'exclude', words: 'Exclude' },
            ],
          },
          { kind: 'tick', name: 'recurse', label: 'Recurse into folders below' },
        ],
      },
    ],
    lines: (values) => {
      const path = textIn(values, 'path').trim();
      if (path === '') return [];
      const words = [quoteWord(path), textIn(values, 'type')];
      if (textIn(values, 'recurse') === '1') words.push('recurse');
      return [{ line: ruleLine(place.name, 'add', ...words), fields: ['path', 'type', 'recurse'] }];
    },
    success: null,
  };
}

/** A new name for a set. Upper and lower case count. */
export function renameSetDialog(key: string, place: Place): DialogSpec {
  return {
    ...about(key, place),
    title: 'Rename',
    accept: 'Rename',
    notes: SET_NOTES,
    initial: { name: place.name },
    pages: () => [
      {
        title: 'Rename',
        fields: [{ kind: 'text', name: 'name', label: 'New name', isRequired: true, isWide: true }],
      },
    ],
    lines: (values) => {
      const name = textIn(values, 'name');
      return name === place.name || name === ''
        ? []
        : [
            {
              line: `dt repset rename ${quoteWord(place.name)} ${quoteWord(name)}`,
              fields: ['name'],
            },
          ];
    },
    success: null,
  };
}

/** Asks before a set is deleted. */
export function deleteSetDialog(key: string, place: Place): DialogSpec {
  return {
    ...about(key, place),
    title: 'Delete',
    accept: 'Delete',
    initial: {},
    pages: () => [
      {
        title: 'Delete',
        fields: [
          {
            kind: 'note',
            text: `The set ${place.name} is deleted from ${place.node}. No file is.`,
          },
        ],
      },
    ],
    lines: () => [{ line: `dt repset delete ${quoteWord(place.name)}`, fields: [] }],
    success: null,
  };
}

/** Connects a set to a target. */
export function connectDialog(key: string, place: Place, snapshot: Snapshot): DialogSpec {
  const sets = snapshot.services[place.node]?.replicationSets ?? [];
  return {
    ...about(key, place),
    subject: `on ${place.node}`,
    title: 'Connect',
    accept: 'Connect',
    notes: SET_NOTES,
    initial: {
      set: place.name === '' ? (sets[0]?.name ?? '') : place.name,
      address: '',
      mirror: 'checksum',
      newer: '0',
    },
    pages: (values) => [
      {
        title: 'Connect',
        fields: [
          {
            kind: 'choice',
            name: 'set',
            label: 'Replication Set',
            options: sets.map(({ name }) => ({ value: name, words: name })),
            none: `No sets on ${place.node}`,
          },
          {
            kind: 'text',
            name: 'address',
            label: 'Target address',
            isRequired: true,
            isCode: true,
            suggestions: clusterAddresses(snapshot),
          },
          {
            kind: 'radio',
            name: 'mirror',
            label: 'Mirror',
            options: [...MIRROR_OPTIONS, { value: 'none', words: 'No mirror' }],
          },
          ...(textIn(values, 'mirror') === 'none' ? [] : [NEWER_FIELD]),
        ],
      },
    ],
    lines: (values) =>
      textIn(values, 'set') === '' || textIn(values, 'address').trim() === ''
        ? []
        : [{ line: connectLine(values), fields: ['address', 'set', 'mirror', 'newer'] }],
    success: null,
  };
}

/** What a mirror sends. */
export const MIRROR_OPTIONS = [
  { value: 'checksum', words: 'Differences, with block checksum' },
  { value: 'differences', words: 'Differences: files of other size or time' },
  { value: 'full', words: 'Full: every file' },
] as const;

/** Leaves alone what is newer on the target. */
export const NEWER_FIELD = {
  kind: 'tick',
  name: 'newer',
  label: 'Only if the source’s date is newer',
} as const;

function connectLine(values: FieldValues): string {
  const mirror = textIn(values, 'mirror');
  const words = [quoteWord(textIn(values, 'set')), quoteWord(textIn(values, 'address').trim())];
  if (textIn(values, 'newer') === '1' && mirror !== 'none') words.push('mirror', mirror, 'newer');
  else if (mirror !== 'checksum') words.push('mirror', mirror);
  return ['dt connect', ...words].join(' ');
}
