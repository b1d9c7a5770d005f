import { nothing, svg, type SVGTemplateResult } from 'lit';

import { orderText } from '../../words/amounts.ts';
import { chevronPlaces, MORE_AT, queueLayout, type WireRows } from './data-wire.layout.ts';
import type { Traffic } from './traffic.ts';

/** Where the gap of a broken wire begins, from the far side. */
const BREAK_FROM_END = 86;

/** Width from which the longest title fits, in a wide face. */
const TITLE_WIDTH_MIN = 180;
/** Room at the far end for the button that cuts the link. */
const BUTTON_ROOM = 40;

/** The horizontal data wire: words above, beads on it, figures below; mirrored when data goes the other way. */
export function dataWireDrawing(
  traffic: Traffic,
  width: number,
  rows: WireRows,
  atMs: number,
): SVGTemplateResult {
  const middle = width / 2;
  const back = traffic.from === 'second';
  const { wire } = rows;
  const lone = traffic.figure === '' ? rows.figure : rows.figureDetail;
  return svg`
    ${rows.title === null ? nothing : centred('t-strong', middle, rows.title, titleFor(traffic, width))}
    ${rows.detail === null ? nothing : centred('t-sub', middle, rows.detail, traffic.detail)}
    <g transform=${back ? `translate(${String(width)} 0) scale(-1 1)` : 'translate(0 0)'}>
      <path class="port" d="M0 ${wire - 8}v16M${width} ${wire - 8}v16"/>
      ${track(traffic, width, wire)}
      ${
        traffic.look === 'restores'
          ? blocks(width, wire, atMs)
          : carried(traffic, width, wire, atMs, back)
      }
    </g>
    ${centred('t-num', middle, rows.figure, traffic.figure)}
    ${centred('t-sub', middle, lone, traffic.figureDetail)}
  `;
}

/** The title up to its comma where the wire is short. */
function titleFor({ title }: Traffic, width: number): string {
  return width < TITLE_WIDTH_MIN ? (title.split(',')[0] ?? title) : title;
}

function centred(className: string, x: number, y: number, words: string): SVGTemplateResult {
  return svg`<text class=${className} x=${x} y=${y} text-anchor="middle">${words}</text>`;
}

function track(traffic: Traffic, width: number, y: number): SVGTemplateResult {
  if (traffic.look === 'broken') {
    const gap = width - BREAK_FROM_END;
    return svg`<path class="data-wire" d="M0 ${y}H${gap}M${gap + 24} ${y}H${width}"/>
      <path class="break" data-wire="break" d="M${gap} ${y - 9}l6 18M${gap + 18} ${y - 9}l6 18"/>`;
  }
  const idle = traffic.look === 'none' || traffic.look === 'idle';
  return svg`<path class="data-wire ${idle ? 'is-idle' : ''}" d="M0 ${y}H${width}"/>
    ${traffic.done === null ? nothing : svg`<path class="data-done" d="M0 ${y}H${width * traffic.done}"/>`}`;
}

function carried(
  traffic: Traffic,
  width: number,
  y: number,
  atMs: number,
  back: boolean,
): SVGTemplateResult {
  const room = traffic.look === 'broken' ? width - BREAK_FROM_END - 10 : width - 98;
  const queue = queueLayout(traffic.beads, traffic.waiting, room);
  const busy = traffic.waiting > 0;
  const moves = traffic.look === 'flows' || traffic.look === 'mirrors';
  const start = busy ? queue.boxWidth + 14 : 16;
  return svg`
    ${moves ? chevrons(start, width - BUTTON_ROOM - 8, y, atMs) : nothing}
    ${
      busy
        ? svg`<g class="queue ${traffic.stranded ? 'is-stranded' : ''}">
        <rect class="queue-box" x="4" y=${y - 13} width=${queue.boxWidth} height="26" rx="13"/>
        ${queue.beads.map(({ order, x }) => dataBead(4 + x, y, orderText(order), traffic.stranded, back))}
        ${queue.more > 0 ? upright(more(4 + MORE_AT, y, queue.more), 4 + MORE_AT, back) : nothing}
      </g>`
        : nothing
    }`;
}

function more(x: number, y: number, count: number): SVGTemplateResult {
  return svg`<text class="t-more" x=${x} y=${y + 4} text-anchor="middle">+${count}</text>`;
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

function chevrons(from: number, to: number, y: number, atMs: number): SVGTemplateResult {
  return svg`<g class="packets">${chevronPlaces(from, to, atMs).map(
    (x) => svg`<path class="packet" d="M${x} ${y - 5}l6 5-6 5"/>`,
  )}</g>`;
}

function blocks(width: number, y: number, atMs: number): SVGTemplateResult {
  return svg`<g class="packets">${chevronPlaces(10, width - BUTTON_ROOM - 12, atMs, 28).map(
    (x) => svg`<g class="blk"><rect x=${x} y=${y - 6} width="12" height="12" rx="2"/>
      <path d="M${x + 4} ${y - 3.2}l4 3.2-4 3.2"/></g>`,
  )}</g>`;
}
