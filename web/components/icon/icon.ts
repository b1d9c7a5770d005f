import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const DRAWINGS = {
  undo: {
    box: '0 0 16 16',
    drawing: svg`<path d="M6 3 2.5 6.5 6 10M3 6.5h6.2a3.8 3.8 0 0 1 0 7.5H6" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  },
  redo: {
    box: '0 0 16 16',
    drawing: svg`<path d="m10 3 3.5 3.5L10 10m3-3.5H6.8a3.8 3.8 0 0 0 0 7.5H10" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  },
  reset: {
    box: '0 0 16 16',
    drawing: svg`<path d="M3 3v3.5h3.5M3.3 6.5a5.3 5.3 0 1 1-.6 3" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  },
  help: {
    box: '0 0 16 16',
    drawing: svg`<circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.3M8 11v1" fill="none" stroke="currentColor" stroke-width="1.4"/>`,
  },
  theme: {
    box: '0 0 16 16',
    drawing: svg`<circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M8 2.2a5.8 5.8 0 0 1 0 11.6Z" fill="currentColor"/>`,
  },
  down: {
    box: '0 0 16 16',
    drawing: svg`<path d="m4 6 4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
  },
  close: {
    box: '0 0 16 16',
    drawing: svg`<path d="m4 4 8 8m0-8-8 8" stroke="currentColor" stroke-width="1.5"/>`,
  },
  more: {
    box: '0 0 16 16',
    drawing: svg`<circle cx="3" cy="8" r="1.6" fill="currentColor"/><circle cx="8" cy="8" r="1.6" fill="currentColor"/><circle cx="13" cy="8" r="1.6" fill="currentColor"/>`,
  },
  play: {
    box: '0 0 16 16',
    drawing: svg`<path d="M4.5 2.5v11l9-5.5Z" fill="currentColor"/>`,
  },
  pause: {
    box: '0 0 16 16',
    drawing: svg`<path d="M4 2.5h3v11H4zM9 2.5h3v11H9z" fill="currentColor"/>`,
  },
  start: {
    box: '0 0 16 16',
    drawing: svg`<path d="M3 3v10" stroke="currentColor" stroke-width="1.8"/><path d="M13 3v10L5.5 8Z" fill="currentColor"/>`,
  },
  previous: {
    box: '0 0 16 16',
    drawing: svg`<path d="M11 3v10L3.5 8Z" fill="currentColor"/><path d="M13 3.5v9" stroke="currentColor" stroke-width="1.5"/>`,
  },
  next: {
    box: '0 0 16 16',
    drawing: svg`<path d="M5 3v10l7.5-5Z" fill="currentColor"/><path d="M3 3.5v9" stroke="currentColor" stroke-width="1.5"/>`,
  },
  plus: {
    box: '0 0 16 16',
    drawing: svg`<path d="M8 3v10M3 8h10" stroke="currentColor" stroke-width="1.6"/>`,
  },
  download: {
    box: '0 0 16 16',
    drawing: svg`<path d="M8 2.5v7.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  },
  copy: {
    box: '0 0 16 16',
    drawing: svg`<path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" fill="none" stroke="currentColor" stroke-width="1.4"/>`,
  },
  folder: {
    box: '0 0 16 16',
    drawing: svg`<path d="M1.8 13V3.2h4.4l1.5 1.9h6.5V13Z" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round"/>`,
  },
  server: {
    box: '0 0 16 16',
    drawing: svg`<path d="M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.1M5 11h.1" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"/>`,
  },
  layers: {
    box: '0 0 16 16',
    drawing: svg`<path d="M8 2.2 14 5 8 7.8 2 5ZM2.5 8 8 10.6 13.5 8M2.5 11 8 13.6l5.5-2.6" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round"/>`,
  },
  window: {
    box: '0 0 16 16',
    drawing: svg`<path d="M2 3h12v10H2ZM2 6.2h12M6 6.2V13" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round"/>`,
  },
  bolt: {
    box: '0 0 12 12',
    drawing: svg`<path d="M7 .5 2 7h3l-.8 4.5L10 4.8H6.6Z" fill="currentColor"/>`,
  },
  flag: {
    box: '0 0 12 12',
    drawing: svg`<path d="M2.5 11V1h7L7.6 3.7l1.9 2.8h-7" fill="currentColor" stroke="currentColor" stroke-width="1.1" stroke-linejoin="round"/>`,
  },
  bell: {
    box: '0 0 12 12',
    drawing: svg`<path d="M1.5 9h9L9.3 7.3V5a3.3 3.3 0 0 0-6.6 0v2.3ZM4.8 10.4h2.4" fill="currentColor" stroke="currentColor" stroke-width="1.1" stroke-linejoin="round"/>`,
  },
  home: {
    box: '0 0 12 12',
    drawing: svg`<path d="m1 6.2 5-4.7 5 4.7H9.4V11H2.6V6.2Z" fill="currentColor"/>`,
  },
  'mark-before': {
    box: '0 0 16 16',
    drawing: svg`<path d="M9 14V3h5l-1.2 2 1.2 2H9" fill="currentColor" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round"/><path d="M6 5.5 3 8.5l3 3" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
  },
  'mark-list': {
    box: '0 0 16 16',
    drawing: svg`<path d="M2.5 14V3h5L6.3 5l1.2 2h-5" fill="currentColor" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round"/><path d="M10 4.5h4.5M10 8.5h4.5M6.5 12.5h8" stroke="currentColor" stroke-width="1.5"/>`,
  },
  'mark-after': {
    box: '0 0 16 16',
    drawing: svg`<path d="M3 14V3h5L6.8 5 8 7H3" fill="currentColor" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round"/><path d="m10 5.5 3 3-3 3" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
  },
  line: {
    box: '0 0 12 12',
    drawing: svg`<path d="m2.5 2 4 4-4 4M7.5 10H11" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  },
  setting: {
    box: '0 0 12 12',
    drawing: svg`<path d="M1 3.5h10M1 8.5h10" stroke="currentColor" stroke-width="1.3"/><circle cx="7.8" cy="3.5" r="1.9" fill="currentColor"/><circle cx="4.2" cy="8.5" r="1.9" fill="currentColor"/>`,
  },
  done: {
    box: '0 0 16 16',
    drawing: svg`<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="m4.8 8.2 2.2 2.2 4.2-4.6" fill="none" stroke="var(--surface-card)" stroke-width="1.6"/>`,
  },
  open: {
    box: '0 0 16 16',
    drawing: svg`<circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" stroke-width="1.3"/>`,
  },
  'tray-both': {
    box: '0 0 34 18',
    drawing: svg`<g stroke-width="1.3"><rect x="1.5" y="2.5" width="13" height="9" rx="1.5" fill="var(--state-failed-soft)" stroke="var(--state-failed)"/><path d="M5 15h6M8 11.5V15" stroke="var(--state-failed)"/><rect x="19.5" y="2.5" width="13" height="9" rx="1.5" fill="var(--state-ok)" stroke="var(--state-ok)"/><path d="M23 15h6M26 11.5V15" stroke="var(--state-ok)"/></g>`,
  },
  'tray-failed': {
    box: '0 0 34 18',
    drawing: svg`<g stroke-width="1.3"><rect x="10.5" y="2.5" width="13" height="9" rx="1.5" fill="var(--state-failed)" stroke="var(--state-failed)"/><path d="m14.8 4.8 4.4 4.4m0-4.4-4.4 4.4" stroke="var(--surface-card)"/><path d="M14 15h6M17 11.5V15" stroke="var(--state-failed)"/></g>`,
  },
  mark: {
    box: '0 0 28 20',
    drawing: svg`<path d="M1 5h26M1 15.5h26" stroke="currentColor" stroke-width="1.4"/><circle cx="6.5" cy="5" r="1.8" fill="currentColor"/><circle cx="14.5" cy="5" r="1.8" fill="currentColor"/><rect x="3" y="7" width="15" height="6.2" rx="1.6" fill="currentColor"/><circle cx="17" cy="15.5" r="1.9" fill="currentColor"/><circle cx="22.5" cy="15.5" r="1.9" fill="currentColor"/>`,
  },
} as const;

/** Names of the drawings: tools, marks in time, checks, the tray and the product's mark. A state has its own shape. */
export type IconName = keyof typeof DRAWINGS;

/**
 * A drawing in the colour of its text, hidden from assistive tools: name the control that holds it.
 *
 * @param className  class for its size; `ico` is 16 × 16
 */
export function icon(name: IconName, className = 'ico'): TemplateResult {
  const { box, drawing } = DRAWINGS[name];
  return html`<svg class=${className} viewBox=${box} aria-hidden="true">${drawing}</svg>`;
}

/** The same drawing inside another SVG, its middle at (x, y). */
export function iconAt(name: IconName, x: number, y: number, size = 12): SVGTemplateResult {
  const { box, drawing } = DRAWINGS[name];
  return svg`<svg x=${x - size / 2} y=${y - size / 2} width=${size} height=${size}
    viewBox=${box}>${drawing}</svg>`;
}
