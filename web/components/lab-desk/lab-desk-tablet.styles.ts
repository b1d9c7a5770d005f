import { css } from 'lit';

/** From 840 px: two columns, a strip and a dock in place of the right column and the charts. */
export const tabletStyles = css`
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
    /* There is room for one of both. */
    lab-event-log {
      flex: 1 1 0;
    }
    .log:has(lab-line-prompt[has-output]) lab-event-log {
      display: none;
    }
    /* Beside the log's head: so there are rows to read. */
    .log {
      position: relative;
      --beside: min(340px, 100% - 360px);
    }
    lab-event-log {
      --head-beside: calc(var(--beside) + 8px);
    }
    lab-line-prompt:not([has-output]) {
      position: absolute;
      top: -3px;
      right: 0;
      width: var(--beside);
    }
    lab-line-prompt[has-output] {
      flex: 1;
    }
    .lab[data-dock='lag'] :is(.log, .faults),
    .lab[data-dock='time-to-fail'] :is(.log, .faults),
    .lab[data-dock='events'] :is(.charts, .faults),
    .lab[data-dock='faults'] :is(.charts, .log) {
      display: none;
    }
  }
`;
