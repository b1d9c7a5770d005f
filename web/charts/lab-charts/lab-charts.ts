import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import type { LabEvent, MonitorSnapshot, Sample, Snapshot } from '../../../workers/api.ts';
import { iconAt } from '../../components/icon/icon.ts';
import { ElementSize } from '../../components/stage/element-size.ts';
import { clockText, secondsText } from '../../words/clock.ts';
import { controls } from '../../styles/controls.styles.ts';
import { bulletTone } from '../../words/monitor.ts';
import { lagChart } from '../lag-chart/lag-chart.ts';
import { lagLayout, type LagMeasure } from '../lag-chart/lag-chart.layout.ts';
import { samplesToNow } from '../present-sample.ts';
import { serviceRibbon, type ServiceNames } from '../service-ribbon/service-ribbon.ts';
import {
  outageBeforeTakeover,
  placedSpans,
  serviceSpans,
} from '../service-ribbon/service-ribbon.layout.ts';
import { hoverLine, nowLine, timeAxis } from '../time-axis/time-axis.ts';
import {
  chartFrame,
  type ChartFrame,
  followWindow,
  momentAt,
  timeScale,
  timeTicks,
  type TimeWindow,
} from '../time-axis/time-axis.layout.ts';
import { timeToFailChart } from '../time-to-fail-chart/time-to-fail-chart.ts';
import { timeToFailLayout } from '../time-to-fail-chart/time-to-fail-chart.layout.ts';
import { type ChartReading, chartReading, readingSentence } from './chart-reading.ts';
import { chartTable, limitOf } from './chart-table.ts';
import { cursorAfterKey } from './cursor-keys.ts';
import { chartGutter, chartPatterns, chartRightWords } from './chart-words.ts';
import {
  type ChartHeights,
  chartFacts,
  chartHeights,
  chartSentence,
  type Fact,
  type Lanes,
  silentProjection,
} from './lab-charts.layout.ts';
import { labChartsStyles } from './lab-charts.styles.ts';
import { placed } from './placed.ts';

const MEASURES: readonly (readonly [LagMeasure, string])[] = [
  ['ms', 'Replication lag, time'],
  ['operations', 'Lag, operations'],
  ['bytes', 'Lag, bytes'],
  ['throughput', 'Throughput'],
];

/** How long a drawing stands at least while time runs, ms: the eye needs no more of a chart. */
const DRAWING_STANDS_MS = 40;

/**
 * @summary Replication lag or throughput, time to fail and who serves, on one time axis with one crosshair.
 * @event lab-seek - a moment was picked, detail `{atMs}`
 */
@customElement('lab-charts')
export class LabCharts extends LitElement {
  static override styles = [controls, labChartsStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) samples: readonly Sample[] = [];
  @property({ attribute: false }) events: readonly LabEvent[] = [];
  /** Which monitor of the snapshot is drawn. */
  @property({ attribute: false }) monitorIndex = 0;
  @property() lanes: Lanes = 'all';
  /** Stretch of time shown; the scrubber has the same. */
  @property({ attribute: false }) window: TimeWindow = followWindow(null, 0);
  /** Last moment that may be picked, virtual ms. */
  @property({ attribute: false }) furthestMs = 0;

  @state() private hoverX: number | null = null;
  /** Moment that arrow keys have picked, virtual ms. */
  @state() private cursorMs: number | null = null;
  @state() private measure: LagMeasure = 'ms';
  @state() private tableShown = false;

  readonly #size = new ElementSize(this, { width: 1440, height: 196 });
  #drawnAtMs = 0;
  /** What is drawn: up to now, and there what the snapshot says. */
  #drawn: readonly Sample[] = [];

  protected override async scheduleUpdate(): Promise<void> {
    const waitMs = this.#drawnAtMs + DRAWING_STANDS_MS - performance.now();
    if (waitMs > 0 && this.snapshot?.paused === false && this.hoverX === null) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    this.#drawnAtMs = performance.now();
    await super.scheduleUpdate();
  }

