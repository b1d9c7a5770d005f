/*
 * Every field of the snapshot that pages and programs outside rely on, with what it may hold. The snapshot may grow:
 * fields beyond these are no mistake.
 */

/** A check of one value: undefined when it fits, else what was expected. */
type Shape = (value: unknown) => string | undefined;

function basic(name: 'string' | 'boolean'): Shape {
  return (value) => (typeof value === name ? undefined : name);
}

const text = basic('string');
const flag = basic('boolean');
const whole: Shape = (value) => (Number.isSafeInteger(value) ? undefined : 'a whole number');
const setting: Shape = (value) =>
  ['string', 'number', 'boolean'].includes(typeof value) ? undefined : 'a setting';

function word(...words: readonly unknown[]): Shape {
  return (value) => (words.includes(value) ? undefined : `one of ${words.join(', ')}`);
}

function orNull(shape: Shape): Shape {
  return (value) => (value === null ? undefined : shape(value));
}

function list(shape: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return 'a list';
    return firstProblem(value.map((item, index) => [String(index), shape(item)]));
  };
}

function record(shape: Shape): Shape {
  return (value) => {
    if (!isObject(value)) return 'a record';
    return firstProblem(Object.entries(value).map(([key, item]) => [key, shape(item)]));
  };
}

function fields(shapes: Readonly<Record<string, Shape>>): Shape {
  return (value) => {
    if (!isObject(value)) return 'an object';
    return firstProblem(Object.entries(shapes).map(([key, shape]) => [key, shape(value[key])]));
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstProblem(answers: readonly (readonly [string, string | undefined])[]) {
  const [key, problem] = answers.find(([, answer]) => answer !== undefined) ?? [];
  return problem === undefined ? undefined : `${key ?? ''}: ${problem}`;
}

const node = fields({
  name: text,
  state: word('Up', 'Down', 'Paused', 'Joining'),
  powered: flag,
  os: text,
  domain: text,
  member: flag,
  licensed: flag,
  cards: list(fields({ network: text, address: text, linked: flag })),
});

const resource = fields({
  name: text,
  type: text,
  state: word('Online', 'Offline', 'Failed', 'Online Pending', 'Offline Pending'),
  possibleOwners: list(text),
  dependencies: list(text),
  properties: record(setting),
});

const group = fields({
  name: text,
  state: word('Online', 'Offline', 'Failed', 'Partially Online', 'Pending'),
  owner: orNull(text),
  preferredOwners: list(text),
  failback: word('prevent', 'allow'),
  failovers: whole,
  resources: list(resource),
});

const disk = fields({
  drive: text,
  node: orNull(text),
  owner: orNull(text),
  sizeBytes: whole,
  usedBytes: whole,
  folders: list(text),
  files: list(fields({ path: text, sizeBytes: whole, text: orNull(text) })),
});

const cluster = fields({
  name: text,
  quorumOwner: orNull(text),
  reachable: flag,
  nodes: list(node),
  groups: list(group),
  disks: list(disk),
});

const rule = fields({ path: text, type: word('include', 'exclude'), recurse: flag });

const service = fields({
  installed: flag,
  running: flag,
  settings: record(setting),
  replicationSets: list(fields({ name: text, saved: flag, rules: list(rule) })),
});

const connection = fields({
  id: whole,
  source: text,
  target: orNull(text),
  address: text,
  replicationSet: text,
  transmitMode: word('Started', 'Stopped', 'Paused', 'Scheduled', 'Error', 'Warning'),
  mirrorStatus: text,
  replicationStatus: text,
  targetStatus: text,
  dataState: word('Good', 'Bad'),
  queue: fields({
    operations: whole,
    bytes: whole,
    memoryBytes: whole,
    diskBytes: whole,
    lagMs: whole,
  }),
  mirror: fields({ percent: whole, sentBytes: whole, skippedBytes: whole, remainingBytes: whole }),
  sent: fields({ operations: whole, bytes: whole, wireBytes: whole }),
  acknowledgedOperations: whole,
});

const job = fields({
  id: whole,
  kind: word('restore', 'verify'),
  node: text,
  replicationSet: text,
  from: text,
  to: orNull(text),
  map: text,
  overwrite: text,
  checksum: flag,
  orphans: text,
  state: word('Running', 'Done', 'Failed', 'Stopped'),
  percent: whole,
  sentBytes: whole,
  differentFiles: whole,
  missingFiles: whole,
  outOfSyncBytes: whole,
});

const monitor = fields({
  node: text,
  address: text,
  name: text,
  checked: flag,
  intervalMs: whole,
  missed: whole,
  trigger: word('all', 'one'),
  items: list(text),
  shr: flag,
  manual: flag,
  active: flag,
  scripts: fields({ preFailover: text, postFailover: text, preFailback: text, postFailback: text }),
  state: word(
    ...['Idle', 'Monitoring', 'FailurePending', 'FailingOver'],
    ...['FailedOver', 'FailingBack', 'AwaitingDecision'],
  ),
  timeToFailMs: whole,
  timeoutMs: whole,
  timeToFail: text,
  bullet: word('green', 'yellow', 'red', 'none'),
  statusBar: text,
  tray: word('red-green', 'red', 'none'),
  lastScript: orNull(fields({ path: text, exitCode: whole })),
});

const ledger = fields({
  failoverAtMs: whole,
  rpoMs: whole,
  rtoMs: orNull(whole),
  between: fields({
    oldestLostAtMs: orNull(whole),
    lastBeforeAtMs: orNull(whole),
    outageFromMs: orNull(whole),
    outageToMs: orNull(whole),
  }),
  lostBytes: whole,
  lostOrders: list(whole),
  destroyedOrders: list(whole),
  divergedOrders: list(whole),
});

const snapshot = fields({
  lab: word(1),
  scenario: text,
  seed: whole,
  atMs: whole,
  paused: flag,
  clusters: fields({ first: cluster, second: cluster }),
  services: record(service),
  connections: list(connection),
  jobs: list(job),
  monitors: list(monitor),
  link: fields({
    up: flag,
    kbps: whole,
    latencyMs: whole,
    lossPercent: whole,
    limitKbps: orNull(whole),
  }),
  durations: record(whole),
  addresses: record(list(text)),
  clients: fields({
    servedBy: word('first', 'second', 'both', 'none'),
    ratePerSecond: whole,
    acknowledged: whole,
    refused: whole,
    outageMs: whole,
  }),
  ledger: orNull(ledger),
  alarms: list(fields({ code: text, text, sinceMs: whole, cites: list(text) })),
  faults: list(fields({ id: whole, line: text, sinceMs: whole })),
  exercise: orNull(
    fields({
      id: text,
      mode: text,
      complete: flag,
      assisted: flag,
      steps: list(fields({ id: text, done: flag })),
    }),
  ),
  storage: fields({
    kind: word('memory', 'indexeddb'),
    savedAtMs: orNull(whole),
    readOnly: flag,
    problem: orNull(text),
  }),
});

/** The first field that a snapshot lacks or fills wrongly, and what was expected there; undefined when there is none. */
export function shapeProblem(value: unknown): string | undefined {
  return snapshot(value);
}
