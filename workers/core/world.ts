/**
 * The state of everything, as plain records: what exists, not what it does.
 *
 * One file on purpose: every part of the core reads some of it, and a type that stood beside its
 * behaviour would tie the parts into circles. Behaviour lives in the folders, one idea a file.
 */
import type { Cause, EventLog } from './events.ts';
import type { Prng } from './prng.ts';
import type { RunLine, ScenarioName } from './run.ts';
import type { Schedule, Task } from './schedule.ts';
import type {
  ClusterId,
  DurationName,
  Ledger,
  MonitorState,
  NodeState,
  ResourceState,
  ScriptSlot,
} from './snapshot.ts';
import type { BlockKernel } from './storage/block-kernel.ts';
import type { Milliseconds } from './units.ts';

/** Everything. Times inside are ms since `bare` began; `originMs` is what the outside calls 0. */
export interface World {
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly diskMiB: number;
  readonly kernel: BlockKernel;
  readonly schedule: Schedule;
  readonly log: EventLog;
  readonly random: { readonly orders: Prng; readonly loss: Prng; readonly phases: Prng };
  readonly signals: Signals;
  readonly network: Network;
  /** How long things of the clusters take; lines change them. */
  readonly durations: Record<DurationName, Milliseconds>;
  readonly clusters: Readonly<Record<ClusterId, Cluster>>;
  /** All four nodes, A1 A2 B1 B2. */
  readonly nodes: readonly ClusterNode[];
  readonly connections: Connection[];
  /** Ended connections of whose operations the target still holds some: it applies them when it can. */
  readonly leftovers: Connection[];
  /** Verifications and restorations, oldest first; the latest of those that have ended stay listed. */
  readonly jobs: Job[];
  /** What a target does with orphans, by the address at which it is reached; kept while connections come and go. */
  readonly orphanModes: Map<string, OrphanMode>;
  /** Queue regions: one each cluster and role. */
  readonly rings: Readonly<
    Record<ClusterId, { readonly source: QueueRing; readonly target: QueueRing }>
  >;
  readonly workload: Workload;
  readonly foundDamage: FoundDamage[];
  readonly removedTwins: RemovedTwin[];
  readonly faults: Fault[];
  readonly waits: Wait[];
  readonly alarms: AlarmBook;
  /** Bytes known by their XXH3-64, for `import` and `fault block`. */
  readonly providedBytes: Map<string, Uint8Array>;
  readonly keptLines: RunLine[];
  /** False while the scenario's own lines are played: those belong to no run. */
  keepsLines: boolean;
  futureLines: RunLine[];
  nowMs: Milliseconds;
  originMs: Milliseconds;
  /** The event that leads to whatever happens now. */
  cause: number | null;
  /** Node on which lines run until `@NODE` says otherwise. */
  consoleNode: string;
  nextFaultId: number;
  /** Looks at the world after every event and line; null on the page. */
  afterEvent: (() => void) | null;
}

/** What a line comes to: done, waiting for virtual time, or the engine's to carry out. */
export type Outcome =
  | { readonly exitCode: number; readonly output: string }
  | { readonly waitMs: Milliseconds; readonly look: Wait['look'] }
  | { readonly request: EngineRequest };

/** What the engine carries out, because it needs more than the present world. */
export type EngineRequest =
  | { readonly verb: 'run'; readonly durationMs: Milliseconds }
  | { readonly verb: 'until'; readonly expression: string; readonly withinMs: Milliseconds }
  | { readonly verb: 'undo' }
  | { readonly verb: 'redo' };

/** Told how a script ended, and whether any line of it changed something. */
export type ScriptFinished = (exitCode: number, hasChanged: boolean) => void;

