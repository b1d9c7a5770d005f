/*
 * Mistakes of the data plane, each as lines: made, then what brings its symptom, then what mends it alone.
 */
import type { ScenarioName } from '../../workers/core/run.ts';

/** One mistake of the table. */
export interface DataMistake {
  /** Its id in the table. */
  readonly id: string;
  /** What was done wrong, as the end of a sentence. */
  readonly what: string;
  /** Where it begins; a protected pair if nothing is said. */
  readonly scenario?: ScenarioName;
  /** Lines that lead to where the mistake is made. */
  readonly before?: readonly string[];
  readonly made: readonly string[];
  /** How long it goes unnoticed. */
  readonly quiet: readonly string[];
  readonly trouble: readonly string[];
  /** The alarm that the symptom raises. */
  readonly alarm: string;
  /** What its explanation ends with beside the id: steps that were not followed. */
  readonly steps: readonly string[];
  /** Done after the mistake, or instead of it where `isMendedFirst`: then the same trouble raises no such alarm. */
  readonly mended: readonly string[];
  readonly isMendedInstead?: boolean;
  /** Mends it when the alarm stands already; null where the harm is done for good. */
  readonly cure: readonly string[] | null;
}

/** The address of SECOND that Double-Take connects to. */
const TARGET = '172.16.12.47';
const GROUP = 'cluster group Application';
const TARGET_IP = '@B1 cluster resource "IP Address for Double-Take"';
const CONNECTION = 'cluster resource "DT Connection for Application"';
const RESTORE = '@B1 dt restore AppData source A1 from B1 to A1';
const RESTORED = [RESTORE, 'lab run 1m'];
const FIRST_LOST = [
  'client start',
  'lab run 20s',
  'fault site first off',
  'lab run 2m',
  'client stop',
];
const CARDS_CUT = ['fault nic A1 PUBLIC cut', 'fault nic A2 PUBLIC cut'];
const CARDS_BACK = ['fault nic A1 PUBLIC restore', 'fault nic A2 PUBLIC restore'];
const FAILED_BACK = ['B1', 'B2'].map((node) => `@${node} fcc failback 172.16.12.35`);
/** FIRST repaired off the network, its group offline: all that comes before it is connected. */
const REPAIRED = [
  ...CARDS_CUT,
  'fault site first on',
  'lab run 60s',
  `@A1 ${GROUP} /offline`,
  ...FAILED_BACK,
  'lab run 10s',
];
const DISK_BACK = '@A1 cluster resource "Disk for Application" /online';
const GROUP_ONLINE = [`@A1 ${GROUP} /online`, 'lab run 60s'];

/** A2's set again as A1 has it. */
const RULES_ALIKE = [
  '@A2 dt repset rule AppData add S:\\ include recurse',
  'dt repset rule AppData remove S:\\Orders',
  'dt repset rule AppData remove S:\\*.txt',
  'dt repset save AppData',
];

function narrowed(rule: string): string[] {
  return [
    '@A2 dt repset rule AppData remove S:\\',
    `dt repset rule AppData add ${rule} include recurse`,
    'dt repset save AppData',
  ];
}

function alikeBut(rule: string): string[] {
  return RULES_ALIKE.filter((line) => !line.includes('remove') || line.endsWith(rule));
}

