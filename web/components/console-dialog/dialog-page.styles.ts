import { css } from 'lit';

import { warningBannerStyles } from './warning-banner.ts';

/** Fields of a page, their labels, and what stands under them. */
export const dialogPageStyles = css`
  ${warningBannerStyles}
  .page {
    min-height: 0;
    padding: 2px 16px 6px;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .question {
    margin-bottom: 8px;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 8px 12px;
    align-items: start;
  }
  .is-wide {
    grid-column: 1 / -1;
  }
  .field {
    display: grid;
    gap: 3px;
    min-width: 0;
  }
  .label {
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  legend.label {
    padding: 0 0 2px;
  }
  .entry {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  input:not([type='checkbox'], [type='radio']),
  select {
    width: 100%;
    min-width: 0;
    min-height: var(--target);
    padding: 0 10px;
    border: 1px solid var(--line-3);
    border-radius: var(--radius-2);
    background: var(--surface-card);
  }
  :is(input, select)[aria-invalid='true'] {
    border-color: var(--state-failed);
    box-shadow: inset 0 0 0 1px var(--state-failed);
  }
  :is(input, select)[disabled] {
    border-color: var(--line-2);
    background: transparent;
    color: var(--ink-3);
  }
  option {
    background: var(--surface-card);
    color: var(--ink-1);
  }
  .tick {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 26px;
  }
  .tick input {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
  }
  .wrong {
    color: var(--state-failed);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  form > .wrong {
    padding: 0 16px;
  }
  .notes {
    flex: none;
    gap: 4px;
    margin-left: auto;
  }
  .notes[aria-pressed='true'] {
    background: var(--accent-soft);
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-small);
    line-height: var(--leading-ui);
  }
  .fact {
    min-height: 24px;
    overflow-wrap: anywhere;
  }
  .entry .muted {
    font-size: var(--text-small);
  }
  .pick {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 4px 12px;
  }
  .pick .wrong {
    grid-column: 1 / -1;
  }
  .pick-side {
    display: grid;
    grid-template-rows: auto 1fr;
    gap: 3px;
  }
  .pick-list {
    display: grid;
    align-content: start;
    gap: 2px;
    min-height: 58px;
    padding: 4px;
    border: 1px solid var(--line-3);
    border-radius: var(--radius-2);
    background: var(--surface-card);
  }
  .pick-list > .muted {
    padding: 6px;
  }
  .pick-entry {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--target);
    padding: 2px 8px;
    border: 0;
    border-radius: 4px;
    background: var(--accent-soft);
    text-align: left;
    cursor: pointer;
  }
  .pick-entry:hover .pick-verb {
    text-decoration: underline;
  }
  .pick-words {
    display: grid;
    flex: 1;
    min-width: 0;
    font-weight: var(--weight-medium);
    overflow-wrap: anywhere;
  }
  .pick-words small {
    color: var(--ink-2);
    font-size: var(--text-small);
    font-weight: 400;
  }
  .pick-verb {
    order: 1;
    color: var(--accent);
    font-size: var(--text-small);
  }
  .pick-entry[disabled] {
    background: transparent;
    cursor: default;
  }
  .pick-entry[disabled] .pick-verb {
    visibility: hidden;
  }
`;
