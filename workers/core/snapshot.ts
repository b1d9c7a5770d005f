/** What the lab shows of itself at one moment: plain data, safe to send and to write as JSON. */
export interface Snapshot {
  readonly lab: 1;
  readonly scenario: string;
  readonly seed: number;
  /** Virtual ms; 0 is where the scenario's own lines were done. */
  readonly atMs: number;
  readonly paused: boolean;
  readonly clusters: Readonly<Record<ClusterId, ClusterSnapshot>>;
  readonly services: Readonly<Record<string, ServiceSnapshot>>;
  readonly connections: readonly ConnectionSnapshot[];
  readonly jobs: readonly JobSnapshot[];
  readonly monitors: readonly MonitorSnapshot[];
  readonly link: LinkSnapshot;
  /** How long things of the clusters take, virtual ms; `lab set` changes them. */
  readonly durations: Readonly<Record<DurationName, number>>;
  /** Address → nodes that answer it. */
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  readonly clients: ClientsSnapshot;
  readonly ledger: Ledger | null;
  readonly alarms: readonly AlarmSnapshot[];
  readonly faults: readonly FaultSnapshot[];
  readonly exercise: ExerciseSnapshot | null;
  readonly storage: StorageSnapshot;
}

/** How much of the world a snapshot lists. */
export const LISTED_FILES_MAX = 500;
export const LISTED_TEXT_BYTES_MAX = 4096;
export const LISTED_BEHIND_MAX = 64;
export const LISTED_JOBS_MAX = 100;

export type ClusterId = 'first' | 'second';
/** What takes time in a cluster, by the word that `lab set` takes. */
export type DurationName =
  | 'regroup'
  | 'arbitration'
  | 'disk'
  | 'ip'
  | 'name'
  | 'connection'
  | 'offline'
  | 'boot'
  | 'join'
  | 'restartPause'
  | 'genericApplication'
  | 'doubleTakeStart';
export type NodeState = 'Up' | 'Down' | 'Paused' | 'Joining';
export type GroupState = 'Online' | 'Offline' | 'Failed' | 'Partially Online' | 'Pending';
export type ResourceState = 'Online' | 'Offline' | 'Failed' | 'Online Pending' | 'Offline Pending';
export type Settings = Readonly<Record<string, string | number | boolean>>;

export interface ClusterSnapshot {
  readonly name: string;
  readonly quorumOwner: string | null;
  /** At least one node is Up and its PUBLIC card has link. */
  readonly reachable: boolean;
  readonly nodes: readonly NodeSnapshot[];
  readonly groups: readonly GroupSnapshot[];
  readonly disks: readonly DiskSnapshot[];
  /** Heartbeats between the two nodes, one entry a network. */
  readonly heartbeats: readonly {
    readonly network: string;
    readonly heard: boolean;
    readonly lastBeatMs: number | null;
  }[];
}

export interface NodeSnapshot {
  readonly name: string;
  readonly state: NodeState;
  readonly powered: boolean;
  readonly os: string;
  readonly domain: string;
  readonly member: boolean;
  readonly licensed: boolean;
  readonly cards: readonly {
    readonly network: string;
    readonly address: string;
    readonly linked: boolean;
  }[];
}

export interface GroupSnapshot {
  readonly name: string;
  readonly state: GroupState;
  readonly owner: string | null;
  readonly preferredOwners: readonly string[];
  readonly failback: 'prevent' | 'allow';
  readonly failovers: number;
  readonly resources: readonly ResourceSnapshot[];
}

export interface ResourceSnapshot {
  readonly name: string;
  readonly type: string;
  readonly state: ResourceState;
  readonly possibleOwners: readonly string[];
  readonly dependencies: readonly string[];
  readonly properties: Settings;
  /** While a pending state lasts: since when, and when its modelled work ends. */
  readonly pending: { readonly sinceMs: number; readonly untilMs: number } | null;
}

export interface DiskSnapshot {
  readonly drive: string;
  /** Whose own `C:` this is; null for a shared disk. */
  readonly node: string | null;
  readonly owner: string | null;
  readonly sizeBytes: number;
  readonly usedBytes: number;
  /** The first 500 by path; `S:\\Docs`, also those that hold nothing. */
  readonly folders: readonly string[];
  /** The first 500 by path; `text` of .bat files up to 4 KiB. */
  readonly files: readonly {
    readonly path: string;
    readonly sizeBytes: number;
    readonly text: string | null;
  }[];
}

