import { svg, type SVGTemplateResult } from 'lit';

import type { MonitorSnapshot, Sample, Snapshot } from '../../../workers/api.ts';
import { shapeAt, type ShapeName } from '../../components/shape/shape.ts';
import { bytesText, countText } from '../../words/amounts.ts';
import { clockText, secondsText, spanText } from '../../words/clock.ts';
import { bulletTone, hasFailedOver } from '../../words/monitor.ts';
import type { LagMeasure } from '../lag-chart/lag-chart.layout.ts';
import { type CountedBytes, ratesOf } from '../lag-chart/throughput.ts';
import type { ServiceNames } from '../service-ribbon/service-ribbon.ts';
import type { ChartFrame } from '../time-axis/time-axis.layout.ts';
import { rateText } from './chart-reading.ts';
import type { ChartHeights } from './lab-charts.layout.ts';

const TONE_SHAPES: Readonly<Record<ReturnType<typeof bulletTone>, ShapeName>> = {
  ok: 'disc',
  caution: 'triangle',
  failed: 'square-x',
  off: 'hollow',
};

/** Titles, values now and one line of detail: in the left gutter, or above each lane where it is narrow. */
export function chartGutter(
  snapshot: Snapshot,
  monitor: MonitorSnapshot | undefined,
  samples: readonly Sample[],
  measure: LagMeasure,
  names: ServiceNames,
  heights: ChartHeights,
  frame: ChartFrame,
): SVGTemplateResult {
  const lag = samples.at(-1)?.lag ?? null;
  const narrow = frame.width < 600;
  const roomy = frame.left >= 260;
  const { lag: lagLane, timeToFail, ribbon } = heights;
  const lagTop = narrow ? (lagLane?.top ?? 0) - 18 : (lagLane?.top ?? 0) + 2;
  const failTop = narrow ? heights.railY - 16 : (timeToFail?.top ?? 0) + 2;
  const tone = monitor === undefined ? 'off' : bulletTone(monitor);
  const x = narrow ? 14 : 16;
  return svg`<g>
    ${
      lagLane === null
        ? ''
        : block(
            x,
            lagTop + 6,
            narrow,
            '',
            measureWords(lag, samples, measure, snapshot),
            roomy ? laneDetail(lag, samples, measure, snapshot) : '',
            narrow ? 70 : 0,
            roomy,
          )
    }
    ${
      timeToFail === null
        ? ''
        : svg`<g class="tone-${tone}"
            >${shapeAt(TONE_SHAPES[tone], narrow ? 112 : 22, failTop + (narrow ? -2 : roomy ? 20 : 18), 13)}</g>${block(
              x,
              failTop + (roomy ? 4 : 2),
              narrow,
              'Time to fail',
              countdownWords(monitor),
              roomy ? countdownDetail(monitor) : '',
              19,
              roomy,
            )}`
    }
    <text class="t-title" x=${x} y=${narrow ? ribbon.top - 8 : ribbon.bottom - 2}>Who serves</text>
    ${
      roomy || narrow
        ? svg`<text class="t-title t-num" x=${narrow ? 106 : frame.left - 8} y=${narrow ? ribbon.top - 8 : ribbon.bottom - 2}
            text-anchor=${narrow ? 'start' : 'end'}>${names[snapshot.clients.servedBy]}</text>`
        : ''
    }
  </g>`;
}

function block(
  x: number,
  y: number,
  narrow: boolean,
  title: string,
  value: string,
  detail: string,
  indent: number,
  roomy: boolean,
): SVGTemplateResult {
  const valueX = narrow ? 106 + indent : x + indent;
  return svg`<text class="t-title" x=${x} y=${y}>${title}</text>
    <text class=${narrow ? 't-title t-num' : roomy ? 't-val' : 't-val is-small'} x=${valueX} y=${narrow ? y : y + 22}>${value}</text>
    <text class="t-sub" x=${x} y=${y + 39}>${detail}</text>`;
}

