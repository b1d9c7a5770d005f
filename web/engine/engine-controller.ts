import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type {
  EngineApi,
  LabEvent,
  Opened,
  OpenOptions,
  RunOutlook,
  Sample,
  Snapshot,
  Speed,
} from '../../workers/api.ts';
import { connectEngine, engineGone, type EngineConnection } from './connect-engine.ts';
import { LabFeed, type ToldLab } from './lab-feed.ts';
import { LabVerbs } from './lab-verbs.ts';
import { type LeftLab, revivedText, withSeen } from './left-lab.ts';
import { SeenMemory } from './seen-memory.ts';

let labCount = 0;

/**
 * One lab for a Lit element: what it shows of itself, and the verbs of `EngineApi` bound to it.
 *
 * `snapshot`, `samples` and `events` are replaced, never changed in place, and the host is asked to
 * update each time. Only `<failover-lab>` holds one; everything below gets properties.
 */
export class EngineController extends LabVerbs implements ReactiveController {
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
  #feed: LabFeed | null = null;
  #forgetLoss: (() => void) | null = null;
  /** As the lab was opened; the pace is the one that was asked for last. */
  #options: OpenOptions | null = null;
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
    super();
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
    if (left === null) throw engineGone('There is no lab to open again.');
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
    const { seen: _seen, anew: _anew, ...kept } = options;
    this.#options = kept;
    this.memory = new SeenMemory();
    for (const bytes of options.seen?.files ?? []) this.memory.imported(bytes);
    this.#lab = lab;
    this.#connection = connection;
    this.lost = null;
    this.#forgetLoss = connection.onGone((reason, mayRestart) => {
      this.#loseLab(lab, reason, mayRestart);
    });
    const feed = new LabFeed(connection.api, lab, this.memory, (told) => this.#take(told));
    this.#feed = feed;
    const opened = await connection.open(lab, options, feed.enginePort);
    if (this.#lab !== lab) throw engineGone('The lab was closed while it opened.');
    this.#left = null;
    this.opened = opened;
    this.snapshot ??= opened.snapshot;
    this.#host.requestUpdate();
    return opened;
  }

  override setPace(paused: boolean, speed: Speed): Promise<void> {
    if (this.#options !== null) this.#options = { ...this.#options, paused, speed };
    return super.setPace(paused, speed);
  }

  async #take(told: ToldLab): Promise<void> {
    this.snapshot = told.snapshot;
    this.samples = told.samples;
    this.events = told.events;
    this.outlook = told.outlook;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  protected override async show(
    verb: (api: EngineApi, lab: string) => Promise<Snapshot>,
  ): Promise<Snapshot> {
    const lab = this.#lab;
    const snapshot = await this.call(verb);
    if (this.#lab === lab) {
      this.snapshot = snapshot;
      if (this.#options !== null) this.#options = { ...this.#options, paused: snapshot.paused };
      this.#host.requestUpdate();
    }
    return snapshot;
  }

  protected override async call<Answer>(
    verb: (api: EngineApi, lab: string) => Promise<Answer>,
  ): Promise<Answer> {
    if (this.#reviving !== null) await this.#reviving;
    if (this.#connection === null || this.#lab === null) {
      throw engineGone(this.lost ?? 'No lab is open yet: open it first.');
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
      this.#left = { options, seen: this.memory.asOf(snapshot) };
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
    this.#connection = null;
    this.#lab = null;
    this.opened = null;
    this.snapshot = null;
    this.samples = [];
    this.events = [];
    this.outlook = null;
  }
}
