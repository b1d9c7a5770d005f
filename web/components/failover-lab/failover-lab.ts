import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import type { Cause, CommandResult, LabEvent, Run, Snapshot, Speed } from '../../../workers/api.ts';
import { connectEngine, type EngineConnection } from '../../engine/connect-engine.ts';
import { EngineController } from '../../engine/engine-controller.ts';
import { controls } from '../../styles/controls.styles.ts';
import { tokens } from '../../styles/tokens.ts';
import { errorText } from '../../words/error.ts';
import type { DiskActions } from '../disk-files/disk-actions.ts';
import { DRILL_LINES } from '../drill-panel/drill-phase.ts';
import type { LabLineDetail } from '../fault-menu/lab-line.ts';
import { droppedWords } from '../lab-bar/history-words.ts';
import type { Theme } from '../lab-bar/lab-bar.ts';
import '../lab-desk/lab-desk.ts';
import '../lab-notice/lab-notice.ts';
import { type NoticeActName, noticeOf } from '../lab-notice/notice.ts';
import { ElementSize } from '../stage/element-size.ts';
import { announcements } from './announcements.ts';
import { Announcer } from './announcer.ts';
import { BlockMapPoll } from './block-map-poll.ts';
import { HiddenPause, PAUSED_WHILE_HIDDEN } from './hidden-pause.ts';
import { historyVerb } from './history-keys.ts';
import { keepPace, keptPace } from './kept-pace.ts';
import { openOptions, speedConverter } from './lab-options.ts';
import { LatestWish } from './latest-wish.ts';
import { type PaceDetail, PaceLink } from './pace-link.ts';
import { READ_FAULT, readBlob } from './read-blob.ts';

/** Attributes that say which lab it is: a change opens another. */
const IDENTITY: readonly (keyof FailoverLab)[] = [
  'exercise',
  'scenario',
  'seed',
  'diskMiB',
  'mode',
  'layout',
  'storage',
];

/**
 * @summary Failover Lab: two clusters, a network and a clock to practise failover on.
 * @slot bar - what the page puts into the bar
 * @slot foot - what the page puts below the guide
 * @event lab-ready - the lab is open
 * @event lab-fault - a fault began, detail `{id, line}`
 * @event lab-failover - the second cluster took its first order, detail `{rtoMs, rpoMs, lostCount}`
 * @event lab-error - the lab could not be opened or was lost, detail `{message}`
 * @event lab-resize - the height changed, detail `{height}`
 * @event lab-theme - the reader changed the theme, detail `{theme}`
 */
