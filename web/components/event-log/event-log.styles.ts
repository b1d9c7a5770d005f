import { css } from 'lit';

export const eventLogStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    padding: 6px 0 0;
  }
  .head,
  .narrow {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 0 16px 6px;
  }
  .head {
    /* Room for what the page sets beside it. */
    padding-right: var(--head-beside, 16px);
  }
  h3 {
    margin-right: auto;
    font-size: var(--text-small);
    font-weight: 600;
    white-space: nowrap;
  }
  h3 .muted {
    font-weight: 400;
    margin-left: 3px;
  }
  .narrow input,
  .narrow select {
    min-width: 0;
    min-height: 26px;
    padding: 0 6px;
    border: 1px solid var(--line-3);
    border-radius: var(--radius-2);
    background: var(--surface-card);
    font-size: var(--text-small);
  }
  .narrow input {
    flex: 1;
  }
  .narrow option {
    background: var(--surface-card);
    color: var(--ink-1);
  }
  .btn[aria-pressed='true'] {
    background: var(--surface-sunken);
    color: var(--ink-1);
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow: hidden auto;
    padding: 2px 10px;
    scrollbar-width: thin;
  }
  li {
    display: grid;
    grid-template-columns: 54px 14px minmax(0, 1fr);
    align-items: baseline;
    gap: 6px;
    padding: 2px 6px;
    border-radius: var(--radius-1);
    font-size: var(--text-small);
    line-height: 1.35;
    color: var(--ink-2);
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  li:hover {
    background: var(--surface-sunken);
  }
  [role='listbox']:focus-visible li[aria-selected='true'] {
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  li b {
    font-weight: 600;
    color: var(--ink-1);
  }
  li code {
    color: var(--ink-1);
  }
  .when {
    color: var(--ink-3);
    font-family: var(--font-mono);
    font-size: var(--text-micro);
    font-variant-numeric: tabular-nums;
  }
  .mark,
  .shape {
    width: 11px;
    height: 11px;
    align-self: center;
  }
  .empty,
  .more {
    margin: 4px 6px;
    color: var(--ink-3);
    font-size: var(--text-small);
  }
  @media (pointer: coarse) {
    li {
      min-height: 32px;
    }
  }
  @container lab (max-width: 839px) {
    .narrow input,
    .narrow select {
      min-height: 44px;
      font-size: 16px;
    }
  }
`;
