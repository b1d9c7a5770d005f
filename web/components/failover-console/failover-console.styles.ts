import { css } from 'lit';

/** The console column: ring on the left, bullets and replies on the right, status bar below. */
export const failoverConsoleStyles = css`
  :host {
    display: block;
    padding: 0 16px 12px;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 52px;
  }
  h2 {
    font-size: var(--text-base);
    font-weight: 600;
    line-height: 1.25;
  }
  .head .muted {
    font-size: var(--text-small);
  }
  .empty {
    padding: 16px 0;
    color: var(--ink-3);
  }
  .vital {
    display: grid;
    grid-template-columns: 130px minmax(0, 1fr);
    gap: 26px;
    padding: 2px 0 12px;
  }
  .ring-box {
    display: grid;
    justify-items: center;
  }
  .ring-cap {
    margin-top: 12px;
    font-size: var(--text-small);
    color: var(--ink-2);
    font-weight: 500;
  }
  .side {
    display: grid;
    align-content: center;
    gap: 14px;
  }
  .bullets {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-small);
  }
  caption,
  .replies .cap {
    text-align: left;
    color: var(--ink-3);
    font-size: var(--text-micro);
    padding-bottom: 4px;
  }
  td {
    padding: 3px 0;
    white-space: nowrap;
  }
  td:last-child {
    text-align: right;
    color: var(--ink-2);
  }
  .is-name {
    color: var(--ink-1);
    font-weight: 500;
  }
  .bullets .mono {
    font-size: 11.5px;
    letter-spacing: -0.01em;
  }
  .replies {
    display: grid;
    gap: 3px;
    font-size: var(--text-micro);
  }
  .reply-row {
    display: flex;
    gap: 6px;
    height: 12px;
    align-items: center;
  }
  .reply-row i {
    width: 8px;
    height: 8px;
    flex: none;
  }
  .came {
    border-radius: 50%;
    background: var(--state-ok);
  }
  .reply-row .missed {
    width: 10px;
    height: 10px;
    margin: 0 -1px;
    background:
      linear-gradient(45deg, #0000 42%, var(--state-failed) 42% 58%, #0000 58%),
      linear-gradient(-45deg, #0000 42%, var(--state-failed) 42% 58%, #0000 58%);
  }
  @media (forced-colors: active) {
    /* Backgrounds are forced away, and these are nothing else. */
    .reply-row i {
      forced-color-adjust: none;
    }
  }
  .reply-row.is-off {
    opacity: 0.72; /* quieter, and still 3 : 1 */
  }
  @container lab (max-width: 839px) {
    .vital {
      justify-content: start;
      grid-template-columns: 130px minmax(0, 220px);
    }
  }
`;
