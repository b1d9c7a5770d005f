import { css } from 'lit';

/** A menu above everything else, `.menu`, and what it offers, `.choice` each. */
export const menuStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    width: max-content;
    max-width: min(340px, calc(100vw - 12px));
    max-height: calc(100vh - 12px);
    padding: 6px;
    border: 1px solid var(--line-2);
    border-radius: var(--radius-3);
    background: var(--surface-raised);
    box-shadow: var(--shadow-2);
    color: var(--ink-1);
    overflow: hidden auto;
  }
  .choice {
    display: grid;
    align-content: center;
    gap: 1px;
    width: 100%;
    min-height: 44px;
    padding: 6px 8px;
    border: 0;
    border-radius: var(--radius-2);
    background: none;
    text-align: left;
    cursor: pointer;
  }
  .choice span {
    font-weight: var(--weight-medium);
  }
  .choice code,
  .choice small {
    color: var(--ink-2);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  .choice:hover {
    background: var(--surface-sunken);
  }
`;
