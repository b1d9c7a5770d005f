import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import type {
  Cause,
  CommandResult,
  LabEvent,
  OpenOptions,
  Run,
  Snapshot,
  Speed,
} from '../../../workers/api.ts';
import '../../charts/lab-charts/lab-charts.ts';
import type { Lanes } from '../../charts/lab-charts/lab-charts.layout.ts';
import {
  followWindow,
  type TimeWindow,
  type WindowMode,
  wholeRunWindow,
} from '../../charts/time-axis/time-axis.layout.ts';
import { connectEngine, type EngineConnection } from '../../engine/connect-engine.ts';
import { EngineController } from '../../engine/engine-controller.ts';
import { controls } from '../../styles/controls.styles.ts';
import { tokens } from '../../styles/tokens.ts';
import type { DiskActions } from '../disk-files/disk-actions.ts';
import '../disk-files/disk-files.ts';
import type { LabDiskFiles } from '../disk-files/disk-files.ts';
import { drillPhase } from '../drill-panel/drill-phase.ts';
import '../drill-panel/drill-panel.ts';
import type { LabDrillPanel } from '../drill-panel/drill-panel.ts';
import '../event-log/event-log.ts';
import '../failover-console/failover-console.ts';
import type { LabLineDetail } from '../fault-menu/lab-line.ts';
import '../fault-list/fault-list.ts';
import { icon } from '../icon/icon.ts';
import '../lab-bar/lab-bar.ts';
import type { Theme } from '../lab-bar/lab-bar.ts';
import '../line-prompt/line-prompt.ts';
import '../line-shelf/line-shelf.ts';
import { ElementSize } from '../stage/element-size.ts';
import '../stage/stage.ts';
import '../transport/transport.ts';
import '../vital-strip/vital-strip.ts';
import { announcements } from './announcements.ts';
import { Announcer } from './announcer.ts';
import { BlockMapPoll } from './block-map-poll.ts';
import { failoverLabStyles } from './failover-lab.styles.ts';
import { openOptions, speedConverter } from './lab-options.ts';
import { DOCKS, type DockName, TABS, type TabName, tabButtons } from './lab-tabs.ts';

/** Lines that the front page's drill begins with: orders behind a link that cannot quite carry them, so some are always under way. */
export const DRILL_LINES: OpenOptions['firstLines'] = [
  ['A1', 'fault link replication rate 96'],
  ['A1', 'client rate 20'],
  ['A1', 'client start'],
];

/** Attributes that say which lab it is: a change opens another. */
const IDENTITY: readonly (keyof FailoverLab)[] = ['exercise', 'scenario', 'seed', 'diskMiB', 'mode', 'layout', 'storage'];

/**
 * @summary Failover Lab: two clusters, a network and a clock to practise failover on.
 * @slot bar - what the page puts into the bar
 * @event lab-ready - the lab is open
 * @event lab-fault - a fault began, detail `{id, line}`
 * @event lab-failover - the second cluster took its first order, detail `{rtoMs, rpoMs, lostCount}`
 * @event lab-error - the lab could not be opened or was lost, detail `{message}`
 * @event lab-resize - the height changed, detail `{height}`
 * @event lab-theme - the reader changed the theme, detail `{theme}`
 */
@customElement('failover-lab')
export class FailoverLab extends LitElement {
  static override styles = [tokens, controls, failoverLabStyles];

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

  @state() private monitorIndex = 0;
  @state() private tab: TabName = 'clusters';
  @state() private dock: DockName = 'time-to-fail';
  @state() private leftTab: 'guide' | 'files' = 'guide';
  @state() private windowMode: WindowMode = 'follow';
  @state() private problem: string | null = null;
  /** A line that was refused, until the next one. */
  @state() private refused: string | null = null;
  @state() private fileOver = false;

  @query('lab-drill-panel') private readonly drillPanel!: LabDrillPanel | null;
  @query('lab-disk-files') private readonly diskFiles!: LabDiskFiles | null;

