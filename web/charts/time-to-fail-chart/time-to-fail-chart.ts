import { svg, type SVGTemplateResult } from 'lit';
import type { Lane } from '../lag-chart/lag-chart.layout.ts';
import type { ChartFrame } from '../time-axis/time-axis.layout.ts';
import type { TimeToFailLayout } from './time-to-fail-chart.layout.ts';

const BAR_WORD_WIDTH_PX = 70;

/** The lane of time to fail: sawtooth, hatched caution, 75 % and 0 lines, rail of replies. */
export function timeToFailChart(
  layout: TimeToFailLayout,
  frame: ChartFrame,
  lane: Lane,
  railY: number,
  timeoutText: string,
): SVGTemplateResult {
  return svg`<g class="lane">
    <path class="a-ok" d=${layout.okPath}/>
    <path class="a-caution" d=${layout.cautionPath}/>
    <path class="l75" d="M${frame.left} ${layout.cautionY}H${frame.right}"/>
    <path class="l0" d="M${frame.left} ${layout.zeroY}H${frame.right}"/>
    <path class="l-ttf" d=${layout.linePath}/>
    <text class="t-tick" x=${frame.left - 8} y=${lane.top + 4} text-anchor="end">${timeoutText}</text>
    <text class="t-tick" x=${frame.left - 8} y=${lane.bottom + 3} text-anchor="end">0</text>
    <g>${layout.replies.map((reply) => svg`<circle class="rep" cx=${reply.x} cy=${railY} r="2.4"/>`)}
    ${layout.missed.map(
      (miss) => svg`<path class="miss" d="M${miss.x - 3.5} ${railY - 3.5}l7 7m0-7-7 7"/>`,
    )}</g>
    ${layout.bars.map((bar) => zeroBar(bar, layout.zeroY))}
  </g>`;
}

function zeroBar(bar: TimeToFailLayout['bars'][number], zeroY: number): SVGTemplateResult {
  const failedOver = bar.kind === 'failed-over';
  return svg`<path class=${failedOver ? 'l-zero' : 'l-prompt'} d="M${bar.x} ${zeroY}h${bar.width}"/>${
    failedOver && bar.width > BAR_WORD_WIDTH_PX
      ? svg`<text class="t-strong t-failed" x=${bar.x + 10} y=${zeroY - 8}>Failed Over</text>`
      : ''
  }`;
}
