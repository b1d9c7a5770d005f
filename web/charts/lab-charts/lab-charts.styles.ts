import { css } from 'lit';

/** Ink, areas and lines of the charts. */
export const labChartsStyles = css`
  :host {
    display: block;
    position: relative;
    background: var(--surface-panel);
    min-width: 0;
    overflow: hidden;
  }
  svg.plot {
    display: block;
    touch-action: pan-y;
    cursor: crosshair;
  }
  svg.plot.is-short {
    cursor: default;
  }
  text {
    font-family: var(--font-ui);
    fill: var(--ink-2);
    pointer-events: none;
    user-select: none;
  }
  .t-tick {
    font-size: 10.5px;
    fill: var(--ink-3);
    font-variant-numeric: tabular-nums;
  }
  .t-sub {
    font-size: 11px;
    fill: var(--ink-3);
  }
  .t-sub,
  .t-strong,
  .t-title {
    /* Words stay whole where a line crosses them. */
    paint-order: stroke;
    stroke: var(--surface-panel);
    stroke-width: 4px;
    stroke-linejoin: round;
  }
  .t-ink {
    fill: var(--ink-2);
  }
  .t-strong {
    font-size: 12px;
    font-weight: 600;
    fill: var(--ink-1);
  }
  .t-failed {
    fill: var(--state-failed);
  }
  .t-caution {
    fill: var(--state-caution);
  }
  .t-title {
    font-size: 12px;
    font-weight: 500;
  }
  .t-title.t-num {
    font-weight: 600;
    fill: var(--ink-1);
  }
  .t-val {
    font-size: 18px;
    font-weight: 600;
    fill: var(--ink-1);
    letter-spacing: -0.01em;
    font-variant-numeric: tabular-nums;
  }
  .t-val.is-small {
    font-size: 15px;
  }
  .grid {
    stroke: var(--line-1);
    fill: none;
  }
  .base {
    stroke: var(--line-3);
  }
  .future {
    fill: var(--surface-page);
  }
  .a-lag {
    fill: var(--replication-soft);
  }
  .l-lag {
    fill: none;
    stroke: var(--replication);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .l-applied {
    fill: none;
    stroke: var(--ink-1);
    stroke-width: 2.5;
    stroke-linecap: round;
    stroke-dasharray: 0 5;
  }
  .a-ok {
    fill: var(--state-ok-soft);
  }
  .a-caution {
    fill: url(#hatch-caution);
  }
  .l-ttf {
    fill: none;
    stroke: var(--ink-2);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .l75 {
    stroke: var(--state-caution);
    stroke-dasharray: 5 3;
  }
  .l0 {
    stroke: var(--state-failed);
    stroke-width: 1.25;
  }
  .l-zero {
    stroke: var(--state-failed);
    stroke-width: 4;
  }
  .l-prompt {
    stroke: var(--state-pending);
    stroke-width: 4;
    stroke-dasharray: 4 3;
  }
  .l-project {
    stroke: var(--ink-3);
    stroke-width: 1.5;
    stroke-dasharray: 2 4;
    fill: none;
  }
  .dot-project {
    fill: var(--surface-panel);
    stroke: var(--state-failed);
    stroke-width: 1.5;
  }
  .rep {
    fill: var(--state-ok);
  }
  .miss {
    stroke: var(--state-failed);
    stroke-width: 2;
    fill: none;
    stroke-linecap: round;
  }
  .own-first {
    fill: var(--first-cluster);
  }
  .own-second {
    fill: url(#dots-second);
  }
  .own-none {
    fill: url(#hatch);
  }
  .own-both {
    fill: url(#split-both);
    stroke: var(--state-failed);
    stroke-width: 1.5;
    stroke-dasharray: 4 3;
  }
  text.own-t {
    font-size: 10.5px;
    font-weight: 600;
    fill: var(--surface-card);
    paint-order: stroke;
  }
  text.own-second {
    stroke: var(--second-cluster);
    stroke-width: 5px;
  }
  text.own-none,
  text.own-both {
    fill: var(--ink-1);
    stroke: var(--surface-panel);
    stroke-width: 6px;
    stroke-dasharray: none;
  }
  .fact {
    stroke-dasharray: 2 2;
    fill: none;
  }
  .fact-fault {
    stroke: var(--state-failed);
  }
  .fact-takeover {
    stroke: var(--second-cluster);
  }
  .outage {
    stroke: var(--ink-2);
    stroke-width: 1.25;
    fill: none;
  }
  .cross {
    stroke: var(--ink-1);
    stroke-width: 1.25;
    fill: none;
  }
  .cross.is-hover {
    stroke: var(--ink-3);
    stroke-dasharray: 3 3;
  }
  .dot {
    fill: var(--surface-panel);
    stroke-width: 2.25;
  }
  .dot-lag {
    stroke: var(--replication);
  }
  .dot-ok {
    stroke: var(--state-ok);
  }
  .dot-caution {
    stroke: var(--state-caution);
    fill: var(--state-caution-fill);
  }
  .dot-failed {
    fill: var(--state-failed);
    stroke: var(--surface-panel);
    stroke-width: 1.5;
  }
  .now rect {
    fill: var(--ink-1);
  }
  .now text {
    font: 600 11px var(--font-mono);
    fill: var(--surface-panel);
  }
  .l-limit {
    stroke: var(--ink-2);
    stroke-dasharray: 6 3;
    fill: none;
  }
  .field {
    position: absolute;
    top: 0;
    touch-action: pan-y;
    cursor: crosshair;
  }
  .reading {
    position: absolute;
    top: 14px;
    display: grid;
    max-width: 260px;
    padding: 4px 8px;
    border: 1px solid var(--line-3);
    border-radius: var(--radius-2);
    background: var(--surface-raised);
    color: var(--ink-1);
    font-size: var(--text-micro);
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  .measure {
    position: absolute;
    left: 10px;
    max-width: 160px;
    min-height: 20px;
    padding: 0;
    border: 0;
    /* On a phone it stands above its lane, where lines would cross its words. */
    background: linear-gradient(var(--surface-panel) 0 0) no-repeat center / 100% 18px;
    color: var(--ink-2);
    font: 500 var(--text-small) / 1.2 var(--font-ui);
    cursor: pointer;
  }
  @media (pointer: coarse) {
    .measure {
      min-height: var(--target);
      margin-top: -10px; /* its words stay where they were */
    }
  }
  .table-switch {
    position: absolute;
    right: 10px;
    top: 6px;
    z-index: 1; /* over the table, which it closes */
    background: linear-gradient(var(--surface-panel) 0 0) no-repeat center / 100% 20px; /* no line crosses its word */
  }
  .table-box {
    position: absolute;
    inset: 0;
    overflow: auto;
    padding: 8px 16px;
    background: var(--surface-panel);
  }
  .table-box section {
    display: inline-block;
    vertical-align: top;
    width: 340px;
    max-width: 100%;
    margin: 0 16px 16px 0;
  }
  .table-box p {
    margin: 0 60px 6px 0;
    font-size: var(--text-small);
  }
  table {
    border-collapse: collapse;
    font-size: var(--text-small);
  }
  caption {
    text-align: left;
    color: var(--ink-3);
    padding-bottom: 4px;
  }
  th,
  td {
    text-align: left;
    padding: 2px 14px 2px 0;
    border-bottom: 1px solid var(--line-1);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  th {
    font-weight: 500;
    color: var(--ink-2);
  }
  @container lab (max-width: 839px) {
    table {
      width: 100%;
    }
    .table-box {
      overflow: hidden auto;
    }
    .table-box :is(th, td) {
      padding: 4px 8px 4px 0;
      white-space: normal;
      vertical-align: bottom;
    }
  }
`;
