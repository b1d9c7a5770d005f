import { GRAMMAR, valuesBehind } from './grammar.ts';
import { slotForm } from './slot-words.ts';

/** The families of lines and what each is for; a row fits a narrow prompt. */
const FAMILIES: readonly (readonly [name: string, what: string])[] = [
  ['cluster', 'nodes, groups, resources'],
  ['dt', 'Double-Take: sets, mirrors'],
  ['fcc', 'monitors, failover, failback'],
  ['files', 'dir type write copy del md …'],
  ['fault', 'breaks something, or mends it'],
  ['client', 'clients and their orders'],
  ['host', 'system, domain, licence'],
  ['lab', 'time, alarms, undo, what was lost'],
  ['ping', 'asks an address for a reply'],
];

/** Verbs that the grammar has but that stand together as one family. */
const FILE_VERBS = new Set(
  'dir type write fill truncate copy move del md attrib cacls run xxh3'.split(' '),
);

const ENDING = 'Tab lists the next word.\nNo line was written.';

/**
 * What the prompt answers by itself: `help`, `?`, `help VERB`.
 *
 * @returns null for any other line, which the lab answers
 */
export function helpText(line: string): string | null {
  const asked = /^(?:help|\?)(?:\s+(\S+).*)?$/i.exec(line.trim());
  if (asked === null) return null;
  const verb = asked[1] ?? '';
  return verb === '' ? overview() : formsOf(verb.toLowerCase());
}

function overview(): string {
  const rows = FAMILIES.map(([name, what]) => `${name.padEnd(8)} ${what}`);
  return [
    ...rows,
    '',
    'help fault   the forms of its lines',
    '@B1 …        runs a line on that node',
    ENDING,
  ].join('\n');
}

function formsOf(verb: string): string {
  const isFiles = verb === 'files' || FILE_VERBS.has(verb);
  const patterns = GRAMMAR.filter(([first = '']) =>
    first.split('|').some((each) => (verb === 'files' ? FILE_VERBS.has(each) : each === verb)),
  );
  if (patterns.length === 0 || verb === 'help') {
    return `There is no "${verb}".\n\n${overview()}`;
  }
  const forms = patterns.map((pattern) =>
    (isFiles && verb !== 'files' ? [verb, ...pattern.slice(1)] : pattern)
      .map((word) => wordForm(word, pattern[1] ?? ''))
      .join(' '),
  );
  return [...forms, '', ENDING].join('\n');
}

/** A word of the grammar as a form shows it: `NODE`, `[newer]`. */
function wordForm(word: string, verb: string): string {
  const named = word.replace(/<([a-z-]+)>/g, (_, slot: string) => slotForm(slot));
  if (!named.startsWith('*')) return named;
  const options = named
    .slice(1)
    .split('|')
    .map((key) => withValue(key, verb));
  return options.map((option) => `[${option}]`).join(' ');
}

/** A key with what may follow it: `mirror full|differences`. */
function withValue(key: string, verb: string): string {
  const values = valuesBehind(key, verb);
  if (values === undefined) return key;
  return `${key} ${values.replace(/<([a-z-]+)>/g, (_, slot: string) => slotForm(slot))}`;
}