/** What one part announces and others react to; bound once, in `wiring.ts`. */
export interface Signals {
  resourceChanged: (resource: Resource) => void;
  resourceFailed: (resource: Resource) => void;
  /** A node lost power or its operating system: what ran there is gone. */
  nodeLost: (node: ClusterNode) => void;
  nodeUp: (node: ClusterNode) => void;
  /** Its operating system runs again; services start. */
  nodeBooted: (node: ClusterNode) => void;
  /** A card, network or the link between the sites changed. */
  networkChanged: () => void;
  fileChanged: (volume: Volume, change: FileChange) => void;
  serviceStopped: (node: ClusterNode) => void;
  serviceStarted: (node: ClusterNode) => void;
  /** Runs a `.bat` on a node, in virtual time. */
  runScript: (node: ClusterNode, path: string, finished: ScriptFinished) => void;
  /** Carries out one line of a script; `begin` is told when it changes something. */
  runBatchWords: (
    node: ClusterNode,
    line: { readonly words: readonly string[]; readonly texts: readonly string[] },
    begin: () => void,
  ) => Outcome;
  /** Something was queued to be sent, or may be sent again. */
  queueGrew: (connection: Connection) => void;
  /** The target has caught up with what it had received. */
  operationsApplied: (connection: Connection) => void;
  /** A mirror found no room in the queue. */
  queueOverflowed: (connection: Connection) => void;
  /** Older data begins to go over work that nobody else has. */
  workOverwritten: () => void;
}

export type NetworkName = 'PUBLIC' | 'PRIVATE';

export interface Network {
  publicCut: boolean;
  monitorRepliesCut: boolean;
  readonly link: Link;
}

/** The one line between the sites. */
export interface Link {
  cut: boolean;
  kbps: number;
  latencyMs: Milliseconds;
  lossPercent: number;
  /** One lane each way, by the cluster that sends. */
  readonly lanes: Readonly<Record<ClusterId, Lane>>;
}

export interface Card {
  readonly network: NetworkName;
  readonly address: string;
  cut: boolean;
}

export interface ClusterNode {
  readonly name: string;
  readonly id: number;
  readonly clusterId: ClusterId;
  powered: boolean;
  /** The operating system runs. */
  booted: boolean;
  /** What its cluster service is, as the cluster sees it. */
  state: NodeState;
  os: string;
  domain: string;
  member: boolean;
  licensed: boolean;
  readonly cards: readonly Card[];
  readonly localVolume: Volume;
  readonly doubleTake: DoubleTake;
  readonly monitors: Monitor[];
  /** Addresses that Double-Take itself added to this node at a failover with items. */
  readonly takenAddresses: string[];
  /** Taken out of its cluster for good. */
  isEvicted: boolean;
  description: string;
  /** Boot, joining or arbitration in progress. */
  startTask: Task | null;
}

export interface Cluster {
  readonly id: ClusterId;
  name: string;
  readonly nodes: readonly [ClusterNode, ClusterNode];
  quorumOwner: ClusterNode | null;
  /** Where the cluster's log lies on the quorum disk. */
  readonly quorum: { path: string; logKb: number };
  /** Nodes that the running cluster counts as its own; one that just crashed stays until the regroup. */
  members: ClusterNode[];
  readonly groups: Group[];
  readonly disks: SharedDisk[];
  readonly heartbeats: readonly Heartbeat[];
  /** Regroup or arbitration after a silence. */
  regroupTask: Task | null;
  /** It stood in, and its work is not on the other side yet: a mirror onto it would destroy that. */
  isRestoreRequired: boolean;
  /** Since when it has done work that the other side never saw; null before, and once a mirror onto it is complete. */
  stoodInSinceMs: Milliseconds | null;
  /** Rules of the sets that were replicated here, by name: the copies that a restoration may use. */
  readonly backupSets: Map<string, readonly Rule[]>;
}

export interface Heartbeat {
  readonly network: NetworkName;
  missed: number;
  lastBeatMs: Milliseconds | null;
}

export interface Group {
  name: string;
  description: string;
  readonly clusterId: ClusterId;
  owner: ClusterNode | null;
  preferredOwners: ClusterNode[];
  autoFailbackType: number;
  failbackWindowStart: number;
  failbackWindowEnd: number;
  failoverThreshold: number;
  failoverPeriodHours: number;
  persistentState: boolean;
  readonly failoverTimes: Milliseconds[];
  readonly resources: Resource[];
  /** It was moved by a failure; once it is online again its failback policy is looked at. */
  hasFailedOver: boolean;
  /** On its way to another node: where, and what to bring online there. */
  move: { readonly target: ClusterNode; readonly resume: readonly Resource[] } | null;
}