export interface ServiceSnapshot {
  readonly installed: boolean;
  readonly running: boolean;
  readonly settings: Settings;
  readonly replicationSets: readonly {
    readonly name: string;
    readonly saved: boolean;
    readonly rules: readonly {
      readonly path: string;
      readonly type: 'include' | 'exclude';
      readonly recurse: boolean;
    }[];
  }[];
}

export interface ConnectionSnapshot {
  readonly id: number;
  readonly source: string;
  readonly target: string | null;
  readonly address: string;
  readonly replicationSet: string;
  readonly transmitMode: string;
  readonly mirrorStatus: string;
  readonly replicationStatus: string;
  readonly targetStatus: string;
  readonly dataState: 'Good' | 'Bad';
  readonly queue: {
    readonly operations: number;
    readonly bytes: number;
    readonly memoryBytes: number;
    readonly diskBytes: number;
    /** Age of the oldest operation not yet acknowledged. */
    readonly lagMs: number;
  };
  readonly mirror: {
    readonly percent: number;
    readonly sentBytes: number;
    readonly skippedBytes: number;
    readonly remainingBytes: number;
  };
  readonly sent: {
    readonly operations: number;
    readonly bytes: number;
    readonly wireBytes: number;
  };
  /** What the target has applied, as `sent.wireBytes` counts it, before any compression. */
  readonly appliedWireBytes: number;
  readonly acknowledgedOperations: number;
}

export interface JobSnapshot {
  readonly id: number;
  readonly kind: 'restore' | 'verify';
  readonly node: string;
  readonly replicationSet: string;
  readonly from: string;
  readonly to: string | null;
  readonly map: string;
  readonly overwrite: string;
  readonly checksum: boolean;
  readonly orphans: string;
  readonly state: 'Running' | 'Done' | 'Failed' | 'Stopped';
  readonly percent: number;
  readonly sentBytes: number;
  readonly differentFiles: number;
  readonly missingFiles: number;
  readonly outOfSyncBytes: number;
}

export type MonitorState =
  | 'Idle'
  | 'Monitoring'
  | 'FailurePending'
  | 'FailingOver'
  | 'FailedOver'
  | 'FailingBack'
  | 'AwaitingDecision';

export type ScriptSlot = 'preFailover' | 'postFailover' | 'preFailback' | 'postFailback';
export type Bullet = 'green' | 'yellow' | 'red' | 'none';

export interface MonitorSnapshot {
  readonly node: string;
  readonly address: string;
  readonly name: string;
  readonly checked: boolean;
  readonly intervalMs: number;
  readonly missed: number;
  readonly trigger: 'all' | 'one';
  readonly items: readonly string[];
  readonly shr: boolean;
  readonly manual: boolean;
  readonly active: boolean;
  readonly scripts: Readonly<Record<ScriptSlot, string>>;
  readonly state: MonitorState;
  readonly timeToFailMs: number;
  readonly timeoutMs: number;
  readonly timeToFail: string;
  readonly bullet: Bullet;
  readonly statusBar: string;
  readonly tray: 'red-green' | 'red' | 'none';
  readonly lastScript: { readonly path: string; readonly exitCode: number } | null;
  /** When the last reply came; null before the first. */
  readonly lastReplyAtMs: number | null;
  /** The last ten pings that were answered or given up, oldest first. */
  readonly replies: readonly { readonly atMs: number; readonly came: boolean }[];
}

export interface LinkSnapshot {
  readonly up: boolean;
  readonly kbps: number;
  readonly latencyMs: number;
  readonly lossPercent: number;
  readonly limitKbps: number | null;
}

export interface ClientsSnapshot {
  readonly servedBy: 'first' | 'second' | 'both' | 'none';
  readonly ratePerSecond: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** Length of the present outage, or of the last once service is back. */
  readonly outageMs: number;
  readonly running: boolean;
  /** Highest number acknowledged so far, the orders of `bare` included. */
  readonly lastOrder: number;
  /** Orders acknowledged by one cluster that have not reached the other's disk, oldest first, at most 64. */
  readonly behind: readonly number[];
  /** How many such orders there are in all. */
  readonly behindCount: number;
}

