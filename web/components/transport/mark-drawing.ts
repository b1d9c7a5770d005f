import { svg, type SVGTemplateResult } from 'lit';
import { iconAt } from '../icon/icon.ts';
import { shapeAt } from '../shape/shape.ts';
import type { MarkKind, ScrubberMark } from './scrubber.layout.ts';

const TONES: Readonly<Record<MarkKind, string>> = {
  fault: 'failed',
  caution: 'caution',
  failover: 'failed',
  failback: 'ok',
  serves: 'ok',
  alarm: 'caution',
  line: 'accent',
};
const SIZE_PX = 12;
const MIDDLE_Y = 15;

/** A mark above the scrubber; its word and moment stand in its title. */
export function markDrawing(mark: ScrubberMark, title: string): SVGTemplateResult {
  const { kind, x } = mark;
  return svg`<g class="mark tone-${TONES[kind]}" data-mark=${kind}><title>${title}</title>
    ${markShape(kind, x)}<path class="stem" d="M${x} 22v6"/></g>`;
}

function markShape(kind: MarkKind, x: number): SVGTemplateResult {
  switch (kind) {
    case 'caution':
      return shapeAt('triangle', x, MIDDLE_Y, SIZE_PX);
    case 'failover':
      return shapeAt('square-x', x, MIDDLE_Y, SIZE_PX);
    case 'failback':
      return iconAt('home', x, MIDDLE_Y);
    case 'alarm':
      return iconAt('bell', x, MIDDLE_Y);
    case 'fault':
      return iconAt('bolt', x, MIDDLE_Y);
    case 'serves':
      return iconAt('flag', x, MIDDLE_Y);
    case 'line':
      return iconAt('line', x, MIDDLE_Y);
  }
}
