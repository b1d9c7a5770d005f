import { css } from 'lit';

import { phoneStyles } from './lab-desk-phone.styles.ts';
import { tabletStyles } from './lab-desk-tablet.styles.ts';

/** Widths at which the layout changes, px; the same as in the styles. */
export const TABLET_WIDTH_MIN = 840;
export const DESKTOP_WIDTH_MIN = 1200;

/** From 1200 px, and what all widths share. */
const deskStyles = css`
  :host {
    display: block;
    height: 100%;
    background: var(--surface-panel);
  }
  .lab {
    position: relative;
    display: grid;
    height: 100%;
    grid-template:
      'bar bar bar' var(--bar)
      'left stage side' minmax(0, 1fr)
      'charts charts charts' 196px
      'transport transport transport' 56px / 360px minmax(0, 1fr) 360px;
  }
  .bar {
    grid-area: bar;
    border-bottom: 1px solid var(--line-1);
  }
  .left {
    grid-area: left;
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-right: 1px solid var(--line-1);
  }
  .left-tabs {
    align-self: start;
    margin: 10px 20px 0;
  }
  .guide,
  .files {
    flex: 1;
    min-height: 0;
  }
  .lab[data-left='guide'] .files,
  .lab[data-left='files'] .guide {
    display: none;
  }
  .stage-box {
    grid-area: stage;
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
    background: var(--surface-page);
    overflow: hidden auto;
  }
  lab-stage {
    width: 100%;
    height: 100%;
    max-width: 900px;
    margin: 0 auto;
    min-width: 0;
  }
  .side {
    grid-area: side;
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-left: 1px solid var(--line-1);
  }
  .faults,
  .log {
    border-top: 1px solid var(--line-1);
    background: var(--surface-page);
  }
  .faults {
    flex: none;
    max-height: 172px;
    overflow: hidden auto;
  }
  .log {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-top-color: var(--line-2);
  }
  /* Its head and a few entries stay, whatever was printed below them. */
  lab-event-log {
    flex: 1 0 96px;
    min-height: 0;
  }
  lab-line-prompt {
    flex: 0 1 auto;
    min-height: 48px;
  }
  .charts {
    grid-area: charts;
    border-top: 1px solid var(--line-1);
  }
  .transport {
    grid-area: transport;
  }
  .strip,
  .tabs,
  .dock-tabs,
  .act-bar {
    display: none;
  }
  .lab[data-console] {
    grid-template:
      'bar bar bar bar' var(--bar)
      'rail console stage vitals' minmax(0, 1fr)
      'charts charts charts charts' 196px
      'transport transport transport transport' 56px / var(--rail) minmax(420px, 584px)
      minmax(0, 1fr) 92px;
  }
  .lab[data-console] :is(.left, .side) {
    display: none;
  }
  .rail {
    grid-area: rail;
    display: grid;
    align-content: start;
    border-right: 1px solid var(--line-1);
  }
  .rail-back {
    min-height: 96px;
    padding: 12px 0;
    border: 0;
    background: none;
    color: var(--ink-2);
    font-weight: var(--weight-medium);
    writing-mode: vertical-rl;
    cursor: pointer;
  }
  .rail-back:hover {
    background: var(--surface-sunken);
  }
  .open-console[hidden] {
    display: none;
  }
  .open-console {
    grid-area: console;
    border-right: 1px solid var(--line-2);
    box-shadow: var(--shadow-1);
  }
  .vitals {
    grid-area: vitals;
    border-left: 1px solid var(--line-1);
  }
  .why {
    grid-area: left;
    z-index: 7;
    min-height: 0;
    border-right: 1px solid var(--line-1);
  }
  .lab[data-console] .why {
    grid-area: console;
    align-self: end;
    max-height: 70%;
    border-top: 1px solid var(--line-2);
    box-shadow: var(--shadow-2);
  }
  .refused {
    position: absolute;
    left: 16px;
    right: 16px;
    bottom: 12px;
    z-index: 5;
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 10px 14px;
    border-radius: var(--radius-3);
    background: var(--state-failed-soft);
    box-shadow: var(--shadow-2);
    font-family: var(--font-mono);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  .refused p {
    flex: 1;
  }
  .drop-note {
    position: absolute;
    inset: 8px;
    z-index: 4;
    display: grid;
    place-items: center;
    border: 2px dashed var(--accent);
    border-radius: var(--radius-4);
    background: color-mix(in srgb, var(--accent-soft) 80%, transparent);
    font-size: var(--text-title);
    font-weight: 600;
    pointer-events: none;
  }
  .tab {
    border: 0;
    background: none;
    padding: 0 8px;
    font-size: var(--text-small);
    color: var(--ink-2);
    border-bottom: 2px solid transparent;
    white-space: nowrap;
    cursor: pointer;
  }
  /* The row clips what stands out of it. */
  .tab:focus-visible {
    border-radius: 0;
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  @media (pointer: coarse) {
    .tab,
    .rail-back {
      min-width: var(--target);
      min-height: var(--target);
    }
  }
  .tab[aria-current='true'] {
    color: var(--ink-1);
    font-weight: 600;
    border-bottom-color: var(--ink-1);
  }
`;

/** Three layouts by the width of the element: from 1200 px, from 840 px, below. */
export const labDeskStyles = [deskStyles, tabletStyles, phoneStyles];
