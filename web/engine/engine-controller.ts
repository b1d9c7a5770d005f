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
import type { ToldLab } from './lab-feed.ts';
import { LabSession } from './lab-session.ts';
import { LabVerbs } from './lab-verbs.ts';
import { type LeftLab, revivedText, withSeen } from './left-lab.ts';
import { PageVisits } from './page-visits.ts';
import { SeenMemory } from './seen-memory.ts';

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
  #session: LabSession | null = null;
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
    new PageVisits(host, { hide: this.#saveNow, leave: this.#leave, comeBack: this.#comeBack });
  }

  hostDisconnected(): void {
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
    const session = this.#session;
    this.#options = null;
    this.#left = null;
    this.#isAway = false;
    this.#drop();
    await session?.close();
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
    const { seen: _seen, anew: _anew, ...kept } = options;
    this.#options = kept;
    this.memory = new SeenMemory();
    for (const bytes of options.seen?.files ?? []) this.memory.imported(bytes);
    this.lost = null;
    const session = new LabSession(connection, this.memory, {
      told: (told) => this.#take(told),
      gone: (reason, mayRestart) => {
        this.#lose(reason, mayRestart);
      },
    });
    this.#session = session;
    const opened = await session.open(options);
    if (this.#session !== session) throw engineGone('The lab was closed while it opened.');
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
    const session = this.#session;
    const snapshot = await this.call(verb);
    if (this.#session === session) {
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
    const session = this.#session;
    if (session === null) throw engineGone(this.lost ?? 'No lab is open yet: open it first.');
    return session.call(verb);
  }

  #lose(reason: string, mayRestart: boolean): void {
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
  readonly #saveNow = (): void => {
    const saved = this.#session?.call((api, lab) => api.saveNow(lab));
    saved?.catch(() => {
      // A worker that is gone is told elsewhere.
    });
  };

  /** A page that may come back as it was holds neither the storage nor the right to write it meanwhile. */
  readonly #leave = (): void => {
    const session = this.#session;
    if (session === null || this.snapshot?.storage.kind !== 'indexeddb') return;
    this.#leaveLab();
    this.#isAway = true;
    session.close().catch(() => {
      // A worker that is gone holds nothing.
    });
  };

  readonly #comeBack = (): void => {
    if (!this.#isAway || this.#left === null) return;
    this.#isAway = false;
    this.#reviving = this.#revive(this.#left, null);
  };

  #drop(): void {
    this.#session?.letGo();
    this.#session = null;
    this.opened = null;
    this.snapshot = null;
    this.samples = [];
    this.events = [];
    this.outlook = null;
  }
}