export interface Resource {
  name: string;
  description: string;
  readonly type: ResourceTypeName;
  group: Group;
  possibleOwners: ClusterNode[];
  /** Nodes on which a fault lets its checks fail. */
  readonly sickOn: ClusterNode[];
  readonly dependencies: Resource[];
  /** Private properties as they are stored. */
  readonly properties: Map<string, string | number | boolean>;
  /** Private properties in effect: those stored when it was last brought online. */
  activeProperties: ReadonlyMap<string, string | number | boolean>;
  readonly settings: ResourceSettings;
  state: ResourceState;
  /** What it is to become, once what it depends on, or what depends on it, lets it. */
  wish: 'online' | 'offline' | null;
  persistentState: boolean;
  /** Its failures within its restart period. */
  failures: { readonly node: ClusterNode; readonly atMs: Milliseconds }[];
  /** Exit code and text of the last failure to come online. */
  lastFailure: Failure | null;
  /** What went wrong since it was last Online; forgotten when it is Online, or taken offline by an administrator. */
  trouble: Trouble | null;
  pending: {
    readonly sinceMs: Milliseconds;
    readonly untilMs: Milliseconds;
    readonly deadlineMs: Milliseconds;
  } | null;
  task: Task | null;
  /** The next cheap check. */
  looksAliveTask: Task | null;
  /** The next thorough check. */
  isAliveTask: Task | null;
  /** Failed and left so: when it is tried again after all. */
  retryTask: Task | null;
  /** The connection that a Source Connection opened. */
  connection: Connection | null;
}

/** Common properties that `/PROP` reads and sets. */
export interface ResourceSettings {
  separateMonitor: boolean;
  looksAlivePollInterval: number;
  isAlivePollInterval: number;
  pendingTimeout: number;
  restartAction: number;
  restartThreshold: number;
  restartPeriod: number;
  retryPeriodOnFailure: number;
}

export interface Failure {
  readonly exitCode: number;
  readonly text: string;
}

/** A resource failed, and is not Online again. */
export interface Trouble {
  readonly failure: Failure;
  /** Its first failure since it was last Online. */
  readonly sinceMs: Milliseconds;
  /** The event of the latest failure. */
  readonly event: number;
}

export type ResourceTypeName =
  | 'IP Address'
  | 'Network Name'
  | 'Physical Disk'
  | 'Double-Take Source Connection'
  | 'Generic Application';

/** A disk on a cluster's shared bus. */
export interface SharedDisk {
  readonly drive: string;
  readonly clusterId: ClusterId;
  /** What the disk is known by on its bus, 8 hex digits. */
  readonly signature: string;
  /** Null for the quorum disk, which holds no files. */
  readonly volume: Volume | null;
  /** Node whose Physical Disk resource is online. */
  owner: ClusterNode | null;
  /** A fault: it answers nobody. */
  isStalled: boolean;
}

/** Files and folders over the blocks of one disk. Keys are folded paths without the drive. */
export interface Volume {
  readonly drive: string;
  /** Region of the kernel. */
  readonly disk: number;
  readonly blockCount: number;
  readonly used: Uint8Array;
  usedCount: number;
  /** No block below this one is free. */
  lowestFree: number;
  readonly files: Map<string, VolumeFile>;
  readonly folders: Map<string, string>;
  /** The file that was last found: writes come in runs. */
  lastFound: VolumeFile | null;
}

export interface VolumeFile {
  path: string;
  sizeBytes: number;
  attributes: string;
  permissions: string;
  /** ms since `bare` began. */
  modifiedMs: Milliseconds;
  /** Runs of blocks in file order, `[first, count]` laid flat. */
  readonly extents: number[];
}

