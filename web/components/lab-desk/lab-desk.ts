import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import type {
  BlockMaps,
  CommandResult,
  LabEvent,
  Opened,
  RunOutlook,
  Sample,
  Snapshot,
  Speed,
} from '../../../workers/api.ts';
import '../../charts/lab-charts/lab-charts.ts';
import type { Lanes } from '../../charts/lab-charts/lab-charts.layout.ts';
import { type WindowMode, wholeRunWindow } from '../../charts/time-axis/time-axis.layout.ts';
import { controls } from '../../styles/controls.styles.ts';
import type { ConsoleName } from '../console-window/console-names.ts';
import '../console-rail/console-rail.ts';
import type { DiskActions } from '../disk-files/disk-actions.ts';
import type { LabDiskFiles } from '../disk-files/disk-files.ts';
import { type DrillPhase, drillPhase } from '../drill-panel/drill-phase.ts';
import type { LabDrillPanel } from '../drill-panel/drill-panel.ts';
import '../fault-list/fault-badge.ts';
import { icon } from '../icon/icon.ts';
import '../lab-bar/lab-bar.ts';
import type { LabBar, Theme } from '../lab-bar/lab-bar.ts';
import type { LabLinePrompt } from '../line-prompt/line-prompt.ts';
import { ElementSize } from '../stage/element-size.ts';
import '../stage/stage.ts';
import '../transport/transport.ts';
import '../vital-strip/vital-strip.ts';
import { WhyAnswers, type Explainer } from '../why/why-answers.ts';
import '../why/why-panel.ts';
import type { WhyQuestion } from '../why/why-question.ts';
import { actBar } from './act-bar.ts';
import { ChartWindow } from './chart-window.ts';
import { FileDrop } from './file-drop.ts';
import { DESKTOP_WIDTH_MIN, labDeskStyles, TABLET_WIDTH_MIN } from './lab-desk.styles.ts';
import { type LeftTab, leftColumn } from './left-column.ts';
import {
  type DockName,
  docksOf,
  TABS,
  TABS_WITH_CONSOLE,
  type TabName,
  tabButtons,
} from './lab-tabs.ts';
import type { openConsole } from './open-console.ts';
import { isRewritten } from './rewritten-log.ts';
import { sideColumn } from './side-column.ts';

/** Fetched with the page, but behind what its first moment needs; it is here before anybody asks. */
const consoles = import('./open-console.ts');

/**
 * @summary Everything of a lab that is seen, at three sizes; it knows no engine and keeps no state of the lab. Long, for
 * which view, dock and console are shown is one state, and all parts of the desk depend on it.
 * @slot bar - what the page puts into the bar
 * @slot foot - what the page puts below the guide
 * @event lab-line - a line was picked, detail `{line}`
 * @event lab-seek - a moment was picked, detail `{atMs}`
 * @event lab-pace - pause or speed was changed, detail `{paused?, speed?}`
 * @event lab-next-event - the next event is wanted
 * @event lab-history - undo or redo is wanted, detail `{verb}`
 * @event lab-again - a new run is wanted
 * @event lab-theme - the theme was changed, detail `{theme}`
 * @event lab-refusal-read - the refusal was closed
 */
@customElement('lab-desk')
export class LabDesk extends LitElement {
  static override styles = [controls, labDeskStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) samples: readonly Sample[] = [];
  @property({ attribute: false }) events: readonly LabEvent[] = [];
  @property({ attribute: false }) blockMaps: BlockMaps | null = null;
  @property({ attribute: false }) opened: Opened | null = null;
  @property({ attribute: false }) paused = false;
  @property({ attribute: false }) speed: Speed = 1;
  @property() theme: Theme = 'auto';
  /** Shows the front page's drill instead of the sandbox's shelf. */
  @property({ type: Boolean }) drill = false;
  /** Last moment that the run has reached, virtual ms. */
  @property({ attribute: false }) furthestMs = 0;
  /** What undo and redo would do. */
  @property({ attribute: false }) outlook: RunOutlook | null = null;
  /** What there is to say of where time stands, or null. */
  @property({ attribute: false }) timeNote: string | null = null;
  /** Text of a line that was refused, or null. */
  @property({ attribute: false }) refused: string | null = null;
  @property({ attribute: false }) diskActions: DiskActions | null = null;
  /** Explains the code of an alarm. */
  @property({ attribute: false }) explain: Explainer | null = null;
  @property({ attribute: false }) runTyped:
    ((line: string, node: string) => Promise<CommandResult>) | null = null;

