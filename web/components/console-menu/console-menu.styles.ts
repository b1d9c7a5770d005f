import { css } from 'lit';

/** A menu above everything else, and the button that opens it. */
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
    position: fixed;
    inset: auto;
    margin: 0;
    width: max-content;
    max-width: min(420px, calc(100vw - 16px));
    max-height: calc(100vh - 16px);
    padding: 6px;
    border: 1px solid var(--line-2);
    border-radius: var(--radius-3);
    background: var(--surface-raised);
    color: var(--ink-1);
    box-shadow: var(--shadow-2);
    overflow: hidden auto;
  }
  .choice {
    display: grid;
    align-content: center;
    gap: 1px;
    width: 100%;
    min-height: max(36px, var(--target));
    padding: 6px 8px;
    border: 0;
    border-radius: var(--radius-2);
    background: none;
    text-align: left;
    cursor: pointer;
  }
  .choice:hover {
    background: var(--surface-sunken);
  }
  .choice span {
    font-weight: var(--weight-medium);
  }
  .choice code {
    color: var(--ink-2);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  @container lab (max-width: 839px) {
    .face,
    .choice {
      min-height: 44px;
    }
  }
`;