/** One thing done to a file or folder, as the filter driver sees it. Paths without the drive. */
export type FileChange =
  | {
      readonly kind: 'create';
      readonly path: string;
      readonly attributes: string;
      readonly permissions: string;
      readonly atMs: Milliseconds;
    }
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly offset: number;
      readonly length: number;
      readonly atMs: Milliseconds;
    }
  | {
      readonly kind: 'truncate';
      readonly path: string;
      readonly sizeBytes: number;
      readonly atMs: Milliseconds;
    }
  | {
      readonly kind: 'rename';
      readonly path: string;
      readonly to: string;
      readonly atMs: Milliseconds;
    }
  | { readonly kind: 'delete'; readonly path: string; readonly atMs: Milliseconds }
  | {
      readonly kind: 'attributes';
      readonly path: string;
      readonly attributes: string;
      readonly permissions: string;
      readonly atMs: Milliseconds;
    }
  | { readonly kind: 'folder'; readonly path: string; readonly atMs: Milliseconds };

/** The Double-Take service of one node. */
export interface DoubleTake {
  installed: boolean;
  running: boolean;
  transactional: boolean;
  readonly settings: Map<string, string | number>;
  /** What the settings make of the queues' room; null when it has to be worked out anew. */
  queueLimits: QueueLimits | null;
  replicationSets: ReplicationSet[];
  nextConnectionId: number;
  /** Counts how often it lost what it had received: a crash, not a stop in order. */
  session: number;
  /** Connections that were open when the service last ended, and are to be made again by itself. */
  remembered: { readonly replicationSet: string; readonly address: string }[];
  /** Limit and compression by target address. */
  readonly routes: Map<string, Route>;
  startTask: Task | null;
  reconnectTask: Task | null;
}

/** Bytes that a node may queue in one role: the memory share, and all of it with the disk logs. */
export interface QueueLimits {
  readonly memoryBytes: number;
  readonly totalBytes: number;
  /** From here on an alert stands. */
  readonly alertBytes: number;
}

/** What a source keeps for one target address. */
export interface Route {
  limit: BandwidthLimit | null;
  compresses: boolean;
  /** When the limit lets more through. */
  readonly lane: Lane;
}

export interface BandwidthLimit {
  readonly kbps: number;
  /** Minutes of the day between which it holds; null for always. */
  readonly window: { readonly from: number; readonly to: number } | null;
}

/** One way of a line: when it is free again, and the bits of a begun millisecond. */
export interface Lane {
  freeAtMs: Milliseconds;
  remainderBits: number;
}

export interface ReplicationSet {
  name: string;
  /** What stands is what was saved. */
  saved: boolean;
  rules: Rule[];
  /** The rules as last saved: what a restart of the service leaves; null when they never were. */
  savedRules: readonly Rule[] | null;
}

export interface Rule {
  readonly path: string;
  readonly type: 'include' | 'exclude';
  readonly recurse: boolean;
}

/** What travels beside file changes, in the same order: marks, and questions about the target's files. */
export type QueueMark =
  | { readonly kind: 'mirror-end'; readonly mirror: number }
  | {
      readonly kind: 'orphans';
      readonly mode: OrphanMode;
      readonly sourceDrive: string;
      readonly rules: readonly Rule[];
      /** Folded paths, drive aside, of the files that the source has in the set. */
      readonly present: ReadonlySet<string>;
    }
  | { readonly kind: 'verify'; readonly job: Job; readonly file: FileFigures }
  | { readonly kind: 'verify-end'; readonly job: Job };

/** What a verification knows of the source's file. */
export interface FileFigures {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: Milliseconds;
  readonly attributes: string;
  readonly permissions: string;
  /** XXH3-64 a block; null when only size, time and marks are compared. */
  readonly checksums: readonly bigint[] | null;
}

/** One step of the ordered queue: a file change, or a mark. */
export interface Operation {
  readonly sequence: number;
  readonly change: FileChange | QueueMark;
  /** Drive on the target. */
  readonly drive: string;
  readonly isMirror: boolean;
  /** Where its bytes lie in the source's queue region. */
  readonly chunk: RingChunk | null;
  readonly byteCount: number;
  /** On the link, header included and before any compression. */
  readonly wireBytes: number;
  /** Its file was large enough to be compressed when it was queued. */
  readonly isCompressible: boolean;
  readonly queuedMs: Milliseconds;
  /** Number of the order whose record this write carries; in the journal alone it can be read again already. */
  readonly order: number | null;
}

