import type {
  CommandResult,
  EngineApi,
  FeedMessage,
  LabEvent,
  MonitorSnapshot,
  OpenOptions,
  RunOutlook,
  Sample,
  Snapshot,
} from '../../workers/api.ts';
import type { EngineConnection } from '../../web/engine/connect-engine.ts';
import {
  cautionSnapshot,
  failedOverSnapshot,
  healthySnapshot,
  specimenBlockMaps,
} from './specimen-snapshots.ts';

/*
 * The drill as a function of time: healthy, without power, failed over. It stands in for the engine
 * where the page is looked at or tested without a worker; it models nothing.
 */

const TIMEOUT_MS = 30_000;
const INTERVAL_MS = 5000;
const TAKEOVER_MS = 5200;
const ORDERS_A_SECOND = 18;
const LOST_ORDERS = 23;

/** What the fake world shows `nowMs` into a run whose power was cut at `plugAtMs`. */
export function fakeSnapshot(nowMs: number, plugAtMs: number | null, paused = false): Snapshot {
  const silentFromMs = plugAtMs ?? nowMs;
  const lastReplyMs = Math.floor(Math.min(nowMs, silentFromMs) / INTERVAL_MS) * INTERVAL_MS;
  const zeroAtMs = lastReplyMs + TIMEOUT_MS;
  const servesAtMs = zeroAtMs + TAKEOVER_MS;
  const served = Math.floor((Math.min(nowMs, silentFromMs) * ORDERS_A_SECOND) / 1000);
  const lastOrder = 500 + served;
  const base =
    plugAtMs === null
      ? healthySnapshot()
      : nowMs < servesAtMs
        ? cautionSnapshot()
        : failedOverSnapshot();
  const lost = Array.from({ length: LOST_ORDERS }, (_, at) => lastOrder - LOST_ORDERS + 1 + at);
  const hasFailedOver = plugAtMs !== null && nowMs >= servesAtMs;
  return {
    ...base,
    atMs: nowMs,
    paused,
    monitors: base.monitors.map((monitor) => monitorAt(monitor, nowMs, lastReplyMs, plugAtMs)),
    connections: base.connections.map((connection) => ({
      ...connection,
      queue: { ...connection.queue, operations: 44, bytes: 14_080, lagMs: lagAt(silentFromMs) },
    })),
    clients: {
      ...base.clients,
      ratePerSecond: ORDERS_A_SECOND,
      running: true,
      outageMs: plugAtMs === null ? 0 : Math.min(nowMs, servesAtMs) - plugAtMs,
      acknowledged: served,
      lastOrder,
      behind: plugAtMs === null ? lost.slice(-4) : lost,
      behindCount: plugAtMs === null ? 4 : LOST_ORDERS,
    },
    link: { ...base.link, kbps: 96 },
    ledger: hasFailedOver
      ? {
          failoverAtMs: zeroAtMs,
          rpoMs: 1270,
          rtoMs: servesAtMs - silentFromMs,
          between: {
            oldestLostAtMs: silentFromMs - 1270,
            lastBeforeAtMs: silentFromMs,
            outageFromMs: silentFromMs,
            outageToMs: servesAtMs,
          },
          lostBytes: 256 * LOST_ORDERS,
          lostOrders: lost,
          destroyedOrders: [],
          divergedOrders: [],
        }
      : null,
    faults: [
      { id: 1, line: 'fault link replication rate 96', sinceMs: 0 },
      ...(plugAtMs === null ? [] : [{ id: 2, line: 'fault site first off', sinceMs: plugAtMs }]),
    ],
  };
}

function lagAt(atMs: number): number {
  return Math.round(700 + 500 * Math.sin(atMs / 3100) + 300 * Math.sin(atMs / 770));
}

function monitorAt(
  monitor: MonitorSnapshot,
  nowMs: number,
  lastReplyMs: number,
  plugAtMs: number | null,
): MonitorSnapshot {
  const timeToFailMs = Math.max(0, TIMEOUT_MS - (nowMs - lastReplyMs));
  const pings = Math.floor((nowMs - lastReplyMs) / INTERVAL_MS);
  const replies = Array.from({ length: 10 }, (_, at) => {
    const atMs = lastReplyMs + (pings - 9 + at) * INTERVAL_MS;
    return { atMs, came: plugAtMs === null || atMs <= lastReplyMs };
  });
  const failedOver = plugAtMs !== null && nowMs >= lastReplyMs + TIMEOUT_MS + 3000;
  const atZero = timeToFailMs === 0;
  return {
    ...monitor,
    timeToFailMs,
    timeoutMs: TIMEOUT_MS,
    lastReplyAtMs: lastReplyMs,
    replies,
    state: failedOver ? 'FailedOver' : atZero ? 'FailingOver' : 'Monitoring',
    bullet: atZero ? 'red' : timeToFailMs <= 22_500 ? 'yellow' : 'green',
    timeToFail: failedOver ? 'Failed Over' : String(Math.ceil(timeToFailMs / 1000)),
    statusBar: failedOver
      ? 'Monitoring has continued'
      : atZero
        ? 'Failing over APPSRV 172.16.12.35'
        : 'Monitoring APPSRV',
    tray: failedOver ? 'red' : 'red-green',
  };
}

