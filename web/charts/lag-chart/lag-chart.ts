import { svg, type SVGTemplateResult } from 'lit';
import type { ChartFrame } from '../time-axis/time-axis.layout.ts';
import type { Lane, LagLayout } from './lag-chart.layout.ts';

/** Width of the right gutter from which on words stand in it, px. */
const WORDS_GUTTER_MIN_PX = 140;
/** Length of the piece of a line beside its name, px. */
const SWATCH_PX = 20;

/**
 * The lane of lag or throughput: an area below its line, two y labels; for throughput also a dotted line of what the
 * target applied, the line's limit, and the names of both lines.
 */
export function lagChart(layout: LagLayout, frame: ChartFrame, lane: Lane): SVGTemplateResult {
  return svg`<g class="lane">
    <path class="base" d="M${frame.left} ${lane.bottom}H${frame.right}"/>
    <text class="t-tick" x=${frame.left - 4} y=${lane.top + 4} text-anchor="end">${layout.topText}</text>
    <text class="t-tick" x=${frame.left - 4} y=${lane.bottom + 3} text-anchor="end">0</text>
    <path class="a-lag" d=${layout.areaPath}/>
    <path class="l-lag" d=${layout.linePath}/>
    ${layout.appliedPath === '' ? '' : appliedLine(layout.appliedPath, frame, lane)}
    ${
      layout.limitY === null
        ? ''
        : svg`<path class="l-limit" d="M${frame.left} ${layout.limitY}H${frame.right}"/>`
    }
  </g>`;
}

/** What the target applied, and which line is which. */
function appliedLine(path: string, frame: ChartFrame, lane: Lane): SVGTemplateResult {
  return svg`<path class="l-applied" d=${path}/>${lineNames(frame, lane)}`;
}

/** Names of both lines: in the right gutter, below the lane of a phone, else inside it, where it is mostly future. */
function lineNames(frame: ChartFrame, { top, bottom }: Lane): SVGTemplateResult {
  const { width, left, right } = frame;
  if (width - right >= WORDS_GUTTER_MIN_PX) {
    return lineNamesAt([right + 10, top + 24], [right + 10, top + 40]);
  }
  if (width < 600) return lineNamesAt([left + 4, bottom + 14], [left + 104, bottom + 14]);
  return lineNamesAt([right - 160, top + 20], [right - 160, top + 36]);
}

function lineNamesAt(
  line: readonly [x: number, y: number],
  applied: readonly [x: number, y: number],
): SVGTemplateResult {
  return svg`<g class="line-names">${lineName('l-lag', 'on the line', ...line)}
    ${lineName('l-applied', 'applied', ...applied)}</g>`;
}

function lineName(line: string, words: string, x: number, y: number): SVGTemplateResult {
  return svg`<path class=${line} d="M${x} ${y - 4}h${SWATCH_PX}"/>
    <text class="t-sub t-ink" x=${x + SWATCH_PX + 5} y=${y}>${words}</text>`;
}
