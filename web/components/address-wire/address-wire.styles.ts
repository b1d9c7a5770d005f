import { css } from 'lit';

/** Text and beads as both wires draw them. */
export const wireText = css`
  svg text {
    font-family: var(--font-ui);
    fill: var(--ink-2);
  }
  svg .t-strong {
    font-size: 12px;
    font-weight: 600;
    fill: var(--ink-1);
  }
  svg .t-sub {
    font-size: 11px;
    fill: var(--ink-3);
  }
  svg .t-mono {
    font: 500 12px var(--font-mono);
    fill: var(--ink-1);
  }
  svg .t-net {
    font: 500 10.5px var(--font-mono);
    fill: var(--ink-3);
    letter-spacing: 0.02em;
  }
  svg .t-num {
    font-size: 13px;
    font-weight: 600;
    fill: var(--ink-1);
    font-variant-numeric: tabular-nums;
  }
  .bead rect {
    fill: var(--surface-card);
    stroke: var(--replication);
    stroke-width: 1.3;
  }
  svg .bead text {
    font: 600 10.5px var(--font-mono);
    fill: var(--ink-1);
    text-anchor: middle;
  }
`;

export const addressWireStyles = [
  wireText,
  css`
    :host {
      display: block;
      height: 104px;
    }
    .sky {
      display: block;
      overflow: visible;
    }
    .client {
      fill: none;
      stroke: var(--clients);
      stroke-width: 1.2;
      stroke-linecap: round;
    }
    .is-served .client {
      fill: var(--clients);
    }
    .drop {
      stroke: var(--line-3);
      stroke-width: 1.5;
      fill: none;
    }
    .is-waiting .drop {
      stroke-dasharray: 3 3;
    }
    .join {
      fill: var(--line-3);
    }
    .wire path {
      stroke: var(--ink-2);
      stroke-width: 1.75;
      fill: none;
    }
    .wire .pole {
      stroke-width: 2.5;
      stroke-linecap: round;
    }
    .plate {
      fill: var(--plate);
      stroke: var(--plate);
      stroke-width: 1.5;
    }
    .plate-rim,
    .dock-rim {
      fill: var(--surface-page);
    }
    .wheel {
      fill: var(--plate);
      stroke: var(--surface-page);
      stroke-width: 2;
    }
    .hanger {
      stroke: var(--plate);
      stroke-width: 2;
      fill: none;
    }
    .plate-split {
      stroke: var(--plate-ink);
      stroke-opacity: 0.35;
      stroke-width: 1;
    }
    svg .plate-name {
      fill: var(--plate-ink);
      text-anchor: middle;
      font-size: 12px;
      font-weight: 500;
      letter-spacing: 0.01em;
    }
    svg .plate-addr {
      fill: var(--plate-ink);
      text-anchor: middle;
      font: 600 15px var(--font-mono);
      letter-spacing: 0.01em;
    }
    .is-silent .plate,
    .is-travels .plate {
      fill: var(--surface-page);
      stroke: var(--plate);
      stroke-dasharray: 5 3;
    }
    .is-travels .plate-rim {
      fill: none;
    }
    svg .is-silent text,
    svg .is-travels text {
      fill: var(--plate);
    }
    .is-silent .plate-split,
    .is-travels .plate-split {
      stroke: var(--plate);
    }
    .plate-name-off {
      fill: var(--surface-page);
      stroke: var(--plate);
      stroke-width: 1.5;
      stroke-dasharray: 4 3;
    }
    svg .no-name .plate-name {
      fill: var(--ink-3);
      font-weight: 400;
    }
    .clash {
      stroke: var(--state-failed);
      stroke-width: 2;
      fill: none;
      stroke-dasharray: 4 3;
    }
    svg .t-clash {
      fill: var(--state-failed);
      font-size: 11px;
      font-weight: 600;
      text-anchor: middle;
    }
    .dock-line {
      fill: var(--surface-page);
      stroke: var(--line-3);
      stroke-width: 1.5;
      stroke-dasharray: 4 4;
    }
    svg .dock text {
      text-anchor: middle;
      font-size: 11.5px;
      fill: var(--ink-3);
    }
    .flowhead,
    .ping-head {
      fill: none;
      stroke: var(--clients);
      stroke-width: 1.5;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .ping-line {
      stroke: var(--second-cluster);
      stroke-width: 1.25;
      stroke-dasharray: 1.5 4;
      stroke-linecap: round;
      fill: none;
    }
    .ping-head {
      stroke: var(--second-cluster);
    }
    .ping-reply {
      fill: var(--state-ok);
      stroke: var(--surface-page);
      stroke-width: 2;
    }
    .ping-x {
      stroke: var(--state-failed);
      stroke-width: 2;
      stroke-linecap: round;
    }
    svg .ping text {
      font-size: 11px;
      fill: var(--ink-3);
      text-anchor: middle;
      font-variant-numeric: tabular-nums;
    }
    svg .ping.is-missed text {
      fill: var(--state-failed);
      font-weight: 600;
    }
    svg text.is-start,
    svg .ping text.is-start {
      text-anchor: start;
    }
    .trail circle {
      fill: var(--plate);
      opacity: 0.5;
    }
  `,
];
