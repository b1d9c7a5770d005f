import { css } from 'lit';

export const faultMenuStyles = css`
  :host {
    position: relative;
    display: block;
  }
  .face {
    display: block;
    width: 100%;
    padding: 0;
    border: 0;
    border-radius: var(--radius-2);
    background: none;
    text-align: inherit;
    line-height: inherit;
    font-size: inherit;
    cursor: pointer;
  }
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
    font-size: var(--text-base);
    color: var(--ink-1);
    overflow: hidden auto;
  }
  .cap {
    padding: 3px 8px 4px;
  }
  .choice {
    display: grid;
    gap: 1px;
    width: 100%;
    min-height: 44px;
    padding: 6px 8px;
    border: 0;
    border-radius: var(--radius-2);
    background: none;
    text-align: left;
    align-content: center;
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
  .choice--why span {
    color: var(--accent);
  }
  .choice:hover {
    background: var(--surface-sunken);
  }
  @media (pointer: coarse) {
    .face {
      min-width: var(--target);
    }
  }
`;
