import { css } from 'lit';

/** The prompt: what was printed, the completions above the line, the line. */
export const linePromptStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    position: relative;
    min-height: 0;
    padding: 6px 16px 8px;
  }
  :host([large]) {
    flex: 1 1 75%;
  }
  form {
    flex: none;
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 4px;
    align-items: center;
    border: 1px solid var(--line-3);
    border-radius: var(--radius-2);
    background: var(--surface-card);
    padding: 1px 2px;
  }
  form:focus-within {
    box-shadow: var(--focus-ring);
  }
  select,
  input {
    min-height: 28px;
    border: 0;
    background: transparent;
    font-family: var(--font-mono);
    font-size: var(--text-small);
    min-width: 0;
  }
  input:focus-visible,
  select:focus-visible {
    box-shadow: none;
  }
  select:focus-visible {
    text-decoration: underline;
  }
  option {
    background: var(--surface-card);
    color: var(--ink-1);
  }
  input::placeholder {
    color: var(--ink-3);
  }
  .options {
    position: absolute;
    z-index: 8;
    left: 0;
    right: 0;
    bottom: calc(100% + 4px);
    max-height: 190px;
    padding: 4px;
    border: 1px solid var(--line-2);
    border-radius: var(--radius-2);
    background: var(--surface-raised);
    box-shadow: var(--shadow-2);
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .wants {
    padding: 6px 12px;
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  .options li {
    padding: 3px 8px;
    border-radius: var(--radius-1);
    font-family: var(--font-mono);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .options li[aria-selected='true'] {
    background: var(--accent);
    color: var(--accent-ink);
  }
  .output {
    display: flex;
    flex-direction: column;
    flex: 0 1 auto;
    min-height: 0;
    max-height: 170px;
    margin-bottom: 6px;
    border-radius: var(--radius-2);
    background: var(--surface-sunken);
    outline: var(--card-outline);
    outline-offset: -1px;
    font-size: var(--text-small);
  }
  :host([large]) .output {
    flex: 1;
    max-height: none;
  }
  .output-head {
    flex: none;
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 2px 2px 0 10px;
    color: var(--ink-3);
    font-size: var(--text-micro);
  }
  .output-head span {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .scroll {
    position: relative;
    min-height: 0;
    padding: 0 10px 8px;
    overflow: auto;
    scrollbar-width: thin;
  }
  .asked {
    display: flex;
    gap: 8px;
    padding-top: 4px;
    color: var(--ink-3);
    font-family: var(--font-mono);
    font-size: var(--text-micro);
  }
  .asked span {
    flex: 1;
    overflow-wrap: anywhere;
  }
  .asked b {
    font-weight: 600;
    white-space: nowrap;
  }
  .is-refused {
    color: var(--state-failed);
  }
  pre {
    margin: 0;
    font: 400 var(--text-small) / 1.45 var(--font-mono);
    white-space: pre;
  }
  @container lab (max-width: 839px) {
    input,
    select {
      font-size: 16px;
      min-height: 44px;
    }
    .options li {
      padding-block: 13px;
    }
  }
`;
