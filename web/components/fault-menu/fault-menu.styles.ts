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
    font-size: var(--text-base);
  }
  .cap {
    padding: 3px 8px 4px;
  }
  .choice--why span {
    color: var(--accent);
  }
  @media (pointer: coarse) {
    .face {
      min-width: var(--target);
    }
  }
`;
