/*
 * Mistakes that a person can make, each as lines: made, then what brings its symptom, then what mends it alone.
 */

/** One mistake of the table, on a protected pair. */
export interface Mistake {
  /** Its id in the table. */
  readonly id: string;
  /** What was done wrong, as the end of a sentence. */
  readonly what: string;
  /** Lines that bring the pair to where the mistake is made. */
  readonly before?: readonly string[];
  readonly made: readonly string[];
  /** How long it goes unnoticed; none where the symptom follows by itself. */
  readonly quiet: readonly string[];
  readonly trouble: readonly string[];
  /** The alarm that the symptom raises. */
  readonly alarm: string;
  /** Takes the place of the mistake, or follows it: then the same trouble raises no such alarm. */
  readonly mended: readonly string[];
  /** Mends it when the alarm stands already, and ends what came of it. */
  readonly cure: readonly string[];
  /** After the cure: the same trouble once more, which brings nothing now. */
  readonly again?: readonly string[];
}

const CLIENT = '172.16.12.35';
const GROUP = '@A1 cluster group Application';
const CLIENT_IP = 'cluster resource "IP Address for Application"';
const CONNECTION = 'cluster resource "DT Connection for Application"';
const SITE_LOST = ['fault site first off', 'lab run 2m'];
const RUN_BY_HAND = ['@B1 run S:\\postover.bat', 'lab run 20s'];

/** FIRST back on its feet, its cards cut, its group as it comes up. */
const REPAIRED = [
  'fault nic A1 PUBLIC cut',
  'fault nic A2 PUBLIC cut',
  'fault site first on',
  'lab run 60s',
];
const FAILED_BACK = onBoth(`fcc failback ${CLIENT}`).concat('lab run 10s');
/** FIRST connected again, with disk and address. */
const RECONNECTED = [
  'fault nic A1 PUBLIC restore',
  'fault nic A2 PUBLIC restore',
  '@A1 cluster resource "Disk for Application" /online',
  `${CLIENT_IP} /online`,
];

/** One line on both nodes of SECOND. */
function onBoth(line: string): string[] {
  return [`@B1 ${line}`, `@B2 ${line}`];
}

function monitorOf(node: string, address: string): string[] {
  return [
    `@${node} fcc add ${address} APPSRV interval 5 missed 6 items none shr off`,
    `fcc scripts ${address} post-failover S:\\postover.bat pre-failback S:\\preback.bat`,
    `fcc check ${address}`,
  ];
}

