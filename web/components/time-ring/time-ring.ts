import { css, html, LitElement, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import type { MonitorSnapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { bulletWord } from '../../words/monitor.ts';
import { shapeAt, type ShapeName } from '../shape/shape.ts';
import { StageMotion } from '../stage/stage-motion.ts';
import {
  arcPath,
  pointAt,
  type RingLayout,
  ringLayout,
  type RingLook,
} from './time-ring.layout.ts';

const LOOK_SHAPES: Readonly<Record<RingLook, ShapeName>> = {
  ok: 'disc',
  caution: 'triangle',
  failed: 'square-x',
  pending: 'dashed',
  off: 'hollow',
};

interface Measures {
  readonly size: number;
  readonly radius: number;
  readonly hand: readonly [number, number];
  readonly tick: readonly [number, number];
}

const FULL: Measures = { size: 128, radius: 55.5, hand: [45, 64], tick: [46, 65] };
const MINI: Measures = { size: 64, radius: 28, hand: [22, 31], tick: [23, 33] };

/**
 * @summary Time to fail as a clock: a quarter past is caution, a full circle is failover.
 */
@customElement('lab-time-ring')
export class LabTimeRing extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      svg.ring {
        display: block;
        overflow: visible;
      }
      :is(.gone, .left, .edge, .hand, .quarter, .miss) {
        fill: none;
      }
      .gone,
      .left,
      .edge {
        stroke-width: 11;
      }
      .gone {
        stroke: var(--line-1);
      }
      .left {
        stroke: var(--state-ok);
      }
      .edge {
        stroke: var(--state-caution);
        stroke-width: 13;
      }
      .ring--caution .left {
        stroke: var(--state-caution-fill);
      }
      .ring--failed .gone,
      .ring--failed .left {
        stroke: var(--state-failed);
      }
      .ring--pending .gone {
        stroke: var(--state-pending);
        stroke-dasharray: 3 2.5;
      }
      .ring--off .left {
        stroke: var(--line-1);
      }
      .hand {
        stroke: var(--ink-1);
        stroke-width: 2.5;
        stroke-linecap: round;
      }
      .quarter {
        stroke: var(--state-caution);
        stroke-width: 2;
      }
      .miss {
        stroke: var(--state-failed);
        stroke-width: 1.8;
        stroke-linecap: round;
      }
      .is-mini .gone,
      .is-mini .left {
        stroke-width: 6;
      }
      .is-mini .edge {
        stroke-width: 8;
      }
      text {
        font-family: var(--font-ui);
        text-anchor: middle;
        fill: var(--ink-1);
      }
      .big {
        font-size: 34px;
        font-weight: 600;
        letter-spacing: -0.03em;
        font-variant-numeric: tabular-nums;
      }
      .word {
        font-size: 19px;
        font-weight: 600;
        letter-spacing: -0.01em;
      }
      .ring--failed .word,
      .ring--failed .big {
        fill: var(--state-failed);
      }
      .sub {
        font-size: 12px;
        fill: var(--ink-3);
      }
      .q {
        font-size: 13px;
        font-weight: 600;
        fill: var(--state-caution);
        text-anchor: start;
      }
    `,
  ];

  @property({ attribute: false }) monitor: MonitorSnapshot | null = null;
  /** Small: a shape in the middle instead of the number. */
  @property({ type: Boolean }) mini = false;

  readonly #motion = new StageMotion(this);

  override render(): TemplateResult {
    const monitor = this.#motion.reduced ? inWholeSeconds(this.monitor) : this.monitor;
    const layout = ringLayout(monitor);
    const measures = this.mini ? MINI : FULL;
    const { size } = measures;
    return html`<svg
      class="ring ring--${layout.look} ${this.mini ? 'is-mini' : ''}"
      viewBox="0 0 ${size} ${size}"
      width=${size}
      height=${size}
      role="img"
      aria-label=${ringSentence(monitor)}
    >
      ${ringPaths(layout, measures, this.mini)}
      ${
        this.mini
          ? svg`<g class="tone-${layout.look}">${shapeAt(LOOK_SHAPES[layout.look], 32, 32, 16)}</g>`
          : ringWords(layout)
      }
    </svg>`;
  }
}

function ringPaths(layout: RingLayout, measures: Measures, mini: boolean): SVGTemplateResult {
  const { radius, hand, tick } = measures;
  const centre = measures.size / 2;
  const radial = (angle: number, [inner, outer]: readonly [number, number]): string =>
    `M${pointAt(centre, inner, angle).join(' ')}L${pointAt(centre, outer, angle).join(' ')}`;
  return svg`
    ${layout.pieces.map((piece) => {
      const path = arcPath(centre, radius, piece.from, piece.to);
      const edge =
        layout.look === 'caution' && piece.part === 'left'
          ? svg`<path class="edge" d=${arcPath(centre, radius, piece.from - 0.6, piece.to + 0.6)}/>`
          : '';
      return svg`${edge}<path class=${piece.part} d=${path}/>`;
    })}
    ${
      mini
        ? ''
        : layout.missAngles.map((angle) => {
            const [x, y] = pointAt(centre, radius + 14.5, angle);
            return svg`<path class="miss" d="M${x - 3.2} ${y - 3.2}l6.4 6.4m0-6.4-6.4 6.4"/>`;
          })
    }
    ${layout.look === 'off' ? '' : svg`<path class="quarter" d=${radial(90, tick)}/>`}
    ${layout.handAngle === null ? '' : svg`<path class="hand" d=${radial(layout.handAngle, hand)}/>`}`;
}

function ringWords(layout: RingLayout): SVGTemplateResult {
  const [first = '', second] = layout.words;
  if (layout.handAngle !== null) {
    return svg`<text class="q" x="133" y="68">¼</text>
      <text class="big" x="64" y="74">${first}</text><text class="sub" x="64" y="92">${layout.detail}</text>`;
  }
  return second === undefined
    ? svg`<text class="word" x="64" y="71">${first}</text>`
    : svg`<text class="word" x="64" y="63">${first}</text><text class="word" x="64" y="85">${second}</text>`;
}

function inWholeSeconds(monitor: MonitorSnapshot | null): MonitorSnapshot | null {
  if (monitor === null) return null;
  return { ...monitor, timeToFailMs: Math.ceil(monitor.timeToFailMs / 1000) * 1000 };
}

function ringSentence(monitor: MonitorSnapshot | null): string {
  if (monitor === null) return 'Time to fail: not monitored';
  if (monitor.state !== 'Monitoring') return `Time to fail: ${bulletWord(monitor)}`;
  const left = (monitor.timeToFailMs / 1000).toFixed(1);
  const caution = (monitor.timeoutMs * 0.00075).toFixed(1);
  return `Time to fail: ${left} of ${String(monitor.timeoutMs / 1000)} seconds. Caution from ${caution} seconds.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-time-ring': LabTimeRing;
  }
}