/** A queue region of the kernel, handed out as a ring. */
export interface QueueRing {
  readonly region: number;
  readonly capacity: number;
  /** What is in use, in the order in which it was taken. */
  readonly chunks: RingChunk[];
}

export interface RingChunk {
  readonly start: number;
  readonly length: number;
  isFree: boolean;
}

export interface Connection {
  readonly id: number;
  /** What it is there for; a restoration shows as a job, not as a connection. */
  readonly purpose: 'replication' | 'restoration';
  readonly source: ClusterNode;
  readonly address: string;
  readonly replicationSet: string;
  /** The set's rules as they were when it was opened, or last mirrored. */
  rules: readonly Rule[];
  /** A drive of the source that lies under another letter on the target. */
  readonly driveMap: { readonly from: string; readonly to: string } | null;
  /** Who answered the address when the connection was made. */
  target: ClusterNode;
  /** The target's service session: another one has forgotten what it received. */
  targetSession: number;
  isOpen: boolean;
  transmitMode: 'Started' | 'Stopped' | 'Paused' | 'Error';
  /** The target's own queue is full: it asked to wait. */
  isPausedByTarget: boolean;
  isReplicating: boolean;
  /** A change was not queued while replication was stopped: what comes later does not fit. */
  hasGap: boolean;
  /** What the target is told to be beside what can be seen of it. */
  condition: 'Online' | 'Mirroring Stopped' | 'Re-mirror required';
  /** Reconnected without a mirror: nothing is sent until one is started. */
  awaitsMirror: boolean;
  /** The last mirror is complete, and nothing was dropped since. */
  isGood: boolean;
  /** Since the last mirror began the target could not keep a write. */
  hasDroppedWrites: boolean;
  /** The events at which it was opened, and at which its latest mirror began: what led to all that it sends. */
  openEvent: number | null;
  mirrorEvent: number | null;
  /** The events at which its queue was thrown away, and at which a write was dropped; null again once it is Good. */
  overflowEvent: number | null;
  dropEvent: number | null;
  mirror: Mirror | null;
  /** The mirror that was last completed and left it Good. */
  lastMirror: { readonly event: number; readonly order: MirrorOrder } | null;
  nextMirror: number;
  /** Number of the last mirror of which the target has applied everything. */
  appliedMirror: number;
  /** Not yet acknowledged, oldest first; `sentCount` of them are under way. */
  readonly queue: Operation[];
  sentCount: number;
  queuedBytes: number;
  queuedMirrorBytes: number;
  /** Said once until the queue has fallen again: it spills to disk, it passed the alert's threshold. */
  hasSpilled: boolean;
  hasAlerted: boolean;
  nextSequence: number;
  /** Highest sequence that the target has taken in order. */
  receivedSequence: number;
  acknowledgedOperations: number;
  readonly sent: { operations: number; bytes: number; wireBytes: number };
  /** What the target has applied, in the measure of the line: headers included, before any compression. */
  appliedWireBytes: number;
  /** Of all that was sent, what mirrors sent. */
  sentMirrorBytes: number;
  /** What was queued in all: changes that the filter driver saw, and what mirrors added. */
  readonly generated: { operations: number; bytes: number; mirrorOperations: number };
  readonly mirrorCounters: {
    sentBytes: number;
    skippedBytes: number;
    lookedBytes: number;
    totalBytes: number;
  };
  /** Received, not yet applied. */
  readonly targetQueue: ReceivedOperation[];
  targetQueuedBytes: number;
  /** Orders that only the target holds, and how many it had taken when that was looked up. */
  endangered: { readonly taken: number; readonly numbers: ReadonlySet<number> };
  /** Acknowledged sequence from which the source last began again. */
  resentFrom: number;
  sendTask: Task | null;
  resendTask: Task | null;
  reconnectTask: Task | null;
}