/** Every mistake whose symptom is an alarm of clusters, scripts, monitors or the way home. */
export const MISTAKES: readonly Mistake[] = [
  {
    id: 'M1',
    what: 'both nodes are preferred owners and failback is allowed',
    made: [`${GROUP} /setowners:A1,A2`, `${GROUP} /prop AutoFailbackType=1`],
    quiet: ['lab run 2m'],
    trouble: ['fault resource "IP Address for Application" on A1', 'lab run 45s'],
    alarm: 'group-ping-pong',
    mended: [`${GROUP} /prop AutoFailbackType=0`],
    cure: [`${GROUP} /prop AutoFailbackType=0`, 'lab run 90s'],
  },
  {
    id: 'M3',
    what: "the set's name differs in case on the other node",
    made: ['@A2 dt repset rename AppData appdata'],
    quiet: ['lab run 2m'],
    trouble: [`${GROUP} /moveto:A2`, 'lab run 60s'],
    alarm: 'resource-pending',
    mended: ['@A2 dt repset rename appdata AppData'],
    cure: ['@A2 dt repset rename appdata AppData', 'lab run 30s'],
  },
  {
    id: 'M6',
    what: 'the target is the address of the clients',
    made: [`@A1 ${CONNECTION} /priv Target=${CLIENT}`],
    quiet: ['lab run 2m'],
    trouble: [`@A1 ${CONNECTION} /offline`, `${CONNECTION} /online /wait:0`, 'lab run 60s'],
    alarm: 'resource-pending',
    mended: [`@A1 ${CONNECTION} /priv Target=172.16.12.47`],
    cure: [`@A1 ${CONNECTION} /priv Target=172.16.12.47`, 'lab run 4m'],
  },
  {
    id: 'M7',
    what: "SECOND's client address is brought online while it is the target",
    made: [`@B1 ${CLIENT_IP} /online /wait:0`],
    quiet: [],
    trouble: ['lab run 5s'],
    alarm: 'address-in-use',
    mended: [`@B1 ${CLIENT_IP} /offline`],
    cure: [`@B1 ${CLIENT_IP} /offline`, 'lab run 30s'],
  },
  {
    id: 'M9',
    what: 'the group is called otherwise on SECOND',
    made: ['@B1 cluster group Application /rename:Orders'],
    quiet: ['lab run 1m'],
    trouble: SITE_LOST,
    alarm: 'script-failed',
    mended: ['@B1 cluster group Orders /rename:Application'],
    cure: ['@B1 cluster group Orders /rename:Application', ...RUN_BY_HAND],
  },
  {
    id: 'M10',
    what: 'the scripts are swapped',
    made: onBoth(
      `fcc scripts ${CLIENT} post-failover S:\\preback.bat pre-failback S:\\postover.bat`,
    ),
    quiet: ['lab run 1m'],
    trouble: SITE_LOST,
    alarm: 'script-did-nothing',
    mended: onBoth(
      `fcc scripts ${CLIENT} post-failover S:\\postover.bat pre-failback S:\\preback.bat`,
    ),
    cure: RUN_BY_HAND,
  },
  {
    id: 'M11',
    what: 'the script stands on no disk that the nodes can read',
    made: onBoth(`fcc scripts ${CLIENT} post-failover C:\\postover.bat`),
    quiet: ['lab run 1m'],
    trouble: SITE_LOST,
    alarm: 'script-failed',
    mended: onBoth(`fcc scripts ${CLIENT} post-failover S:\\postover.bat`),
    cure: RUN_BY_HAND,
  },
  {
    id: 'M12',
    what: 'Perform Failover Of is not cleared',
    made: onBoth(`fcc set ${CLIENT} items ip,name`),
    quiet: ['lab run 1m'],
    trouble: SITE_LOST,
    alarm: 'address-in-use',
    mended: onBoth(`fcc set ${CLIENT} items none`),
    cure: [...onBoth(`fcc set ${CLIENT} items none`), ...RUN_BY_HAND],
  },
  {
    id: 'M13',
    what: 'the share mapping file is left on',
    made: onBoth(`fcc set ${CLIENT} shr on`),
    quiet: ['lab run 1m'],
    trouble: SITE_LOST,
    alarm: 'shares-opened',
    mended: onBoth(`fcc set ${CLIENT} shr off`),
    cure: onBoth(`fcc failback ${CLIENT}`).concat('lab run 10s'),
  },
  {
    id: 'M14',
    what: 'a machine is watched instead of the address',
    made: [...onBoth(`fcc remove ${CLIENT}`), ...monitorOf('B1', 'A1'), ...monitorOf('B2', 'A1')],
    quiet: ['lab run 1m'],
    trouble: ['fault power A1 off', 'lab run 2m'],
    alarm: 'address-in-use',
    mended: [...onBoth('fcc remove A1'), ...monitorOf('B1', CLIENT), ...monitorOf('B2', CLIENT)],
    cure: [
      ...onBoth('fcc failback A1'),
      'lab run 10s',
      ...onBoth('fcc remove A1'),
      ...monitorOf('B1', CLIENT),
      ...monitorOf('B2', CLIENT),
      'lab run 1m',
    ],
    again: [
      'fault power A1 on',
      'lab run 1m',
      '@A2 cluster group Application /moveto:A1',
      'cluster group "Cluster Group" /moveto:A1',
      'lab run 1m',
      'fault power A1 off',
      'lab run 2m',
    ],
  },
  {
    id: 'M15',
    what: 'only one node of SECOND has a monitor',
    made: [`@B2 fcc remove ${CLIENT}`],
    quiet: ['lab run 1m'],
    trouble: ['fault power B1 off', 'lab run 1m', 'fault site first off', 'lab run 1m'],
    alarm: 'covers-nothing',
    mended: monitorOf('B2', CLIENT),
    cure: [...monitorOf('B2', CLIENT), 'lab run 1m'],
  },
  {
    id: 'M16',
    what: 'no address is ticked',
    made: onBoth(`fcc uncheck ${CLIENT}`),
    quiet: ['lab run 1m'],
    trouble: SITE_LOST,
    alarm: 'covers-nothing',
    mended: onBoth(`fcc check ${CLIENT}`),
    cure: [...onBoth(`fcc check ${CLIENT}`), 'lab run 1m'],
  },
  {
    id: 'M17',
    what: 'time to fail is shorter than a failover within FIRST',
    made: onBoth(`fcc set ${CLIENT} interval 2 missed 6`),
    quiet: ['lab run 1m'],
    trouble: ['fault power A1 off', 'lab run 1m'],
    alarm: 'address-in-use',
    mended: onBoth(`fcc set ${CLIENT} interval 5 missed 6`),
    cure: [
      ...onBoth(`fcc set ${CLIENT} interval 5 missed 6`),
      ...onBoth(`fcc failback ${CLIENT}`),
      'lab run 10s',
      '@A2 cluster group Application /online',
      ...onBoth(`fcc answer ${CLIENT} continue`),
      'lab run 1m',
    ],
    again: ['fault power A1 on', 'lab run 1m', 'fault power A2 off', 'lab run 1m'],
  },
  {
    id: 'M18',
    what: 'four replies or fewer may be missed',
    made: onBoth(`fcc set ${CLIENT} missed 4`),
    quiet: ['lab run 10s'],
    trouble: ['lab run 30s'],
    alarm: 'blinking-yellow',
    mended: onBoth(`fcc set ${CLIENT} missed 5`),
    cure: [...onBoth(`fcc set ${CLIENT} missed 5`), 'lab run 5s'],
  },
  {
    id: 'M19',
    what: 'a person must confirm the failover, and nobody watches',
    made: onBoth(`fcc set ${CLIENT} manual on`),
    quiet: ['lab run 1m'],
    trouble: SITE_LOST,
    alarm: 'failover-waits',
    mended: onBoth(`fcc set ${CLIENT} manual off`),
    cure: [...onBoth(`fcc intervene ${CLIENT} failover`), 'lab run 20s'],
  },
  {
    id: 'M20',
    what: 'the link between the sites fails while FIRST lives',
    made: ['fault link replication cut'],
    quiet: ['lab run 10s'],
    trouble: ['lab run 40s'],
    alarm: 'two-owners',
    mended: ['fault link replication restore'],
    cure: ['fault link replication restore', `@B1 ${CLIENT_IP} /offline`, 'lab run 5s'],
  },
  {
    id: 'M21',
    what: 'FIRST comes back connected to the network',
    before: SITE_LOST,
    made: ['fault site first on'],
    quiet: ['lab run 20s'],
    trouble: ['lab run 40s'],
    alarm: 'address-in-use',
    mended: ['fault nic A1 PUBLIC cut', 'fault nic A2 PUBLIC cut'],
    cure: [`${GROUP} /offline /wait:60`, 'lab run 30s'],
  },
  {
    id: 'M22',
    what: "FIRST's group is not taken offline before it is connected",
    before: SITE_LOST,
    made: ['fault nic A1 PUBLIC cut', 'fault nic A2 PUBLIC cut', 'fault site first on'],
    quiet: ['lab run 20s'],
    trouble: ['lab run 40s'],
    alarm: 'resource-failed',
    mended: ['lab run 30s', `${GROUP} /offline`, 'cluster resource "Cluster IP Address" /offline'],
    cure: [`${GROUP} /offline`, 'cluster resource "Cluster IP Address" /offline', 'lab run 5s'],
  },
  {
    id: 'M23',
    what: 'Continue is chosen before FIRST answers',
    before: [...SITE_LOST, ...REPAIRED, `${GROUP} /offline`, ...FAILED_BACK],
    made: onBoth(`fcc answer ${CLIENT} continue`),
    quiet: ['lab run 20s'],
    trouble: [
      'lab run 40s',
      ...RECONNECTED.slice(0, 3),
      `${CLIENT_IP} /online /wait:0`,
      'lab run 5s',
    ],
    alarm: 'address-in-use',
    mended: onBoth(`fcc uncheck ${CLIENT}`),
    cure: [`@A1 ${CLIENT_IP} /offline`, 'lab run 30s'],
  },
  {
    id: 'M24',
    what: 'Stop is chosen',
    before: [...SITE_LOST, ...REPAIRED, `${GROUP} /offline`, ...FAILED_BACK, ...RECONNECTED],
    made: onBoth(`fcc answer ${CLIENT} stop`),
    quiet: ['lab run 1m'],
    trouble: ['fault site first off', 'lab run 1m'],
    alarm: 'covers-nothing',
    mended: onBoth(`fcc check ${CLIENT}`),
    cure: [...onBoth(`fcc check ${CLIENT}`), 'lab run 1m'],
  },
  {
    id: 'M26',
    what: 'the pre-failback script takes the whole group offline',
    made: ['@B1 write S:\\preback.bat "Cluster group Application /OFFLINE"'],
    quiet: ['lab run 1m'],
    trouble: [...SITE_LOST, ...onBoth(`fcc failback ${CLIENT}`), 'lab run 20s'],
    alarm: 'disk-offline-after-failback',
    mended: [
      '@B1 write S:\\preback.bat "Cluster resource \\"IP Address for Application\\" /OFFLINE"',
    ],
    cure: ['@B1 cluster resource "Disk for Application" /online', 'lab run 5s'],
  },
  {
    id: 'M31',
    what: 'a resource may run on one node only',
    made: ['@A1 cluster resource "Disk for Application" /removeowner:A2'],
    quiet: ['lab run 1m'],
    trouble: ['fault power A1 off', 'lab run 1m'],
    alarm: 'cannot-run-here',
    mended: ['@A1 cluster resource "Disk for Application" /addowner:A2'],
    cure: [
      '@A2 cluster resource "Disk for Application" /addowner:A2',
      'cluster resource "Disk for Application" /online',
    ],
  },
  {
    id: 'M32',
    what: 'the Network Name depends on no IP Address',
    made: ['@B1 cluster resource "Name for Application" /removedep:"IP Address for Application"'],
    quiet: ['lab run 1m'],
    trouble: SITE_LOST,
    alarm: 'script-failed',
    mended: ['@B1 cluster resource "Name for Application" /adddep:"IP Address for Application"'],
    cure: [
      '@B1 cluster resource "Name for Application" /adddep:"IP Address for Application"',
      ...RUN_BY_HAND,
    ],
  },
];
