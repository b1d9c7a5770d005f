import type { ScenarioName } from '../run.ts';

/** FIRST's virtual server, its Double-Take, the replication set on both nodes, the Source Connection: up to SC-8. */
const FIRST_BUILT = [
  '@A1 cluster group Application /create',
  ...virtualServer('172.16.12.35'),
  ...installed('A1', 'A2'),
  '@A1 cluster resource "Disk for Application" /online',
  ...replicationSet('A1'),
  ...replicationSet('A2'),
  '@A1 cluster resource "DT Connection for Application" /create /group:Application /type:"Double-Take Source Connection"',
  'cluster resource "DT Connection for Application" /priv ReplicationSet=AppData Target=172.16.12.47',
];

/** SECOND's twin, scripts, everything online, both monitors: up to ON-3. */
const PROTECTED = [
  ...FIRST_BUILT,
  '@B1 cluster group Application /create',
  ...virtualServer('172.16.12.35'),
  'cluster resource "IP Address for Double-Take" /create /group:Application /type:"IP Address"',
  'cluster resource "IP Address for Double-Take" /priv Address=172.16.12.47 SubnetMask=255.255.255.0 Network=PUBLIC',
  'cluster resource "Disk for Application" /online',
  'cluster resource "IP Address for Double-Take" /online',
  ...installed('B1', 'B2'),
  '@B1 write S:\\postover.bat "Cluster group \\"Application\\" /ONLINE"',
  'write S:\\preback.bat "Cluster resource \\"IP Address for Application\\" /OFFLINE"',
  '@A1 cluster group Application /online',
  ...monitor('B1'),
  ...monitor('B2'),
  '@A1 lab run 30s',
];

/** Orders, the first site lost, orders on SECOND. */
const FAILED_OVER = [
  ...PROTECTED,
  'client start',
  'lab run 60s',
  'fault site first off',
  'lab run 60s',
  'lab run 30s',
];

/** FIRST repaired off the network, its address brought home, both prompts answered: up to FB-9. */
const RETURNED = [
  ...FAILED_OVER,
  'client stop',
  'fault nic A1 PUBLIC cut',
  'fault nic A2 PUBLIC cut',
  'fault site first on',
  'lab run 60s',
  '@A1 cluster group Application /offline',
  '@B1 fcc failback 172.16.12.35',
  '@B2 fcc failback 172.16.12.35',
  'lab run 10s',
  'fault nic A1 PUBLIC restore',
  'fault nic A2 PUBLIC restore',
  '@A1 cluster group "Cluster Group" /online',
  'cluster resource "Disk for Application" /online',
  'cluster resource "IP Address for Application" /online',
  '@B1 fcc answer 172.16.12.35 continue',
  '@B2 fcc answer 172.16.12.35 continue',
  '@A1 lab run 10s',
];

const LINES: Readonly<Record<ScenarioName, readonly string[]>> = {
  bare: [],
  'first-built': FIRST_BUILT,
  protected: PROTECTED,
  'failed-over': FAILED_OVER,
  returned: RETURNED,
};

/** The lines that make a scenario from `bare`. */
export function scenarioLines(name: ScenarioName): readonly string[] {
  return LINES[name];
}

function virtualServer(address: string): string[] {
  return [
    'cluster resource "IP Address for Application" /create /group:Application /type:"IP Address"',
    `cluster resource "IP Address for Application" /priv Address=${address} SubnetMask=255.255.255.0 Network=PUBLIC`,
    'cluster resource "Name for Application" /create /group:Application /type:"Network Name"',
    'cluster resource "Name for Application" /adddep:"IP Address for Application"',
    'cluster resource "Name for Application" /priv Name=APPSRV',
    'cluster resource "Disk for Application" /create /group:Application /type:"Physical Disk"',
    'cluster resource "Disk for Application" /priv Drive=S:',
  ];
}

function installed(...nodes: readonly string[]): string[] {
  return nodes.flatMap((node) => [`@${node} dt install /transactional`, 'dt set AutoReconnect 0']);
}

function replicationSet(node: string): string[] {
  return [
    `@${node} dt repset create AppData`,
    'dt repset rule AppData add S:\\ include recurse',
    'dt repset rule AppData add S:\\postover.bat exclude',
    'dt repset rule AppData add S:\\preback.bat exclude',
    'dt repset save AppData',
  ];
}

function monitor(node: string): string[] {
  return [
    `@${node} fcc add 172.16.12.35 APPSRV interval 5 missed 6 items none shr off`,
    'fcc scripts 172.16.12.35 post-failover S:\\postover.bat pre-failback S:\\preback.bat',
    'fcc check 172.16.12.35',
  ];
}
