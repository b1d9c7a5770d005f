import { css } from 'lit';

import { consoleSessionStyles } from '../console-session/console-session.styles.ts';

const ownStyles = css`
  .views {
    grid-template-columns: minmax(150px, 226px) minmax(0, 1fr);
  }
  .detail {
    container: detail / inline-size;
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
  th,
  td {
    padding-block: 2px;
    vertical-align: middle;
    overflow-wrap: break-word; /* a word alone is no reason to break it: the name gives way */
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    padding-block: 5px;
    background: var(--surface-panel);
    overflow-wrap: normal;
    white-space: nowrap;
  }
  tbody th {
    min-width: 120px;
    padding: 1px 0;
  }
  tbody th:first-child {
    padding-left: 0;
  }
  thead th:first-child {
    padding-left: 9px;
  }
  .name {
    display: inline-block;
    padding: 5px 9px;
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

  /* State and owner stay in sight: the type gives way. */
  @container detail (max-width: 479px) {
    .wide-only {
      display: none;
    }
    .narrow-only {
      display: block;
    }
  }
  @container lab (max-width: 1199px) {
    .views {
      grid-template: minmax(120px, 2fr) minmax(0, 3fr) / minmax(0, 1fr);
    }
  }
  @container lab (max-width: 839px) {
    thead th,
    td {
      padding-inline: 4px;
    }
  }
`;

/** Cluster Administrator: both clusters on the left, a table on the right. */
export const clusterAdministratorStyles = [consoleSessionStyles, ownStyles];
