import { css } from 'lit';

/** What consoles share: a list on the left, what it names on the right, and the foot below; one column when narrow. */
export const consoleSessionStyles = css`
  :host {
    display: grid;
    min-width: 0;
    min-height: 0;
  }
  .inside {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .views {
    display: grid;
    flex: 1 1 auto;
    grid-template: minmax(0, 1fr) / minmax(130px, 168px) minmax(0, 1fr);
    min-height: 0;
  }
  .inside.has-dialog .views {
    flex: 1 1 0;
    min-height: 96px;
  }
  .views > lab-console-tree {
    border-right: 1px solid var(--line-1);
  }
  .detail {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .tools {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    padding: 6px 12px;
    border-bottom: 1px solid var(--line-1);
  }
  .tools h3 {
    flex: 1;
    min-width: 0;
    font-weight: var(--weight-medium);
    overflow-wrap: anywhere;
  }
  .body {
    flex: 1;
    min-height: 0;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  h4,
  .part {
    padding: 10px 12px 4px;
    font-weight: var(--weight-medium);
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 4px 8px;
    border-bottom: 1px solid var(--line-1);
    text-align: left;
    font-weight: 400;
    overflow-wrap: anywhere;
  }
  td {
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  thead th {
    color: var(--ink-3);
    font-size: var(--text-small);
  }
  th:first-child {
    padding-left: 12px;
  }
  tbody th:has(lab-console-menu) {
    padding: 1px 0 1px 4px;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(132px, 1fr));
    gap: 10px 12px;
    padding: 10px 12px;
  }
  .facts dt {
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  .facts dd {
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .empty {
    padding: 12px;
    color: var(--ink-3);
  }
  lab-console-dialog {
    flex: 0 1 auto;
    min-height: 0;
    max-height: calc(100% - 96px);
    border-top: 1px solid var(--line-2);
    box-shadow: var(--shadow-2);
  }
  .reading {
    display: flex;
    flex: none;
    flex-direction: column;
    max-height: 50%;
    border-top: 1px solid var(--line-2);
  }
  .reading header {
    display: flex;
    align-items: center;
    padding: 2px 8px 2px 16px;
  }
  .reading h3 {
    flex: 1;
    font-weight: var(--weight-strong);
  }
  pre {
    margin: 0;
    padding: 0 16px 10px;
    overflow: auto;
    font: 400 var(--text-small) / 1.45 var(--font-mono);
    scrollbar-width: thin;
  }
  pre:focus-visible {
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  .answer {
    margin-top: 4px;
    color: var(--state-failed);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }

  @container lab (max-width: 1199px) {
    .views {
      grid-template: fit-content(190px) minmax(0, 1fr) / minmax(0, 1fr);
    }
    .views > lab-console-tree {
      border-right: 0;
      border-bottom: 1px solid var(--line-2);
    }
    .inside.has-dialog .views {
      grid-template-rows: minmax(0, 1fr);
    }
    .inside.has-dialog .views > lab-console-tree {
      display: none;
    }
  }
  @container lab (max-width: 839px) {
    .views {
      grid-template-rows: fit-content(144px) minmax(0, 1fr);
    }
    .inside.has-dialog .views,
    .inside.has-dialog .tools {
      display: none;
    }
    lab-console-dialog {
      flex: 1;
      max-height: none;
      border-top: 0;
      box-shadow: none;
    }
    .tools .btn,
    .reading .btn {
      min-height: 44px;
    }
  }
`;
