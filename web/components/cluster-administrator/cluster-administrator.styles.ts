import { css } from 'lit';

/** Tree and table above, the dialog below them; on a narrow lab the dialog takes their place. */
export const clusterAdministratorStyles = css`
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
    grid-template: minmax(0, 1fr) / minmax(150px, 196px) minmax(0, 1fr);
    min-height: 0;
  }
  .inside.has-dialog .views {
    flex: 1 1 0;
    min-height: 96px;
  }
  lab-console-tree {
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
  .tools:empty {
    display: none;
  }
  .rows {
    flex: 1;
    min-height: 0;
    overflow: auto;
    scrollbar-width: thin;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 2px 8px;
    border-bottom: 1px solid var(--line-1);
    text-align: left;
    font-weight: 400;
    vertical-align: middle;
  }
  td {
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 5px 8px;
    background: var(--surface-panel);
    color: var(--ink-3);
    font-size: var(--text-small);
  }
  tbody th {
    padding: 1px 0;
  }
  .name {
    display: inline-block;
    padding: 5px 9px;
  }
  thead th:first-child {
    padding-left: 9px;
  }
  tbody th {
    min-width: 120px;
  }
  .words {
    display: grid;
    overflow-wrap: break-word;
  }
  .words small {
    color: var(--ink-3);
    font-size: var(--text-micro);
  }
  .narrow-only {
    display: none;
  }
  .is-narrow .wide-only {
    display: none;
  }
  .is-narrow .narrow-only {
    display: block;
  }
  .card {
    display: block;
    white-space: nowrap;
  }
  .empty {
    padding: 16px;
    color: var(--ink-3);
  }
  lab-console-dialog {
    flex: 0 1 auto;
    min-height: 0;
    max-height: calc(100% - 96px);
    border-top: 1px solid var(--line-2);
    box-shadow: var(--shadow-2);
  }
  .answer {
    margin-top: 4px;
    color: var(--state-failed);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }

  @container lab (max-width: 1199px) {
    .views {
      grid-template: minmax(120px, 2fr) minmax(0, 3fr) / minmax(0, 1fr);
    }
    lab-console-tree {
      border-right: 0;
      border-bottom: 1px solid var(--line-2);
    }
    .inside.has-dialog .views {
      grid-template-rows: minmax(0, 1fr);
    }
    .inside.has-dialog lab-console-tree {
      display: none;
    }
    .wide-only {
      display: none;
    }
    .narrow-only {
      display: block;
    }
  }
  @container lab (max-width: 839px) {
    .inside.has-dialog .views,
    .inside.has-dialog > lab-console-lines {
      display: none;
    }
    lab-console-dialog {
      flex: 1;
      max-height: none;
      border-top: 0;
      box-shadow: none;
    }
    .tools .btn {
      min-height: 44px;
    }
    thead th,
    td {
      padding-inline: 4px;
    }
  }
`;
