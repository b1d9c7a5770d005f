import { nothing, svg, type SVGTemplateResult } from 'lit';

import { orderText } from '../../words/amounts.ts';
import { chevronPlaces, MORE_AT, queueLayout } from './data-wire.layout.ts';
import type { Traffic } from './traffic.ts';

const WIRE_Y = 72;
/** Where the gap of a broken wire begins, from the far side. */
const BREAK_FROM_END = 86;

/** The horizontal data wire, `width` × 142 CSS pixels: words above, beads on it, figures below. */
export function dataWireDrawing(traffic: Traffic, width: number, atMs: number): SVGTemplateResult {
  const middle = width / 2;
  const back = traffic.from === 'second';
  return svg`
    <text class="t-strong" x=${middle} y="20" text-anchor="middle">${traffic.title}</text>
    <text class="t-sub" x=${middle} y="36" text-anchor="middle">${traffic.detail}</text>
    <g transform=${back ? `translate(${width} 0) scale(-1 1)` : 'translate(0 0)'}>
      <path class="port" d="M0 64v16M${width} 64v16"/>
      ${track(traffic, width)}
      ${traffic.look === 'restores' ? blocks(width, atMs) : carried(traffic, width, atMs, back)}
    </g>
    <text class="t-num" x=${middle} y="106" text-anchor="middle">${traffic.figure}</text>
    <text class="t-sub" x=${middle} y=${traffic.figure === '' ? 106 : 122} text-anchor="middle">${traffic.figureDetail}</text>
  `;
}

function track(traffic: Traffic, width: number): SVGTemplateResult {
  if (traffic.look === 'broken') {
    const gap = width - BREAK_FROM_END;
    return svg`<path class="data-wire" d="M0 ${WIRE_Y}H${gap}M${gap + 24} ${WIRE_Y}H${width}"/>
      <path class="break" data-wire="break" d="M${gap} 63l6 18M${gap + 18} 63l6 18"/>`;
  }
  const idle = traffic.look === 'none' || traffic.look === 'idle';
  return svg`<path class="data-wire ${idle ? 'is-idle' : ''}" d="M0 ${WIRE_Y}H${width}"/>
    ${traffic.done === null ? nothing : svg`<path class="data-done" d="M0 ${WIRE_Y}H${width * traffic.done}"/>`}`;
}

function carried(traffic: Traffic, width: number, atMs: number, back: boolean): SVGTemplateResult {
  const room = traffic.look === 'broken' ? width - BREAK_FROM_END - 10 : width - 98;
  const queue = queueLayout(traffic.beads, traffic.waiting, room);
  const busy = traffic.waiting > 0;
  const moves = traffic.look === 'flows' || traffic.look === 'mirrors';
  const start = busy ? queue.boxWidth + 18 : 16;
  return svg`
    ${moves ? chevrons(start, width - 22, atMs) : nothing}
    ${
      busy
        ? svg`<g class="queue ${traffic.stranded ? 'is-stranded' : ''}">
        <rect class="queue-box" x="4" y="59" width=${queue.boxWidth} height="26" rx="13"/>
        ${queue.beads.map(({ order, x }) => dataBead(4 + x, WIRE_Y, orderText(order), traffic.stranded, back))}
        ${queue.more > 0 ? upright(svg`<text class="t-more" x=${4 + MORE_AT} y="76" text-anchor="middle">+${queue.more}</text>`, 4 + MORE_AT, back) : nothing}
      </g>`
        : nothing
    }`;
}

/** A wire drawn the other way is a mirror image; words on it are turned back. */
function upright(words: SVGTemplateResult, x: number, back: boolean): SVGTemplateResult {
  return back ? svg`<g transform="translate(${2 * x} 0) scale(-1 1)">${words}</g>` : words;
}

/** One order in the queue, by number; stranded ones are ringed. */
export function dataBead(
  x: number,
  y: number,
  words: string,
  stranded: boolean,
  back: boolean,
): SVGTemplateResult {
  return svg`<g class="bead ${stranded ? 'is-lost' : 'is-data'}" data-order=${words}>
    <rect x=${x - 17} y=${y - 8} width="34" height="16" rx="8"/>
    ${upright(svg`<text x=${x} y=${y + 3.7}>${words}</text>`, x, back)}
  </g>`;
}

function chevrons(from: number, to: number, atMs: number): SVGTemplateResult {
  return svg`<g class="packets">${chevronPlaces(from, to, atMs).map(
    (x) => svg`<path class="packet" d="M${x} 67l6 5-6 5"/>`,
  )}</g>`;
}

function blocks(width: number, atMs: number): SVGTemplateResult {
  return svg`<g class="packets">${chevronPlaces(10, width - 24, atMs, 28).map(
    (x) => svg`<g class="blk"><rect x=${x} y="66" width="12" height="12" rx="2"/>
      <path d="M${x + 4} 68.8l4 3.2-4 3.2"/></g>`,
  )}</g>`;
}

/** The data wire of a stage of one column, down the right side of a gap of `height`. */
export function verticalDataWireDrawing(
  traffic: Traffic,
  width: number,
  height: number,
  atMs: number,
): SVGTemplateResult {
  const x = width - 34;
  const wordsEnd = Math.max(150, width - 122);
  const queue = queueLayout(traffic.beads, traffic.waiting, 84);
  const moves = ['flows', 'mirrors', 'restores'].includes(traffic.look);
  const down = traffic.from === 'first';
  const gap = height / 2 + 8;
  const idle = traffic.look === 'none' || traffic.look === 'idle';
  return svg`
    ${
      traffic.look === 'broken'
        ? svg`<path class="data-wire" d="M${x} 0V${gap}M${x} ${gap + 14}V${height}"/>
          <path class="break" data-wire="break" d="M${x - 9} ${gap + 4}l18-6M${x - 9} ${gap + 16}l18-6"/>`
        : svg`<path class="data-wire ${idle ? 'is-idle' : ''}" d="M${x} 0V${height}"/>`
    }
    ${moves ? verticalChevrons(x, height, atMs, down) : nothing}
    ${
      traffic.waiting > 0
        ? svg`<g class="queue ${traffic.stranded ? 'is-stranded' : ''}">
        <rect class="queue-box" x=${x - queue.boxWidth} y="3" width=${queue.boxWidth} height="26" rx="13"/>
        ${queue.beads.map((bead) => dataBead(x - queue.boxWidth + bead.x, 16, orderText(bead.order), traffic.stranded, false))}
        ${queue.more > 0 ? svg`<text class="t-more" x=${x - queue.boxWidth + MORE_AT} y="20" text-anchor="middle">+${queue.more}</text>` : nothing}
      </g>`
        : nothing
    }
    <text class="t-num" x=${wordsEnd} y="18" text-anchor="end">${traffic.figure || traffic.title}</text>
    <text class="t-sub" x=${wordsEnd} y="34" text-anchor="end">${traffic.figure === '' ? traffic.detail : traffic.figureDetail}</text>`;
}

function verticalChevrons(
  x: number,
  height: number,
  atMs: number,
  down: boolean,
): SVGTemplateResult {
  const places = chevronPlaces(32, height - 8, atMs, 14);
  return svg`<g class="packets">${places.map((y) => {
    const at = down ? y : height + 24 - y;
    return svg`<path class="packet" d="M${x - 5} ${at}l5 ${down ? 6 : -6} 5 ${down ? -6 : 6}"/>`;
  })}</g>`;
}
