import { css } from 'lit';

/** The answers of the guess, side by side. */
export const guessChipsStyles = css`
  .chips {
    display: flex;
    gap: 6px;
  }
  .chips button {
    flex: 1;
    min-height: var(--target);
    border-radius: var(--radius-full);
    border: 1px solid var(--line-3);
    background: transparent;
    font-weight: 500;
    cursor: pointer;
  }
  .chips button:focus-visible {
    border-radius: var(--radius-full);
  }
  .chips button[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
`;

/** The guide column: stops, title, prose, checks, guess, act, citation. */
export const drillPanelStyles = css`
  :host {
    display: block;
    min-height: 0;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .guide {
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-height: 100%;
    padding: 14px 20px 8px;
  }
  .stops {
    position: relative;
    display: flex;
    justify-content: space-between;
    align-items: center;
    height: 12px;
  }
  .stops::before {
    content: '';
    position: absolute;
    inset: 5.25px 4px auto;
    height: 1.5px;
    background: var(--line-2);
  }
  .stops i {
    position: relative;
    width: 9px;
    height: 9px;
    border-radius: 50%;
    background: var(--surface-panel);
    border: 1.5px solid var(--line-3);
  }
  .stops .is-done {
    background: var(--accent);
    border-color: var(--accent);
  }
  .stops .is-here {
    width: 22px;
    height: 12px;
    border-radius: 4px;
    background: var(--plate);
    border-color: var(--plate);
  }
  h2 {
    margin-top: 10px;
    font-size: var(--text-title);
    font-weight: 600;
    line-height: var(--leading-tight);
    letter-spacing: -0.012em;
  }
  .prose {
    display: grid;
    gap: 10px;
    font-size: var(--text-read);
    line-height: var(--leading-read);
  }
  .prose b {
    font-weight: 600;
  }
  .c-first {
    color: var(--first-cluster);
  }
  .c-second {
    color: var(--second-cluster);
  }
  .why {
    padding-left: 12px;
    border-left: 2px solid var(--line-2);
    color: var(--ink-2);
    font-size: var(--text-base);
    line-height: 1.5;
  }
  .why b {
    color: var(--ink-1);
    font-weight: 600;
  }
  .checks {
    display: grid;
    gap: 7px;
  }
  .checks li {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 8px;
    color: var(--ink-2);
  }
  .checks .is-done {
    color: var(--ink-1);
  }
  .tick {
    width: 15px;
    height: 15px;
    margin-top: 2px;
    color: var(--ink-3);
  }
  .is-done > .tick {
    color: var(--state-ok);
  }
  .predict {
    padding: 12px 14px 14px;
    border-radius: var(--radius-3);
    background: var(--surface-card);
    box-shadow: inset 0 0 0 1px var(--line-1);
    outline: var(--card-outline);
    outline-offset: -1px;
  }
  .predict legend {
    float: left;
    width: 100%;
    padding: 0;
    color: var(--ink-3);
    font-size: var(--text-small);
  }
  .predict p {
    clear: both;
    margin-bottom: 10px;
    line-height: 1.45;
  }
  .predict.is-locked {
    padding-bottom: 12px;
  }
  .predict.is-locked p {
    margin: 0;
  }
  .act {
    display: grid;
    gap: 8px;
    position: sticky;
    bottom: 0;
    margin-top: auto;
    padding-block: 6px;
    background: var(--surface-panel);
  }
  .act--end {
    grid-template-columns: minmax(0, 1fr) auto;
  }
  .cites {
    display: flex;
    flex-wrap: wrap;
    gap: 0 6px;
    padding-top: 8px;
    border-top: 1px solid var(--line-1);
    font-size: var(--text-micro);
    color: var(--ink-3);
  }
  .cites b {
    font-weight: 600;
    color: var(--ink-2);
  }
  .guide:not(:has(.act)) .cites {
    margin-top: auto;
  }
  @container lab (max-width: 1199px) {
    .guide {
      padding: 14px 16px 10px;
    }
  }
  @container lab (max-width: 839px) {
    .prose,
    .checks,
    .why {
      font-size: var(--text-lead);
    }
  }
`;
