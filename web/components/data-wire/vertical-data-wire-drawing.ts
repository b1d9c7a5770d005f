import { nothing, svg, type SVGTemplateResult } from 'lit';

import { orderText } from '../../words/amounts.ts';
import { dataBead } from './data-wire-drawing.ts';
import { chevronPlaces, MORE_AT, queueLayout } from './data-wire.layout.ts';
import type { Traffic } from './traffic.ts';

/** Room kept for the words at the left of the queue. */
const WORDS_WIDTH = 165;

/** The data wire of a stage of one column, down the right side of the gap between the cards. */
export function verticalDataWireDrawing(
  traffic: Traffic,
  width: number,
  height: number,
  atMs: number,
): SVGTemplateResult {
  const x = width - 34;
  const queue = queueLayout(traffic.beads, traffic.waiting, Math.max(84, x - WORDS_WIDTH));
  const wordsEnd = traffic.waiting > 0 ? x - queue.boxWidth - 8 : x - 16;
  const moves =
    traffic.look === 'flows' || traffic.look === 'mirrors' || traffic.look === 'restores';
  const [figure, detail] =
    traffic.figure === ''
      ? [traffic.title, traffic.detail]
      : [traffic.figure, traffic.figureDetail];
  return svg`
    ${track(traffic, x, height)}
    ${moves ? chevrons(x, height, atMs, traffic.from === 'first') : nothing}
    ${
      traffic.waiting > 0
        ? svg`<g class="queue ${traffic.stranded ? 'is-stranded' : ''}">
        <rect class="queue-box" x=${x - queue.boxWidth} y="5" width=${queue.boxWidth} height="26" rx="13"/>
        ${queue.beads.map((bead) => dataBead(x - queue.boxWidth + bead.x, 18, orderText(bead.order), traffic.stranded, false))}
        ${queue.more > 0 ? svg`<text class="t-more" x=${x - queue.boxWidth + MORE_AT} y="22" text-anchor="middle">+${queue.more}</text>` : nothing}
      </g>`
        : nothing
    }
    <text class="t-num" x=${wordsEnd} y="18" text-anchor="end">${figure}</text>
    <text class="t-sub" x=${wordsEnd} y="33" text-anchor="end">${detail}</text>`;
}

function track(traffic: Traffic, x: number, height: number): SVGTemplateResult {
  const gap = height / 2 + 8;
  const idle = traffic.look === 'none' || traffic.look === 'idle';
  return traffic.look === 'broken'
    ? svg`<path class="data-wire" d="M${x} 0V${gap}M${x} ${gap + 12}V${height}"/>
        <path class="break" data-wire="break" d="M${x - 9} ${gap + 3}l18-6M${x - 9} ${gap + 15}l18-6"/>`
    : svg`<path class="data-wire ${idle ? 'is-idle' : ''}" d="M${x} 0V${height}"/>`;
}

function chevrons(x: number, height: number, atMs: number, down: boolean): SVGTemplateResult {
  const places = chevronPlaces(34, height - 8, atMs, 14);
  return svg`<g class="packets">${places.map((y) => {
    const at = down ? y : height + 26 - y;
    return svg`<path class="packet" d="M${x - 5} ${at}l5 ${down ? 6 : -6} 5 ${down ? -6 : 6}"/>`;
  })}</g>`;
}