  override render(): TemplateResult {
    const { snapshot } = this;
    const frame = chartFrame(this.#size.width);
    const heights = chartHeights(this.lanes, frame);
    const monitor = snapshot?.monitors[this.monitorIndex];
    this.#drawn = samplesToNow(this.samples, snapshot);
    const lag = this.#drawn.at(-1)?.lag ?? null;
    const names = namesOf(snapshot);
    const serves = snapshot === null ? 'nobody' : names[snapshot.clients.servedBy];
    const sentence = chartSentence(monitor, lag?.ms ?? null, serves, snapshot?.atMs ?? 0);
    const reading = this.#reading(monitor, names);
    return html`<svg
        class="plot"
        viewBox="0 0 ${frame.width} ${heights.height}"
        width=${frame.width}
        height=${heights.height}
        role="img"
        aria-label="Replication lag, time to fail and who serves, on one time axis"
        aria-describedby="sentence"
      >
        ${chartPatterns()}
        ${snapshot === null ? nothing : this.#drawing(snapshot, frame, heights, monitor, names, reading)}
      </svg>
      <p id="sentence" class="visually-hidden">${sentence}</p>
      ${this.#crosshair(frame, heights, reading)}
      ${heights.lag === null ? nothing : this.#measureChoice(frame, heights)}
      <button
        class="btn btn--quiet btn--small table-switch"
        aria-expanded=${this.tableShown ? 'true' : 'false'}
        @click=${this.#toggleTable}
      >
        ${this.tableShown ? 'Chart' : 'Table'}
      </button>
      ${
        this.tableShown
          ? html`<div class="table-box" tabindex="0" role="region" aria-label="Table of the charts">
              ${chartTable(this.#drawn, this.window, snapshot, this.monitorIndex, names)}
            </div>`
          : nothing
      }`;
  }

  #drawing(
    snapshot: Snapshot,
    frame: ChartFrame,
    heights: ChartHeights,
    monitor: MonitorSnapshot | undefined,
    names: ServiceNames,
    reading: ChartReading | null,
  ): SVGTemplateResult {
    const { window, events } = this;
    const samples = this.#drawn;
    const nowMs = snapshot.atMs;
    const nowX = Math.min(Math.max(timeScale(window, frame)(nowMs), frame.left), frame.right);
    const spans = serviceSpans(samples, nowMs);
    const facts = chartFacts(events, spans, window, frame, nowMs, names.second);
    return svg`
      <rect class="future" x=${nowX} y="10" width=${frame.right - nowX} height=${heights.gridBottom - 10}/>
      ${timeAxis(timeTicks(window, frame), heights, nowX, frame.width)}
      ${this.#lagLane(frame, heights, snapshot)}
      ${this.#timeToFailLane(snapshot, monitor, frame, heights)}
      ${serviceRibbon(placedSpans(spans, window, frame), heights.ribbon, names)}
      ${reading === null ? '' : hoverLine(this.#cursorX(reading), reading.atMs, heights)}
      ${nowLine(nowX, nowMs, heights, frame)}
      ${facts.map((fact) => factLine(fact, heights))}
      ${this.#nowDots(nowX, monitor, heights)}
      ${heights.lag === null ? '' : this.#outage(snapshot, frame, heights.lag.top)}
      ${this.#projectionWords(monitor, frame, heights, nowMs)}
      ${chartGutter(snapshot, monitor, samples, this.measure, names, heights, frame)}
      ${chartRightWords(monitor, heights, frame)}`;
  }

  #lagLane(
    frame: ChartFrame,
    { lag }: ChartHeights,
    snapshot: Snapshot,
  ): SVGTemplateResult | string {
    if (lag === null) return '';
    const { window, measure } = this;
    const limit = limitOf(snapshot);
    const layout = lagLayout(this.#drawn, window, frame, lag, snapshot.atMs, measure, limit);
    return lagChart(layout, frame, lag);
  }

  #timeToFailLane(
    snapshot: Snapshot,
    monitor: MonitorSnapshot | undefined,
    frame: ChartFrame,
    heights: ChartHeights,
  ): SVGTemplateResult | string {
    const lane = heights.timeToFail;
    if (lane === null || monitor === undefined) return '';
    const drawn = {
      index: this.monitorIndex,
      node: monitor.node,
      timeoutMs: monitor.timeoutMs,
      intervalMs: monitor.intervalMs,
    };
    const { events, window } = this;
    const layout = timeToFailLayout(this.#drawn, events, drawn, window, frame, lane, snapshot.atMs);
    const projection = silentProjection(monitor, window, frame, snapshot.atMs);
    const nowY =
      lane.bottom - (monitor.timeToFailMs / monitor.timeoutMs) * (lane.bottom - lane.top);
    const timeoutText = `${String(monitor.timeoutMs / 1000)} s`;
    return svg`${timeToFailChart(layout, frame, lane, heights.railY, timeoutText)}${
      projection === null || projection.toX > frame.right
        ? ''
        : svg`<path class="l-project" d="M${projection.fromX} ${nowY}L${projection.toX} ${lane.bottom}"/>
          <circle class="dot-project" cx=${projection.toX} cy=${lane.bottom} r="4"/>`
    }`;
  }

  /** Drawn later than the playhead, which passes below them. */
  #projectionWords(
    monitor: MonitorSnapshot | undefined,
    frame: ChartFrame,
    { timeToFail }: ChartHeights,
    nowMs: number,
  ): SVGTemplateResult | string {
    const projection = silentProjection(monitor, this.window, frame, nowMs);
    if (timeToFail === null || projection === null || projection.toX > frame.right) return '';
    const y = timeToFail.bottom - 0.75 * (timeToFail.bottom - timeToFail.top) - 5;
    return svg`<text class="t-sub" x=${frame.right - 8} y=${y} text-anchor="end"
      >0 at ${clockText(projection.zeroAtMs)}, if nothing replies</text>`;
  }

  #outage(snapshot: Snapshot, frame: ChartFrame, top: number): SVGTemplateResult | string {
    const rtoMs = snapshot.ledger?.rtoMs ?? null;
    const outage = outageBeforeTakeover(serviceSpans(this.#drawn, snapshot.atMs));
    if (rtoMs === null || outage === null) return '';
    const scale = timeScale(this.window, frame);
    const from = Math.max(scale(outage.startMs), frame.left) + 4;
    const to = scale(outage.endMs) - 4;
    if (to - from < 60) return '';
    const span = `${secondsText(rtoMs)} s`;
    const words = to - from > 150 ? `${span} without service` : span;
    return svg`<path class="outage" d="M${from} ${top + 22}H${to}"/>
      <path class="outage" d="M${from + 4} ${top + 18.5}l-4 3.5 4 3.5M${to - 4} ${top + 18.5}l4 3.5-4 3.5"/>
      <text class="t-strong" x=${(from + to) / 2} y=${top + 16} text-anchor="middle">${words}</text>
      <text class="t-sub" x=${(from + to) / 2} y=${top + 38} text-anchor="middle"
        >${to - from > 190 && snapshot.connections.length === 0 ? 'no connection, so no lag to show' : ''}</text>`;
  }

  #nowDots(
    x: number,
    monitor: MonitorSnapshot | undefined,
    heights: ChartHeights,
  ): SVGTemplateResult | string {
    const lane = heights.timeToFail;
    if (lane === null || monitor === undefined || monitor.bullet === 'none') return '';
    const share = monitor.state === 'Monitoring' ? monitor.timeToFailMs / monitor.timeoutMs : 0;
    const y = lane.bottom - share * (lane.bottom - lane.top);
    const tone = bulletTone(monitor);
    return tone === 'failed'
      ? svg`<rect class="dot dot-failed" x=${x - 4} y=${y - 4} width="8" height="8"/>`
      : svg`<circle class="dot dot-${tone}" cx=${x} cy=${y} r="4.5"/>`;
  }

  #momentAt(x: number): number {
    return momentAt(x, this.window, chartFrame(this.#size.width), this.furthestMs);
  }

  /** What the charts show under pointer or keys; null while nothing is picked. */
  #reading(monitor: MonitorSnapshot | undefined, names: ServiceNames): ChartReading | null {
    const atMs = this.hoverX === null ? this.cursorMs : this.#momentAt(this.hoverX);
    if (atMs === null) return null;
    return chartReading(this.#drawn, atMs, monitor, this.monitorIndex, names);
  }

  #cursorX({ atMs }: ChartReading): number {
    const { left, right, width } = chartFrame(this.#size.width);
    const x = timeScale(this.window, { left, right, width })(atMs);
    return Math.min(Math.max(x, left), right);
  }

  /** The field that pointer and arrow keys move the crosshair in, and what the crosshair reads, in words. */
  #crosshair(
    frame: ChartFrame,
    heights: ChartHeights,
    reading: ChartReading | null,
  ): TemplateResult {
    const x = reading === null ? 0 : this.#cursorX(reading);
    const side =
      x < (frame.left + frame.right) / 2
        ? `left:${String(x + 8)}px`
        : `right:${String(this.#size.width - x + 8)}px`;
    return html`<div
        class="field"
        ${placed(`left:${String(frame.left)}px;width:${String(frame.right - frame.left)}px;height:${String(heights.gridBottom)}px`)}
        role="slider"
        tabindex="0"
        aria-label="Crosshair of the charts"
        aria-valuemin="0"
        aria-valuemax=${Math.round(this.furthestMs)}
        aria-valuenow=${reading?.atMs ?? 0}
        aria-valuetext=${reading === null ? 'no moment is picked' : readingSentence(reading)}
        @pointermove=${this.#hover}
        @pointerleave=${this.#leave}
        @pointerup=${this.#pick}
        @keydown=${this.#key}
        @blur=${this.#leave}
      ></div>
      ${
        reading === null
          ? nothing
          : html`<div class="reading" aria-hidden="true" ${placed(side)}>
              <b>${clockText(reading.atMs)}</b
              >${reading.lines.map((line) => html`<span>${line}</span>`)}
            </div>`
      }`;
  }

  #measureChoice(frame: ChartFrame, heights: ChartHeights): TemplateResult {
    const top = (heights.lag?.top ?? 0) - (frame.width < 600 ? 26 : 6);
    return html`<select
      class="measure"
      aria-label="What the upper chart plots"
      ${placed(`top:${String(top)}px`)}
      @change=${this.#changeMeasure}
    >
      ${MEASURES.map(
        ([name, words]) =>
          html`<option value=${name} ?selected=${name === this.measure}>${words}</option>`,
      )}
    </select>`;
  }

