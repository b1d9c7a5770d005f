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
    position: absolute;
    z-index: 20;
    top: calc(100% + 6px);
    left: 0;
    width: max-content;
    max-width: min(320px, 88vw);
    padding: 6px;
    border-radius: var(--radius-3);
    background: var(--surface-raised);
    box-shadow: var(--shadow-2);
    outline: 1px solid var(--line-2);
    font-size: var(--text-base);
    color: var(--ink-1);
  }
  :host([side='end']) .menu {
    left: auto;
    right: 0;
  }
  :host([side='center']) .menu {
    left: 50%;
    transform: translateX(-50%);
  }
  :host([above]) .menu {
    top: auto;
    bottom: calc(100% + 6px);
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
    white-space: nowrap;
    align-content: center;
    cursor: pointer;
  }
  .choice span {
    font-weight: var(--weight-medium);
  }
  .choice code {
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  .choice:hover {
    background: var(--surface-sunken);
  }
`;