/** The sample that goes with a fake snapshot. */
function fakeSample(snapshot: Snapshot): Sample {
  const queue = snapshot.connections[0]?.queue;
  return {
    atMs: snapshot.atMs,
    lag:
      queue === undefined || snapshot.clients.servedBy !== 'first'
        ? null
        : { operations: queue.operations, bytes: queue.bytes, ms: queue.lagMs },
    wireBytes: 0,
    appliedWireBytes: 0,
    monitors: snapshot.monitors.map(({ state, timeToFailMs }) => ({ state, timeToFailMs })),
    servedBy: snapshot.clients.servedBy,
  };
}

/** The log of the fake world up to now. */
function fakeEvents(nowMs: number, plugAtMs: number | null): LabEvent[] {
  const entries: Omit<LabEvent, 'sequence'>[] = [];
  const add = (atMs: number, kind: LabEvent['kind'], node: string | null, text: string): void => {
    if (atMs > nowMs) return;
    entries.push({ atMs, kind, cluster: null, node, text, causes: [], line: null });
  };
  add(0, 'fault', null, 'fault link replication rate 96');
  add(0, 'application', null, 'clients begin to order');
  if (plugAtMs !== null) {
    const lastReplyMs = Math.floor(plugAtMs / INTERVAL_MS) * INTERVAL_MS;
    add(plugAtMs, 'fault', null, 'fault site first off');
    add(plugAtMs, 'node', 'A1', 'A1 has no power');
    add(plugAtMs, 'node', 'A2', 'A2 has no power');
    for (let count = 1; count <= 6; count += 1) {
      const atMs = lastReplyMs + count * INTERVAL_MS;
      const text = `no reply from 172.16.12.35, ${String(count)} missed of 6`;
      for (const node of ['B1', 'B2']) add(atMs, 'missed', node, `${node}: ${text}`);
    }
    add(lastReplyMs + 7500, 'failover', 'B1', 'B1: caution, 23 s left before failover of APPSRV');
    add(lastReplyMs + TIMEOUT_MS, 'failover', 'B1', 'B1: time to fail of APPSRV reached 0');
    add(lastReplyMs + TIMEOUT_MS, 'script', 'B1', 'B1 runs S:\\postover.bat');
    add(lastReplyMs + 33_000, 'resource', 'B1', 'IP Address for Application is Online on B1');
    add(lastReplyMs + 34_000, 'resource', 'B1', 'Name for Application is Online on B1');
    add(lastReplyMs + 35_000, 'application', 'B1', 'the order application starts on B1');
  }
  return entries
    .sort((one, other) => one.atMs - other.atMs)
    .map((entry, at) => ({ ...entry, sequence: at + 1 }));
}

/** A fake of the whole engine; `lines` collects what was run, real time moves it once opened. */
export class FakeEngine {
  readonly lines: string[] = [];
  nowMs = 0;
  plugAtMs: number | null = null;
  paused = false;
  speed: number | 'max' = 1;
  /** Verbs of pace, saving and beginning anew, in the order in which they were asked for. */
  readonly asked: string[] = [];
  /** Whether it is opened as a lab that was stored. */
  resumed = false;
  /** What is to be told of undo and redo besides. */
  shownOutlook: Partial<RunOutlook> = {};
  #furthestMs = 0;
  #port: MessagePort | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #awaitsTaken = false;
  #isBehind = false;

  get outlook(): RunOutlook {
    const last = this.lines[this.lines.length - 1];
    this.#furthestMs = Math.max(this.#furthestMs, this.nowMs);
    return {
      undo: last === undefined ? null : [0, 'A1', last],
      redo: null,
      redoPlaysOn: false,
      linesToCome: 0,
      linesDropped: 0,
      furthestMs: this.#furthestMs,
      ...this.shownOutlook,
    };
  }

