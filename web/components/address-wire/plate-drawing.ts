import { nothing, svg, type SVGTemplateResult } from 'lit';

import type { VirtualServer } from '../stage/virtual-server.ts';
import { PLATE_HEIGHT, type PlateSize } from './address-wire.layout.ts';
import type { Plate } from './plates.ts';

/** Half the plate's outline: what hides a part of it must hide its edge too. */
const EDGE = 0.75;

/** Where a plate hangs, in CSS pixels of its drawing. */
export interface PlatePlace {
  readonly left: number;
  readonly top: number;
  /** On the wire: two wheels, each [x, y], and where their hangers end. */
  readonly wheels: readonly (readonly [x: number, y: number])[];
  readonly hangerTo: 'down' | 'right';
}

/** Plate of the client address in one of its states; the word of the state is part of it. */
export function plateDrawing(
  plate: Plate,
  server: VirtualServer,
  size: PlateSize,
  place: PlatePlace,
): SVGTemplateResult {
  const { left, top } = place;
  const split = left + size.name;
  const noName = plate.nameless && plate.look !== 'silent' && plate.look !== 'travels';
  return svg`<g class="plate-g is-${plate.look} ${noName ? 'no-name' : ''}" data-plate=${plate.look}
    data-at=${plate.at}>
    <rect class="plate-rim" x=${left - 4.75} y=${top - 4.75} width=${size.width + 9.5}
      height=${PLATE_HEIGHT + 9.5} rx="11"/>
    <path class="hanger" d=${hangers(place)}/>
    ${place.wheels.map(([x, y]) => svg`<circle class="wheel" cx=${x} cy=${y} r="5"/>`)}
    <rect class="plate" x=${left} y=${top} width=${size.width} height=${PLATE_HEIGHT} rx="7"/>
    ${noName ? hollowName(left, top, split) : svg`<path class="plate-split" d="M${split} ${top + 6}v20.5"/>`}
    <text class="plate-name" x=${left + size.name / 2} y=${top + 20.4}>${
      plate.nameless ? 'no name' : server.name
    }</text>
    <text class="plate-addr" x=${split + size.address / 2} y=${top + 21.5}>${server.address}</text>
    ${plate.look === 'conflict' ? clash(left, top, size.width) : nothing}
  </g>`;
}

function hangers({ wheels, top, left, hangerTo }: PlatePlace): string {
  return wheels
    .map(([x, y]) => (hangerTo === 'down' ? `M${x} ${y}V${top + 3}` : `M${x} ${y}H${left}`))
    .join('');
}

function hollowName(left: number, top: number, split: number): SVGTemplateResult {
  const bottom = top + PLATE_HEIGHT + EDGE;
  return svg`<path class="plate-name-off" d="M${split} ${top - EDGE}H${left - EDGE + 7}a7 7 0 0 0 -7 7V${bottom - 7}a7 7 0 0 0 7 7H${split}Z"/>`;
}

function clash(left: number, top: number, width: number): SVGTemplateResult {
  return svg`<rect class="clash" x=${left - 7} y=${top - 7} width=${width + 14}
    height=${PLATE_HEIGHT + 14} rx="12"/>`;
}

/** Empty dock: where the plate may come to hang, and why it does not. */
export function dockDrawing(
  middle: number,
  top: number,
  width: number,
  why: string,
): SVGTemplateResult {
  const left = middle - width / 2;
  return svg`<g class="dock" data-dock>
    <rect class="dock-rim" x=${left - 4.75} y=${top - 4.75} width=${width + 9.5} height="42" rx="11"/>
    <rect class="dock-line" x=${left} y=${top} width=${width} height=${PLATE_HEIGHT} rx="7"/>
    <text x=${middle} y=${top + 20.3}>${why}</text>
  </g>`;
}

/** An order on its way, by number; without a number a plain bead. */
export function beadDrawing(x: number, y: number, words: string | null): SVGTemplateResult {
  return words === null
    ? svg`<g class="bead"><rect x=${x - 7} y=${y - 5} width="14" height="10" rx="5"/></g>`
    : svg`<g class="bead"><rect x=${x - 17} y=${y - 8} width="34" height="16" rx="8"/>
        <text x=${x} y=${y + 3.7}>${words}</text></g>`;
}

/** A client computer, its left upper corner at (x, y). */
export function clientDrawing(x: number, y: number): SVGTemplateResult {
  return svg`<path class="client" d="M${x} ${y}h13v9h-13zM${x + 3.5} ${y + 12}h6"/>`;
}