/** Mistakes whose symptom is an alarm of the data plane. */
export const DATA_MISTAKES: readonly DataMistake[] = [
  {
    id: 'M2',
    what: 'the rules of A2 leave a folder out, and A2 owned the group',
    made: narrowed('S:\\Orders'),
    quiet: [
      'lab run 1m',
      `@A1 ${GROUP} /moveto:A2`,
      'lab run 20s',
      '@A2 write S:\\Docs\\holidays.txt changed',
      'fill S:\\Docs\\new.bin 9000 4',
      'lab run 20s',
    ],
    trouble: [
      `@A1 ${GROUP} /moveto:A1`,
      '@A1 dt mirror stop 2',
      'dt verify 2 checksum',
      'lab run 20s',
    ],
    alarm: 'verification-differs',
    steps: ['RS-14', 'RS-16'],
    mended: alikeBut('S:\\Orders'),
    cure: [...alikeBut('S:\\Orders'), '@A1 dt mirror start 2 checksum', 'lab run 20s'],
  },
  {
    id: 'M2',
    what: "orphans are removed, and A2's wildcard leaves files out",
    before: [`@A1 dt orphans ${TARGET} delete`, 'lab run 10s'],
    made: narrowed('S:\\*.txt'),
    quiet: ['lab run 1m'],
    trouble: [`@A1 ${GROUP} /moveto:A2`, 'lab run 20s'],
    alarm: 'orphans-removed',
    steps: ['RS-14', 'RS-16'],
    mended: alikeBut('S:\\*.txt'),
    cure: [...alikeBut('S:\\*.txt'), 'dt mirror start 1 checksum', 'lab run 1m'],
  },
  {
    id: 'M2',
    what: "A2's rules leave the orders out, and FIRST is lost while A2 owns the group",
    made: narrowed('S:\\Docs'),
    quiet: ['lab run 1m', `@A1 ${GROUP} /moveto:A2`, 'client start', 'lab run 20s'],
    trouble: ['fault site first off', 'lab run 1m', 'client stop'],
    alarm: 'orders-lost',
    steps: ['RS-14', 'RS-16'],
    mended: ['@A2 dt repset rule AppData add S:\\ include recurse', 'dt repset save AppData'],
    cure: null,
  },
  {
    id: 'M4',
    what: 'the set of A2 is not saved, and its service is started anew',
    made: [
      '@A2 dt repset delete AppData',
      'dt repset create AppData',
      'dt repset rule AppData add S:\\ include recurse',
    ],
    quiet: ['lab run 1m'],
    trouble: ['@A2 dt restart', `@A1 ${GROUP} /moveto:A2`, 'lab run 1m'],
    alarm: 'resource-pending',
    steps: ['RS-17'],
    mended: ['@A2 dt repset save AppData'],
    cure: [
      '@A2 dt repset create AppData',
      'dt repset rule AppData add S:\\ include recurse',
      'dt repset save AppData',
      'lab run 30s',
    ],
  },
  {
    id: 'M5',
    what: 'A1 reconnects by itself, and is rebooted',
    made: ['@A1 dt set AutoReconnect 1'],
    quiet: ['lab run 1m', 'fault power A1 off', 'lab run 1m'],
    trouble: ['fault power A1 on', 'lab run 1m'],
    alarm: 'duplicate-connection',
    steps: ['DTA-2d'],
    mended: ['@A1 dt set AutoReconnect 0'],
    cure: ['@A1 dt set AutoReconnect 0', 'dt restart', 'lab run 10s'],
  },
  {
    id: 'M8',
    what: "SECOND's second address is taken offline",
    made: [`${TARGET_IP} /offline`],
    quiet: ['lab run 5s'],
    trouble: ['lab run 30s'],
    alarm: 'connection-error',
    steps: ['G1'],
    mended: [`${TARGET_IP} /online`],
    cure: [`${TARGET_IP} /online`, 'lab run 10s'],
  },
  {
    id: 'M8',
    what: "SECOND's second address is offline until the queue is full",
    before: ['@A1 dt set QmemoryBufferMax 1', 'dt set QJournalSpaceMax 0', 'client start'],
    made: [`${TARGET_IP} /offline`],
    quiet: ['lab run 5s'],
    trouble: ['client rate 100', 'lab run 30s', 'client rate 5', 'lab run 1m'],
    alarm: 'queue-overflow',
    steps: ['G1'],
    mended: [`${TARGET_IP} /online`],
    cure: [`${TARGET_IP} /online`, 'lab run 3m'],
  },
  {
    id: 'M8',
    what: "SECOND's disk is taken offline",
    made: ['@B1 cluster resource "Disk for Application" /offline', 'client start'],
    quiet: ['lab run 5s'],
    trouble: ['lab run 1m'],
    alarm: 'target-disk-offline',
    steps: ['G1'],
    mended: ['@B1 cluster resource "Disk for Application" /online'],
    cure: ['@B1 cluster resource "Disk for Application" /online', 'lab run 30s'],
  },
  {
    id: 'M28',
    what: 'only what is newer is restored, and the totals of FIRST are of what was lost',
    before: [
      ...['client rate 20', 'client start', 'lab run 20s', 'fault link replication rate 8'],
      ...['lab run 7s', 'fault site first off', 'client rate 1', 'fault clear 1', 'lab run 50s'],
      ...['client stop', ...REPAIRED, ...CARDS_BACK, DISK_BACK],
    ],
    made: [`${RESTORE} overwrite newer`, 'lab run 1m'],
    quiet: [],
    trouble: [`@A1 ${GROUP} /online`, 'lab run 20s'],
    alarm: 'order-book-misfit',
    steps: ['FB-12'],
    mended: RESTORED,
    cure: [`@A1 ${CONNECTION} /offline`, 'client rate 20', 'client start', 'lab run 20s'],
  },
  {
    id: 'M30',
    what: 'Double-Take was told that no application is transactional: its mirrors look at size and time',
    made: ['@A1 dt set BlockChecksumAll 0'],
    quiet: [
      'fault flip second "S:\\Docs\\insurance.doc" 7 1',
      '@A1 dt mirror start 1 checksum',
      'lab run 1m',
    ],
    trouble: ['@A1 dt verify 1 checksum', 'lab run 20s'],
    alarm: 'verification-differs',
    steps: ['DTA-1'],
    mended: ['@A1 dt set BlockChecksumAll 1'],
    cure: ['@A1 dt set BlockChecksumAll 1', 'dt mirror start 1 checksum', 'lab run 20s'],
  },
  {
    id: 'M34',
    what: 'one node runs another operating system',
    before: [`@A1 ${CONNECTION} /offline`],
    made: ['host B2 os w2kdc'],
    quiet: ['lab run 1m'],
    trouble: [`@A1 ${CONNECTION} /online`, 'lab run 5s'],
    alarm: 'mixed-systems',
    steps: ['R2'],
    mended: ['host B2 os w2kas'],
    cure: ['host B2 os w2kas', 'lab run 5s'],
  },
];

