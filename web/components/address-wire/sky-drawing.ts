import { nothing, svg, type SVGTemplateResult } from 'lit';

import type { ClientsSnapshot, ClusterId, Snapshot } from '../../../workers/api.ts';
import { orderText } from '../../words/amounts.ts';
import type { VirtualServer } from '../stage/virtual-server.ts';
import { clientPlaces, plateMiddle, plateSize, type SkyLayout } from './address-wire.layout.ts';
import type { Ping } from './ping.ts';
import { beadDrawing, clientDrawing, dockDrawing, plateDrawing } from './plate-drawing.ts';
import type { Plates } from './plates.ts';
import { clientWords } from './sky-words.ts';

const WIRE_Y = 54;
const PLATE_TOP = 68.75;
const DOCK_WIDTH = 202.5;
/** Room between the docks from which the ping says whole words. */
const WORDS_ROOM = 104;
/** Orders a second above which beads lose their numbers: nobody could read them. */
const NUMBERED_RATE_MAX = 2;
/** Virtual ms in which a drawn order runs from the clients to the plate. */
const ORDER_CROSSES_MS = 900;

/** What the horizontal and the vertical sky are drawn from. */
export interface SkyPicture {
  readonly snapshot: Snapshot;
  readonly server: VirtualServer | null;
  readonly hanging: Plates;
  readonly ping: Ping | null;
  readonly moves: boolean;
  /** Reduced motion: a plate on its way stays where it was until it is online. */
  readonly still: boolean;
}

/** The sky over two cards side by side: clients, wire, plate, docks, pings. */
export function skyDrawing(picture: SkyPicture, layout: SkyLayout): SVGTemplateResult {
  const { snapshot, server, hanging, ping, moves } = picture;
  return svg`
    ${clients(snapshot.clients, layout)}
    ${wire(server, layout)}
    ${moves ? orderOnItsWay(picture, layout) : nothing}
    ${ping && showsPing(hanging) ? pingDrawing(ping, layout, moves) : nothing}
    ${hanging.docks.map(({ at, why }) => dockDrawing(layout.docks[at], PLATE_TOP, DOCK_WIDTH, why))}
    ${server ? platesDrawing(picture, server, layout) : nothing}
  `;
}

function platesDrawing(
  { hanging, still }: SkyPicture,
  server: VirtualServer,
  layout: SkyLayout,
): SVGTemplateResult {
  const size = plateSize(server.name ?? 'no name', server.address);
  const drawings = hanging.plates.map((plate) => {
    const middle = plateMiddle(
      layout.docks,
      plate.from,
      plate.at,
      still && plate.look === 'travels' ? 0 : plate.progress,
    );
    const wheels = [middle - 44, middle + 44].map((x) => [x, WIRE_Y] as const);
    const place = {
      left: middle - size.width / 2,
      top: PLATE_TOP,
      wheels,
      hangerTo: 'down',
    } as const;
    const travels = plate.look === 'travels' && plate.from !== plate.at;
    return svg`${travels ? trail(layout.docks[plate.from], middle) : nothing}
      ${travels ? dockDrawing(layout.docks[plate.from], PLATE_TOP, DOCK_WIDTH, 'left') : nothing}
      ${travels ? dockDrawing(layout.docks[plate.at], PLATE_TOP, DOCK_WIDTH, 'coming online') : nothing}
      ${plateDrawing(plate, server, size, place)}`;
  });
  const conflict = hanging.plates.length > 1;
  return svg`${drawings}${
    conflict
      ? svg`<path class="clash" d="M${layout.docks.first + size.width / 2 + 7} 85H${layout.docks.second - size.width / 2 - 7}"/>
          <text class="t-clash" x=${layout.middle} y="78">Conflict</text>`
      : nothing
  }`;
}

/** A plate on its way, or two at once, take the room between the docks. */
export function showsPing({ plates }: Plates): boolean {
  return plates.length < 2 && plates.every((plate) => plate.look !== 'travels');
}

function trail(start: number, middle: number): SVGTemplateResult {
  const end = middle - Math.sign(middle - start) * Math.min(56, Math.abs(middle - start));
  const dots = Array.from({ length: 8 }, (_, index) => start + ((end - start) * index) / 7);
  return svg`<g class="trail">${dots.map(
    (x, index) => svg`<circle cx=${x} cy=${WIRE_Y} r=${1.4 + index * 0.36}/>`,
  )}</g>`;
}