export interface ReceivedOperation {
  readonly operation: Operation;
  /** Where its bytes lie in the target's queue region. */
  readonly chunk: RingChunk | null;
}

/** What a mirror sends of a file that is on both sides. */
export type MirrorVariant = 'full' | 'differences' | 'checksum';

/** Which files of the target a mirror or restoration may overwrite. */
export type Overwrite = 'always' | 'newer' | 'never';

/** What happens to files of the target that the source does not have. */
export type OrphanMode = 'off' | 'report' | 'delete' | 'move';

/** How a mirror goes about it. */
export interface MirrorOrder {
  readonly variant: MirrorVariant;
  readonly overwrite: Overwrite;
  /** With `checksum`: also files whose size and time are equal are compared block by block. */
  readonly comparesAll: boolean;
  readonly orphans: OrphanMode;
}

/** A mirror under way: the files still to look at, and the place within the present one. */
export interface Mirror {
  readonly number: number;
  readonly order: MirrorOrder;
  /** What is queued from before leads the target to what the source holds: nothing is missing between. */
  knowsAll: boolean;
  /** Null while the source cannot read its paths: it waits, and sends and deletes nothing. */
  files: MirrorFile[] | null;
  index: number;
  offset: number;
  isPaused: boolean;
  isAllQueued: boolean;
  /** Highest order acknowledged when the mirror began. */
  readonly lastOrder: number;
  task: Task | null;
}

/** One file of a mirror, judged when the mirror began. */
export interface MirrorFile {
  /** Drive on the source. */
  readonly drive: string;
  readonly path: string;
  /** Its content goes over whole, only where blocks differ, or not at all. */
  readonly content: 'whole' | 'blocks' | 'skip';
  /** Attributes and permissions go over. */
  readonly marks: boolean;
}

/** A verification or a restoration. */
export interface Job {
  readonly id: number;
  readonly kind: 'restore' | 'verify';
  readonly node: ClusterNode;
  readonly replicationSet: string;
  readonly from: ClusterNode;
  readonly to: ClusterNode;
  readonly map: string;
  readonly overwrite: Overwrite;
  readonly checksum: boolean;
  readonly orphans: OrphanMode | 'keep';
  /** A verification also mends what differs. */
  readonly remirrors: boolean;
  state: 'Running' | 'Done' | 'Failed' | 'Stopped';
  percent: number;
  sentBytes: number;
  differentFiles: number;
  missingFiles: number;
  outOfSyncBytes: number;
  readonly connection: Connection;
  /** The target has answered for every file. */
  isAnswered: boolean;
  /** How many there are to compare, and are compared. */
  totalFiles: number;
  comparedFiles: number;
  remirroredFiles: number;
  /** Lines for the verification's log. */
  readonly findings: string[];
  /** Files that a verification found missing or different, with their drive; unflagged are equal in size and time. */
  readonly outOfSync: { readonly path: string; readonly isFlagged: boolean }[];
  /** The event at which it ended. */
  endEvent: number | null;
  task: Task | null;
}

/** Work of one side written over by the other's older data. */
export interface Overwriting {
  readonly connection: Connection;
  readonly sinceMs: Milliseconds;
  /** The event of its first block. */
  readonly event: number;
  /** The file of its first block, with its drive, and when that file was last changed. */
  readonly path: string;
  readonly changedMs: Milliseconds;
  /** Orders that only the target had when it began. */
  readonly endangered: readonly number[];
  /** Orders gone with it so far. */
  numbers: readonly number[];
}

/** A block whose bytes are not those that were written, found when it was read. */
export interface FoundDamage {
  readonly volume: Volume;
  readonly block: number;
  /** The latest event that says so. */
  readonly event: number;
  /** The file that was read, with its drive, and who read it. */
  readonly path: string;
  readonly node: ClusterNode;
}

