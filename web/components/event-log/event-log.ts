import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';

import type { LabEvent, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { clockText } from '../../words/clock.ts';
import { icon } from '../icon/icon.ts';
import { saveFile } from '../save-file/save-file.ts';
import { shape } from '../shape/shape.ts';
import {
  type EventFilter,
  FilteredLog,
  jsonLines,
  KIND_FILTERS,
  NO_FILTER,
  places,
} from './event-filter.ts';
import { eventLogStyles } from './event-log.styles.ts';
import { eventMark, eventParts, rawText } from './event-words.ts';

/** Newest entries that are drawn at first, and how many more each time that they are asked for. */
const ENTRIES_STEP = 100;
/** Entries that Page Up and Page Down go over. */
const PAGE_ENTRIES = 8;

/**
 * The log of the whole lab, newest first. An entry that is picked shows its moment.
 *
 * @summary A list box: Up, Down, Home and End go through it, Enter shows the moment.
 * @event lab-seek - the moment of an entry was picked, detail `{atMs}`
 */
@customElement('lab-event-log')
export class LabEventLog extends LitElement {
  static override styles = [controls, eventLogStyles];

  @property({ attribute: false }) events: readonly LabEvent[] = [];
  /** How many kept lines, from the first on, the drill ran by itself. */
  @property({ attribute: false }) drillLines = 0;
  /** For the names of clusters and nodes, which stay. */
  @property({
    attribute: false,
    hasChanged: (now: unknown, old: unknown) => (now === null) !== ((old ?? null) === null),
  })
  snapshot: Snapshot | null = null;

  @state() private filter: EventFilter = NO_FILTER;
  @state() private raw = false;
  /** Shows place, text, wording and export. */
  @state() private narrows = false;
  @state() private shownMax = ENTRIES_STEP;
  /** Shows how the lab was built, too. */
  @state() private showsBuilding = false;
  /** Sequence of the entry that the keys are at. */
  @state() private active: number | null = null;

  readonly #log = new FilteredLog();
  #passing: readonly LabEvent[] = [];
  /** Of those, what is listed: the building of the lab is one entry until it is opened. */
  #listed: readonly LabEvent[] = [];

  protected override willUpdate(): void {
    this.#passing = this.#log.update(this.events, this.filter);
    this.#listed = this.#isFolded ? this.#passing.slice(this.#builtCount) : this.#passing;
  }

  override render(): TemplateResult {
    const { filter } = this;
    return html`<div class="head">
        <h3 aria-level="2">Events <span class="muted">whole lab</span></h3>
        <div class="seg seg--small" role="group" aria-label="Filter">
          ${KIND_FILTERS.map(
            (kinds) =>
              html`<button
                aria-pressed=${kinds === filter.kinds ? 'true' : 'false'}
                @click=${() => this.#narrow({ kinds })}
              >
                ${kinds}
              </button>`,
          )}
        </div>
        <button
          class="btn btn--icon btn--small"
          aria-label="Search and export"
          title="Search and export"
          aria-expanded=${this.narrows ? 'true' : 'false'}
          @click=${() => (this.narrows = !this.narrows)}
        >
          ${icon('setting')}
        </button>
      </div>
      ${this.narrows ? this.#narrowing() : nothing} ${this.#list()}`;
  }

  /** Place and text to look for, plain words or raw text, and the way out. */
  #narrowing(): TemplateResult {
    const { filter, raw } = this;
    return html`<div class="narrow">
      <input
        type="search"
        aria-label="Text in events"
        placeholder="Text"
        .value=${filter.text}
        @input=${(event: Event) => this.#narrow({ text: (event.target as HTMLInputElement).value })}
      />
      <select
        aria-label="Cluster or node"
        @change=${(event: Event) => this.#narrow({ place: (event.target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${filter.place === ''}>Everywhere</option>
        ${(this.snapshot === null ? [] : places(this.snapshot)).map(
          ([value, words]) =>
            html`<option value=${value} ?selected=${filter.place === value}>${words}</option>`,
        )}
      </select>
      <button
        class="btn btn--quiet btn--small"
        aria-pressed=${raw ? 'true' : 'false'}
        @click=${() => (this.raw = !raw)}
      >
        Raw
      </button>
      <button
        class="btn btn--icon btn--small"
        aria-label="Export ${this.#passing.length} events as JSON lines"
        title="Export as JSON lines"
        @click=${() => {
          saveFile('failover-lab-events.jsonl', jsonLines(this.#passing), 'application/jsonl');
        }}
      >
        ${icon('download')}
      </button>
    </div>`;
  }

  #list(): TemplateResult {
    const passing = this.#passing;
    if (passing.length === 0) {
      const words =
        this.events.length === 0
          ? 'What happens is written here, newest first.'
          : 'No event fits the filter.';
      return html`<p class="empty scroll" role="status">${words}</p>`;
    }
    const shown = this.#shown;
    const active = shown.find(({ sequence }) => sequence === this.active);
    const hidden = this.#listed.length - shown.length;
    return html`<div class="scroll">
      ${shown.length > 0 ? nothing : html`<p class="empty">What happens is written here, newest first.</p>`}
      <ul
        ?hidden=${shown.length === 0}
        role="listbox"
        tabindex="0"
        aria-label="Events, newest first; Enter shows the moment"
        aria-activedescendant=${ifDefined(active && `event-${String(active.sequence)}`)}
        @keydown=${this.#key}
        @click=${this.#pick}
        @focus=${() => (this.active ??= shown[0]?.sequence ?? null)}
      >
        ${repeat(
          shown,
          ({ sequence }) => sequence,
          (event, index) => this.#entry(event, index + 1),
        )}
      </ul>
      ${
        hidden === 0
          ? nothing
          : html`<button
              class="btn btn--quiet btn--small more"
              @click=${() => (this.shownMax += ENTRIES_STEP)}
            >
              ${hidden} older: show more
            </button>`
      }
      ${hidden === 0 && this.#builtCount > 0 && this.filter.text === '' ? this.#building() : nothing}
    </div>`;
  }

  /** The lab's own beginning, before 0, as one entry. */
  #building(): TemplateResult {
    return html`<button
      class="btn btn--quiet btn--small more"
      aria-expanded=${this.showsBuilding ? 'true' : 'false'}
      @click=${() => (this.showsBuilding = !this.showsBuilding)}
    >
      The lab was built: ${this.#builtCount} events
    </button>`;
  }

  /** How many of the entries that pass tell how the lab was built. */
  get #builtCount(): number {
    const first = this.#passing.findIndex(({ atMs }) => atMs >= 0);
    return first < 0 ? this.#passing.length : first;
  }

  /** What is searched for is found there, too. */
  get #isFolded(): boolean {
    return !this.showsBuilding && this.filter.text === '';
  }

  /** Newest first. */
  get #shown(): LabEvent[] {
    return this.#listed.slice(-this.shownMax).reverse();
  }

  #entry(event: LabEvent, position: number): TemplateResult {
    const mark = eventMark(event);
    return html`<li
      id="event-${event.sequence}"
      role="option"
      aria-selected=${event.sequence === this.active ? 'true' : 'false'}
      aria-posinset=${position}
      aria-setsize=${this.#listed.length}
      title="Show this moment"
    >
      <span class="when">${clockText(event.atMs)}</span>
      <span class="tone-${mark.tone}"
        >${mark.icon === null ? shape(mark.shape ?? 'disc') : icon(mark.icon, 'mark')}</span
      >
      ${this.raw ? html`<code>${rawText(event)}</code>` : this.#words(event)}
    </li>`;
  }

  #words(event: LabEvent): TemplateResult {
    const { subject, rest } = eventParts(event, this.drillLines);
    return html`<span
      ><b>${subject}</b> ${event.kind === 'line' ? html`<code>${rest}</code>` : rest}</span
    >`;
  }

  #narrow(change: Partial<EventFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.shownMax = ENTRIES_STEP;
  }

  readonly #pick = (event: Event): void => {
    const entry = (event.target as Element).closest('li');
    const picked = this.#shown.find(({ sequence }) => entry?.id === `event-${String(sequence)}`);
    if (picked === undefined) return;
    this.active = picked.sequence;
    this.#seek(picked.atMs);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const shown = this.#shown;
    const at = Math.max(
      0,
      shown.findIndex(({ sequence }) => sequence === this.active),
    );
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE_ENTRIES,
      PageUp: at - PAGE_ENTRIES,
      Home: 0,
      End: shown.length - 1,
    };
    const target = targets[event.key];
    if (event.key === 'Enter') this.#seek(shown[at]?.atMs ?? 0);
    else if (target === undefined) return;
    else {
      const to = shown[Math.min(Math.max(0, target), shown.length - 1)];
      this.active = to?.sequence ?? null;
      void this.updateComplete.then(() => {
        this.renderRoot
          .querySelector('[aria-selected="true"]')
          ?.scrollIntoView({ block: 'nearest' });
      });
    }
    event.preventDefault();
  };

  #seek(atMs: number): void {
    const detail = { atMs: Math.max(0, atMs) };
    this.dispatchEvent(new CustomEvent('lab-seek', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-event-log': LabEventLog;
  }
}
