import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  REFUSAL_NAME,
  type BlockMaps,
  type Cause,
  type CommandResult,
  type EngineApi,
  type FeedMessage,
  type LabEvent,
  type Opened,
  type OpenOptions,
  type Run,
  type RunOutlook,
  type Sample,
  type Snapshot,
  type Speed,
} from '../../workers/api.ts';
import { connectEngine, type EngineConnection } from './connect-engine.ts';
import { EventHistory, SampleHistory } from './history.ts';
import { type LeftLab, revivedText, withSeen } from './left-lab.ts';
import { SeenMemory } from './seen-memory.ts';

/** Longest wait before a message is answered although no frame was drawn (hidden pages draw none). */
const TAKEN_WITHIN_MS = 250;

let labCount = 0;

/**
 * One lab for a Lit element: what it shows of itself, and the verbs of `EngineApi` bound to it.
 *
 * `snapshot`, `samples` and `events` are replaced, never changed in place, and the host is asked to
 * update each time. Only `<failover-lab>` holds one; everything below gets properties.
 */
export class EngineController implements ReactiveController {
  /** What `open` answered; null before, and after `close`. */
  opened: Opened | null = null;
  /** The newest state; null before the lab is open. */
  snapshot: Snapshot | null = null;
  /** History for the charts, ascending in `atMs`, in step with `snapshot`. */
  samples: readonly Sample[] = [];
  /** The log, ascending in `sequence`. */
  events: readonly LabEvent[] = [];
  /** What undo and redo would do; null before the feed has told. */
  outlook: RunOutlook | null = null;
  /** Why the lab is gone (the worker died), or null. A new `open` starts it again. */
  lost: string | null = null;
  /** What to say of a worker that was replaced by itself, until it has been read; else null. */
  revived: string | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #connect: () => EngineConnection;
  #lab: string | null = null;
  #connection: EngineConnection | null = null;
  #feed: MessagePort | null = null;
  #sampleHistory: SampleHistory | null = null;
  #eventHistory: EventHistory | null = null;
  #forgetLoss: (() => void) | null = null;
  /** As the lab was opened; the pace is the one that was asked for last. */
  #options: OpenOptions | null = null;
  #memory = new SeenMemory();
  /** What `reopen` goes on from. */
  #left: LeftLab | null = null;
  /** The lab was closed since the page went out of sight, perhaps to come back as it was. */
  #isAway = false;
  /** Settles when a lost lab is open again, or will not be. */
  #reviving: Promise<void> | null = null;
  /** Whether the worker that was lost last may be replaced without being asked. */
  #mayRestart = false;