  protected readonly engine = new EngineController(this, () => this.connect());
  readonly #announcer = new Announcer(this);
  readonly #blockMaps = new BlockMapPoll(this, () => this.engine.blockMaps());
  readonly #size = new ElementSize(this, { width: 1440, height: 900 });
  #shown: Snapshot | null = null;
  #window: TimeWindow = followWindow(null, 0);
  #furthestMs = 0;
  #height = 0;
  /** What the engine was told last, so that what it tells back is no wish of the page. */
  #pace: { paused: boolean; speed: Speed } | null = null;
  #paceCalls = 0;
  #seeking = false;
  #seekWanted: number | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#open();
  }

  /** Runs one line; settles when it has. A refused line is an exit code and a text, never an exception. */
  async execute(line: string, { node }: { node?: string } = {}): Promise<CommandResult> {
    await this.ready;
    const result = await this.engine.execute(line, node ?? null);
    if (result.changed) {
      const { atMs } = await this.engine.readSnapshot();
      this.#furthestMs = atMs;
    }
    return result;
  }

  /** Runs virtual time as quickly as it can, then stays paused. */
  async advance(ms: number): Promise<Snapshot> {
    await this.ready;
    return this.engine.advance(ms);
  }

  /** The state that is shown now; null before the lab is open. */
  snapshot(): Snapshot | null {
    return this.engine.snapshot;
  }

  /** Shows another moment. @throws Error `LabRefusal` */
  async seek(atMs: number): Promise<Snapshot> {
    await this.ready;
    return this.engine.seek(atMs);
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
    return this.engine.importFile(node, path, new Uint8Array(await blob.arrayBuffer()));
  }

  async exportRun({ withFiles }: { withFiles?: boolean } = {}): Promise<Run> {
    await this.ready;
    return this.engine.exportRun(withFiles ?? false);
  }

  /** @throws Error `LabRefusal` naming field and expectation */
  async openRun(run: unknown): Promise<Snapshot> {
    await this.ready;
    this.#furthestMs = 0;
    return this.engine.openRun(run);
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
    if (changed.has('paused') || changed.has('speed')) this.#tellPace();
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
    const { engine, drill, problem } = this;
    const { snapshot, samples, events, opened } = engine;
    const text = problem ?? engine.lost;
    const nodes = snapshot === null ? [] : nodeNames(snapshot);
    const phase = drill && snapshot !== null ? drillPhase(snapshot) : null;
    return html`<div
      class="lab ${drill ? 'has-guide' : ''}"
      data-tab=${this.tab}
      data-dock=${this.dock}
      data-left=${this.leftTab}
      @lab-line=${this.#runLine}
      @lab-seek=${this.#seekTo}
      @lab-pace=${this.#changePace}
      @lab-next-event=${this.#nextEvent}
      @lab-again=${this.#again}
      @lab-theme=${this.#changeTheme}
      @lab-monitor=${this.#changeMonitor}
      @lab-window=${this.#changeWindow}
    >
      <lab-bar class="bar" .storage=${snapshot?.storage ?? null} .opened=${opened} theme=${this.theme}
        ><slot name="bar"></slot
      ></lab-bar>
      ${text === null ? nothing : this.#problemNote(text)}
      <lab-vital-strip class="strip" .snapshot=${snapshot} monitorIndex=${this.monitorIndex}></lab-vital-strip>
      ${tabButtons('tabs', 'Views', TABS, this.tab, (name) => (this.tab = name))}
      <div class="left">
        ${this.#leftTabs()}
        ${drill
          ? html`<lab-drill-panel class="guide" .snapshot=${snapshot} ?act-elsewhere=${this.#isPhone}></lab-drill-panel>`
          : html`<lab-line-shelf class="guide" .snapshot=${snapshot}></lab-line-shelf>`}
        <lab-disk-files class="files" .snapshot=${this.#filesShown() ? snapshot : null} .actions=${this.#diskActions}></lab-disk-files>
      </div>
      <main class="stage-box" @dragover=${this.#dragOver} @dragleave=${this.#dragLeave} @drop=${this.#dropFile}>
        <lab-stage .snapshot=${snapshot} .blockMaps=${this.#blockMaps.maps} .speed=${this.speed}></lab-stage>
        ${this.fileOver ? html`<p class="drop-note">Drop it on CLUS-A’s S:</p>` : nothing}
        ${this.refused === null ? nothing : this.#refusedNote(this.refused)}
      </main>
      <div class="side">
        <lab-failover-console
          class="console"
          .monitors=${snapshot?.monitors ?? []}
          index=${this.monitorIndex}
          clusterName=${snapshot?.clusters.second.name ?? 'CLUS-B'}
        ></lab-failover-console>
        <lab-fault-list class="faults" .faults=${snapshot?.faults ?? []} nowMs=${snapshot?.atMs ?? 0}></lab-fault-list>
        <div class="log">
          <lab-event-log .events=${events}></lab-event-log>
          <lab-line-prompt .nodes=${nodes} .run=${opened === null ? null : this.#runTyped}></lab-line-prompt>
        </div>
      </div>
      ${tabButtons('dock-tabs', 'Dock', DOCKS, this.dock, (name) => (this.dock = name))}
      <lab-charts
        class="charts"
        .snapshot=${snapshot}
        .samples=${samples}
        .events=${events}
        monitorIndex=${this.monitorIndex}
        lanes=${this.#lanes()}
        .window=${this.#window}
        furthestMs=${this.#furthestMs}
      ></lab-charts>
      ${this.#isPhone && phase !== null ? this.#actBar(phase) : nothing}
      <lab-transport
        class="transport"
        nowMs=${snapshot?.atMs ?? 0}
        .paused=${this.paused}
        .speed=${this.speed}
        .events=${events}
        .window=${this.#isPhone ? wholeRunWindow(this.#furthestMs) : this.#window}
        windowMode=${this.windowMode}
        furthestMs=${this.#furthestMs}
        ?disabled=${opened === null}
      ></lab-transport>
      <div class="visually-hidden" role="status" aria-live="polite">${this.#announcer.polite}</div>
      <div class="visually-hidden" role="alert" aria-live="assertive">${this.#announcer.assertive}</div>
    </div>`;
  }

  get #isPhone(): boolean {
    return this.#size.width < 840;
  }

  #lanes(): Lanes {
    if (this.#isPhone || this.#size.width >= 1200) return 'all';
    return this.dock === 'lag' ? 'lag' : 'time-to-fail';
  }

  #filesShown(): boolean {
    return this.#isPhone ? this.tab === 'disks' : this.leftTab === 'files';
  }

  #leftTabs(): TemplateResult {
    const names = { guide: this.drill ? 'Guide' : 'Try', files: 'Files' } as const;
    return html`<div class="left-tabs seg seg--small" role="group" aria-label="Left panel">
      ${(['guide', 'files'] as const).map(
        (name) =>
          html`<button aria-pressed=${String(this.leftTab === name)} @click=${() => (this.leftTab = name)}>
            ${names[name]}
          </button>`,
      )}
    </div>`;
  }

  #actBar(phase: ReturnType<typeof drillPhase>): TemplateResult | typeof nothing {
    if (phase === 'flowing') {
      return html`<div class="act-bar">
        <button class="btn btn--main btn--wide is-next" @click=${() => this.drillPanel?.pullPlug()}>
          ${icon('bolt')}Pull the plug on CLUS-A
        </button>
      </div>`;
    }
    if (phase !== 'ledger') return nothing;
    return html`<div class="act-bar">
      <button class="btn btn--main btn--wide" @click=${() => this.drillPanel?.startAgain()}>
        ${icon('reset')}Start again
      </button>
    </div>`;
  }

  #problemNote(text: string): TemplateResult {
    return html`<div class="problem" role="alert">
      <p>${text}</p>
      <button class="btn" @click=${this.#open}>Open it again</button>
    </div>`;
  }

  #refusedNote(text: string): TemplateResult {
    return html`<div class="refused" role="alert">
      <p>${text}</p>
      <button class="btn btn--icon btn--small" aria-label="Close" @click=${() => (this.refused = null)}>
        ${icon('close')}
      </button>
    </div>`;
  }

  readonly #open = (): void => {
    this.problem = null;
    this.#pace = null;
    this.#shown = null;
    this.#furthestMs = 0;
    this.#window = followWindow(null, 0);
    // Attributes that follow in the same task still count.
    this.ready = Promise.resolve().then(() => this.#openNow());
    this.ready.catch(() => undefined);
  };

  async #openNow(): Promise<void> {
    if (!this.isConnected) return;
    try {
      const options = openOptions({
        exercise: this.exercise,
        scenario: this.scenario,
        seed: this.seed,
        diskMiB: this.diskMiB,
        mode: this.mode,
        layout: this.layout,
        speed: this.speed,
        paused: this.paused,
        storage: this.storage,
        labId: this.id === '' ? 'lab' : this.id,
        firstLines: this.drill ? DRILL_LINES : [],
      });
      await this.engine.open(options);
      this.#pace = { paused: options.paused, speed: options.speed };
      this.#emit('lab-ready', {});
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (this.isConnected) {
        this.problem = message;
        this.#emit('lab-error', { message });
      }
      throw error;
    }
  }

  #follow(snapshot: Snapshot): void {
    const before = this.#shown;
    this.#shown = snapshot;
    this.#furthestMs = Math.max(this.#furthestMs, snapshot.atMs);
    this.#window =
      this.windowMode === 'whole'
        ? wholeRunWindow(this.#furthestMs)
        : followWindow(this.#window, snapshot.atMs);
    if (this.monitorIndex >= snapshot.monitors.length) this.monitorIndex = 0;
    if (this.#paceCalls === 0 && this.#pace !== null && snapshot.paused !== this.#pace.paused) {
      this.#pace = { ...this.#pace, paused: snapshot.paused };
      this.paused = snapshot.paused;
    }
    if (before === null) return;
    this.#announcer.say(announcements(before, snapshot));
    this.#tellPage(before, snapshot);
  }

  #tellPage(before: Snapshot, after: Snapshot): void {
    const known = new Set(before.faults.map((fault) => fault.id));
    for (const { id, line } of after.faults) {
      if (!known.has(id)) this.#emit('lab-fault', { id, line });
    }
    const { ledger } = after;
    if (ledger?.rtoMs === null || ledger === null) return;
    if (before.ledger?.failoverAtMs === ledger.failoverAtMs && before.ledger.rtoMs !== null) return;
    const { rtoMs, rpoMs, lostOrders } = ledger;
    this.#emit('lab-failover', { rtoMs, rpoMs, lostCount: lostOrders.length });
    if (this.drill) {
      this.tab = 'guide';
      this.leftTab = 'guide';
    }
  }

  #tellPace(): void {
    const { paused, speed } = this;
    if (this.#pace === null || (this.#pace.paused === paused && this.#pace.speed === speed)) return;
    this.#pace = { paused, speed };
    this.#paceCalls += 1;
    this.engine
      .setPace(paused, speed)
      .catch((error: unknown) => {
        this.problem = error instanceof Error ? error.message : String(error);
      })
      .finally(() => {
        this.#paceCalls -= 1;
      });
  }

  readonly #diskActions: DiskActions = {
    importFile: (node, path, blob) => this.importFile(node, path, blob),
    readFile: (node, path) => this.readFile(node, path),
    execute: (line, node) => this.execute(line, { node }),
  };

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
      this.refused = error instanceof Error ? error.message : String(error);
    }
  }

  readonly #seekTo = (event: CustomEvent<{ atMs: number }>): void => {
    event.stopPropagation();
    this.#seekWanted = event.detail.atMs;
    void this.#seekOn();
  };

  /** The latest wish wins: a drag asks for more moments than a replay can show. */
  async #seekOn(): Promise<void> {
    if (this.#seeking) return;
    this.#seeking = true;
    try {
      while (this.#seekWanted !== null) {
        const atMs = this.#seekWanted;
        this.#seekWanted = null;
        await this.seek(atMs);
      }
    } catch (error) {
      this.refused = error instanceof Error ? error.message : String(error);
    } finally {
      this.#seeking = false;
    }
  }

  readonly #nextEvent = (event: Event): void => {
    event.stopPropagation();
    void this.engine.step().catch((error: unknown) => {
      this.refused = error instanceof Error ? error.message : String(error);
    });
  };

  readonly #changePace = (event: CustomEvent<{ paused?: boolean; speed?: Speed }>): void => {
    event.stopPropagation();
    const { paused, speed } = event.detail;
    if (paused !== undefined) this.paused = paused;
    if (speed !== undefined) this.speed = speed;
  };

  readonly #again = (event: Event): void => {
    event.stopPropagation();
    this.refused = null;
    void this.#startAgain();
  };

  async #startAgain(): Promise<void> {
    try {
      this.#furthestMs = 0;
      this.#window = followWindow(null, 0);
      this.#shown = null;
      if (this.drill) this.tab = 'clusters';
      await this.engine.startAgain();
      this.#furthestMs = Math.max(0, this.engine.snapshot?.atMs ?? 0);
      this.speed = 1;
      this.paused = false;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  readonly #changeTheme = (event: CustomEvent<{ theme: Theme }>): void => {
    event.stopPropagation();
    this.theme = event.detail.theme;
    this.#emit('lab-theme', { theme: this.theme });
  };

  readonly #changeMonitor = (event: CustomEvent<{ index: number }>): void => {
    event.stopPropagation();
    this.monitorIndex = event.detail.index;
  };

  readonly #changeWindow = (event: CustomEvent<{ mode: WindowMode }>): void => {
    event.stopPropagation();
    this.windowMode = event.detail.mode;
    const nowMs = this.engine.snapshot?.atMs ?? 0;
    this.#window =
      this.windowMode === 'whole' ? wholeRunWindow(this.#furthestMs) : followWindow(null, nowMs);
  };

  readonly #dragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.fileOver = true;
  };

  readonly #dragLeave = (): void => {
    this.fileOver = false;
  };

  readonly #dropFile = (event: DragEvent): void => {
    event.preventDefault();
    this.fileOver = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    this.leftTab = 'files';
    this.tab = 'disks';
    void this.updateComplete.then(() => this.diskFiles?.take(files));
  };

  #emit(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

function nodeNames(snapshot: Snapshot): string[] {
  const { first, second } = snapshot.clusters;
  return [...first.nodes, ...second.nodes].map((node) => node.name);
}

declare global {
  interface HTMLElementTagNameMap {
    'failover-lab': FailoverLab;
  }
}
