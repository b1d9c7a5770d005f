import { css } from 'lit';

/** Widths at which the layout changes, px; the same as in the styles. */
export const TABLET_WIDTH_MIN = 840;
export const DESKTOP_WIDTH_MIN = 1200;

/** Three layouts by the width of the element: from 1200 px, from 840 px, below. */
export const labDeskStyles = css`
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
  lab-event-log {
    flex: 1;
    min-height: 0;
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

  @container lab (max-width: 1199px) and (min-width: 840px) {
    .lab {
      grid-template:
        'bar bar' var(--bar)
        'left stage' minmax(0, 1fr)
        'left strip' 88px
        'left docktabs' minmax(32px, auto)
        'left dock' 116px
        'left transport' 52px / 300px minmax(0, 1fr);
    }
    .lab[data-console] {
      grid-template:
        'bar bar' var(--bar)
        'console stage' minmax(0, 1fr)
        'console strip' 88px
        'console docktabs' minmax(32px, auto)
        'console dock' 116px
        'console transport' 52px / minmax(340px, calc(100% - 604px)) minmax(0, 1fr);
    }
    .lab[data-console] .charts {
      overflow: hidden auto;
    }
    .rail,
    .vitals {
      display: none;
    }
    .left-tabs {
      margin-left: 16px;
    }
    .side,
    .lab[data-console] .side {
      display: contents;
    }
    .strip {
      display: grid;
      grid-area: strip;
      border-top: 1px solid var(--line-1);
    }
    .dock-tabs {
      display: flex;
      grid-area: docktabs;
      gap: 4px;
      padding: 0 8px;
      border-top: 1px solid var(--line-1);
    }
    .console {
      display: none;
    }
    .charts,
    .log,
    .faults {
      grid-area: dock;
      border-top: 0;
      max-height: none;
    }
    .lab[data-dock='lag'] :is(.log, .faults),
    .lab[data-dock='time-to-fail'] :is(.log, .faults),
    .lab[data-dock='events'] :is(.charts, .faults),
    .lab[data-dock='faults'] :is(.charts, .log) {
      display: none;
    }
  }

  @container lab (max-width: 839px) {
    .lab {
      grid-template:
        'bar' 44px
        'strip' 72px
        'tabs' 45px
        'top' auto
        'content' minmax(0, 1fr)
        'act' auto
        'transport' 64px / minmax(0, 1fr);
      background: var(--surface-page);
    }
    .lab[data-console] {
      grid-template:
        'bar' 44px
        'strip' 72px
        'tabs' 45px
        'top' auto
        'content' minmax(0, 1fr)
        'act' auto
        'transport' 64px / minmax(0, 1fr);
    }
    .left,
    .side,
    .lab[data-console] :is(.left, .side) {
      display: contents;
    }
    .left-tabs,
    .rail,
    .vitals {
      display: none;
    }
    .why,
    .lab[data-console] .why {
      grid-area: content;
      align-self: stretch;
      max-height: none;
      border: 0;
      box-shadow: none;
    }
    .open-console {
      grid-area: content;
      border: 0;
      box-shadow: none;
    }
    .lab:not([data-tab='console']) .open-console {
      display: none;
    }
    .strip {
      display: grid;
      grid-area: strip;
      border-bottom: 1px solid var(--line-1);
    }
    .tabs {
      display: grid;
      grid-area: tabs;
      grid-auto-flow: column;
      grid-auto-columns: 1fr;
      background: var(--surface-panel);
      border-bottom: 1px solid var(--line-1);
    }
    .tab {
      padding: 0;
      font-size: var(--text-read);
    }
    .lab[data-console] .tab {
      font-size: var(--text-base);
    }
    .guide,
    .files,
    .stage-box,
    .log,
    .charts {
      grid-area: content;
      border: 0;
    }
    .console,
    .faults {
      grid-area: top;
      background: var(--surface-panel);
      border: 0;
    }
    .guide,
    .files {
      background: var(--surface-panel);
    }
    .lab[data-left] :is(.guide, .files) {
      display: block;
    }
    .lab:not([data-tab='guide']) .guide,
    .lab:not([data-tab='disks']) .files,
    .lab:not([data-tab='clusters']) .stage-box,
    .lab:not([data-tab='events']) :is(.log, .faults),
    .lab:not([data-tab='charts']) :is(.charts, .console) {
      display: none;
    }
    .lab[data-tab='events'] .faults {
      display: grid;
      max-height: 180px;
    }
    .charts {
      overflow: hidden auto;
    }
    .stage-box {
      grid-template-rows: auto;
    }
    lab-stage {
      height: auto;
      min-height: 100%;
    }
    .act-bar {
      display: grid;
      grid-area: act;
      gap: 6px;
      padding: 8px 12px 0;
      background: var(--surface-page);
    }
    .act-note {
      font-size: var(--text-base);
      line-height: 1.35;
      color: var(--ink-2);
    }
    .lab[data-tab='guide'] .act-note {
      display: none;
    }
    /* Read out, but the room is the view's own. */
    .lab:not([data-tab='clusters']) .act-note {
      position: absolute;
      clip-path: inset(50%);
    }
    .act-bar .btn {
      min-height: 48px;
      font-size: var(--text-lead);
    }
    .transport {
      background: var(--surface-page);
    }
  }
`;