/** Mistakes that let older data go over work that nobody else has: irrecoverable. */
export const DESTROYING_MISTAKES: readonly DataMistake[] = [
  {
    id: 'M5',
    what: 'a node of FIRST reconnects by itself when it comes home',
    made: ['@A1 dt set AutoReconnect 1'],
    quiet: [...FIRST_LOST, ...REPAIRED],
    trouble: [...CARDS_BACK, DISK_BACK, 'lab run 1m'],
    alarm: 'orders-destroyed',
    steps: ['DTA-2d'],
    mended: ['@A1 dt set AutoReconnect 0'],
    cure: null,
  },
  {
    id: 'M21',
    what: 'FIRST comes back connected to the network',
    before: FIRST_LOST,
    made: ['fault site first on'],
    quiet: ['lab run 20s'],
    trouble: ['lab run 1m'],
    alarm: 'orders-destroyed',
    steps: ['FB-1'],
    mended: [...CARDS_CUT, 'fault site first on'],
    isMendedInstead: true,
    cure: null,
  },
  {
    id: 'M22',
    what: "FIRST's group is not offline when it is connected",
    before: [...FIRST_LOST, ...CARDS_CUT],
    made: ['fault site first on', 'lab run 1m'],
    quiet: [],
    trouble: [...CARDS_BACK, 'lab run 1m'],
    alarm: 'orders-destroyed',
    steps: ['FB-3'],
    mended: [`@A1 ${GROUP} /offline`],
    cure: null,
  },
  {
    id: 'M25',
    what: 'the whole group of FIRST is brought online before the restoration',
    scenario: 'returned',
    made: GROUP_ONLINE.slice(0, 1),
    quiet: [],
    trouble: ['lab run 60s'],
    alarm: 'orders-destroyed',
    steps: ['M35', 'FB-13', 'FB-14'],
    mended: [...RESTORED, ...GROUP_ONLINE],
    isMendedInstead: true,
    cure: null,
  },
  {
    id: 'M27',
    what: 'the restoration goes the wrong way',
    scenario: 'returned',
    made: ['@A1 dt restore AppData source A1 from A1 to B1'],
    quiet: [],
    trouble: ['lab run 60s'],
    alarm: 'orders-destroyed',
    steps: ['FB-11b', 'FB-11d'],
    mended: RESTORED,
    isMendedInstead: true,
    cure: null,
  },
  {
    id: 'M29',
    what: 'clients go on ordering while the restoration runs',
    scenario: 'failed-over',
    before: [
      ...CARDS_CUT,
      'fault site first on',
      'lab run 60s',
      `@A1 ${GROUP} /offline`,
      ...CARDS_BACK,
      DISK_BACK,
    ],
    made: ['client rate 40', ...RESTORED],
    quiet: ['client stop', ...FAILED_BACK, 'lab run 20s'],
    trouble: GROUP_ONLINE,
    alarm: 'orders-destroyed',
    steps: ['FB-6'],
    mended: ['client stop', 'lab run 1s', ...RESTORED],
    isMendedInstead: true,
    cure: null,
  },
];
