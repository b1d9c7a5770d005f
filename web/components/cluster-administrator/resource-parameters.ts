import type { ClusterSnapshot, Settings } from '../../../workers/api.ts';
import { type DialogField, type FieldValues, textIn } from '../console-dialog/dialog-spec.ts';
import { propertyWord } from './cluster-lines.ts';

/** Types of resources in the order of the drop-down list. */
export const RESOURCE_TYPES = [
  'IP Address',
  'Network Name',
  'Physical Disk',
  'Double-Take Source Connection',
  'Generic Application',
] as const;
export type ResourceTypeName = (typeof RESOURCE_TYPES)[number];

/** What a password that is set shows instead of itself. */
const HIDDEN_PASSWORD = '********';
/** Mask of the clients' network, as the product fills it in. */
const PUBLIC_MASK = '255.255.255.0';
const QUORUM_DRIVE = 'Q:';

interface Parameters {
  readonly question: string;
  /** Properties whose value always stands in the line of a new resource; the others when they are set. */
  readonly always: readonly string[];
  /** Properties as a new resource has them, in the order in which they stand in the line. */
  readonly initial: Readonly<Record<string, string>>;
  readonly fields: (cluster: ClusterSnapshot, suggested: Settings) => readonly DialogField[];
}

const PARAMETERS: Readonly<Record<ResourceTypeName, Parameters>> = {
  'IP Address': {
    question: 'Which address do clients use, and on which network?',
    always: ['Address', 'SubnetMask', 'Network'],
    initial: { Address: '', SubnetMask: PUBLIC_MASK, Network: 'PUBLIC', EnableNetBIOS: '1' },
    fields: (cluster, suggested) => [
      code('Address', 'Address', suggested),
      code('SubnetMask', 'Subnet mask', suggested),
      {
        kind: 'choice',
        name: 'Network',
        label: 'Network to use',
        options: networksOf(cluster).map((name) => ({ value: name, words: name })),
        none: 'No network',
      },
      { kind: 'tick', name: 'EnableNetBIOS', label: 'Enable NetBIOS for this address' },
    ],
  },
  'Network Name': {
    question: 'Under which name do clients find it?',
    always: ['Name'],
    initial: { Name: '' },
    fields: (_cluster, suggested) => [code('Name', 'Name', suggested)],
  },
  'Physical Disk': {
    question: 'Which shared drive?',
    always: ['Drive'],
    initial: { Drive: '' },
    fields: (cluster) => [
      {
        kind: 'choice',
        name: 'Drive',
        label: 'Disk',
        options: sharedDrives(cluster).map((drive) => ({ value: drive, words: drive })),
        none: 'No shared drive is free',
      },
    ],
  },
  'Double-Take Source Connection': {
    question: 'What is copied, and to which address?',
    always: ['ReplicationSet', 'Target'],
    initial: {
      ReplicationSet: '',
      Target: '',
      InteractWithDesktop: '0',
      UserName: '',
      Password: '',
      Domain: '',
    },
    fields: (_cluster, suggested) => [
      code('ReplicationSet', 'Replication Set', suggested),
      code('Target', 'Double-Take Target', suggested),
      {
        kind: 'tick',
        name: 'InteractWithDesktop',
        label: 'Allow service to interact with desktop',
      },
      { kind: 'text', name: 'UserName', label: 'User name' },
      { kind: 'text', name: 'Password', label: 'Password', isSecret: true },
      { kind: 'text', name: 'Domain', label: 'Domain' },
      {
        kind: 'note',
        text: 'User, password and domain are kept and never checked. Lines travel in links, so a password typed here does too.',
      },
    ],
  },
  'Generic Application': {
    question: 'What is started?',
    always: [],
    initial: { CommandLine: '', ServiceName: '' },
    fields: () => [
      { kind: 'text', name: 'CommandLine', label: 'Command line', isCode: true, isWide: true },
      { kind: 'text', name: 'ServiceName', label: 'Service name', isCode: true, isWide: true },
    ],
  },
};

/** The parameters page of a type; one with nothing on it for a type that has none. */
export function parametersPage(
  type: string,
  cluster: ClusterSnapshot,
  suggested: Settings,
): { readonly title: string; readonly question: string; readonly fields: readonly DialogField[] } {
  const parameters = PARAMETERS[type as ResourceTypeName] as Parameters | undefined;
  return {
    title: 'Parameters',
    question: parameters?.question ?? '',
    fields: parameters?.fields(cluster, suggested) ?? [],
  };
}

/** Values of all types' parameters as a new resource has them; names that two types share hold the same. */
export function newParameters(cluster: ClusterSnapshot): Record<string, string> {
  const all = Object.assign(
    {},
    ...RESOURCE_TYPES.map((type) => PARAMETERS[type].initial),
  ) as Record<string, string>;
  return { ...all, Drive: freeDrives(cluster)[0] ?? '' };
}

/** Values of a resource's parameters as they are set; a password stays hidden. */
export function presentParameters(type: string, properties: Settings): Record<string, string> {
  const parameters = PARAMETERS[type as ResourceTypeName] as Parameters | undefined;
  return Object.fromEntries(
    Object.keys(parameters?.initial ?? {}).map((name) => {
      const value = String(properties[name] ?? '');
      return [name, value === HIDDEN_PASSWORD ? '' : value];
    }),
  );
}

/** `NAME=VALUE` words of a new resource, and the fields that they come from. */
export function newParameterWords(
  type: string,
  values: FieldValues,
): { readonly words: readonly string[]; readonly fields: readonly string[] } {
  const { always, initial } = PARAMETERS[type as ResourceTypeName];
  const fields = Object.entries(initial)
    .filter(([name, value]) => always.includes(name) || textIn(values, name) !== value)
    .map(([name]) => name);
  return { fields, words: fields.map((name) => propertyWord(name, textIn(values, name))) };
}

/** Shared drives of the cluster, without the quorum's. */
function sharedDrives({ disks }: ClusterSnapshot): string[] {
  return disks
    .filter(({ node, drive }) => node === null && drive !== QUORUM_DRIVE)
    .map(({ drive }) => drive);
}

/** Shared drives that no resource has yet. */
function freeDrives(cluster: ClusterSnapshot): string[] {
  const used = cluster.groups
    .flatMap(({ resources }) => resources)
    .map(({ properties }) => properties['Drive']);
  return sharedDrives(cluster).filter((drive) => !used.includes(drive));
}

function networksOf({ nodes }: ClusterSnapshot): string[] {
  return [...new Set(nodes.flatMap(({ cards }) => cards.map(({ network }) => network)))];
}

function code(name: string, label: string, suggested: Settings): DialogField {
  const suggestion = suggested[name];
  return {
    kind: 'text',
    name,
    label,
    isRequired: true,
    isCode: true,
    suggestions: suggestion === undefined || suggestion === '' ? [] : [String(suggestion)],
  };
}
