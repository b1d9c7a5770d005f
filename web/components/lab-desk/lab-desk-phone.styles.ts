import { css } from 'lit';

/** Below 840 px: one view at a time, and what is to be done below it. */
export const phoneStyles = css`
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
    .faults,
    .badge {
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
    .lab:not([data-tab='console']) .badge {
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
      /* More than the ring that glows. */
      gap: 12px;
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
