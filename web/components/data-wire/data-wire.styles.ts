import { css } from 'lit';

import { wireText } from '../address-wire/address-wire.styles.ts';

export const dataWireStyles = [
  wireText,
  css`
    :host {
      position: relative;
      display: block;
      min-width: 0;
      height: 142px;
    }
    :host([size='compact']) {
      height: 104px;
      --wire-at: 53px;
    }
    :host([size='mini']) {
      height: 66px;
      --wire-at: 18px;
    }
    :host([size='column']) {
      height: 96px;
    }
    .link {
      display: block;
      overflow: visible;
    }
    .link-faults {
      position: absolute;
      right: 10px;
      top: var(--wire-at, 72px);
      z-index: 5;
      transform: translateY(-50%);
    }
    .link-faults .btn {
      border: 1px solid var(--line-2);
      border-radius: 50%;
      background: var(--surface-page);
    }
    .link-faults.is-back {
      right: auto;
      left: 10px;
    }
    :host([size='column']) .link-faults {
      right: 34px;
      left: auto;
      top: auto;
      bottom: 6px;
      transform: translateX(50%);
    }
    .data-wire {
      stroke: var(--replication);
      stroke-width: 1.75;
      fill: none;
    }
    .data-wire.is-idle {
      stroke: var(--line-3);
      stroke-dasharray: 4 5;
    }
    .data-done {
      stroke: var(--state-ok);
      stroke-width: 4;
      fill: none;
    }
    .port {
      stroke: var(--replication);
      stroke-width: 3;
      stroke-linecap: round;
    }
    .queue-box {
      fill: var(--surface-page);
      stroke: var(--line-3);
      stroke-width: 1;
    }
    .is-stranded .queue-box {
      stroke: var(--state-failed);
      stroke-dasharray: 4 3;
    }
    .bead.is-data rect {
      fill: var(--replication-soft);
    }
    .bead.is-lost rect {
      fill: var(--state-failed-soft);
      stroke: var(--state-failed);
      stroke-width: 1.6;
    }
    svg .bead.is-lost text {
      fill: var(--state-failed);
    }
    svg .t-more {
      font: 600 10.5px var(--font-mono);
      fill: var(--ink-2);
    }
    .is-stranded .t-more {
      fill: var(--state-failed);
    }
    .packet {
      fill: none;
      stroke: var(--replication);
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .blk rect {
      fill: var(--surface-card);
      stroke: var(--replication);
      stroke-width: 1.4;
    }
    .blk path {
      fill: none;
      stroke: var(--replication);
      stroke-width: 1.5;
    }
    .break {
      stroke: var(--state-failed);
      stroke-width: 2;
    }
  `,
];
