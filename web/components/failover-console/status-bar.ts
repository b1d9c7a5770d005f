import { css, html, type TemplateResult } from 'lit';

import type { MonitorSnapshot } from '../../../workers/api.ts';
import { bulletTone, bulletWord } from '../../words/monitor.ts';
import { icon } from '../icon/icon.ts';
import type { ShapeName } from '../shape/shape.ts';
import type { StateLook } from '../shape/state-look.ts';

const TONE_SHAPES: Readonly<Record<ReturnType<typeof bulletTone>, ShapeName>> = {
  ok: 'disc',
  caution: 'triangle',
  failed: 'square-x',
  off: 'hollow',
};

/** How the bullet of a monitor looks: shape, word, tone. */
export function bulletLook(monitor: MonitorSnapshot): StateLook {
  const tone = bulletTone(monitor);
  return { shape: TONE_SHAPES[tone], tone, word: bulletWord(monitor) };
}

/** Styles of the status bar; they go with `statusBar`. */
export const statusBarStyles = css`
  .statusbar {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 52px;
    padding: 8px 12px;
    border-radius: var(--radius-2);
    outline: var(--card-outline);
    outline-offset: -1px;
    background: var(--surface-sunken);
    align-items: center;
  }
  .statusbar p {
    grid-row: 2;
    font-weight: 500;
    min-height: 1.4em;
  }
  .cap--tray {
    grid-column: 2;
    grid-row: 1;
    justify-self: center;
  }
  .tray-box {
    grid-row: 2;
    justify-self: center;
    display: grid;
  }
  .tray {
    width: 34px;
    height: 18px;
  }
`;

/** The status bar and the tray icon of a monitor. */
export function statusBar(monitor: MonitorSnapshot): TemplateResult {
  const tray =
    monitor.tray === 'none'
      ? html`<span class="muted">–</span>`
      : html`<span
          role="img"
          aria-label=${
            monitor.tray === 'red'
              ? 'Tray icon: one red computer'
              : 'Tray icon: a red and a green computer'
          }
          >${icon(monitor.tray === 'red' ? 'tray-failed' : 'tray-both', 'tray')}</span
        >`;
  return html`<section class="statusbar">
    <span class="cap">Status bar</span>
    <p>${monitor.statusBar === '' ? html`<span class="muted">empty</span>` : monitor.statusBar}</p>
    <span class="cap cap--tray">Tray</span>
    <span class="tray-box">${tray}</span>
  </section>`;
}
