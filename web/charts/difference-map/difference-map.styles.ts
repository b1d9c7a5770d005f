import { css } from 'lit';

/** A heading with its switch, the sentence, then the map with its marks, or the table. */
export const differenceMapStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-height: 32px;
  }
  h3 {
    font-size: var(--text-small);
    font-weight: var(--weight-strong);
  }
  p {
    margin: 2px 0 6px;
    font-size: var(--text-small);
    color: var(--ink-2);
    font-variant-numeric: tabular-nums;
  }
  lab-block-map {
    height: 88px;
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    margin-top: 6px;
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  li {
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
  /* As the map draws them. */
  .mark {
    flex: none;
    width: 9px;
    height: 9px;
    forced-color-adjust: none;
  }
  .equal {
    border: 1px solid var(--block-same);
  }
  .differs {
    background: var(--state-pending);
    clip-path: polygon(0 0, 0 100%, 100% 100%);
  }
  .onlyFirst {
    background: var(--first-cluster);
    clip-path: inset(0 50% 0 0);
  }
  .onlySecond {
    background: var(--second-cluster);
    clip-path: inset(0 0 50% 0);
  }
  table {
    width: 100%;
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
    padding: 3px 10px 3px 0;
    border-bottom: 1px solid var(--line-1);
    text-align: left;
    vertical-align: top;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  th {
    font-weight: 500;
    color: var(--ink-2);
  }
  /* Paths may break anywhere; a heading's words stay whole. */
  thead th {
    overflow-wrap: normal;
  }
  tr > :last-child {
    padding-right: 0;
  }
`;
