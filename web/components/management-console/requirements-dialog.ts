import { quoteWord, type Snapshot } from '../../../workers/api.ts';
import {
  type DialogField,
  type DialogPage,
  type DialogSpec,
  type FieldValues,
  type PlannedLine,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { SYSTEM_NAMES } from '../../words/system.ts';
import { type Server, serversOf } from './servers.ts';

/** Operating systems by the word of a line. */
const SYSTEMS = Object.entries(SYSTEM_NAMES).map(([value, words]) => ({ value, words }));

const ROLES = [
  { value: 'member', words: 'Member server' },
  { value: 'controller', words: 'Domain controller' },
];

/** A requirement: its page, and what its line says of each server. */
interface Requirement {
  readonly title: string;
  readonly note: string;
  readonly fields: (node: string) => readonly DialogField[];
  readonly words: (values: FieldValues, node: string) => string;
}

const REQUIREMENTS: readonly Requirement[] = [
  {
    title: 'Operating system',
    note: 'NT 4.0 from Service Pack 4, Advanced Server or Datacenter Server; the same on all servers.',
    fields: (node) => [
      { kind: 'choice', name: `os-${node}`, label: node, options: SYSTEMS, none: '' },
    ],
    words: (values, node) => `os ${textIn(values, `os-${node}`)}`,
  },
  {
    title: 'Domain',
    note: 'Every server is a member of one domain, and none of them its controller.',
    fields: (node) => [
      { kind: 'choice', name: `role-${node}`, label: `${node}, role`, options: ROLES, none: '' },
      { kind: 'text', name: `domain-${node}`, label: `${node}, domain`, isRequired: true },
    ],
    words: (values, node) =>
      `role ${textIn(values, `role-${node}`)} domain ${quoteWord(textIn(values, `domain-${node}`).trim())}`,
  },
  {
    title: 'Licences',
    note: 'Double-Take is installed where there is a licence; each server needs its own.',
    fields: (node) => [{ kind: 'tick', name: `licence-${node}`, label: `${node} has a licence` }],
    words: (values, node) => `licence ${textIn(values, `licence-${node}`) === '1' ? 'on' : 'off'}`,
  },
];

/** What every server has to be before anything is built; its lines state it for all, met or not. */
export function requirementsDialog(key: string, snapshot: Snapshot, node: string): DialogSpec {
  const servers = serversOf(snapshot);
  const nodes = servers.map((server) => server.node.name);
  return {
    key,
    kind: 'sheet',
    title: 'Requirements',
    subject: 'of all servers',
    accept: 'OK',
    node,
    initial: Object.fromEntries(servers.flatMap(presentValues)),
    pages: () => REQUIREMENTS.map((each) => page(each, nodes)),
    lines: (values) => REQUIREMENTS.flatMap((each) => lines(each, nodes, values)),
    success: null,
  };
}

function presentValues({ node }: Server): [string, string][] {
  const { name, os, member, domain, licensed } = node;
  return [
    [`os-${name}`, os],
    [`role-${name}`, member ? 'member' : 'controller'],
    [`domain-${name}`, domain],
    [`licence-${name}`, licensed ? '1' : '0'],
  ];
}

function page({ title, note, fields }: Requirement, nodes: readonly string[]): DialogPage {
  return { title, fields: [...nodes.flatMap(fields), { kind: 'note', text: note }] };
}

function lines(
  { fields, words }: Requirement,
  nodes: readonly string[],
  values: FieldValues,
): PlannedLine[] {
  return nodes.map((node) => ({
    line: `host ${node} ${words(values, node)}`,
    // A refusal is about what was typed, if anything was.
    fields: fields(node)
      .flatMap((field) => ('name' in field ? [field.name] : []))
      .reverse(),
  }));
}
