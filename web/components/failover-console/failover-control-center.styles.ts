import { css } from 'lit';

import { consoleSessionStyles } from '../console-session/console-session.styles.ts';
import { statusBarStyles } from './status-bar.ts';

const ownStyles = css`
  .target {
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  select {
    min-height: var(--target);
    padding: 0 8px;
    border: 1px solid var(--line-3);
    border-radius: var(--radius-2);
    background: var(--surface-card);
  }
  option {
    background: var(--surface-card);
    color: var(--ink-1);
  }
  .gap {
    flex: 1;
  }
  .prompt {
    display: grid;
    gap: 8px;
    margin: 10px 12px;
    padding: 10px 12px;
    border: 1px solid var(--state-pending);
    border-radius: var(--radius-2);
    background: var(--state-pending-soft);
  }
  .prompt > p {
    font-weight: var(--weight-medium);
  }
  .prompt li {
    display: grid;
    grid-template-columns: 92px minmax(0, 1fr);
    align-items: center;
    gap: 10px;
  }
  .prompt ul {
    display: grid;
    gap: 6px;
  }
  .prompt .btn {
    width: 100%;
  }
  .prompt code {
    overflow-wrap: anywhere;
  }
  .statusbar {
    margin: 8px 12px;
  }

  @container lab (max-width: 1199px) {
    /* The machine has a row, and what is done with it the next. */
    .gap {
      flex-basis: calc(100% - 220px);
    }
  }
  @container lab (max-width: 839px) {
    select {
      min-height: 44px;
      font-size: 16px;
    }
    .prompt .btn {
      min-height: 44px;
    }
  }
`;

/** The Failover Control Center: target machine above, monitored machines on the left, one monitor on the right. */
export const failoverControlCenterStyles = [consoleSessionStyles, statusBarStyles, ownStyles];
