import { css } from 'lit';

/** The button that opens a menu, and how large the menu of a console is. */
export const consoleMenuStyles = css`
  :host {
    display: inline-block;
    min-width: 0;
  }
  .face {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    justify-content: center;
    min-width: var(--target);
    min-height: var(--target);
    max-width: 100%;
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: var(--radius-2);
    background: none;
    text-align: left;
    cursor: pointer;
  }
  :host([framed]) .face {
    border-color: var(--line-3);
    background: var(--surface-card);
    font-weight: var(--weight-medium);
  }
  :host([faceless]) .face {
    display: none;
  }
  .face:hover {
    background: var(--surface-sunken);
  }
  .face .ico {
    width: 12px;
    height: 12px;
    color: var(--ink-3);
  }
  .menu {
    max-width: min(420px, calc(100vw - 16px));
    max-height: calc(100vh - 16px);
  }
  .choice {
    min-height: max(36px, var(--target));
  }
  @container lab (max-width: 839px) {
    .face,
    .choice {
      min-height: 44px;
    }
  }
`;