@customElement('failover-lab')
export class FailoverLab extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        position: relative;
        container: lab / inline-size;
        height: 720px;
        min-width: 300px;
        background: var(--surface-panel);
        overflow: hidden;
      }
    `,
  ];

  @property() exercise: string | null = null;
  @property() scenario: string | null = null;
  @property({ type: Number }) seed = 2001;
  @property({ type: Number, attribute: 'disk-mib' }) diskMiB = 16;
  @property() mode: string | null = null;
  @property() layout: string | null = null;
  @property({ converter: speedConverter }) speed: Speed = 1;
  @property({ type: Boolean, reflect: true }) paused = false;
  @property() storage = 'memory';
  @property({ reflect: true }) theme: Theme = 'auto';
  /** The front page's drill: starts orders and shows the panel that pulls the plug. */
  @property({ type: Boolean }) drill = false;

  /** Settles when the lab is open; rejects with `LabRefusal` for attributes that cannot be. */
  ready: Promise<void> = Promise.resolve();

  @state() private problem: string | null = null;
  /** The reader goes on although what is stored does not open. */
  @state() private staysInMemory = false;
  /** The run before the present one, until the reader has seen that it can be brought back. */
  @state() private putAway: Run | null = null;
  /** A line that was refused, until the next one. */
  @state() private refused: string | null = null;

  // Before the engine's own: what is saved when the page is hidden is where it stands.
  readonly #hidden = new HiddenPause(this, {
    isPlaying: () => this.engine.opened !== null && !this.paused,
    pause: () => {
      this.paused = true;
      this.#tellPace();
    },
    seenAgain: () => {
      this.#announcer.say([{ text: PAUSED_WHILE_HIDDEN, assertive: false }]);
    },
  });
  protected readonly engine = new EngineController(this, () => this.connect());
  readonly #announcer = new Announcer(this);
  readonly #blockMaps = new BlockMapPoll(this, () => this.engine.blockMaps());
  readonly #pace = new PaceLink(({ paused, speed }) => this.engine.setPace(paused, speed));
  readonly #seeks = new LatestWish<number>((atMs) => this.seek(atMs));
  readonly #size = new ElementSize(this, { width: 1440, height: 0 });
  #shown: Snapshot | null = null;
  #height = 0;
  /** A speed that is set for a while, and the one before it; null while none is. */
  #hurry: { readonly speed: Speed; readonly before: Speed } | null = null;
  #attempt = 0; // an opening that was overtaken by the next is no problem

  constructor() {
    super();
    this.addEventListener('keydown', this.#pressKey);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#open();
  }

  /** Runs one line; settles when it has. A refused line is an exit code and a text, never an exception. */
  async execute(line: string, { node }: { node?: string } = {}): Promise<CommandResult> {
    await this.ready;
    const result = await this.engine.execute(line, node ?? null);
    if (result.changed) await this.engine.readSnapshot();
    return result;
  }

  /** Runs virtual time as quickly as it can, then stays paused. */
  async advance(ms: number): Promise<Snapshot> {
    await this.ready;
    return this.#took(await this.engine.advance(ms));
  }

  /** The state that is shown now; null before the lab is open. */
  snapshot(): Snapshot | null {
    return this.engine.snapshot;
  }

  /** Shows another moment. @throws Error `LabRefusal` */
  async seek(atMs: number): Promise<Snapshot> {
    await this.ready;
    return this.#took(await this.engine.seek(atMs));
  }

  async events({ after }: { after?: number } = {}): Promise<LabEvent[]> {
    await this.ready;
    return this.engine.readEvents(after ?? null);
  }

  /** From a symptom to the line, or missing line, behind it. @throws Error `LabRefusal` */
  async explain(code: string): Promise<Cause[]> {
    await this.ready;
    return this.engine.explain(code);
  }

  /** What that node would read now. @throws Error `LabRefusal` */
  async readFile(node: string, path: string): Promise<Uint8Array> {
    await this.ready;
    return this.engine.readFile(node, path);
  }

  async importFile(node: string, path: string, blob: Blob): Promise<CommandResult> {
    await this.ready;
    const bytes = await readBlob(blob);
    return bytes === null
      ? { exitCode: READ_FAULT, output: `The file for ${path} cannot be read.`, changed: false }
      : this.engine.importFile(node, path, bytes);
  }

  async exportRun({ withFiles }: { withFiles?: boolean } = {}): Promise<Run> {
    await this.ready;
    return this.engine.exportRun(withFiles ?? false);
  }

  /** @throws Error `LabRefusal` naming field and expectation */
  async openRun(run: unknown): Promise<Snapshot> {
    await this.ready;
    return this.#took(await this.engine.openRun(run));
  }

  async digest(): Promise<string> {
    await this.ready;
    return this.engine.digest();
  }

  /** Where the engine comes from; tests bring their own. */
  protected connect(): EngineConnection {
    return connectEngine();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && IDENTITY.some((name) => changed.has(name))) this.#open();
    if (changed.has('paused') || changed.has('speed')) {
      this.#tellPace();
      this.#keepPace();
      if (!this.paused) this.#hidden.end();
    }
    const { snapshot } = this.engine;
    if (snapshot !== null && snapshot !== this.#shown) this.#follow(snapshot);
    this.#blockMaps.follow(snapshot);
  }

  protected override updated(): void {
    const { height } = this.#size;
    if (height === this.#height) return;
    this.#height = height;
    this.#emit('lab-resize', { height });
  }

  override render(): TemplateResult {
    const { engine } = this;
    const notice = noticeOf({
      problem: this.problem,
      lost: engine.lost,
      isReviving: engine.isReviving,
      canReopen: engine.canReopen,
      revived: engine.revived,
      putAwayLines: this.putAway?.lines.length ?? null,
      storage: engine.opened === null ? null : (engine.snapshot?.storage ?? null),
      staysInMemory: this.staysInMemory,
    });
    return html`<lab-desk
        .snapshot=${engine.snapshot}
        .samples=${engine.samples}
        .events=${engine.events}
        .blockMaps=${this.#blockMaps.maps}
        .opened=${engine.opened}
        .paused=${this.paused}
        .speed=${this.speed}
        theme=${this.theme}
        ?drill=${this.drill}
        .furthestMs=${this.#furthestMs}
        .outlook=${engine.outlook}
        .timeNote=${this.#timeNote}
        .refused=${this.refused}
        .diskActions=${this.#diskActions}
        .explain=${engine.opened === null ? null : this.#explain}
        .runTyped=${engine.opened === null ? null : this.#runTyped}
        @lab-line=${this.#runLine}
        @lab-seek=${this.#seekTo}
        @lab-pace=${this.#changePace}
        @lab-next-event=${this.#nextEvent}
        @lab-history=${this.#changeHistory}
        @lab-again=${this.#again}
        @lab-reopen=${this.#openAgain}
        @lab-theme=${this.#changeTheme}
        @lab-refusal-read=${this.#readRefusal}
        ><slot name="bar" slot="bar"></slot><slot name="foot" slot="foot"></slot
      ></lab-desk>
      ${
        notice === null
          ? nothing
          : html`<lab-notice .notice=${notice} @lab-notice-act=${this.#actOn}></lab-notice>`
      }
      <div class="visually-hidden" role="status" aria-live="polite">${this.#announcer.polite}</div>
      <div class="visually-hidden" role="alert" aria-live="assertive">
        ${this.#announcer.assertive}
      </div>`;
  }

  readonly #open = (): void => {
    this.#begin(() => this.#openNow());
  };

  #begin(open: () => Promise<void>): void {
    this.problem = null;
    this.refused = null;
    this.staysInMemory = false;
    this.#pace.settle(null);
    this.#shown = null;
    this.#hidden.end();
    // Attributes that follow in the same task still count.
    this.ready = Promise.resolve().then(() => this.#attemptTo(open));
    this.ready.catch(() => undefined);
  }

  async #attemptTo(open: () => Promise<void>): Promise<void> {
    if (!this.isConnected) return;
    const attempt = (this.#attempt += 1);
    try {
      await open();
      this.#emit('lab-ready', {});
    } catch (error) {
      if (attempt === this.#attempt) {
        // What is gone says so itself.
        this.problem = this.engine.lost === null ? errorText(error) : null;
        this.#emit('lab-error', { message: errorText(error) });
      }
      throw error;
    }
  }

  /** Opens a lab that was lost where it was. */
  async #reopenNow(): Promise<void> {
    const { snapshot } = await this.engine.reopen();
    this.#took(snapshot);
  }

  async #openNow(anew = false): Promise<void> {
    const kept = anew || this.storage !== 'persist' ? null : keptPace(this.#labId);
    const options = openOptions({
      exercise: this.exercise,
      scenario: this.scenario,
      seed: this.seed,
      diskMiB: this.diskMiB,
      mode: this.mode,
      layout: this.layout,
      speed: kept?.speed ?? this.speed,
      paused: kept?.paused ?? this.paused,
      storage: this.storage,
      labId: this.#labId,
      firstLines: this.drill ? DRILL_LINES : [],
    });
    const { resumed } = await this.engine.open(anew ? { ...options, anew } : options);
    this.#pace.settle({ paused: options.paused, speed: options.speed });
    // What was kept belongs to the lab that was stored; a new one goes by the attributes.
    if (resumed && kept !== null) Object.assign(this, kept);
    this.#tellPace();
    this.#hidden.look();
  }

  #follow(snapshot: Snapshot): void {
    const before = this.#shown;
    this.#shown = snapshot;
    this.paused = this.#pace.hear(snapshot.paused) ?? this.paused;
    if (before === null) return;
    this.#announcer.say(announcements(before, snapshot));
    this.#tellPage(before, snapshot);
  }

  /** A verb has answered with this state, so its pause is no old news. */
  #took(snapshot: Snapshot): Snapshot {
    this.#pace.settle({ paused: snapshot.paused, speed: this.speed });
    this.paused = snapshot.paused;
    this.#hidden.end();
    return snapshot;
  }

  #tellPace(): void {
    const { paused, speed } = this;
    this.#pace.tell({ paused, speed }).catch(this.#showProblem);
  }

  /** A lab that is stored stands after a reload as it stood before. */
  #keepPace(): void {
    const { paused, speed } = this;
    if (this.storage === 'persist' && this.engine.opened !== null) {
      keepPace(this.#labId, { paused, speed });
    }
  }

  get #labId(): string {
    return this.id === '' ? 'lab' : this.id;
  }

  /** How far the run has come. */
  get #furthestMs(): number {
    const { outlook, snapshot } = this.engine;
    return Math.max(outlook?.furthestMs ?? 0, snapshot?.atMs ?? 0);
  }

  get #timeNote(): string | null {
    if (this.#hidden.isResting) return PAUSED_WHILE_HIDDEN;
    const { outlook } = this.engine;
    return outlook === null ? null : droppedWords(outlook);
  }

  #tellPage(before: Snapshot, after: Snapshot): void {
    const known = new Set(before.faults.map((fault) => fault.id));
    for (const { id, line } of after.faults) {
      if (!known.has(id)) this.#emit('lab-fault', { id, line });
    }
    const { ledger } = after;
    if (ledger === null || ledger.rtoMs === null) return;
    if (before.ledger !== null && before.ledger.rtoMs !== null) return;
    const { rtoMs, rpoMs, lostOrders } = ledger;
    this.#emit('lab-failover', { rtoMs, rpoMs, lostCount: lostOrders.length });
  }

  readonly #diskActions: DiskActions = {
    importFile: (node, path, blob) => this.importFile(node, path, blob),
    readFile: (node, path) => this.readFile(node, path),
    execute: (line, node) => this.execute(line, { node }),
  };

  readonly #explain = (code: string): Promise<Cause[]> => this.explain(code);

  readonly #runTyped = (line: string, node: string): Promise<CommandResult> =>
    this.execute(line, { node });

  readonly #runLine = (event: CustomEvent<LabLineDetail>): void => {
    event.stopPropagation();
    this.refused = null;
    void this.#run(event.detail.line);
  };

  async #run(line: string): Promise<void> {
    try {
      const { exitCode, output } = await this.execute(line);
      if (exitCode !== 0) this.refused = `${line}: ${output.trim()} (exit ${String(exitCode)})`;
    } catch (error) {
      this.#showRefusal(error);
    }
  }

  readonly #seekTo = (event: CustomEvent<{ atMs: number }>): void => {
    event.stopPropagation();
    this.#seeks.want(event.detail.atMs).catch(this.#showRefusal);
  };

  readonly #nextEvent = (event: Event): void => {
    event.stopPropagation();
    this.engine
      .step()
      .then((snapshot) => this.#took(snapshot))
      .catch(this.#showRefusal);
  };

  readonly #changeHistory = (event: CustomEvent<{ verb: 'undo' | 'redo' }>): void => {
    event.stopPropagation();
    this.refused = null;
    void this.#run(`lab ${event.detail.verb}`);
  };

  readonly #pressKey = (event: KeyboardEvent): void => {
    const verb = historyVerb(event);
    if (verb === null) return;
    event.preventDefault();
    void this.#run(`lab ${verb}`);
  };

  readonly #changePace = (event: CustomEvent<PaceDetail>): void => {
    event.stopPropagation();
    const { paused, speed, forNow } = event.detail;
    if (paused !== undefined) this.paused = paused;
    if (speed === 'before') this.#endHurry();
    else if (speed !== undefined) {
      this.#hurry = forNow === true ? { speed, before: this.#hurry?.before ?? this.speed } : null;
      this.speed = speed;
    }
  };

  /** Back to the speed before, unless somebody has chosen another meanwhile. */
  #endHurry(): void {
    if (this.#hurry !== null && this.speed === this.#hurry.speed) this.speed = this.#hurry.before;
    this.#hurry = null;
  }

  readonly #again = (event: Event): void => {
    event.stopPropagation();
    this.refused = null;
    this.#startAgain().catch(this.#showProblem);
  };

  async #startAgain(): Promise<void> {
    await this.ready;
    // A drill is there to be begun again; in the sandbox a person may have built for an hour.
    const before = this.drill ? null : await this.exportRun({ withFiles: true });
    this.#took(await this.engine.startAgain());
    this.putAway = before?.lines.length === 0 ? null : before;
    this.#hurry = null;
    this.speed = 1;
    this.paused = false;
  }

  readonly #changeTheme = (event: CustomEvent<{ theme: Theme }>): void => {
    event.stopPropagation();
    this.theme = event.detail.theme;
    this.#emit('lab-theme', { theme: this.theme });
  };

  readonly #actOn = (event: CustomEvent<{ name: NoticeActName }>): void => {
    event.stopPropagation();
    switch (event.detail.name) {
      case 'open':
        this.#open();
        return;
      case 'reopen':
        this.#begin(() => this.#reopenNow());
        return;
      case 'anew':
        this.#begin(() => this.#openNow(true));
        return;
      case 'delete':
        void this.engine.deleteStored().catch(this.#showRefusal);
        return;
      case 'stay-in-memory':
        this.staysInMemory = true;
        return;
      case 'bring-back':
        this.#bringBack();
        return;
      case 'read':
        this.engine.revived = null;
        this.putAway = null;
        this.requestUpdate();
    }
  };

  #bringBack(): void {
    const run = this.putAway;
    this.putAway = null;
    if (run !== null) this.openRun(run).catch(this.#showRefusal);
  }

  readonly #openAgain = (event: Event): void => {
    event.stopPropagation();
    this.#open();
  };

  readonly #readRefusal = (): void => {
    this.refused = null;
  };

  readonly #showRefusal = (error: unknown): void => {
    this.refused = errorText(error);
  };

  readonly #showProblem = (error: unknown): void => {
    this.problem = errorText(error);
  };

  #emit(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'failover-lab': FailoverLab;
  }
}
