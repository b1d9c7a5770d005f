import { svg, type SVGTemplateResult } from 'lit';
import { clockText } from '../../words/clock.ts';
import type { ChartFrame, Tick } from './time-axis.layout.ts';

const NOW_HALF_WIDTH_PX = 29;

/** Vertical measures that the axis needs, px. */
export interface AxisHeights {
  readonly gridTop: number;
  readonly gridBottom: number;
  readonly tickY: number;
  readonly height: number;
}

/** Grid and tick words; words too close to now give way to it. */
export function timeAxis(
  ticks: readonly Tick[],
  heights: AxisHeights,
  nowX: number,
  width: number,
): SVGTemplateResult {
  return svg`<g>${ticks.map(
    (tick) =>
      svg`<path class="grid" d="M${tick.x} ${heights.gridTop}V${heights.gridBottom}"/>${
        Math.abs(tick.x - nowX) < NOW_HALF_WIDTH_PX + 20
          ? ''
          : svg`<text class="t-tick" x=${tick.x} y=${heights.tickY}
          text-anchor=${tick.x > width - 18 ? 'end' : 'middle'}>${tick.text}</text>`
      }`,
  )}</g>`;
}

/** The playhead: a line through all lanes that wears the time. */
export function nowLine(
  x: number,
  atMs: number,
  heights: AxisHeights,
  frame: ChartFrame,
): SVGTemplateResult {
  const labelX = Math.min(Math.max(x, NOW_HALF_WIDTH_PX + 1), frame.width - NOW_HALF_WIDTH_PX - 1);
  return svg`<path class="cross" d="M${x} 4V${heights.height}"/>
    <g class="now"><rect x=${labelX - NOW_HALF_WIDTH_PX} y=${heights.tickY - 13}
      width=${2 * NOW_HALF_WIDTH_PX} height="18" rx="4"/>
    <text x=${labelX} y=${heights.tickY} text-anchor="middle">${clockText(atMs)}</text></g>`;
}

/** The second crosshair, where the pointer is. */
export function hoverLine(x: number, atMs: number, heights: AxisHeights): SVGTemplateResult {
  return svg`<path class="cross is-hover" d="M${x} ${heights.gridTop}V${heights.gridBottom}"/>
    <text class="t-tick is-hover" x=${x + 4} y=${heights.gridBottom - 2}>${clockText(atMs)}</text>`;
}
