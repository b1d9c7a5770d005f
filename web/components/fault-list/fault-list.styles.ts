import { css } from 'lit';

/** What stands, a line each; folded, the newest fault and the newest alarm. */
export const faultListStyles = css`
  :host {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: start;
    gap: 4px 10px;
    min-height: 40px;
    padding: 7px 16px;
  }
  h3 {
    font-size: var(--text-small);
    font-weight: 600;
  }
  h3 span {
    font-weight: 400;
    color: var(--ink-2);
  }
  h3,
  p {
    line-height: 24px;
  }
  .link-btn {
    min-height: 24px;
    font-size: var(--text-small);
    white-space: nowrap;
  }
  .head,
  ul {
    display: grid;
    row-gap: 4px;
    min-width: 0;
  }
  .head {
    justify-items: start;
  }
  li {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    min-height: 24px;
    font-size: var(--text-small);
  }
  li b {
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  li .muted {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  li .ico {
    width: 12px;
    height: 12px;
    color: var(--state-failed);
  }
  li .btn {
    margin-left: auto;
  }
  .alarms {
    grid-column: 1 / -1;
  }
  .alarms li {
    align-items: start;
    line-height: 1.4;
  }
  .alarms .shape {
    width: 12px;
    height: 12px;
    margin-top: 3px;
  }
  p {
    font-size: var(--text-small);
    text-align: right;
    color: var(--ink-3);
  }

  /* Folded: two lines, whatever stands. */
  .rest {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-width: 0;
    min-height: 24px;
    font-size: var(--text-small);
  }
  .rest .shape {
    width: 12px;
    height: 12px;
    margin-right: 6px;
  }
  .newest {
    display: flex;
    align-items: center;
    min-width: 0;
  }
  .newest span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .newest .why-button {
    flex: none;
    margin-left: 6px;
  }
  .more {
    flex: none;
    margin-left: auto;
  }
  @media (pointer: coarse) {
    .link-btn,
    li {
      min-height: var(--target);
    }
    h3,
    p {
      line-height: var(--target);
    }
  }
`;