function clients(snapshot: ClientsSnapshot, { middle }: SkyLayout): SVGTemplateResult {
  const words = clientWords(snapshot);
  return svg`<g class="clients ${words.served ? 'is-served' : 'is-waiting'}">
    <text class="t-strong" x=${middle - 94.5} y="16" text-anchor="end">Clients</text>
    <text class="t-sub" x=${middle - 94.5} y="30" text-anchor="end">${words.rate}</text>
    ${clientPlaces(middle).map((x) => clientDrawing(x, 11.5))}
    <text class="t-sub" x=${middle + 94.5} y="16">${words.lastCaption}</text>
    <text class="t-mono" x=${middle + 94.5} y="30">${words.last}</text>
    <path class="drop" d="M${middle} 28V${WIRE_Y}"/>
  </g>`;
}

function wire(server: VirtualServer | null, { wire: [from, to] }: SkyLayout): SVGTemplateResult {
  return svg`<g class="wire"><path d="M${from} ${WIRE_Y}H${to}"/>
    <path class="pole" d="M${from} 48v12M${to} 48v12"/>
    <text class="t-net" x=${from + 8} y="45">${server?.network || 'PUBLIC'}</text>
    <text class="t-net" x=${to - 8} y="45" text-anchor="end">${server?.subnet ?? ''}</text></g>`;
}

/** How far the drawn order has come, and its number while there is time to read it. */
export function orderMotion(
  clients: ClientsSnapshot,
  atMs: number,
): { at: number; words: string | null } {
  const at = (((atMs % ORDER_CROSSES_MS) + ORDER_CROSSES_MS) % ORDER_CROSSES_MS) / ORDER_CROSSES_MS;
  const words = clients.ratePerSecond <= NUMBERED_RATE_MAX ? orderText(clients.lastOrder) : null;
  return { at, words };
}

function orderOnItsWay({ snapshot }: SkyPicture, layout: SkyLayout): SVGTemplateResult {
  const { clients: served, atMs } = snapshot;
  if (!served.running || served.servedBy === 'none' || served.ratePerSecond === 0) return svg``;
  const ends: ClusterId[] = served.servedBy === 'both' ? ['first', 'second'] : [served.servedBy];
  const { at, words } = orderMotion(served, atMs);
  return svg`${ends.map((end) => {
    const way = layout.docks[end] - layout.middle;
    const ahead = Math.sign(way);
    const stop = layout.docks[end] - ahead * 74 - layout.middle;
    const x = layout.middle + (stop - ahead * 28) * at;
    const head = layout.middle + stop;
    return svg`${beadDrawing(x, WIRE_Y, words)}
      <path class="flowhead" d="M${head - ahead * 6} ${WIRE_Y - 4}l${ahead * 6} 4l${-ahead * 6} 4"/>`;
  })}`;
}

function pingDrawing(ping: Ping, layout: SkyLayout, moves: boolean): SVGTemplateResult {
  const { middle, docks } = layout;
  const left = docks.first + 112;
  const right = docks.second - 112;
  const words = right - left < WORDS_ROOM ? ping.short : ping.words;
  if (ping.look === 'moved') {
    return svg`<g class="ping" data-ping="moved"><text x=${middle} y="81">${words}</text></g>`;
  }
  const reply = left + 4 + (right - left - 8) * (moves ? ping.reply : 1);
  return svg`<g class="ping is-${ping.look}" data-ping=${ping.look}>
    <path class="ping-line" d="M${right} 84H${left}"/>
    <path class="ping-head" d="M${left + 5} 80.5l-5 3.5 5 3.5"/>
    ${ping.look === 'replied' ? svg`<circle class="ping-reply" cx=${reply} cy="84" r="3.5"/>` : nothing}
    ${Array.from({ length: ping.crosses }, (_, index) => {
      const apart = Math.min(42, (right - left) / 4);
      const x = middle + (index - (ping.crosses - 1) / 2) * apart;
      return svg`<path class="ping-x" d="M${x - 4} 80l8 8m0-8-8 8"/>`;
    })}
    <text x=${middle} y="75">${words}</text>
  </g>`;
}
