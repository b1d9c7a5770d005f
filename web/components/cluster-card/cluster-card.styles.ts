import { css } from 'lit';

import { clusterSizes } from './cluster-sizes.styles.ts';

export const clusterCardStyles = [
  css`
    :host {
      display: block;
      min-width: 0;
    }
    .cluster {
      position: relative;
      display: flex;
      flex-direction: column;
      height: 100%;
      padding: 19px 12px 9px;
      border-radius: var(--radius-3);
      border-top: 2px solid var(--first-cluster);
      outline: var(--card-outline);
      outline-offset: -1px;
      background: var(--surface-card);
      box-shadow: var(--shadow-1);
      color: var(--ink-1);
      transition:
        background var(--motion-calm) var(--ease-out),
        color var(--motion-calm) var(--ease-out);
    }
    .cluster--second {
      border-top-color: var(--second-cluster);
    }
    .lights-out {
      box-shadow: none;
      border-top-color: var(--line-3);
      outline: var(--lights-outline);
    }
    .groups {
      flex: 1 1 auto;
      min-height: 0;
      overflow: hidden auto; /* more groups than fit: the card keeps its place */
    }
    .cluster-head {
      display: flex;
      flex: none;
      align-items: center;
      gap: 8px;
      height: 20px;
    }
    .cluster-head h3 {
      font-weight: var(--weight-strong);
      font-size: var(--text-read);
      white-space: nowrap;
    }
    .cluster-role {
      margin-left: auto;
      color: var(--ink-3);
      font-size: var(--text-small);
      white-space: nowrap;
    }
    .site-faults {
      margin: -4px -6px -4px -4px;
    }
    .badge {
      display: inline-grid;
      place-items: center;
      flex: none;
      width: 20px;
      height: 20px;
      font-size: 11px;
      font-weight: 700;
      color: var(--surface-card);
      background: var(--first-cluster);
      border-radius: 50%;
    }
    .badge--second {
      background: var(--second-cluster);
      border-radius: 5px;
    }

    .nodes {
      display: grid;
      flex: none;
      grid-template-columns: minmax(0, 1fr) 58px minmax(0, 1fr);
      margin-top: 7px;
    }
    .node {
      position: relative;
      border-radius: var(--radius-2);
      box-shadow: inset 0 0 0 1px var(--line-2);
      font-size: var(--text-small);
      line-height: 1.42;
    }
    .node.is-owner {
      box-shadow: inset 0 0 0 1.5px var(--ink-2);
    }
    .node.is-owner::after {
      content: '';
      position: absolute;
      left: 50%;
      bottom: -10px;
      height: 10px;
      border-left: 1.5px solid var(--ink-2);
    }
    .node.is-down {
      box-shadow: none;
      outline: 1px dashed var(--line-3);
      outline-offset: -1px;
    }
    .node.is-down::after {
      border-left: 1.5px dashed var(--line-3);
    }
    .node-face {
      display: block;
      padding: 5px 8px;
      font-size: var(--text-small);
      line-height: 1.42;
    }
    .node-face > span {
      display: flex;
    }
    .node-top {
      justify-content: space-between;
      gap: 4px;
    }
    .node-top b {
      display: inline-flex;
      align-items: center;
      gap: 5px;
      font-weight: var(--weight-strong);
      font-size: var(--text-base);
    }
    .watch {
      display: inline-flex;
      color: var(--second-cluster);
    }
    .watch .ico {
      width: 14px;
      height: 14px;
    }
    .node-owns {
      display: block !important;
      color: var(--ink-2);
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .node-svc {
      gap: 6px;
      color: var(--ink-3);
      font-size: var(--text-micro);
      white-space: nowrap;
    }
    .node-svc > span {
      display: inline-flex;
      align-items: center;
      gap: 3px;
      color: var(--ink-3);
    }
    .node-svc .shape {
      width: 7px;
      height: 7px;
    }
    .beat {
      display: grid;
      place-content: center;
      justify-items: center;
      gap: 3px;
      position: relative;
      font: 10.5px var(--font-mono);
      color: var(--ink-3);
    }
    .beat::before {
      content: '';
      position: absolute;
      left: 0;
      right: 0;
      top: 50%;
      border-top: 1.5px solid var(--line-3);
      transform: translateY(-8px);
    }
    .beat.is-still::before {
      border-top-style: dashed;
    }
    .heart {
      position: relative;
      width: 17px;
      height: 13px;
      padding: 0 1px;
      color: var(--state-ok);
      background: var(--surface-card);
    }
    .is-still .heart {
      color: var(--ink-3);
    }

    .group {
      margin-top: 10px;
      padding: 7px 10px 6px;
      border-radius: var(--radius-2);
      box-shadow: inset 0 0 0 1px var(--line-2);
    }
    .lights-out .group {
      box-shadow: none;
      outline: 1px dashed var(--line-3);
      outline-offset: -1px;
    }
    .group header {
      display: flex;
      align-items: center;
      gap: 6px;
      padding-bottom: 5px;
      white-space: nowrap;
    }
    .group header b {
      flex: none;
      max-width: 70%;
      font-weight: var(--weight-strong);
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .group header .muted {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      font-size: var(--text-small);
    }
    .group header :is(.state, .why-button):last-child {
      margin-left: auto;
    }
    .group header .why-button {
      margin-block: -5px;
    }
    .group header .state {
      font-weight: var(--weight-medium);
      color: var(--ink-1);
    }
    .group-hint {
      color: var(--ink-3);
      font-size: var(--text-small);
    }
    .res {
      position: relative;
      padding: 2.5px 0;
      border-top: 1px solid var(--line-1);
      line-height: 1.25;
    }
    .res-face {
      display: grid;
      line-height: 1.25;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
    }
    .res:hover {
      background: var(--surface-sunken);
    }
    .res-name {
      font-size: 12.5px;
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .res-val {
      grid-row: 2;
      grid-column: 1;
      color: var(--ink-3);
      font: 400 var(--text-micro) / 1.22 var(--font-mono);
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .res .state {
      grid-row: 1 / 3;
      grid-column: 2;
      flex-direction: row-reverse;
      padding-left: 8px;
    }
    .res--dep {
      padding-left: 16px;
    }
    .res--dep::before {
      content: '';
      position: absolute;
      left: 3px;
      top: -3px;
      height: 17px;
      width: 8px;
      border-left: 1.5px solid var(--line-3);
      border-bottom: 1.5px solid var(--line-3);
      border-bottom-left-radius: 5px;
    }
    .res.is-quiet .res-name {
      color: var(--ink-2);
    }
    .group--empty {
      display: grid;
      place-content: center;
      text-align: center;
      min-height: 176px;
      box-shadow: none;
      outline: 1.5px dashed var(--line-2);
      outline-offset: -1px;
    }
    .group--empty p {
      display: grid;
      gap: 4px;
      max-width: 250px;
      color: var(--ink-3);
      font-size: var(--text-small);
    }
    .group--empty b {
      color: var(--ink-2);
      font-weight: var(--weight-strong);
    }
    .group--empty code {
      color: var(--ink-2);
      font-size: var(--text-micro);
      overflow-wrap: anywhere;
    }

    @media (forced-colors: active) {
      /* Shadows are forced away: what they drew is drawn by outlines. */
      .node:not(.is-down),
      .cluster:not(.lights-out) .group:not(.group--empty) {
        outline: 1px solid CanvasText;
        outline-offset: -1px;
      }
      .node.is-owner:not(.is-down) {
        outline-width: 2px;
      }
    }
  `,
  clusterSizes,
];
