import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import type { LabEvent, Speed } from '../../../workers/api.ts';
import {
  chartFrame,
  type ChartFrame,
  followWindow,
  momentAt,
  timeScale,
  type TimeWindow,
  type WindowMode,
} from '../../charts/time-axis/time-axis.layout.ts';
import { controls } from '../../styles/controls.styles.ts';
import { clockText } from '../../words/clock.ts';
import { icon } from '../icon/icon.ts';
import { ElementSize } from '../stage/element-size.ts';
import '../mark-menu/mark-menu.ts';
import { markDrawing } from './mark-drawing.ts';
import { markTitle, valueText } from './mark-words.ts';
import {
  markAfter,
  markBefore,
  markMomentNear,
  marksOfRun,
  scrubberLayout,
  timeMarks,
  type ScrubberLayout,
  type TimeMark,
} from './scrubber.layout.ts';
import { keyTarget, markTarget } from './scrubber-keys.ts';
import { touchMarksStyles } from './touch-marks.styles.ts';
import { transportStyles } from './transport.styles.ts';

/** Speeds that the transport offers: virtual seconds a real second. */
const SPEEDS: readonly Speed[] = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 'max'];

/** Where the scrubber of a phone begins at the least: behind the keys. */
const BESIDE_KEYS_PX = 214;
/** A press as near as this to a mark means its moment, px. */
const POINTER_REACH_PX = 6;
const TOUCH_REACH_PX = 16;

/**
 * @summary Pause, steps, speed and the scrubber, on the axis of the charts.
 * @event lab-pace - pause or speed was changed, detail `{paused?, speed?}`
 * @event lab-seek - a moment was picked, detail `{atMs}`
 * @event lab-next-event - the next event is wanted
 * @event lab-window - the window was changed, detail `{mode}`
 */
@customElement('lab-transport')
export class LabTransport extends LitElement {
  static override styles = [controls, transportStyles, touchMarksStyles];

  @property({ attribute: false }) nowMs = 0;
  @property({ type: Boolean }) paused = true;
  @property({ attribute: false }) speed: Speed = 1;
  @property({ attribute: false }) events: readonly LabEvent[] = [];
  @property({ attribute: false }) window: TimeWindow = followWindow(null, 0);
  @property({ attribute: false }) windowMode: WindowMode = 'follow';
  /** Last moment that may be picked, virtual ms. */
  @property({ attribute: false }) furthestMs = 0;
  /** What there is to say of where time stands; shown above the keys. */
  @property() note: string | null = null;
  /** Nothing can be pressed before the lab is open. */
  @property({ type: Boolean }) disabled = false;

  /** Moment under the pointer while the head is dragged. */
  @state() private draggedMs: number | null = null;

  readonly #size = new ElementSize(this, { width: 1440, height: 56 });
  #marks: readonly TimeMark[] = [];

  constructor() {
    super();
    this.addEventListener('keydown', this.#stepByKey);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('events') && !changed.has('furthestMs')) return;
    this.#marks = marksOfRun(this.#marks, timeMarks(this.events), this.nowMs, this.furthestMs);
  }

  override render(): TemplateResult {
    const { disabled } = this;
    return html`${this.note === null ? nothing : html`<p class="note">${this.note}</p>`}
      <div class="keys">
        <button
          class="btn btn--icon far"
          aria-label="To the start"
          title="To the start"
          ?disabled=${disabled || this.nowMs <= 0}
          @click=${() => this.#seek(0)}
        >
          ${icon('start')}
        </button>
        <button
          class="btn btn--icon back"
          aria-label="One event back"
          title="One event back (comma)"
          ?disabled=${disabled || this.#previousEventMs() === null}
          @click=${this.#back}
        >
          ${icon('previous')}
        </button>
        <button
          class="btn btn--round"
          aria-label=${this.paused ? 'Play' : 'Pause'}
          title=${this.paused ? 'Play (space)' : 'Pause (space)'}
          ?disabled=${disabled}
          @click=${() => this.#send('lab-pace', { paused: !this.paused })}
        >
          ${icon(this.paused ? 'play' : 'pause')}
        </button>
        <button
          class="btn btn--icon"
          aria-label="To the next event"
          title="To the next event (full stop)"
          ?disabled=${disabled}
          @click=${() => this.#send('lab-next-event', {})}
        >
          ${icon('next')}
        </button>
        <label class="speed"
          ><span class="visually-hidden">Speed</span>
          <select ?disabled=${disabled} @change=${this.#changeSpeed}>
            ${SPEEDS.map(
              (speed) =>
                html`<option value=${speed} ?selected=${speed === this.speed}>
                  ${speed === 'max' ? 'max' : `${String(speed)}×`}
                </option>`,
            )}
          </select>
        </label>
        ${this.#markMenu()}
      </div>
      ${this.#scrubber()}
      <div class="keys keys--end">
        ${this.#markMenu()}
        ${this.#markButton('mark-before', 'Previous mark', markBefore(this.#marks, this.nowMs))}
        ${this.#markButton('mark-after', 'Next mark', markAfter(this.#marks, this.nowMs))}
        <button class="btn btn--quiet window" ?disabled=${disabled} @click=${this.#changeWindow}>
          ${this.windowMode === 'follow' ? '2 minutes' : 'Whole run'}
        </button>
      </div>`;
  }

  /** In one of two places, by the width; what is not needed there is not seen. */
  #markMenu(): TemplateResult {
    return html`<lab-mark-menu
      .marks=${this.#marks}
      .nowMs=${this.nowMs}
      ?disabled=${this.disabled}
    ></lab-mark-menu>`;
  }

