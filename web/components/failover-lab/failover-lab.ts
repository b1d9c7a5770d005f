import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { Cause, CommandResult, Snapshot, Speed } from '../../../workers/api.ts';
import { connectEngine, type EngineConnection } from '../../engine/connect-engine.ts';
import { EngineController } from '../../engine/engine-controller.ts';
import { controls } from '../../styles/controls.styles.ts';
import { tokens } from '../../styles/tokens.ts';
import { errorText } from '../../words/error.ts';
import type { DiskActions } from '../disk-files/disk-actions.ts';
import { DRILL_LINES } from '../drill-panel/drill-phase.ts';
import { droppedWords } from '../lab-bar/history-words.ts';
import type { Theme } from '../lab-bar/lab-bar.ts';
import '../lab-desk/lab-desk.ts';
import '../lab-notice/lab-notice.ts';
import { ElementSize } from '../stage/element-size.ts';
import { announcements } from './announcements.ts';
import { Announcer } from './announcer.ts';
import { BlockMapPoll } from './block-map-poll.ts';
import { PAUSED_WHILE_HIDDEN } from './hidden-pause.ts';
import { LabElement } from './lab-element.ts';
import { LabOpening } from './lab-opening.ts';
import { type LabAttributes, speedConverter } from './lab-options.ts';
import { LabPace } from './lab-pace.ts';
import { LatestWish } from './latest-wish.ts';
import { pageEvents } from './page-events.ts';
import { PickedLines } from './picked-lines.ts';
import { ShownNotice } from './shown-notice.ts';

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
export class FailoverLab extends LabElement {
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

  // Before the engine's own controller: see there.
  readonly #pace = new LabPace(this, {
    isOpen: () => this.engine.opened !== null,
    set: ({ paused, speed }) => this.engine.setPace(paused, speed),
    failed: (error) => {
      this.#notice.showProblem(error);
    },
    seenAgain: () => {
      this.#announcer.say([{ text: PAUSED_WHILE_HIDDEN, assertive: false }]);
    },
    storedAs: () => (this.storage === 'persist' ? this.#labId : null),
  });
  protected readonly engine = new EngineController(this, () => this.connect());
  readonly #opening = new LabOpening(this, this.engine, this.#pace, {
    attributes: () => this.#attributes,
    begins: () => {
      this.#notice.begin();
      this.#lines.clear();
      this.#shown = null;
    },
    succeeded: () => {
      this.#emit('lab-ready', {});
    },
    failed: (error) => {
      this.#notice.failed(error);
      this.#emit('lab-error', { message: errorText(error) });
    },
  });
  readonly #notice = new ShownNotice(this, this.engine, {
    open: this.#opening.open,
    reopen: this.#opening.reopen,
    openAnew: this.#opening.openAnew,
    deleteStored: () => {
      this.engine.deleteStored().catch(this.#lines.showRefusal);
    },
    openRun: (run) => {
      this.openRun(run).catch(this.#lines.showRefusal);
    },
  });
  readonly #lines = new PickedLines(this, (line) => this.execute(line));
  readonly #announcer = new Announcer(this);
  readonly #blockMaps = new BlockMapPoll(this, () => this.engine.blockMaps());
  readonly #seeks = new LatestWish<number>((atMs) => this.seek(atMs));
  readonly #size = new ElementSize(this, { width: 1440, height: 0 });
  #shown: Snapshot | null = null;
  #height = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#opening.open();
  }

  /** Where the engine comes from; tests bring their own. */
  protected connect(): EngineConnection {
    return connectEngine();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && IDENTITY.some((name) => changed.has(name))) this.#opening.open();
    if (changed.has('paused') || changed.has('speed')) this.#pace.changed();
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
    const { notice } = this.#notice;
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
        .refused=${this.#lines.refused}
        .diskActions=${this.#diskActions}
        .explain=${engine.opened === null ? null : this.#explain}
        .runTyped=${engine.opened === null ? null : this.#runTyped}
        @lab-line=${this.#lines.pick}
        @lab-seek=${this.#seekTo}
        @lab-pace=${this.#pace.change}
        @lab-next-event=${this.#nextEvent}
        @lab-history=${this.#lines.changeHistory}
        @lab-again=${this.#again}
        @lab-reopen=${this.#openAgain}
        @lab-theme=${this.#changeTheme}
        @lab-refusal-read=${this.#lines.clear}
        ><slot name="bar" slot="bar"></slot><slot name="foot" slot="foot"></slot
      ></lab-desk>
      ${
        notice === null
          ? nothing
          : html`<lab-notice .notice=${notice} @lab-notice-act=${this.#notice.act}></lab-notice>`
      }
      <div class="visually-hidden" role="status" aria-live="polite">${this.#announcer.polite}</div>
      <div class="visually-hidden" role="alert" aria-live="assertive">
        ${this.#announcer.assertive}
      </div>`;
  }

  #follow(snapshot: Snapshot): void {
    const before = this.#shown;
    this.#shown = snapshot;
    this.#pace.follow(snapshot);
    if (before === null) return;
    this.#announcer.say(announcements(before, snapshot));
    for (const { type, detail } of pageEvents(before, snapshot)) this.#emit(type, detail);
  }

  protected override took(snapshot: Snapshot): Snapshot {
    this.#pace.took(snapshot);
    return snapshot;
  }

  get #attributes(): LabAttributes {
    const { exercise, scenario, seed, diskMiB, mode, layout, speed, paused, storage } = this;
    const lab = { exercise, scenario, seed, diskMiB, mode, layout, speed, paused, storage };
    return { ...lab, labId: this.#labId, firstLines: this.drill ? DRILL_LINES : [] };
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
    if (this.#pace.isResting) return PAUSED_WHILE_HIDDEN;
    const { outlook } = this.engine;
    return outlook === null ? null : droppedWords(outlook);
  }

  readonly #diskActions: DiskActions = {
    importFile: (node, path, blob) => this.importFile(node, path, blob),
    readFile: (node, path) => this.readFile(node, path),
    execute: (line, node) => this.execute(line, { node }),
  };

  readonly #explain = (code: string): Promise<Cause[]> => this.explain(code);

  readonly #runTyped = (line: string, node: string): Promise<CommandResult> =>
    this.execute(line, { node });

  readonly #seekTo = (event: CustomEvent<{ atMs: number }>): void => {
    event.stopPropagation();
    this.#seeks.want(event.detail.atMs).catch(this.#lines.showRefusal);
  };

  readonly #nextEvent = (event: Event): void => {
    event.stopPropagation();
    this.engine
      .step()
      .then((snapshot) => this.took(snapshot))
      .catch(this.#lines.showRefusal);
  };

  readonly #again = (event: Event): void => {
    event.stopPropagation();
    this.#lines.clear();
    this.#startAgain().catch(this.#notice.showProblem);
  };

  async #startAgain(): Promise<void> {
    await this.ready;
    // A drill is there to be begun again; in the sandbox a person may have built for an hour.
    const before = this.drill ? null : await this.exportRun({ withFiles: true });
    this.took(await this.engine.startAgain());
    this.#notice.putAway(before?.lines.length === 0 ? null : before);
    this.#pace.startAgain();
  }

  readonly #changeTheme = (event: CustomEvent<{ theme: Theme }>): void => {
    event.stopPropagation();
    this.theme = event.detail.theme;
    this.#emit('lab-theme', { theme: this.theme });
  };

  readonly #openAgain = (event: Event): void => {
    event.stopPropagation();
    this.#opening.open();
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
