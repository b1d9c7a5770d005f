import { svg, type SVGTemplateResult } from 'lit';
import type { Lane } from '../lag-chart/lag-chart.layout.ts';
import type { PlacedSpan, ServedBy } from './service-ribbon.layout.ts';

/** Names that the ribbon prints, from the snapshot. */
export type ServiceNames = Readonly<Record<ServedBy, string>>;

const LETTER_WIDTH_PX = 6.6;

/** Ribbon of who serves: solid, dotted, hatched or split, with the name where it fits. */
export function serviceRibbon(
  spans: readonly PlacedSpan[],
  lane: Lane,
  names: ServiceNames,
): SVGTemplateResult {
  const height = lane.bottom - lane.top;
  return svg`<g class="ribbon">${spans.map((span) => {
    const name = names[span.servedBy];
    const roomy = span.width > name.length * LETTER_WIDTH_PX + 8;
    return svg`<rect class="own own-${span.servedBy}" x=${span.x} y=${lane.top}
        width=${Math.max(0, span.width)} height=${height}/>${
          roomy
            ? svg`<text class="own-t own-${span.servedBy}" x=${span.x + span.width / 2}
            y=${lane.bottom - height / 2 + 3.7} text-anchor="middle">${name}</text>`
            : ''
        }`;
  })}</g>`;
}