  /** @param connect  where the engine comes from; tests give their own */
  constructor(host: ReactiveControllerHost, connect: () => EngineConnection = connectEngine) {
    this.#host = host;
    this.#connect = connect;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#saveBeforeHidden);
    window.addEventListener('pagehide', this.#leave);
    window.addEventListener('pageshow', this.#comeBack);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#saveBeforeHidden);
    window.removeEventListener('pagehide', this.#leave);
    window.removeEventListener('pageshow', this.#comeBack);
    void this.close();
  }

  /** Opens the lab; one that is open already is closed first. @throws Error `LabRefusal`, or `EngineGone` */
  async open(options: OpenOptions): Promise<Opened> {
    this.#reviving = null;
    this.revived = null;
    await this.close().catch(() => {
      // What is gone needs no closing.
    });
    return this.#openPatiently(options);
  }

  /** Whether a lab that was lost is being opened again by itself. */
  get isReviving(): boolean {
    return this.#reviving !== null;
  }

  /** Whether a lab that was lost can be opened again where it was. */
  get canReopen(): boolean {
    return this.#left !== null;
  }

  /**
   * Opens the lab that was lost where it was: as it is stored, or as it was seen where it was not.
   *
   * @throws Error `LabRefusal`, or `EngineGone`
   */
  async reopen(): Promise<Opened> {
    const left = this.#left;
    if (left === null) throw gone('There is no lab to open again.');
    try {
      return await this.open(await withSeen(left));
    } catch (error) {
      this.#left ??= left;
      throw error;
    }
  }

  /** Stops the lab and forgets what it showed; what is stored stays. Nothing happens when none is open. */
  async close(): Promise<void> {
    const lab = this.#lab;
    const connection = this.#connection;
    this.#options = null;
    this.#left = null;
    this.#isAway = false;
    this.#drop();
    if (lab !== null && connection !== null) await connection.api.close(lab);
  }

  /** Tries again with another worker as long as that may be. */
  async #openPatiently(options: OpenOptions): Promise<Opened> {
    try {
      return await this.#open(options);
    } catch (error) {
      if (!this.#takeRestart()) throw error;
      return this.#openPatiently(options);
    }
  }

  #takeRestart(): boolean {
    const may = this.#mayRestart;
    this.#mayRestart = false;
    return may;
  }

  async #open(options: OpenOptions): Promise<Opened> {
    const connection = this.#connect();
    const lab = `lab-${String((labCount += 1))}`;
    const channel = new MessageChannel();
    const { seen: _seen, anew: _anew, ...kept } = options;
    this.#options = kept;
    this.#memory = new SeenMemory();
    for (const bytes of options.seen?.files ?? []) this.#memory.imported(bytes);
    this.#lab = lab;
    this.#connection = connection;
    this.#feed = channel.port1;
    this.lost = null;
    this.#forgetLoss = connection.onGone((reason, mayRestart) => {
      this.#loseLab(lab, reason, mayRestart);
    });
    const { api } = connection;
    this.#sampleHistory = new SampleHistory((fromMs) => api.timeline(lab, fromMs));
    this.#eventHistory = new EventHistory((after) => api.events(lab, after));
    channel.port1.onmessage = (message: MessageEvent<FeedMessage>) => {
      void this.#take(lab, channel.port1, message.data);
    };
    const opened = await connection.open(lab, options, channel.port2);
    if (this.#lab !== lab) throw gone('The lab was closed while it opened.');
    this.#left = null;
    this.opened = opened;
    this.snapshot ??= opened.snapshot;
    this.#host.requestUpdate();
    return opened;
  }

  /** Runs one line; settles when the line has. Refusals are exit codes, not errors. */
  execute(line: string, node: string | null = null): Promise<CommandResult> {
    return this.#call((api, lab) => api.execute(lab, line, node));
  }

  /** Runs virtual time as quickly as it can, then stays paused. */
  advance(ms: number): Promise<Snapshot> {
    return this.#show((api, lab) => api.advance(lab, ms));
  }

  /** To the next event of the log, then stays paused. */
  step(): Promise<Snapshot> {
    return this.#show((api, lab) => api.step(lab));
  }

  setPace(paused: boolean, speed: Speed): Promise<void> {
    if (this.#options !== null) this.#options = { ...this.#options, paused, speed };
    return this.#call((api, lab) => api.setPace(lab, paused, speed));
  }

  /** The state at this moment, not waiting for the feed. */
  readSnapshot(): Promise<Snapshot> {
    return this.#show((api, lab) => api.snapshot(lab));
  }

  /** Shows another moment, paused there. @throws Error `LabRefusal` */
  seek(atMs: number): Promise<Snapshot> {
    return this.#show((api, lab) => api.seek(lab, atMs));
  }

  readEvents(after: number | null = null): Promise<LabEvent[]> {
    return this.#call((api, lab) => api.events(lab, after));
  }

  blockMaps(): Promise<BlockMaps> {
    return this.#call((api, lab) => api.blockMaps(lab));
  }

  /** @throws Error `LabRefusal` for a code that is not known */
  explain(code: string): Promise<Cause[]> {
    return this.#call((api, lab) => api.explain(lab, code));
  }

  /** @throws Error `LabRefusal` with the text that the node would print */
  readFile(node: string, path: string): Promise<Uint8Array> {
    return this.#call((api, lab) => api.readFile(lab, node, path));
  }

  async importFile(node: string, path: string, bytes: Uint8Array): Promise<CommandResult> {
    const result = await this.#call((api, lab) => api.importFile(lab, node, path, bytes));
    if (result.changed) this.#memory.imported(bytes);
    return result;
  }

  exportRun(withFiles = false): Promise<Run> {
    return this.#call((api, lab) => api.exportRun(lab, withFiles));
  }

  /** @throws Error `LabRefusal` naming field and expectation; the present lab stays as it was */
  async openRun(run: unknown): Promise<Snapshot> {
    try {
      const snapshot = await this.#show((api, lab) => api.openRun(lab, run));
      this.#memory.opened(run);
      return snapshot;
    } catch (error) {
      throw isCloneError(error) ? noPlainData(error) : error;
    }
  }

  /** Throws away run and stored state, and opens the scenario anew. */
  async startAgain(): Promise<Snapshot> {
    const snapshot = await this.#show((api, lab) => api.startAgain(lab));
    this.#memory.opened(null);
    return snapshot;
  }

  /** Deletes what is stored and does not open; the lab goes on and is saved. @throws Error `LabRefusal` */
  deleteStored(): Promise<Snapshot> {
    return this.#show((api, lab) => api.deleteStored(lab));
  }

  digest(): Promise<string> {
    return this.#call((api, lab) => api.digest(lab));
  }

  async #take(lab: string, port: MessagePort, message: FeedMessage): Promise<void> {
    if (this.#lab === lab) this.#memory.take(message);
    if (this.#lab !== lab || this.#sampleHistory === null || this.#eventHistory === null) return;
    const [samples, events] = await Promise.all([
      this.#sampleHistory.take(message.samples),
      this.#eventHistory.take(message.events),
    ]);
    if (this.#lab !== lab) return;
    this.snapshot = message.snapshot;
    this.samples = samples;
    this.events = events;
    this.outlook = message.outlook;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    await nextFrame();
    port.postMessage('taken');
  }

  async #show(verb: (api: EngineApi, lab: string) => Promise<Snapshot>): Promise<Snapshot> {
    const lab = this.#lab;
    const snapshot = await this.#call(verb);
    if (this.#lab === lab) {
      this.snapshot = snapshot;
      if (this.#options !== null) this.#options = { ...this.#options, paused: snapshot.paused };
      this.#host.requestUpdate();
    }
    return snapshot;
  }

  async #call<Answer>(verb: (api: EngineApi, lab: string) => Promise<Answer>): Promise<Answer> {
    if (this.#reviving !== null) await this.#reviving;
    if (this.#connection === null || this.#lab === null) {
      throw gone(this.lost ?? 'No lab is open yet: open it first.');
    }
    return verb(this.#connection.api, this.#lab);
  }

  #loseLab(lab: string, reason: string, mayRestart: boolean): void {
    if (this.#lab !== lab) return;
    const { opened } = this;
    this.#leaveLab();
    this.lost = reason;
    this.#mayRestart = mayRestart;
    // Whoever opens the lab right now sees to it.
    if (mayRestart && opened !== null && this.#left !== null) {
      this.lost = `${reason} It is being started again.`;
      this.#reviving = this.#revive(this.#left, reason);
    }
    this.#host.requestUpdate();
  }

  /** Lets go of the lab, and keeps what it takes to open it again. */
  #leaveLab(): void {
    const { snapshot, samples, events } = this;
    const options = this.#options;
    if (options !== null && snapshot !== null) {
      this.#left = { options, seen: this.#memory.asOf(snapshot) };
    }
    this.#drop();
    // What was shown last stays readable beside the text that says why it stands still.
    this.snapshot = snapshot;
    this.samples = samples;
    this.events = events;
  }

  /**
   * Opens a lab that was left on a worker, where the storage or the page's memory has it.
   *
   * @param reason  why it was lost; null when it was left on purpose, of which there is nothing to say
   */
  async #revive(left: LeftLab, reason: string | null): Promise<void> {
    // Once whoever starts this has kept the promise of it.
    await Promise.resolve();
    const mine = this.#reviving;
    try {
      const options = await withSeen(left);
      if (this.#reviving !== mine) return;
      const opened = await this.#openPatiently(options);
      this.snapshot = opened.snapshot;
      if (reason !== null) this.revived = `${reason} ${revivedText(options, opened)}`;
    } catch (error) {
      if (this.#reviving !== mine) return;
      this.#drop();
      this.lost = error instanceof Error ? error.message : String(error);
    } finally {
      if (this.#reviving === mine) this.#reviving = null;
      this.#host.requestUpdate();
    }
  }

  /** A page that is hidden may never be shown again: what is not saved yet is saved at once. */
  readonly #saveBeforeHidden = (): void => {
    if (!document.hidden || this.#connection === null || this.#lab === null) return;
    this.#connection.api.saveNow(this.#lab).catch(() => {
      // A worker that is gone is told elsewhere.
    });
  };

  /** A page that may come back as it was holds neither the storage nor the right to write it meanwhile. */
  readonly #leave = ({ persisted }: PageTransitionEvent): void => {
    const [lab, connection] = [this.#lab, this.#connection];
    if (!persisted || lab === null || connection === null) return;
    if (this.snapshot?.storage.kind !== 'indexeddb') return;
    this.#leaveLab();
    this.#isAway = true;
    connection.api.close(lab).catch(() => {
      // A worker that is gone holds nothing.
    });
  };

  readonly #comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted || !this.#isAway || this.#left === null) return;
    this.#isAway = false;
    this.#reviving = this.#revive(this.#left, null);
  };

  #drop(): void {
    this.#forgetLoss?.();
    this.#feed?.close();
    this.#forgetLoss = null;
    this.#feed = null;
    this.#sampleHistory = null;
    this.#eventHistory = null;
    this.#connection = null;
    this.#lab = null;
    this.opened = null;
    this.snapshot = null;
    this.samples = [];
    this.events = [];
    this.outlook = null;
  }
}

/** Functions, nodes and the like never reach the worker. */
function isCloneError(error: unknown): error is DOMException {
  return error instanceof DOMException && error.name === 'DataCloneError';
}

function noPlainData({ message }: DOMException): Error {
  const error = new Error(`This is not a run: Expected plain data. ${message}`);
  error.name = REFUSAL_NAME;
  return error;
}

function gone(reason: string): Error {
  const error = new Error(reason);
  error.name = 'EngineGone';
  return error;
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, TAKEN_WITHIN_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
