import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** The shapes that stand for states. Each says its state without colour; a word always stands beside it. */
export type ShapeName =
  'disc' | 'half' | 'dashed' | 'hollow' | 'square-x' | 'triangle' | 'slash' | 'unknown' | 'cross';

const square = svg`<rect x="1" y="1" width="10" height="10" rx="1" fill="currentColor"/>
  <path d="m3.7 3.7 4.6 4.6m0-4.6L3.7 8.3" stroke="var(--surface-card)" stroke-width="1.5" fill="none"/>`;

const triangle = svg`<path d="M6 .9 11.4 10.9H.6Z" fill="var(--state-caution-fill)" stroke="var(--state-caution)"
    stroke-width="1.1" stroke-linejoin="round"/>
  <path d="M6 4.4v3.1M6 8.5v1.3" stroke="var(--caution-mark)" stroke-width="1.4"/>`;

const ring = svg`<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.3"/>`;

function drawing(name: ShapeName, turn: number): SVGTemplateResult {
  switch (name) {
    case 'disc':
      return svg`<circle cx="6" cy="6" r="5" fill="currentColor"/>`;
    case 'half':
      return svg`${ring}<path d="M6 1.6a4.4 4.4 0 0 0 0 8.8Z" fill="currentColor"/>`;
    case 'dashed':
      return svg`<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.3"
          stroke-dasharray="2 1.45"/>
        <path d="M6 6V3.2M6 6h2.2" stroke="currentColor" stroke-width="1.3" transform="rotate(${turn} 6 6)"/>`;
    case 'hollow':
      return ring;
    case 'square-x':
      return square;
    case 'triangle':
      return triangle;
    case 'slash':
      return svg`${ring}<path d="M2.9 9.1 9.1 2.9" stroke="currentColor" stroke-width="1.3"/>`;
    case 'unknown':
      return svg`<circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.2"
          stroke-dasharray="1.6 1.6"/>`;
    case 'cross':
      return svg`<path d="m2.5 2.5 7 7m0-7-7 7" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/>`;
  }
}

/**
 * A state shape, 12 × 12, hidden from assistive tools: the word beside it speaks.
 *
 * @param turn  degrees by which the hands of `dashed` have turned
 */
export function shape(name: ShapeName, turn = 0): TemplateResult {
  return html`<svg class="shape" data-shape=${name} viewBox="0 0 12 12" aria-hidden="true">
    ${drawing(name, turn)}
  </svg>`;
}

/** The same shape inside another SVG, its middle at (x, y). */
export function shapeAt(name: ShapeName, x: number, y: number, size = 11): SVGTemplateResult {
  return svg`<svg data-shape=${name} x=${x - size / 2} y=${y - size / 2} width=${size} height=${size}
    viewBox="0 0 12 12" overflow="visible">${drawing(name, 0)}</svg>`;
}
