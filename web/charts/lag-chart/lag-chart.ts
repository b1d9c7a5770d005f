import { svg, type SVGTemplateResult } from 'lit';
import type { ChartFrame } from '../time-axis/time-axis.layout.ts';
import type { Lane, LagLayout } from './lag-chart.layout.ts';

/** The lane of lag or throughput: an area below its line, two y labels, the line's limit where it belongs. */
export function lagChart(layout: LagLayout, frame: ChartFrame, lane: Lane): SVGTemplateResult {
  return svg`<g class="lane">
    <path class="base" d="M${frame.left} ${lane.bottom}H${frame.right}"/>
    <text class="t-tick" x=${frame.left - 4} y=${lane.top + 4} text-anchor="end">${layout.topText}</text>
    <text class="t-tick" x=${frame.left - 4} y=${lane.bottom + 3} text-anchor="end">0</text>
    <path class="a-lag" d=${layout.areaPath}/>
    <path class="l-lag" d=${layout.linePath}/>
    ${
      layout.limitY === null
        ? ''
        : svg`<path class="l-limit" d="M${frame.left} ${layout.limitY}H${frame.right}"/>`
    }
  </g>`;
}