/** A file that was taken from the target as an orphan although the source's disk holds it. */
export interface RemovedTwin {
  readonly source: ClusterNode;
  readonly target: ClusterNode;
  readonly replicationSet: string;
  /** With the drive on either side. */
  readonly sourcePath: string;
  readonly targetPath: string;
  readonly event: number;
}

/** One address under watch by one node of the target's side. */
export interface Monitor {
  readonly node: ClusterNode;
  readonly address: string;
  readonly source: MonitoredSource;
  checked: boolean;
  /** When the countdown began to run: the last reply, or the first ping. */
  lastReplyMs: Milliseconds;
  wasAnswered: boolean;
  readonly replies: { readonly atMs: Milliseconds; readonly came: boolean }[];
  /** When the ping left that has no answer yet. */
  openPingMs: Milliseconds | null;
  missedInARow: number;
  pingTask: Task | null;
}

/** Options, scripts and state belong to the source, the tick to each of its addresses. */
export interface MonitoredSource {
  readonly name: string;
  intervalMs: Milliseconds;
  missed: number;
  trigger: 'all' | 'one';
  items: string[];
  shr: boolean;
  manual: boolean;
  active: boolean;
  readonly scripts: Record<ScriptSlot, string>;
  state: MonitorState;
  lastScript: { readonly path: string; readonly exitCode: number } | null;
  /** The last script ended with 0 and no line of it changed anything. */
  scriptDidNothing: boolean;
  /** Shares of the mapping file are open on the node since a failover. */
  hasOpenShares: boolean;
  isCautious: boolean;
  lookTask: Task | null;
}

/** A line that has begun and waits for virtual time. `result` is set when it has settled. */
export interface Wait {
  readonly line: string;
  readonly deadlineMs: Milliseconds;
  result: { readonly exitCode: number; readonly output: string } | null;
  /** What it has come to; null while it goes on. @param isOver  the deadline has passed */
  readonly look: (isOver: boolean) => { readonly exitCode: number; readonly output: string } | null;
  /** Told the exit code, when a script waits for it. */
  readonly settled: ((exitCode: number) => void) | null;
}

export interface Workload {
  running: boolean;
  ratePerSecond: number;
  /** Fractions of a millisecond in the moments of orders, in µs. */
  nextOrderUs: number;
  orderTask: Task | null;
  nextNumber: number;
  /** The order being written now, so that its writes can be told from others. */
  writingOrder: number | null;
  readonly acknowledged: {
    readonly number: number;
    readonly atMs: Milliseconds;
    readonly by: ClusterId;
  }[];
  refused: number;
  lastAcknowledged: number;
  lastAcknowledgedMs: Milliseconds | null;
  outageSinceMs: Milliseconds | null;
  lastOutageMs: Milliseconds;
  readonly behind: number[];
  readonly applications: Readonly<Record<ClusterId, Application>>;
  /** The look that began the failover whose ledger is still to be made. */
  failoverAtMs: Milliseconds | null;
  ledger: Ledger | null;
  /** Orders taken by each cluster. */
  readonly taken: Record<ClusterId, number>;
  readonly overwritings: Overwriting[];
}

/** The order application on one cluster. */
export interface Application {
  node: ClusterNode | null;
  /** Length of the book, and orders in it. */
  bookBytes: number;
  orderCount: number;
  /** The event of its latest check, when that found book and totals at odds. */
  misfitEvent: number | null;
}

export interface Fault {
  readonly id: number;
  readonly key: string;
  readonly line: string;
  readonly sinceMs: Milliseconds;
  readonly clear: () => void;
}

/** Alarms that stand, oldest first, and what is about to become or to end one. */
export interface AlarmBook {
  readonly standing: Alarm[];
  /** Since when a rule has found what its standing alarm does not say yet, or has found nothing any more. */
  readonly changesSinceMs: Map<string, Milliseconds>;
}

/** One alarm; it keeps its own explanation, since the world goes on. */
export interface Alarm {
  readonly code: string;
  readonly text: string;
  readonly cites: readonly string[];
  readonly sinceMs: Milliseconds;
  /** At most six links, from the symptom to the line, or the missing line, behind it. */
  readonly chain: readonly Cause[];
}