  snapshot(): Snapshot {
    return fakeSnapshot(this.nowMs, this.plugAtMs, this.paused);
  }

  /** Moves to a moment and sends what it shows. */
  show(nowMs: number): Snapshot {
    this.nowMs = nowMs;
    this.#send();
    return this.snapshot();
  }

  connection(): EngineConnection {
    const api = this.#api();
    return {
      api,
      open: (lab, options, port) => api.open(lab, options, port),
      onGone: () => () => undefined,
    };
  }

  timeline(): Sample[] {
    const samples: Sample[] = [];
    for (let atMs = 0; atMs <= this.nowMs; atMs += 100) {
      const plugAtMs = this.plugAtMs !== null && this.plugAtMs <= atMs ? this.plugAtMs : null;
      samples.push(fakeSample(fakeSnapshot(atMs, plugAtMs)));
    }
    return samples;
  }

  #api(): EngineApi {
    const answer = (): Promise<Snapshot> => Promise.resolve(this.snapshot());
    return {
      open: (_lab, options, port) => this.#open(options, port),
      close: () => {
        if (this.#timer !== null) clearInterval(this.#timer);
        this.#timer = null;
        return Promise.resolve();
      },
      execute: (_lab, line) => this.#execute(line),
      advance: (_lab, ms) => {
        this.paused = true;
        return Promise.resolve(this.show(this.nowMs + ms));
      },
      step: () => Promise.resolve(this.show(this.nowMs + 1000)),
      setPace: (_lab, paused, speed) => {
        this.asked.push('setPace');
        Object.assign(this, { paused, speed });
        this.#send();
        return Promise.resolve();
      },
      snapshot: answer,
      seek: (_lab, atMs) => {
        this.paused = true;
        return Promise.resolve(this.show(atMs));
      },
      events: () => Promise.resolve(fakeEvents(this.nowMs, this.plugAtMs)),
      timeline: () => Promise.resolve(this.timeline()),
      blockMaps: () => Promise.resolve(specimenBlockMaps()),
      explain: () => Promise.resolve([]),
      readFile: () => Promise.resolve(new TextEncoder().encode('contents')),
      importFile: (_lab, node, path) => this.#execute(`import ${path} on ${node}`),
      exportRun: () =>
        Promise.resolve({
          lab: 1,
          scenario: 'protected',
          seed: 2001,
          diskMiB: 16,
          endMs: this.nowMs,
          lines: [],
          files: {},
        }),
      openRun: answer,
      startAgain: () => {
        this.asked.push('startAgain');
        this.plugAtMs = null;
        this.#furthestMs = 0;
        return Promise.resolve(this.show(0));
      },
      digest: () => Promise.resolve('0'.repeat(32)),
      deleteStored: answer,
      saveNow: () => {
        this.asked.push('saveNow');
        return Promise.resolve();
      },
    };
  }

  #open(options: OpenOptions, port: MessagePort): ReturnType<EngineApi['open']> {
    this.paused = options.paused;
    this.speed = options.speed;
    this.#port = port;
    port.onmessage = () => {
      this.#awaitsTaken = false;
      if (this.#isBehind) this.#send();
    };
    for (const [, line] of options.firstLines) this.lines.push(line);
    this.#timer = setInterval(() => {
      if (this.paused) return;
      this.nowMs += 16 * (this.speed === 'max' ? 50 : this.speed);
      this.#send();
    }, 16);
    this.#send();
    const snapshot = this.snapshot();
    return Promise.resolve({
      kernel: 'wasm',
      kernelProblem: null,
      resumed: this.resumed,
      snapshot,
    });
  }

  #execute(line: string): Promise<CommandResult> {
    this.lines.push(line);
    if (line === 'fault site first off') this.plugAtMs = this.nowMs;
    if (line.startsWith('refuse')) {
      return Promise.resolve({
        exitCode: 87,
        output: 'The parameter is incorrect.',
        changed: false,
      });
    }
    this.#send();
    const output = line.startsWith('xxh3') ? '2d06800538d394c2  S:\\Files\\a.txt' : 'done';
    return Promise.resolve({ exitCode: 0, output, changed: true });
  }

  #send(): void {
    this.#isBehind = this.#awaitsTaken;
    if (this.#port === null || this.#awaitsTaken) return;
    this.#awaitsTaken = true;
    const { outlook } = this;
    const message: FeedMessage = {
      snapshot: this.snapshot(),
      samples: null,
      events: null,
      outlook,
    };
    this.#port.postMessage(message);
  }
}