  #markButton(
    name: 'mark-before' | 'mark-after',
    words: string,
    mark: TimeMark | null,
  ): TemplateResult {
    const title = mark === null ? words : `${words}: ${markTitle(mark)}`;
    return html`<button
      class="btn btn--icon to-mark"
      aria-label=${title}
      title=${title}
      ?disabled=${this.disabled || mark === null}
      @click=${() => {
        if (mark !== null) this.#seek(mark.atMs);
      }}
    >
      ${icon(name)}
    </button>`;
  }

  /** Frame of the scrubber: the charts' own where it stands below them, else its own width. */
  #frame(): ChartFrame {
    const { width } = this.#size;
    const shared = chartFrame(width);
    const left = Math.min(230, Math.max(BESIDE_KEYS_PX, width * 0.58));
    return width >= 600 ? shared : { width, left, right: width - 18 };
  }

  #scrubber(): TemplateResult {
    const frame = this.#frame();
    const { left, right } = frame;
    const shownMs = this.draggedMs ?? this.nowMs;
    const { headX, marks, hasEarlier } = this.#layout(frame);
    const width = right - left;
    return html`<svg
      class="scrub"
      viewBox="${left - 8} 0 ${width + 16} 56"
      width=${width + 16}
      height="56"
      role="slider"
      tabindex=${this.disabled ? -1 : 0}
      aria-label="Time"
      aria-valuemin="0"
      aria-valuemax=${Math.round(this.furthestMs)}
      aria-valuenow=${Math.round(shownMs)}
      aria-valuetext=${valueText(this.#marks, shownMs)}
      @pointerdown=${this.#grab}
      @pointermove=${this.#drag}
      @pointerup=${this.#drop}
      @pointercancel=${this.#letGo}
      @keydown=${this.#key}
    >
      <rect class="catch" x=${left - 8} y="0" width=${width + 16} height="56" />
      <path class="track" d="M${left} 32H${right}" />
      <path class="reach" d="M${left} 32H${reachX(this.furthestMs, this.window, frame)}" />
      <path class="played" d="M${left} 32H${headX}" />
      ${marks.map((mark) => markDrawing(mark, markTitle(mark)))}
      <path class="cross" d="M${headX} 0V32" />
      <circle class="head" cx=${headX} cy="32" r="7" />
      ${
        hasEarlier
          ? svg`<text class="earlier" x=${left} y="52">earlier 00:00 to ${clockText(this.window.startMs).slice(0, -2)}</text>`
          : nothing
      }
      ${
        this.draggedMs === null
          ? nothing
          : svg`<text class="earlier" x=${headX} y="52" text-anchor="middle">${clockText(this.draggedMs)}</text>`
      }
    </svg>`;
  }

  #layout(frame: ChartFrame): ScrubberLayout {
    return scrubberLayout(this.#marks, this.window, frame, this.draggedMs ?? this.nowMs);
  }

  #previousEventMs(): number | null {
    const before = this.events.findLast((event) => event.atMs < this.nowMs - 1 && event.atMs >= 0);
    return before?.atMs ?? (this.nowMs > 0 ? 0 : null);
  }

  /** Only while something here has the focus: a letter of its own would get in the way of typing elsewhere. */
  readonly #stepByKey = (event: KeyboardEvent): void => {
    const isTyped = event.composedPath()[0] instanceof HTMLSelectElement;
    if (this.disabled || isTyped || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '.') this.#send('lab-next-event', {});
    else if (event.key === ',') this.#back();
  };

  readonly #back = (): void => {
    const atMs = this.#previousEventMs();
    if (atMs !== null) this.#seek(atMs);
  };

  readonly #changeSpeed = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    this.#send('lab-pace', { speed: value === 'max' ? 'max' : Number(value) });
  };

  readonly #changeWindow = (): void => {
    this.#send('lab-window', { mode: this.windowMode === 'follow' ? 'whole' : 'follow' });
  };

  #pointerMs(event: PointerEvent): number {
    const frame = this.#frame();
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const x = frame.left - 8 + event.clientX - box.left;
    const reachPx = event.pointerType === 'touch' ? TOUCH_REACH_PX : POINTER_REACH_PX;
    return (
      markMomentNear(this.#layout(frame), x, reachPx) ??
      momentAt(x, this.window, frame, this.furthestMs)
    );
  }

  readonly #grab = (event: PointerEvent): void => {
    if (this.disabled || event.button !== 0) return;
    (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
    this.draggedMs = this.#pointerMs(event);
  };

  readonly #drag = (event: PointerEvent): void => {
    if (this.draggedMs !== null) this.draggedMs = this.#pointerMs(event);
  };

  readonly #drop = (event: PointerEvent): void => {
    if (this.draggedMs === null) return;
    this.#seek(this.#pointerMs(event));
    this.draggedMs = null;
  };

  readonly #letGo = (): void => {
    this.draggedMs = null;
  };

  readonly #key = (event: KeyboardEvent): void => {
    const wanted = event.shiftKey
      ? markTarget(event.key, this.#marks, this.nowMs)
      : keyTarget(event.key, this.nowMs, this.furthestMs);
    if (wanted === null || this.disabled) return;
    event.preventDefault();
    this.#seek(Math.min(Math.max(0, wanted), this.furthestMs));
  };

  #seek(atMs: number): void {
    this.#send('lab-seek', { atMs });
  }

  #send(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

function reachX(furthestMs: number, window: TimeWindow, frame: ChartFrame): number {
  const x = timeScale(window, frame)(furthestMs);
  return Math.min(Math.max(x, frame.left), frame.right);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-transport': LabTransport;
  }
}