/** Words of the right gutter: what the lines of the countdown mean. */
export function chartRightWords(
  monitor: MonitorSnapshot | undefined,
  heights: ChartHeights,
  frame: ChartFrame,
): SVGTemplateResult | string {
  const lane = heights.timeToFail;
  if (lane === null || monitor === undefined) return '';
  const cautionY = lane.bottom - 0.75 * (lane.bottom - lane.top);
  const caution = `${(monitor.timeoutMs * 0.00075).toFixed(1)} s caution, 75 %`;
  if (frame.width < 600) {
    return svg`<text class="t-sub t-caution" x=${frame.right - 8} y=${cautionY + 15} text-anchor="end">${caution}</text>`;
  }
  if (frame.left < 260) {
    return svg`<text class="t-sub t-caution" x=${frame.left - 8} y=${cautionY + 6} text-anchor="end">75 %</text>`;
  }
  const x = frame.right + 10;
  return svg`<g><text class="t-sub" x=${x} y=${heights.railY + 3}>replies</text>
    <text class="t-sub t-caution" x=${x} y=${cautionY + 4}>${caution}</text>
    <text class="t-sub t-failed" x=${x} y=${lane.bottom + 4}>0 s failover</text></g>`;
}

function measureWords(
  lag: Sample['lag'],
  samples: readonly Sample[],
  measure: LagMeasure,
  snapshot: Snapshot,
): string {
  if (measure === 'throughput') return rateText(rateNow(samples, 'wireBytes'));
  if (measure === 'ms' || lag === null) return lagWords(lag, snapshot);
  return measure === 'bytes'
    ? bytesText(lag.bytes)
    : countText(lag.operations, 'operation', 'operations');
}

function laneDetail(
  lag: Sample['lag'],
  samples: readonly Sample[],
  measure: LagMeasure,
  snapshot: Snapshot,
): string {
  return measure === 'throughput'
    ? `${rateText(rateNow(samples, 'appliedWireBytes'))} applied`
    : lagDetail(lag, snapshot);
}

function rateNow(samples: readonly Sample[], counted: CountedBytes): number {
  const last = samples.at(-1);
  return last === undefined ? 0 : (ratesOf(samples.slice(-20), counted).get(last) ?? 0);
}

function lagWords(lag: Sample['lag'], snapshot: Snapshot): string {
  return lag === null || !snapshot.link.up ? 'no link' : spanText(lag.ms);
}

function lagDetail(lag: Sample['lag'], snapshot: Snapshot): string {
  const { behindCount } = snapshot.clients;
  if (lag === null) {
    return snapshot.clients.servedBy === 'second'
      ? `${snapshot.clusters.second.name} is unprotected`
      : `${countText(behindCount, 'order', 'orders')} on one side only`;
  }
  return `${countText(behindCount, 'order', 'orders')}, ${countText(lag.operations, 'operation', 'operations')}, ${bytesText(lag.bytes)}`;
}

function countdownWords(monitor: MonitorSnapshot | undefined): string {
  if (monitor === undefined || monitor.state === 'Idle') return 'Idle';
  if (hasFailedOver(monitor)) return 'Failed Over';
  return monitor.state === 'FailurePending' ? 'Waits' : `${secondsText(monitor.timeToFailMs)} s`;
}

function countdownDetail(monitor: MonitorSnapshot | undefined): string {
  if (monitor === undefined || monitor.state === 'Idle') return 'nobody monitors';
  if (hasFailedOver(monitor)) return `${monitor.node} stands in`;
  const of = `of ${String(monitor.timeoutMs / 1000)}`;
  return monitor.lastReplyAtMs === null
    ? of
    : `${of}, last reply ${clockText(monitor.lastReplyAtMs)}`;
}

/** Hatches and dots that tell apart what hues tell apart. */
export function chartPatterns(): SVGTemplateResult {
  return svg`<defs>
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path d="M0 0V6" stroke="var(--ink-3)" stroke-width="1.4"/></pattern>
    <pattern id="hatch-caution" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="5" height="5" fill="var(--state-caution-soft)"/>
      <path d="M0 0V5" stroke="var(--state-caution-fill)" stroke-width="4"/>
      <path d="M0 0V5" stroke="var(--state-caution)" stroke-width="1"/></pattern>
    <pattern id="dots-second" width="5" height="5" patternUnits="userSpaceOnUse">
      <rect width="5" height="5" fill="var(--second-cluster)"/>
      <circle cx="2.5" cy="2.5" r=".9" fill="var(--surface-card)"/></pattern>
    <pattern id="split-both" width="6" height="13" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" fill="var(--first-cluster)"/>
      <rect y="6" width="6" height="7" fill="var(--second-cluster)"/></pattern>
  </defs>`;
}