  /** Which monitor is looked at. */
  @state() monitorIndex = 0;
  @state() private tab: TabName = 'clusters';
  @state() private dock: DockName = 'time-to-fail';
  @state() private leftTab: LeftTab = 'guide';
  /** The console that is shown; null while none is. */
  @state() private console: ConsoleName | null = null;
  /** Consoles that are open, in the order in which they were opened; those not shown are minimised. */
  @state() private openConsoles: readonly ConsoleName[] = [];
  /** Null until it is here. */
  @state() private consoleOf: typeof openConsole | null = null;

  @query('lab-bar') private readonly bar!: LabBar;
  @query('lab-drill-panel') private readonly drillPanel!: LabDrillPanel | null;
  @query('.act-note') private readonly actNote!: HTMLElement | null;
  @query('.open-console:not([hidden])') private readonly shownConsole!: HTMLElement | null;
  @query('lab-line-prompt') private readonly linePrompt!: LabLinePrompt | null;
  @query('lab-disk-files') private readonly diskFiles!: LabDiskFiles | null;

  readonly #size = new ElementSize(this, { width: 1440, height: 900 });
  readonly #drop = new FileDrop(this, (files) => {
    this.#takeFiles(files);
  });
  readonly #whys = new WhyAnswers(this);
  /** What asked: it gets the focus back. */
  #whyOpener: EventTarget | null = null;
  readonly #window = new ChartWindow();
  #phase: DrillPhase | null = null;
  /** Phase whose act was done in the action bar; its button goes with it. */
  #actedIn: DrillPhase | null = null;

  protected override firstUpdated(): void {
    void consoles.then((module) => {
      this.consoleOf = module.openConsole;
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { snapshot } = this;
    if (!changed.has('snapshot') || snapshot === null) return;
    this.#window.follow(snapshot.atMs, this.furthestMs);
    if (this.monitorIndex >= snapshot.monitors.length) this.monitorIndex = 0;
    this.#showPhase(this.drill ? drillPhase(snapshot) : null);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('events');
    if (before !== undefined && isRewritten(before, this.events)) this.#forgetOutput();
    if (this.#actedIn === null || this.#actedIn === this.#phase) return;
    this.#actedIn = null;
    this.actNote?.focus();
  }

  override render(): TemplateResult {
    return html`<div
      class="lab"
      data-tab=${this.tab}
      data-dock=${this.dock}
      data-left=${this.leftTab}
      @lab-monitor=${this.#changeMonitor}
      @lab-seek=${this.#forgetOutput}
      @lab-history=${this.#forgetOutput}
      @lab-again=${this.#forgetOutput}
      @lab-window=${this.#changeWindow}
      @lab-why=${this.#askWhy}
      @lab-ask=${this.#ask}
      @lab-console=${this.#openConsole}
      @lab-console-close=${this.#closeConsole}
      data-console=${this.console ?? nothing}
    >
      <lab-bar
        class="bar"
        ?consoles=${!this.drill}
        .storage=${this.snapshot?.storage ?? null}
        .opened=${this.opened}
        .outlook=${this.outlook}
        theme=${this.theme}
        ><slot name="bar"></slot
      ></lab-bar>
      <lab-vital-strip
        class="strip"
        ?short=${this.console !== null}
        .snapshot=${this.snapshot}
        .monitorIndex=${this.monitorIndex}
      ></lab-vital-strip>
      ${tabButtons('tabs', 'Views', this.console === null ? TABS : TABS_WITH_CONSOLE, this.tab, (name) => (this.tab = name))}
      ${this.console === null ? nothing : this.#rail()}
      ${repeat(
        this.openConsoles,
        (name) => name,
        (name) => this.consoleOf?.(name, this.snapshot, this.runTyped, name === this.console),
      )}
      ${this.console === null ? nothing : this.#vitals()} ${this.#badge()} ${this.#left()}
      ${this.#stage()} ${sideColumn(this, !this.#isTablet)}
      ${tabButtons('dock-tabs', 'Dock', docksOf(this.snapshot), this.dock, (name) => (this.dock = name))}
      ${this.#timeParts()}
      ${
        this.#whys.answer === null
          ? nothing
          : html`<lab-why-panel
              class="why"
              .answer=${this.#whys.answer}
              @lab-why-close=${this.#closeWhy}
            ></lab-why-panel>`
      }
    </div>`;
  }

  /** What a console leaves of the left column. */
  #rail(): TemplateResult {
    return html`<div class="rail">
      <button class="rail-back" @click=${this.#minimiseConsole}>
        ${this.drill ? 'Guide' : 'Try'}
      </button>
    </div>`;
  }

  /** What a console leaves of the right column: the vital signs. */
  #vitals(): TemplateResult {
    return html`<lab-console-rail
      class="vitals"
      .snapshot=${this.snapshot}
      .monitorIndex=${this.monitorIndex}
    ></lab-console-rail>`;
  }

  /** What stands, above a phone's console. */
  #badge(): TemplateResult | typeof nothing {
    const { snapshot, console } = this;
    if (console === null || snapshot === null || !this.#isPhone) return nothing;
    return snapshot.faults.length + snapshot.alarms.length === 0
      ? nothing
      : html`<lab-fault-badge class="badge" row .snapshot=${snapshot}></lab-fault-badge>`;
  }

  #left(): TemplateResult {
    return leftColumn({
      snapshot: this.snapshot,
      drill: this.drill,
      tab: this.leftTab,
      actElsewhere: this.#isPhone,
      filesShown: this.#filesShown,
      diskActions: this.diskActions,
      blockMaps: this.blockMaps,
      choose: (tab) => (this.leftTab = tab),
    });
  }

  #stage(): TemplateResult {
    const first = this.snapshot?.clusters.first.name ?? 'CLUS-A';
    return html`<div
      class="stage-box"
      @dragover=${this.#drop.over}
      @dragleave=${this.#drop.leave}
      @drop=${this.#drop.drop}
    >
      <lab-stage
        .snapshot=${this.snapshot}
        .blockMaps=${this.blockMaps}
        .speed=${this.speed}
      ></lab-stage>
      ${this.#drop.isOver ? html`<p class="drop-note">Drop it on ${first}’s S:</p>` : nothing}
      ${
        this.refused === null
          ? nothing
          : html`<div class="refused" role="alert">
              <p>${this.refused}</p>
              <button
                class="btn btn--icon btn--small"
                aria-label="Close"
                @click=${() => this.dispatchEvent(new CustomEvent('lab-refusal-read', { bubbles: true }))}
              >
                ${icon('close')}
              </button>
            </div>`
      }
    </div>`;
  }

  #timeParts(): TemplateResult {
    const { snapshot, samples, events, furthestMs } = this;
    return html`<lab-charts
        class="charts"
        .snapshot=${snapshot}
        .samples=${samples}
        .events=${events}
        .monitorIndex=${this.monitorIndex}
        lanes=${this.#lanes}
        .window=${this.#window.shown}
        .furthestMs=${furthestMs}
      ></lab-charts>
      ${this.#isPhone ? actBar(this.#phase, this.#pullPlug, this.#startAgain) : nothing}
      <lab-transport
        class="transport"
        .nowMs=${snapshot?.atMs ?? 0}
        .paused=${this.paused}
        .speed=${this.speed}
        .events=${events}
        .window=${this.#isPhone ? wholeRunWindow(furthestMs) : this.#window.shown}
        .windowMode=${this.#window.mode}
        .furthestMs=${furthestMs}
        .note=${this.timeNote}
        ?disabled=${this.opened === null}
      ></lab-transport>`;
  }

  readonly #pullPlug = (): void => {
    this.#actedIn = this.#phase;
    this.drillPanel?.pullPlug();
  };

  readonly #startAgain = (): void => {
    this.#actedIn = this.#phase;
    this.drillPanel?.startAgain();
  };

  get #isPhone(): boolean {
    return this.#size.width < TABLET_WIDTH_MIN;
  }

  get #isTablet(): boolean {
    return !this.#isPhone && this.#size.width < DESKTOP_WIDTH_MIN;
  }

  get #lanes(): Lanes {
    if (!this.#isTablet) return 'all';
    return this.dock === 'lag' ? 'lag' : 'time-to-fail';
  }

  get #filesShown(): boolean {
    return this.#isPhone ? this.tab === 'disks' : this.leftTab === 'files';
  }

  /** The receipt comes to the learner, and a new run begins where the first did. */
  #showPhase(phase: DrillPhase | null): void {
    if (phase === this.#phase) return;
    const before = this.#phase;
    this.#phase = phase;
    if (phase === 'ledger') {
      this.tab = 'guide';
      this.leftTab = 'guide';
    } else if (phase === 'flowing' && before === 'ledger') this.tab = 'clusters';
  }

  readonly #openConsole = (event: CustomEvent<{ name: ConsoleName }>): void => {
    event.stopPropagation();
    const { name } = event.detail;
    const isNew = !this.openConsoles.includes(name);
    if (isNew) this.openConsoles = [...this.openConsoles, name];
    this.console = name;
    this.tab = 'console';
    // A new one takes the focus by itself, once it has something to show.
    if (!isNew) void this.updateComplete.then(() => this.shownConsole?.focus());
  };

  readonly #closeConsole = (event: Event): void => {
    event.stopPropagation();
    this.openConsoles = this.openConsoles.filter((name) => name !== this.console);
    this.#minimiseConsole();
  };

  readonly #minimiseConsole = (): void => {
    this.console = null;
    this.tab = 'clusters';
    this.bar.focusConsoles();
  };

  /** A question is answered where typed lines are. */
  readonly #ask = (event: CustomEvent<{ line: string }>): void => {
    event.stopPropagation();
    this.dock = 'events';
    this.tab = 'events';
    this.linePrompt?.ask(event.detail.line);
  };

  /** What was printed told of another moment. */
  readonly #forgetOutput = (): void => {
    this.linePrompt?.forget();
  };

  readonly #changeMonitor = (event: CustomEvent<{ index: number }>): void => {
    this.monitorIndex = event.detail.index;
  };

  readonly #changeWindow = (event: CustomEvent<{ mode: WindowMode }>): void => {
    this.#window.change(event.detail.mode, this.snapshot?.atMs ?? 0, this.furthestMs);
    this.requestUpdate();
  };

  #takeFiles(files: readonly File[]): void {
    this.leftTab = 'files';
    this.tab = 'disks';
    void this.updateComplete.then(() => this.diskFiles?.take(files));
  }

  readonly #askWhy = (event: CustomEvent<WhyQuestion>): void => {
    event.stopPropagation();
    if (this.snapshot === null) return;
    this.#whyOpener = event.composedPath()[0] ?? null;
    void this.#whys.ask(event.detail, this.snapshot, this.events, this.explain);
  };

  readonly #closeWhy = (): void => {
    this.#whys.close();
    if (this.#whyOpener instanceof HTMLElement && this.#whyOpener.isConnected) {
      this.#whyOpener.focus();
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-desk': LabDesk;
  }
}