export interface Ledger {
  readonly failoverAtMs: number;
  readonly rpoMs: number;
  readonly rtoMs: number | null;
  /** The events that RPO and RTO were measured between; null where there is none (yet). */
  readonly between: {
    /** FIRST acknowledged the oldest lost order, and its last before the failover. */
    readonly oldestLostAtMs: number | null;
    readonly lastBeforeAtMs: number | null;
    /** FIRST's last acknowledgement of all, and SECOND's first. */
    readonly outageFromMs: number | null;
    readonly outageToMs: number | null;
  };
  readonly lostBytes: number;
  readonly lostOrders: readonly number[];
  readonly destroyedOrders: readonly number[];
  readonly divergedOrders: readonly number[];
}

export interface AlarmSnapshot {
  readonly code: string;
  readonly text: string;
  readonly sinceMs: number;
  readonly cites: readonly string[];
}

export interface FaultSnapshot {
  readonly id: number;
  readonly line: string;
  readonly sinceMs: number;
}

export interface ExerciseSnapshot {
  readonly id: string;
  readonly mode: string;
  readonly complete: boolean;
  readonly assisted: boolean;
  readonly steps: readonly { readonly id: string; readonly done: boolean }[];
}

/**
 * What helps against a problem with storage, beside what its text says. `again`: open the lab once more; `delete`: that,
 * or delete what is stored and does not open; `reload`: load the page once more; `start-again`: replace what is stored.
 */
export type StorageRemedy = 'again' | 'delete' | 'reload' | 'start-again';

export interface StorageSnapshot {
  readonly kind: 'memory' | 'indexeddb';
  readonly savedAtMs: number | null;
  readonly readOnly: boolean;
  readonly problem: string | null;
  /** Present when the lab is saved all the same: `problem` then only tells what was found. */
  readonly savedAllTheSame?: true;
  /** Absent when nothing on the page helps, or nothing has to. */
  readonly remedy?: StorageRemedy;
}

/** One point of the charts: what they plot at one moment. */
export interface Sample {
  readonly atMs: number;
  /** Null while there is no connection: no link, no line. */
  readonly lag: { readonly operations: number; readonly bytes: number; readonly ms: number } | null;
  /** Bytes that have crossed the link so far, for throughput. */
  readonly wireBytes: number;
  /** Of those, as they were before any compression, what the target has applied so far. */
  readonly appliedWireBytes: number;
  /** Time to fail of each monitor, in the order of the snapshot. */
  readonly monitors: readonly { readonly state: MonitorState; readonly timeToFailMs: number }[];
  readonly servedBy: 'first' | 'second' | 'both' | 'none';
}

/** State of one block for the block maps; `Uint8Array` cells hold these codes. */
export const BLOCK_CELL = {
  unused: 0,
  equal: 1,
  differs: 2,
  copied: 3,
  /** Of the difference alone: the other disk has no such block of the file. */
  onlyFirst: 4,
  onlySecond: 5,
} as const;

/** One cell a block: of each cluster's `S:`, up to the highest block in use on it, and of the set's files on both. */
export interface BlockMaps {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  /** One cell a block of the set's files as they are on either disk, file after file by path. */
  readonly difference: Uint8Array;
  /** Where the two differ, in the order of `difference`; of very many the first. */
  readonly ranges: readonly BlockRange[];
  /** How many such ranges there are. */
  readonly rangeCount: number;
  /** How many files hold them. */
  readonly fileCount: number;
}

/** Blocks of one file that follow one another, in the file and on each disk that has them, and differ alike. */
export interface BlockRange {
  /** With its drive: `S:\\Orders\\orders.txt`. */
  readonly path: string;
  readonly state: 'differs' | 'onlyFirst' | 'onlySecond';
  /** The first of them, by its place in the file, from 0. */
  readonly from: number;
  readonly count: number;
  /** The first of them, by its place on each disk; null on a disk that does not have them. */
  readonly first: number | null;
  readonly second: number | null;
}
