import { nothing, svg, type SVGTemplateResult } from 'lit';

import type { ClusterId } from '../../../workers/api.ts';
import type { VirtualServer } from '../stage/virtual-server.ts';
import { plateMiddle, plateSize } from './address-wire.layout.ts';
import type { Ping } from './ping.ts';
import { beadDrawing, clientDrawing, dockDrawing, plateDrawing } from './plate-drawing.ts';
import { orderMotion, showsPing, type SkyPicture } from './sky-drawing.ts';
import { clientWords } from './sky-words.ts';

const WIRE_X = 20;
const PING_X = 31;
const PLATE_LEFT = 36;
const CLIENTS_Y = 20;
const DOCK_WIDTH = 205;

/** Where the cards' tops and the wire's end stand in a stage of one column, y in CSS pixels. */
export interface VerticalLayout {
  readonly docks: Readonly<Record<ClusterId, number>>;
  readonly bottom: number;
  /** Where the first card ends: the ping's words stand below it. */
  readonly firstBottom: number;
}

/** The address wire down the left side of a stage of one column. */
export function verticalSkyDrawing(picture: SkyPicture, layout: VerticalLayout): SVGTemplateResult {
  const { server, hanging, ping, moves } = picture;
  return svg`
    <g class="wire"><path d="M${WIRE_X} 24V${layout.bottom}"/>
      <path class="pole" d="M${WIRE_X - 6} ${layout.bottom}h12"/>
      <text class="t-net" transform="translate(13 ${layout.bottom - 12}) rotate(-90)">${server?.network || 'PUBLIC'}</text></g>
    ${clients(picture)}
    ${moves ? orderOnItsWay(picture, layout) : nothing}
    ${ping && showsPing(hanging) ? pingDrawing(ping, layout, moves) : nothing}
    ${hanging.docks.map(({ at, why }) =>
      dockDrawing(PLATE_LEFT + DOCK_WIDTH / 2, layout.docks[at] - 16, DOCK_WIDTH, why),
    )}
    ${server ? platesDrawing(picture, server, layout) : nothing}
  `;
}

function platesDrawing(
  { hanging, still }: SkyPicture,
  server: VirtualServer,
  layout: VerticalLayout,
): SVGTemplateResult {
  const size = plateSize(server.name ?? 'no name', server.address);
  return svg`${hanging.plates.map((plate) => {
    const middle = plateMiddle(
      layout.docks,
      plate.from,
      plate.at,
      still && plate.look === 'travels' ? 0 : plate.progress,
    );
    const wheels = [middle - 7, middle + 7].map((y) => [WIRE_X, y] as const);
    const place = { left: PLATE_LEFT, top: middle - 16, wheels, hangerTo: 'right' } as const;
    return plateDrawing(plate, server, size, place);
  })}${
    hanging.plates.length > 1
      ? svg`<path class="clash" d="M${WIRE_X} ${layout.docks.first + 20}V${layout.docks.second - 20}"/>
          <text class="t-clash is-start" x="44" y=${layout.firstBottom + 53}>Conflict</text>`
      : nothing
  }`;
}

function clients({ snapshot }: SkyPicture): SVGTemplateResult {
  const words = clientWords(snapshot.clients);
  return svg`<g class="clients ${words.served ? 'is-served' : 'is-waiting'}">
    ${Array.from({ length: 5 }, (_, index) => clientDrawing(42.5 + index * 20, 14.5))}
    <path class="drop" d="M38 ${CLIENTS_Y}H${WIRE_X}V44"/>
    <circle class="join" cx=${WIRE_X} cy=${CLIENTS_Y} r="2.5"/>
    <text class="t-strong" x="152" y="18">${headline(words.rate)}</text>
    <text class="t-sub" x="152" y="33">${words.lastCaption}: ${words.last}</text>
  </g>`;
}

/** The drawn clients say who; the word stands before what is short enough to leave room. */
function headline(rate: string): string {
  return rate.length > 14 ? `${rate.charAt(0).toUpperCase()}${rate.slice(1)}` : `Clients, ${rate}`;
}

function orderOnItsWay({ snapshot }: SkyPicture, layout: VerticalLayout): SVGTemplateResult {
  const { clients: served, atMs } = snapshot;
  if (!served.running || served.servedBy === 'none' || served.ratePerSecond === 0) return svg``;
  const end = served.servedBy === 'second' ? 'second' : 'first';
  const { at, words } = orderMotion(served, atMs);
  const y = 32 + (layout.docks[end] - 24 - 32) * at;
  return beadDrawing(WIRE_X, y, words);
}

function pingDrawing(ping: Ping, layout: VerticalLayout, moves: boolean): SVGTemplateResult {
  const words = svg`<text class="is-start" x="44" y=${layout.firstBottom + 53}>${ping.words}</text>`;
  if (ping.look === 'moved') return svg`<g class="ping" data-ping="moved">${words}</g>`;
  const top = layout.docks.first + 30;
  const bottom = layout.docks.second - 30;
  const reply = top + 4 + (bottom - top - 8) * (moves ? ping.reply : 1);
  return svg`<g class="ping is-${ping.look}" data-ping=${ping.look}>
    <path class="ping-line" d="M${PING_X} ${bottom}V${top}"/>
    <path class="ping-head" d="M${PING_X - 3.5} ${top + 5}l3.5-5 3.5 5"/>
    ${ping.look === 'replied' ? svg`<circle class="ping-reply" cx=${PING_X} cy=${reply} r="3.5"/>` : nothing}
    ${Array.from({ length: ping.crosses }, (_, index) => {
      const y = (top + bottom) / 2 + index * 24;
      return svg`<path class="ping-x" d="M${PING_X - 4} ${y - 4}l8 8m0-8-8 8"/>`;
    })}
    ${words}
  </g>`;
}
