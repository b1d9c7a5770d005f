import { css } from 'lit';

/** Entries of a tree, and what stands before their words. */
export const consoleTreeStyles = css`
  :host {
    display: block;
    padding: 6px;
    overflow: auto;
    scrollbar-width: thin;
  }
  [role='treeitem'] {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: max(24px, var(--target) - 6px);
    padding: 0 8px 0 2px;
    border-radius: var(--radius-1);
    cursor: pointer;
  }
  [role='treeitem']:hover {
    background: var(--surface-sunken);
  }
  [role='treeitem'][aria-selected='true'] {
    background: var(--accent-soft);
    box-shadow: inset 2px 0 0 var(--accent);
  }
  [role='treeitem']:focus-visible {
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  .step {
    flex: none;
    width: 8px;
  }
  .words {
    min-width: 0;
    padding-block: 2px;
    overflow-wrap: break-word;
  }
  .twist {
    flex: none;
    display: grid;
    place-items: center;
    width: 16px;
    height: 22px;
    color: var(--ink-3);
  }
  .twist .ico {
    width: 10px;
    height: 10px;
  }
  [aria-expanded='false'] .twist .ico {
    transform: rotate(-90deg);
  }
  .sign {
    flex: none;
    width: 15px;
    height: 15px;
    color: var(--ink-2);
  }
  .state {
    gap: 0;
  }
  @media (pointer: coarse) {
    [role='treeitem'] {
      min-height: var(--target);
    }
  }
  @media (forced-colors: active) {
    [aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
  @container lab (max-width: 839px) {
    [role='treeitem'] {
      min-height: 44px;
    }
    .twist {
      width: 32px;
      height: 44px;
    }
  }
`;