  readonly #changeMeasure = (event: Event): void => {
    this.measure = (event.target as HTMLSelectElement).value as LagMeasure;
  };

  readonly #hover = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return;
    this.cursorMs = null;
    this.hoverX = chartFrame(this.#size.width).left + event.offsetX;
  };

  readonly #leave = (): void => {
    this.hoverX = null;
    this.cursorMs = null;
  };

  readonly #pick = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#seek(this.#momentAt(chartFrame(this.#size.width).left + event.offsetX));
  };

  readonly #key = (event: KeyboardEvent): void => {
    const nowMs = this.snapshot?.atMs ?? 0;
    const pickedMs = this.cursorMs ?? nowMs;
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#seek(pickedMs);
      return;
    }
    const wanted = cursorAfterKey(event.key, pickedMs, this.window, nowMs);
    if (wanted === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.hoverX = null;
    this.cursorMs = wanted;
  };

  #seek(atMs: number): void {
    const detail = { atMs };
    this.dispatchEvent(new CustomEvent('lab-seek', { detail, bubbles: true, composed: true }));
  }

  readonly #toggleTable = (): void => {
    this.tableShown = !this.tableShown;
  };
}

function factLine(fact: Fact, heights: ChartHeights): SVGTemplateResult {
  const gap = fact.kind === 'fault' ? 9 : 5;
  const isShort = heights.railY < heights.gridTop; // the rail of replies stands where words would
  const words =
    fact.side === null || isShort
      ? ''
      : svg`<text class="t-sub t-ink" x=${fact.side === 'start' ? fact.x + gap : fact.x - gap}
          y="12" text-anchor=${fact.side}>${fact.text}</text>`;
  return svg`<path class="fact fact-${fact.kind}" d="M${fact.x} 6V${heights.gridBottom}"/>${
    fact.kind === 'fault' && !isShort
      ? svg`<g class="tone-failed">${iconAt('bolt', fact.x, 8)}</g>`
      : ''
  }${words}`;
}

function namesOf(snapshot: Snapshot | null): ServiceNames {
  return {
    first: snapshot?.clusters.first.name ?? 'CLUS-A',
    second: snapshot?.clusters.second.name ?? 'CLUS-B',
    none: 'nobody',
    both: 'both',
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-charts': LabCharts;
  }
}
